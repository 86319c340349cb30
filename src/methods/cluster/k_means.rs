//! k-means, by linfa-clustering: seeded by k-means++, started several times, the tightest result taken.
//!
//! linfa's own parallel seeding (`KMeansPara`) changes with the threads and is not used. Its loop cannot be
//! stopped: it is run for a few steps at a time. An inertia that it reports is that of the step before the last.

use super::square;
use crate::methods::MethodError;
use crate::progress::Progress;
use linfa::DatasetBase;
use linfa::prelude::{Fit, ParamGuard, Predict};
use linfa_clustering::{KMeans, KMeansInit};
use linfa_nn::distance::L2Dist;
use ndarray::{Array2, ArrayView2};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

/// Steps between two looks at whether to stop.
const STEPS: u64 = 20;
/// Such stretches at most.
const STRETCHES: u64 = 15;
/// Centres that move less, in units of the mean distance to the middle of all, stand still.
const STILL: f64 = 1e-6;

/// Groups of centred rows and their centres. `starts` times anew, the tightest kept: the first of equal ones.
pub(super) fn k_means(
    rows: ArrayView2<'_, f64>,
    k: usize,
    starts: usize,
    seed: u64,
    progress: &Progress,
) -> Result<(Vec<u32>, Array2<f64>), MethodError> {
    let data = DatasetBase::from(rows);
    let total = starts as u64 * STRETCHES;
    let mut best: Option<(f64, Vec<u32>, Array2<f64>)> = None;
    for start in 0..starts as u64 {
        let mut way = KMeansInit::KMeansPlusPlus;
        let mut groups: Vec<u32> = Vec::new();
        let mut centres = Array2::zeros((0, 0));
        for stretch in 0..STRETCHES {
            progress.step(start * STRETCHES + stretch, total)?;
            let random = Xoshiro256Plus::seed_from_u64(seed.wrapping_add(start << 32));
            let model = KMeans::params_with(k, random, L2Dist)
                .n_runs(1)
                .max_n_iterations(STEPS)
                .tolerance(STILL)
                .init_method(way)
                .check()
                .map_err(|error| failed(&error))?
                .fit(&data)
                .map_err(|error| failed(&error))?;
            let found: Vec<u32> = model.predict(data.records()).iter().map(|g| *g as u32).collect();
            centres = model.centroids().clone();
            if found == groups {
                break;
            }
            groups = found;
            way = KMeansInit::Precomputed(centres.clone());
        }
        let spread = spread(rows, &groups, centres.view());
        if best.as_ref().is_none_or(|(least, ..)| spread < *least) {
            best = Some((spread, groups, centres));
        }
    }
    best.map(|(_, groups, centres)| (groups, centres))
        .ok_or_else(|| failed(&"no start came to a result"))
}

/// The sum of squared distances of rows to the centres of their groups.
fn spread(rows: ArrayView2<'_, f64>, groups: &[u32], centres: ArrayView2<'_, f64>) -> f64 {
    let each = rows.outer_iter().zip(groups).map(|(row, group)| {
        let centre = centres.row(*group as usize);
        match (row.as_slice(), centre.as_slice()) {
            (Some(row), Some(centre)) => square(row, centre),
            _ => (&row - &centre).mapv(|v| v * v).sum(),
        }
    });
    each.sum()
}

fn failed(error: &dyn std::fmt::Display) -> MethodError {
    MethodError::Failed { method: "k-means", message: error.to_string() }
}
