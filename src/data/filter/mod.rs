//! Rows by what stands in their cells: `contract = Two year and tenure > 40`.
//!
//! The rule: a test names a column and says what its cell must be (`=`, `!=`, `<`, `<=`, `>`, `>=`, `contains`, `is
//! missing`, `is not missing`); tests are joined by `and`, `or`, `not` and parentheses, `and` before `or`. A missing
//! cell equals nothing, holds nothing and is neither below nor above anything; `!=` is true wherever `=` is not, and
//! `not` turns every answer round.
//!
//! Names and words are told apart by no letter's case, unless the table itself does. They stand without quotation
//! marks where that can be read in one way: of all names that fit, the longest is meant, and a value ends before `and`,
//! `or`, and a parenthesis that closes what the value did not open. What else belongs to it stands in quotation marks,
//! doubled inside. A date is a day, a month (`2024-03`) or a year (`2024`), and `<=` takes all of it in.
//!
//! `parse` understands what `reader` reads, `complain` says what is wrong with it, `expression` holds and prints it, `evaluate` looks at the rows, `suggest` finds what may
//! have been meant.

mod complain;
mod evaluate;
mod expression;
mod parse;
mod reader;
mod suggest;
mod value;

use super::Table;
use expression::Expression;
use std::fmt;
use std::ops::Range;

/// A filter that was understood.
///
/// # Examples
/// ```
/// use dimlens::data::{Filter, ReadOptions, read_bytes};
/// use dimlens::progress::Progress;
/// let text = b"contract,tenure\nTwo year,50\nMonthly,60\nTwo year,\n";
/// let table = read_bytes("t.csv", text, &ReadOptions::default(), &Progress::new()).unwrap();
/// let filter = Filter::parse("contract = Two year and tenure > 40", &table).unwrap();
/// assert_eq!(filter.rows(&table), [true, false, false]);
/// let error = Filter::parse("tenure > ", &table).unwrap_err();
/// assert_eq!(error.to_string(), "after `tenure >` a number is expected; the column tenure holds numbers");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    expression: Expression,
}

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// Where in the text, in bytes: what is wrong there, or the place where something lacks.
    pub at: Range<usize>,
    /// What is wrong, and what is expected.
    pub message: String,
}

impl Filter {
    /// Reads a filter for the columns of a table.
    ///
    /// # Errors
    /// [`FilterError`] says where the text cannot be understood, and what is expected there.
    pub fn parse(text: &str, table: &Table) -> Result<Self, FilterError> {
        parse::parse(text, table).map(|expression| Self { expression })
    }

    /// Which rows of that table fulfil it. To a table without one of its columns, or with cells of another type in it,
    /// all cells there are missing.
    pub fn rows(&self, table: &Table) -> Vec<bool> {
        evaluate::rows(&self.expression, table)
    }
}

/// Every name and word in quotation marks: it is read as the same filter, whatever the columns are called.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expression.fmt(f)
    }
}

#[cfg(test)]
mod tests;
