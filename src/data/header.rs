//! Whether the first records hold column names.

use super::{Guess, Notice, typing};
use crate::words::shortened;
use csv::StringRecord;

/// The reason of names with a record of units below them.
const UNITS: &str =
    "The first record is text throughout, the second holds units over columns of numbers.";
/// Names that are shown.
const SHOWN: usize = 5;
/// Header records, at most.
const MOST: usize = 3;

/// Finds how many records hold names, 0 where columns are named by their place. Blank records and those
/// above the table are left out of `records`.
///
/// The confidence is the share of the columns with an opinion that agree; see [`opinions`].
pub(super) fn find(records: &[StringRecord], given: Option<bool>) -> Guess<usize> {
    if let Some(names) = given {
        return Guess::given(usize::from(names));
    }
    let (rows, reason) = decide(records);
    let (names, data) = opinions(records, rows.max(1));
    let all = names + data;
    let agree = if rows > 0 { names } else { data };
    let confidence = if all == 0 { 0.5 } else { agree as f64 / all as f64 };
    Guess::new(rows, confidence, reason)
}

fn decide(records: &[StringRecord]) -> (usize, &'static str) {
    let Some((first, rest)) = records.split_first() else {
        return (1, "There is no record.");
    };
    let cells: Vec<&str> = filled(first).collect();
    let numbers: Vec<f64> = cells.iter().filter_map(|c| typing::number(c)).collect();
    // Years name columns of anything but years.
    let years = first.iter().enumerate().all(|(at, cell)| {
        typing::number(cell.trim()).is_none_or(|v| is_year(v) && share(rest, at, is_year) < 0.9)
    });
    if numbers.is_empty() {
        if over_alike(first, rest, typing::is_date) {
            return (0, "The first record holds dates like those below it.");
        }
        if has_units(rest) {
            return (2, UNITS);
        }
        return match 1 + more_rows(first, rest) {
            1 => (1, "The first record is text throughout."),
            rows => (rows, "The first records are text over columns of numbers, with gaps."),
        };
    }
    if years && numbers.len() < cells.len() {
        return (1, "The first record is text and years.");
    }
    if years && are_consecutive(&numbers) {
        return (1, "The first record counts years, over columns of other numbers.");
    }
    if numbers.len() * 2 >= cells.len() {
        return (0, "The first record is mostly numbers: columns are named by their place.");
    }
    // A number in the first record over a column of numbers: that record is data.
    if over_alike(first, rest, |cell| typing::number(cell).is_some()) {
        return (0, "The first record holds numbers like those below it.");
    }
    (1, "The first record is mostly text.")
}

/// How many columns speak for names in the first record, and how many for data. A column speaks for names
/// where words or dates stand over other things, or over words that come again while the first never does;
/// for data where the first cell is a number or a date over such, or a word that comes again. Years in a
/// row speak for names over anything but years. All other columns have no opinion. `header` records are
/// not asked as data.
fn opinions(records: &[StringRecord], header: usize) -> (usize, usize) {
    let Some(first) = records.first() else { return (0, 0) };
    let rest = records.get(header..).unwrap_or_default();
    let (mut names, mut data) = (0, 0);
    for (at, cell) in first.iter().enumerate() {
        let below = column(rest, at);
        let cell = cell.trim();
        if cell.is_empty() || below.is_empty() {
            continue;
        }
        let kind = Kind::of(cell);
        let alike = below.iter().filter(|c| Kind::of(c) == kind).count() * 10 >= below.len() * 9;
        let strange = !below.iter().any(|c| Kind::of(c) == kind);
        let year = typing::number(cell).is_some_and(is_year) && share(rest, at, is_year) < 0.9;
        let again = below.contains(&cell);
        match kind {
            _ if year => names += 1,
            Kind::Number | Kind::Date if alike => data += 1,
            Kind::Word if again => data += 1,
            Kind::Word | Kind::Date if strange => names += 1,
            Kind::Word if alike && repeats(&below) => names += 1,
            _ => {}
        }
    }
    (names, data)
}

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Date,
    Word,
}

impl Kind {
    fn of(cell: &str) -> Self {
        if typing::number(cell).is_some() {
            Self::Number
        } else if typing::is_date(cell) {
            Self::Date
        } else {
            Self::Word
        }
    }
}

/// Whether at least half of the cells have an equal.
fn repeats(cells: &[&str]) -> bool {
    let mut sorted = cells.to_vec();
    sorted.sort_unstable();
    let distinct = sorted.chunk_by(|a, b| a == b).count();
    distinct * 2 <= cells.len()
}

/// Years in a row: 2019, 2020, 2021, or every fifth, up or down.
fn are_consecutive(years: &[f64]) -> bool {
    let step = |pair: &[f64]| pair[1] - pair[0];
    match years {
        [a, b] => (a - b).abs() == 1.0,
        [_, _, _, ..] => {
            let first = step(&years[..2]);
            first != 0.0 && years.windows(2).all(|pair| step(pair) == first)
        }
        _ => false,
    }
}

/// Whether any cell of the first record is such, over a column of such.
fn over_alike(first: &StringRecord, rest: &[StringRecord], such: impl Fn(&str) -> bool) -> bool {
    first.iter().enumerate().any(|(at, cell)| {
        let below = column(rest, at);
        let alike = below.iter().filter(|cell| such(cell)).count();
        such(cell.trim()) && alike * 10 > below.len() * 9
    })
}

/// Whether the first of the records holds units, each over numbers.
fn has_units(records: &[StringRecord]) -> bool {
    let Some((units, data)) = records.split_first() else { return false };
    let over_numbers = |(at, cell): (usize, &str)| {
        cell.trim().is_empty() || (typing::is_unit(cell) && share(data, at, |_| true) > 0.9)
    };
    data.len() >= 2 && filled(units).count() > 0 && units.iter().enumerate().all(over_numbers)
}

