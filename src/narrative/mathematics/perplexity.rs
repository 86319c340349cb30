//! How many neighbours a customer looks at: the width of its Gaussian, found by trial.
//!
//! `p_j|i = exp(-d_ij^2 / 2 sigma_i^2) / sum_k exp(-d_ik^2 / 2 sigma_i^2)`, and `sigma_i` is such that `exp(H(P_i))` is the perplexity
//! (van der Maaten and Hinton 2008, equation 1).

use super::lesson::squared_distance;
use super::{ExplainError, Lesson, Numbers, Step, Told};
use crate::data::RowId;
use crate::methods::tsne::bandwidth;
use crate::words::{count_of, format_value};
use serde::Serialize;

const SOURCE: &str = "van der Maaten and Hinton (2008), JMLR 9, 2579-2605, equation 1";
/// Neighbours that are told one by one.
const TOLD: usize = 4;

/// A customer's neighbourhood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Perplexity {
    /// What was asked for.
    pub perplexity: f64,
    /// The width of the Gaussian, in units of the prepared columns; none where all neighbours weigh alike.
    pub sigma: Option<f64>,
    /// The widths that were tried, and the effective number of neighbours at each.
    pub tried: Vec<(f64, f64)>,
    /// exp of the entropy of the weights: the neighbours that it comes to.
    pub effective: f64,
    /// The neighbours, the nearest first.
    pub neighbors: Vec<RowId>,
    /// Their positions.
    #[serde(skip)]
    pub at: Vec<usize>,
    /// Their distances.
    pub distances: Vec<f64>,
    /// What they weigh; the sum is 1.
    pub p: Vec<f64>,
}

/// The neighbourhood of the row at a position, at a perplexity; as many neighbours as a t-SNE at that perplexity looks at.
///
/// # Errors
/// [`ExplainError::NoTsne`].
pub fn perplexity_of(
    lesson: &Lesson<'_>,
    at: usize,
    perplexity: f64,
) -> Result<Perplexity, ExplainError> {
    let map = lesson.tsne()?;
    let count = if perplexity == map.perplexity {
        map.neighbors
    } else {
        (3.0 * perplexity).round().max(1.0) as usize
    };
    let squares = squared_distances(lesson, at)?;
    let count = count.min(squares.len() - 1);
    let mut order: Vec<usize> = (0..squares.len()).filter(|other| *other != at).collect();
    let nearer = |a: &usize, b: &usize| squares[*a].total_cmp(&squares[*b]).then(a.cmp(b));
    if count < order.len() {
        order.select_nth_unstable_by(count, nearer);
        order.truncate(count);
    }
    order.sort_by(nearer);
    // As the engine keeps them.
    let near: Vec<f32> = order.iter().map(|other| squares[*other] as f32).collect();
    let found = bandwidth(&near, perplexity);
    let entropy: f64 = found.p.iter().filter(|p| **p > 0.0).map(|p| -p * p.ln()).sum();
    Ok(Perplexity {
        perplexity,
        sigma: found.sigma,
        tried: found.tried,
        effective: entropy.exp(),
        neighbors: order.iter().map(|other| lesson.matrix().rows()[*other]).collect(),
        distances: order.iter().map(|other| squares[*other].sqrt()).collect(),
        p: found.p,
        at: order,
    })
}

/// The squared distances of a row to all rows, in what t-SNE looks at.
fn squared_distances(lesson: &Lesson<'_>, at: usize) -> Result<Vec<f64>, ExplainError> {
    let Some(reduced) = &lesson.tsne()?.reduced else { return Ok(lesson.squared_distances(at)) };
    let own = reduced.row(at).to_vec();
    Ok(reduced.outer_iter().map(|row| squared_distance(&own, &row.to_vec())).collect())
}

pub(super) fn told(lesson: &Lesson<'_>, at: usize) -> Result<Told, ExplainError> {
    let found = perplexity_of(lesson, at, lesson.tsne()?.perplexity)?;
    let row = lesson.matrix().rows()[at];
    let sentence = match found.sigma {
        Some(sigma) => format!(
            "Row {row} looks at about {:.*} neighbours: a Gaussian of width {} round it, as narrow as its region is dense, makes their \
             weights come to that number.",
            usize::from(found.effective < 10.0),
            found.effective,
            format_value(sigma)
        ),
        None => format!(
            "Row {row} has as many equally near neighbours as the perplexity asks for, or more: they weigh alike."
        ),
    };
    let mut steps = vec![Step::new("perplexity asked for", found.perplexity)];
    for (sigma, effective) in &found.tried {
        let text = format!("try \u{03c3} = {}: effective neighbours", format_value(*sigma));
        steps.push(Step::new(text, *effective));
    }
    for ((neighbor, distance), p) in
        found.neighbors.iter().zip(&found.distances).zip(&found.p).take(TOLD)
    {
        let text = format!("p of row {neighbor}, at distance {}", format_value(*distance));
        steps.push(Step::new(text, *p));
    }
    let count = count_of(found.p.len(), "neighbour", "neighbours");
    steps.push(Step::new(format!("p of all {count} together"), found.p.iter().sum()));
    Ok(Told { sentence, steps, numbers: Numbers::Perplexity(found), source: SOURCE })
}
