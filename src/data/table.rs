//! The table as understood: named columns of numbers, dates or words, and the rows' names.

use super::sampling::Sampler;
use super::{
    ColumnProfile, Dialect, Format, Guess, Notice, Origin, Packing, RowId, RowSample, Writing,
    typing,
};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// A column of words: each cell a level or missing. Levels are sorted, so that the order of rows does
/// not matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// Places in `names`, [`MISSING`] where there is none.
    codes: Vec<u32>,
    names: Vec<String>,
}

/// No level has this code: there would have to be as many names.
const MISSING: u32 = u32::MAX;

impl Levels {
    /// Codes the cells; `None` is missing.
    pub fn new(cells: &[Option<&str>]) -> Self {
        let mut seen: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut found: Vec<&str> = Vec::new();
        let first_seen: Vec<u32> = cells
            .iter()
            .map(|cell| {
                cell.map_or(MISSING, |text| {
                    *seen.entry(text).or_insert_with(|| {
                        found.push(text);
                        (found.len() - 1) as u32
                    })
                })
            })
            .collect();
        Self::of(&first_seen, &found)
    }

    /// Takes words that are numbered already: `codes` are places in `words`, which are all different and all
    /// used; beyond them is missing.
    pub(super) fn of(codes: &[u32], words: &[&str]) -> Self {
        let mut order: Vec<u32> = (0..words.len() as u32).collect();
        order.sort_unstable_by_key(|&at| words[at as usize]);
        let mut rank = vec![0; words.len()];
        for (new, &old) in order.iter().enumerate() {
            rank[old as usize] = new as u32;
        }
        Self {
            codes: codes
                .iter()
                .map(|&code| rank.get(code as usize).map_or(MISSING, |rank| *rank))
                .collect(),
            names: order.iter().map(|&at| words[at as usize].to_owned()).collect(),
        }
    }

    /// The level of each row, an index into [`Levels::names`]; `None` is missing.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = Option<u32>> + Clone + '_ {
        self.codes.iter().map(|&code| (code != MISSING).then_some(code))
    }

    /// The level of one row.
    pub fn code(&self, at: usize) -> Option<u32> {
        self.codes.get(at).copied().filter(|&code| code != MISSING)
    }

    /// How many rows there are, missing ones among them.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The levels' names, sorted.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Which level means yes, where there are two and they are yes and no in some language.
    pub fn yes(&self) -> Option<usize> {
        typing::yes(&self.names)
    }

    /// The text of one row.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.code(at).map(|code| self.names[code as usize].as_str())
    }

    /// How many rows hold each level.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        for code in self.codes().flatten() {
            counts[code as usize] += 1;
        }
        counts
    }
}

/// The cells of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers; NaN is missing, infinities are as they stood in the file.
    Numbers(Vec<f64>),
    /// Dates as days since 1970-01-01, the time of day as a fraction; NaN is missing.
    Dates(Vec<f64>),
    /// Words.
    Text(Levels),
}

/// What a date is in the civil calendar, for features, scales and texts.
impl Values {
    /// `2024-03-08`, with the time of day where it is not midnight: `2024-03-08T10:00:00`.
    pub fn iso_date(days: f64) -> String {
        typing::iso(days)
    }

    /// A date written so, in days since 1970-01-01.
    pub fn date(text: &str) -> Option<f64> {
        typing::date(text)
    }

    /// 1 to 12.
    pub fn month(days: f64) -> f64 {
        typing::civil(days).1 as f64
    }

