//! How much farther than need be are the rows that a map shows as neighbours?
//!
//! The mean distance, in the data, of a row's k neighbours on the map, over that of its k nearest: 1 where the map shows
//! the nearest. Ranks (trustworthiness) cannot tell a group whose members the map mixes from two groups that it lays
//! over each other; distances can: the members are all about as far, the other group is not.

use super::MetricError;
use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::faithfulness::{NEIGHBOURS, enough};
use super::neighborhoods::nearest;
use crate::progress::Progress;
use ndarray::ArrayView2;

/// How much farther the neighbours on a map are than the nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Sum of the distances to the neighbours on the map, over that to the nearest; 1 or more.
    pub of_map: f64,
    /// The same for a map at random: its neighbours are any rows.
    pub by_chance: f64,
    /// Neighbours that were looked at.
    pub k: usize,
}

impl Stretch {
    /// The share of the way from the nearest to any rows: 0 where the map shows the nearest, 1 where it is no better
    /// than one at random. `None` where all rows are equally far apart, so that there is no way.
    pub fn share(&self) -> Option<f64> {
        let way = self.by_chance - 1.0;
        (way > 1e-9).then(|| (self.of_map - 1.0) / way)
    }
}

/// Measures it, every row against all: for a table of some thousand rows at most. `None` where rows have no distance
/// (they are equal, each to many others).
///
/// # Errors
/// As [`super::faithfulness`].
pub fn stretch(
    matrix: ArrayView2<'_, f64>,
    map: &[[f64; 2]],
    progress: &Progress,
) -> Result<Option<Stretch>, MetricError> {
    let n = matrix.nrows();
    same_rows("the map", map.len(), n)?;
    let k = NEIGHBOURS.min(*enough(n)?.end());
    let (data, map) = (Space::of_matrix(matrix)?, Space::of_map("the map", map)?);
    let asking: Vec<u32> = (0..n as u32).collect();
    let parts = in_blocks(&asking, progress, |asking| {
        let (near, shown) =
            (nearest(&data, asking, k, progress)?, nearest(&map, asking, k, progress)?);
        let mut any = 0.0;
        data.scan(asking, 0.0, progress, |_, tile| {
            any += tile.flatten().map(|square| square.sqrt()).sum::<f64>();
        })?;
        let sum = |of: &[u32]| {
            let pairs = asking.iter().zip(of.chunks(k));
            pairs
                .flat_map(|(&own, of)| of.iter().map(move |&row| (own, row)))
                .map(|(own, row)| data.square(own, row).sqrt())
                .sum::<f64>()
        };
        Ok([sum(&near), sum(&shown), any])
    })?;
    let sum = |at: usize| parts.iter().map(|part| part[at]).sum::<f64>();
    let (near, shown, any) = (sum(0), sum(1), sum(2) * k as f64 / (n - 1) as f64);
    let found = Stretch { of_map: shown / near, by_chance: any / near, k };
    Ok((near > 0.0).then_some(found))
}
