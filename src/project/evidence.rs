//! What a verdict rests on, gathered: measures of the rows, of both maps, and of some runs of t-SNE more.
//!
//! All but the maps' faithfulness is of a seeded sample of rows, so that it takes seconds on any table. Everything
//! follows from the seed, and from nothing else.

use super::cluster_evidence::cluster_evidence;
use super::{MapAgreement, MapResult};
use crate::features::FeatureMatrix;
use crate::methods::tsne::{Start, TsneRun, TsneSettings};
use crate::methods::{Method, MethodError};
use crate::metrics::{self, Faithfulness, MetricError};
use crate::narrative::{Evidence, GroupEvidence, MapEvidence, NoiseMap, Stability};
use crate::progress::{Cancelled, Progress};
use ndarray::{Array2, ArrayView2, Axis};
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows of the sample.
const EVIDENCE_ROWS: usize = 1_000;
/// Rows of the runs of t-SNE that are compared with each other, and their iterations, at most: one run of as many rows
/// as the sample has takes as long as one of ten times the rows, whose forces are interpolated.
const RUNS: (usize, usize) = (600, 500);
/// Shuffled tables.
const SHUFFLES: usize = 10;
/// Cells of the sample, at most, so that very wide tables do not take minutes; but so many rows at least.
const CELLS: (usize, usize) = (400_000, 300);
/// Share of the work that is not runs of t-SNE.
const MEASURES: f64 = 0.4;

/// Gathers the evidence for two maps of a matrix, PCA's and t-SNE's, that were judged.
///
/// # Errors
/// [`MethodError`]: maps of other methods, too few rows, cancelled.
pub fn evidence(
    matrix: &FeatureMatrix,
    results: [&MapResult; 2],
    judged: &MapAgreement,
    settings: &TsneSettings,
    progress: &Progress,
) -> Result<Evidence, MethodError> {
    let [pca, tsne] = results;
    if pca.method != Method::Pca || tsne.method != Method::Tsne || judged.rows() != matrix.rows() {
        let message = "the verdict compares the maps of PCA and t-SNE of the same rows.";
        return Err(MethodError::Failed { method: WHAT, message: message.to_owned() });
    }
    let columns = origins(matrix);
    let rows = sample(matrix, settings.seed);
    let some = matrix.values().select(Axis(0), &rows);
    let measures = progress.part(0.0, MEASURES);
    let shuffled = metrics::shuffled(some.view(), &columns, SHUFFLES, settings.seed, &measures)?;
    let mut random = Xoshiro256Plus::seed_from_u64(settings.seed ^ NOISE);
    let noise = metrics::shuffle_columns(some.view(), &columns, &mut random);
    let quiet = progress.unseen();
    let places = results.map(|result| -> Vec<[f64; 2]> {
        rows.iter().map(|&row| result.embedding.points()[row]).collect()
    });
    let dimension = |of: &Array2<f64>| metrics::intrinsic_dimension(of.view(), &quiet);
    let dimensions = [dimension(&some).map_err(failed)?, dimension(&noise).map_err(failed)?];
    let groups = groups(&some, &noise, &places, &quiet).map_err(failed)?;
    let mut stretch = [None; 2];
    for (stretch, places) in stretch.iter_mut().zip(&places) {
        let found = metrics::stretch(some.view(), places, &quiet).map_err(failed)?;
        *stretch = found.and_then(|found| found.share());
    }
    let fewer = drawn(rows.len(), RUNS.0, settings.seed ^ OTHER);
    let (some, noise) = (some.select(Axis(0), &fewer), noise.select(Axis(0), &fewer));
    let of_fewer = |all: &Vec<[f64; 2]>| fewer.iter().map(|&at| all[at]).collect();
    let clusters =
        cluster_evidence(&some, &places.each_ref().map(of_fewer), settings.seed, &quiet)?;
    let settings = TsneSettings { iterations: settings.iterations.min(RUNS.1), ..settings.clone() };
    let (noise, stability) = runs(&some, &noise, &settings, &progress.part(MEASURES, 1.0))?;
    let ratio = pca.explained_variance_ratio().unwrap_or_default();
    let [shared, shared_by_chance] = {
        let (_, at) = judged.at_k();
        [at.share, at.by_chance]
    };
    let [first, second] = &judged.maps;
    Ok(Evidence {
        rows: matrix.rows().len(),
        features: matrix.features().len(),
        variance_in_two: ratio.iter().take(2).sum::<f64>().min(1.0),
        shuffled,
        dimension: dimensions[0],
        dimension_of_noise: dimensions[1],
        groups,
        clusters,
        maps: [
            of_map(&first.faith, first.shepard.correlation, stretch[0]),
            of_map(&second.faith, second.shepard.correlation, stretch[1]),
        ],
        shared,
        shared_by_chance,
        noise,
        stability,
    })
}

