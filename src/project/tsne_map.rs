//! A run of t-SNE becomes a map with a caption that says how far it came.

use super::frames::Frame;
use super::live::Live;
use super::maps::{MapResult, TsneUsed};
use crate::features::FeatureMatrix;
use crate::methods::tsne::{KlPoint, TsneRun, TsneSettings, settled};
use crate::methods::{Embedding, Method, MethodError, Plane};
use crate::progress::Progress;
use crate::words::{count_of, format_count};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a run does when its job begins.
pub(super) enum Begin {
    /// From the start that is set.
    Anew,
    /// From the places of another map.
    From(Embedding),
    /// From where it stopped, or from one of its frames, for so many more iterations; 0: to the goal it had.
    GoOn { run: Box<TsneRun>, back_to: Option<Frame>, more: usize },
}

/// Runs t-SNE where a window looks on. A run that was stopped after it began to move is a map all the same.
pub(super) fn watched(
    live: &Live,
    begin: Begin,
    settings: &TsneSettings,
    progress: &Progress,
    seen: impl Fn() + Sync,
) -> Result<MapResult, MethodError> {
    let started = Instant::now();
    let matrix = &live.prepared().matrix;
    let anew = || {
        let params = settings.check(matrix.rows().len())?;
        TsneRun::new(&params, matrix.values().view(), progress)
    };
    let (mut run, goal) = match begin {
        Begin::Anew => (anew()?, settings.iterations),
        Begin::From(map) => {
            let places = places(&map, matrix)?;
            (anew()?.with_start(&places), settings.iterations)
        }
        Begin::GoOn { mut run, back_to, more } => {
            if let Some(frame) = back_to {
                live.wind_back(&mut run, &frame);
            }
            let unfinished = run.iteration() < live.goal();
            let goal = if more == 0 && unfinished { live.goal() } else { run.iteration() + more };
            (*run, goal)
        }
    };
    match live.advance(&mut run, goal, progress, seen) {
        Ok(()) => {}
        // There is a picture: it is kept.
        Err(MethodError::Cancelled(_)) if run.iteration() > 0 => {}
        Err(other) => return Err(other),
    }
    let mut result = of_run(&run, goal, matrix);
    if let Some(used) = &mut result.tsne {
        (used.run, used.from_map) = (live.number(), live.from_map());
        result.caption = used.caption(matrix);
    }
    result.took = started.elapsed();
    live.keep_run(run);
    Ok(result)
}

/// Where another map has each row of this matrix.
fn places(map: &Embedding, matrix: &FeatureMatrix) -> Result<Vec<[f64; 2]>, MethodError> {
    let found: Vec<[f64; 2]> = matrix.rows().iter().filter_map(|row| map.point(*row)).collect();
    let lacking = matrix.rows().len() - found.len();
    if lacking > 0 {
        let rows = count_of(lacking, "row", "rows");
        let message = format!("the present map has no place for {rows}. Start from PCA instead.");
        return Err(MethodError::Failed { method: "t-SNE", message });
    }
    Ok(found)
}

/// The map where a run stands, on its way to `goal` iterations.
pub(super) fn of_run(run: &TsneRun, goal: usize, matrix: &FeatureMatrix) -> MapResult {
    let params = run.params();
    let used = TsneUsed {
        perplexity: params.perplexity(),
        iterations: run.iteration(),
        asked: goal,
        early: params.early_iterations(),
        curve: run.curve().to_vec(),
        settled: Some(run.settled()),
        neighbors_took: run.neighbors_took(),
        seed: params.settings().seed,
        run: 0,
        from_map: false,
    };
    MapResult {
        method: Method::Tsne,
        embedding: run.embedding(matrix.rows()),
        explained_variance: None,
        pca: None,
        plane: Plane::default(),
        caption: used.caption(matrix),
        tsne: Some(used),
        diffusion: None,
        notices: run.notices().to_vec(),
        took: Duration::ZERO,
    }
}

/// The same map at one of the iterations that were kept.
pub(super) fn at_frame(result: &MapResult, frame: &Frame, matrix: &FeatureMatrix) -> MapResult {
    let mut result = result.clone();
    let points = frame.points.iter().map(|point| point.map(f64::from)).collect();
    result.embedding = Embedding::new(Arc::clone(matrix.rows()), points);
    if let Some(used) = &mut result.tsne {
        used.iterations = frame.iteration;
        used.settled = Some(settled(used.curve_so_far(), used.early));
        result.caption = used.caption(matrix);
    }
    result
}

impl TsneUsed {
    /// The curve up to the iteration that the map shows.
    pub fn curve_so_far(&self) -> &[KlPoint] {
        let end = self.curve.partition_point(|point| point.iteration <= self.iterations);
        &self.curve[..end]
    }

    /// The divergence of the map that is shown.
    pub fn kl(&self) -> Option<f64> {
        self.curve_so_far().last().map(|point| point.kl)
    }

    /// Whether fewer iterations were done than asked for.
    pub fn stopped_early(&self) -> bool {
        self.iterations < self.asked
    }

    /// "iteration 312 of 750, KL 1.24"; "750 iterations, KL 1.24".
    pub fn progress(&self) -> String {
        told(self.iterations, self.asked, self.kl())
    }

    fn caption(&self, matrix: &FeatureMatrix) -> String {
        let (rows, columns) = matrix.dim();
        let early = if self.stopped_early() { ", stopped early" } else { "" };
        let from = if self.from_map { ", from an earlier map" } else { "" };
        format!(
            "t-SNE, {}, {}, perplexity {}, {}{early}{from}, seed {}",
            count_of(rows, "row", "rows"),
            count_of(columns, "feature", "features"),
            (self.perplexity * 10.0).round() / 10.0,
            self.progress(),
            self.seed
        )
    }
}

/// How far a run is, in words.
pub(super) fn told(iteration: usize, goal: usize, kl: Option<f64>) -> String {
    let kl = kl.map_or_else(String::new, |kl| format!(", KL {kl:.2}"));
    if iteration < goal {
        format!("iteration {} of {}{kl}", format_count(iteration), format_count(goal))
    } else {
        format!("{}{kl}", count_of(iteration, "iteration", "iterations"))
    }
}
