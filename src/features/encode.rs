//! Missing cells are filled, words and dates become numbers.

use super::scale::{mean, quantile};
use super::{Categories, Impute};
use crate::data::{Levels, Values};

/// Levels that get a column of their own.
const OWN_COLUMN: usize = 20;
/// The name of all other levels together.
pub(super) const OTHER: &str = "other";

/// A table's column as numbers, before scaling.
pub(super) struct Encoded {
    /// One entry for each column of the matrix: the level it stands for, and its values.
    pub columns: Vec<(Option<String>, Vec<f64>)>,
    /// What each of `columns` measures, where a date became several numbers; else empty.
    pub parts: Vec<&'static str>,
    /// What missing cells became, as words; `None` where none was missing.
    pub filled: Option<String>,
    /// Levels that went into "other".
    pub others: usize,
}

/// Fills a numeric column. Infinite cells count as missing.
pub(super) fn numbers(values: &[f64], impute: Impute) -> Encoded {
    let mut known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let mut filled = None;
    let mut column = values.to_vec();
    if known.len() < values.len() && !known.is_empty() {
        let (value, name) = match impute {
            Impute::Median => {
                known.sort_unstable_by(f64::total_cmp);
                (quantile(&known, 0.5), "median")
            }
            Impute::MostFrequent => {
                known.sort_unstable_by(f64::total_cmp);
                (mode(&known), "most frequent value")
            }
            Impute::Mean | Impute::DropRow => (mean(&known), "mean"),
        };
        column.iter_mut().filter(|v| !v.is_finite()).for_each(|v| *v = value);
        filled = Some(format!("{name} {value:.4}"));
    }
    Encoded { columns: vec![(None, column)], parts: Vec::new(), filled, others: 0 }
}

/// Turns dates into days before the newest, months (1 to 12) and weekdays (1 is Monday), each filled as
/// numbers are. Months and weekdays that do not differ are left out.
pub(super) fn dates(days: &[f64], impute: Impute) -> Encoded {
    let newest = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // NaN stays NaN in the calendar.
    let of = |part: fn(f64) -> f64| -> Vec<f64> {
        days.iter().map(|&d| if d.is_nan() { d } else { part(d) }).collect()
    };
    let parts = [
        ("days", days.iter().map(|d| newest - d).collect()),
        ("month", of(Values::month)),
        ("weekday", of(Values::weekday)),
    ];
    let mut encoded = Encoded { columns: Vec::new(), parts: Vec::new(), filled: None, others: 0 };
    let mut filled = Vec::new();
    for (part, values) in parts {
        let mut known = values.iter().filter(|v| !v.is_nan());
        let first = known.next();
        if part != "days" && known.all(|v| Some(v) == first) {
            continue;
        }
        let one = numbers(&values, impute);
        filled.extend(one.filled.map(|how| format!("{part}: {how}")));
        encoded.columns.extend(one.columns);
        encoded.parts.push(part);
    }
    encoded.filled = (!filled.is_empty()).then(|| filled.join(", "));
    encoded
}

fn mode(sorted: &[f64]) -> f64 {
    let mut best = (0, f64::NAN);
    for run in sorted.chunk_by(|a, b| a == b) {
        if run.len() > best.0 {
            best = (run.len(), run[0]);
        }
    }
    best.1
}

