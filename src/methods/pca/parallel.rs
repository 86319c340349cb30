//! Parallel analysis (Horn 1965, by permutation as Buja and Eyuboglu 1992): which eigenvalues are larger
//! than those of the same columns without their relations.
//!
//! Each column is permuted for itself, so that it keeps its values and with them its own variance, scaled or
//! not. One generator a permutation, drawn from the seed and the permutation's number, hands each column
//! its own: the result does not depend on the number of threads.

use super::percentile::percentile_of;
use super::{MethodError, PcaModel, Rule, eigen, moments};
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2, Axis};
use rand::seq::SliceRandom;
use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU64, Ordering};

/// Entries of permuted copies that are held at a time: 256 MB.
const HELD: usize = 1 << 25;

/// How parallel analysis is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParallelSettings {
    /// Permuted tables.
    pub permutations: usize,
    /// The percentile of their eigenvalues that ours must be above.
    pub percentile: f64,
    /// Seed of the permutations.
    pub seed: u64,
}

impl Default for ParallelSettings {
    fn default() -> Self {
        Self { permutations: 100, percentile: 95.0, seed: 42 }
    }
}

/// What parallel analysis found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parallel {
    /// The count, and the percentile of the permuted tables' eigenvalues.
    #[serde(flatten)]
    pub rule: Rule,
    /// Permuted tables.
    pub permutations: usize,
    /// Which percentile, interpolated between the two nearest.
    pub percentile: f64,
    /// Seed of the permutations.
    pub seed: u64,
}

impl Parallel {
    /// Compares a fitted model with permutations of the matrix that it was fitted to.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`]; [`MethodError::OutOfRange`] for settings that make no sense.
    ///
    /// # Panics
    /// Where the matrix has another number of columns than the model.
    pub fn analysis(
        model: &PcaModel,
        matrix: ArrayView2<'_, f64>,
        settings: ParallelSettings,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let ParallelSettings { permutations, percentile, seed } = settings;
        assert_eq!(matrix.ncols(), model.mean().len(), "the matrix that the model was fitted to");
        if permutations == 0 {
            let setting = "the number of permutations";
            return Err(MethodError::OutOfRange { setting, value: 0.0, range: "1 or more" });
        }
        if !(0.0..=100.0).contains(&percentile) {
            let (setting, value) = ("the percentile", percentile);
            return Err(MethodError::OutOfRange { setting, value, range: "0 to 100" });
        }
        let eigenvalues = model.explained_variance();
        let at_once = (HELD / matrix.len().max(1)).clamp(1, permutations);
        let done = AtomicU64::new(0);
        let mut found: Vec<Vec<f64>> = Vec::with_capacity(permutations);
        for start in (0..permutations).step_by(at_once) {
            let batch: Result<Vec<Vec<f64>>, MethodError> = (start
                ..permutations.min(start + at_once))
                .into_par_iter()
                .map(|number| {
                    progress.check()?;
                    let values = permuted(matrix, model.mean(), seed, number as u64, progress)?;
                    progress.step(done.fetch_add(1, Ordering::Relaxed) + 1, permutations as u64)?;
                    Ok(values)
                })
                .collect();
            found.extend(batch?);
        }
        let line = (0..eigenvalues.len())
            .map(|k| {
                let mut of_one: Vec<f64> = found.iter().map(|values| values[k]).collect();
                of_one.sort_by(f64::total_cmp);
                percentile_of(&of_one, percentile)
            })
            .collect();
        Ok(Self { rule: Rule::new(eigenvalues, line), permutations, percentile, seed })
    }
}

/// The eigenvalues of one permuted table.
fn permuted(
    matrix: ArrayView2<'_, f64>,
    mean: &[f64],
    seed: u64,
    number: u64,
    progress: &Progress,
) -> Result<Vec<f64>, MethodError> {
    // The seed is spread by SplitMix64, so neighbouring numbers give unrelated generators.
    let mut random = Xoshiro256Plus::seed_from_u64(
        seed.wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
    );
    let seeds: Vec<u64> = (0..matrix.ncols()).map(|_| random.next_u64()).collect();
    let (rows, columns) = matrix.dim();
    let mut shuffled: Array2<f64> = Array2::zeros((columns, rows));
    shuffled
        .axis_iter_mut(Axis(0))
        .into_par_iter()
        .zip(matrix.axis_iter(Axis(1)))
        .zip(&seeds)
        .for_each(|((mut out, column), &seed)| {
            out.assign(&column);
            if let Some(out) = out.as_slice_mut() {
                out.shuffle(&mut Xoshiro256Plus::seed_from_u64(seed));
            }
        });
    eigenvalues(shuffled.t(), mean, progress)
}