    /// 1 to 31.
    pub fn day(days: f64) -> f64 {
        typing::civil(days).2 as f64
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(days: f64) -> f64 {
        typing::weekday(days)
    }

    /// The year with a fraction: 2024-07-02 is 2024.5.
    pub fn year(days: f64) -> f64 {
        typing::year(days)
    }
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Unique in its table, never blank.
    pub name: String,
    /// One cell for each row.
    pub values: Values,
    /// How the cells were read, where they are not plain: "decimal comma, EUR", "day first".
    pub reading: Option<String>,
}

impl Column {
    /// A cell as text, for tooltips and exports; empty where missing.
    pub fn text(&self, at: usize) -> String {
        let known = |values: &[f64]| values.get(at).copied().filter(|v| !v.is_nan());
        match &self.values {
            Values::Numbers(values) => known(values).map_or_else(String::new, |v| v.to_string()),
            Values::Dates(days) => known(days).map_or_else(String::new, typing::iso),
            Values::Text(levels) => levels.get(at).unwrap_or_default().to_owned(),
        }
    }

    fn take(&self, rows: &[usize]) -> Self {
        let taken = |values: &[f64]| rows.iter().map(|&at| values[at]).collect();
        let values = match &self.values {
            Values::Numbers(values) => Values::Numbers(taken(values)),
            Values::Dates(days) => Values::Dates(taken(days)),
            Values::Text(levels) => {
                let cells: Vec<Option<&str>> = rows.iter().map(|&at| levels.get(at)).collect();
                Values::Text(Levels::new(&cells))
            }
        };
        Self { name: self.name.clone(), values, reading: self.reading.clone() }
    }
}

/// Customers as rows, what is known of them as columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: String,
    origin: Origin,
    rows: Vec<RowId>,
    columns: Vec<Arc<Column>>,
    notices: Vec<Notice>,
    profiles: Profiles,
}

/// The columns' profiles, once they were asked for. They follow from the columns: tables are equal or not
/// without them.
#[derive(Debug, Clone, Default)]
struct Profiles(OnceLock<Arc<Vec<ColumnProfile>>>);

impl PartialEq for Profiles {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Table {
    /// A table; every column has one cell for each of `rows`.
    pub(super) fn new(
        name: String,
        origin: Origin,
        rows: Vec<RowId>,
        columns: Vec<Column>,
        notices: Vec<Notice>,
    ) -> Self {
        let columns = columns.into_iter().map(Arc::new).collect();
        Self { name, origin, rows, columns, notices, profiles: Profiles::default() }
    }

    /// The same table, out of a packed file.
    pub(super) fn packed(mut self, packing: Packing) -> Self {
        self.origin.packing = Some(packing);
        self
    }

    /// The file, or what stands for it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's name without its folders.
    pub fn short_name(&self) -> String {
        let name = std::path::Path::new(&self.name).file_name();
        name.map_or_else(|| self.name.clone(), |name| name.to_string_lossy().into_owned())
    }

    /// How it was written.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How its text was written; `None` where the file is no text with a separator.
    pub fn dialect(&self) -> Option<&Dialect> {
        self.origin.dialect()
    }

    /// The rows' names, ascending.
    pub fn rows(&self) -> &[RowId] {
        &self.rows
    }

    /// All columns, in the file's order. They may be shared with what is made of them.
    pub fn columns(&self) -> &[Arc<Column>] {
        &self.columns
    }

    /// What can be said of each column at a glance; computed when first asked for.
    pub fn profiles(&self) -> &Arc<Vec<ColumnProfile>> {
        let profile =
            || Arc::new(self.columns.par_iter().map(|column| ColumnProfile::new(column)).collect());
        self.profiles.0.get_or_init(profile)
    }

    /// What was done or guessed on reading.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().map(|column| &**column).find(|column| column.name == name)
    }

    /// The position of a row in this table's columns.
    pub fn position(&self, row: RowId) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// The same table as rows of a larger one, which was written in that dialect.
    pub(super) fn drawn(mut self, rows: Vec<RowId>, dialect: Dialect) -> Self {
        self.rows = rows;
        if let Writing::Text(own) = &mut self.origin.writing {
            let Dialect { decimal, thousands, .. } = &**own;
            let (decimal, thousands) = (decimal.clone(), thousands.clone());
            **own = Dialect { decimal, thousands, ..dialect };
        }
        self
    }

