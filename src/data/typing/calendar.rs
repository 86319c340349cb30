//! The civil calendar: dates as days since 1970-01-01 and back.
//!
//! Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013),
//! <https://howardhinnant.github.io/date_algorithms.html>: years begin in March, so that the leap day comes
//! last, and 400 years are one era of 146,097 days. The Gregorian calendar is used for all years.

/// Days from 0000-03-01 to 1970-01-01.
const SHIFT: i64 = 719_468;
/// Days in 400 years.
const ERA: i64 = 146_097;
const MILLISECONDS: f64 = 86_400_000.0;

/// Days since 1970-01-01; `None` where there is no such day.
pub(in crate::data) fn days(year: i64, month: i64, day: i64) -> Option<f64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=longest).contains(&day) && (1..=9999).contains(&year))
        .then(|| days_from_civil(year, month, day) as f64)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * ERA + day_of_era - SHIFT
}

/// Year, month and day of a number of days since 1970-01-01; the time of day is left out.
pub(in crate::data) fn civil(days: f64) -> (i64, i64, i64) {
    let shifted = days.floor() as i64 + SHIFT;
    let era = shifted.div_euclid(ERA);
    let day_of_era = shifted.rem_euclid(ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// 1 for Monday to 7 for Sunday.
pub(in crate::data) fn weekday(days: f64) -> f64 {
    // 1970-01-01 was a Thursday.
    (days.floor() + 3.0).rem_euclid(7.0) + 1.0
}

/// The date as years with a fraction, for scales: 2024-07-02 is about 2024.5.
pub(in crate::data) fn year(days: f64) -> f64 {
    let year = civil(days).0;
    let start = days_from_civil(year, 1, 1) as f64;
    let next = days_from_civil(year + 1, 1, 1) as f64;
    year as f64 + (days - start) / (next - start)
}

/// `2024-03-08`, with the time of day where it is not midnight: `2024-03-08T10:00:00`.
pub(in crate::data) fn iso(days: f64) -> String {
    // To the millisecond: a double holds a date of this century to about a microsecond.
    let total = (days * MILLISECONDS).round();
    let day = (total / MILLISECONDS).floor();
    let milliseconds = (total - day * MILLISECONDS) as i64;
    let (year, month, date) = civil(day);
    let mut text = format!("{year:04}-{month:02}-{date:02}");
    if milliseconds > 0 {
        use std::fmt::Write;
        let seconds = milliseconds / 1000;
        let _ = write!(text, "T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        if milliseconds % 1000 > 0 {
            let _ = write!(text, ".{:03}", milliseconds % 1000);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(days(1970, 1, 1), Some(0.0));
        assert_eq!(days(2000, 2, 29), Some(11_016.0));
        assert_eq!(days(1969, 12, 31), Some(-1.0));
        assert_eq!(days(1900, 2, 29), None);
        assert_eq!(days(2023, 2, 29), None);
        assert_eq!(days(2024, 13, 1), None);
        assert_eq!(days(2024, 4, 31), None);
    }

    #[test]
    fn weekdays_begin_on_monday() {
        assert_eq!(weekday(days(2024, 3, 8).unwrap()), 5.0);
        assert_eq!(weekday(days(2024, 3, 11).unwrap()), 1.0);
        assert_eq!(weekday(days(1912, 6, 23).unwrap()), 7.0);
    }

    #[test]
    fn times_of_day_are_printed_where_there_are_any() {
        let day = days(2024, 3, 8).unwrap();
        assert_eq!(iso(day), "2024-03-08");
        assert_eq!(iso(day + 10.5 / 24.0), "2024-03-08T10:30:00");
        assert_eq!(iso(day + 1.0 / MILLISECONDS), "2024-03-08T00:00:00.001");
        assert_eq!(iso(day + 1.0 - 1e-10), "2024-03-09");
    }

    #[test]
    fn years_have_fractions() {
        assert_eq!(year(days(2024, 1, 1).unwrap()), 2024.0);
        assert!((year(days(2024, 7, 2).unwrap()) - 2024.5).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn days_and_civil_dates_invert(day in -719_162_i64..=2_932_896) {
            let (y, m, d) = civil(day as f64);
            prop_assert_eq!(days(y, m, d), Some(day as f64));
            let (y2, m2, d2) = civil(day as f64 + 1.0);
            prop_assert!((y, m, d) < (y2, m2, d2));
        }
    }
}
