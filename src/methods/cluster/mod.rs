//! Customers in groups: a matrix becomes a [`Clustering`].
//!
//! | method | by | file |
//! |---|---|---|
//! | k-means (Lloyd 1982; Arthur and Vassilvitskii 2007) | our own | `k_means` |
//! | Gaussian mixture (Dempster, Laird and Rubin 1977) | our own | `mixture` |
//! | hierarchical: Ward, average, complete (Muellner 2011) | kodama | `hierarchical` |
//! | DBSCAN (Ester et al. 1996) | linfa-clustering | `dbscan` |
//! | HDBSCAN (Campello, Moulavi and Sander 2013) | hdbscan | `hdbscan` |
//!
//! [`ClusterSettings`] are what a user types, `check(rows)` makes of them [`ClusterValidParams`], and only
//! these are fitted. How many clusters there are is no matter of this folder: it takes silhouettes, see
//! [`crate::metrics::find_clusters`]. Groups are numbered by their size, and a row without a group (noise) is its
//! own case. The same matrix and settings give the same groups, bit for bit, with any number of threads.

// What runs inside `lanes::wide` must be inlined there, or it is compiled for the baseline.
#![allow(clippy::inline_always)]

mod clustering;
mod dbscan;
mod density;
mod fit;
mod hdbscan;
mod hierarchical;
mod k_means;
mod mixture;
mod sampled;
mod settings;
#[cfg(test)]
mod tests;

pub use clustering::{Clustering, numbered};
pub(crate) use fit::different_rows;
pub use fit::{ClusterValidParams, Grouped};
pub(crate) use sampled::sample;
pub use settings::{ClusterMethod, ClusterSettings, Covariance, HowMany, Linkage};

use ndarray::{Array2, ArrayView2, Axis};

/// The same rows about their mean, in units of their mean distance to it: what follows knows no scale, and a large
/// offset costs no digits. Also the unit; `None` where all rows are equal.
fn centred(values: ArrayView2<'_, f64>) -> Option<(Array2<f64>, f64)> {
    let n = values.nrows() as f64;
    // About the first row, so that the mean of large numbers keeps its digits.
    let first = values.row(0);
    let mut own = &values - &first;
    let largest = own.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    if largest <= 0.0 || !largest.is_finite() {
        return None;
    }
    own /= largest;
    let mean = own.sum_axis(Axis(0)) / n;
    own -= &mean;
    let unit = (own.iter().map(|v| v * v).sum::<f64>() / n).sqrt();
    own /= unit;
    Some((own, unit * largest))
}

/// The squared distance of two rows.
fn square(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b))
}
