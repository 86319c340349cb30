//! What means "not known" in one column: a number, a date or a word.

use super::Recipe;
use crate::data::{Column, Levels, Values};
use crate::words::format_number;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A cell that means "not known". In a file it is a number, or a text: `999`, `"1900-01-01"`, `"none"`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MissingCode {
    /// A number, also where it stands among words.
    Number(f64),
    /// A date as year-month-day in a column of dates, a word in a column of words; either case.
    Text(String),
}

impl From<f64> for MissingCode {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl MissingCode {
    /// What was typed: a number where it is one, else a text; `None` where it is nothing.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(Self::Number(number)),
            _ if text.is_empty() => None,
            _ => Some(Self::Text(text.to_owned())),
        }
    }

    /// As it is typed again.
    pub fn as_typed(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// The codes once each, in one order, those less that no recipe can hold.
    pub(super) fn sorted(codes: &[Self]) -> Vec<Self> {
        let finite = |code: &&Self| !matches!(code, Self::Number(number) if !number.is_finite());
        let mut codes: Vec<Self> = codes.iter().filter(finite).cloned().collect();
        codes.sort_by(|a, b| match (a, b) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => std::cmp::Ordering::Less,
            (Self::Text(_), Self::Number(_)) => std::cmp::Ordering::Greater,
        });
        codes.dedup();
        codes
    }

    /// The numbers among the codes.
    pub fn numbers(codes: &[Self]) -> Vec<f64> {
        let number = |code: &Self| match code {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        };
        codes.iter().filter_map(number).collect()
    }

    /// Whether cells of this column could mean it: words say nothing among numbers, numbers nothing among dates.
    pub(super) fn fits(&self, column: &Column) -> bool {
        match (&column.values, self) {
            (Values::Numbers(_), code) => matches!(code, Self::Number(_)),
            (Values::Dates(_), Self::Text(text)) => Values::date(text).is_some(),
            (Values::Dates(_), Self::Number(_)) => false,
            (Values::Text(_), _) => true,
        }
    }

    fn is_word(&self, word: &str) -> bool {
        match self {
            Self::Number(number) => word.trim().parse() == Ok(*number),
            Self::Text(text) => word.trim().to_lowercase() == text.to_lowercase(),
        }
    }
}

impl fmt::Display for MissingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&format_number(*number)),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The cells with those missing that mean it, and how many those are.
pub(super) fn blanked(values: &Values, codes: &[MissingCode]) -> (Values, usize) {
    let numbers = |values: &[f64], codes: &[f64]| {
        let count = values.iter().filter(|value| codes.contains(value)).count();
        let known = |v: &f64| if codes.contains(v) { f64::NAN } else { *v };
        (values.iter().map(known).collect(), count)
    };
    match values {
        Values::Numbers(values) => {
            let (known, count) = numbers(values, &MissingCode::numbers(codes));
            (Values::Numbers(known), count)
        }
        Values::Dates(values) => {
            let date = |code: &MissingCode| match code {
                MissingCode::Text(text) => Values::date(text),
                MissingCode::Number(_) => None,
            };
            let codes: Vec<f64> = codes.iter().filter_map(date).collect();
            let (known, count) = numbers(values, &codes);
            (Values::Dates(known), count)
        }
        Values::Text(levels) => {
            let known = |word: &String| !codes.iter().any(|code| code.is_word(word));
            let known: Vec<bool> = levels.names().iter().map(known).collect();
            let cells: Vec<Option<&str>> = (0..levels.len())
                .map(|at| {
                    let code = levels.code(at).filter(|code| known[*code as usize]);
                    code.map(|code| levels.names()[code as usize].as_str())
                })
                .collect();
            let before = levels.codes().flatten().count();
            let count = before - cells.iter().flatten().count();
            (Values::Text(Levels::new(&cells)), count)
        }
    }
}

/// A column with those cells missing that the recipe says mean "not known".
pub fn known<'a>(column: &'a Column, recipe: &Recipe) -> Cow<'a, Column> {
    let codes = recipe.missing_codes(&column.name);
    if codes.is_empty() {
        return Cow::Borrowed(column);
    }
    let (values, _) = blanked(&column.values, codes);
    let (name, reading) = (column.name.clone(), column.reading.clone());
    Cow::Owned(Column { name, values, reading })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> MissingCode {
        MissingCode::typed(text).unwrap()
    }

    #[test]
    fn what_is_typed_is_a_number_where_it_is_one() {
        assert_eq!(code(" -1 "), MissingCode::Number(-1.0));
        assert_eq!(code("1900-01-01"), MissingCode::Text("1900-01-01".into()));
        assert_eq!(code("nan"), MissingCode::Text("nan".into()));
        assert_eq!(MissingCode::typed("  "), None);
        for text in ["-1", "0.5", "none"] {
            assert_eq!(code(text).as_typed(), text);
        }
    }

    #[test]
    fn recipes_of_earlier_versions_hold_numbers_and_are_read() {
        let read: Vec<MissingCode> = serde_json::from_str(r#"[-1, 999.5, "none"]"#).unwrap();
        assert_eq!(read, [code("-1"), code("999.5"), code("none")]);
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"[-1.0,999.5,"none"]"#);
    }

    #[test]
    fn dates_and_words_can_mean_not_known() {
        let old = Values::date("1900-01-01").unwrap();
        let dates = Values::Dates(vec![old, 19_000.0, f64::NAN]);
        let (Values::Dates(known), 1) = blanked(&dates, &[code("1900-01-01")]) else { panic!() };
        assert!(known[0].is_nan() && known[1] == 19_000.0);
        let words = Values::Text(Levels::new(&[Some("None"), Some("7"), None, Some("gold")]));
        let (Values::Text(known), 2) = blanked(&words, &[code("none"), code("7.0")]) else {
            panic!()
        };
        assert_eq!(known.names(), ["gold"]);
        assert_eq!((known.get(0), known.get(3)), (None, Some("gold")));
        let (_, none) = blanked(&Values::Numbers(vec![1.0]), &[code("none")]);
        assert_eq!(none, 0);
    }
}
