//! In how many directions do the rows spread, as seen from one row and its neighbours? A plane rolled up in fifty
//! columns has two, noise in fifty columns has close to fifty.
//!
//! - *`TwoNN`* (Facco, d'Errico, Rodriguez and Laio 2017): the ratio m of the distances of the second and the first
//!   neighbour has the density d m^(-d-1); the likeliest d is count / sum of ln m. It looks at the finest scale only.
//! - *Maximum likelihood* (Levina and Bickel 2005): the same from k neighbours, as the mean over k = 10 to 20; rows are
//!   averaged by the inverse (`MacKay` and Ghahramani 2005), which takes away most of the upward bias of small k.
//!
//! Both take the rows to lie densely. Many columns and few rows make both fall short of the truth, so the number
//! is compared with that of shuffled columns rather than read alone. Equal rows are taken once. Where the first two
//! neighbours of most rows are equally far, the rows lie on a lattice (0/1 columns) and there is no answer.

use super::MetricError;
use super::asked::in_blocks;
use super::distances::Space;
use super::neighborhoods::nearest;
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2, Axis};

/// Neighbours that the likelihood looks at, from the smallest to the largest number.
const KS: std::ops::RangeInclusive<usize> = 10..=20;
/// Different rows below which there is no answer: each must have 20 neighbours, and not the same ones.
const LEAST: usize = 50;
/// Share of rows whose first two neighbours may be equally far.
const TIED: f64 = 0.5;

/// Estimates of how many directions the rows spread in.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct IntrinsicDimension {
    /// From two neighbours.
    pub two_nn: f64,
    /// From ten to twenty neighbours.
    pub likeliest: f64,
    /// Different rows that were looked at.
    pub rows: usize,
}

/// Estimates the dimension of a matrix' rows, all of them; `None` where they are fewer than 50 different ones or lie
/// on a lattice.
///
/// # Errors
/// [`MetricError::NotFinite`]; [`MetricError::Cancelled`].
///
/// # Examples
/// ```
/// use dimlens::metrics::intrinsic_dimension;
/// use dimlens::progress::Progress;
/// // A line, bent in the plane.
/// let line = ndarray::Array2::from_shape_fn((200, 2), |(i, j)| {
///     let t = (i as f64 + 0.3 * (i as f64 * 1.7).sin()) / 30.0;
///     if j == 0 { t } else { t * t }
/// });
/// let found = intrinsic_dimension(line.view(), &Progress::new())?.unwrap();
/// assert!((found.likeliest - 1.0).abs() < 0.5);
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn intrinsic_dimension(
    matrix: ArrayView2<'_, f64>,
    progress: &Progress,
) -> Result<Option<IntrinsicDimension>, MetricError> {
    let distinct = distinct(matrix);
    let rows = distinct.nrows();
    if rows < LEAST {
        return Ok(None);
    }
    let space = Space::of_matrix(distinct.view())?;
    let most = *KS.end();
    let asking: Vec<u32> = (0..rows as u32).collect();
    // ln of the ratio of the first two distances, and the inverse estimates for each k.
    let parts = in_blocks(&asking, progress, |asking| {
        let near = nearest(&space, asking, most, progress)?;
        let of_row = |(&own, near): (&u32, &[u32])| {
            let logs: Vec<f64> =
                near.iter().map(|&row| space.square(own, row).ln() / 2.0).collect();
            let inverse = |k: usize| {
                logs[..k - 1].iter().map(|log| logs[k - 1] - log).sum::<f64>() / (k - 1) as f64
            };
            let mean = KS.map(inverse).sum::<f64>() / KS.count() as f64;
            (logs[1] - logs[0], mean)
        };
        Ok(asking.iter().zip(near.chunks(most)).map(of_row).collect::<Vec<_>>())
    })?
    .concat();
    let tied = parts.iter().filter(|(first, _)| *first == 0.0).count();
    if tied as f64 > TIED * rows as f64 {
        return Ok(None);
    }
    let two: f64 = parts.iter().map(|part| part.0).sum();
    let many: f64 = parts.iter().map(|part| part.1).sum();
    let dimension = |sum: f64| rows as f64 / sum;
    let (two_nn, likeliest) = (dimension(two), dimension(many));
    let finite = two_nn.is_finite() && likeliest.is_finite();
    Ok(finite.then_some(IntrinsicDimension { two_nn, likeliest, rows }))
}

/// Each different row once, in an order that does not matter.
fn distinct(matrix: ArrayView2<'_, f64>) -> Array2<f64> {
    let mut order: Vec<usize> = (0..matrix.nrows()).collect();
    let compare = |&a: &usize, &b: &usize| {
        let pairs = matrix.row(a).into_iter().zip(matrix.row(b));
        pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(a.cmp(&b))
    };
    order.sort_unstable_by(compare);
    order.dedup_by(|a, b| matrix.row(*a) == matrix.row(*b));
    order.sort_unstable();
    matrix.select(Axis(0), &order)
}
