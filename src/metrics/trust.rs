//! Trustworthiness (Venna and Kaski 2001): are neighbours on the map neighbours in the data?
//!
//! A row loses for each of its k neighbours on the map that is not among its k nearest in the data, by how far
//! behind those it stands: T = 1 - 2 / (n k (2n - 3k - 1)) * sum of (rank in the data - k). 1 is a map that invents no
//! neighbour; a random one has about 0.5. Equal to scikit-learn's.

use super::distances::{BLOCK, Space};
use super::neighborhoods::{Ranks, nearest};
use super::{Asked, MetricError};
use crate::progress::Progress;
use ndarray::ArrayView2;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far the neighbours on a map may be believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trustworthiness {
    /// Neighbours that were looked at.
    pub k: usize,
    /// The mean over the rows that were asked, at most 1.
    pub mean: f64,
    /// For each of those rows its own, in their order; a single row can fall below 0.
    pub of_rows: Vec<f64>,
    /// The rows that were asked.
    pub asked: Asked,
}

/// The trustworthiness of a map of a matrix at `k` neighbours. `seed` chooses the rows that are asked where not all
/// are.
///
/// # Errors
/// [`MetricError::DifferentRows`], [`MetricError::Neighbours`] unless 1 <= k < n / 2, [`MetricError::NotFinite`],
/// [`MetricError::Cancelled`].
///
/// # Examples
/// ```
/// use dimlens::metrics::trustworthiness;
/// use dimlens::progress::Progress;
/// let map: Vec<[f64; 2]> = (0..9).map(|i| [f64::from(i), f64::from(i * i)]).collect();
/// let data = ndarray::arr2(&map);
/// let trust = trustworthiness(data.view(), &map, 3, 0, &Progress::new())?;
/// assert_eq!(trust.mean, 1.0);
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn trustworthiness(
    matrix: ArrayView2<'_, f64>,
    map: &[[f64; 2]],
    k: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Trustworthiness, MetricError> {
    let asked = Asked::new(matrix.nrows(), seed);
    of_asked(matrix, map, k, asked, progress)
}

fn of_asked(
    matrix: ArrayView2<'_, f64>,
    map: &[[f64; 2]],
    k: usize,
    asked: Asked,
    progress: &Progress,
) -> Result<Trustworthiness, MetricError> {
    let n = matrix.nrows();
    if map.len() != n {
        return Err(MetricError::DifferentRows { what: "the map", found: map.len(), wanted: n });
    }
    if k == 0 || 2 * k >= n {
        return Err(MetricError::Neighbours { k, rows: n, most: n.saturating_sub(1) / 2 });
    }
    let (data, map) = (Space::of_matrix(matrix)?, Space::of_map(map)?);
    let blocks = asked.rows().par_chunks(BLOCK);
    let (done, total) = (AtomicU64::new(0), blocks.len() as u64);
    let lost = blocks
        .map(|asking| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
            let neighbours = nearest(&map, asking, k, progress)?;
            let mut ranks = Ranks::new(&data, asking, &neighbours, k);
            data.scan(asking, progress, |start, tile| ranks.take(start, tile))?;
            let ranks = ranks.ranks();
            let behind = |rank: &u32| u64::from(rank.saturating_sub(k as u32));
            Ok(ranks.chunks(k).map(|ranks| ranks.iter().map(behind).sum()).collect())
        })
        .collect::<Result<Vec<Vec<u64>>, MetricError>>()?
        .concat();
    let unit = 2.0 / (k * (2 * n - 3 * k - 1)) as f64;
    let whole = lost.iter().sum::<u64>() as f64;
    Ok(Trustworthiness {
        k,
        mean: 1.0 - unit * whole / lost.len() as f64,
        of_rows: lost.iter().map(|&lost| 1.0 - unit * lost as f64).collect(),
        asked,
    })
}
