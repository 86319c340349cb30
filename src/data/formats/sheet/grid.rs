//! The table among the filled cells of a sheet: titles above it and empty rows and columns around it are no part
//! of it.

use super::super::super::{DataError, Notice, ReadOptions, footer, header, memory};
use super::super::draft::Given;
use super::super::frame::list;
use super::super::mixed::{self, Cell};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Rows looked at for titles and names.
const LOOK: usize = 200;
/// Rows of titles, at most.
const TITLES: usize = 30;

/// Filled cells.
#[derive(Default)]
pub(super) struct Grid {
    columns: BTreeMap<u32, Vec<(u32, Cell)>>,
    rows: BTreeSet<u32>,
    errors: BTreeMap<u32, Vec<(u32, String)>>,
    cells: u64,
}

/// The table that was found.
pub(super) struct Found {
    /// Its columns with their names as given.
    pub columns: Vec<(String, Given)>,
    /// Columns with a name and no cell, by their place in the sheet.
    pub hollow: Vec<(u32, String)>,
    /// Its rows.
    pub rows: usize,
    /// Filled rows above the header.
    pub preamble: usize,
    /// Rows of names.
    pub header_rows: usize,
    /// How sure that is.
    pub header_confidence: f64,
    /// Why, as a sentence.
    pub header_reason: String,
}

impl Grid {
    /// Takes in a cell; blank ones are none.
    pub fn add(&mut self, row: u32, column: u32, cell: Cell) {
        if cell != Cell::Missing {
            self.columns.entry(column).or_default().push((row, cell));
            self.rows.insert(row);
            self.cells += 1;
        }
    }

    /// Takes in a cell that holds an error: missing, but not blank.
    pub fn add_error(&mut self, row: u32, column: u32, error: String) {
        self.columns.entry(column).or_default();
        self.rows.insert(row);
        self.errors.entry(column).or_default().push((row, error));
        self.cells += 1;
    }

    /// Filled rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Filled columns.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Few cells in far corners can span very many.
    pub fn refuse_too_large(&self, file: &str) -> Result<(), DataError> {
        let spanned = self.rows() as u64 * self.width() as u64;
        let cell = (size_of::<Cell>() + 8) as u64;
        memory::refuse_beyond(file, cell * spanned.max(2 * self.cells))
    }

    /// Finds the table.
    pub fn table(
        mut self,
        file: &str,
        options: &ReadOptions,
        notices: &mut Vec<Notice>,
    ) -> Result<Found, DataError> {
        let mut rows: Vec<u32> = self.rows.iter().copied().collect();
        if let Some(count) = options.skip_end.filter(|count| *count > 0) {
            if count >= rows.len() {
                let (skip, records) = (count, rows.len());
                return Err(DataError::AllSkipped { file: file.to_owned(), skip, records });
            }
            let below = self.records(&rows.split_off(rows.len() - count));
            footer::said(&texts(&below), notices);
        }
        if rows.is_empty() {
            return Err(DataError::Empty { file: file.to_owned() });
        }
        if let Some(skip) = options.skip.filter(|skip| *skip >= rows.len()) {
            return Err(DataError::AllSkipped { file: file.to_owned(), skip, records: rows.len() });
        }
        let records = self.records(&rows);
        let preamble = options.skip.unwrap_or_else(|| titles(&records)).min(rows.len() - 1);
        let header = header::find(&records[preamble.min(records.len())..], options.header);
        let data = (preamble + header.value).min(rows.len());
        let last = self.records(&rows[data.max(rows.len().saturating_sub(footer::LOOK))..]);
        footer::ask(&last, rows.len() - data, notices);
        let name = |place: usize| {
            let cells = records[preamble..data.min(records.len())].iter();
            let cells =
                cells.filter_map(|record| record.get(place)).filter(|cell| !cell.is_empty());
            cells.collect::<Vec<_>>().join(" ")
        };
        let names: Vec<String> = (0..self.width()).map(name).collect();
        header::say_units(&header, &names, notices);
        let mut columns = Vec::with_capacity(self.width());
        let mut failed = Vec::new();
        let (mut outside, mut hollow) = (0, Vec::new());
        for (place, (column, filled)) in std::mem::take(&mut self.columns).into_iter().enumerate() {
            let mut cells = vec![Cell::Missing; rows.len() - data];
            let mut known = false;
            for (row, cell) in filled {
                let at = rows.binary_search(&row).ok().and_then(|at| at.checked_sub(data));
                if let Some(at) = at {
                    cells[at] = cell;
                    known = true;
                }
            }
            let errors = self.errors.get(&column).map_or(&[][..], Vec::as_slice);
            let errors: Vec<&str> = errors
                .iter()
                .filter(|(row, _)| rows[data..].binary_search(row).is_ok())
                .map(|(_, error)| error.as_str())
                .collect();
            let name = name(place);
            if name.is_empty() && !known && errors.is_empty() {
                // A title beside the table, or a spacer.
                outside += 1;
                continue;
            }
            if let Some(first) = errors.first() {
                failed.push(format!("{} in {name} ({first})", errors.len()));
            }
            if !known && errors.is_empty() {
                hollow.push((column, name.clone()));
            }
            columns.push((name, mixed::column(&cells)));
        }
        say(&records[..preamble], outside, &failed, notices);
        Ok(Found {
            columns,
            hollow,
            rows: rows.len() - data,
            preamble,
            header_rows: header.value,
            header_confidence: header.confidence,
            header_reason: header.reason,
        })
    }

