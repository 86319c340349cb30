//! The perplexity strip: the same customers mapped at several perplexities, one map after the other.
//!
//! What all of the maps show is in the data; what only one shows is its perplexity. Each map is turned to lie
//! as the first one does (Procrustes), and carries its own trustworthiness.

use super::maps::MapResult;
use super::tsne_map;
use crate::features::{FeatureMatrix, Prepared};
use crate::methods::tsne::{TsneRun, TsneSettings};
use crate::methods::{Embedding, MethodError};
use crate::metrics::{self, MetricError};
use crate::progress::Progress;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Maps in the strip, at most.
const MAPS: usize = 6;
/// What is tried first, beside a hundredth of the rows (Kobak and Berens 2019), and what fills gaps.
const FIRST: [f64; 5] = [5.0, 10.0, 30.0, 50.0, 100.0];
const FILL: [f64; 3] = [20.0, 70.0, 3.0];
/// Pairs of neighbours that a map may hold: some 16 bytes each, more than once.
const PAIRS: f64 = 60e6;
/// Neighbours that trustworthiness looks at.
pub const TRUST_K: usize = 15;

/// One map of the strip.
#[derive(Debug)]
pub struct SmallMap {
    /// Its perplexity.
    pub perplexity: f64,
    /// The map as its settings alone make it.
    pub result: Arc<MapResult>,
    /// Its points, turned to lie as those of the first map do.
    pub aligned: Vec<[f64; 2]>,
    /// Mean trustworthiness with `k` neighbours, `None` where the table is too small for any.
    pub trust: Option<SmallTrust>,
}

/// How far a small map may be believed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallTrust {
    /// Mean over the rows.
    pub mean: f64,
    /// Neighbours looked at.
    pub k: usize,
    /// Rows looked at.
    pub rows: usize,
}

/// A strip, under way or done; clones are the same strip.
#[derive(Debug, Clone)]
pub struct Strip {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    prepared: Arc<Prepared>,
    perplexities: Vec<f64>,
    /// What all maps are turned to.
    toward: Option<Embedding>,
    maps: Mutex<Vec<Arc<SmallMap>>>,
}

impl Strip {
    /// Of the perplexities that this table allows, nothing computed yet.
    pub(super) fn new(prepared: Arc<Prepared>, toward: Option<Embedding>) -> Self {
        let perplexities = perplexities(prepared.matrix.rows().len());
        let inner = Inner { prepared, perplexities, toward, maps: Mutex::default() };
        Self { inner: Arc::new(inner) }
    }

    /// What the maps are made of.
    pub fn prepared(&self) -> &Arc<Prepared> {
        &self.inner.prepared
    }

    /// The perplexities, ascending.
    pub fn perplexities(&self) -> &[f64] {
        &self.inner.perplexities
    }

