//! linfa-reduction's PCA, the reference method.
//!
//! Only with as many components as columns: with fewer its solver returned values that are off by up to
//! 50 % or panicked (linfa-reduction 0.8.1). Its own explained-variance figures divide by the number of
//! components and are never shown; ours come from its singular values.

use super::{Embedding, MethodError, PcaSettings};
use crate::features::FeatureMatrix;
use crate::progress::Progress;
use linfa::DatasetBase;
use linfa::traits::{Fit, Predict};
use std::sync::Arc;

/// Rows that it takes: the solver copies the matrix several times and cannot be stopped.
const ROW_LIMIT: usize = 200_000;

/// Eigenvalues below this share of the largest are rounding.
const ZERO: f64 = 1e-12;

/// The number of independent columns.
fn rank(matrix: &FeatureMatrix) -> Result<usize, MethodError> {
    let (rows, columns) = matrix.dim();
    let model = PcaSettings { components: 1 }
        .check(rows, columns)?
        .fit_with(matrix.values().view(), &Progress::new())?;
    let values = model.explained_variance();
    Ok(values.iter().filter(|value| **value > ZERO * values[0]).count())
}

/// The map and all eigenvalues (divisor n - 1, descending), by linfa-reduction.
///
/// # Errors
/// [`MethodError::TooManyRows`]; [`MethodError::Failed`] with linfa's own words.
pub fn linfa_pca(matrix: &FeatureMatrix) -> Result<(Embedding, Vec<f64>), MethodError> {
    let (rows, columns) = matrix.dim();
    if rows > ROW_LIMIT {
        return Err(MethodError::TooManyRows { method: "linfa-pca", limit: ROW_LIMIT, rows });
    }
    if rows <= columns {
        return Err(MethodError::TooFewRows { method: "linfa-pca", needed: columns + 1, rows });
    }
    let failed = |message: String| MethodError::Failed { method: "linfa-pca", message };
    let rank = rank(matrix)?;
    if rank < columns {
        // Its solver divides by singular values, and panics on one that is zero.
        return Err(failed(format!(
            "it needs independent columns, and {} of {columns} follow from the others (as one-hot columns do). Use pca, or --categories ignore.",
            columns - rank
        )));
    }
    let dataset = DatasetBase::from(matrix.values().as_ref().clone());
    let model = linfa_reduction::Pca::params(columns)
        .fit(&dataset)
        .map_err(|error| failed(error.to_string()))?;
    let scores = model.predict(dataset.records());
    let variances = model.singular_values().mapv(|s| s * s / (rows as f64 - 1.0)).to_vec();
    let points: Vec<[f64; 2]> =
        scores.rows().into_iter().map(|row| [row[0], row.get(1).copied().unwrap_or(0.0)]).collect();
    if points.iter().flatten().any(|v| !v.is_finite()) {
        return Err(failed("the scores are not finite.".to_owned()));
    }
    Ok((Embedding::new(Arc::clone(matrix.rows()), points), variances))
}
