//! Barnes-Hut t-SNE through linfa-tsne (van der Maaten 2014): the reference method beside our own.
//!
//! Limits of that engine: one thread, no progress, no stop, no KL divergence, a random start, and at
//! `theta` > 0 another picture at each run. Hence the stated row limit, and a bar without a length.

use super::tsne::REDUCE_TO;
use super::{Embedding, MethodError, PcaSettings, TsneValidParams};
use crate::features::FeatureMatrix;
use crate::progress::Progress;
use linfa::traits::Transformer;
use linfa_tsne::TSneParams;
use ndarray::{Array2, Axis, concatenate};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// Rows that the engine takes; 10,000 rows of 50 columns took it 51 s.
pub const ROW_LIMIT: usize = 20_000;
/// The engine cannot be stopped: a run that was abandoned must end before the next one begins, or a few
/// changes of mind would occupy every core.
static ENGINE: Mutex<()> = Mutex::new(());

/// Embeds the rows. The engine cannot be stopped; `progress` is looked at before and after. Of the settings
/// it knows perplexity, iterations, theta and seed.
///
/// # Errors
/// [`MethodError::TooManyRows`], [`MethodError::Failed`] where no finite map came out,
/// [`MethodError::Cancelled`].
pub fn linfa_tsne(
    params: &TsneValidParams,
    matrix: &FeatureMatrix,
    progress: &Progress,
) -> Result<Embedding, MethodError> {
    progress.step(0, 0)?;
    let rows = matrix.rows().len();
    if rows > ROW_LIMIT {
        return Err(MethodError::TooManyRows { method: "linfa-tsne", limit: ROW_LIMIT, rows });
    }
    let failed = |message: String| MethodError::Failed { method: "t-SNE", message };
    let records = records(matrix, progress)?;
    let engine = wait_for_engine(progress)?;
    let map = TSneParams::embedding_size_with_rng(
        2,
        Xoshiro256Plus::seed_from_u64(params.settings().seed),
    )
    .perplexity(params.perplexity())
    .approx_threshold(params.settings().theta)
    .max_iter(params.iterations())
    .preliminary_iter(params.early_iterations())
    .transform(records)
    .map_err(|error| failed(error.to_string()))?;
    drop(engine);
    progress.check()?;
    let points: Vec<[f64; 2]> = map.rows().into_iter().map(|row| [row[0], row[1]]).collect();
    if points.iter().flatten().any(|v| !v.is_finite()) {
        return Err(failed(
            "linfa-tsne gave coordinates that are not finite. Are many rows identical?".to_owned(),
        ));
    }
    Ok(Embedding::new(Arc::clone(matrix.rows()), points))
}

/// What the engine takes: row-major, two columns at least, fifty at most, not all rows equal.
fn records(matrix: &FeatureMatrix, progress: &Progress) -> Result<Array2<f64>, MethodError> {
    let values = matrix.values();
    let values = values.view();
    let (rows, columns) = values.dim();
    let same = values.rows().into_iter().all(|row| row == values.row(0));
    if same {
        return Err(MethodError::NoVariance);
    }
    if columns > REDUCE_TO {
        let pca = PcaSettings { components: REDUCE_TO }.check(rows, columns)?;
        return Ok(pca.fit_with(values, progress)?.transform(values));
    }
    if columns == 1 {
        let zeros = Array2::zeros((rows, 1));
        let pair = concatenate(Axis(1), &[values, zeros.view()])
            .map_err(|e| MethodError::Failed { method: "t-SNE", message: e.to_string() })?;
        return Ok(pair.as_standard_layout().into_owned());
    }
    Ok(values.to_owned())
}

fn wait_for_engine(progress: &Progress) -> Result<MutexGuard<'static, ()>, MethodError> {
    loop {
        match ENGINE.try_lock() {
            Ok(guard) => return Ok(guard),
            // A run that panicked left nothing behind in it.
            Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => {
                progress.check()?;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::RowId;
    use crate::features::Feature;
    use crate::methods::TsneSettings;

    fn matrix(rows: usize, value: impl Fn(usize, usize) -> f64, columns: usize) -> FeatureMatrix {
        let values: Vec<Vec<f64>> =
            (0..columns).map(|j| (0..rows).map(|i| value(i, j)).collect()).collect();
        let features = (0..columns).map(|j| Feature::amount(&format!("f{j}"))).collect();
        let names = (1..=rows).map(|i| RowId(i as u32)).collect();
        FeatureMatrix::new(&values, features, names).unwrap()
    }

    /// Three groups far apart, with spread inside them.
    fn groups(i: usize, j: usize) -> f64 {
        (i % 3) as f64 * 20.0 + ((i * 7919 + j * 104_729) % 1000) as f64 / 1000.0
    }

    #[test]
    fn groups_stay_together() {
        let matrix = matrix(90, groups, 5);
        let map =
            linfa_tsne(&TsneSettings::default().check(90).unwrap(), &matrix, &Progress::new())
                .unwrap();
        let nearest_is_of_the_group = |points: &[[f64; 2]]| {
            let d = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
            let right = (0..90).filter(|&i| {
                let nearest = (0..90)
                    .filter(|&j| j != i)
                    .min_by(|&a, &b| d(points[i], points[a]).total_cmp(&d(points[i], points[b])));
                nearest.is_some_and(|j| j % 3 == i % 3)
            });
            right.count() as f64 / 90.0
        };
        assert!(nearest_is_of_the_group(map.points()) > 0.95);
        // The check can fail: a map that knows nothing of the data does.
        let random: Vec<[f64; 2]> =
            (0..90).map(|i| [f64::from(i * 31 % 90), f64::from(i * 57 % 89)]).collect();
        assert!(nearest_is_of_the_group(&random) < 0.7);
    }

    #[test]
    fn one_column_and_many_columns_are_taken() {
        for columns in [1, 60] {
            let m = matrix(40, groups, columns);
            let params = TsneSettings { iterations: 60, ..TsneSettings::default() };
            let map = linfa_tsne(&params.check(40).unwrap(), &m, &Progress::new()).unwrap();
            assert_eq!(map.points().len(), 40);
        }
    }

    #[test]
    fn equal_rows_are_refused() {
        let m = matrix(20, |_, _| 1.0, 3);
        let fitted = linfa_tsne(&TsneSettings::default().check(20).unwrap(), &m, &Progress::new());
        assert!(matches!(fitted, Err(MethodError::NoVariance)));
    }
}
