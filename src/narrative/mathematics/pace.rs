//! What the learning rate does: the same small table three times, with the default rate and with rates that are too large.
//!
//! Each step goes down the slope where the point lies. Far enough along it the slope is another: a step that is too long
//! lands higher up than it began, and the next one is longer still (Jacobs 1988). The engine bounds a step's length, so that the
//! map does not fly apart; it cannot settle either.

use super::{ExplainError, Lesson};
use crate::data::RowId;
use crate::methods::MethodError;
use crate::methods::tsne::{TsneRun, TsneSettings};
use crate::progress::Progress;
use ndarray::Array2;
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use serde::Serialize;

/// Rows of the small table.
const ROWS: usize = 300;
/// Iterations of each run, a third of them exaggerated.
const ITERATIONS: usize = 300;
/// How many times the default rate.
const TIMES: [f64; 3] = [1.0, 100.0, 100_000.0];
const SEED: u64 = 42;

/// One run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pace {
    /// How many times the default learning rate.
    pub times: f64,
    /// The learning rate once the exaggeration is over.
    pub rate: f64,
    /// Where the customers came to lie; not a number where they flew apart.
    pub points: Vec<[f64; 2]>,
    /// Iteration and divergence, in nats; those that are no number are left out.
    pub curve: Vec<[f64; 2]>,
    /// The divergence at the end; none where the points flew apart.
    pub kl: Option<f64>,
}

/// The same table at different learning rates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paces {
    /// The customers, a seeded sample where there are more.
    pub rows: Vec<RowId>,
    /// How many there are in all.
    pub of: usize,
    /// The effective number of neighbours.
    pub perplexity: f64,
    /// Iterations of each run.
    pub iterations: usize,
    /// The seed of the sample and of the runs.
    pub seed: u64,
    /// The runs, the slowest first.
    pub runs: Vec<Pace>,
}

/// Makes three small maps of at most 300 rows, beside the user's own.
///
/// # Errors
/// [`ExplainError::Method`]: too few rows, rows that are all equal; [`ExplainError::Cancelled`].
pub fn paces(lesson: &Lesson<'_>, progress: &Progress) -> Result<Paces, ExplainError> {
    let (of, columns) = lesson.matrix().dim();
    let mut random = Xoshiro256Plus::seed_from_u64(SEED);
    let mut chosen = index::sample(&mut random, of, of.min(ROWS)).into_vec();
    chosen.sort_unstable();
    let mut values = Array2::zeros((chosen.len(), columns));
    for (mut line, &at) in values.outer_iter_mut().zip(&chosen) {
        line.assign(&ndarray::Array1::from(lesson.matrix().row(at)));
    }
    let usual = TsneSettings { iterations: ITERATIONS, seed: SEED, ..TsneSettings::default() };
    let params = usual.check(chosen.len())?;
    let rate = params.learning_rate(usual.late_exaggeration);
    let mut runs = Vec::new();
    for (nth, times) in TIMES.into_iter().enumerate() {
        let part = |nth: usize| nth as f64 / TIMES.len() as f64;
        let part = progress.part(part(nth), part(nth + 1));
        // The default rate changes with the phase; the others are that of the second phase throughout.
        let learning_rate = (times > 1.0).then_some(times * rate);
        let params = TsneSettings { learning_rate, ..usual.clone() }.check(chosen.len())?;
        let mut run = TsneRun::new(&params, values.view(), &part)?;
        let ended = run.advance(ITERATIONS, &part, |_| ());
        let flew_apart = match ended {
            Ok(()) => false,
            Err(MethodError::Failed { .. }) => true,
            Err(error) => return Err(error.into()),
        };
        let points = run.points().into_iter().map(|point| point.map(f64::from));
        let curve = run.curve().iter().map(|point| [point.iteration as f64, point.kl]);
        let curve: Vec<[f64; 2]> = curve.filter(|at| at[1].is_finite()).collect();
        runs.push(Pace {
            times,
            rate: times * rate,
            points: points.collect(),
            kl: curve.last().map(|at| at[1]).filter(|_| !flew_apart),
            curve,
        });
    }
    let rows = chosen.iter().map(|at| lesson.matrix().rows()[*at]).collect();
    let perplexity = params.perplexity();
    Ok(Paces { rows, of, perplexity, iterations: ITERATIONS, seed: SEED, runs })
}
