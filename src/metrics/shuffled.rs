//! Would noise look like this? The rows beside the same columns without their relations.
//!
//! Two controls, each many times over with another order:
//!
//! - *Columns shuffled*: each column of the table is put into an order of its own (what comes of one column of words
//!   stays together), as Buja and Eyuboglu (1992) do for parallel analysis (Horn 1965). What the rows have and the
//!   shuffled rows lack is due to relations between columns, of whatever kind.
//! - *Directions shuffled*: the scores on the first two principal components stay together, those on each other
//!   component are put into an order of their own. Variances, correlations and all that the plane of PCA shows stay;
//!   groups, bends and curves across further directions go. What is then lacking is what that plane cannot show.
//!
//! Two things are compared: the eigenvalues of the covariance (straight relations), and how near a row's neighbours
//! are (any relation draws the rows together: the logarithm of that distance is, up to constants, the entropy of
//! the rows divided by their dimension, Kozachenko and Leonenko 1987). The second is asked in all directions and, where
//! there are three or more that stand out, in those alone: noise in many columns drowns it otherwise. Columns of few
//! levels make the rows of a table lie on a lattice that shuffled directions do not have; what that alone does is seen
//! by shuffling the directions of shuffled columns, those of many values replaced by even noise, and taken off.

use super::MetricError;
use super::asked::in_blocks;
use super::distances::Space;
use super::neighborhoods::nearest;
use crate::methods::{MethodError, PcaSettings};
use crate::progress::Progress;
use ndarray::{Array2, ArrayBase, ArrayView1, ArrayView2, Data, Ix2, s};
use rand::seq::SliceRandom;
use rand::{Rng, RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// The neighbour whose distance is compared: few enough to stay inside a small group, enough to be steady.
const NEIGHBOUR: usize = 5;
/// Rows with the nearest and with the farthest neighbours that are left out of the mean, as shares.
const TRIMMED: f64 = 0.05;
/// Values up to which a column makes a lattice.
const LEVELS: usize = 12;

/// A number of the rows beside the same number of shuffled rows.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Contrast {
    /// How large the difference is, as a share: 0 where there is none, towards 1 the more there is.
    pub effect: f64,
    /// How many standard deviations of the shuffled it is away from their mean, in the direction of structure.
    pub deviations: f64,
}

/// The rows beside their shuffled twins.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Shuffled {
    /// Rows that were looked at.
    pub rows: usize,
    /// How often each control was made.
    pub times: usize,
    /// The largest eigenvalue of the rows, and of shuffled columns on average, as shares of the variance.
    pub first_share: [f64; 2],
    /// Components whose eigenvalue is above that of every shuffled table, counted from the first.
    pub components: usize,
    /// Share of the variance that the first two of these have of all of them: 1 where they are two or fewer.
    pub plane_of_components: f64,
    /// What those components have more than shuffled columns have, as a share of the variance.
    pub straight: Contrast,
    /// How much nearer a row's neighbours are than with shuffled columns, as a share of the distance.
    pub nearer: Contrast,
    /// How much nearer they are than with shuffled directions, beyond what a lattice alone does: what the plane of the
    /// first two components cannot show.
    pub beyond_plane: Contrast,
    /// The same among the components that stand out alone, where they are three or more.
    pub beyond_plane_of_components: Option<Contrast>,
}

