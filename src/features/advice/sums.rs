//! Columns that follow exactly from others: `total = a + b`, or with small whole coefficients.
//!
//! Found on a sample of complete rows: column by column, in the table's order, what is left of a column after
//! projection on those before it (modified Gram-Schmidt). Where nothing is left, its coefficients follow by
//! substitution; if all are whole and small, every complete row is checked. Columns of words, pairs (they
//! are correlated) and relations with a rest are not looked for.

use super::{Advice, AdviceKind, Subject};
use crate::data::ColumnKind;
use crate::features::scale::mean;
use crate::features::{Offer, Role, sample};
use crate::words::format_number;
use std::fmt::Write;

/// Columns that are looked at.
const LOOKED_AT: usize = 200;
/// Rows beyond the number of columns that a relation must hold in to be found.
const SPARE_ROWS: usize = 10;
/// Rows that relations are sought in.
const SOUGHT_IN: usize = 1_000;
/// The largest coefficient.
const LARGEST: f64 = 5.0;
/// Terms beyond which a relation is nothing to read.
const TERMS: usize = 20;
/// What may be left of a column, as a share of its length, or of a row, as a share of its largest term.
const NOTHING: f64 = 1e-9;

/// A column: its place in the table and its cells.
struct Amounts<'a> {
    at: usize,
    values: &'a [f64],
}

pub(super) fn advise(subject: &Subject) -> Vec<Advice> {
    let seen = &subject.view.columns;
    let whole = |at: usize| {
        // Half of the rows must be known for the others to say something.
        seen[at].profile.missing * 2 <= seen[at].cells()
    };
    let columns: Vec<Amounts> = (0..seen.len())
        .filter(|&at| subject.is_feature(at) && whole(at))
        .filter(|&at| !subject.recipe.plan(seen[at].name()).coded)
        .filter(|&at| seen[at].profile.kind != ColumnKind::Empty && seen[at].profile.distinct > 2)
        .filter_map(|at| Some(Amounts { at, values: seen[at].numbers()? }))
        .take(LOOKED_AT)
        .collect();
    let known = |&at: &usize| columns.iter().all(|c| c.values[at].is_finite());
    let rows: Vec<usize> = subject.kept.iter().copied().filter(known).collect();
    if columns.len() < 3 || rows.len() < columns.len() + SPARE_ROWS {
        return Vec::new();
    }
    relations(&columns, &rows).into_iter().map(|r| advice(subject, &columns, &r)).collect()
}

/// `sum of coefficient * column = constant`; columns by their place in the list.
struct Relation {
    terms: Vec<(usize, f64)>,
    constant: f64,
}

fn relations(columns: &[Amounts], rows: &[usize]) -> Vec<Relation> {
    let some: Vec<usize> = sample::positions(rows.len(), SOUGHT_IN.max(2 * columns.len()))
        .into_iter()
        .map(|i| rows[i])
        .collect();
    // Orthonormal columns, the list's place of each, and how each original is made of those before it.
    let mut basis: Vec<(usize, Vec<f64>)> = Vec::new();
    let mut triangle: Vec<Vec<f64>> = Vec::new();
    let mut found = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let mut left: Vec<f64> = some.iter().map(|&at| column.values[at]).collect();
        let center = mean(&left);
        for v in &mut left {
            *v -= center;
        }
        let length = norm(&left);
        if length == 0.0 || !length.is_finite() {
            continue;
        }
        let mut shares = vec![0.0; basis.len()];
        // Twice is enough (Parlett 1998, 6.9): the second pass takes what rounding left.
        for _ in 0..2 {
            for ((_, unit), share) in basis.iter().zip(&mut shares) {
                let part: f64 = unit.iter().zip(&left).map(|(a, b)| a * b).sum();
                left.iter_mut().zip(unit).for_each(|(v, u)| *v -= part * u);
                *share += part;
            }
        }
        let rest = norm(&left);
        if rest > NOTHING * length {
            for v in &mut left {
                *v /= rest;
            }
            shares.push(rest);
            basis.push((place, left));
            triangle.push(shares);
            continue;
        }
        let coefficients = substituted(&triangle, shares);
        let terms = basis.iter().map(|(p, _)| *p).zip(coefficients).collect();
        found.extend(whole_numbers(place, terms).and_then(|terms| checked(terms, columns, rows)));
    }
    found
}