/// What is said to have failed.
const WHAT: &str = "The verdict";
/// Makes seeds of one purpose differ from those of another.
const NOISE: u64 = 0x6e6f_6973_6500;
const OTHER: u64 = 0x6f74_6865_7200;

fn failed(error: MetricError) -> MethodError {
    match error {
        MetricError::Cancelled(cancelled) => cancelled.into(),
        other => MethodError::Failed { method: WHAT, message: other.to_string() },
    }
}

/// For each feature the number of the table's column that it comes from.
fn origins(matrix: &FeatureMatrix) -> Vec<usize> {
    let mut number = 0;
    let features = matrix.features();
    (0..features.len())
        .map(|at| {
            number += usize::from(at > 0 && features[at].column != features[at - 1].column);
            number
        })
        .collect()
}

/// Positions of the sampled rows, ascending.
fn sample(matrix: &FeatureMatrix, seed: u64) -> Vec<usize> {
    let (rows, columns) = matrix.values().dim();
    let most = (CELLS.0 / columns.max(1)).clamp(CELLS.1, EVIDENCE_ROWS);
    drawn(rows, most, seed)
}

fn drawn(of: usize, most: usize, seed: u64) -> Vec<usize> {
    if of <= most {
        return (0..of).collect();
    }
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let mut rows = index::sample(&mut random, of, most).into_vec();
    rows.sort_unstable();
    rows
}

fn of_map(faith: &Faithfulness, shepard: Option<f64>, stretch: Option<f64>) -> MapEvidence {
    let (small, large) = (faith.at_k(), faith.curve[faith.curve.len() - 1]);
    MapEvidence {
        k: small.k,
        trustworthiness: small.trustworthiness,
        continuity: small.continuity,
        kept: small.kept,
        kept_by_chance: small.kept_by_chance,
        large_k: large.k,
        kept_at_large: large.kept,
        trustworthiness_at_large: large.trustworthiness,
        shepard,
        stretch,
    }
}

fn groups(
    some: &Array2<f64>,
    noise: &Array2<f64>,
    [pca, tsne]: &[Vec<[f64; 2]>; 2],
    progress: &Progress,
) -> Result<GroupEvidence, MetricError> {
    let found = metrics::groups(some.view(), progress)?;
    let in_noise = metrics::groups(noise.view(), progress)?.count;
    let mixed = [found.mixed_on(pca, progress)?, found.mixed_on(tsne, progress)?];
    let mixed = mixed[0].zip(mixed[1]).map(|(pca, tsne)| [pca, tsne]);
    Ok(GroupEvidence { count: found.count, in_noise, mixed, rows: some.nrows() })
}