/// Compares rows with shuffled ones, `times` over. `columns` tells for each column of the matrix which column of the
/// table it comes from; these are shuffled together.
///
/// # Errors
/// [`MethodError`]: no variance, cancelled, or fewer rows than a neighbour takes.
pub fn shuffled(
    matrix: ArrayView2<'_, f64>,
    columns: &[usize],
    times: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Shuffled, MethodError> {
    let rows = matrix.nrows();
    let done = AtomicU64::new(0);
    let step = || progress.step(done.fetch_add(1, Ordering::Relaxed), 3 * times as u64 + 1);
    step()?;
    let own = Spread::of(matrix, progress)?;
    let tables: Vec<Spread> = (0..times as u64)
        .into_par_iter()
        .map(|number| {
            let table = shuffle_columns(matrix, columns, &mut generator(seed, 3 * number));
            let spread = Spread::of(table.view(), progress)?;
            step()?;
            Ok(spread)
        })
        .collect::<Result<_, MethodError>>()?;
    let lattices = lattices(matrix, columns, times, seed, progress)?;
    let components = components(&own, &tables);
    let beyond = |kept: usize| {
        let first = |of: &Spread| {
            let kept = kept.min(of.scores.ncols());
            of.scores.slice(s![.., ..kept]).to_owned()
        };
        // The distance, and that with shuffled directions, as logarithms.
        let pair = |of: &Spread, random: &mut Xoshiro256Plus| {
            let scores = first(of);
            let twin = distance(&shuffle_beyond_plane(&scores, random), progress)?;
            Ok::<_, MethodError>([distance(&scores, progress)?.ln(), twin.ln()])
        };
        let twins = lattices.par_iter().enumerate().map(|(number, lattice)| {
            let mut random = generator(seed, 3 * number as u64 + 2);
            let twin = pair(&own, &mut random)?[1];
            let taken_off = match lattice {
                Some(lattice) => pair(lattice, &mut random).map(|[own, twin]| own - twin)?,
                None => 0.0,
            };
            step()?;
            Ok(twin + taken_off)
        });
        let found = twins.collect::<Result<Vec<f64>, MethodError>>()?;
        Ok::<_, MethodError>(nearer(distance(&first(&own), progress)?, &found))
    };
    let beyond_plane = beyond(usize::MAX)?;
    let of_components = if components > 2 { Some(beyond(components)?) } else { None };
    Ok(compare(rows, &own, &tables, components, beyond_plane, of_components))
}

/// Shuffled columns of which only those of few levels are left as they are; none where there is no such column.
fn lattices(
    matrix: ArrayView2<'_, f64>,
    columns: &[usize],
    times: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Vec<Option<Spread>>, MethodError> {
    let many: Vec<bool> = matrix.columns().into_iter().map(has_many_values).collect();
    let lattice = |number: u64| {
        if many.iter().all(|many| *many) {
            return Ok(None);
        }
        let mut random = generator(seed, 3 * number + 1);
        let mut table = shuffle_columns(matrix, columns, &mut random);
        for (mut column, _) in table.columns_mut().into_iter().zip(&many).filter(|at| *at.1) {
            let reach = 3.0_f64.sqrt() * column.std(0.0);
            column.mapv_inplace(|_| reach * random.gen_range(-1.0..1.0));
        }
        Spread::of(table.view(), progress).map(Some)
    };
    (0..times as u64).into_par_iter().map(lattice).collect()
}

fn has_many_values(column: ArrayView1<'_, f64>) -> bool {
    let mut values: Vec<f64> = Vec::new();
    for value in column {
        if !values.contains(value) {
            values.push(*value);
            if values.len() > LEVELS {
                return true;
            }
        }
    }
    false
}

/// What is asked of one table.
struct Spread {
    eigenvalues: Vec<f64>,
    scores: Array2<f64>,
    distance: f64,
}

impl Spread {
    fn of(matrix: ArrayView2<'_, f64>, progress: &Progress) -> Result<Self, MethodError> {
        let (rows, columns) = matrix.dim();
        let settings = PcaSettings { components: columns };
        let model = settings.check(rows, columns)?.fit_with(matrix, &progress.unseen())?;
        let scores = model.transform(matrix);
        let distance = distance(&matrix, progress)?;
        Ok(Self { eigenvalues: model.explained_variance().to_vec(), scores, distance })
    }
}

/// The trimmed mean of the distances to the neighbour that is looked at.
fn distance<D: Data<Elem = f64>>(
    matrix: &ArrayBase<D, Ix2>,
    progress: &Progress,
) -> Result<f64, MethodError> {
    neighbour_distance(matrix.view(), &progress.unseen()).map_err(|error| match error {
        MetricError::Cancelled(cancelled) => cancelled.into(),
        other => MethodError::Failed { method: "The noise control", message: other.to_string() },
    })
}

fn neighbour_distance(
    matrix: ArrayView2<'_, f64>,
    progress: &Progress,
) -> Result<f64, MetricError> {
    let space = Space::of_matrix(matrix)?;
    let asking: Vec<u32> = (0..matrix.nrows() as u32).collect();
    let k = NEIGHBOUR.min(asking.len().saturating_sub(1));
    if k == 0 {
        return Err(MetricError::TooFewRows { needed: 2, rows: asking.len() });
    }
    let mut distances = in_blocks(&asking, progress, |asking| {
        let near = nearest(&space, asking, k, progress)?;
        let last = asking.iter().zip(near.chunks(k));
        Ok(last.map(|(&own, near)| space.square(own, near[k - 1]).sqrt()).collect::<Vec<f64>>())
    })?
    .concat();
    distances.sort_unstable_by(f64::total_cmp);
    let cut = (distances.len() as f64 * TRIMMED) as usize;
    let kept = &distances[cut..distances.len() - cut];
    Ok(kept.iter().sum::<f64>() / kept.len() as f64)
}

fn generator(seed: u64, number: u64) -> Xoshiro256Plus {
    // The seed is spread by SplitMix64, so neighbouring numbers give unrelated generators.
    Xoshiro256Plus::seed_from_u64(seed.wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}

/// The matrix with the columns of each of the table's columns in one order, which is another for each of them.
pub fn shuffle_columns(
    matrix: ArrayView2<'_, f64>,
    columns: &[usize],
    random: &mut impl RngCore,
) -> Array2<f64> {
    debug_assert_eq!(matrix.ncols(), columns.len());
    let mut out = matrix.to_owned();
    let mut order: Vec<usize> = (0..matrix.nrows()).collect();
    let mut last = None;
    for (at, &column) in columns.iter().enumerate() {
        if last != Some(column) {
            order.shuffle(random);
            last = Some(column);
        }
        for (to, &from) in order.iter().enumerate() {
            out[[to, at]] = matrix[[from, at]];
        }
    }
    out
}

/// The scores on the first two components together, on each other one by themselves.
fn shuffle_beyond_plane(scores: &Array2<f64>, random: &mut impl RngCore) -> Array2<f64> {
    let columns: Vec<usize> = (0..scores.ncols()).map(|at| at.max(1)).collect();
    shuffle_columns(scores.view(), &columns, random)
}

/// The k-th eigenvalue of each shuffled table.
fn kth(tables: &[Spread], k: usize) -> impl Iterator<Item = f64> {
    tables.iter().filter_map(move |table| table.eigenvalues.get(k).copied())
}

/// How many of the first eigenvalues are above all those of shuffled columns.
fn components(own: &Spread, tables: &[Spread]) -> usize {
    let above = |&k: &usize| kth(tables, k).all(|other| own.eigenvalues[k] > other * (1.0 + 1e-9));
    (0..own.eigenvalues.len()).take_while(above).count()
}

fn compare(
    rows: usize,
    own: &Spread,
    tables: &[Spread],
    components: usize,
    beyond_plane: Contrast,
    beyond_plane_of_components: Option<Contrast>,
) -> Shuffled {
    let total: f64 = own.eigenvalues.iter().sum();
    let mean = |k: usize| kth(tables, k).sum::<f64>() / tables.len() as f64;
    let excess: f64 = (0..components).map(|k| own.eigenvalues[k] - mean(k)).sum();
    let shown: f64 = own.eigenvalues.iter().take(components.min(2)).sum();
    let all: f64 = own.eigenvalues.iter().take(components).sum();
    // All relations between columns at once: the squared eigenvalues sum to the squared covariances.
    let squares = |spread: &Spread| spread.eigenvalues.iter().map(|v| v * v).sum::<f64>().ln();
    let chance: Vec<f64> = tables.iter().map(&squares).collect();
    let columns: Vec<f64> = tables.iter().map(|table| table.distance.ln()).collect();
    Shuffled {
        rows,
        times: tables.len(),
        first_share: [own.eigenvalues[0] / total, mean(0) / total],
        components,
        plane_of_components: if components == 0 { 1.0 } else { shown / all },
        straight: Contrast {
            effect: excess / total,
            deviations: deviations(squares(own) - mean_of(&chance), &chance),
        },
        nearer: nearer(own.distance, &columns),
        beyond_plane,
        beyond_plane_of_components,
    }
}

fn mean_of(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A difference in standard deviations of such values.
fn deviations(difference: f64, values: &[f64]) -> f64 {
    let mean = mean_of(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let sd = (squares / (values.len().max(2) - 1) as f64).sqrt();
    if sd > 0.0 { difference / sd } else { 0.0 }
}

/// How much smaller a distance is than others, given as logarithms.
fn nearer(distance: f64, others: &[f64]) -> Contrast {
    let difference = mean_of(others) - distance.ln();
    if difference.is_nan() {
        return Contrast { effect: 0.0, deviations: 0.0 };
    }
    Contrast { effect: 1.0 - (-difference).exp(), deviations: deviations(difference, others) }
}
