//! Sheets of workbooks: those of Excel, and `OpenDocument`.

mod cells;
mod grid;
mod old;

use super::super::{DataError, Format, Notice, Origin, ReadOptions, Sheet};
use super::draft::Draft;
use super::{frame::list, wall};
use crate::progress::Progress;
use calamine::{Reader, SheetType, SheetVisible, Sheets, open_workbook_from_rs};
use cells::Book;
use grid::Grid;
use memchr::memmem;
use std::io::Cursor;

const WHAT: &str = "workbook";

/// What kind of workbook the bytes of an archive hold; `None` where it is none.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    if bytes.starts_with(b"PK") {
        if holds(b"xl/workbook.") {
            return Some(Format::Excel);
        }
        return holds(b"opendocument.spreadsheet").then_some(Format::OpenDocument);
    }
    // The names inside an old workbook, and inside an encrypted new one, are in UTF-16.
    let wide =
        |name: &str| holds(&name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    (wide("Workbook") || wide("Book") || wide("EncryptedPackage")).then_some(Format::Excel)
}

/// Reads the chosen sheet, or the first that holds a table.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
    notices: &mut Vec<Notice>,
    progress: &Progress,
) -> Result<Draft, DataError> {
    wall::guard(file, WHAT, || {
        let mut book = open(file, bytes)?;
        let sheets: Vec<(String, bool)> = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect();
        let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
        let (name, grid) = match &options.sheet {
            Some(wanted) => {
                let name = named(file, &names, wanted)?;
                let grid = cells::gather(file, &mut book, &name, progress)?;
                (name, grid)
            }
            None => first(file, &mut book, &sheets, progress)?,
        };
        let others: Vec<String> = names.iter().filter(|n| **n != name).cloned().collect();
        if !others.is_empty() {
            let how = if options.sheet.is_some() { "as asked" } else { "the first with a table" };
            notices.push(Notice::info(format!(
                "The sheet {name} was read, {how}. The workbook also has: {}.",
                list(&others)
            )));
        }
        let table = grid.table(file, options, notices)?;
        say_formulas(&mut book, &name, &table.hollow, notices);
        let sheet = Sheet {
            sheet: name,
            sheets: names,
            preamble: table.preamble,
            header_rows: table.header_rows,
            header_confidence: table.header_confidence,
            header_reason: table.header_reason,
        };
        Ok(Draft { columns: table.columns, rows: table.rows, origin: Origin::sheet(format, sheet) })
    })
}

/// Programs that write workbooks without computing them leave formulas without values.
fn say_formulas(book: &mut Book, sheet: &str, hollow: &[(u32, String)], notices: &mut Vec<Notice>) {
    if hollow.is_empty() {
        return;
    }
    let Ok(formulas) = book.worksheet_formula(sheet) else { return };
    let left = formulas.start().map_or(0, |(_, column)| column);
    let computed: Vec<String> = hollow
        .iter()
        .filter(|(column, _)| {
            formulas
                .used_cells()
                .any(|(_, at, text)| left + at as u32 == *column && !text.is_empty())
        })
        .map(|(_, name)| name.clone())
        .collect();
    if !computed.is_empty() {
        notices.push(Notice::warning(format!(
            "Formulas whose values were not saved count as missing: {}. Open the workbook in its program and save it.",
            list(&computed)
        )));
    }
}

fn open<'a>(file: &str, bytes: &'a [u8]) -> Result<Book<'a>, DataError> {
    let reader = Cursor::new(bytes);
    let failed = |error: &dyn std::fmt::Display| cells::refused(file, error);
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    if !bytes.starts_with(b"PK") {
        old::check(file, bytes)?;
        return open_workbook_from_rs(reader).map(Sheets::Xls).map_err(|e| failed(&e));
    }
    if holds(b"xl/workbook.bin") {
        open_workbook_from_rs(reader).map(Sheets::Xlsb).map_err(|e| failed(&e))
    } else if holds(b"xl/workbook.") {
        open_workbook_from_rs(reader).map(Sheets::Xlsx).map_err(|e| failed(&e))
    } else {
        open_workbook_from_rs(reader).map(Sheets::Ods).map_err(|e| failed(&e))
    }
}

/// The sheet of that name, else of that number.
fn named(file: &str, names: &[String], wanted: &str) -> Result<String, DataError> {
    let by_number = || wanted.parse::<usize>().ok()?.checked_sub(1).and_then(|at| names.get(at));
    let found = names
        .iter()
        .find(|name| *name == wanted)
        .or_else(|| names.iter().find(|name| name.to_lowercase() == wanted.to_lowercase()))
        .or_else(by_number);
    found.cloned().ok_or_else(|| {
        let numbered: Vec<String> =
            names.iter().enumerate().map(|(at, name)| format!("{} {name}", at + 1)).collect();
        DataError::NoSheet {
            file: file.to_owned(),
            sheet: wanted.to_owned(),
            sheets: list(&numbered),
        }
    })
}

/// The first sheet with two rows and two columns, visible ones first; else the first with any cell.
fn first(
    file: &str,
    book: &mut Book,
    sheets: &[(String, bool)],
    progress: &Progress,
) -> Result<(String, Grid), DataError> {
    let mut lesser = None;
    for visible in [true, false] {
        for (name, _) in sheets.iter().filter(|(_, shown)| *shown == visible) {
            let grid = cells::gather(file, book, name, progress)?;
            if grid.rows() > 1 && grid.width() > 1 {
                return Ok((name.clone(), grid));
            }
            if grid.rows() > 0 && lesser.is_none() {
                lesser = Some((name.clone(), grid));
            }
        }
    }
    lesser.ok_or_else(|| DataError::Empty { file: file.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_found_by_name_then_number() {
        let names = ["2".to_owned(), "Kunden".to_owned(), "x".to_owned()];
        let found = |wanted| named("f", &names, wanted).map_err(|error| error.to_string());
        assert_eq!(found("kunden").unwrap(), "Kunden");
        assert_eq!((found("2").unwrap(), found("3").unwrap()), ("2".to_owned(), "x".to_owned()));
        assert!(found("0").unwrap_err().contains("1 2, 2 Kunden, 3 x"));
    }
}
