//! Trustworthiness (Venna and Kaski 2001): are neighbours on the map neighbours in the data?
//!
//! A row loses for each of its k neighbours on the map that is not among its k nearest in the data, by how far
//! behind those it stands: T = 1 - 2 / (n k (2n - 3k - 1)) * sum of (rank in the data - k). 1 is a map that invents no
//! neighbour, 0 one that brings the farthest together; one at random has about 0.5. Equal to scikit-learn's.

use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::neighborhoods::{nearest, ranks};
use super::tally::{behind, trust};
use super::{Asked, MetricError};
use crate::progress::Progress;
use ndarray::ArrayView2;

/// How far the neighbours on a map may be believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trustworthiness {
    /// Neighbours that were looked at.
    pub k: usize,
    /// The mean over the rows that were asked, 0 to 1.
    pub mean: f64,
    /// For each of those rows its own, in their order.
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
    let n = matrix.nrows();
    same_rows("the map", map.len(), n)?;
    if k == 0 || 2 * k >= n {
        return Err(MetricError::Neighbours { k, rows: n, most: n.saturating_sub(1) / 2 });
    }
    let (data, map) = (Space::of_matrix(matrix)?, Space::of_map("the map", map)?);
    let asked = Asked::new(n, seed);
    let lost = in_blocks(asked.rows(), progress, |asking| {
        let neighbours = nearest(&map, asking, k, progress)?;
        let ranks = ranks(&data, asking, &neighbours, k, progress)?;
        Ok(ranks.chunks(k).map(behind).collect::<Vec<u64>>())
    })?
    .concat();
    let whole = lost.iter().sum::<u64>() as f64;
    Ok(Trustworthiness {
        k,
        mean: trust(whole / lost.len() as f64, k, n),
        of_rows: lost.iter().map(|&lost| trust(lost as f64, k, n)).collect(),
        asked,
    })
}
