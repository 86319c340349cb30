//! Missing cells are filled, words and dates become numbers.

use super::cells::Cells;
use super::scale::{Scaler, mean, quantile};
use super::{Categories, Impute};
use crate::data::{Column, Levels, Values};
use crate::words::format_number;
use std::cmp::Reverse;
use std::sync::Arc;

/// Levels that get a column of their own.
pub(super) const OWN_COLUMN: usize = 20;
/// The name of all other levels together.
pub(super) const OTHER: &str = "other";

/// What a column of the matrix measures.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// What the table's column holds.
    Whole,
    /// One property of it.
    Part(&'static str),
    /// Whether the cell is of this level.
    Level(String),
    /// Whether the cell was missing.
    Missing,
}

/// What missing cells became.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filling {
    /// How many they are.
    pub cells: usize,
    /// "the mean 2,283.3".
    pub with: String,
}

/// How words or dates became numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Coding {
    /// One 0/1 column: 1 is the level named.
    Asked(String),
    /// A 0/1 column for each level; so many levels share "other".
    OneHot { others: usize },
    /// Their place in the sorted order.
    Ordinal { levels: usize },
    /// The share of rows with the same level, after filling.
    Frequency { levels: usize },
    /// Days before the newest, and what else differs.
    Calendar {
        parts: Vec<&'static str>,
        /// Every date is the first of a month: its weekday means nothing.
        firsts: bool,
    },
}

/// A table's column as numbers, before scaling.
pub(super) struct Encoded {
    /// The columns of the matrix: what they measure, and their values.
    pub columns: Vec<(Meaning, Cells)>,
    /// `None` where no cell was missing.
    pub filled: Option<Filling>,
    /// `None` for amounts.
    pub coding: Option<Coding>,
}

/// Fills a numeric column. Infinite cells count as missing.
pub(super) fn numbers(values: Vec<f64>, impute: Impute) -> Encoded {
    let (column, filled) = fill(values, impute);
    Encoded { columns: vec![(Meaning::Whole, Cells::Own(column))], filled, coding: None }
}

/// The same of a whole column of the table, whose numbers stay where they are.
pub(super) fn table_numbers(column: &Arc<Column>, values: &[f64], impute: Impute) -> Encoded {
    let (fill, filled) = match filling(values, impute) {
        Some((value, filling)) => (value, Some(filling)),
        None => (f64::NAN, None),
    };
    let cells = Cells::Table { column: Arc::clone(column), fill, scaler: Scaler::NONE };
    Encoded { columns: vec![(Meaning::Whole, cells)], filled, coding: None }
}

fn fill(mut column: Vec<f64>, impute: Impute) -> (Vec<f64>, Option<Filling>) {
    let Some((value, filling)) = filling(&column, impute) else { return (column, None) };
    column.iter_mut().filter(|v| !v.is_finite()).for_each(|v| *v = value);
    (column, Some(filling))
}

/// What missing cells become; `None` where there are none, or nothing else.
fn filling(values: &[f64], impute: Impute) -> Option<(f64, Filling)> {
    let cells = values.iter().filter(|v| !v.is_finite()).count();
    if cells == 0 || cells == values.len() {
        return None;
    }
    let mut known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let (value, name) = match impute {
        Impute::Median => {
            known.sort_unstable_by(f64::total_cmp);
            (quantile(&known, 0.5), "median")
        }
        Impute::MostFrequent => {
            known.sort_unstable_by(f64::total_cmp);
            (mode(&known), "most frequent value")
        }
        Impute::Mean | Impute::DropRow => (mean(&known), "mean"),
    };
    Some((value, Filling { cells, with: format!("the {name} {}", format_number(value)) }))
}

/// Turns dates into days before the newest, months (1 to 12) and weekdays (1 is Monday), each filled as
/// numbers are. Months and weekdays that do not differ are left out, and weekdays where every date is the
/// first of a month: such dates stand for months.
pub(super) fn dates(days: &[f64], impute: Impute) -> Encoded {
    let newest = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // NaN stays NaN in the calendar.
    let of = |part: fn(f64) -> f64| -> Vec<f64> {
        days.iter().map(|&d| if d.is_nan() { d } else { part(d) }).collect()
    };
    let parts = [
        ("days", days.iter().map(|d| newest - d).collect()),
        ("month", of(Values::month)),
        ("weekday", of(Values::weekday)),
    ];
    let mut known = days.iter().copied().filter(|d| d.is_finite()).peekable();
    let firsts = known.peek().is_some() && known.all(|d| Values::day(d) == 1.0);
    let (mut columns, mut names, mut with, mut cells) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (part, values) in parts {
        let mut known = values.iter().filter(|v| !v.is_nan());
        let first = known.next();
        let is_equal = part != "days" && known.all(|v| Some(v) == first);
        if is_equal || (part == "weekday" && firsts) {
            continue;
        }
        let (values, filled) = fill(values, impute);
        if let Some(filled) = filled {
            cells = filled.cells;
            with.push(format!("{} of {part}", filled.with));
        }
        columns.push((Meaning::Part(part), Cells::Own(values)));
        names.push(part);
    }
    let filled = (cells > 0).then(|| Filling { cells, with: with.join(", ") });
    Encoded { columns, filled, coding: Some(Coding::Calendar { parts: names, firsts }) }
}

