//! Shepard's rank correlation: are rows that lie far apart in the data far apart on the map?
//!
//! Spearman's correlation of the distances in the data with those on the map, over pairs of rows; equal distances
//! share the mean of their ranks. Near neighbours are few among all pairs, so this is about the large picture: PCA
//! keeps that, t-SNE does not promise to.

use super::MetricError;
use super::distances::Space;
use super::error::same_rows;
use super::faithfulness::enough;
use crate::progress::Progress;
use ndarray::ArrayView2;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Pairs that are looked at where there are more: all pairs of 1,000 rows.
pub const PAIRS: usize = 500_000;
/// Pairs of one task.
const BLOCK: usize = 4096;

/// How the distances on a map follow those in the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shepard {
    /// -1 to 1; `None` where all distances are equal on one side, so that there is no order to follow.
    pub correlation: Option<f64>,
    /// Pairs of rows that were looked at.
    pub pairs: usize,
    /// Whether these are all pairs; otherwise they were drawn, a pair possibly twice.
    pub all: bool,
}

/// Shepard's rank correlation of a map of a matrix. `seed` draws the pairs where not all are looked at.
///
/// # Errors
/// As [`super::faithfulness`].
///
/// # Examples
/// ```
/// use dimlens::metrics::shepard;
/// use dimlens::progress::Progress;
/// let data = ndarray::arr2(&[[0.0], [1.0], [3.0], [7.0]]);
/// // The same order of distances, in other steps.
/// let map = [[0.0, 0.0], [0.5, 0.0], [2.0, 0.0], [9.0, 0.0]];
/// assert_eq!(shepard(data.view(), &map, 0, &Progress::new())?.correlation, Some(1.0));
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn shepard(
    matrix: ArrayView2<'_, f64>,
    map: &[[f64; 2]],
    seed: u64,
    progress: &Progress,
) -> Result<Shepard, MetricError> {
    of_pairs(matrix, map, PAIRS, seed, progress)
}

pub(super) fn of_pairs(
    matrix: ArrayView2<'_, f64>,
    map: &[[f64; 2]],
    most: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Shepard, MetricError> {
    let n = matrix.nrows();
    same_rows("the map", map.len(), n)?;
    enough(n)?;
    let (data, map) = (Space::of_matrix(matrix)?, Space::of_map("the map", map)?);
    let all = n * (n - 1) / 2 <= most;
    let pairs = if all { all_pairs(n) } else { drawn(n, most, seed) };
    let (done, total) = (AtomicU64::new(0), pairs.len().div_ceil(BLOCK) as u64);
    let squares = pairs
        .par_chunks(BLOCK)
        .map(|pairs| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
            Ok(pairs.iter().map(|&(a, b)| (data.square(a, b), map.square(a, b))).collect())
        })
        .collect::<Result<Vec<Vec<(f64, f64)>>, MetricError>>()?
        .concat();
    let first = ranks(squares.par_iter().map(|pair| pair.0));
    progress.check()?;
    let second = ranks(squares.par_iter().map(|pair| pair.1));
    progress.check()?;
    Ok(Shepard { correlation: correlation(&first, &second), pairs: pairs.len(), all })
}

fn all_pairs(n: usize) -> Vec<(u32, u32)> {
    (0..n as u32).flat_map(|a| (0..a).map(move |b| (a, b))).collect()
}

fn drawn(n: usize, count: usize, seed: u64) -> Vec<(u32, u32)> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let pair = |_| {
        let (a, b) = (random.gen_range(0..n), random.gen_range(0..n - 1));
        // The others are all rows but this one.
        (a as u32, (b + usize::from(b >= a)) as u32)
    };
    (0..count).map(pair).collect()
}

/// Twice the ranks less their mean, which are whole numbers; equal values share the mean of theirs.
fn ranks(values: impl IndexedParallelIterator<Item = f64>) -> Vec<i64> {
    // The bits of a distance are ordered as the distance is.
    let mut order: Vec<(u64, u32)> =
        values.enumerate().map(|(at, value)| (value.to_bits(), at as u32)).collect();
    order.par_sort_unstable();
    let mut ranks = vec![0; order.len()];
    let mut rest = order.len();
    let mut before = 0;
    for equal in order.chunk_by(|a, b| a.0 == b.0) {
        rest -= equal.len();
        // The mean rank is before + (count + 1) / 2, that of all (before + count + rest + 1) / 2.
        let rank = i64::from(before) - i64::from(rest as u32);
        for (_, at) in equal {
            ranks[*at as usize] = rank;
        }
        before += equal.len() as u32;
    }
    ranks
}

/// Pearson's correlation of centred ranks. The sums are whole and below 2^57 for half a million pairs.
fn correlation(a: &[i64], b: &[i64]) -> Option<f64> {
    let sum = |a: &[i64], b: &[i64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<i64>() as f64;
    let (aa, bb) = (sum(a, a), sum(b, b));
    (aa > 0.0 && bb > 0.0).then(|| (sum(a, b) / (aa.sqrt() * bb.sqrt())).clamp(-1.0, 1.0))
}
