//! linfa-reduction's PCA, the reference method.
//!
//! Only with as many components as columns: with fewer its solver returned values that are off by up to
//! 50 % or panicked (linfa-reduction 0.8.1). Its own explained-variance figures divide by the number of
//! components and are never shown; ours come from its singular values.

use super::{Embedding, MethodError};
use crate::features::FeatureMatrix;
use linfa::DatasetBase;
use linfa::traits::{Fit, Predict};

/// Rows that it takes: the solver copies the matrix several times and cannot be stopped.
const ROW_LIMIT: usize = 200_000;

/// The map and all eigenvalues (divisor n - 1, descending), by linfa-reduction.
///
/// # Errors
/// [`MethodError::TooManyRows`]; [`MethodError::Failed`] with linfa's own words.
pub fn linfa_pca(matrix: &FeatureMatrix) -> Result<(Embedding, Vec<f64>), MethodError> {
    let (rows, columns) = matrix.values().dim();
    if rows > ROW_LIMIT {
        return Err(MethodError::TooManyRows { method: "linfa-pca", limit: ROW_LIMIT, rows });
    }
    if rows <= columns {
        return Err(MethodError::TooFewRows { method: "linfa-pca", needed: columns + 1, rows });
    }
    let failed = |message: String| MethodError::Failed { method: "linfa-pca", message };
    let dataset = DatasetBase::from(matrix.values().to_owned());
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
    Ok((Embedding::new(matrix.rows().to_vec(), points), variances))
}
