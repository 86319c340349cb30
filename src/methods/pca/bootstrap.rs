//! How far eigenvalues and loadings would move with other customers of the same kind: percentile intervals
//! from tables of rows drawn with replacement (Efron 1979; for PCA Daudin, Duby and Trecourt 1988).
//!
//! A resample's components come in their own order and with their own signs. They are matched with ours by
//! the largest |cosine| between unit eigenvectors first, each used once, and turned to a positive cosine;
//! a few more than are kept are fitted, so that one that slid down in order is still found. Eigenvalues
//! are compared by their order. One generator a resample: the same for any number of threads.

use super::percentile::percentile_of;
use super::{MethodError, PcaModel, PcaSettings, moments};
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2, Axis};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Components fitted to a resample beside those that are kept.
const MORE: usize = 3;
/// Entries of resampled tables that are held at a time: 256 MB.
const HELD: usize = 1 << 25;

/// How the bootstrap is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BootstrapSettings {
    /// Resampled tables.
    pub resamples: usize,
    /// The share of resamples that an interval holds.
    pub confidence: f64,
    /// Whether each column is brought back to its variance in the whole table, as standardising again would:
    /// right for standardised columns, wrong for columns taken as they are.
    pub restandardise: bool,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for BootstrapSettings {
    fn default() -> Self {
        Self { resamples: 500, confidence: 0.95, restandardise: true, seed: 42 }
    }
}

/// Where most resamples lie.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Percentile intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// One for each eigenvalue.
    pub eigenvalues: Vec<Interval>,
    /// Kept components x columns.
    pub loadings: Array2<Interval>,
    /// How like each kept component its twins are: the median |cosine|, 1 where no resample moves it. Below
    /// about 0.9 it is mixed with its neighbours, and its loadings should not be named.
    pub likeness: Vec<f64>,
}

/// What one resample tells.
struct Resample {
    eigenvalues: Vec<f64>,
    loadings: Array2<f64>,
    cosines: Vec<f64>,
}

