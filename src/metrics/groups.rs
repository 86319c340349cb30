//! Do the rows fall into separate groups, without asking for their number, and does a map lay them over each other?
//!
//! Two rows are joined where each is among the 10 nearest of the other (the mutual neighbour graph, whose connected
//! parts are the clusters of the density where they are well apart: Brito et al. 1997; Maier, Hein and von Luxburg
//! 2009). Small parts are strays, which belong to no group. Groups that touch are one here; that is meant: only
//! groups with a gap are counted.

use super::MetricError;
use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::faithfulness::{NEIGHBOURS, enough};
use super::neighborhoods::nearest;
use crate::progress::Progress;
use ndarray::ArrayView2;

/// Neighbours among which the other must be.
const JOINED: usize = 10;
/// A group has at least this share of the rows, and at least so many.
const SMALLEST: (f64, usize) = (0.02, 10);

/// Groups with gaps between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// For each row its group, from 0 in the order of their first rows; `None` for strays.
    pub of_rows: Vec<Option<u32>>,
    /// How many groups there are.
    pub count: usize,
}

/// Finds the groups; every row is asked, so a table of some thousand rows at most.
///
/// # Errors
/// [`MetricError::NotFinite`]; [`MetricError::Cancelled`].
pub fn groups(matrix: ArrayView2<'_, f64>, progress: &Progress) -> Result<Groups, MetricError> {
    let n = matrix.nrows();
    let space = Space::of_matrix(matrix)?;
    let asking: Vec<u32> = (0..n as u32).collect();
    let k = JOINED.min(n.saturating_sub(1)).max(1);
    if n < 2 {
        return Ok(Groups { of_rows: vec![None; n], count: 0 });
    }
    let near =
        in_blocks(&asking, progress, |asking| nearest(&space, asking, k, progress))?.concat();
    let of = |row: usize| &near[row * k..(row + 1) * k];
    let mut parts = vec![usize::MAX; n];
    let mut sizes = Vec::new();
    let mut waiting = Vec::new();
    for first in 0..n {
        if parts[first] != usize::MAX {
            continue;
        }
        let part = sizes.len();
        sizes.push(0_usize);
        parts[first] = part;
        waiting.push(first);
        while let Some(row) = waiting.pop() {
            sizes[part] += 1;
            for &other in of(row) {
                let other = other as usize;
                if parts[other] == usize::MAX && of(other).contains(&(row as u32)) {
                    parts[other] = part;
                    waiting.push(other);
                }
            }
        }
    }
    let least = ((n as f64 * SMALLEST.0).ceil() as usize).max(SMALLEST.1);
    let mut count = 0;
    let names: Vec<Option<u32>> = sizes
        .iter()
        .map(|&size| {
            (size >= least).then(|| {
                count += 1;
                count - 1
            })
        })
        .collect();
    let of_rows = parts.iter().map(|&part| names[part]).collect();
    Ok(Groups { of_rows, count: count as usize })
}

impl Groups {
    /// The share of the rows' nearest on a map that are of another group; strays are not counted. `None` where there are fewer
    /// than two groups.
    ///
    /// # Errors
    /// As [`super::faithfulness`].
    pub fn mixed_on(
        &self,
        map: &[[f64; 2]],
        progress: &Progress,
    ) -> Result<Option<f64>, MetricError> {
        same_rows("the map", map.len(), self.of_rows.len())?;
        if self.count < 2 {
            return Ok(None);
        }
        let k = NEIGHBOURS.min(*enough(map.len())?.end());
        let space = Space::of_map("the map", map)?;
        let asking: Vec<u32> = (0..map.len() as u32).collect();
        let group = |row: u32| self.of_rows[row as usize];
        let parts = in_blocks(&asking, progress, |asking| {
            let near = nearest(&space, asking, k, progress)?;
            let pairs = asking.iter().zip(near.chunks(k));
            let pairs = pairs.flat_map(|(&own, near)| near.iter().map(move |&other| (own, other)));
            let known = pairs.filter_map(|(own, other)| group(own).zip(group(other)));
            Ok(known.fold([0_u64; 2], |[all, mixed], (a, b)| [all + 1, mixed + u64::from(a != b)]))
        })?;
        let sum = |at: usize| parts.iter().map(|part| part[at]).sum::<u64>() as f64;
        Ok((sum(0) > 0.0).then(|| sum(1) / sum(0)))
    }
}
