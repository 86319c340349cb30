//! Columns in which every number has the same unit behind it: `12 kg`, `3.5km`.

use super::{currencies, months};

/// Units that may stand at the number without a blank; any word may behind one.
const UNITS: [&str; 41] = [
    "kg", "g", "mg", "t", "lb", "lbs", "oz", "km", "m", "cm", "mm", "mi", "ft", "in", "yd", "l",
    "ml", "cl", "gal", "h", "hr", "hrs", "min", "mins", "s", "sec", "secs", "ms", "d", "kwh", "kw",
    "mb", "gb", "kb", "tb", "px", "pt", "\u{b0}c", "\u{b0}f", "\u{b0}", "m\u{b2}",
];
/// Letters of a unit, at most.
const LONGEST: usize = 12;

/// Units that stand alone in a cell, besides the others.
const ALONE: [&str; 27] = [
    "%", "\u{2030}", "percent", "count", "pcs", "pieces", "days", "hours", "minutes", "seconds",
    "years", "months", "km/h", "m/s", "kcal", "kj", "j", "w", "v", "mwh", "wh", "hz", "hpa", "bar",
    "m\u{b3}", "km\u{b2}", "ha",
];

/// Whether a cell holds nothing but a unit, perhaps in brackets.
pub(in crate::data) fn is_unit(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    let lower = bare.to_lowercase();
    UNITS.iter().chain(&ALONE).any(|unit| lower == *unit)
        || currencies::without(bare).is_some_and(|(rest, _)| rest.is_empty())
}

/// Cuts a cell into the number and the unit behind it; whether the number is one is not asked.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, rest) = text.split_at(end);
    let unit = rest.trim_start();
    let letters = unit.chars().all(|c| c.is_alphabetic() || "\u{b0}\u{b2}\u{b3}/".contains(c));
    let known = || UNITS.iter().any(|known| unit.to_lowercase() == *known);
    // `8 Mar` is a day and `2 PM` a time.
    let time = || {
        months::month(&unit.to_lowercase()).is_some()
            || ["am", "pm", "st", "nd", "rd", "th"].contains(&unit.to_lowercase().as_str())
    };
    let fits = !unit.is_empty()
        && unit.chars().count() <= LONGEST
        && letters
        && (rest.len() > unit.len() || known())
        && !time();
    fits.then_some((number, unit))
}

/// The unit that all cells have, but for those that may mean missing; `None` where they have not, or where
/// fewer than two have any.
pub(super) fn common<'a>(cells: &[Option<&'a str>]) -> Option<&'a str> {
    let mut unit: Option<&str> = None;
    let mut count = 0;
    for text in cells.iter().flatten().filter(|text| !super::missing::is_soft(text)) {
        let (number, found) = split(text)?;
        super::is_amount(number).then_some(())?;
        match unit {
            Some(unit) if !is_same(unit, found) => return None,
            // The plural says more than `1 year`.
            Some(unit) if unit.len() >= found.len() => {}
            _ => unit = Some(found),
        }
        count += 1;
    }
    unit.filter(|_| count >= 2)
}

/// Case aside, and one year is the same as two years.
fn is_same(a: &str, b: &str) -> bool {
    let stem = |text: &str| {
        let lower = text.to_lowercase();
        if lower.chars().count() > 2 { lower.trim_end_matches('s').to_owned() } else { lower }
    };
    stem(a) == stem(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit<'a>(cells: &[&'a str]) -> Option<&'a str> {
        common(&cells.iter().copied().map(Some).collect::<Vec<_>>())
    }

    #[test]
    fn a_unit_is_what_all_numbers_have() {
        assert_eq!(unit(&["12 kg", "3.5 kg", "1,200 KG"]), Some("kg"));
        assert_eq!(unit(&["12kg", "-3,5kg"]), Some("kg"));
        assert_eq!(unit(&["1 year", "2 years", "unknown"]), Some("years"));
        assert_eq!(unit(&["20 \u{b0}C", "-3\u{b0}C"]), Some("\u{b0}C"));
    }

    #[test]
    fn what_is_no_unit() {
        for cells in [
            ["12 kg", "3 km"],
            ["12 kg", "3"],
            ["8 Mar", "9 Mar"],
            ["2 PM", "3 PM"],
            ["12A", "13A"],
            ["1st", "21st"],
            ["12 Main Street", "13 Main Street"],
            ["A 12 kg", "B 13 kg"],
        ] {
            assert_eq!(unit(&cells), None, "{cells:?}");
        }
        assert_eq!(unit(&["12 kg"]), None);
    }
}