fn norm(values: &[f64]) -> f64 {
    values.iter().map(|v| v * v).sum::<f64>().sqrt()
}

/// Solves the upper triangle for the coefficients of the originals. `triangle[k]` holds the column of k.
fn substituted(triangle: &[Vec<f64>], mut right: Vec<f64>) -> Vec<f64> {
    for k in (0..right.len()).rev() {
        right[k] /= triangle[k][k];
        let solved = right[k];
        for (value, above) in right[..k].iter_mut().zip(&triangle[k]) {
            *value -= solved * above;
        }
    }
    right
}

/// The terms of `0 = column - sum`, if all coefficients are small whole numbers and there are at least three.
fn whole_numbers(place: usize, terms: Vec<(usize, f64)>) -> Option<Vec<(usize, f64)>> {
    let mut whole = vec![(place, 1.0)];
    for (other, coefficient) in terms {
        let round = coefficient.round();
        if (coefficient - round).abs() > 1e-6 || round.abs() > LARGEST {
            return None;
        }
        if round != 0.0 {
            whole.push((other, -round));
        }
    }
    (3..=TERMS).contains(&whole.len()).then_some(whole)
}

/// The relation, if it holds in every complete row.
fn checked(terms: Vec<(usize, f64)>, columns: &[Amounts], rows: &[usize]) -> Option<Relation> {
    let sum = |at: usize| -> (f64, f64) {
        terms.iter().fold((0.0, 0.0), |(sum, most), &(place, c)| {
            let term = c * columns[place].values[at];
            (sum + term, f64::max(most, term.abs()))
        })
    };
    let (constant, _) = sum(*rows.first()?);
    let holds = rows.iter().all(|&at| {
        let (value, most) = sum(at);
        (value - constant).abs() <= NOTHING * most.max(constant.abs())
    });
    let size = terms.iter().map(|&(p, _)| columns[p].values[rows[0]].abs()).fold(0.0, f64::max);
    let constant = if constant.abs() <= NOTHING * size { 0.0 } else { constant };
    holds.then_some(Relation { terms, constant })
}

fn advice(subject: &Subject, columns: &[Amounts], relation: &Relation) -> Advice {
    let name = |place: usize| subject.view.columns[columns[place].at].name();
    let terms = &relation.terms;
    // On the left the one whose sign no other has, so that a total is a plain sum; else the last found.
    let alone = |sign: f64| {
        let mut with = terms.iter().filter(|(_, c)| c.signum() == sign);
        with.next().filter(|(_, c)| c.abs() == 1.0 && with.next().is_none())
    };
    let &(left, sign) = alone(1.0).or_else(|| alone(-1.0)).unwrap_or(&terms[0]);
    let mut right: Vec<(usize, f64)> =
        terms.iter().filter(|(p, _)| *p != left).map(|&(p, c)| (p, -c / sign)).collect();
    right.sort_by_key(|(place, c)| (*c < 0.0, *place));
    let mut text = format!("{} is ", name(left));
    for (k, &(place, c)) in right.iter().enumerate() {
        let mark = match (k, c < 0.0) {
            (0, false) => "",
            (0, true) => "\u{2212}",
            (_, false) => " + ",
            (_, true) => " \u{2212} ",
        };
        let times = if c.abs() == 1.0 { String::new() } else { format!("{} ", c.abs()) };
        let _ = write!(text, "{mark}{times}{}", name(place));
    }
    let constant = relation.constant / sign;
    if constant != 0.0 {
        let mark = if constant < 0.0 { "\u{2212}" } else { "+" };
        let _ = write!(text, " {mark} {}", format_number(constant.abs()));
    }
    text += " in every row: what it says counts twice.";
    let offer = Offer::role(&format!("Leave {} out", name(left)), name(left), Some(Role::Ignored));
    let mut advice =
        Advice::new(AdviceKind::Sum, name(left), terms.len() as f64, text).offering([offer]);
    advice.columns.extend(right.iter().map(|&(place, _)| name(place).to_owned()));
    advice
}
