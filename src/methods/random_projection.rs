//! Random projection (Johnson and Lindenstrauss 1984; Dasgupta 2000), by linfa-reduction.
//!
//! Two directions of normal random numbers: no more than a yardstick, for a map that tells less than this one
//! tells nothing. linfa-reduction 0.8.1 draws with standard deviation 1 / sqrt(columns), which shortens
//! distances; the map is stretched so that squared distances are kept on the average.

use super::{Embedding, MethodError};
use crate::features::FeatureMatrix;
use crate::progress::Progress;
use linfa::DatasetBase;
use linfa::traits::{Fit, Transformer};
use linfa_reduction::random_projection::GaussianRandomProjection;
use ndarray::{Array2, ArrayView2};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use std::sync::Arc;

/// Rows that it takes: one product, which cannot be stopped.
pub const ROW_LIMIT: usize = 5_000_000;

/// The map, which follows from the seed.
///
/// # Errors
/// [`MethodError::TooManyRows`], [`MethodError::Failed`] with linfa's own words, [`MethodError::Cancelled`].
pub fn random_projection(
    matrix: &FeatureMatrix,
    seed: u64,
    progress: &Progress,
) -> Result<Embedding, MethodError> {
    progress.step(0, 0)?;
    let rows = matrix.rows().len();
    if rows > ROW_LIMIT {
        return Err(MethodError::TooManyRows {
            method: "random-projection",
            limit: ROW_LIMIT,
            rows,
        });
    }
    // linfa draws no more directions than there are columns.
    let scores = projected(matrix.values().view(), matrix.features().len().min(2), seed)?;
    progress.check()?;
    let points: Vec<[f64; 2]> =
        scores.rows().into_iter().map(|row| [row[0], row.get(1).copied().unwrap_or(0.0)]).collect();
    if points.iter().flatten().any(|v| !v.is_finite()) {
        return Err(failed("the numbers are too large to add up. Rescale the columns."));
    }
    Ok(Embedding::new(Arc::clone(matrix.rows()), points))
}

/// The rows in so many random directions, squared distances kept on the average.
fn projected(
    values: ArrayView2<'_, f64>,
    directions: usize,
    seed: u64,
) -> Result<Array2<f64>, MethodError> {
    let random = Xoshiro256Plus::seed_from_u64(seed);
    let model = GaussianRandomProjection::<f64>::params_with_rng(random)
        .target_dim(directions)
        .fit(&DatasetBase::from(values))
        .map_err(|error| failed(&error.to_string()))?;
    let scores = model.transform(values);
    Ok(scores * (values.ncols() as f64 / directions as f64).sqrt())
}

fn failed(message: &str) -> MethodError {
    MethodError::Failed { method: "random-projection", message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::RowId;
    use crate::features::Feature;
    use rand::Rng;

    fn random(rows: usize, columns: usize) -> Array2<f64> {
        let mut random = Xoshiro256Plus::seed_from_u64(8);
        Array2::from_shape_fn((rows, columns), |_| random.gen_range(-1.0..1.0))
    }

    fn matrix(values: &Array2<f64>) -> FeatureMatrix {
        let columns: Vec<Vec<f64>> = values.columns().into_iter().map(|c| c.to_vec()).collect();
        let features = (0..columns.len()).map(|j| Feature::amount(&format!("f{j}"))).collect();
        let names = (1..=values.nrows()).map(|i| RowId(i as u32)).collect();
        FeatureMatrix::new(&columns, features, names).unwrap()
    }

    fn squared_distance(values: &Array2<f64>, a: usize, b: usize) -> f64 {
        (&values.row(a) - &values.row(b)).mapv(|v| v * v).sum()
    }

    /// The lemma's bounds: in k directions the ratio of squared distances has variance 2 / k.
    #[test]
    fn many_directions_keep_distances() {
        let values = random(40, 400);
        let map = projected(values.view(), 300, 3).unwrap();
        let mut ratios = Vec::new();
        for a in 0..40 {
            for b in 0..a {
                ratios.push(squared_distance(&map, a, b) / squared_distance(&values, a, b));
            }
        }
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        assert!((mean - 1.0).abs() < 0.05, "{mean}");
        let spread = 5.0 * (2.0_f64 / 300.0).sqrt();
        assert!(ratios.iter().all(|r| (r - 1.0).abs() < spread));
    }

    /// Unit rows give away linfa's own directions; any other row is their sum.
    #[test]
    fn the_map_is_a_product_with_linfas_directions() {
        let values = random(30, 6);
        let directions = projected(Array2::eye(6).view(), 2, 11).unwrap();
        let map = random_projection(&matrix(&values), 11, &Progress::new()).unwrap();
        let wanted = values.dot(&directions);
        for (point, wanted) in map.points().iter().zip(wanted.rows()) {
            assert!((point[0] - wanted[0]).abs() < 1e-12 && (point[1] - wanted[1]).abs() < 1e-12);
        }
    }

    #[test]
    fn the_seed_decides_and_nothing_else() {
        let matrix = matrix(&random(50, 5));
        let run = |seed| random_projection(&matrix, seed, &Progress::new()).unwrap();
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }

    #[test]
    fn one_column_lies_on_a_line_and_it_can_be_stopped_before_it_begins() {
        let matrix = matrix(&random(5, 1));
        let map = random_projection(&matrix, 1, &Progress::new()).unwrap();
        assert!(map.points().iter().all(|point| point[1] == 0.0 && point[0] != 0.0));
        let progress = Progress::new();
        progress.cancel();
        let stopped = random_projection(&matrix, 1, &progress);
        assert!(matches!(stopped, Err(MethodError::Cancelled(_))));
    }
}
