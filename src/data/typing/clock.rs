//! The time of day behind a date.

/// Splits text into the date and the share of the day; 0 where no time is written. `None` where what
/// follows the date is no time. Offsets from UTC are applied, so that a share may leave 0..1.
pub(super) fn split(text: &str) -> Option<(&str, f64)> {
    let Some(colon) = text.find(':') else { return Some((text, 0.0)) };
    let before = &text[..colon];
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = colon - digits;
    // `2024-03-08T10:00`, `2024-03-08 10:00`, `8 Mar 2024, 10:00`.
    let date = before[..start].strip_suffix(['T', 't', ' ', '\u{a0}', '\u{202f}'])?;
    let date = date.trim_end_matches([',', ' ']);
    Some((date, time(&text[start..])?))
}

/// A time of day by itself, in hours since midnight: `14:30` is 14.5. One with an offset is none.
pub(super) fn hours(text: &str) -> Option<f64> {
    let plain = text.len() <= 16
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(':')
        && !text.contains(['+', '-', 'Z', 'z', 'U', 'u', 'G', 'g']);
    // To the microsecond: a share of a day does not hold half an hour exactly.
    plain.then(|| time(text))?.map(|share| (share * 24.0 * 3.6e9).round() / 3.6e9)
}

/// `10:00`, `10:00:00.5`, `1:30 PM`, each with `Z`, `UTC`, `+02:00` behind it.
fn time(text: &str) -> Option<f64> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(text.len());
    let (clock, mut rest) = (&text[..end], text[end..].trim());
    let mut parts = clock.split(':');
    let mut hour = whole(parts.next()?, 23)?;
    let minute = whole(parts.next().filter(|m| m.len() == 2)?, 59)?;
    let second = match parts.next() {
        None => 0.0,
        Some(text) => seconds(text)?,
    };
    if parts.next().is_some() {
        return None;
    }
    let lower = rest.get(..2).map(str::to_ascii_lowercase);
    if let Some(half @ ("am" | "pm")) = lower.as_deref() {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        rest = rest[2..].trim_start();
    }
    let seconds = f64::from(hour * 3600 + minute * 60) + second;
    Some((seconds - f64::from(offset(rest)?) * 60.0) / 86_400.0)
}

fn seconds(text: &str) -> Option<f64> {
    let (seconds, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    // 60 is a leap second.
    let seconds = whole(seconds, 60).filter(|_| seconds.len() == 2)?;
    let fraction = fraction.bytes().all(|b| b.is_ascii_digit()).then_some(fraction)?;
    Some(f64::from(seconds) + format!("0.{fraction}").parse::<f64>().ok()?)
}

/// Minutes east of Greenwich.
fn offset(text: &str) -> Option<i32> {
    if text.is_empty() || ["z", "utc", "gmt"].iter().any(|zone| text.eq_ignore_ascii_case(zone)) {
        return Some(0);
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (whole(&digits, 14)?, 0),
        4 => (whole(digits.get(..2)?, 14)?, whole(digits.get(2..)?, 59)?),
        _ => return None,
    };
    Some(sign * (hours * 60 + minutes))
}

fn whole(text: &str, most: i32) -> Option<i32> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|value| *value <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shares_of_the_day() {
        for (text, date, hours) in [
            ("2024-03-08", "2024-03-08", 0.0),
            ("2024-03-08T10:00:00Z", "2024-03-08", 10.0),
            ("2024-03-08 10:30", "2024-03-08", 10.5),
            ("5/19/2006 0:00:00", "5/19/2006", 0.0),
            ("8 Mar 2024, 1:30 PM", "8 Mar 2024", 13.5),
            ("8 Mar 2024 12:15am", "8 Mar 2024", 0.25),
            ("2024-03-08T01:00:00+02:00", "2024-03-08", -1.0),
            ("2024-03-08 01:00:00.000 -0330", "2024-03-08", 4.5),
            ("2024-03-08 06:00:36,000 UTC", "2024-03-08", 6.01),
        ] {
            let (found, share) = split(text).unwrap();
            assert_eq!(found, date);
            assert!((share * 24.0 - hours).abs() < 1e-12, "{text}: {share}");
        }
    }

    #[test]
    fn times_of_day_are_hours() {
        for (text, expected) in [
            ("14:30", 14.5),
            ("0:00", 0.0),
            ("09:15:36", 9.26),
            ("2:45 pm", 14.75),
            ("23:59", 23.0 + 59.0 / 60.0),
        ] {
            assert!((hours(text).unwrap() - expected).abs() < 1e-9, "{text}");
        }
        for text in
            ["24:30", "14:3", "125:30", "14:30+02:00", "14:30Z", "2024-03-08 14:30", "3 : 4"]
        {
            assert_eq!(hours(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "2024-03-08 25:00",
            "2024-03-08 10:60",
            "2024-03-08 10:5",
            "2024-03-08 10:00 sharp",
            "2024-03-08 13:00 PM",
            "2024-03-08 10:00:00:00",
            "10:30",
            "note: ten",
            "2024-03-08 10:00 +99",
            "2024-03-08 10:00 +é9",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
