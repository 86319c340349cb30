//! Unix times: seconds or milliseconds since 1970, which are numbers as well.

use super::numbers::Plain;
use super::remarks::Remark;
use super::{Typed, Values, dates};

/// 1990-01-01 and 2040-01-01 in seconds: outside them a number is rather something else.
const SECONDS: (f64, f64) = (631_152_000.0, 2_208_988_800.0);
const DAY: f64 = 86_400.0;
/// Words of names that promise a time.
const WORDS: [&str; 15] = [
    "time",
    "timestamp",
    "ts",
    "created",
    "updated",
    "modified",
    "at",
    "epoch",
    "unix",
    "unixtime",
    "datetime",
    "zeit",
    "zeitpunkt",
    "heure",
    "hora",
];

/// Whole numbers of 10 digits (or 13) that are seconds (or milliseconds) of 1990 to 2040 are dates where the
/// column's name promises a time.
pub(super) fn times(name: &str, plain: &Plain) -> Option<Typed> {
    let mut known = plain.numbers.iter().filter(|v| !v.is_nan()).peekable();
    let scale = match **known.peek()? {
        first if first.abs() < SECONDS.1 => 1.0,
        _ => 1000.0,
    };
    let within = |v: &f64| v.fract() == 0.0 && (SECONDS.0..SECONDS.1).contains(&(v / scale));
    if !is_name(name) || !known.all(within) {
        return None;
    }
    let days = plain.numbers.iter().map(|v| v / scale / DAY).collect();
    let mut typed = Typed::new(Values::Dates(days), None);
    let unit = if scale == 1.0 { "seconds" } else { "milliseconds" };
    typed.reading = Some(format!("Unix time in {unit}"));
    let detail = format!("{name} ({unit})");
    typed.remarks.push(Remark::info("Unix times were read as dates, in UTC: ", detail, "."));
    Some(typed)
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    dates::is_name(name)
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        || ["timestamp", "edat", "datetime"].iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_promise_times() {
        for name in ["created_at", "createdAt", "timestamp", "Time", "event date", "last-updated"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["lifetime_value", "phone", "revenue", "format", "status"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
