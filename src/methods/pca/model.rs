//! What a principal component analysis found.

use super::{Plane, RowSource};
use crate::features::FeatureMatrix;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use linfa::DatasetBase;
use linfa::traits::{PredictInplace, Transformer};
use ndarray::{Array2, ArrayBase, ArrayView2, Axis, Data, Ix2};
use rayon::prelude::*;
use std::ops::Range;

/// Rows projected at a time: with their scores they stay in the second-level cache.
const BLOCK: usize = 512;
/// Blocks that a thread takes at least.
const PART: usize = 2;

/// A fitted principal component analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct PcaModel {
    rows: usize,
    mean: Vec<f64>,
    explained_variance: Vec<f64>,
    components: Array2<f64>,
}

impl PcaModel {
    pub(super) fn new(
        rows: usize,
        mean: Vec<f64>,
        explained_variance: Vec<f64>,
        components: Array2<f64>,
    ) -> Self {
        Self { rows, mean, explained_variance, components }
    }

    /// Rows that the model was fitted to.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns' means, which were subtracted.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The eigenvalues of the covariance matrix (divisor n - 1), all min(n - 1, p), descending.
    pub fn explained_variance(&self) -> &[f64] {
        &self.explained_variance
    }

    /// The eigenvalues over the total variance of all columns; they sum to 1.
    pub fn explained_variance_ratio(&self) -> Vec<f64> {
        let total: f64 = self.explained_variance.iter().sum();
        self.explained_variance.iter().map(|value| value / total).collect()
    }

    /// The singular values of the centred matrix: sqrt((n - 1) eigenvalue).
    pub fn singular_values(&self) -> Vec<f64> {
        let degrees = (self.rows - 1) as f64;
        self.explained_variance.iter().map(|value| (value * degrees).sqrt()).collect()
    }

    /// Unit eigenvectors, kept components x columns. In each the entry of largest magnitude is positive.
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }

    /// Loadings, kept components x columns: component * sqrt(eigenvalue). On standardised columns they
    /// are the correlations of columns and scores.
    pub fn loadings(&self) -> Array2<f64> {
        let mut loadings = self.components.clone();
        for (mut row, value) in loadings.rows_mut().into_iter().zip(&self.explained_variance) {
            row *= value.sqrt();
        }
        loadings
    }

    /// Scores, rows x kept components: (matrix - mean) times the components.
    ///
    /// # Panics
    /// Where the matrix has another number of columns than the model, as linfa's models do.
    pub fn transform(&self, matrix: ArrayView2<'_, f64>) -> Array2<f64> {
        assert_eq!(matrix.ncols(), self.mean.len(), "as many columns as the model was fitted to");
        let components = self.by_rows();
        let mut scores = Array2::zeros((matrix.nrows(), self.components.nrows()));
        scores
            .axis_chunks_iter_mut(Axis(0), BLOCK)
            .into_par_iter()
            .enumerate()
            .with_min_len(PART)
            .for_each_init(Vec::new, |centred: &mut Vec<f64>, (at, mut scores)| {
                let rows = at * BLOCK..at * BLOCK + scores.nrows();
                if let Some(out) = scores.as_slice_mut() {
                    self.project(&matrix, rows, &components, centred, out);
                }
            });
        scores
    }

    /// Two of the scores of each row of a prepared table, as [`PcaModel::transform`] gives them, without laying it
    /// out where it is large.
    ///
    /// # Panics
    /// Where the table has another number of features than the model.
    pub fn places(&self, matrix: &FeatureMatrix, plane: Plane) -> Vec<[f64; 2]> {
        let (rows, columns) = matrix.dim();
        assert_eq!(columns, self.mean.len(), "as many columns as the model was fitted to");
        let (components, kept) = (self.by_rows(), self.components.nrows());
        let mut places = vec![[0.0; 2]; rows];
        places.par_chunks_mut(BLOCK).enumerate().with_min_len(PART).for_each_init(
            || (Vec::new(), vec![0.0; BLOCK * kept]),
            |(centred, scores), (at, places)| {
                let rows = at * BLOCK..at * BLOCK + places.len();
                let scores = &mut scores[..places.len() * kept];
                self.project(matrix, rows, &components, centred, scores);
                for (place, scores) in places.iter_mut().zip(scores.chunks_exact(kept)) {
                    *place = plane.of(|k| scores.get(k).copied());
                }
            },
        );
        places
    }

    /// The components, each column's entries side by side.
    fn by_rows(&self) -> Vec<f64> {
        self.components.t().iter().copied().collect()
    }

    /// The scores of some rows, row after row: scores' = components * centred', the product laid out by columns.
    fn project(
        &self,
        matrix: &impl RowSource,
        rows: Range<usize>,
        components: &[f64],
        centred: &mut Vec<f64>,
        out: &mut [f64],
    ) {
        let (columns, kept, n) = (self.mean.len(), self.components.nrows(), rows.len());
        centred.resize(n * columns, 0.0);
        matrix.less(rows, &self.mean, centred);
        matmul(
            MatMut::from_column_major_slice_mut(out, kept, n),
            Accum::Replace,
            MatRef::from_column_major_slice(components, kept, columns),
            MatRef::from_column_major_slice(centred, columns, n),
            1.0,
            Par::Seq,
        );
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array2<f64>> for PcaModel {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array2<f64>) {
        *targets = self.transform(records.view());
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array2<f64> {
        Array2::zeros((records.nrows(), self.components.nrows()))
    }
}

impl<D: Data<Elem = f64>, T>
    Transformer<DatasetBase<ArrayBase<D, Ix2>, T>, DatasetBase<Array2<f64>, T>> for PcaModel
{
    fn transform(&self, dataset: DatasetBase<ArrayBase<D, Ix2>, T>) -> DatasetBase<Array2<f64>, T> {
        let scores = PcaModel::transform(self, dataset.records.view());
        DatasetBase::new(scores, dataset.targets).with_weights(dataset.weights)
    }
}
