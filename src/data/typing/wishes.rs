//! What the user decided about all columns, and where a column contradicts it.

use super::amounts::Mark;
use super::dates::Order;
use super::numbers;
use super::remarks::Remark;
use crate::data::ReadOptions;

/// The user's decisions, ready to be asked about each cell.
#[derive(Debug, Clone, Default)]
pub(in crate::data) struct Wishes {
    /// The decimal mark.
    pub(super) mark: Option<Mark>,
    /// What stands first in a date.
    pub(super) order: Option<Order>,
    words: Vec<String>,
    numbers: Vec<f64>,
}

impl Wishes {
    /// Takes the decisions about cells out of the options.
    pub fn new(options: &ReadOptions) -> Self {
        let words: Vec<String> = options.missing.iter().map(|word| word.trim().into()).collect();
        Self {
            mark: options.decimal.map(|c| if c == ',' { Mark::Comma } else { Mark::Point }),
            order: options.day_first.map(|day| if day { Order::Day } else { Order::Month }),
            numbers: words.iter().filter_map(|word| super::number(word)).collect(),
            words,
        }
    }

    /// Whether the user says that any word or number means missing.
    pub fn names_missing(&self) -> bool {
        !self.words.is_empty()
    }

    /// The cells without those that mean missing because the user says so.
    pub fn known<'a>(&self, mut cells: Vec<Option<&'a str>>) -> Vec<Option<&'a str>> {
        if !self.words.is_empty() {
            for cell in &mut cells {
                *cell = cell.filter(|text| !self.is_missing(text));
            }
        }
        cells
    }

    /// How many of the cells mean missing because the user says so.
    pub fn count<'a>(&self, cells: impl FnOnce() -> Vec<Option<&'a str>>) -> usize {
        if self.words.is_empty() {
            return 0;
        }
        cells().iter().flatten().filter(|text| self.is_missing(text)).count()
    }

    fn is_missing(&self, text: &str) -> bool {
        self.words.iter().any(|word| word.eq_ignore_ascii_case(text))
            || numbers::number(text).is_some_and(|value| self.numbers.contains(&value))
    }

    /// Blanks the numbers that mean missing, and counts them.
    pub fn blank(&self, values: &mut [f64]) -> usize {
        let mut count = 0;
        if !self.numbers.is_empty() {
            for value in values {
                if self.numbers.contains(value) {
                    *value = f64::NAN;
                    count += 1;
                }
            }
        }
        count
    }

    /// Says how many cells of a column are missing because the user says so.
    pub(super) fn said_missing(name: &str, count: usize) -> Option<Remark> {
        let cells = if count == 1 { "cell" } else { "cells" };
        (count > 0).then(|| {
            Remark::info("Taken as missing, as given: ", format!("{count} {cells} of {name}"), ".")
        })
    }

    /// Says that a column was read with another decimal mark than the given one, and why.
    pub(super) fn said_mark(&self, name: &str, read: Mark) -> Option<Remark> {
        self.mark.filter(|mark| *mark != read).map(|given| match given {
            Mark::Comma => Remark::caution(
                "Read with decimal points against the given comma, because not all numbers can have one: ",
                name,
                ".",
            ),
            Mark::Point => Remark::caution(
                "Read with decimal commas against the given point, because not all numbers can have one: ",
                name,
                ".",
            ),
        })
    }

    /// Says that a column of dates was read in another order than the given one, and why.
    pub(super) fn said_order(&self, name: &str, read: Order) -> Option<Remark> {
        let given = self.order.filter(|order| *order != read)?;
        let first = match read {
            Order::Day => "day",
            Order::Month => "month",
            Order::Year => "year",
        };
        let (before, after) = match given {
            Order::Day => {
                ("Dates were read against the given order, which has the day first: ", ".")
            }
            _ => ("Dates were read against the given order, which has the month first: ", "."),
        };
        let detail =
            format!("{name} (with the {first} first, because not all can be read otherwise)");
        Some(Remark::caution(before, detail, after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_words_and_numbers_are_missing_in_any_spelling() {
        let missing = ["x", "-999", "keine Angabe"].map(str::to_owned).to_vec();
        let wishes = Wishes::new(&ReadOptions { missing, ..ReadOptions::default() });
        for cell in ["X", "-999", "-999.0", "-9.99e2", "keine angabe"] {
            assert_eq!(wishes.known(vec![Some(cell)]), [None], "{cell}");
        }
        for cell in ["999", "xx", "-99"] {
            assert_eq!(wishes.known(vec![Some(cell)]), [Some(cell)]);
        }
        assert_eq!(wishes.count(|| vec![Some("x"), None, Some("-999.0"), Some("1")]), 2);
        let mut values = [1.0, -999.0, f64::NAN];
        assert_eq!(wishes.blank(&mut values), 1);
        assert!(values[1].is_nan() && values[0] == 1.0);
    }
}