/// Says that units became part of the names.
pub(super) fn say_units(rows: &Guess<usize>, names: &[String], notices: &mut Vec<Notice>) {
    if rows.reason == UNITS {
        notices.push(Notice::info(format!(
            "The record below the names holds units and no values; they were added to the names: {}.",
            shortened(names, SHOWN)
        )));
    }
}

/// Names over several records: the first has gaps (one name over several columns), the next are text, and the
/// columns below are numbers.
fn more_rows(first: &StringRecord, rest: &[StringRecord]) -> usize {
    if filled(first).count() == first.len() || first.len() < 3 {
        return 0;
    }
    let below = rest
        .iter()
        .take(MOST - 1)
        .take_while(|r| filled(r).count() > 0 && filled(r).all(|c| typing::number(c).is_none()))
        .count();
    let Some(data) = rest.get(below..).filter(|data| data.len() >= 2) else { return 0 };
    let numeric = (0..first.len()).filter(|&at| share(data, at, |_| true) > 0.9).count();
    if numeric * 2 >= first.len() { below } else { 0 }
}

fn filled(record: &StringRecord) -> impl Iterator<Item = &str> {
    record.iter().map(str::trim).filter(|cell| !cell.is_empty())
}

fn is_year(value: f64) -> bool {
    (1900.0..=2100.0).contains(&value) && value.fract() == 0.0
}

/// The filled cells of a column.
fn column(records: &[StringRecord], at: usize) -> Vec<&str> {
    records.iter().filter_map(|r| r.get(at)).map(str::trim).filter(|c| !c.is_empty()).collect()
}

/// The share of filled cells of a column that are such numbers; 0 where none is filled.
fn share(records: &[StringRecord], at: usize, such: impl Fn(f64) -> bool) -> f64 {
    let cells = column(records, at);
    let numbers = cells.iter().filter(|c| typing::number(c).is_some_and(&such)).count();
    if cells.is_empty() { 0.0 } else { numbers as f64 / cells.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> usize {
        found(text).value
    }

    fn found(text: &str) -> Guess<usize> {
        let records: Vec<StringRecord> = text
            .lines()
            .map(|line| StringRecord::from(line.split(',').collect::<Vec<_>>()))
            .collect();
        find(&records, None)
    }

    #[test]
    fn units_below_the_names_belong_to_them() {
        assert_eq!(rows("name,weight,price\n,kg,EUR\nAnn,50,1.5\nBob,60,2.5"), 2);
        assert_eq!(rows("weight,share\n(kg),[%]\n50,1.5\n60,2.5"), 2);
        // Words over words, and a code among codes.
        assert_eq!(rows("unit,currency\nkg,EUR\nm,USD\nl,EUR"), 1);
        assert_eq!(rows("name,weight\nkg,50\nm,60\nl,70"), 1);
    }

    #[test]
    fn a_table_of_numbers_has_no_header() {
        assert_eq!(rows("1,2\n3,4"), 0);
        assert_eq!(rows("ann,bern,zug,1.5\nbob,genf,zug,2.5\ncy,chur,zug,3"), 0);
    }

    #[test]
    fn years_may_be_names() {
        assert_eq!(rows("country,2019,2020\nFrance,1,2"), 1);
        assert_eq!(rows("Hacksaw,1987\nBret,1984\nMacho,1985"), 0);
    }

    #[test]
    fn years_in_a_row_are_names_where_other_numbers_stand_below() {
        assert_eq!(rows("2019,2020,2021\n12,15,18\n1,2,3"), 1);
        assert_eq!(rows("2019,2020\n12,15\n1,2"), 1);
        assert_eq!(rows("2000,2005,2010\n12,15,18\n1,2,3"), 1);
        // Years over years, and years in no order, are data.
        assert_eq!(rows("2019,2020,2021\n2018,2017,2011\n2001,2002,2003"), 0);
        assert_eq!(rows("1987,2020,2003\n12,15,18\n1,2,3"), 0);
        assert_eq!(rows("2019\n12\n15"), 0);
    }

    #[test]
    fn dates_over_dates_are_data() {
        assert_eq!(rows("2024-01-01,ann\n2024-01-02,bob\n2024-01-05,cy"), 0);
        assert_eq!(rows("day,name\n2024-01-02,bob\n2024-01-05,cy"), 1);
    }

    #[test]
    fn the_confidence_is_the_share_of_columns_that_agree() {
        assert_eq!(found("id,city,age\n1,Bern,30\n2,Bern,31\n3,Chur,32\n4,Chur,1").confidence, 1.0);
        // Words over words that never come again say nothing.
        assert_eq!(found("a,b\nx,y\nz,w").confidence, 0.5);
        assert_eq!(found("1,2\n3,4").confidence, 1.0);
        // The word comes again, the numbers are below no number.
        let doubtful = found("Bern,age\nBern,30\nChur,31");
        assert_eq!((doubtful.value, doubtful.confidence), (1, 0.5));
        assert_eq!(find(&[], Some(false)), Guess::given(0));
    }

    #[test]
    fn text_over_anything_is_a_header() {
        assert_eq!(rows("a,b\nx,y\nz,w"), 1);
        assert_eq!(rows("museum,visits\nA,closed\nB,3"), 1);
    }

    #[test]
    fn names_over_several_records_are_joined() {
        assert_eq!(rows("region,sales,,cost,\n,north,south,north,south\n1,2,3,4,5\n2,3,4,5,6"), 2);
        // A first row of words in a table with a gap in its header is data.
        assert_eq!(rows("id,,name\nx,y,z\nu,v,w\n"), 1);
    }
}
