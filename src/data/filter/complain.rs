//! What is wrong with the text of a filter, where, and what is expected there.

use super::super::{Column, Values};
use super::FilterError;
use super::evaluate::equal_levels;
use super::expression::quoted;
use super::reader::Reader;
use super::suggest::nearest;
use crate::words::{one_line, shortened};
use std::ops::Range;

/// Letters of what was typed that a message repeats.
const REPEATED: usize = 40;
const TESTS: &str = "=, !=, <, <=, >, >=, contains, `is missing` or `is not missing`";

impl Reader<'_> {
    /// A word that stands in no cell is rather a slip than a wish.
    pub fn check_word(
        &self,
        column: &Column,
        word: &str,
        at: Range<usize>,
    ) -> Result<(), FilterError> {
        let Values::Text(levels) = &column.values else { return Ok(()) };
        if equal_levels(levels, word).contains(&true) {
            return Ok(());
        }
        let names = levels.names();
        let near = nearest(word, names.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("; the nearest is {}", quoted(&one_line(near, REPEATED))),
            None if names.len() <= 6 => {
                let names: Vec<String> = names.iter().map(|n| one_line(n, REPEATED)).collect();
                format!("; there are {}", shortened(&names, 6))
            }
            None => "; `contains` finds parts of words".to_owned(),
        };
        let word = one_line(word, REPEATED);
        let message = format!("no cell of {} is \u{201c}{word}\u{201d}{hint}", column.name);
        Err(self.error(at, &message))
    }

    /// No test stands behind the name; the name may go on, and be another one.
    pub fn no_sign(&self, column: &Column) -> FilterError {
        let begin = self.start;
        let whole = Reader { at: begin, ..*self }.phrase();
        if whole.len() > self.at - begin
            && nearest(whole, self.columns.iter().map(|c| c.name.as_str()))
                .is_some_and(|near| near.len() > column.name.len())
        {
            return self.unknown(begin..begin + whole.len(), whole);
        }
        self.expected(&format!("one of {TESTS}"))
    }

    pub fn unknown(&self, at: Range<usize>, name: &str) -> FilterError {
        let names = || self.columns.iter().map(|column| column.name.as_str());
        let hint = match nearest(name, names()) {
            Some(near) => format!("; the nearest is {near}"),
            None => format!("; there are {}", shortened(&names().collect::<Vec<_>>(), 6)),
        };
        let name = one_line(name, REPEATED);
        self.error(at, &format!("there is no column \u{201c}{name}\u{201d}{hint}"))
    }

    /// A value that is none for its column.
    pub fn wrong(
        &self,
        at: Range<usize>,
        expected: &str,
        holds: &str,
        column: &Column,
        more: &str,
    ) -> FilterError {
        let found = one_line(&self.text[at.clone()], REPEATED);
        let found =
            if found.is_empty() { found } else { format!(" and not \u{201c}{found}\u{201d}") };
        let message = format!(
            "after `{}` {expected} is expected{found}; the column {} holds {holds}{more}",
            self.test(at.start),
            column.name
        );
        self.error(at, &message)
    }

    /// Something else is expected here.
    pub fn expected(&self, what: &str) -> FilterError {
        let at = self.at + self.blanks();
        let found = self.text[at..].split_whitespace().next().unwrap_or_default();
        let before = self.test(at);
        let after = if before.is_empty() { String::new() } else { format!("after `{before}` ") };
        let not = if found.is_empty() {
            String::new()
        } else {
            format!(" and not \u{201c}{}\u{201d}", one_line(found, REPEATED))
        };
        self.error(at..at + found.len(), &format!("{after}{what} is expected{not}"))
    }

    /// The present test as far as it was read; what stands before it, where it has only begun.
    pub fn test(&self, to: usize) -> String {
        let own = self.text[self.start..to].trim();
        let text = if own.is_empty() { self.text[..to].trim() } else { own };
        let skipped = text.chars().count().saturating_sub(REPEATED);
        if skipped == 0 {
            return text.to_owned();
        }
        format!("\u{2026}{}", text.chars().skip(skipped).collect::<String>())
    }

    pub fn error(&self, at: Range<usize>, message: &str) -> FilterError {
        debug_assert!(at.end <= self.text.len());
        FilterError { at, message: message.to_owned() }
    }
}
