//! The checked records become columns, in parallel: of plain numbers where all cells are such, of words where
//! not.
//!
//! Most columns of most tables are numbers, and as text they would take more time and memory than the file. A
//! sample of the records tells which columns are words for certain; a column that turns out to be words only
//! later is read a second time.

mod words;

use super::records::Records;
use super::typing::{Plain, PlainReader, known};
use super::{DataError, Levels};
use crate::progress::{Cancelled, Progress};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use words::{Vocabulary, Words};

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

    /// The levels of a column of words, where each word is such.
    pub fn levels(&self, such: impl Fn(&str) -> bool) -> Option<Levels> {
        match self {
            Self::Plain(_) => None,
            Self::Words(words) => words.levels(such),
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

/// Reads all columns; `None` where records that were taken to be alike are not.
pub(super) fn read(
    records: &Records,
    progress: &Progress,
) -> Result<Option<Vec<Cells>>, DataError> {
    let kinds = sampled(records);
    let Some(mut columns) = pass(records, &kinds, progress)? else { return Ok(None) };
    let again: Vec<Kind> = columns
        .iter()
        .map(|cells| if cells.is_none() { Kind::Words } else { Kind::Left })
        .collect();
    if again.contains(&Kind::Words) {
        let words = pass(records, &again, progress)?.unwrap_or_default();
        for (cells, words) in columns.iter_mut().zip(words) {
            *cells = cells.take().or(words);
        }
    }
    // Only columns that were left out twice are missing now, and there are none.
    Ok(Some(columns.into_iter().flatten().collect()))
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
    let mut reader = PlainReader::default();
    let mut kinds = vec![Kind::Plain; records.width()];
    for part in records.parts.iter().step_by(records.parts.len().div_ceil(LOOKS).max(1)) {
        // Up to a line end. A record that is cut there, inside quotation marks, has a cell of words.
        let start = part.text.len().min(LOOK);
        let end = memchr::memchr(b'\n', &part.text.as_bytes()[start..]);
        records.walk(end.map_or(part.text, |at| &part.text[..start + at]), |column, cell| {
            if kinds[column] == Kind::Plain && reader.read(cell).is_none() {
                kinds[column] = Kind::Words;
            }
        });
    }
    kinds
}

/// The place for all cells of a column.
enum Place {
    Plain(Vec<f64>),
    Words(Vec<u32>),
    Left,
}

impl Place {
    fn new(kind: Kind, count: usize) -> Self {
        match kind {
            Kind::Plain => Self::Plain(vec![0.0; count]),
            Kind::Words => Self::Words(vec![0; count]),
            Kind::Left => Self::Left,
        }
    }

    /// Gives each part its share.
    fn deal<'a>(&'a mut self, records: &Records, parts: &mut [Vec<Reader<'a>>]) {
        let counts = records.parts.iter().map(|part| part.count);
        match self {
            Self::Plain(numbers) => {
                let mut rest = numbers.as_mut_slice();
                for (readers, count) in parts.iter_mut().zip(counts) {
                    let share = rest.split_off_mut(..count).unwrap_or_default();
                    readers.push(Reader::Plain(PlainReader::default(), share));
                }
            }
            Self::Words(codes) => {
                let mut rest = codes.as_mut_slice();
                for (readers, count) in parts.iter_mut().zip(counts) {
                    let share = rest.split_off_mut(..count).unwrap_or_default();
                    readers.push(Reader::Words(Vocabulary::default(), share));
                }
            }
            Self::Left => parts.iter_mut().for_each(|readers| readers.push(Reader::Closed)),
        }
    }

    /// The column, if the parts agree on one.
    fn join(self, records: &Records, shown: Vec<Shown>) -> Option<Cells> {
        match self {
            Self::Plain(numbers) => {
                let mut whole = PlainReader::default();
                for part in shown {
                    let Shown::Plain(part) = part else { return None };
                    whole.append(part);
                }
                whole.finish(numbers).filter(Plain::is_certain).map(Cells::Plain)
            }
            Self::Words(codes) => {
                let counts = records.parts.iter().map(|part| part.count);
                let words = shown.into_iter().filter_map(|part| match part {
                    Shown::Words(words) => Some(words),
                    Shown::Plain(_) | Shown::Nothing => None,
                });
                Some(Cells::Words(Words::join(codes, counts.zip(words).collect())))
            }
            Self::Left => None,
        }
    }
}

/// What a part shows of a column.
enum Shown {
    Plain(PlainReader),
    Words(Vocabulary),
    Nothing,
}

/// A column of one part: what it shows, and the place for its cells.
enum Reader<'a> {
    Plain(PlainReader, &'a mut [f64]),
    Words(Vocabulary, &'a mut [u32]),
    Closed,
}

impl Reader<'_> {
    /// Takes the cell of a row; columns that are not `open` any more take none.
    fn take(&mut self, row: usize, cell: &str, open: &AtomicBool) {
        match self {
            Self::Words(words, codes) => codes[row] = words.code(known(Some(cell))),
            Self::Plain(reader, numbers) if open.load(Ordering::Relaxed) => {
                match reader.read(cell) {
                    Some(value) => numbers[row] = value,
                    None => open.store(false, Ordering::Relaxed),
                }
            }
            Self::Plain(..) => *self = Self::Closed,
            Self::Closed => {}
        }
    }

    fn finish(self) -> Shown {
        match self {
            Self::Plain(reader, _) => Shown::Plain(reader),
            Self::Words(words, _) => Shown::Words(words),
            Self::Closed => Shown::Nothing,
        }
    }
}

/// Reads all records, each column as its kind says; a column is `None` where that is none, or where it is not
/// of plain numbers. There are no columns where records that were taken to be alike are not.
fn pass(
    records: &Records,
    kinds: &[Kind],
    progress: &Progress,
) -> Result<Option<Vec<Option<Cells>>>, Cancelled> {
    // One cell that does not fit ends a column everywhere; which part sees it first does not matter.
    let open: Vec<AtomicBool> = kinds.iter().map(|_| AtomicBool::new(true)).collect();
    let unlike = AtomicBool::new(false);
    let mut places: Vec<Place> =
        kinds.iter().map(|kind| Place::new(*kind, records.count)).collect();
    let mut readers: Vec<Vec<Reader>> = records.parts.iter().map(|_| Vec::new()).collect();
    for place in &mut places {
        place.deal(records, &mut readers);
    }
    let read: Result<Vec<Vec<Reader>>, Cancelled> = records
        .parts
        .par_iter()
        .zip(readers)
        .map(|(part, mut readers)| {
            progress.check()?;
            if unlike.load(Ordering::Relaxed) {
                return Ok(readers);
            }
            let (mut row, last) = (0, records.width().saturating_sub(1));
            let alike = records.walk(part.text, |column, cell| {
                readers[column].take(row, cell, &open[column]);
                row += usize::from(column == last);
            });
            unlike.fetch_or(!alike, Ordering::Relaxed);
            Ok(readers)
        })
        .collect();
    let read = read?;
    if unlike.into_inner() {
        return Ok(None);
    }
    let mut shown: Vec<Vec<Shown>> = kinds.iter().map(|_| Vec::new()).collect();
    for readers in read {
        for (shown, reader) in shown.iter_mut().zip(readers) {
            shown.push(reader.finish());
        }
    }
    let columns = places.into_par_iter().zip(shown).zip(open);
    let join = |((place, shown), open): ((Place, Vec<Shown>), AtomicBool)| {
        open.into_inner().then(|| place.join(records, shown))?
    };
    Ok(Some(columns.map(join).collect()))
}

#[cfg(test)]
mod tests;
