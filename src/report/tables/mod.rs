//! Tables become files: CSV, Parquet, Excel.
//!
//! What is text stays text: Excel gets typed cells, never formulas; CSV has no types, so text that a spreadsheet would
//! run as a formula can be made harmless there. Nothing is cut: what a format cannot hold is refused before it is written.

mod csv;
mod customers;
mod excel;
mod pseudonyms;
mod segments;

pub use self::csv::csv;
pub use crate::project::file::Identifiers;
pub use customers::{Contents, CustomerTable, loadings_table};
pub use pseudonyms::pseudonyms;
pub use segments::segments_table;

use super::ReportError;
use crate::data::{Column, Values, Written, WrittenCells, written_parquet};
use crate::progress::Progress;
use crate::words::format_count;
use std::path::Path;

/// The kinds of files that hold tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// Parquet.
    Parquet,
    /// A workbook of Excel.
    Excel,
}

impl TableFormat {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Parquet, Self::Excel];

    /// The file name's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Excel => "xlsx",
        }
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Parquet => "Parquet",
            Self::Excel => "Excel",
        }
    }

    /// What a file name asks for: CSV unless it ends otherwise.
    pub fn of(path: &Path) -> Self {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match ending.as_str() {
            "parquet" | "pq" => Self::Parquet,
            "xlsx" => Self::Excel,
            _ => Self::Csv,
        }
    }

    /// Refuses a table that is too large for the format, in words; to be asked before long work.
    ///
    /// # Errors
    /// A sentence with the limit and what to do.
    pub fn check(self, rows: usize, columns: usize) -> Result<(), String> {
        if self == Self::Excel && (rows >= excel::ROWS || columns > excel::COLUMNS) {
            return Err(format!(
                "Excel holds {} rows below the header and {} columns; this table has {} rows and {} columns. Choose CSV or Parquet, or fewer rows.",
                format_count(excel::ROWS - 1),
                format_count(excel::COLUMNS),
                format_count(rows),
                format_count(columns),
            ));
        }
        Ok(())
    }
}

/// The bytes of a table; `harmless` says whether a CSV's text must be no formula.
///
/// # Errors
/// [`ReportError::Table`] with what the format cannot hold, and [`ReportError::Cancelled`].
pub fn table(
    columns: &[Written],
    format: TableFormat,
    harmless: bool,
    progress: &Progress,
) -> Result<Vec<u8>, ReportError> {
    let refused = |what| ReportError::Table { what };
    let rows = columns.first().map_or(0, |column| column.cells.len());
    format.check(rows, columns.len()).map_err(refused)?;
    match format {
        TableFormat::Csv => Ok(csv::columns(columns, harmless, progress)?),
        TableFormat::Parquet => written_parquet(columns)
            .map_err(|error| refused(format!("Parquet cannot hold this table: {error}."))),
        TableFormat::Excel => {
            let book = excel::workbook(columns, progress);
            progress.check()?;
            book.map_err(refused)
        }
    }
}

/// Whether a spreadsheet would run a text as a formula; some take the wide signs of East Asian keyboards for the usual.
pub fn is_formula(text: &str) -> bool {
    const SIGNS: [char; 11] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    text.starts_with(SIGNS)
}

/// The text, with an apostrophe before it where a spreadsheet would run it.
pub fn harmless(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether any text of a table, or any name of a column, would be run as a formula.
pub fn has_formulas(columns: &[Written]) -> bool {
    columns.iter().any(|column| {
        is_formula(&column.name)
            || matches!(&column.cells, WrittenCells::Words(words) if words.iter().any(|w| is_formula(w)))
    })
}

/// A column of the table for these rows, by their places; a row that the table does not have is missing.
pub fn written(column: &Column, name: String, places: &[Option<usize>]) -> Written {
    let numbers = |values: &[f64]| -> Vec<f64> {
        let at = |place: &Option<usize>| place.and_then(|at| values.get(at).copied());
        places.iter().map(|place| at(place).unwrap_or(f64::NAN)).collect()
    };
    let cells = match &column.values {
        Values::Numbers(values) => WrittenCells::Numbers(numbers(values)),
        Values::Dates(days) => WrittenCells::Dates(numbers(days)),
        Values::Text(levels) => WrittenCells::Words(
            places
                .iter()
                .map(|place| place.and_then(|at| levels.get(at)).unwrap_or_default().to_owned())
                .collect(),
        ),
    };
    Written { name, cells }
}

#[cfg(test)]
mod tests;