    /// The first rows as text.
    fn records(&self, rows: &[u32]) -> Vec<StringRecord> {
        let rows = &rows[..rows.len().min(LOOK)];
        let mut records = vec![vec![String::new(); self.width()]; rows.len()];
        for (place, cells) in self.columns.values().enumerate() {
            for (row, cell) in cells {
                if let Ok(at) = rows.binary_search(row) {
                    cell.written().unwrap_or_default().trim().clone_into(&mut records[at][place]);
                }
            }
        }
        records.into_iter().map(StringRecord::from).collect()
    }
}

/// Rows above the table: they fill at most half of what the commonest row fills, and rows that fill more follow.
fn titles(records: &[StringRecord]) -> usize {
    let filled: Vec<usize> =
        records.iter().map(|r| r.iter().filter(|cell| !cell.is_empty()).count()).collect();
    let mut sorted = filled.clone();
    sorted.sort_unstable();
    let width = sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| (run.len(), run[0]))
        .map_or(0, |run| run[0]);
    let narrow = filled.iter().take_while(|f| **f * 2 <= width).count();
    let wide = filled[narrow..].iter().take(4).filter(|f| **f * 2 > width).count();
    if narrow <= TITLES && wide >= 2 { narrow } else { 0 }
}

fn texts(records: &[StringRecord]) -> Vec<String> {
    let filled =
        |r: &StringRecord| r.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
    records.iter().map(filled).collect()
}

fn say(titles: &[StringRecord], outside: usize, failed: &[String], notices: &mut Vec<Notice>) {
    if !titles.is_empty() {
        notices.push(Notice::info(format!(
            "Rows above the table are no part of it: {}.",
            list(&texts(titles))
        )));
    }
    if outside > 0 {
        notices.push(Notice::info(format!(
            "{outside} {} without a name and without a cell in the table left out.",
            if outside == 1 { "column was" } else { "columns were" }
        )));
    }
    if !failed.is_empty() {
        notices.push(Notice::warning(format!(
            "Cells that hold an error of the workbook count as missing: {}.",
            list(failed)
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        let mut grid = Grid::default();
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                let number = cell.parse().map(Cell::Number);
                grid.add(
                    row as u32 + 2,
                    column as u32 + 1,
                    number.unwrap_or_else(|_| Cell::text(cell)),
                );
            }
        }
        grid
    }

    fn found(text: &str) -> (usize, usize, Vec<String>, usize) {
        let table = grid(text).table("f", &ReadOptions::default(), &mut Vec::new()).unwrap();
        let names = table.columns.into_iter().map(|(name, _)| name).collect();
        (table.preamble, table.header_rows, names, table.rows)
    }

    #[test]
    fn titles_and_empty_columns_are_no_part_of_the_table() {
        let names = ["id", "name", "age"].map(str::to_owned).to_vec();
        let text = "Customers 2024,,,\n,,,\nid,name,,age\n1,Ann,,31\n2,Bob,,44\n";
        assert_eq!(found(text), (1, 1, names, 2));
    }

    #[test]
    fn a_table_of_one_column_has_no_title() {
        assert_eq!(found("age\n31\n44\n"), (0, 1, vec!["age".to_owned()], 2));
    }

    #[test]
    fn cells_in_far_corners_are_refused() {
        let mut grid = Grid::default();
        for at in 0..1_000_000 {
            grid.add(at, at % 16_384, Cell::Number(1.0));
        }
        assert!(grid.refuse_too_large("f").unwrap_err().to_string().contains("of memory"));
    }
}
