//! What the components are made of: how each column takes part in each kept component.
//!
//! Names as in Jolliffe (2002, *Principal Component Analysis*) and `FactoMineR`: a *loading* is an entry of the unit
//! eigenvector times sqrt(eigenvalue), the covariance of a column with a component of variance 1. A column that
//! never changes has no correlation and no cos2: both are NaN.

use super::{PcaModel, RowSource};
use crate::features::FeatureMatrix;
use ndarray::{Array1, Array2, ArrayView2, Zip};
use rayon::prelude::*;

/// Rows summed at a time.
const BLOCK: usize = 2048;

/// How columns take part in components; every array is kept components x columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Loadings {
    values: Array2<f64>,
    correlations: Array2<f64>,
    contributions: Array2<f64>,
    cos2: Array2<f64>,
}

impl Loadings {
    /// Those of a model, with the matrix that it was fitted to.
    ///
    /// # Panics
    /// Where the matrix has another number of columns than the model.
    pub fn new(model: &PcaModel, matrix: ArrayView2<'_, f64>) -> Self {
        Self::of_source(model, &matrix)
    }

    /// The same of a prepared table, without laying it out where it is large.
    ///
    /// # Panics
    /// As [`Loadings::new`].
    pub fn of_matrix(model: &PcaModel, matrix: &FeatureMatrix) -> Self {
        Self::of_source(model, matrix)
    }

    fn of_source(model: &PcaModel, matrix: &impl RowSource) -> Self {
        let columns = model.mean().len();
        assert_eq!(matrix.dim().1, columns, "the columns that the model was fitted to");
        let deviations = variances(matrix, model.mean()).mapv(f64::sqrt);
        let values = model.loadings();
        let mut correlations = values.clone();
        for mut row in correlations.rows_mut() {
            Zip::from(&mut row).and(&deviations).for_each(|value, &sd| {
                // Rounding may leave a hair more than 1.
                *value = if sd > 0.0 { (*value / sd).clamp(-1.0, 1.0) } else { f64::NAN };
            });
        }
        let contributions = model.components().mapv(|v| 100.0 * v * v);
        let cos2 = correlations.mapv(|r| r * r);
        Self { values, correlations, contributions, cos2 }
    }

    /// Unit eigenvector times sqrt(eigenvalue).
    pub fn loadings(&self) -> ArrayView2<'_, f64> {
        self.values.view()
    }

    /// Correlations of columns with components: loading / standard deviation of the column.
    pub fn correlations(&self) -> ArrayView2<'_, f64> {
        self.correlations.view()
    }

    /// The share of a component that a column makes up, in percent: 100 v^2, summing to 100 over the columns.
    pub fn contributions(&self) -> ArrayView2<'_, f64> {
        self.contributions.view()
    }

    /// The share of a column's variance that a component carries: correlation squared, summing to 1 over
    /// all components.
    pub fn cos2(&self) -> ArrayView2<'_, f64> {
        self.cos2.view()
    }
}

/// The columns' variances, divisor n - 1, summed in an order that does not depend on the number of threads.
fn variances(matrix: &impl RowSource, mean: &[f64]) -> Array1<f64> {
    let (rows, columns) = matrix.dim();
    let parts: Vec<Array1<f64>> = (0..rows.div_ceil(BLOCK))
        .into_par_iter()
        .map_init(Vec::new, |away: &mut Vec<f64>, block| {
            let range = block * BLOCK..rows.min((block + 1) * BLOCK);
            away.resize(range.len() * columns, 0.0);
            matrix.less(range, mean, away);
            let mut sum = Array1::zeros(columns);
            for row in away.chunks_exact(columns) {
                sum.iter_mut().zip(row).for_each(|(sum, away)| *sum += away * away);
            }
            sum
        })
        .collect();
    let sum = parts.iter().fold(Array1::zeros(columns), |sum, part| sum + part);
    sum / (rows.max(2) - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::PcaSettings;
    use crate::progress::Progress;
    use ndarray::{Axis, array};
    use proptest::prelude::*;
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    fn random(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
        let mut random = Xoshiro256Plus::seed_from_u64(seed);
        let shared: Vec<f64> = (0..rows).map(|_| random.gen_range(-1.0..1.0)).collect();
        Array2::from_shape_fn((rows, columns), |(i, j)| {
            random.gen_range(-1.0..1.0) * (1.0 + j as f64) + shared[i] * (j % 3) as f64
        })
    }

    fn standardised(mut matrix: Array2<f64>) -> Array2<f64> {
        for mut column in matrix.columns_mut() {
            let (mean, sd) = (column.mean().unwrap(), column.std(1.0));
            column.mapv_inplace(|v| (v - mean) / sd);
        }
        matrix
    }

    fn of(matrix: &Array2<f64>, components: usize) -> (PcaModel, Loadings) {
        let settings = PcaSettings { components };
        let params = settings.check(matrix.nrows(), matrix.ncols()).unwrap();
        let model = params.fit_with(matrix.view(), &Progress::new()).unwrap();
        let loadings = Loadings::new(&model, matrix.view());
        (model, loadings)
    }

    #[test]
    fn correlations_are_those_of_columns_and_scores() {
        let matrix = random(5_000, 4, 3);
        let (model, found) = of(&matrix, 2);
        let scores = PcaModel::transform(&model, matrix.view());
        for (k, score) in scores.columns().into_iter().enumerate() {
            for (j, column) in matrix.columns().into_iter().enumerate() {
                let mean = column.mean().unwrap();
                let product: f64 = column.iter().zip(score).map(|(x, t)| (x - mean) * t).sum();
                let n = matrix.nrows() as f64 - 1.0;
                let r = product / n / column.std(1.0) / score.std(1.0);
                assert!((found.correlations()[[k, j]] - r).abs() < 1e-9, "{k}, {j}");
            }
        }
    }

    #[test]
    fn a_constant_column_has_no_correlation_and_no_part() {
        let (_, found) = of(&array![[1.0, 7.3, 0.0], [2.0, 7.3, 1.0], [4.0, 7.3, 0.5]], 2);
        assert!(found.correlations()[[0, 1]].is_nan() && found.cos2()[[0, 1]].is_nan());
        assert_eq!(found.contributions()[[0, 1]].to_bits(), 0.0_f64.to_bits());
    }

    proptest! {
        #[test]
        fn laws(rows in 3..60_usize, columns in 1..9_usize, seed in 0..1000_u64) {
            let matrix = random(rows, columns, seed);
            let (_, found) = of(&matrix, columns);
            for sum in found.contributions().sum_axis(Axis(1)) {
                prop_assert!((sum - 100.0).abs() < 1e-9, "{sum}");
            }
            // All components together carry every column whole.
            for sum in found.cos2().sum_axis(Axis(0)) {
                prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
            }
            let (_, found) = of(&standardised(matrix), columns);
            for (loading, r) in found.loadings().iter().zip(found.correlations()) {
                prop_assert!((loading - r).abs() < 1e-9);
            }
        }
    }
}
