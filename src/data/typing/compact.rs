//! Dates of eight digits, which are numbers as well.

use super::numbers::Plain;
use super::remarks::Remark;
use super::{Typed, Values, dates};

/// `20240308` throughout is a date where the column's name says so, and worth a question where not.
pub(super) fn compact_dates(name: &str, plain: &Plain) -> Option<Typed> {
    let mut known = plain.numbers.iter().filter(|v| !v.is_nan()).peekable();
    known.peek()?;
    if !known.all(|v| dates::compact(*v).is_some()) {
        return None;
    }
    if dates::is_name(name) {
        let days = plain.numbers.iter().map(|v| dates::compact(*v).unwrap_or(f64::NAN)).collect();
        let mut typed = Typed::new(Values::Dates(days), None);
        typed.reading = Some("eight digits".to_owned());
        typed.remarks.push(Remark::info("Eight digits were read as dates: ", name, "."));
        return Some(typed);
    }
    let question = "Are these eight digits dates? They were taken as numbers, because no column name says so: ";
    let numbers = Values::Numbers(plain.numbers.clone());
    Some(Typed::new(numbers, Some(Remark::question(question, name, "."))))
}
