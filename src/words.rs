//! Numbers and names as words, the same in every sentence of the program. Beneath everything.
//!
//! Numbers have a comma between thousands, a point before decimals, and a true minus sign.

use std::fmt::Write as _;

/// A single value as words, with four significant digits and no idle zeros: `1,234`, `0.01235`, `2.5e−7`.
pub fn format_value(value: f64) -> String {
    with_digits(value, 4)
}

/// A single value as words, with six significant digits where they say something: `2,283.3`, `0.0123457`.
/// For numbers that a reader may want to find again in the file.
pub fn format_number(value: f64) -> String {
    with_digits(value, 6)
}

fn with_digits(value: f64, digits: i32) -> String {
    let size = value.abs();
    if size == 0.0 || !value.is_finite() {
        return grouped(value, 0);
    }
    let whole = digits > 4 && size < 1e15 && value.fract() == 0.0;
    if !whole && !(1e-4..1e7).contains(&size) {
        return scientific(value, digits.unsigned_abs() as usize - 1);
    }
    let decimals = (f64::from(digits - 1) - size.log10().floor()).clamp(0.0, 10.0) as usize;
    let text = grouped(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// The ends of a range; whole numbers that can be years are written like years.
pub fn format_range(min: f64, max: f64) -> String {
    let years = [min, max].iter().all(|v| (1800.0..=2200.0).contains(v) && v.fract() == 0.0);
    if years {
        return format!("{min} to {max}");
    }
    format!("{} to {}", format_value(min), format_value(max))
}

/// A count as words: `7,043`.
pub fn format_count(count: usize) -> String {
    group(&count.to_string())
}

/// A count and what is counted: `1 cell`, `7,043 cells`.
pub fn count_of(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", format_count(count), if count == 1 { one } else { many })
}

/// The first few names, and how many more there are.
pub fn shortened<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let mut text = shown.join(", ");
    if names.len() > most {
        let _ = write!(text, " and {} more", format_count(names.len() - most));
    }
    text
}

/// An error's sentence, as a sentence. A path before a colon stays as it is: with a capital it would be another.
pub fn capitalised(text: &str) -> String {
    if text.split_once(": ").is_some_and(|(head, _)| is_path(head)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether words name a file: they have a stroke, or an ending of letters. A path in quotation marks is part of a sentence.
fn is_path(head: &str) -> bool {
    let ending = head.rsplit_once('.').map_or("", |(_, ending)| ending);
    let has_ending = (1..=8).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_alphabetic())
        && ending.chars().all(char::is_alphanumeric);
    !head.contains(['"', '\u{201c}']) && (has_ending || head.contains(['/', '\\']))
}

/// Text on one line of at most `most` characters, the last of them an ellipsis where it was cut.
pub fn one_line(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= most {
        return line;
    }
    line.chars().take(most.saturating_sub(1)).chain(['\u{2026}']).collect()
}

/// In powers of ten: `2.5e−7`.
pub(crate) fn scientific(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    };
    format!("{digits}e{exponent}").replace('-', "\u{2212}")
}

/// With a comma between thousands and a true minus sign.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return "n/a".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "\u{2212}∞" }.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    // What rounds to zero has no sign.
    let sign = if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        "\u{2212}"
    } else {
        ""
    };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", group(whole))
}

fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether a letter is written from right to left: Hebrew, Arabic and their relatives (Unicode Standard Annex 9).
pub fn runs_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A name before other words: one that is written from right to left would draw a number after it to its left, and gets a
/// mark that closes it.
pub fn closed(name: &str) -> std::borrow::Cow<'_, str> {
    if name.chars().any(runs_leftwards) { format!("{name}\u{200e}").into() } else { name.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(format_value(1_234.56), "1,235");
        assert_eq!(format_value(0.012_345_6), "0.01235");
        assert_eq!(format_value(-2.5e-7), "−2.5e−7");
        assert_eq!(format_value(100.0), "100");
        assert_eq!(format_value(f64::NAN), "n/a");
        assert_eq!(format_count(999), "999");
        assert_eq!(format_count(1_000_000), "1,000,000");
        assert_eq!(format_number(2_283.300_4), "2,283.3");
        assert_eq!(format_number(999_999_999.0), "999,999,999");
        assert_eq!(format_number(1e-7 / 3.0), "3.33333e−8");
        assert_eq!(format_number(0.0), "0");
        assert_eq!(count_of(1, "cell", "cells"), "1 cell");
        assert_eq!(shortened(&["a", "b", "c"], 2), "a, b and 1 more");
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capitalised("the file is empty."), "The file is empty.");
        assert_eq!(capitalised("\u{df} 1"), "SS 1");
        assert_eq!(capitalised("cannot write \"a/b.csv\": why"), "Cannot write \"a/b.csv\": why");
        assert_eq!(capitalised("perplexity 0.5 is too low: why"), "Perplexity 0.5 is too low: why");
        for named in ["my list.csv: no such file", "data/x: why", "c:\\x: why"] {
            assert_eq!(capitalised(named), named);
        }
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn lines_are_cut_by_characters_and_never_broken() {
        assert_eq!(one_line("a\nb\tc", 5), "a b c");
        assert_eq!(one_line("Stra\u{df}e 12", 7), "Stra\u{df}e\u{2026}");
        assert_eq!(one_line("abc", 0), "\u{2026}");
    }

    #[test]
    fn years_have_no_thousands() {
        assert_eq!(format_range(1987.0, 2019.0), "1987 to 2019");
        assert_eq!(format_range(1987.0, 2300.0), "1,987 to 2,300");
        assert_eq!(format_range(0.5, 2019.0), "0.5 to 2,019");
    }

    #[test]
    fn a_name_from_right_to_left_is_closed_before_a_number() {
        assert_eq!(closed("plain"), "plain");
        assert_eq!(closed("\u{5d0}"), "\u{5d0}\u{200e}");
    }
}
