//! Dates of eight digits, which are numbers as well.

use super::numbers::Plain;
use super::remarks::Remark;
use super::{Typed, Values, dates};

/// `20240308` throughout is a date where the column's name says so, and worth a question where not.
pub(super) fn compact_dates(name: &str, cells: &[Option<&str>], plain: &Plain) -> Option<Typed> {
    let mut known = cells.iter().zip(&plain.numbers).filter(|(_, v)| !v.is_nan()).peekable();
    known.peek()?;
    if !known.all(|(cell, _)| cell.is_some_and(|text| dates::compact(text).is_some())) {
        return None;
    }
    if dates::is_name(name) {
        let days = |cell: Option<&str>| cell.and_then(dates::compact).unwrap_or(f64::NAN);
        let mut typed = Typed::new(Values::Dates(cells.iter().copied().map(days).collect()), None);
        typed.reading = Some("eight digits".to_owned());
        typed.remarks.push(Remark::info("Eight digits were read as dates: ", name, "."));
        return Some(typed);
    }
    let question = "Are these eight digits dates? They were taken as numbers, because no column name says so: ";
    let numbers = Values::Numbers(plain.numbers.clone());
    Some(Typed::new(numbers, Some(Remark::question(question, name, "."))))
}
