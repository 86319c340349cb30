//! Principal component analysis, exact and repeatable (Pearson 1901; Hotelling 1933; Jolliffe 2002).
//!
//! Always centred, divisor n - 1 everywhere. `moments` forms the p x p covariance or, where rows are
//! fewer than columns, the n x n Gram matrix; `eigen` decomposes it; `model` holds what came out, `loadings`
//! how columns take part in it, `names` says that in a few words; `plane` is the pair of components on show.
//! `rules` and `parallel` say how many components are worth a look; `rows` and `outliers` how well they tell of
//! each row; `supplementary` lays columns over them that took no part, `varimax` turns them, `bootstrap` says
//! how firm they are.

mod bootstrap;
mod eigen;
mod loadings;
mod model;
mod moments;
mod names;
mod outliers;
mod parallel;
mod percentile;
mod plane;
mod quantile;
mod rows;
mod rules;
mod source;
mod supplementary;
mod varimax;

pub use bootstrap::{Bootstrap, BootstrapSettings, Interval};
pub use loadings::Loadings;
pub use model::PcaModel;
pub use names::{component_name, groups};
pub use outliers::{ALPHA, OutlierColumns, Outliers};
pub use parallel::{Parallel, ParallelSettings};
pub use plane::Plane;
pub use rows::RowFit;
pub use rules::{Cumulative, Rule, Rules};
pub use supplementary::{Centroid, SupplementaryColumn, centroids};
pub use varimax::Varimax;

use super::MethodError;
use crate::features::FeatureMatrix;
use crate::progress::Progress;
use linfa::DatasetBase;
use linfa::traits::Fit;
use ndarray::{Array2, ArrayBase, ArrayView2, Data, Ix2};
use serde::{Deserialize, Serialize};
use source::RowSource;

/// What a user may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PcaSettings {
    /// Components that are kept; the explained variance is always that of all of them.
    pub components: usize,
}

impl Default for PcaSettings {
    fn default() -> Self {
        Self { components: 10 }
    }
}

impl PcaSettings {
    /// Checks the settings against the matrix; more components than there are become all there are.
    ///
    /// # Errors
    /// [`MethodError`] where there are fewer than two rows or no component is asked for.
    pub fn check(&self, rows: usize, columns: usize) -> Result<PcaValidParams, MethodError> {
        if rows < 2 {
            return Err(MethodError::TooFewRows { method: "PCA", needed: 2, rows });
        }
        if self.components == 0 {
            return Err(MethodError::OutOfRange {
                setting: "the number of components",
                value: 0.0,
                range: "1 or more",
            });
        }
        Ok(PcaValidParams { components: self.components.min(columns).min(rows - 1) })
    }
}

/// Settings that were checked; only these can be fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PcaValidParams {
    components: usize,
}

impl PcaValidParams {
    /// Fits the model to a matrix of rows x columns.
    ///
    /// # Errors
    /// [`MethodError::NoVariance`] where all rows are equal, [`MethodError::NotFinite`],
    /// [`MethodError::Cancelled`].
    pub fn fit_with(
        &self,
        matrix: ArrayView2<'_, f64>,
        progress: &Progress,
    ) -> Result<PcaModel, MethodError> {
        let matrix = matrix.as_standard_layout();
        let matrix = matrix.view();
        let (rows, columns) = matrix.dim();
        // Other data than was checked may come through linfa's trait.
        let checked = PcaSettings { components: self.components }.check(rows, columns)?;
        if rows > columns {
            return checked.of_covariance(&matrix, |mean| finite(matrix, mean), progress);
        }
        let mean = moments::mean(matrix);
        finite(matrix, &mean)?;
        let gram = moments::gram(matrix, &mean, progress)?;
        let pairs = eigen::symmetric(&gram)?;
        let components = eigen::from_gram(matrix, &mean, &pairs, checked.components);
        model(rows, mean, pairs.values, components)
    }

    /// The same of a prepared table, without laying it out where it is large.
    ///
    /// # Errors
    /// As [`PcaValidParams::fit_with`].
    pub fn fit_matrix(
        &self,
        matrix: &FeatureMatrix,
        progress: &Progress,
    ) -> Result<PcaModel, MethodError> {
        let (rows, columns) = matrix.dim();
        if rows <= columns {
            return self.fit_with(matrix.values().view(), progress);
        }
        let checked = PcaSettings { components: self.components }.check(rows, columns)?;
        // A prepared table is finite.
        checked.of_covariance(matrix, |_| Ok(()), progress)
    }

    fn of_covariance(
        &self,
        matrix: &impl RowSource,
        finite: impl FnOnce(&[f64]) -> Result<(), MethodError>,
        progress: &Progress,
    ) -> Result<PcaModel, MethodError> {
        let (rows, columns) = matrix.dim();
        let (mean, covariance) = moments::mean_and_covariance(matrix, progress)?;
        finite(&mean)?;
        let pairs = eigen::symmetric(&covariance)?;
        let components =
            Array2::from_shape_fn((self.components, columns), |(k, j)| pairs.vectors[[j, k]]);
        model(rows, mean, pairs.values, components)
    }
}

/// The model of what was found, with eigenvalues of no more than rounding taken for zero.
fn model(
    rows: usize,
    mean: Vec<f64>,
    mut explained_variance: Vec<f64>,
    components: Array2<f64>,
) -> Result<PcaModel, MethodError> {
    explained_variance.truncate(mean.len().min(rows - 1));
    // Rounding can leave an eigenvalue of a rank-deficient table a hair below zero.
    for value in &mut explained_variance {
        *value = value.max(0.0);
    }
    if !explained_variance.iter().sum::<f64>().is_finite() {
        return Err(MethodError::Failed {
            method: "PCA",
            message: "the numbers are too large to square. Rescale the columns.".to_owned(),
        });
    }
    if explained_variance.first().is_none_or(|&largest| largest <= 0.0) {
        return Err(MethodError::NoVariance);
    }
    Ok(PcaModel::new(rows, mean, explained_variance, eigen::sign(components)))
}

/// Refuses a number that is not finite: it shows in the mean, so that whole tables need no look of their own.
fn finite(matrix: ArrayView2<'_, f64>, mean: &[f64]) -> Result<(), MethodError> {
    if mean.iter().all(|mean| mean.is_finite()) {
        return Ok(());
    }
    match matrix.rows().into_iter().position(|row| row.iter().any(|v| !v.is_finite())) {
        Some(row) => Err(MethodError::NotFinite { row }),
        // Finite numbers, too large to add up: the squares say so.
        None => Ok(()),
    }
}

impl<D: Data<Elem = f64>, T> Fit<ArrayBase<D, Ix2>, T, MethodError> for PcaValidParams {
    type Object = PcaModel;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<PcaModel, MethodError> {
        self.fit_with(dataset.records().view(), &Progress::new())
    }
}

#[cfg(test)]
mod tests;
