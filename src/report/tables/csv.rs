//! Rows of words as comma-separated values.

use super::harmless as made_harmless;
use crate::data::{Values, Written, WrittenCells};
use crate::progress::{Cancelled, Progress};

/// Rows after which it is asked whether to go on.
pub(super) const STEP: usize = 4_096;

/// A CSV file (RFC 4180, but lines end in a line feed; UTF-8): fields with commas, quotes or line breaks
/// are quoted. Rows may be shorter or longer than the header; they are written as they are.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn csv(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(header).expect("memory takes every record");
    for row in rows {
        writer.write_record(&row).expect("memory takes every record");
    }
    writer.into_inner().expect("memory takes every record")
}

/// Columns as a CSV file. A missing cell is empty; numbers are the shortest text that is read back as the same number.
/// Where it is to be `harmless`, an apostrophe stands before text that a spreadsheet would run as a formula.
///
/// # Panics
/// Never: writing to memory does not fail.
pub(super) fn columns(
    columns: &[Written],
    harmless: bool,
    progress: &Progress,
) -> Result<Vec<u8>, Cancelled> {
    let words = |text: &str| {
        if harmless { made_harmless(text) } else { text.to_owned() }
    };
    let cell = |column: &Written, row: usize| match &column.cells {
        WrittenCells::Whole(cells) => cells[row].to_string(),
        WrittenCells::Numbers(cells) | WrittenCells::Dates(cells) if cells[row].is_nan() => {
            String::new()
        }
        WrittenCells::Numbers(cells) => cells[row].to_string(),
        WrittenCells::Dates(cells) => Values::iso_date(cells[row]),
        WrittenCells::Words(cells) => words(&cells[row]),
    };
    let header: Vec<String> = columns.iter().map(|column| words(&column.name)).collect();
    let rows = columns.first().map_or(0, |column| column.cells.len());
    // Stopped, it ends early, and what was made is dropped.
    let going = (0..rows)
        .take_while(|row| row % STEP != 0 || progress.step(*row as u64, rows as u64).is_ok());
    let bytes =
        csv(&header, going.map(|row| columns.iter().map(|column| cell(column, row)).collect()));
    progress.check().map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_fields_survive_a_round_trip() {
        let header = ["id", "a,b", "say \"hi\""].map(str::to_owned);
        let rows = [["1", "line\nbreak", ""], ["", " blank ", "\u{e9}\u{20ac}"]]
            .map(|row| row.map(str::to_owned).to_vec());
        let bytes = csv(&header, rows.iter().cloned());
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        assert_eq!(reader.headers().unwrap(), &header[..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }

    #[test]
    fn a_single_empty_field_is_not_an_empty_line() {
        let bytes = csv(&["a".to_owned()], std::iter::once(vec![String::new()]));
        assert_eq!(bytes, b"a\n\"\"\n");
    }
}
