//! Would noise look like this?
//!
//! Each column of the original table is shuffled by itself, its features together, so that every column keeps its
//! values and nothing holds between columns; then the same is done as with the real table: the way to the points that
//! are grouped, the groups, as many, their silhouettes and their stability. Clusters that are no tighter than those of
//! [`SHUFFLES`] such tables need no explanation but the single columns. On a seeded sample where rows are many.

use super::{MetricError, silhouette, stability};
use crate::methods::MethodError;
use crate::methods::cluster::{ClusterSettings, Grouped, sample};
use crate::progress::{Cancelled, Progress};
use ndarray::{Array2, ArrayView2, Axis};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Shuffled tables: beyond all nine is one chance in ten.
pub const SHUFFLES: usize = 9;
/// Rows that are usually shuffled.
pub const NOISE_ROWS: usize = 2_000;
/// Draws for the stability of each.
const RESAMPLES: usize = 10;

/// How good clusters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Looks {
    /// Their mean silhouette; `None` where the method left fewer than two clusters.
    pub silhouette: Option<f64>,
    /// Their mean stability.
    pub stability: Option<f64>,
    /// How many there are.
    pub k: usize,
}

/// Clusters of the real table beside those of shuffled ones.
#[derive(Debug, Clone, PartialEq)]
pub struct NoiseControl {
    /// Of the real table, found the same way.
    pub real: Looks,
    /// Of each shuffled table.
    pub shuffled: Vec<Looks>,
    /// Rows looked at, and rows there are.
    pub rows: [usize; 2],
}

impl NoiseControl {
    /// Mean and largest silhouette of the shuffled tables; one without two clusters counts as 0.
    pub fn of_noise(&self) -> [f64; 2] {
        let values = self.shuffled.iter().map(|looks| looks.silhouette.unwrap_or(0.0));
        let mean = values.clone().sum::<f64>() / self.shuffled.len().max(1) as f64;
        [mean, values.fold(f64::NEG_INFINITY, f64::max)]
    }

    /// Whether some shuffled table has clusters as tight as the real one's.
    pub fn noise_looks_like_this(&self) -> bool {
        self.real.silhouette.is_none_or(|real| real <= self.of_noise()[1])
    }
}

/// Groups a matrix and its shuffled twins. `columns` names for each feature the column that it comes from; `way` makes of
/// a table the points that are grouped; `settings` say how many groups there are, `most` how many rows are looked at.
///
/// # Errors
/// [`MethodError`] of the way or of the groups of the real table; cancelled.
pub fn noise_control(
    values: ArrayView2<'_, f64>,
    columns: &[usize],
    settings: &ClusterSettings,
    most: usize,
    progress: &Progress,
    way: impl Fn(ArrayView2<'_, f64>, &Progress) -> Result<Array2<f64>, MethodError> + Sync,
) -> Result<NoiseControl, MethodError> {
    let chosen = sample(values.nrows(), most, settings.seed);
    let rows = values.select(Axis(0), &chosen);
    let settings = &settings.for_part(rows.nrows(), values.nrows());
    let (done, total) = (AtomicU64::new(0), SHUFFLES as u64 + 1);
    let mut looks: Vec<Looks> = (0..total)
        .into_par_iter()
        .map(|at| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
            let quiet = progress.unseen();
            let own = if at == 0 {
                rows.clone()
            } else {
                shuffled(rows.view(), columns, settings.seed.wrapping_add(at))
            };
            let points = way(own.view(), &quiet)?;
            looks_of(points.view(), settings, &quiet)
        })
        .collect::<Result<_, MethodError>>()?;
    let real = looks.remove(0);
    Ok(NoiseControl { real, shuffled: looks, rows: [rows.nrows(), values.nrows()] })
}

/// The same columns, each in an order of its own; features of one column stay together.
pub(super) fn shuffled(rows: ArrayView2<'_, f64>, columns: &[usize], seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let mut own = rows.to_owned();
    let mut order: Vec<usize> = (0..rows.nrows()).collect();
    let mut last = None;
    for (at, mut column) in own.columns_mut().into_iter().enumerate() {
        if last != Some(columns[at]) {
            order.shuffle(&mut random);
            last = Some(columns[at]);
        }
        for (value, &from) in column.iter_mut().zip(&order) {
            *value = rows[[from, at]];
        }
    }
    own
}

