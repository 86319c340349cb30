//! How a dialect is told to other programs: plain values, and beside them how sure each is and why.

use super::Dialect;
use crate::data::ReadOptions;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;

/// One decision, to be shown: what was decided on, the value in words, how sure it is, why.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<'a> {
    /// What was decided on.
    pub name: &'static str,
    /// The value in words.
    pub value: String,
    /// The share of the evidence that speaks for it, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: &'a str,
}

impl Dialect {
    /// All decisions, in the order in which they were taken.
    pub fn told(&self) -> Vec<Told<'_>> {
        macro_rules! told {
            ($name:literal, $guess:expr, $value:expr) => {
                Told {
                    name: $name,
                    value: $value,
                    confidence: $guess.confidence,
                    reason: &$guess.reason,
                }
            };
        }
        let records = |count: usize| match count {
            0 => "none".to_owned(),
            1 => "1 record".to_owned(),
            more => format!("{more} records"),
        };
        let quote = match (self.quote.value, self.backslash) {
            (ReadOptions::NO_QUOTE, _) => "none".to_owned(),
            (mark, true) => format!("{mark} with \\{mark} inside"),
            (mark, false) => mark.to_string(),
        };
        vec![
            told!("encoding", self.encoding, self.encoding.value.clone()),
            told!("separator", self.separator, in_words(self.separator.value)),
            told!("quote", self.quote, quote),
            told!("preamble", self.preamble, records(self.preamble.value)),
            told!("header", self.header_rows, records(self.header_rows.value)),
            told!("decimal", self.decimal, self.decimal.value.to_string()),
            told!(
                "thousands",
                self.thousands,
                self.thousands.value.map_or_else(|| "none".to_owned(), in_words)
            ),
        ]
    }
}

fn in_words(mark: char) -> String {
    match mark {
        '\t' => "tab".to_owned(),
        ReadOptions::BLANKS => "blanks".to_owned(),
        mark if mark.is_whitespace() => "blank".to_owned(),
        mark => mark.to_string(),
    }
}

impl Serialize for Dialect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let told = self.told();
        let quote = Some(self.quote.value).filter(|mark| *mark != ReadOptions::NO_QUOTE);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("encoding", &self.encoding.value)?;
        match self.separator.value {
            ReadOptions::BLANKS => map.serialize_entry("separator", "blanks")?,
            mark => map.serialize_entry("separator", &mark)?,
        }
        map.serialize_entry("quote", &quote)?;
        map.serialize_entry("backslash", &self.backslash)?;
        map.serialize_entry("comment", &self.comment)?;
        map.serialize_entry("preamble", &self.preamble.value)?;
        map.serialize_entry("header_rows", &self.header_rows.value)?;
        map.serialize_entry("decimal", &self.decimal.value)?;
        map.serialize_entry("thousands", &self.thousands.value)?;
        let confidence: BTreeMap<_, _> = told.iter().map(|t| (t.name, t.confidence)).collect();
        map.serialize_entry("confidence", &confidence)?;
        let reasons: BTreeMap<_, _> = told.iter().map(|t| (t.name, t.reason)).collect();
        map.serialize_entry("reasons", &reasons)?;
        map.end()
    }
}
