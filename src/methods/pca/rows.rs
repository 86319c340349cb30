//! How well the components tell of each row.

use super::{MethodError, PcaModel};
use crate::progress::Progress;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows taken at a time.
const BLOCK: usize = 1024;

/// Scores and what they leave of each row. Everything is told for the first k of the kept components, so
/// that a cut can be moved without another pass over the table.
#[derive(Debug, Clone, PartialEq)]
pub struct RowFit {
    scores: Array2<f64>,
    /// Squared length that all kept components leave.
    left: Vec<f64>,
    explained_variance: Vec<f64>,
}

impl RowFit {
    /// Projects the rows and measures what is left of them, over all columns.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`].
    ///
    /// # Panics
    /// Where the matrix has another number of columns than the model, as linfa's models do.
    pub fn new(
        model: &PcaModel,
        matrix: ArrayView2<'_, f64>,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let scores = model.transform(matrix);
        let columns = matrix.ncols();
        let kept = scores.ncols();
        let components = model.components();
        let components = components.as_standard_layout();
        let components = components.as_slice().unwrap_or_default();
        let (done, total) = (AtomicU64::new(0), matrix.nrows().div_ceil(BLOCK) as u64);
        let left: Result<Vec<Vec<f64>>, MethodError> = scores
            .axis_chunks_iter(Axis(0), BLOCK)
            .into_par_iter()
            .zip(matrix.axis_chunks_iter(Axis(0), BLOCK))
            .map(|(scores, block)| {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                let n = block.nrows();
                let mut centred: Vec<f64> = block
                    .rows()
                    .into_iter()
                    .flat_map(|row| row.into_iter().zip(model.mean()).map(|(v, m)| v - m))
                    .collect();
                let scores = scores.as_standard_layout();
                matmul(
                    MatMut::from_row_major_slice_mut(&mut centred, n, columns),
                    Accum::Add,
                    MatRef::from_row_major_slice(scores.as_slice().unwrap_or_default(), n, kept),
                    MatRef::from_row_major_slice(components, kept, columns),
                    -1.0,
                    Par::Seq,
                );
                Ok(centred.chunks(columns).map(|row| row.iter().map(|v| v * v).sum()).collect())
            })
            .collect();
        Ok(Self {
            scores,
            left: left?.concat(),
            explained_variance: model.explained_variance().to_vec(),
        })
    }

    /// Scores, rows x kept components.
    pub fn scores(&self) -> ArrayView2<'_, f64> {
        self.scores.view()
    }

    /// How many components were kept.
    pub fn components(&self) -> usize {
        self.scores.ncols()
    }

    /// All eigenvalues of the model.
    pub fn explained_variance(&self) -> &[f64] {
        &self.explained_variance
    }

    /// The squared distance of one row to its reconstruction from the first `components`; from none it is
    /// the squared distance to the centre.
    pub fn error(&self, row: usize, components: usize) -> f64 {
        // Added to what is left, never subtracted from the whole, so that small errors keep their digits.
        let dropped = self.scores.row(row).into_iter().skip(components).map(|t| t * t);
        self.left[row] + dropped.sum::<f64>()
    }

    /// The squared distance of each row to its reconstruction (SPE, also called Q).
    pub fn spe(&self, components: usize) -> Vec<f64> {
        (0..self.left.len()).map(|row| self.error(row, components)).collect()
    }

    /// The mean squared distance of the rows to their reconstruction from 0, 1, 2 ... kept components.
    pub fn mean_errors(&self) -> Vec<f64> {
        let rows = self.left.len() as f64;
        (0..=self.components()).map(|k| self.spe(k).iter().sum::<f64>() / rows).collect()
    }

    /// The share of each row's squared distance to the centre that the first `components` keep, 0 to 1;
    /// NaN for a row that lies in the centre, which has no direction to be kept.
    pub fn cos2(&self, components: usize) -> Vec<f64> {
        let share = |row: usize| {
            let kept: f64 = self.scores.row(row).into_iter().take(components).map(|t| t * t).sum();
            kept / (kept + self.error(row, components))
        };
        (0..self.left.len()).map(share).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fit, random, reference, table};
    use super::*;
    use proptest::prelude::*;

    fn of(matrix: &Array2<f64>, components: usize) -> RowFit {
        RowFit::new(&fit(matrix, components), matrix.view(), &Progress::new()).unwrap()
    }

    #[test]
    fn cos2_and_spe_are_those_of_numpy() {
        for (name, components) in [("iris", 2), ("wine", 3)] {
            // More are kept than asked about: the cut comes later.
            let fit = of(&table(name), components + 1);
            for (key, found) in [("cos2", fit.cos2(components)), ("spe", fit.spe(components))] {
                let wanted = reference()[name][key].clone();
                for (a, b) in found.iter().zip(wanted.as_array().unwrap()) {
                    assert!((a - b.as_f64().unwrap()).abs() < 1e-10, "{name}, {key}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn all_components_leave_nothing_even_on_an_offset() {
        let matrix = random(60, 4, 3).mapv(|v| v + 1e9);
        let fit = of(&matrix, 4);
        assert!(
            fit.spe(4).iter().all(|e| *e < 1e-12) && fit.cos2(4).iter().all(|c| *c > 1.0 - 1e-12)
        );
    }

    #[test]
    fn a_row_in_the_centre_has_no_direction() {
        let matrix =
            ndarray::array![[1.0, 2.0], [0.0, 0.0], [-1.0, -2.0], [1.0, -2.0], [-1.0, 2.0]];
        let fit = of(&matrix, 1);
        assert!(fit.cos2(1)[1].is_nan());
        assert_eq!(fit.error(1, 1), 0.0);
    }

    #[test]
    fn the_same_for_any_number_of_threads_and_it_can_be_stopped() {
        let matrix = random(5000, 7, 2);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| of(&matrix, 3))
        };
        assert_eq!(run(1), run(3));
        let progress = Progress::new();
        progress.cancel();
        let stopped = RowFit::new(&fit(&matrix, 2), matrix.view(), &progress);
        assert!(matches!(stopped, Err(MethodError::Cancelled(_))));
    }

    proptest! {
        #[test]
        fn laws(rows in 3..40_usize, columns in 2..12_usize, seed in 0..500_u64) {
            let matrix = random(rows, columns, seed);
            let kept = columns.min(rows - 1);
            let fit = of(&matrix, kept);
            let largest = fit.explained_variance()[0] * rows as f64;
            for row in 0..rows {
                let errors: Vec<f64> = (0..=kept).map(|k| fit.error(row, k)).collect();
                prop_assert!(errors.windows(2).all(|pair| pair[1] <= pair[0]));
                // By its definition: the row less its reconstruction.
                let mean = matrix.mean_axis(Axis(0)).unwrap();
                let away = (&matrix.row(row) - &mean).mapv(|v| v * v).sum();
                prop_assert!((errors[0] - away).abs() < 1e-10 * largest);
                prop_assert!((0.0..=1.0).contains(&fit.cos2(1)[row]));
            }
            // What the components leave is the variance of those that follow.
            for (k, mean) in fit.mean_errors().iter().enumerate() {
                let rest: f64 = fit.explained_variance()[k..].iter().sum();
                prop_assert!((mean * rows as f64 / (rows as f64 - 1.0) - rest).abs() < 1e-9 * largest);
            }
        }
    }
}
