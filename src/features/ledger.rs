//! What happened to columns, in sentences.

use super::make::Made;
use crate::data::{Column, Notice, Values};

/// What happened to columns, gathered so that a wide table does not bury its reader.
#[derive(Default)]
pub(super) struct Ledger {
    filled: Vec<String>,
    infinite: Vec<String>,
    others: Vec<String>,
    encoded: Vec<String>,
    dates: Vec<String>,
    constant: Vec<String>,
    by_deviation: Vec<String>,
}

impl Ledger {
    /// Notes what became of a column.
    pub fn note(&mut self, column: &Column, made: &Made) {
        if let Some(how) = &made.filled {
            self.filled.push(format!("{} ({how})", column.name));
        }
        match &column.values {
            Values::Numbers(values) => {
                if values.iter().any(|v| v.is_infinite()) {
                    self.infinite.push(column.name.clone());
                }
            }
            Values::Dates(_) => {
                self.dates.push(format!("{} ({})", column.name, made.parts.join(", ")));
            }
            Values::Text(_) => self.encoded.push(column.name.clone()),
        }
        if made.by_deviation {
            self.by_deviation.push(column.name.clone());
        }
        if made.columns.is_empty() {
            self.constant.push(column.name.clone());
        }
        if made.others > 0 {
            self.others.push(format!("{} ({} levels)", column.name, made.others));
        }
    }

    /// Says it.
    pub fn say(&self, notices: &mut Vec<Notice>) {
        let mut say = |kind: fn(String) -> Notice, names: &[String], before: &str, after: &str| {
            if !names.is_empty() {
                notices.push(kind(format!("{before}{}{after}", shortened(names, 8))));
            }
        };
        let info: fn(String) -> Notice = |text| Notice::info(text);
        let warning: fn(String) -> Notice = |text| Notice::warning(text);
        say(info, &self.filled, "Missing cells were filled: ", ".");
        say(warning, &self.infinite, "Infinite cells were treated as missing: ", ".");
        say(info, &self.encoded, "Words were encoded as numbers: ", ".");
        let before = "Dates became days before the newest, months and weekdays (1 is Monday): ";
        say(info, &self.dates, before, ".");
        say(info, &self.others, "Rare levels were put together as \u{201c}other\u{201d}: ", ".");
        let why = "Half of the cells are equal, so that the standard deviation was used for the quartiles: ";
        say(info, &self.by_deviation, why, ".");
        say(info, &self.constant, "", ": left out (constant).");
    }
}

/// The first few names, and how many more there are.
pub(super) fn shortened<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let mut text = shown.join(", ");
    if names.len() > most {
        use std::fmt::Write;
        let _ = write!(text, " and {} more", names.len() - most);
    }
    text
}