    /// The maps that are there, in the order of their perplexities.
    pub fn maps(&self) -> Vec<Arc<SmallMap>> {
        self.inner.maps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The map of a perplexity, if it is there.
    pub fn map(&self, perplexity: f64) -> Option<Arc<SmallMap>> {
        self.maps().into_iter().find(|map| map.perplexity == perplexity)
    }

    /// Computes what is missing. `known` holds maps of t-SNE that are there already; `seen` is called after each.
    pub(super) fn compute(
        &self,
        settings: &TsneSettings,
        known: &[(f64, Arc<MapResult>)],
        progress: &Progress,
        seen: impl Fn(),
    ) -> Result<(), MethodError> {
        let matrix = &self.inner.prepared.matrix;
        // A map counts its iterations, and a tenth more for what comes before and after.
        let each = settings.iterations as u64 + settings.iterations as u64 / 10;
        let total = each * self.perplexities().len() as u64;
        for (at, &perplexity) in self.perplexities().iter().enumerate() {
            let before = at as u64 * each;
            progress.step(before, total)?;
            if self.map(perplexity).is_some() {
                continue;
            }
            let there = known.iter().find(|(p, _)| *p == perplexity);
            let result = if let Some((_, result)) = there {
                Arc::clone(result)
            } else {
                let settings = TsneSettings { perplexity: Some(perplexity), ..settings.clone() };
                let step = |done| progress.step(before + done, total).is_ok();
                Arc::new(small(&settings, matrix, &progress.unseen(), step)?)
            };
            let map = self.judged(perplexity, result, &progress.unseen())?;
            let mut maps = self.inner.maps.lock().unwrap_or_else(PoisonError::into_inner);
            maps.push(Arc::new(map));
            drop(maps);
            seen();
        }
        Ok(())
    }

    fn judged(
        &self,
        perplexity: f64,
        result: Arc<MapResult>,
        progress: &Progress,
    ) -> Result<SmallMap, MethodError> {
        let points = result.embedding.points();
        let seed = result.tsne.as_ref().map_or(0, |used| used.seed);
        let trust = trust(&self.inner.prepared.matrix, points, seed, progress)?;
        let first = self.maps().first().map(|map| map.aligned.clone());
        let toward = self.inner.toward.as_ref().map(|map| map.points().to_vec()).or(first);
        let aligned = toward
            .filter(|toward| toward.len() == points.len())
            .and_then(|toward| metrics::procrustes(&toward, points).ok())
            .map_or_else(
                || points.to_vec(),
                |found| points.iter().map(|&at| found.onto(at)).collect(),
            );
        Ok(SmallMap { perplexity, result, aligned, trust })
    }
}

fn small(
    settings: &TsneSettings,
    matrix: &FeatureMatrix,
    progress: &Progress,
    step: impl Fn(u64) -> bool + Sync + Send,
) -> Result<MapResult, MethodError> {
    let started = Instant::now();
    let params = settings.check(matrix.rows().len())?;
    let mut run = TsneRun::new(&params, matrix.values().view(), progress)?;
    run.advance(params.iterations(), progress, |run| {
        step(run.iteration() as u64);
    })?;
    let mut result = tsne_map::of_run(&run, params.iterations(), matrix);
    result.took = started.elapsed();
    Ok(result)
}

fn trust(
    matrix: &FeatureMatrix,
    points: &[[f64; 2]],
    seed: u64,
    progress: &Progress,
) -> Result<Option<SmallTrust>, MethodError> {
    // It is defined for fewer than half of the rows.
    let k = TRUST_K.min((points.len().saturating_sub(1)) / 2);
    if k == 0 {
        return Ok(None);
    }
    match metrics::trustworthiness(matrix.values().view(), points, k, seed, progress) {
        Ok(found) => Ok(Some(SmallTrust { mean: found.mean, k, rows: found.asked.rows().len() })),
        Err(MetricError::Cancelled(cancelled)) => Err(cancelled.into()),
        Err(other) => {
            Err(MethodError::Failed { method: "Trustworthiness", message: other.to_string() })
        }
    }
}

/// What to try on so many rows: as far as they allow, no two of them close, ascending.
fn perplexities(rows: usize) -> Vec<f64> {
    let most = (rows.saturating_sub(1) as f64 / 3.0).min(PAIRS / 3.0 / rows as f64);
    let hundredth = Some((rows as f64 / 100.0).round()).filter(|p| *p >= FIRST[0]);
    let mut chosen: Vec<f64> = Vec::new();
    for p in FIRST.into_iter().chain(hundredth).chain(FILL) {
        let close = chosen.iter().any(|c| (c / p).ln().abs() < 0.2);
        if p >= 2.0 && p <= most && !close && chosen.len() < MAPS {
            chosen.push(p);
        }
    }
    chosen.sort_by(f64::total_cmp);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perplexities_go_as_far_as_the_rows_allow() {
        assert_eq!(perplexities(7_043), [5.0, 10.0, 30.0, 50.0, 70.0, 100.0]);
        assert_eq!(perplexities(10_000), [5.0, 10.0, 20.0, 30.0, 50.0, 100.0]);
        assert_eq!(perplexities(440), [5.0, 10.0, 20.0, 30.0, 50.0, 100.0]);
        assert_eq!(perplexities(12), [3.0]);
        assert!(perplexities(4).is_empty());
        let many = perplexities(1_000_000);
        assert_eq!(many.last(), Some(&20.0), "{many:?}");
        assert_eq!(perplexities(40_000).last(), Some(&400.0));
    }
}
