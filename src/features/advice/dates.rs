//! Dates far from all others: 9999-12-31 for "never", 1900-01-01 for "not known", a slip of the pen.

use super::columns::{EXTREME, MAD_TO_SD};
use super::{Advice, AdviceKind, SHOWN_ROWS, Subject};
use crate::data::{RowId, Values};
use crate::features::scale::quantile;
use crate::features::view::Seen;
use crate::features::{Offer, Role, Scale};
use crate::words::count_of;

/// Days that programs write where they know none.
const FILLERS: [&str; 7] = [
    "0001-01-01",
    "1601-01-01",
    "1753-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-01",
    "1970-01-01",
];
/// Years that stand for "never".
const NEVER: [&str; 3] = ["2999-", "9998-", "9999-"];

/// Asks about the first or the last day, where it is a filler beyond the span of all others, or lies many
/// robust standard deviations from the median as a number may.
pub(super) fn far(subject: &Subject, seen: &Seen, days: &[f64]) -> Option<Advice> {
    let known = || subject.kept.iter().copied().filter(|&at| days[at].is_finite());
    let mut sorted: Vec<f64> = known().map(|at| days[at]).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let (&first, &last) = (sorted.first()?, sorted.last()?);
    let median = quantile(&sorted, 0.5);
    let mut away: Vec<f64> = sorted.iter().map(|day| (day - median).abs()).collect();
    away.sort_unstable_by(f64::total_cmp);
    let sd = quantile(&away, 0.5) * MAD_TO_SD;
    let is_far = |day: f64| {
        let low = sorted[sorted.partition_point(|d| *d <= first).min(sorted.len() - 1)];
        let high = sorted[sorted.partition_point(|d| *d < last).saturating_sub(1)];
        // The span and the gap without the day itself.
        let (span, gap) =
            if day == first { (last - low, low - first) } else { (high - first, last - high) };
        let beyond = is_filler(day) && span > 0.0 && gap > span;
        beyond || (sd > 0.0 && (day - median).abs() / sd > EXTREME)
    };
    let day = [last, first].into_iter().find(|&day| is_far(day))?;
    let rows: Vec<RowId> =
        known().filter(|&at| days[at] == day).map(|at| subject.view.rows()[at]).collect();
    let text = format!(
        "{}: {} stands in {}, far from all other dates. Does it mean \u{201c}not known\u{201d} or \u{201c}never\u{201d}? If so, name it among the words that mean missing.",
        seen.name(),
        Values::iso_date(day),
        count_of(rows.len(), "cell", "cells")
    );
    let robust = Offer::scale("Scale by median and quartiles", seen.name(), Some(Scale::Robust));
    let out = Offer::role("Leave the column out", seen.name(), Some(Role::Ignored));
    let measure = rows.len() as f64;
    let mut advice =
        Advice::new(AdviceKind::FarDate, seen.name(), measure, text).offering([robust, out]);
    advice.rows = rows.into_iter().take(SHOWN_ROWS).collect();
    Some(advice)
}

fn is_filler(day: f64) -> bool {
    let day = Values::iso_date(day);
    FILLERS.contains(&day.as_str()) || NEVER.iter().any(|year| day.starts_with(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_bytes};
    use crate::features::{Recipe, prepare};
    use crate::progress::Progress;

    fn asked(day: impl Fn(usize) -> String) -> Option<String> {
        let text = (0..40)
            .fold("day,v\n".to_owned(), |text, i| text + &format!("{},{}\n", day(i), i * i % 37));
        let table = read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &Progress::new())
            .unwrap();
        let prepared = prepare(&table, &Recipe::default(), &Progress::new()).unwrap();
        let mut found = prepared.advice.iter().filter(|a| a.kind == AdviceKind::FarDate);
        found.next().map(|one| one.text.clone())
    }

    #[test]
    fn days_that_mean_never_or_not_known_are_asked_about() {
        let usual = |i: usize| format!("2024-{:02}-{:02}", i % 12 + 1, i * 7 % 27 + 1);
        assert_eq!(asked(usual), None);
        let mostly_never = |i| if i % 3 == 0 { usual(i) } else { "9999-12-31".to_owned() };
        let text = asked(mostly_never).unwrap();
        assert!(text.starts_with("day: 9999-12-31 stands in 26 cells"), "{text}");
        let born = |i: usize| format!("{}-05-{:02}", 1970 + i / 2, i % 27 + 1);
        assert_eq!(asked(born), None);
        let unknown = |i| if i == 7 { "1900-01-01".to_owned() } else { born(i) };
        assert!(asked(unknown).unwrap().contains("1900-01-01 stands in 1 cell,"));
        // A slip of the pen is no filler, but far.
        let slip = |i| if i == 7 { "2204-01-05".to_owned() } else { usual(i) };
        assert!(asked(slip).unwrap().contains("2204-01-05"));
    }
}
