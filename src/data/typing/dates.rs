//! One date as people write it, up to the order of day and month.

use super::{calendar, clock, months};

/// Two-digit years below this are of this century (POSIX `strptime`).
const PIVOT: i64 = 69;

/// Which part of a date stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// 31/12/2024
    Day,
    /// 12/31/2024
    Month,
    /// 24-12-31; a year of four digits in front needs no order.
    Year,
}

/// What a cell says of its date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Date {
    /// One day: the year stands in front, or the month has a name.
    Certain(Written, f64),
    /// Three numbers whose order the column decides.
    Open {
        /// The numbers.
        parts: [i64; 3],
        /// Whether the last has two digits.
        short: bool,
        /// What stands between them.
        separator: char,
        /// The share of the day.
        time: f64,
    },
}

/// How a certain date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// 2024-03-08
    Iso,
    /// 8 March 2024
    Named,
    /// 8-Mar-24
    NamedShort,
    /// 2024-03, 03/2024, Mar 2024: the first day of the month
    Month,
}

impl Date {
    /// Reads a cell as far as it can be read without its column.
    pub fn new(text: &str) -> Option<Self> {
        const LONGEST: usize = 48;
        if text.len() > LONGEST || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let (date, time) = clock::split(text)?;
        if date.contains(char::is_alphabetic) {
            let (days, short) = months::named(date)?;
            let no_day = months::is_month_of_year(date);
            let written = match (no_day, short) {
                (true, _) => Written::Month,
                (false, true) => Written::NamedShort,
                (false, false) => Written::Named,
            };
            return Some(Self::Certain(written, days + time));
        }
        let separator = date.chars().find(|c| !c.is_ascii_digit())?;
        if !['-', '/', '.'].contains(&separator) {
            return None;
        }
        if let Some((first, second)) = date.split_once(separator)
            && !second.contains(separator)
        {
            let days = month_of_year(first, second).filter(|_| time == 0.0)?;
            return Some(Self::Certain(Written::Month, days));
        }
        let mut split = date.split(separator).map(str::trim);
        let texts = [split.next()?, split.next()?, split.next()?];
        if split.next().is_some() {
            return None;
        }
        let mut parts = [0; 3];
        for (part, text) in parts.iter_mut().zip(texts) {
            let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            *part = digits.then(|| text.parse().ok()).flatten()?;
        }
        match texts.map(str::len) {
            [4, 1..=2, 1..=2] => {
                let days = calendar::days(parts[0], parts[1], parts[2])?;
                Some(Self::Certain(Written::Iso, days + time))
            }
            [1..=2, 1..=2, 4] => Some(Self::Open { parts, short: false, separator, time }),
            // 1.2.10 is rather a version or a chapter.
            [first @ 1..=2, second @ 1..=2, 2] if separator != '.' || first + second == 4 => {
                Some(Self::Open { parts, short: true, separator, time })
            }
            _ => None,
        }
    }

    /// Days since 1970-01-01; `None` where there is no such day in that order.
    pub fn days(&self, order: Order) -> Option<f64> {
        match *self {
            Self::Certain(_, days) => Some(days),
            Self::Open { parts: [a, b, c], short, time, .. } => {
                let (year, month, day) = match order {
                    Order::Day => (c, b, a),
                    Order::Month => (c, a, b),
                    Order::Year if short => (a, b, c),
                    Order::Year => return None,
                };
                let year = if short { full_year(year) } else { year };
                Some(calendar::days(year, month, day)? + time)
            }
        }
    }
}

/// `2024` and `03`, in either order: the first day of the month.
fn month_of_year(first: &str, second: &str) -> Option<f64> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = match (first.len(), second.len()) {
        (4, 1..=2) => (first, second),
        (1..=2, 4) => (second, first),
        _ => return None,
    };
    if !(digits(year) && digits(month)) {
        return None;
    }
    let year: i64 = year.parse().ok()?;
    calendar::days(year, month.parse().ok()?, 1).filter(|_| (1800..=2200).contains(&year))
}

/// Whether all cells are years and those after them, `2010-11`, `2011-12`, which are seasons and no months.
pub(super) fn are_seasons(cells: &[Option<&str>]) -> bool {
    cells.iter().flatten().all(|text| {
        text.split_once(['-', '/']).is_some_and(|(year, next)| {
            let after = year.parse::<i64>().map(|year| (year + 1) % 100);
            year.len() == 4 && next.len() == 2 && next.parse::<i64>() == after
        })
    })
}

/// A year of two digits in full.
pub(super) fn full_year(year: i64) -> i64 {
    if year < PIVOT { 2000 + year } else { 1900 + year }
}

/// 20240308, and no other number.
pub(super) fn compact(value: f64) -> Option<f64> {
    if !(1e7..1e8).contains(&value) || value.fract() != 0.0 {
        return None;
    }
    let number = value as i64;
    let year = number / 10_000;
    let days = calendar::days(year, number / 100 % 100, number % 100);
    days.filter(|_| (1800..=2200).contains(&year))
}

/// Whether a column's name says that it holds dates.
pub(super) fn is_name(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "date",
        "dates",
        "datum",
        "data",
        "fecha",
        "dt",
        "day",
        "dob",
        "birthday",
        "birthdate",
        "jour",
        "tag",
        "giorno",
    ];
    let lower = name.to_lowercase();
    let last = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        || ["date", "datum", "fecha"].iter().any(|word| last.ends_with(word))
}

#[cfg(test)]
mod tests;