fn mode(sorted: &[f64]) -> f64 {
    let mut best = (0, f64::NAN);
    for run in sorted.chunk_by(|a, b| a == b) {
        if run.len() > best.0 {
            best = (run.len(), run[0]);
        }
    }
    best.1
}

/// Cells that are one of a few levels, each level with a row at least, in an order that means something.
pub(super) struct Words {
    codes: Vec<Option<u32>>,
    names: Vec<String>,
    /// Which of two levels means yes.
    yes: Option<usize>,
}

impl Words {
    /// Coded anew for the rows at `kept`: a level may have lost all its rows.
    pub fn of_text(levels: &Levels, kept: &[usize]) -> Self {
        let whole = kept.len() == levels.len();
        if whole && levels.counts().iter().all(|count| *count > 0) {
            return Self::of_levels(levels);
        }
        let cells: Vec<Option<&str>> = kept.iter().map(|&at| levels.get(at)).collect();
        Self::of_levels(&Levels::new(&cells))
    }

    fn of_levels(levels: &Levels) -> Self {
        let codes = levels.codes().collect();
        Self { codes, yes: levels.yes(), names: levels.names().to_vec() }
    }

    /// Numbers as words, in the order of the numbers.
    pub fn of_numbers(values: &[f64], name: impl Fn(f64) -> String) -> Self {
        let mut levels: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        levels.sort_unstable_by(f64::total_cmp);
        levels.dedup();
        let code = |v: &f64| {
            let at = levels.partition_point(|level| level < v);
            (levels.get(at) == Some(v)).then_some(at as u32)
        };
        let codes = values.iter().map(code).collect();
        Self { codes, names: levels.iter().map(|&v| name(v)).collect(), yes: None }
    }

    /// Fills with the most frequent level and codes.
    pub fn encoded(&self, categories: Categories) -> Encoded {
        let mut counts = vec![0_usize; self.names.len()];
        self.codes.iter().flatten().for_each(|&code| counts[code as usize] += 1);
        // `max_by_key` keeps the last of equals; reversed, that is the first in order.
        let most = (0..counts.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
        let missing = self.codes.iter().filter(|code| code.is_none()).count();
        let codes: Vec<usize> =
            self.codes.iter().map(|code| code.map_or(most, |code| code as usize)).collect();
        let levels = counts.len();
        let (columns, coding) = match categories {
            Categories::Ordinal => {
                let places = codes.iter().map(|&code| code as f64).collect();
                (vec![(Meaning::Whole, Cells::Own(places))], Coding::Ordinal { levels })
            }
            Categories::OneHot | Categories::Ignore | Categories::Frequency if levels <= 2 => {
                // Two levels are one question: is it the second, or the one that means yes? Their shares
                // would say no more, and nothing at all where both are equal.
                let asked = self.yes.unwrap_or(levels.saturating_sub(1));
                let name = self.names.get(asked).cloned().unwrap_or_default();
                let of: Arc<[u8]> = codes.iter().map(|&code| u8::from(code == asked)).collect();
                let column = Cells::level(&of, 1);
                (vec![(Meaning::Level(name.clone()), column)], Coding::Asked(name))
            }
            Categories::Frequency => {
                // Filled first: the cells filled are of their level as any other.
                counts[most] += missing;
                let all = codes.len() as f64;
                let shares = codes.iter().map(|&code| counts[code] as f64 / all).collect();
                (vec![(Meaning::Part("share"), Cells::Own(shares))], Coding::Frequency { levels })
            }
            Categories::OneHot | Categories::Ignore => self.one_hot(&codes, &counts),
        };
        let filled = (missing > 0).then(|| {
            let name = self.names.get(most).map_or("", String::as_str);
            let with = format!("the most frequent level \u{201c}{name}\u{201d}");
            Filling { cells: missing, with }
        });
        Encoded { columns, filled, coding: Some(coding) }
    }

    /// One column for each of the most frequent levels, and one for all others.
    fn one_hot(&self, codes: &[usize], counts: &[usize]) -> (Vec<(Meaning, Cells)>, Coding) {
        let mut by_count: Vec<usize> = (0..counts.len()).collect();
        by_count.sort_by_key(|&at| Reverse(counts[at]));
        let mut own: Vec<usize> = by_count.into_iter().take(OWN_COLUMN).collect();
        own.sort_unstable();
        let others = counts.len() - own.len();
        // The place among those with a column, the last for all others; far fewer than 256.
        let place = |code: &usize| own.binary_search(code).unwrap_or(own.len()) as u8;
        let of: Arc<[u8]> = codes.iter().map(place).collect();
        let level = |at: usize| Meaning::Level(self.names[at].clone());
        let mut columns: Vec<_> = own
            .iter()
            .enumerate()
            .map(|(place, &at)| (level(at), Cells::level(&of, place as u8)))
            .collect();
        if others > 0 {
            let rest = Cells::level(&of, own.len() as u8);
            // A level may itself be called "other".
            let taken = own.iter().any(|&at| self.names[at] == OTHER);
            let name = if taken { format!("{OTHER} levels") } else { OTHER.to_owned() };
            columns.push((Meaning::Level(name), rest));
        }
        (columns, Coding::OneHot { others })
    }
}

#[cfg(test)]
mod tests;
