//! Why far and near come together in many columns.
//!
//! As columns without relation are added, the distances to the nearest and to the farthest row grow alike (Beyer,
//! Goldstein, Ramakrishnan and Shaft 1999): their contrast `(farthest - nearest) / nearest` falls.

use super::{ExplainError, Lesson, Numbers, Step, Told};
use crate::progress::Progress;
use crate::words::count_of;
use ndarray::{Array2, ArrayView2};
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use serde::Serialize;

const SOURCE: &str = "Beyer, Goldstein, Ramakrishnan and Shaft (1999), ICDT, 217-235, theorem 1";
/// Rows that are looked at.
const ROWS: usize = 600;
/// Bars of the histogram.
const BARS: usize = 40;
const SEED: u64 = 42;

/// Distances in the data, and in as many columns without relation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distances {
    /// Rows that were looked at.
    pub rows: usize,
    /// Columns.
    pub features: usize,
    /// Columns without relation that they are compared with.
    pub unrelated: usize,
    /// The edges of the bars, in units of the mean distance.
    pub edges: Vec<f64>,
    /// The share of pairs in each bar: of the data, of columns without relation.
    pub shares: [Vec<f64>; 2],
    /// The distance to the nearest over that to the farthest row, on average, of each.
    pub nearest_over_farthest: [f64; 2],
    /// The standard deviation of the distances over their mean, of each.
    pub spread: [f64; 2],
}

/// The distances of a sample of rows, beside those of as many rows of independent normal columns of the same spread.
///
/// # Errors
/// [`ExplainError::Cancelled`].
pub fn distances(lesson: &Lesson<'_>, progress: &Progress) -> Result<Distances, ExplainError> {
    beside(lesson, lesson.matrix().dim().1, ROWS, progress)
}

/// The same beside another number of columns without relation, of fewer rows: an answer to a drag.
///
/// # Errors
/// [`ExplainError::Cancelled`].
pub fn distances_beside(
    lesson: &Lesson<'_>,
    unrelated: usize,
    progress: &Progress,
) -> Result<Distances, ExplainError> {
    beside(lesson, unrelated, ROWS / 2, progress)
}

fn beside(
    lesson: &Lesson<'_>,
    unrelated: usize,
    most: usize,
    progress: &Progress,
) -> Result<Distances, ExplainError> {
    let (all, columns) = lesson.matrix().dim();
    let mut random = Xoshiro256Plus::seed_from_u64(SEED);
    let mut chosen = index::sample(&mut random, all, all.min(most)).into_vec();
    chosen.sort_unstable();
    let mut rows = Array2::zeros((chosen.len(), columns));
    for (mut line, &at) in rows.outer_iter_mut().zip(&chosen) {
        line.assign(&ndarray::Array1::from(lesson.matrix().row(at)));
    }
    progress.check()?;
    let spread = rows.std_axis(ndarray::Axis(0), 1.0);
    let strewn = Array2::from_shape_fn((chosen.len(), unrelated), |(_, j)| {
        spread[j % columns] * normal(&mut random)
    });
    let (own, noise) = (pairs(rows.view()), pairs(strewn.view()));
    progress.check()?;
    let last = [&own, &noise].iter().flat_map(|d| d.scaled()).fold(0.0, f64::max).max(1e-9);
    let edges: Vec<f64> = (0..=BARS).map(|bar| last * bar as f64 / BARS as f64).collect();
    let share = |found: &Pairs| {
        let mut bars = vec![0.0; BARS];
        let one = 1.0 / found.all.len().max(1) as f64;
        for distance in found.scaled() {
            bars[((distance / last * BARS as f64) as usize).min(BARS - 1)] += one;
        }
        bars
    };
    Ok(Distances {
        rows: chosen.len(),
        features: columns,
        unrelated,
        shares: [share(&own), share(&noise)],
        edges,
        nearest_over_farthest: [own.contrast, noise.contrast],
        spread: [own.spread(), noise.spread()],
    })
}

/// A standard normal number (Box and Muller 1958).
fn normal(random: &mut Xoshiro256Plus) -> f64 {
    use rand::Rng;
    let (a, b): (f64, f64) = (random.r#gen(), random.r#gen());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

struct Pairs {
    all: Vec<f64>,
    mean: f64,
    contrast: f64,
}

impl Pairs {
    fn scaled(&self) -> impl Iterator<Item = f64> + '_ {
        self.all.iter().map(|distance| if self.mean > 0.0 { distance / self.mean } else { 0.0 })
    }

    fn spread(&self) -> f64 {
        let square = self.scaled().map(|d| (d - 1.0) * (d - 1.0)).sum::<f64>();
        (square / self.all.len().max(1) as f64).sqrt()
    }
}

fn pairs(rows: ArrayView2<'_, f64>) -> Pairs {
    let n = rows.nrows();
    let mut all = Vec::with_capacity(n * (n - 1) / 2);
    let (mut nearest, mut farthest) = (vec![f64::INFINITY; n], vec![0.0_f64; n]);
    for i in 0..n {
        for j in 0..i {
            let square: f64 =
                rows.row(i).iter().zip(rows.row(j)).map(|(a, b)| (a - b) * (a - b)).sum();
            let distance = square.sqrt();
            for end in [i, j] {
                nearest[end] = nearest[end].min(distance);
                farthest[end] = farthest[end].max(distance);
            }
            all.push(distance);
        }
    }
    let ratios = nearest.iter().zip(&farthest).filter(|(_, far)| **far > 0.0);
    let (sum, count) =
        ratios.fold((0.0, 0), |(sum, count), (near, far)| (sum + near / far, count + 1));
    let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
    Pairs { all, mean, contrast: sum / f64::from(count.max(1)) }
}

pub(super) fn told(lesson: &Lesson<'_>, progress: &Progress) -> Result<Told, ExplainError> {
    let found = distances(lesson, progress)?;
    let [own, noise] = found.nearest_over_farthest;
    let sentence = format!(
        "In the {} of these data the nearest customer is {:.0} % as far as the farthest; in as many columns without any relation it would be \
         {:.0} %. The lower, the more a neighbour means.",
        count_of(found.features, "column", "columns"),
        own * 100.0,
        noise * 100.0
    );
    let steps = vec![
        Step::new("nearest over farthest, on average, in the data", own),
        Step::new("the same in columns without relation", noise),
        Step::new("spread of the distances over their mean, in the data", found.spread[0]),
        Step::new("the same in columns without relation", found.spread[1]),
        Step::new("rows looked at, chosen by a seed", found.rows as f64),
    ];
    Ok(Told { sentence, steps, numbers: Numbers::HighDimension(found), source: SOURCE })
}
