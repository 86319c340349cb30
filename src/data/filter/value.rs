//! Numbers and dates as they are written in a filter.

use super::super::typing;

/// From the start of a date to the start of the next: a day, a month, a year, or a moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// Days since 1970-01-01, the first of it.
    pub start: f64,
    /// The first after it.
    pub end: f64,
    /// As it was written.
    pub text: String,
}

/// Half a millisecond, in days: dates are told apart by the millisecond.
const MOMENT: f64 = 0.5 / 86_400_000.0;

impl Span {
    /// Reads a date whose order is certain: `2024-03-08`, `8 March 2024`, `2024-03-08T10:00`, `2024-03`, `2024`.
    pub fn new(text: &str) -> Option<Self> {
        let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let (start, end) = if is_year {
            let first = |year: i32| typing::date(&format!("{year:04}-01-01"));
            let year = text.parse().ok()?;
            (first(year)?, first(year + 1)?)
        } else {
            let start = typing::date(text)?;
            if text.contains(':') {
                (start - MOMENT, start + MOMENT)
            } else if typing::is_month(text) {
                // No month is longer than 31 days, and none is shorter than 4.
                let (year, month, _) = typing::civil(start + 31.0);
                (start, typing::date(&format!("{year:04}-{month:02}-01"))?)
            } else {
                (start, start + 1.0)
            }
        };
        Some(Self { start, end, text: text.to_owned() })
    }
}

/// A number with a decimal point, in powers of ten or not; `inf` is a cell's infinity.
pub(super) fn number(text: &str) -> Option<f64> {
    text.replace('\u{2212}', "-").parse::<f64>().ok().filter(|value| !value.is_nan())
}

/// Whether it would be a number with other marks.
pub(super) fn is_marked_number(text: &str) -> bool {
    number(text).is_none()
        && text.bytes().any(|b| b.is_ascii_digit())
        && number(&text.replace([',', '\'', ' ', '\u{a0}', '\u{202f}'], "")).is_some()
}