    /// The same table, whose text had this between its fields.
    pub(super) fn parted(mut self, separator: Guess<char>) -> Self {
        if let Writing::Text(own) = &mut self.origin.writing {
            own.separator = separator;
            self.origin.format = Format::Csv;
        }
        self
    }

    /// These rows alone, which ascend; those that the table does not have are passed over. Rows keep their names.
    #[must_use]
    pub fn only(&self, rows: &[RowId]) -> Self {
        let (rows, chosen): (Vec<RowId>, Vec<usize>) =
            rows.iter().filter_map(|&row| Some((row, self.position(row)?))).unzip();
        Self {
            rows,
            columns: self.columns.par_iter().map(|column| Arc::new(column.take(&chosen))).collect(),
            name: self.name.clone(),
            origin: self.origin.clone(),
            notices: self.notices.clone(),
            profiles: Profiles::default(),
        }
    }

    /// A sample in the table's order; the whole table where that has not more rows. Rows keep their names, and
    /// the sample is said in a notice.
    #[must_use]
    pub(super) fn sample(self, sample: RowSample) -> Self {
        let all = self.rows.len();
        if sample.rows >= all {
            return self;
        }
        let mut sampler = Sampler::new(sample);
        for (at, row) in self.rows.iter().enumerate() {
            sampler.see(*row, || at);
        }
        let (rows, chosen): (Vec<RowId>, Vec<usize>) = sampler.finish().into_iter().unzip();
        let mut notices = self.notices;
        notices.push(sample.said(all));
        Self {
            rows,
            columns: self.columns.iter().map(|column| Arc::new(column.take(&chosen))).collect(),
            name: self.name,
            origin: self.origin,
            notices,
            profiles: Profiles::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_bytes};
    use crate::progress::Progress;

    fn table(text: &str) -> Table {
        read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &Progress::new()).unwrap()
    }

    #[test]
    fn levels_do_not_depend_on_row_order() {
        let a = Levels::new(&[Some("b"), None, Some("a"), Some("b")]);
        let b = Levels::new(&[Some("a"), Some("b"), None, Some("b")]);
        assert_eq!(a.names(), b.names());
        assert_eq!(a.counts(), [1, 2]);
        assert_eq!((a.get(0), a.get(1), a.get(9)), (Some("b"), None, None));
    }

    #[test]
    fn a_sample_keeps_names_and_repeats() {
        let text: String =
            std::iter::once("v".to_owned()).chain((1..=100).map(|i| format!("\n{i}"))).collect();
        let sample = |rows, seed| table(&text).sample(RowSample { rows, seed });
        let one = sample(10, 7);
        assert_eq!(one, sample(10, 7));
        assert_ne!(one.rows(), sample(10, 8).rows());
        let Values::Numbers(values) = &one.columns()[0].values else { panic!() };
        assert!(one.rows().iter().zip(values).all(|(row, v)| f64::from(row.0) == *v));
        assert_eq!(sample(100, 7).rows().len(), 100);
    }

    #[test]
    fn dates_are_printed_as_iso() {
        let t = table("day,n\n08.03.2024,1\n09.03.2024 10:30,2\n,3\n");
        let day = t.column("day").unwrap();
        assert_eq!([0, 1, 2].map(|at| day.text(at)), ["2024-03-08", "2024-03-09T10:30:00", ""]);
        assert_eq!(
            t.clone().sample(RowSample { rows: 1, seed: 1 }).column("day").unwrap().reading,
            day.reading
        );
    }

    #[test]
    fn quoted_newlines_marks_and_blank_records_survive() {
        let t = table("id;note;v\n1;\"two\nlines; \"\"quoted\"\"\";3\n;;\n2;plain;\n");
        assert_eq!(t.rows(), [RowId(1), RowId(2)]);
        assert_eq!(t.column("note").unwrap().text(0), "two\nlines; \"quoted\"");
        assert_eq!(t.column("v").unwrap().text(1), "");
        assert!(t.notices()[0].text.contains("1 blank record"));
    }
}
