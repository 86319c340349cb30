//! What happened to columns, in few sentences: the ledger in short.

use super::Recipe;
use super::encode::Coding;
use super::make::Made;
use super::view::Seen;
use crate::data::Notice;
use crate::words::{count_of, format_count, shortened};

/// Names in one sentence.
pub(super) const NAMED: usize = 8;

/// What happened to columns, gathered so that a wide table does not bury its reader.
#[derive(Default)]
pub(super) struct Summary {
    filled: Vec<String>,
    infinite: Vec<String>,
    coded_missing: Vec<String>,
    no_codes: Vec<String>,
    others: Vec<String>,
    encoded: Vec<String>,
    dates: Vec<String>,
    constant: Vec<String>,
    by_deviation: Vec<String>,
    bent: Vec<String>,
    refused: Vec<String>,
    indicators: Vec<String>,
}

impl Summary {
    /// Notes what became of a column.
    pub fn note(&mut self, seen: &Seen, made: &Made, recipe: &Recipe) {
        let name = seen.name();
        for code in recipe.missing_codes(name).iter().filter(|code| !code.fits(&seen.column)) {
            self.no_codes.push(format!("{code} of {name}"));
        }
        if seen.coded_missing > 0 {
            self.coded_missing.push(format!("{name} ({})", format_count(seen.coded_missing)));
        }
        if made.infinite > 0 {
            self.infinite.push(name.to_owned());
        }
        if made.indicator {
            self.indicators.push(name.to_owned());
        }
        if made.is_constant() {
            // What became of its cells shapes nothing.
            if made.columns.is_empty() {
                self.constant.push(name.to_owned());
            }
            return;
        }
        if let Some(filled) = &made.filled {
            let cells = count_of(filled.cells, "cell", "cells");
            self.filled.push(format!("{name} ({cells}, {})", filled.with));
        }
        match &made.coding {
            Some(Coding::Calendar { parts, .. }) => {
                self.dates.push(format!("{name} ({})", parts.join(", ")));
            }
            Some(coding) => {
                self.encoded.push(name.to_owned());
                if let Coding::OneHot { others } = coding
                    && *others > 0
                {
                    self.others.push(format!("{name} ({} levels)", format_count(*others)));
                }
            }
            None => {}
        }
        match &made.bent {
            Some(Ok(bend)) => self.bent.push(format!("{name} ({})", bend.words())),
            Some(Err(why)) => self.refused.push(format!("{name} ({why})")),
            None => {}
        }
        if made.by_deviation {
            self.by_deviation.push(name.to_owned());
        }
    }

    /// Says it.
    pub fn say(&self, notices: &mut Vec<Notice>) {
        let mut say = |kind: fn(String) -> Notice, names: &[String], before: &str, after: &str| {
            if !names.is_empty() {
                notices.push(kind(format!("{before}{}{after}", shortened(names, NAMED))));
            }
        };
        let info: fn(String) -> Notice = |text| Notice::info(text);
        let warning: fn(String) -> Notice = |text| Notice::warning(text);
        let before = "Cells that hold what means \u{201c}not known\u{201d} were taken as missing: ";
        say(info, &self.coded_missing, before, ".");
        let before = "Not taken as \u{201c}not known\u{201d}, because the column holds nothing of the kind (dates are written as year-month-day): ";
        say(warning, &self.no_codes, before, ".");
        say(info, &self.filled, "Missing cells were filled: ", ".");
        say(info, &self.indicators, "A 0/1 column tells which cells were filled: ", ".");
        say(warning, &self.infinite, "Infinite cells were treated as missing: ", ".");
        say(info, &self.encoded, "Words were encoded as numbers: ", ".");
        let before = "Dates became days before the newest, months and weekdays (1 is Monday): ";
        say(info, &self.dates, before, ".");
        say(info, &self.others, "Rare levels were put together as \u{201c}other\u{201d}: ", ".");
        say(info, &self.bent, "Long tails were bent: ", ".");
        say(warning, &self.refused, "Not bent: ", ".");
        let why = "Half of the cells are equal, so that the standard deviation was used for the quartiles: ";
        say(info, &self.by_deviation, why, ".");
        say(info, &self.constant, "", ": left out (constant).");
    }
}
