//! t-SNE (van der Maaten and Hinton 2008), for now Barnes-Hut through linfa-tsne (van der Maaten 2014).
//!
//! Limits of that engine: one thread, no progress, no stop, no KL divergence, a random start, and at
//! `theta` > 0 another picture at each run. Hence the stated row limit, and a bar without a length.

use super::{Embedding, MethodError, PcaSettings};
use crate::data::Notice;
use crate::features::FeatureMatrix;
use crate::progress::Progress;
use linfa::traits::Transformer;
use linfa_tsne::TSneParams;
use ndarray::{Array2, Axis, concatenate};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// Rows that the engine takes; 10,000 rows of 50 columns took it 51 s.
pub const ROW_LIMIT: usize = 20_000;
/// More columns than this are reduced by PCA first.
const REDUCE_TO: usize = 50;
/// The engine cannot be stopped: a run that was abandoned must end before the next one begins, or a few
/// changes of mind would occupy every core.
static ENGINE: Mutex<()> = Mutex::new(());
/// The perplexity where none is asked for and the rows allow it.
const PERPLEXITY: f64 = 30.0;
/// Iterations with early exaggeration, at most.
const EARLY: usize = 250;

/// What a user may set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TsneSettings {
    /// Effective number of neighbours; 30, capped at (n - 1) / 3, where `None`.
    pub perplexity: Option<f64>,
    /// Iterations, both phases together.
    pub iterations: usize,
    /// Barnes-Hut angle: 0 is exact and slow, 0.5 the usual.
    pub theta: f64,
    /// Seed of the random start.
    pub seed: u64,
}

impl Default for TsneSettings {
    fn default() -> Self {
        Self { perplexity: None, iterations: 750, theta: 0.5, seed: 42 }
    }
}

impl TsneSettings {
    /// Checks the settings against the number of rows.
    ///
    /// # Errors
    /// [`MethodError`]: too few or too many rows, an explicit perplexity that is too large, a setting
    /// outside its range.
    pub fn check(&self, rows: usize) -> Result<TsneValidParams, MethodError> {
        let range = |setting, value, range| Err(MethodError::OutOfRange { setting, value, range });
        if rows < 4 {
            return Err(MethodError::TooFewRows { method: "t-SNE", needed: 4, rows });
        }
        if rows > ROW_LIMIT {
            return Err(MethodError::TooManyRows { method: "t-SNE", limit: ROW_LIMIT, rows });
        }
        let most = (rows - 1) as f64 / 3.0;
        let mut notice = None;
        let perplexity = match self.perplexity {
            Some(p) if !(p.is_finite() && p >= 1.0) => {
                return range("perplexity", p, "1 or more");
            }
            Some(perplexity) if perplexity > most => {
                let needed = (3.0 * perplexity).ceil() as usize + 1;
                let most = (most * 10.0).floor() / 10.0;
                return Err(MethodError::PerplexityTooLarge { perplexity, needed, rows, most });
            }
            Some(perplexity) => perplexity,
            None if most < PERPLEXITY => {
                notice = Some(Notice::info(format!(
                    "Perplexity {most:.1} is used instead of {PERPLEXITY}: the table has only {rows} rows."
                )));
                most
            }
            None => PERPLEXITY,
        };
        if self.iterations == 0 {
            return range("the number of iterations", 0.0, "1 or more");
        }
        if !(self.theta.is_finite() && (0.0..=1.0).contains(&self.theta)) {
            return range("theta", self.theta, "from 0 to 1");
        }
        let (iterations, theta, seed) = (self.iterations, self.theta, self.seed);
        Ok(TsneValidParams { perplexity, iterations, theta, seed, notice })
    }
}

/// Settings that were checked; only these can be fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct TsneValidParams {
    perplexity: f64,
    iterations: usize,
    theta: f64,
    seed: u64,
    notice: Option<Notice>,
}

impl TsneValidParams {
    /// The perplexity that is used.
    pub fn perplexity(&self) -> f64 {
        self.perplexity
    }

    /// Iterations, both phases together.
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Said where the default perplexity was capped.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Embeds the rows. The engine cannot be stopped; `progress` is looked at before and after.
    ///
    /// # Errors
    /// [`MethodError::Failed`] where no finite map came out, [`MethodError::Cancelled`].
    pub fn fit_with(
        &self,
        matrix: &FeatureMatrix,
        progress: &Progress,
    ) -> Result<Embedding, MethodError> {
        progress.step(0, 0)?;
        let failed = |message: String| MethodError::Failed { method: "t-SNE", message };
        let records = records(matrix, progress)?;
        let engine = wait_for_engine(progress)?;
        let map = TSneParams::embedding_size_with_rng(2, Xoshiro256Plus::seed_from_u64(self.seed))
            .perplexity(self.perplexity)
            .approx_threshold(self.theta)
            .max_iter(self.iterations)
            .preliminary_iter(EARLY.min(self.iterations / 3))
            .transform(records)
            .map_err(|error| failed(error.to_string()))?;
        drop(engine);
        progress.check()?;
        let points: Vec<[f64; 2]> = map.rows().into_iter().map(|row| [row[0], row[1]]).collect();
        if points.iter().flatten().any(|v| !v.is_finite()) {
            return Err(failed(
                "linfa-tsne gave coordinates that are not finite. Are many rows identical?"
                    .to_owned(),
            ));
        }
        Ok(Embedding::new(matrix.rows().to_vec(), points))
    }
}

/// What the engine takes: row-major, two columns at least, fifty at most, not all rows equal.
fn records(matrix: &FeatureMatrix, progress: &Progress) -> Result<Array2<f64>, MethodError> {
    let values = matrix.values();
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
            TsneSettings::default().check(90).unwrap().fit_with(&matrix, &Progress::new()).unwrap();
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
            let map = params.check(40).unwrap().fit_with(&m, &Progress::new()).unwrap();
            assert_eq!(map.points().len(), 40);
        }
    }

    #[test]
    fn the_default_perplexity_is_capped_and_an_explicit_one_refused() {
        let capped = TsneSettings::default().check(50).unwrap();
        assert!((capped.perplexity() - 49.0 / 3.0).abs() < 1e-12);
        assert!(capped.notice().unwrap().text.contains("16.3"));
        let asked = TsneSettings { perplexity: Some(30.0), ..TsneSettings::default() };
        let error = asked.check(50).unwrap_err().to_string();
        assert!(error.starts_with("perplexity 30 needs at least 91 rows; this table has 50"));
        assert!(asked.check(91).unwrap().notice().is_none());
    }

    #[test]
    fn limits_are_said() {
        let check = |rows| TsneSettings::default().check(rows);
        assert!(matches!(check(3), Err(MethodError::TooFewRows { .. })));
        assert!(matches!(check(ROW_LIMIT + 1), Err(MethodError::TooManyRows { .. })));
        assert!(check(4).is_ok() && check(ROW_LIMIT).is_ok());
    }

    #[test]
    fn equal_rows_are_refused() {
        let m = matrix(20, |_, _| 1.0, 3);
        let fitted = TsneSettings::default().check(20).unwrap().fit_with(&m, &Progress::new());
        assert!(matches!(fitted, Err(MethodError::NoVariance)));
    }
}
