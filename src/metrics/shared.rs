//! Do two maps put the same rows side by side?
//!
//! The share of a row's k nearest on one map that are among its k nearest on the other; it does not matter which
//! map is asked first. Neither map needs to be right: the data are not looked at.

use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::faithfulness::{NEIGHBOURS, enough, kept_by_chance};
use super::neighborhoods::{nearest, ranks};
use super::tally::{Tally, among};
use super::{Asked, MetricError};
use crate::progress::Progress;

/// How far two maps agree on who stands beside whom.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedNeighbors {
    /// One point for each k, as in [`super::Faithfulness::curve`].
    pub curve: Vec<SharedAt>,
    /// Neighbours that [`SharedNeighbors::of_rows`] looks at: 15, or as many as the curve has.
    pub k: usize,
    /// For each row that was asked its share, in the order of [`SharedNeighbors::asked`].
    pub of_rows: Vec<f64>,
    /// The rows that were asked.
    pub asked: Asked,
}

/// The mean share for one k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedAt {
    /// Neighbours that were looked at.
    pub k: usize,
    /// Share of them that both maps have.
    pub share: f64,
    /// The share that two maps at random have on average.
    pub by_chance: f64,
}

/// Compares the neighbours of each row on two maps. `seed` chooses the rows that are asked where not all are.
///
/// # Errors
/// As [`super::faithfulness`].
pub fn shared_neighbors(
    first: &[[f64; 2]],
    second: &[[f64; 2]],
    seed: u64,
    progress: &Progress,
) -> Result<SharedNeighbors, MetricError> {
    let n = first.len();
    same_rows("the second map", second.len(), n)?;
    let ks = enough(n)?;
    let first = Space::of_map("the first map", first)?;
    let second = Space::of_map("the second map", second)?;
    let asked = Asked::new(n, seed);
    let most = *ks.end();
    let k = NEIGHBOURS.min(most);
    let parts = in_blocks(asked.rows(), progress, |asking| {
        let neighbours = nearest(&first, asking, most, progress)?;
        let ranks = ranks(&second, asking, &neighbours, most, progress)?;
        let mut sums = Tally::new(ks.clone());
        ranks.chunks(most).for_each(|ranks| sums.row(ranks));
        let share = |ranks: &[u32]| among(&ranks[..k]) as f64 / k as f64;
        Ok((sums, ranks.chunks(most).map(share).collect::<Vec<f64>>()))
    })?;
    let mut sums = Tally::new(ks.clone());
    let mut of_rows = Vec::with_capacity(asked.rows().len());
    for (part, rows) in parts {
        sums.add(&part);
        of_rows.extend(rows);
    }
    let rows = asked.rows().len() as f64;
    let at = |(at, k): (usize, usize)| SharedAt {
        k,
        share: sums.kept[at] as f64 / (k as f64 * rows),
        by_chance: kept_by_chance(k, n),
    };
    Ok(SharedNeighbors { curve: ks.enumerate().map(at).collect(), k, of_rows, asked })
}
