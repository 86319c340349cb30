//! Dates whose month has a name: English, German, French, Italian, Spanish, Dutch, Portuguese.

use super::calendar;
use super::dates::full_year;

/// Full names of each month; an abbreviation is three letters or more of one of them.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "j\u{e4}nner", "janvier", "gennaio", "enero", "januari", "janeiro"],
    &["february", "februar", "f\u{e9}vrier", "fevrier", "febbraio", "febrero", "fevereiro"],
    &["march", "m\u{e4}rz", "mrz", "maerz", "mars", "marzo", "maart", "mrt", "mar\u{e7}o"],
    &["april", "avril", "aprile", "abril"],
    &["may", "mai", "maggio", "mayo", "mei", "maio"],
    &["june", "juni", "juin", "giugno", "junio", "junho"],
    &["july", "juli", "juillet", "luglio", "julio", "julho"],
    &["august", "ao\u{fb}t", "aout", "agosto", "augustus"],
    &["september", "septembre", "settembre", "septiembre", "setembro"],
    &["october", "oktober", "octobre", "ottobre", "octubre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "d\u{e9}cembre", "decembre", "dicembre", "diciembre", "dezembro"],
];
/// English weekdays, which may stand before a date.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// `8 Mar 2024`, `Mar 8, 2024`, `8-Mar-24`, `2024 March 8`, `Fri, 8. März 2024`, `March 2024`: days since
/// 1970-01-01, and whether the year had two digits. A month without a day is its first day.
pub(super) fn named(text: &str) -> Option<(f64, bool)> {
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower
        .split([' ', '-', '/', ',', '.', '\u{a0}'])
        .filter(|word| !matches!(*word, "" | "de" | "of" | "the"))
        .collect();
    if words.len() == 4 && is_short_for(words[0], &WEEKDAYS) {
        words.remove(0);
    }
    let (day, month, year) = match words[..] {
        [a, b, c] => match (month(a), month(b)) {
            // `Mar 8 24` may be the eighth or the year 8.
            (Some(month), None) if c.len() == 4 => (b, month, c),
            (None, Some(month)) if a.len() == 4 => (c, month, a),
            (None, Some(month)) => (a, month, c),
            _ => return None,
        },
        // `Mar-24` may be a day or a year.
        [a, b] if b.len() == 4 => ("1", month(a)?, b),
        _ => return None,
    };
    let suffixes = ["st", "nd", "rd", "th", "er"];
    let day = suffixes.iter().find_map(|s| day.strip_suffix(s)).unwrap_or(day);
    let short = year.len() == 2;
    let (day, year) = (number(day, 1..=2)?, number(year, 2..=4).filter(|_| year.len() != 3)?);
    let year = if short { full_year(year) } else { year };
    Some((calendar::days(year, month, day)?, short))
}

/// Whether a date that was read has a month and a year only.
pub(super) fn is_month_of_year(text: &str) -> bool {
    let words = text.split([' ', '-', '/', ',', '.', '\u{a0}']).filter(|word| !word.is_empty());
    words.count() == 2
}

fn number(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let digits = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// 1 to 12; `None` for other words and for `jui`, which may be juin or juillet.
pub(super) fn month(word: &str) -> Option<i64> {
    let mut fits = (1..).zip(&MONTHS).filter(|(_, names)| is_short_for(word, names));
    let (found, _) = fits.next()?;
    fits.next().is_none().then_some(found)
}

fn is_short_for(word: &str, names: &[&str]) -> bool {
    word.chars().count() >= 3 && names.iter().any(|name| name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_several_languages_and_places() {
        for text in [
            "8 Mar 2024",
            "Mar 8, 2024",
            "March 8th, 2024",
            "8-MAR-24",
            "08/Mar/2024",
            "8. M\u{e4}rz 2024",
            "8 mars 2024",
            "8 de marzo de 2024",
            "Fri, 8 Mar 2024",
            "2024 Mar 8",
            "8 mrt. 2024",
        ] {
            let day = named(text).map(|(days, _)| calendar::iso(days));
            assert_eq!(day.as_deref(), Some("2024-03-08"), "{text}");
        }
        assert_eq!(named("Dec-2015"), calendar::days(2015, 12, 1).map(|d| (d, false)));
        assert!(named("8-Mar-24").unwrap().1);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "Mar-24",
            "8 ma 2024",
            "8 jui 2024",
            "30 Feb 2024",
            "8 Marble 2024",
            "May the 4th",
            "Mar 8 24",
            "8 Mar 204",
            "gold 8 2024",
            "8 Mar",
            "mar mar 2024",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn every_name_and_abbreviation_means_one_month() {
        for (number, names) in (1..).zip(&MONTHS) {
            for name in *names {
                assert_eq!(month(name), Some(number), "{name}");
            }
        }
        assert_eq!((month("jui"), month("ma"), month("sun")), (None, None, None));
    }
}