/// All min(n - 1, p) eigenvalues (divisor n - 1, descending) of a matrix whose means are known.
fn eigenvalues(
    matrix: ArrayView2<'_, f64>,
    mean: &[f64],
    progress: &Progress,
) -> Result<Vec<f64>, MethodError> {
    let (rows, columns) = matrix.dim();
    // A progress of its own: the caller counts permutations.
    let quiet = progress.unseen();
    let square = if rows > columns {
        moments::covariance(matrix, mean, &quiet)?
    } else {
        moments::gram(matrix, mean, &quiet)?
    };
    let mut values = eigen::values(&square)?;
    values.truncate(columns.min(rows - 1));
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fit, random, reference, table};
    use super::*;

    fn analyse(matrix: &Array2<f64>, settings: ParallelSettings) -> Parallel {
        Parallel::analysis(&fit(matrix, 1), matrix.view(), settings, &Progress::new()).unwrap()
    }

    /// numpy's permutations are others: its line is met within the spread of such lines.
    #[test]
    fn agrees_with_numpy_on_iris_and_wine() {
        for name in ["iris", "wine"] {
            let wanted = &reference()[name];
            let matrix = table(name);
            let found = analyse(&matrix, ParallelSettings::default());
            assert_eq!(found.rule.components as u64, wanted["parallel"]["components"], "{name}");
            for (a, b) in found.rule.line.iter().zip(wanted["parallel"]["line"].as_array().unwrap())
            {
                let b = b.as_f64().unwrap();
                assert!((a - b).abs() < 0.04 * b, "{name}: {a} and {b}");
            }
        }
    }

    #[test]
    fn related_columns_are_seen_whatever_their_spread() {
        // Two columns of one amount, two of noise, one of them a thousand times as wide as all others.
        let noise = random(300, 4, 21);
        let mut matrix = noise.clone();
        for mut row in matrix.rows_mut() {
            row[1] = row[0] + 0.1 * row[1];
            row[3] *= 1000.0;
        }
        let found = analyse(&matrix, ParallelSettings::default());
        // The wide column has its own variance under permutation too, so it is no finding.
        assert_eq!(found.rule.components, 0);
        assert!((found.rule.line[0] / fit(&matrix, 1).explained_variance()[0] - 1.0).abs() < 1e-3);
        for mut row in matrix.rows_mut() {
            row[2] *= 0.2;
            row[3] /= 1e6;
        }
        assert_eq!(analyse(&matrix, ParallelSettings::default()).rule.components, 1);
    }

    #[test]
    fn one_seed_one_line_for_any_number_of_threads() {
        for (rows, columns) in [(2500, 6), (12, 40)] {
            let matrix = random(rows, columns, 4);
            let run = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let settings = ParallelSettings { permutations: 7, ..Default::default() };
                pool.install(|| analyse(&matrix, settings))
            };
            assert_eq!(run(1), run(3));
        }
        let matrix = random(50, 3, 4);
        let other = analyse(&matrix, ParallelSettings { seed: 1, ..Default::default() });
        assert_ne!(other.rule.line, analyse(&matrix, ParallelSettings::default()).rule.line);
    }

    #[test]
    fn it_can_be_stopped_and_takes_only_settings_that_make_sense() {
        let matrix = random(30, 3, 0);
        let model = fit(&matrix, 1);
        let progress = Progress::new();
        let run = |settings| Parallel::analysis(&model, matrix.view(), settings, &progress);
        let wrong = ParallelSettings { permutations: 0, ..Default::default() };
        assert!(matches!(run(wrong), Err(MethodError::OutOfRange { .. })));
        let wrong = ParallelSettings { percentile: 101.0, ..Default::default() };
        assert!(matches!(run(wrong), Err(MethodError::OutOfRange { .. })));
        progress.cancel();
        assert!(matches!(run(ParallelSettings::default()), Err(MethodError::Cancelled(_))));
    }

    #[test]
    fn small_shapes() {
        assert_eq!(
            analyse(&ndarray::array![[1.0], [3.0]], ParallelSettings::default()).rule.components,
            0
        );
        let pair = ndarray::array![[1.0, 5.0], [3.0, 9.0]];
        assert_eq!(analyse(&pair, ParallelSettings::default()).rule.line.len(), 1);
    }
}
