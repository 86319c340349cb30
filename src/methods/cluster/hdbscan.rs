//! HDBSCAN, by the crate of that name: its groups are scikit-learn's on data without equal distances. It cannot be
//! stopped.

use super::density::Groups;
use crate::methods::MethodError;
use hdbscan::{Hdbscan, HdbscanHyperParams};
use ndarray::ArrayView2;

/// The groups of centred rows.
pub(super) fn hdbscan(
    rows: ArrayView2<'_, f64>,
    min_cluster_size: usize,
    min_points: usize,
) -> Result<Groups, MethodError> {
    let points: Vec<Vec<f64>> = rows.outer_iter().map(|row| row.to_vec()).collect();
    let settings = HdbscanHyperParams::builder()
        .min_cluster_size(min_cluster_size)
        .min_samples(min_points)
        .build();
    let found = Hdbscan::new(&points, settings)
        .cluster()
        .map_err(|error| MethodError::Failed { method: "HDBSCAN", message: error.to_string() })?;
    Ok(found.into_iter().map(|group| u32::try_from(group).ok()).collect())
}
