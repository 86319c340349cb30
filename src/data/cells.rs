//! The checked records become columns, in parallel: of plain numbers where all cells are such, of words where
//! not.
//!
//! Most columns of most tables are numbers, and as text they would take more time and memory than the file. A
//! sample of the records tells which columns are words for certain; a column that turns out to be words only
//! later is read a second time.

mod words;

use super::DataError;
use super::records::Records;
use super::typing::{Plain, PlainReader, known};
use crate::progress::{Cancelled, Progress};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use words::Words;

/// Parts that the sample is taken from.
const LOOKS: usize = 64;
/// Bytes of a part that are looked at.
const LOOK: usize = 2048;

/// The cells of one column.
pub(super) enum Cells {
    /// Numbers as programs write them, or nothing.
    Plain(Plain),
    /// Anything else.
    Words(Words),
}

impl Cells {
    /// The cells as text; `None` where they mean missing in any column, and for all of a column of numbers.
    pub fn known(&self) -> Vec<Option<&str>> {
        match self {
            Self::Plain(_) => Vec::new(),
            Self::Words(words) => words.cells().collect(),
        }
    }

    /// Takes the numbers out, if this is a column of such.
    pub fn take_plain(&mut self) -> Option<Plain> {
        match std::mem::replace(self, Self::Words(Words::default())) {
            Self::Plain(plain) => Some(plain),
            words @ Self::Words(_) => {
                *self = words;
                None
            }
        }
    }
}

/// Reads all columns.
pub(super) fn read(records: &Records, progress: &Progress) -> Result<Vec<Cells>, DataError> {
    let kinds = sampled(records);
    let mut columns = pass(records, &kinds, progress)?;
    let again: Vec<Kind> = columns
        .iter()
        .map(|cells| if cells.is_none() { Kind::Words } else { Kind::Left })
        .collect();
    if again.contains(&Kind::Words) {
        for (cells, words) in columns.iter_mut().zip(pass(records, &again, progress)?) {
            *cells = cells.take().or(words);
        }
    }
    // Only columns that were left out twice are missing now, and there are none.
    Ok(columns.into_iter().flatten().collect())
}

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Words,
    Left,
}

/// Words where any of a few cells is no number.
fn sampled(records: &Records) -> Vec<Kind> {
    let mut readers: Vec<Option<PlainReader>> = Vec::new();
    readers.resize_with(records.width(), || Some(PlainReader::default()));
    for part in records.parts.iter().step_by(records.parts.len().div_ceil(LOOKS).max(1)) {
        // Whole lines; a record that is cut inside quotation marks says nothing wrong of its numbers.
        let end = memchr::memchr(b'\n', &part.as_bytes()[part.len().min(LOOK)..]);
        let look = end.map_or(*part, |at| &part[..part.len().min(LOOK) + at]);
        records.walk(look, |column, cell| {
            let reader = &mut readers[column];
            if reader.as_mut().is_some_and(|reader| !reader.push_text(cell)) {
                *reader = None;
            }
        });
    }
    readers.iter().map(|r| if r.is_some() { Kind::Plain } else { Kind::Words }).collect()
}

/// A column of one part, on its way.
enum Reader {
    Plain(PlainReader),
    Words(Words),
    Closed,
}

impl Reader {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Plain => Self::Plain(PlainReader::default()),
            Kind::Words => Self::Words(Words::default()),
            Kind::Left => Self::Closed,
        }
    }

    /// Takes a cell; columns that are not `open` any more take none.
    fn push(&mut self, cell: &str, open: &AtomicBool) {
        match self {
            Self::Words(words) => words.push(known(Some(cell))),
            Self::Plain(reader) => {
                if !(open.load(Ordering::Relaxed) && reader.push_text(cell)) {
                    open.store(false, Ordering::Relaxed);
                    *self = Self::Closed;
                }
            }
            Self::Closed => {}
        }
    }
}

/// Reads all records, each column as its kind says; `None` where that is none, or where a column is not
/// of plain numbers.
fn pass(
    records: &Records,
    kinds: &[Kind],
    progress: &Progress,
) -> Result<Vec<Option<Cells>>, Cancelled> {
    // One cell that does not fit ends a column everywhere; which part sees it first does not matter.
    let open: Vec<AtomicBool> = kinds.iter().map(|_| AtomicBool::new(true)).collect();
    let parts: Result<Vec<Vec<Reader>>, Cancelled> = records
        .parts
        .par_iter()
        .map(|part| {
            progress.check()?;
            let mut readers: Vec<Reader> = kinds.iter().map(|kind| Reader::new(*kind)).collect();
            records.walk(part, |column, cell| readers[column].push(cell, &open[column]));
            Ok(readers)
        })
        .collect();
    let mut columns: Vec<Vec<Reader>> = kinds.iter().map(|_| Vec::new()).collect();
    for part in parts? {
        for (column, reader) in columns.iter_mut().zip(part) {
            column.push(reader);
        }
    }
    let joined = columns.into_par_iter().zip(kinds).zip(open);
    Ok(joined.map(|((parts, kind), open)| join(parts, *kind, open, records.count)).collect())
}

/// Joins the parts of a column.
fn join(parts: Vec<Reader>, kind: Kind, open: AtomicBool, count: usize) -> Option<Cells> {
    if !open.into_inner() {
        return None;
    }
    let (mut numbers, mut words) = (PlainReader::default(), Words::default());
    match kind {
        Kind::Plain => numbers.reserve(count),
        Kind::Words => words.reserve(count),
        Kind::Left => return None,
    }
    for part in parts {
        match part {
            Reader::Plain(part) => numbers.append(part),
            Reader::Words(part) => words.append(part),
            Reader::Closed => {}
        }
    }
    match kind {
        Kind::Plain => numbers.finish().filter(Plain::is_certain).map(Cells::Plain),
        _ => Some(Cells::Words(words)),
    }
}

#[cfg(test)]
mod tests;
