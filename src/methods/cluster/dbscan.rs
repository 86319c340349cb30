//! DBSCAN, by linfa-clustering, and the radius where none is given. linfa's search cannot be stopped.

use super::density::Groups;
use super::square;
use crate::methods::MethodError;
use crate::progress::{Cancelled, Progress};
use linfa::prelude::{ParamGuard, Transformer};
use linfa_clustering::Dbscan;
use linfa_nn::CommonNearestNeighbour;
use linfa_nn::distance::L2Dist;
use ndarray::ArrayView2;
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

/// Columns up to which a k-d tree finds neighbours sooner than a look at all rows.
const TREE: usize = 10;
/// Rows that are asked how far their neighbours are.
const ASKED: usize = 1_000;

/// The groups of centred rows.
pub(super) fn dbscan(
    rows: ArrayView2<'_, f64>,
    radius: f64,
    min_points: usize,
) -> Result<Groups, MethodError> {
    let search = if rows.ncols() <= TREE {
        CommonNearestNeighbour::KdTree
    } else {
        CommonNearestNeighbour::LinearSearch
    };
    let found = Dbscan::params_with(min_points, L2Dist, search)
        .tolerance(radius)
        .check()
        .map_err(|error| MethodError::Failed { method: "DBSCAN", message: error.to_string() })?
        .transform(&rows);
    Ok(found.iter().map(|group| group.map(|group| group as u32)).collect())
}

/// The elbow of the distances to the `min_points`th row, counted with the row itself, sorted (Ester et al. 1996): the
/// place farthest below the chord between the ends (Satopaa et al. 2011). `None` where the chord has no slope.
pub(super) fn radius(
    rows: ArrayView2<'_, f64>,
    min_points: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Option<f64>, Cancelled> {
    let n = rows.nrows();
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let asked = index::sample(&mut random, n, n.min(ASKED)).into_vec();
    let rows = rows.as_standard_layout();
    let flat = rows.as_slice().unwrap_or_default();
    let row = |i: usize| &flat[i * rows.ncols()..(i + 1) * rows.ncols()];
    let place = (min_points.max(2) - 1).min(n - 1);
    let mut distances: Vec<f64> = asked
        .par_iter()
        .map(|&i| {
            progress.check()?;
            let mut squares: Vec<f64> = (0..n).map(|j| square(row(i), row(j))).collect();
            Ok(squares.select_nth_unstable_by(place, f64::total_cmp).1.sqrt())
        })
        .collect::<Result<_, Cancelled>>()?;
    distances.sort_by(f64::total_cmp);
    let last = distances.len() - 1;
    let (low, rise) = (distances[0], distances[last] - distances[0]);
    if rise <= 0.0 {
        return Ok(Some(low).filter(|low| *low > 0.0));
    }
    let below = |at: usize| at as f64 / last as f64 - (distances[at] - low) / rise;
    let elbow = (0..=last).fold(0, |best, at| if below(at) > below(best) { at } else { best });
    Ok(Some(distances[elbow]).filter(|radius| *radius > 0.0))
}
