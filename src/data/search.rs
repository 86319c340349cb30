//! Cells that hold a text, in all columns at once.

use super::digits::write_number;
use super::{Levels, Needle, Table, Values};
use crate::progress::{Cancelled, Progress};
use rayon::prelude::*;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The places of rows with a hit, ascending.
    pub rows: Vec<u32>,
    /// Cells that hold the text.
    pub cells: usize,
}

/// Rows between two looks at whether to stop.
const BLOCK: usize = 4_096;

/// Looks for a text in the cells of all columns as they are shown, and in the rows' numbers, without regard to case.
/// Missing cells hold nothing.
///
/// # Errors
/// [`Cancelled`], where nobody waits any longer.
pub fn search(table: &Table, needle: &Needle, progress: &Progress) -> Result<Found, Cancelled> {
    let columns: Vec<Cells<'_>> =
        table.columns().iter().filter_map(|column| Cells::new(&column.values, needle)).collect();
    let is_digits = needle.lower().bytes().all(|b| b.is_ascii_digit());
    let rows = table.rows();
    let (done, all) = (AtomicU64::new(0), rows.len().div_ceil(BLOCK) as u64);
    let block = |(block, rows): (usize, &[super::RowId])| {
        progress.step(done.fetch_add(1, Ordering::Relaxed), all)?;
        let mut found = Found::default();
        let mut text = String::new();
        for (row, at) in rows.iter().zip(block * BLOCK..) {
            let mut cells = 0;
            if is_digits {
                text.clear();
                let _ = write!(text, "{row}");
                cells += usize::from(text.contains(needle.lower()));
            }
            for column in &columns {
                cells += usize::from(column.hold(at, needle, &mut text));
            }
            if cells > 0 {
                found.rows.push(at as u32);
                found.cells += cells;
            }
        }
        Ok(found)
    };
    let parts: Vec<Found> =
        rows.par_chunks(BLOCK).enumerate().map(block).collect::<Result<_, Cancelled>>()?;
    let cells = parts.iter().map(|part| part.cells).sum();
    Ok(Found { rows: parts.into_iter().flat_map(|part| part.rows).collect(), cells })
}

/// The cells of a column that may hold the text.
enum Cells<'a> {
    Numbers(&'a [f64]),
    Dates(&'a [f64]),
    /// The answer for each level.
    Levels(&'a Levels, Vec<bool>),
}

impl<'a> Cells<'a> {
    /// `None` where no cell of that type can hold it.
    fn new(values: &'a Values, needle: &Needle) -> Option<Self> {
        let only =
            |signs: &str| needle.lower().chars().all(|c| c.is_ascii_digit() || signs.contains(c));
        match values {
            // Infinities are shown as `inf`.
            Values::Numbers(cells) => {
                (only(".-") || "-inf".contains(needle.lower())).then_some(Self::Numbers(cells))
            }
            Values::Dates(cells) => only("-:.t").then_some(Self::Dates(cells)),
            Values::Text(levels) => {
                let held: Vec<bool> =
                    levels.names().par_iter().map(|name| needle.is_in(name)).collect();
                held.contains(&true).then_some(Self::Levels(levels, held))
            }
        }
    }

    /// Whether a cell holds the text; `text` is room to write in.
    fn hold(&self, at: usize, needle: &Needle, text: &mut String) -> bool {
        match self {
            Self::Numbers(cells) => {
                let value = cells[at];
                if value.is_nan() {
                    return false;
                }
                write_number(text, value);
                text.contains(needle.lower())
            }
            Self::Dates(days) => !days[at].is_nan() && needle.is_in(&Values::iso_date(days[at])),
            Self::Levels(levels, held) => levels.code(at).is_some_and(|code| held[code as usize]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ReadOptions, read_bytes};
    use super::*;

    fn table() -> Table {
        let text = "name;day;v\nAnna Two;2024-03-08;-1.5\nBOB;;20\ncarl two;2024-11-30;\n;;1e20\n";
        read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &Progress::new()).unwrap()
    }

    fn rows(text: &str) -> (Vec<u32>, usize) {
        let found = search(&table(), &Needle::new(text), &Progress::new()).unwrap();
        (found.rows, found.cells)
    }

    #[test]
    fn cells_are_found_as_they_are_shown() {
        assert_eq!(rows("TWO"), (vec![0, 2], 2));
        assert_eq!(rows("-1"), (vec![0, 2], 2), "a number and a month");
        assert_eq!(rows("0000000000000000"), (vec![3], 1));
        assert_eq!(rows("missing"), (vec![], 0));
        // The second row, by its number, its digits and the years.
        assert_eq!(rows("2"), (vec![0, 1, 2], 4));
    }

    #[test]
    fn it_is_what_a_look_at_every_cell_finds() {
        let table = table();
        for text in ["o", "-", "1", "20", "2024-03", "n", ".", "inf", "e", "-1.5", "t"] {
            let needle = Needle::new(text);
            let hits = |at: usize| {
                let cells = table.columns().iter().filter(|c| needle.is_in(&c.text(at))).count();
                cells + usize::from(needle.is_in(&table.rows()[at].to_string()))
            };
            let all: Vec<usize> = (0..table.rows().len()).map(hits).collect();
            let wanted: Vec<u32> =
                (0..).zip(&all).filter(|(_, n)| **n > 0).map(|(at, _)| at).collect();
            assert_eq!(rows(text), (wanted, all.iter().sum()), "{text}");
        }
    }

    #[test]
    fn it_stops_when_nobody_waits() {
        let progress = Progress::new();
        progress.cancel();
        assert_eq!(search(&table(), &Needle::new("a"), &progress), Err(Cancelled));
    }
}
