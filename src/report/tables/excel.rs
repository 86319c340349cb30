//! A workbook with one sheet. Cells are typed: a text is a text, also where it begins like a formula.

use super::csv::STEP;
use crate::data::{Values, Written, WrittenCells};
use crate::progress::Progress;
use crate::words::{format_count, one_line};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Rows of a sheet, the header among them.
pub(super) const ROWS: usize = 1_048_576;
/// Columns of a sheet.
pub(super) const COLUMNS: usize = 16_384;
/// Letters of a cell, as Excel counts them: in units of UTF-16.
const LETTERS: usize = 32_767;
/// The day 1970-01-01 in Excel's count.
const EPOCH: f64 = 25_569.0;
/// Before 1900-03-01 that count is off by a day, before 1900 there is none.
const FIRST_DAY: f64 = 61.0;
/// After 9999-12-31 there is none.
const LAST_DAY: f64 = 2_958_465.0;

/// The workbook's bytes; none where it was stopped.
pub(super) fn workbook(columns: &[Written], progress: &Progress) -> Result<Vec<u8>, String> {
    check(columns)?;
    let said = |error: XlsxError| format!("Excel cannot hold this table: {error}.");
    let mut book = Workbook::new();
    // The clock has no place in a file that is to repeat.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(said)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    // Rows are written one after the other, and need not be kept.
    let sheet = book.add_worksheet_with_constant_memory().map_err(said)?;
    fill(sheet, columns, progress).map_err(said)?;
    if progress.is_cancelled() {
        return Ok(Vec::new());
    }
    book.save_to_buffer().map_err(said)
}

/// Refuses texts that a cell cannot hold.
fn check(columns: &[Written]) -> Result<(), String> {
    let long = |text: &str| text.len() > LETTERS && text.encode_utf16().count() > LETTERS;
    for column in columns {
        let name = one_line(&column.name, 60);
        let row = match &column.cells {
            _ if long(&column.name) => Some(0),
            WrittenCells::Words(words) => words.iter().position(|word| long(word)).map(|at| at + 1),
            _ => None,
        };
        if let Some(row) = row {
            return Err(format!(
                "Column \u{201c}{name}\u{201d}, row {} of the sheet: a text is longer than the {} letters that a cell of Excel holds. Choose CSV or Parquet, or leave the column out.",
                format_count(row + 1),
                format_count(LETTERS),
            ));
        }
    }
    Ok(())
}

fn fill(sheet: &mut Worksheet, columns: &[Written], progress: &Progress) -> Result<(), XlsxError> {
    let (date, time) = (
        Format::new().set_num_format("yyyy-mm-dd"),
        Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    );
    let header = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, &column.name, &header)?;
    }
    let rows = columns.first().map_or(0, |column| column.cells.len());
    for row in 0..rows {
        if row % STEP == 0 && progress.step(row as u64, rows as u64).is_err() {
            return Ok(());
        }
        for (at, column) in columns.iter().enumerate() {
            let (line, at) = (row as u32 + 1, at as u16);
            match &column.cells {
                WrittenCells::Whole(cells) => {
                    sheet.write_number(line, at, cells[row])?;
                }
                WrittenCells::Words(cells) if cells[row].is_empty() => {}
                WrittenCells::Words(cells) => {
                    sheet.write_string(line, at, &cells[row])?;
                }
                WrittenCells::Numbers(cells) | WrittenCells::Dates(cells)
                    if cells[row].is_nan() => {}
                WrittenCells::Numbers(cells) if cells[row].is_finite() => {
                    sheet.write_number(line, at, cells[row])?;
                }
                // A sheet has no infinity.
                WrittenCells::Numbers(cells) => {
                    sheet.write_string(line, at, cells[row].to_string())?;
                }
                WrittenCells::Dates(cells) => {
                    let day = cells[row] + EPOCH;
                    if (FIRST_DAY..=LAST_DAY).contains(&day) {
                        let format = if day.fract() == 0.0 { &date } else { &time };
                        sheet.write_number_with_format(line, at, day, format)?;
                    } else {
                        sheet.write_string(line, at, Values::iso_date(cells[row]))?;
                    }
                }
            }
        }
    }
    Ok(())
}