/// Runs of t-SNE that differ from the first in one thing each.
fn runs(
    some: &Array2<f64>,
    noise: &Array2<f64>,
    settings: &TsneSettings,
    progress: &Progress,
) -> Result<(NoiseMap, Stability), MethodError> {
    let n = some.nrows();
    let most = (n - 1) as f64 / 3.0;
    let perplexity = settings.perplexity.unwrap_or(30.0).min(most);
    let base = TsneSettings { perplexity: Some(perplexity), ..settings.clone() };
    let with = |factor: f64| {
        let perplexity = (perplexity * factor).clamp(1.0, most);
        TsneSettings { perplexity: Some(perplexity), ..base.clone() }
    };
    let part = drawn(n, (n * 2 / 3).max(4), settings.seed ^ OTHER);
    let fewer = some.select(Axis(0), &part);
    let perplexity_of_part = perplexity.min((part.len() - 1) as f64 / 3.0);
    let other = TsneSettings { start: Start::Random, seed: settings.seed ^ OTHER, ..base.clone() };
    let of_part = TsneSettings { perplexity: Some(perplexity_of_part), ..base.clone() };
    let work: [(ArrayView2<'_, f64>, TsneSettings); 6] = [
        (some.view(), base.clone()),
        (noise.view(), base.clone()),
        (some.view(), other),
        (some.view(), with(0.5)),
        (some.view(), with(2.0)),
        (fewer.view(), of_part),
    ];
    let (done, each) = (AtomicU64::new(0), settings.iterations as u64);
    let total = each * work.len() as u64;
    let maps = work
        .par_iter()
        .map(|(matrix, settings)| {
            let quiet = progress.unseen();
            let step = |_: &TsneRun| {
                // Learning of the stop is the run's own affair.
                let _: Result<(), Cancelled> =
                    progress.step(done.fetch_add(1, Ordering::Relaxed), total);
            };
            let params = settings.check(matrix.nrows())?;
            let mut run = TsneRun::new(&params, *matrix, &quiet)?;
            run.advance(params.iterations(), &quiet, step)?;
            Ok(run.points().iter().map(|point| point.map(f64::from)).collect())
        })
        .collect::<Result<Vec<Vec<[f64; 2]>>, MethodError>>()?;
    let quiet = progress.unseen();
    let faith = |matrix: &Array2<f64>, map: &[[f64; 2]]| {
        let found = metrics::faithfulness(matrix.view(), map, settings.seed, &quiet);
        found.map(|found| found.at_k()).map_err(failed)
    };
    let (own, shuffled) = (faith(some, &maps[0])?, faith(noise, &maps[1])?);
    let shared = |first: &[[f64; 2]], second: &[[f64; 2]]| {
        let found = metrics::shared_neighbors(first, second, settings.seed, &quiet);
        found.map(|found| found.curve[found.k - found.curve[0].k]).map_err(failed)
    };
    let of_part: Vec<[f64; 2]> = part.iter().map(|&row| maps[0][row]).collect();
    let starts = shared(&maps[0], &maps[2])?;
    let perplexities = [shared(&maps[0], &maps[3])?.share, shared(&maps[0], &maps[4])?.share];
    Ok((
        NoiseMap {
            rows: n,
            trustworthiness: [own.trustworthiness, shuffled.trustworthiness],
            kept: [own.kept, shuffled.kept],
        },
        Stability {
            rows: n,
            starts: starts.share,
            perplexities: perplexities[0].min(perplexities[1]),
            subsamples: shared(&of_part, &maps[5])?.share,
            by_chance: starts.by_chance,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::sample;
    use crate::features::{Recipe, prepare};
    use crate::project::{Choices, compute};

    fn gathered(progress: &Progress) -> Result<Evidence, MethodError> {
        let quiet = Progress::new();
        let table = sample::find("penguins").unwrap().read(&quiet).unwrap();
        let matrix = prepare(&table, &Recipe::default(), &quiet).unwrap().matrix;
        let mut choices = Choices::default();
        choices.tsne.iterations = 60;
        let map = |method| compute(method, &matrix, &choices, &quiet).unwrap();
        let maps = [map(Method::Pca), map(Method::Tsne)];
        let judged = MapAgreement::new("it", &matrix, maps.each_ref(), 42, &quiet)?;
        evidence(&matrix, maps.each_ref(), &judged, &choices.tsne, progress)
    }

    #[test]
    fn it_follows_from_the_seed_and_from_nothing_else() {
        let progress = Progress::new();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| gathered(&progress)).unwrap()
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(7));
        assert!(progress.fraction().is_some_and(|share| share > 0.9 && share <= 1.0));
        assert!(one.maps[1].kept > one.maps[1].kept_by_chance);
        assert!(one.stability.starts > one.stability.by_chance);
        assert_eq!((one.rows, one.noise.rows, one.shuffled.rows), (344, 344, 344));
    }

    #[test]
    fn it_can_be_stopped() {
        let progress = Progress::new();
        progress.cancel();
        assert!(matches!(gathered(&progress), Err(MethodError::Cancelled(_))));
    }

    #[test]
    fn a_sample_is_drawn_where_rows_or_columns_are_many() {
        assert_eq!(drawn(5, 9, 1), [0, 1, 2, 3, 4]);
        let some = drawn(5_000, 1_000, 1);
        assert_eq!((some.len(), &some), (1_000, &drawn(5_000, 1_000, 1)));
        assert!(some.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
