//! Groups of tables without clusters, to compare with.

use super::{DRAWS, within};
use crate::methods::cluster::{ClusterMethod, ClusterSettings, ClusterValidParams, Grouped};
use crate::methods::{MethodError, PcaSettings};
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::f64::consts::TAU;
use std::sync::atomic::{AtomicU64, Ordering};

/// What one number of groups takes away beyond drawn tables, and its standard error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beyond {
    /// Beyond rows strewn evenly: the gap.
    pub even: [f64; 2],
    /// Beyond one normal cloud, of the share that is left.
    pub normal: Option<[f64; 2]>,
}

/// The sides of the box, or the deviations of the cloud, along the components.
enum Form {
    Box(Vec<[f64; 2]>),
    Normal(Vec<f64>),
}

/// Compares the groups with those of drawn tables, for each number of groups; the first is one.
pub(super) fn compare(
    rows: ArrayView2<'_, f64>,
    settings: &ClusterSettings,
    ks: &[usize],
    fitted: &[Grouped],
    progress: &Progress,
) -> Result<Vec<Beyond>, MethodError> {
    let pca = PcaSettings { components: rows.ncols() }.check(rows.nrows(), rows.ncols())?;
    let model = match pca.fit_with(rows, &progress.unseen()) {
        Ok(model) => model,
        // All rows are equal: there is nothing to compare with.
        Err(MethodError::NoVariance) => {
            return Ok(vec![Beyond { even: [0.0; 2], normal: None }; ks.len()]);
        }
        Err(other) => return Err(other),
    };
    // Distances are the same along the components, so that the box stands upright.
    let upright = model.transform(rows);
    let ends = upright.columns().into_iter().map(|column| {
        column
            .iter()
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(*v), high.max(*v)])
    });
    let form = Form::Box(ends.collect());
    let deviations = model.explained_variance().iter().take(upright.ncols());
    let cloud = Form::Normal(deviations.map(|value| value.sqrt()).collect());
    let params = settings.given(1).check(rows.nrows())?.quick();
    let asked = settings.method != ClusterMethod::Mixture;
    let half = if asked { 0.5 } else { 1.0 };
    let own: Vec<f64> = fitted.iter().map(|found| left(rows, &found.groups)).collect();
    let draw = |form: &Form, seed: u64, part: Progress| {
        draws(form, rows.nrows(), &params, ks, settings.seed.wrapping_add(seed), &part)
    };
    let strewn = draw(&form, 0, progress.part(0.0, half))?;
    let clouds = if asked { draw(&cloud, 1 << 20, progress.part(half, 1.0))? } else { Vec::new() };
    let beyond = |at: usize| {
        let own_share = own[at] - own[0];
        let shares: Vec<f64> = clouds.iter().map(|left| left[at] - left[0]).collect();
        Beyond {
            even: gap(strewn.iter().map(|left| left[at]).collect(), own[at]),
            normal: asked.then(|| gap(shares, own_share)),
        }
    };
    Ok((0..ks.len()).map(beyond).collect())
}

/// The mean of the drawn ones less the own, and the standard error of that.
fn gap(drawn: Vec<f64>, own: f64) -> [f64; 2] {
    let count = drawn.len() as f64;
    let mean = drawn.iter().sum::<f64>() / count;
    let variance = drawn.into_iter().map(|one| (one - mean).powi(2)).sum::<f64>() / count;
    [mean - own, (variance * (1.0 + 1.0 / count)).sqrt()]
}

/// The logarithm of what groups leave of the spread, for each table and number of groups.
fn draws(
    form: &Form,
    rows: usize,
    params: &ClusterValidParams,
    ks: &[usize],
    seed: u64,
    progress: &Progress,
) -> Result<Vec<Vec<f64>>, MethodError> {
    let done = AtomicU64::new(0);
    (0..DRAWS as u64)
        .into_par_iter()
        .map(|draw| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), DRAWS as u64)?;
            let table =
                form.draw(rows, &mut Xoshiro256Plus::seed_from_u64(seed.wrapping_add(draw)));
            let found = params.fit_each(table.view(), ks, &progress.unseen())?;
            Ok(found.iter().map(|one| left(table.view(), &one.groups)).collect())
        })
        .collect()
}

/// The logarithm of what groups leave of the spread; groups of equal rows leave nothing, which is as little as there is.
fn left(rows: ArrayView2<'_, f64>, groups: &[Option<u32>]) -> f64 {
    within(rows, groups).max(f64::MIN_POSITIVE).ln()
}

impl Form {
    fn draw(&self, rows: usize, random: &mut Xoshiro256Plus) -> Array2<f64> {
        match self {
            Self::Box(ends) => Array2::from_shape_fn((rows, ends.len()), |(_, j)| {
                let [low, high] = ends[j];
                low + (high - low) * random.gen_range(0.0..1.0)
            }),
            Self::Normal(deviations) => {
                Array2::from_shape_fn((rows, deviations.len()), |(_, j)| {
                    // Box and Muller (1958).
                    let radius = (-2.0 * random.gen_range(f64::EPSILON..1.0_f64).ln()).sqrt();
                    deviations[j] * radius * (TAU * random.gen_range(0.0..1.0_f64)).cos()
                })
            }
        }
    }
}
