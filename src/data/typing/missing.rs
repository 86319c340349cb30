//! Cells that mean "not known", and numbers that may mean it.

/// Missing in any column, case aside.
const MISSING: [&str; 18] = [
    "na", "n/a", "#n/a", "nan", "null", "<na>", "-", "--", ".", "?", "(null)", "\\n", "#div/0!",
    "#value!", "#ref!", "#num!", "#name?", "#null!",
];
/// Missing among numbers and dates, a level among words, case aside.
const SOFT: [&str; 6] = ["none", "unknown", "missing", "n.a.", "not available", "0000-00-00"];
/// Numbers that often stand for "not known".
const SENTINELS: [f64; 14] = [
    -1.0,
    -9.0,
    -99.0,
    -999.0,
    -9999.0,
    -99_999.0,
    -999_999.0,
    99.0,
    999.0,
    9999.0,
    99_999.0,
    999_999.0,
    9_999_999.0,
    99_999_999.0,
];
/// How often such a number must stand there to be asked about.
const REPEATED: usize = 3;
/// -1 lies next to 0: it is asked about only where the others are amounts, not a few codes.
const AMOUNTS: usize = 10;

/// A cell without its surrounding blanks; `None` where it is missing in any column.
pub(in crate::data) fn known(cell: Option<&str>) -> Option<&str> {
    cell.map(trimmed).filter(|text| !is_missing(text))
}

/// Without its surrounding blanks. Few cells have any, and this runs over every one.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

fn is_missing(text: &str) -> bool {
    // Most cells begin with another letter or are longer than any of these.
    text.is_empty()
        || (text.len() <= 7
            && b"nN#<-.?(\\".contains(&text.as_bytes()[0])
            && MISSING.iter().any(|token| text.eq_ignore_ascii_case(token)))
}

/// Whether a cell that is a level among words is missing among numbers and dates.
pub(super) fn is_soft(text: &str) -> bool {
    // Most cells begin with another letter.
    text.bytes().next().is_some_and(|first| b"nNuUmM0".contains(&first))
        && SOFT.iter().any(|token| text.eq_ignore_ascii_case(token))
}

/// A number at one end of the column, repeated and far from all others, with how often it stands there.
/// Far is farther than the others spread; for -1: the only negative among many different numbers.
pub fn sentinel(values: &[f64]) -> Option<(f64, usize)> {
    let known = || values.iter().copied().filter(|v| v.is_finite());
    // NaN is passed over, and nearly every column ends here.
    let (min, max) = bounds(values.iter().copied());
    let (min, max) = if min.is_finite() && max.is_finite() { (min, max) } else { bounds(known()) };
    [min, max].into_iter().filter(|end| SENTINELS.contains(end)).find_map(|end| {
        let others = || known().filter(|v| *v != end);
        let (low, high) = bounds(others().filter(|v| !SENTINELS.contains(v)));
        let far = if end == -1.0 {
            low >= 0.0 && many_different(others())
        } else {
            low < high && (end - high).max(low - end) > high - low
        };
        let count = known().filter(|v| *v == end).count();
        (far && count >= REPEATED).then_some((end, count))
    })
}

fn many_different(values: impl Iterator<Item = f64>) -> bool {
    let mut seen: Vec<f64> = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
            if seen.len() >= AMOUNTS {
                return true;
            }
        }
    }
    false
}

fn bounds(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_for_missing_are_missing_in_any_case() {
        for text in ["", "  ", "NA", "N/A", "#n/a", "NaN", "NULL", "<NA>", "-", "--", ".", "?"] {
            assert_eq!(known(Some(text)), None, "{text}");
        }
        for text in ["(null)", "\\N", "#DIV/0!"] {
            assert_eq!(known(Some(text)), None, "{text}");
        }
        for text in ["0", "none", "unknown", "nah", "...", "n"] {
            assert_eq!(known(Some(text)), Some(text));
        }
        assert_eq!(known(Some("\u{a0} x ")), Some("x"));
    }

    #[test]
    fn every_mark_and_word_passes_the_quick_look() {
        for token in MISSING {
            assert_eq!(known(Some(&token.to_uppercase())), None, "{token}");
            assert_eq!(known(Some(token)), None, "{token}");
        }
        for token in SOFT {
            assert!(is_soft(token) && is_soft(&token.to_uppercase()), "{token}");
        }
        assert!(!is_soft("") && !is_soft("level"));
    }

    #[test]
    fn a_repeated_number_far_from_the_rest_is_found() {
        let mut values: Vec<f64> = (0..50).map(f64::from).collect();
        values.extend([999.0; 5]);
        assert_eq!(sentinel(&values), Some((999.0, 5)));
        let mut values: Vec<f64> = (0..50).map(f64::from).collect();
        values.extend([-1.0; 4]);
        assert_eq!(sentinel(&values), Some((-1.0, 4)));
        assert_eq!(sentinel(&[1.0, 5.0, 3.0, 2.0, 99.0, 99.0, 99.0]), Some((99.0, 3)));
    }

    #[test]
    fn ordinary_numbers_are_not_suspected() {
        // An age of 99 among ages, codes -1, 0, 1, temperatures, one single 999.
        let mut ages: Vec<f64> = (18..98).map(f64::from).collect();
        ages.extend([99.0; 3]);
        assert_eq!(sentinel(&ages), None);
        assert_eq!(sentinel(&[-1.0, 0.0, 1.0, -1.0, -1.0, 1.0]), None);
        let cold: Vec<f64> = (-30..40).map(f64::from).chain([-1.0; 9]).collect();
        assert_eq!(sentinel(&cold), None);
        assert_eq!(sentinel(&[1.0, 2.0, 999.0]), None);
        assert_eq!(sentinel(&[999.0; 9]), None);
        assert_eq!(sentinel(&[f64::NAN; 3]), None);
    }
}