impl Bootstrap {
    /// Resamples the matrix that a model was fitted to.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`], [`MethodError::OutOfRange`]; what fitting a resample may say.
    ///
    /// # Panics
    /// Where the matrix is not of the shape that the model was fitted to.
    pub fn new(
        model: &PcaModel,
        matrix: ArrayView2<'_, f64>,
        settings: BootstrapSettings,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        assert_eq!(matrix.dim(), (model.rows(), model.mean().len()), "the model's own matrix");
        let BootstrapSettings { resamples, confidence, .. } = settings;
        if resamples < 2 {
            let (setting, value) = ("the number of resamples", resamples as f64);
            return Err(MethodError::OutOfRange { setting, value, range: "2 or more" });
        }
        if !(confidence > 0.0 && confidence < 1.0) {
            let (setting, value) = ("the confidence", confidence);
            return Err(MethodError::OutOfRange { setting, value, range: "between 0 and 1" });
        }
        let spread = settings.restandardise.then(|| squares(matrix, model.mean()));
        let at_once = (HELD / matrix.len().max(1)).clamp(1, resamples);
        let done = AtomicU64::new(0);
        let mut found: Vec<Resample> = Vec::with_capacity(resamples);
        for start in (0..resamples).step_by(at_once) {
            let batch: Result<Vec<Resample>, MethodError> = (start..resamples.min(start + at_once))
                .into_par_iter()
                .map(|number| {
                    progress.check()?;
                    let drawn = drawn(matrix, settings.seed, number as u64, spread.as_deref());
                    let resample = resample(model, drawn.view(), &progress.unseen())?;
                    progress.step(done.fetch_add(1, Ordering::Relaxed) + 1, resamples as u64)?;
                    Ok(resample)
                })
                .collect();
            found.extend(batch?);
        }
        let tail = 50.0 * (1.0 - confidence);
        let interval = |values: Vec<f64>| {
            let sorted = sorted(values);
            Interval {
                low: percentile_of(&sorted, tail),
                high: percentile_of(&sorted, 100.0 - tail),
            }
        };
        let (kept, columns) = model.components().dim();
        let eigenvalues = (0..model.explained_variance().len())
            .map(|k| interval(found.iter().map(|r| r.eigenvalues[k]).collect()))
            .collect();
        let loadings = Array2::from_shape_fn((kept, columns), |at| {
            interval(found.iter().map(|r| r.loadings[at]).collect())
        });
        let likeness = (0..kept)
            .map(|a| percentile_of(&sorted(found.iter().map(|r| r.cosines[a]).collect()), 50.0))
            .collect();
        Ok(Self { eigenvalues, loadings, likeness })
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// The sum of each column's squared differences from its mean.
fn squares(matrix: ArrayView2<'_, f64>, mean: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; mean.len()];
    for row in matrix.rows() {
        for ((sum, value), mean) in sums.iter_mut().zip(row).zip(mean) {
            *sum += (value - mean) * (value - mean);
        }
    }
    sums
}

/// As many rows as the matrix has, drawn with replacement.
fn drawn(
    matrix: ArrayView2<'_, f64>,
    seed: u64,
    number: u64,
    spread: Option<&[f64]>,
) -> Array2<f64> {
    // The seed is spread by SplitMix64, so neighbouring numbers give unrelated generators.
    let seed = seed.wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let rows = matrix.nrows();
    let mut places: Vec<usize> = (0..rows).map(|_| random.gen_range(0..rows)).collect();
    // Their order does not matter to the covariance, and the memory is read in its order.
    places.sort_unstable();
    let mut drawn = matrix.select(Axis(0), &places);
    let Some(spread) = spread else { return drawn };
    let mean = moments::mean(drawn.view());
    let factor: Vec<f64> = squares(drawn.view(), &mean)
        .iter()
        .zip(spread)
        // A column that the draw left constant stays so.
        .map(|(now, whole)| if *now > 0.0 { (whole / now).sqrt() } else { 0.0 })
        .collect();
    for mut row in drawn.rows_mut() {
        for ((value, mean), factor) in row.iter_mut().zip(&mean).zip(&factor) {
            *value = (*value - mean) * factor;
        }
    }
    drawn
}

/// Fits a resample and matches its components with the model's.
fn resample(
    model: &PcaModel,
    drawn: ArrayView2<'_, f64>,
    progress: &Progress,
) -> Result<Resample, MethodError> {
    let (rows, columns) = drawn.dim();
    let ours = model.components();
    let kept = ours.nrows();
    let params = PcaSettings { components: kept + MORE }.check(rows, columns)?;
    let theirs = match params.fit_with(drawn, progress) {
        Ok(theirs) => theirs,
        // One row, drawn again and again: a table without variance, and that is what it tells.
        Err(MethodError::NoVariance) => {
            return Ok(Resample {
                eigenvalues: vec![0.0; model.explained_variance().len()],
                loadings: Array2::zeros((kept, columns)),
                cosines: vec![0.0; kept],
            });
        }
        Err(error) => return Err(error),
    };
    let cosines = ours.dot(&theirs.components().t());
    let of_theirs = theirs.loadings();
    let mut loadings = Array2::zeros((kept, columns));
    let mut likeness = vec![0.0; kept];
    for (a, b) in matched(&cosines) {
        let sign = if cosines[[a, b]] < 0.0 { -1.0 } else { 1.0 };
        loadings.row_mut(a).assign(&(&of_theirs.row(b) * sign));
        likeness[a] = cosines[[a, b]].abs();
    }
    Ok(Resample { eigenvalues: theirs.explained_variance().to_vec(), loadings, cosines: likeness })
}

/// Pairs of ours and theirs, the most alike first, each used once; ties by order.
fn matched(cosines: &Array2<f64>) -> Vec<(usize, usize)> {
    let mut all: Vec<((usize, usize), f64)> =
        cosines.indexed_iter().map(|(at, cosine)| (at, cosine.abs())).collect();
    all.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let (mut used, mut pairs) = (vec![false; cosines.ncols()], Vec::new());
    let mut found = vec![false; cosines.nrows()];
    for ((a, b), _) in all {
        if !found[a] && !used[b] {
            (found[a], used[b]) = (true, true);
            pairs.push((a, b));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fit, random, reference, table};
    use super::*;

    fn of(matrix: &Array2<f64>, kept: usize, settings: BootstrapSettings) -> Bootstrap {
        Bootstrap::new(&fit(matrix, kept), matrix.view(), settings, &Progress::new()).unwrap()
    }

    /// numpy drew other rows: ends are met within the spread of such ends.
    #[test]
    fn eigenvalues_agree_with_numpys_bootstrap_of_the_correlations() {
        for (name, rows) in [("iris", 150.0_f64), ("wine", 178.0)] {
            let matrix = table(name);
            let settings = BootstrapSettings { resamples: 4000, ..Default::default() };
            let found = of(&matrix, 2, settings);
            let wanted = &reference()[name]["bootstrap"];
            for (k, interval) in found.eigenvalues.iter().enumerate() {
                for (end, key) in [(interval.low, "low"), (interval.high, "high")] {
                    let wanted = wanted[key][k].as_f64().unwrap();
                    let close = 0.35 * wanted / rows.sqrt();
                    assert!((end - wanted).abs() < close, "{name}, {}: {end}, {wanted}", k + 1);
                }
                assert!(interval.low < interval.high);
            }
        }
    }

    #[test]
    fn loadings_keep_their_sign_and_lie_in_their_intervals() {
        let matrix = table("iris");
        let found = of(&matrix, 2, BootstrapSettings::default());
        let loadings = fit(&matrix, 2).loadings();
        for (loading, interval) in loadings.row(0).iter().zip(found.loadings.row(0)) {
            assert!(interval.low <= *loading && *loading <= interval.high);
            // A sign that flips from draw to draw would stretch them across zero.
            assert!(interval.high - interval.low < 0.35, "{interval:?}");
        }
        assert!(found.likeness[0] > 0.99);
    }

    #[test]
    fn a_component_of_two_like_entries_does_not_flip() {
        // Opposite columns: which entry is larger, and with it the sign of a fit, changes from draw to draw.
        let mut matrix = random(100, 2, 13);
        for mut row in matrix.rows_mut() {
            row[1] = -row[0] + 0.1 * row[1];
        }
        let settings = BootstrapSettings { restandardise: false, ..Default::default() };
        for interval in of(&matrix, 1, settings).loadings.row(0) {
            assert!(interval.low * interval.high > 0.0, "{interval:?}");
        }
    }

    #[test]
    fn components_that_change_places_are_told_apart() {
        // Two unrelated columns of nearly equal spread: either may come first, but each is itself.
        let mut matrix = random(400, 2, 6);
        for mut row in matrix.rows_mut() {
            row[1] /= 1.98;
        }
        // Made uncorrelated, so that the axes are the components.
        let along =
            matrix.column(0).dot(&matrix.column(1)) / matrix.column(0).dot(&matrix.column(0));
        let first = matrix.column(0).to_owned();
        matrix.column_mut(1).scaled_add(-along, &first);
        let settings = BootstrapSettings { restandardise: false, ..Default::default() };
        let found = of(&matrix, 1, settings);
        assert!(found.likeness[0] > 0.75);
        let widest = fit(&matrix, 1).loadings().iter().fold(0.0_f64, |m, v| m.max(v.abs()));
        assert!(found.loadings.iter().any(|i| i.low > 0.5 * widest), "{:?}", found.loadings);
        assert_eq!(matched(&ndarray::array![[0.2, -0.9], [0.8, 0.95]]), [(1, 1), (0, 0)]);
    }

    #[test]
    fn restandardised_eigenvalues_sum_to_the_columns() {
        let matrix = table("iris");
        let settings = BootstrapSettings { seed: 9, ..Default::default() };
        for number in 0..5 {
            let whole = squares(matrix.view(), fit(&matrix, 1).mean());
            let drawn = drawn(matrix.view(), settings.seed, number, Some(&whole));
            let total: f64 = fit(&drawn, 1).explained_variance().iter().sum();
            assert!((total - 4.0).abs() < 1e-10);
        }
    }

    #[test]
    fn one_seed_one_answer_for_any_number_of_threads() {
        for (rows, columns) in [(2300, 4), (8, 30)] {
            let matrix = random(rows, columns, 3);
            let settings = BootstrapSettings { resamples: 9, ..Default::default() };
            let run = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| of(&matrix, 2, settings))
            };
            assert_eq!(run(1), run(3));
        }
    }

    #[test]
    fn small_shapes_settings_and_stopping() {
        let pair = ndarray::array![[1.0, 4.0], [3.0, 9.0]];
        // Half of the draws take one row twice; that is a spread of nothing, not a failure.
        let found = of(&pair, 1, BootstrapSettings { restandardise: false, ..Default::default() });
        assert_eq!(found.eigenvalues[0].low, 0.0);
        assert!((found.eigenvalues[0].high - 14.5).abs() < 1e-12);

        let matrix = random(30, 3, 0);
        let model = fit(&matrix, 1);
        let progress = Progress::new();
        let run = |settings| Bootstrap::new(&model, matrix.view(), settings, &progress);
        let wrong = BootstrapSettings { resamples: 1, ..Default::default() };
        assert!(matches!(run(wrong), Err(MethodError::OutOfRange { .. })));
        let wrong = BootstrapSettings { confidence: 1.0, ..Default::default() };
        assert!(matches!(run(wrong), Err(MethodError::OutOfRange { .. })));
        progress.cancel();
        assert!(matches!(run(BootstrapSettings::default()), Err(MethodError::Cancelled(_))));
    }
}
