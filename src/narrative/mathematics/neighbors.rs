//! Whom the data call neighbours, and whom the map does: p against q.
//!
//! `C = sum_ij p_ij ln(p_ij / q_ij)`; a customer's share is the part of the sum with its own i (van der Maaten and Hinton
//! 2008, equation 2).

use super::{ExplainError, Lesson, Numbers, Step, Told};
use crate::data::RowId;
use crate::words::{count_of, format_value, shortened};
use serde::Serialize;

const SOURCE: &str = "van der Maaten and Hinton (2008), JMLR 9, 2579-2605, equations 2 and 4";
/// Neighbours that are told, either way.
const TOLD: usize = 10;

/// Another customer, by p and by q.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NeighborTerm {
    /// The other customer.
    pub row: RowId,
    /// `p_ij`: how much both belong together in the data.
    pub p: f64,
    /// `q_ij`: on the map.
    pub q: f64,
    /// `p ln(p / q)`; 0 where p is.
    pub divergence: f64,
}

/// A customer's neighbours by p and by q.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Neighbors {
    /// Those with the largest p.
    pub in_data: Vec<NeighborTerm>,
    /// Those with the largest q.
    pub on_map: Vec<NeighborTerm>,
    /// Of `in_data` those that are not among as many nearest on the map: torn away.
    pub torn: Vec<RowId>,
    /// Of `on_map` those whom the data do not call neighbours at all: put beside it.
    pub strangers: Vec<RowId>,
    /// The sum of `p_ij ln(p_ij / q_ij)` over its neighbours: its share of the divergence.
    pub divergence: f64,
    /// The whole divergence over the number of customers.
    pub mean_divergence: Option<f64>,
    /// The sums of the customer's p and q.
    pub sums: [f64; 2],
}

/// The neighbours of the row at a position.
///
/// # Errors
/// [`ExplainError::NoTsne`].
pub fn neighbors_of(lesson: &Lesson<'_>, at: usize) -> Result<Neighbors, ExplainError> {
    let tsne = lesson.tsne()?;
    let (rows, map) = (lesson.matrix().rows(), &tsne.map);
    let (columns, values) = tsne.p.row(at);
    let term = |j: usize, p: f64| {
        let q = map.q(at, j);
        let divergence = if p > 0.0 { p * (p / q).ln() } else { 0.0 };
        NeighborTerm { row: rows[j], p, q, divergence }
    };
    let mut in_data: Vec<NeighborTerm> = columns
        .iter()
        .zip(values)
        .filter(|(_, p)| **p > 0.0)
        .map(|(&j, &p)| term(j as usize, f64::from(p)))
        .collect();
    let divergence = in_data.iter().map(|term| term.divergence).sum();
    let p_sum = in_data.iter().map(|term| term.p).sum();
    in_data.sort_by(|a, b| b.p.total_cmp(&a.p).then(a.row.cmp(&b.row)));
    let points = map.points();
    let square = |j: usize| {
        let d = [points[j][0] - points[at][0], points[j][1] - points[at][1]];
        d[0] * d[0] + d[1] * d[1]
    };
    let mut near: Vec<(f64, usize)> =
        (0..points.len()).filter(|j| *j != at).map(|j| (square(j), j)).collect();
    let q_sum = near.iter().map(|(square, _)| 1.0 / (1.0 + square)).sum::<f64>() / map.z();
    let nearer = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if near.len() > TOLD {
        near.select_nth_unstable_by(TOLD, nearer);
        near.truncate(TOLD);
    }
    near.sort_by(nearer);
    let p_of = |j: usize| {
        let place = columns.binary_search(&(j as u32)).ok();
        place.map_or(0.0, |place| f64::from(values[place]))
    };
    let on_map: Vec<NeighborTerm> = near.iter().map(|&(_, j)| term(j, p_of(j))).collect();
    in_data.truncate(TOLD);
    let beside = |row: RowId| on_map.iter().any(|term| term.row == row);
    let torn = in_data.iter().map(|term| term.row).filter(|row| !beside(*row)).collect();
    let strangers = on_map.iter().filter(|term| term.p == 0.0).map(|term| term.row).collect();
    let mean_divergence = tsne.kl[1].map(|kl| kl / rows.len() as f64);
    Ok(Neighbors {
        in_data,
        on_map,
        torn,
        strangers,
        divergence,
        mean_divergence,
        sums: [p_sum, q_sum],
    })
}

pub(super) fn told(lesson: &Lesson<'_>, at: usize) -> Result<Told, ExplainError> {
    let found = neighbors_of(lesson, at)?;
    let row = lesson.matrix().rows()[at];
    let all = found.in_data.len();
    let kept = all - found.torn.len();
    let beside = match found.strangers.len() {
        0 => "The map puts no stranger among them.".to_owned(),
        count => format!(
            "Among those the map puts {}: customers who are no neighbours in the data.",
            count_of(count, "stranger", "strangers")
        ),
    };
    let sentence = format!(
        "Of the {all} strongest neighbours of row {row} in the data, {kept} are also among its {} nearest on the map. {beside}",
        found.on_map.len()
    );
    let mut steps = Vec::new();
    for term in found.in_data.iter().take(5) {
        let text = format!(
            "row {}: p = {}, q = {}; p ln(p / q)",
            term.row,
            format_value(term.p),
            format_value(term.q)
        );
        steps.push(Step::new(text, term.divergence));
    }
    steps.push(Step::new("its share of the divergence, in nats", found.divergence));
    if let Some(mean) = found.mean_divergence {
        steps.push(Step::new("the share of a customer on average, in nats", mean));
    }
    let list = |rows: &[RowId]| {
        let names: Vec<String> = rows.iter().map(ToString::to_string).collect();
        shortened(&names, 5)
    };
    if !found.torn.is_empty() {
        steps.push(Step::said(format!("Torn away: rows {}.", list(&found.torn))));
    }
    if !found.strangers.is_empty() {
        steps.push(Step::said(format!("Strangers beside it: rows {}.", list(&found.strangers))));
    }
    steps.push(Step::new("its p, all together", found.sums[0]));
    steps.push(Step::new("its q, all together", found.sums[1]));
    Ok(Told { sentence, steps, numbers: Numbers::Neighbors(found), source: SOURCE })
}
