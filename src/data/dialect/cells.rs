//! Whether the cells that a separator leaves look like cells.

use super::super::{header, typing};
use super::SEPARATORS;
use csv::{Reader, StringRecord};

/// Records looked at.
const LOOK: usize = 400;
/// What is left of the evidence where a narrow title stands over records of nothing but numbers.
const HEADLESS: f64 = 0.01;

/// From 0 to 1: cells that hold another separator, and are no number with a decimal comma, speak against the
/// split; so does a first record that it does not split, over records of numbers that it does: decimal
/// commas under one name; or sentences under one name. The first `skip` filled records are no part of the table.
pub(super) fn plausible(reader: Reader<&[u8]>, width: usize, skip: usize) -> f64 {
    let filled = |record: &StringRecord| record.iter().any(|cell| !cell.trim().is_empty());
    let records = reader.into_records().map_while(Result::ok).filter(filled);
    let records: Vec<StringRecord> = records.skip(skip).take(LOOK).collect();
    let (mut clean, mut all) = (0_usize, 0_usize);
    for cell in records.iter().flatten().map(str::trim).filter(|cell| !cell.is_empty()) {
        all += 1;
        let odd = cell.bytes().any(|b| SEPARATORS.contains(&b));
        clean += usize::from(!odd || typing::number(cell).is_some() || cell.contains(' '));
    }
    let share = clean as f64 / all.max(1) as f64;
    let numeric = |record: &StringRecord| record.iter().all(|c| typing::number(c.trim()).is_some());
    let first_full = records.iter().find(|record| record.len() == width);
    let headless = records.first().is_some_and(|first| first.len() == 1 && width > 1)
        && (first_full.is_some_and(numeric) || sentences(&records[1..], width));
    share * share * if headless { HEADLESS } else { 1.0 }
}

/// Whether a blank stands behind every separator, and no column tells that names stand over it.
fn sentences(records: &[StringRecord], width: usize) -> bool {
    let blank = |record: &StringRecord| record.iter().skip(1).all(|cell| cell.starts_with(' '));
    let names = || {
        let full: Vec<_> = records.iter().filter(|r| r.len() == width).cloned().collect();
        let found = header::find(&full, None);
        found.value > 0 && found.confidence > 0.5
    };
    records.iter().all(blank) && !names()
}