/// Fills a column of words with its most frequent level and codes it. `levels` holds the rows that take
/// part and no level without a row.
pub(super) fn words(levels: &Levels, categories: Categories) -> Encoded {
    let counts = levels.counts();
    // `max_by_key` keeps the last of equals; reversed, that is the first by name.
    let most = (0..counts.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    let missing = levels.codes().iter().any(Option::is_none);
    let codes: Vec<usize> =
        levels.codes().iter().map(|code| code.map_or(most, |c| c as usize)).collect();
    let name = |at: usize| levels.names()[at].clone();
    let indicator = |is: &dyn Fn(usize) -> bool| -> Vec<f64> {
        codes.iter().map(|&code| f64::from(u8::from(is(code)))).collect()
    };
    let mut others = 0;
    let columns = if categories == Categories::Ordinal {
        vec![(None, codes.iter().map(|&code| code as f64).collect())]
    } else if counts.len() <= 2 {
        // Two levels are one question: is it the second, or the one that means yes?
        let asked = levels.yes().unwrap_or(counts.len() - 1);
        vec![(Some(name(asked)), indicator(&|code| code == asked))]
    } else {
        let mut by_count: Vec<usize> = (0..counts.len()).collect();
        by_count.sort_by_key(|&at| std::cmp::Reverse(counts[at]));
        let mut own: Vec<usize> = by_count.into_iter().take(OWN_COLUMN).collect();
        own.sort_unstable();
        others = counts.len() - own.len();
        let mut columns: Vec<_> =
            own.iter().map(|&at| (Some(name(at)), indicator(&|code| code == at))).collect();
        if others > 0 {
            let rest = indicator(&|code| own.binary_search(&code).is_err());
            // A level may itself be called "other".
            let taken = own.iter().any(|&at| name(at) == OTHER);
            let rest_name = if taken { format!("{OTHER} levels") } else { OTHER.to_owned() };
            columns.push((Some(rest_name), rest));
        }
        columns
    };
    let filled = missing.then(|| format!("most frequent level \u{201c}{}\u{201d}", name(most)));
    Encoded { columns, parts: Vec::new(), filled, others }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_filling() {
        let values = [1.0, f64::NAN, 2.0, 2.0, 7.0, f64::INFINITY];
        let filled = |impute| numbers(&values, impute).columns[0].1[1];
        assert_eq!(filled(Impute::Mean), 3.0);
        assert_eq!(filled(Impute::Median), 2.0);
        assert_eq!(filled(Impute::MostFrequent), 2.0);
        assert_eq!(numbers(&values, Impute::Mean).columns[0].1[5], 3.0);
    }

    #[test]
    fn two_levels_are_one_column() {
        let levels = Levels::new(&[Some("yes"), Some("no"), None, Some("no")]);
        let encoded = words(&levels, Categories::OneHot);
        assert_eq!(encoded.columns, [(Some("yes".to_owned()), vec![1.0, 0.0, 0.0, 0.0])]);
        assert!(encoded.filled.unwrap().contains("no"));
    }

    #[test]
    fn two_levels_ask_for_yes_in_any_language() {
        let levels = Levels::new(&[Some("ja"), Some("nein")]);
        let encoded = words(&levels, Categories::OneHot);
        assert_eq!(encoded.columns, [(Some("ja".to_owned()), vec![1.0, 0.0])]);
    }

    #[test]
    fn dates_are_ages_months_and_weekdays() {
        // Friday 8 March 2024, Monday 5 February 2024, missing.
        let encoded = dates(&[19_790.0, 19_758.0, f64::NAN], Impute::Mean);
        assert_eq!(encoded.parts, ["days", "month", "weekday"]);
        let columns: Vec<&[f64]> = encoded.columns.iter().map(|(_, v)| v.as_slice()).collect();
        assert_eq!(columns, [[0.0, 32.0, 16.0], [3.0, 2.0, 2.5], [5.0, 1.0, 3.0]]);
        assert!(encoded.filled.unwrap().contains("weekday: mean 3.0"));
        // A Friday and the next one, in one month.
        assert_eq!(dates(&[19_790.0, 19_797.0], Impute::Mean).parts, ["days"]);
    }

    #[test]
    fn rare_levels_become_other_and_every_row_has_one_level() {
        let names: Vec<String> = (0..25).map(|i| format!("l{i:02}")).collect();
        // Level i occurs 30 - i times: the last five are the rarest.
        let cells: Vec<Option<&str>> =
            (0..25).flat_map(|i| vec![Some(names[i].as_str()); 30 - i]).collect();
        let encoded = words(&Levels::new(&cells), Categories::OneHot);
        assert_eq!((encoded.columns.len(), encoded.others), (21, 5));
        assert_eq!(encoded.columns[20].0.as_deref(), Some(OTHER));
        assert_eq!(encoded.columns[20].1.iter().sum::<f64>(), (6..=10).sum::<usize>() as f64);
        for row in 0..cells.len() {
            assert_eq!(encoded.columns.iter().map(|(_, v)| v[row]).sum::<f64>(), 1.0);
        }
    }

    #[test]
    fn a_level_called_other_keeps_its_name() {
        let names: Vec<String> = (0..25).map(|i| format!("l{i}")).collect();
        let mut cells: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
        cells.extend([Some(OTHER); 3]);
        let encoded = words(&Levels::new(&cells), Categories::OneHot);
        let named = |wanted| {
            encoded.columns.iter().filter(|(name, _)| name.as_deref() == Some(wanted)).count()
        };
        assert_eq!((named(OTHER), named("other levels")), (1, 1));
    }

    #[test]
    fn ordinal_counts_sorted_levels() {
        let levels = Levels::new(&[Some("c"), Some("a"), Some("b")]);
        assert_eq!(words(&levels, Categories::Ordinal).columns, [(None, vec![2.0, 0.0, 1.0])]);
    }
}
