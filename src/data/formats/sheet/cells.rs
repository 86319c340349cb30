//! The filled cells of one sheet, one by one: a sheet's stated size may be a thousand times that of its table.

use super::super::super::{DataError, typing};
use super::super::mixed::Cell;
use super::{Grid, WHAT};
use crate::progress::Progress;
use calamine::{Data, ExcelDateTime, Reader, Sheets};
use std::fmt::Display;
use std::io::Cursor;

/// A workbook in memory.
pub(super) type Book<'a> = Sheets<Cursor<&'a [u8]>>;

/// Cells between two looks at whether to stop.
const BEAT: usize = 1 << 16;
/// Serial number of 1970-01-01 where days are counted from 1900 (with a 29 February of that year, as Excel has
/// it) and from 1904.
const UNIX: (f64, f64) = (25_569.0, 24_107.0);
/// The first serial number after that 29 February.
const MARCH_1900: f64 = 61.0;

/// All filled cells of a sheet.
pub(super) fn gather(
    file: &str,
    book: &mut Book,
    name: &str,
    progress: &Progress,
) -> Result<Grid, DataError> {
    let mut grid = Grid::default();
    let mut seen = 0;
    let from_1904 = match book {
        Sheets::Xlsx(book) => book.has_1904_epoch(),
        Sheets::Xlsb(book) => book.has_1904_epoch(),
        Sheets::Xls(book) => book.has_1904_epoch(),
        Sheets::Ods(_) => false,
    };
    let mut add = |(row, column): (u32, u32), value: Data| {
        seen += 1;
        if seen % BEAT == 0 {
            progress.step(0, 0)?;
            grid.refuse_too_large(file)?;
        }
        match value {
            Data::Error(error) => grid.add_error(row, column, error.to_string()),
            value => grid.add(row, column, cell(value, from_1904)),
        }
        Ok::<(), DataError>(())
    };
    match book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(name).map_err(|e| refused(file, &e))?;
            while let Some(cell) = cells.next_cell().map_err(|e| refused(file, &e))? {
                add(cell.get_position(), cell.get_value().clone().into())?;
            }
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(name).map_err(|e| refused(file, &e))?;
            while let Some(cell) = cells.next_cell().map_err(|e| refused(file, &e))? {
                add(cell.get_position(), cell.get_value().clone().into())?;
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = book.worksheet_range(name).map_err(|e| refused(file, &e))?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                add((top + row as u32, left + column as u32), value.clone())?;
            }
        }
    }
    grid.refuse_too_large(file)?;
    Ok(grid)
}

/// calamine's own words on one line.
pub(super) fn refused(file: &str, error: &dyn Display) -> DataError {
    let message = error.to_string();
    if message.to_lowercase().contains("password") {
        return DataError::Unsupported {
            file: file.to_owned(),
            message: "this workbook is protected by a password. Save it without one.".to_owned(),
        };
    }
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    DataError::Damaged { file: file.to_owned(), what: WHAT, message }
}

fn cell(value: Data, from_1904: bool) -> Cell {
    match value {
        Data::Int(value) => Cell::Number(value as f64),
        Data::Float(value) => Cell::Number(value),
        Data::String(text) => Cell::text(&text),
        Data::Bool(yes) => Cell::Bool(yes),
        Data::DateTime(time) => time_cell(time, from_1904),
        Data::DateTimeIso(text) => {
            typing::date(&text).map_or_else(|| Cell::text(&text), Cell::Date)
        }
        Data::DurationIso(text) => duration(&text).map_or_else(|| Cell::text(&text), Cell::Clock),
        Data::Error(_) | Data::Empty => Cell::Missing,
    }
}

fn time_cell(time: ExcelDateTime, from_1904: bool) -> Cell {
    let serial = time.as_f64();
    if time.is_duration() {
        return Cell::Span(serial);
    }
    if (0.0..1.0).contains(&serial) {
        return Cell::Clock(serial);
    }
    let days = if from_1904 {
        serial - UNIX.1
    } else if serial < MARCH_1900 {
        serial - UNIX.0 + 1.0
    } else {
        serial - UNIX.0
    };
    // Excel counts milliseconds; what lies behind them is noise.
    let milliseconds = ((days - days.floor()) * 86_400_000.0).round();
    Cell::Date(days.floor() + milliseconds / 86_400_000.0)
}

/// `PT10H30M00S`, as a share of the day.
fn duration(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0.0;
    for (unit, length) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            seconds += number.replace(',', ".").parse::<f64>().ok()? * length;
            rest = after;
        }
    }
    (rest.is_empty() && text.len() > 2).then_some(seconds / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn read(serial: f64, from_1904: bool) -> Option<String> {
        let time = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, from_1904);
        time_cell(time, from_1904).written()
    }

    #[test]
    fn serial_numbers_are_days_of_either_calendar() {
        assert_eq!(read(45_359.0, false).as_deref(), Some("2024-03-08"));
        assert_eq!(read(45_359.0 - 1462.0, true).as_deref(), Some("2024-03-08"));
        assert_eq!(read(45_359.437_5, false).as_deref(), Some("2024-03-08T10:30:00"));
        assert_eq!(read(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(read(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(read(0.75, false).as_deref(), Some("18:00:00"));
    }

    #[test]
    fn durations_of_open_document_are_read() {
        assert_eq!(duration("PT12H00M00S"), Some(0.5));
        assert_eq!(duration("PT00H01M30.5S"), Some(90.5 / 86_400.0));
        assert_eq!((duration("PT"), duration("P1D"), duration("PTxH")), (None, None, None));
    }
}
