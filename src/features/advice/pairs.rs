//! Columns that say nearly the same: correlated at 0.98 or more, in groups.
//!
//! All pairs of the first 200 prepared columns of amounts and yes-or-no are compared; of very many rows a
//! seeded sample.

use super::{Advice, AdviceKind, Subject, by_sample};
use crate::features::cells::Cells;
use crate::features::scale::mean;
use crate::features::{Offer, RecipeChange, Role, sample};
use crate::words::shortened;
use rayon::prelude::*;

/// Correlation, without its sign, from which two columns say nearly the same.
const ALIKE: f64 = 0.98;
/// Columns that are compared.
const COMPARED: usize = 200;
/// Numbers that are looked at; more rows are sampled.
const NUMBERS: usize = 4_000_000;

pub(super) fn advise(subject: &Subject) -> Vec<Advice> {
    let all = candidates(subject);
    let compared = &all[..all.len().min(COMPARED)];
    let n = subject.kept.len();
    if compared.len() < 2 || n < 3 {
        return Vec::new();
    }
    let rows = sample::positions(n, (NUMBERS / compared.len()).max(1_000));
    let columns: Vec<Option<Vec<f64>>> =
        compared.par_iter().map(|&at| unit(&subject.columns[at], &rows)).collect();
    let found: Vec<Vec<(usize, f64)>> = (0..columns.len())
        .into_par_iter()
        .map(|i| {
            let Some(a) = &columns[i] else { return Vec::new() };
            let with = |j: usize| columns[j].as_ref().map(|b| (j, dot(a, b)));
            (i + 1..columns.len()).filter_map(with).filter(|(_, r)| r.abs() >= ALIKE).collect()
        })
        .collect();
    let limit = if all.len() > compared.len() {
        format!(" Only the first {COMPARED} of {} columns were compared.", all.len())
    } else {
        String::new()
    };
    let sampled = by_sample(rows.len(), n);
    groups(&found)
        .into_iter()
        .map(|group| {
            let r: Vec<f64> =
                group.iter().flat_map(|&i| found[i].iter().map(|(_, r)| *r)).collect();
            advice(
                subject,
                &group.iter().map(|&i| compared[i]).collect::<Vec<_>>(),
                &r,
                &sampled,
                &limit,
            )
        })
        .collect()
}

/// Prepared columns that are all that came of their table's column, in its order.
fn candidates(subject: &Subject) -> Vec<usize> {
    let own = |at: usize| {
        let column = &subject.features[at].column;
        let same = |&other: &usize| {
            subject.features[other].column == *column && !is_indicator(subject, other)
        };
        // Features of one column stand side by side.
        let before = at.checked_sub(1).filter(same);
        let after = Some(at + 1).filter(|next| *next < subject.features.len()).filter(same);
        !is_indicator(subject, at) && before.is_none() && after.is_none()
    };
    (0..subject.features.len()).filter(|&at| own(at)).collect()
}

fn is_indicator(subject: &Subject, at: usize) -> bool {
    let feature = &subject.features[at];
    feature.level.is_some() && feature.name.ends_with(" (missing)")
}

/// Centred and of length 1; `None` where it is constant.
fn unit(column: &Cells, rows: &[usize]) -> Option<Vec<f64>> {
    let mut values: Vec<f64> = rows.iter().map(|&at| column.get(at)).collect();
    let center = mean(&values);
    for v in &mut values {
        *v -= center;
    }
    let most = values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    if most == 0.0 || !most.is_finite() {
        return None;
    }
    for v in &mut values {
        *v /= most;
    }
    let length = dot(&values, &values).sqrt();
    for v in &mut values {
        *v /= length;
    }
    Some(values)
}

/// Four sums side by side keep the processor busy; their order is fixed.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    for (a, b) in a.chunks_exact(4).zip(b.chunks_exact(4)) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest = a.len() / 4 * 4;
    let tail: f64 = a[rest..].iter().zip(&b[rest..]).map(|(a, b)| a * b).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail
}

/// Columns that hang together through pairs, each group and the groups in order.
fn groups(found: &[Vec<(usize, f64)>]) -> Vec<Vec<usize>> {
    let mut first: Vec<usize> = (0..found.len()).collect();
    for (i, pairs) in found.iter().enumerate() {
        for &(j, _) in pairs {
            let (low, high) = (first[i].min(first[j]), first[i].max(first[j]));
            first.iter_mut().filter(|f| **f == high).for_each(|f| *f = low);
        }
    }
    let members = |head: usize| (0..found.len()).filter(|&i| first[i] == head).collect();
    let all: Vec<Vec<usize>> = (0..found.len()).filter(|&i| first[i] == i).map(members).collect();
    all.into_iter().filter(|group| group.len() > 1).collect()
}

fn advice(subject: &Subject, group: &[usize], r: &[f64], sampled: &str, limit: &str) -> Advice {
    let columns: Vec<String> =
        group.iter().map(|&at| subject.features[at].column.clone()).collect();
    // The nearest to 0: at least this close are they.
    let least = r.iter().copied().min_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    let text = if let [a, b] = &columns[..] {
        format!("{a} and {b} say nearly the same (correlation {}{sampled}).{limit}", three(least))
    } else {
        format!(
            "{} say nearly the same (correlations of {} and beyond{sampled}).{limit}",
            shortened(&columns, 8),
            three(least.abs())
        )
    };
    let rest = columns[1..].to_vec();
    let label = if rest.len() == 1 {
        format!("Leave {} out", rest[0])
    } else {
        format!("Keep only {}", columns[0])
    };
    let offer = Offer::new(label, RecipeChange::Role { columns: rest, to: Some(Role::Ignored) });
    let mut advice = Advice::new(AdviceKind::Correlated, "", least, text).offering([offer]);
    advice.columns = columns;
    advice
}

/// Three decimals, but never 1 for what is not.
fn three(r: f64) -> String {
    let rounded = if r.abs() < 1.0 - 1e-12 { r.clamp(-0.999_999, 0.999_999) } else { r };
    let text = if rounded.abs() >= 0.9995 && rounded.abs() < 1.0 {
        let nines = format!("{:.6}", rounded.abs());
        nines.trim_end_matches('0').to_owned()
    } else {
        format!("{:.3}", rounded.abs())
    };
    let text = if rounded.abs() >= 1.0 - 1e-12 { "1".to_owned() } else { text };
    if r < 0.0 { format!("\u{2212}{text}") } else { text }
}