fn looks_of(
    points: ArrayView2<'_, f64>,
    settings: &ClusterSettings,
    progress: &Progress,
) -> Result<Looks, MethodError> {
    let found = settings.check(points.nrows())?.quick().fit_with(points, progress)?;
    let silhouette = quiet(silhouette(points, &found.groups, settings.seed, progress))?;
    let again = |rows: &[usize]| group_again(points, rows, &found, progress);
    let stability = stability(&found.groups, RESAMPLES, settings.seed, progress, again);
    Ok(Looks {
        silhouette: silhouette.map(|found| found.mean),
        stability: quiet(stability)?.and_then(|found| found.mean()),
        k: found.k(),
    })
}

/// The number where there is one.
fn quiet<T>(found: Result<T, MetricError>) -> Result<Option<T>, Cancelled> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(MetricError::Cancelled(stopped)) => Err(stopped),
        Err(_) => Ok(None),
    }
}

/// Groups some of the rows again, as the whole was: what [`stability`] asks for.
///
/// # Errors
/// [`Cancelled`].
pub fn group_again(
    points: ArrayView2<'_, f64>,
    rows: &[usize],
    whole: &Grouped,
    progress: &Progress,
) -> Result<Option<Vec<Option<u32>>>, Cancelled> {
    let part = points.select(Axis(0), rows);
    let found = whole
        .settings_for(rows.len())
        .check(rows.len())
        .and_then(|params| params.quick().fit_with(part.view(), &progress.unseen()));
    match found {
        Ok(found) => Ok(Some(found.groups)),
        Err(MethodError::Cancelled(stopped)) => Err(stopped),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_shuffled_by_themselves_and_keep_their_values() {
        let rows = Array2::from_shape_fn((200, 4), |(i, j)| (i * 10 + j) as f64);
        let found = shuffled(rows.view(), &[0, 1, 1, 2], 3);
        for at in 0..4 {
            let mut column = found.column(at).to_vec();
            column.sort_by(f64::total_cmp);
            assert_eq!(column, rows.column(at).to_vec());
        }
        assert!(found.outer_iter().all(|row| row[2] - row[1] == 1.0), "one column's features");
        let kept = found.outer_iter().filter(|row| row[1] - row[0] == 1.0).count();
        assert!(kept < 10, "{kept} rows are as they were");
    }

    #[test]
    fn groups_between_columns_are_told_from_the_columns_own() {
        // Four places at the corners, or all mixed: each column alone has two values either way.
        let corner = |i: usize, j: usize| {
            let noise = ((i * 7 + j * 13) % 10) as f64 / 10.0;
            let side = if j == 0 { i.is_multiple_of(2) } else { i % 4 < 2 };
            f64::from(u8::from(side)) * 6.0 + noise
        };
        // Two groups at opposite corners.
        let real = Array2::from_shape_fn((200, 2), |(i, _)| corner(i, 0));
        let settings = ClusterSettings::default().given(2);
        let way = |rows: ArrayView2<'_, f64>, _: &Progress| Ok(rows.to_owned());
        let found =
            noise_control(real.view(), &[0, 1], &settings, 500, &Progress::new(), way).unwrap();
        assert!(!found.noise_looks_like_this(), "{found:?}");
        assert!(found.real.silhouette.unwrap() > 0.9 && found.of_noise()[1] < 0.7, "{found:?}");
        // Four corners hold for shuffled columns too.
        let mixed = Array2::from_shape_fn((200, 2), |(i, j)| corner(i, j));
        let four = ClusterSettings::default().given(4);
        let found =
            noise_control(mixed.view(), &[0, 1], &four, 500, &Progress::new(), way).unwrap();
        assert!(found.of_noise()[0] > 0.85, "{found:?}");
        assert_eq!(found.shuffled.len(), SHUFFLES);
    }
}
