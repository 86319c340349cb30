//! A run of t-SNE that can be watched, stopped after any iteration, and continued.

use super::affinity::Affinities;
use super::gradient::Gradient;
use super::initialization;
use super::neighbors::Neighbors;
use super::optimizer::{Optimizer, arrange};
use super::settings::{Start, TsneValidParams};
use crate::data::{Notice, RowId};
use crate::methods::{Embedding, MethodError, PcaSettings};
use crate::progress::Progress;
use linfa::traits::Transformer;
use ndarray::{Array2, ArrayBase, ArrayView2, Data, Ix2};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// More columns than this are reduced by PCA first.
pub(in crate::methods) const REDUCE_TO: usize = 50;
/// Iterations between two points of the divergence's curve, and the same for large tables.
const CURVE_EVERY: [usize; 2] = [10, 25];
/// Rows beyond which a table is large: the points are kept in the order in which they lie on the map, because
/// they no longer fit a near cache. (Tests come with fewer.)
const LARGE: usize = if cfg!(test) { 1_600 } else { 20_000 };
/// When they are put in order.
const ARRANGE_AT: [usize; 4] = [60, 150, 300, 450];
/// Iterations over which the divergence must hardly fall for the run to count as settled.
const SETTLED_OVER: usize = 50;
/// The share of the divergence that it may still fall by.
const SETTLED_SHARE: f64 = 1.0 / 5000.0;
const MOMENTUM: f32 = 0.8;

/// The divergence after so many iterations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KlPoint {
    /// Iterations done.
    pub iteration: usize,
    /// Kullback-Leibler divergence from P (without exaggeration), in nats.
    pub kl: f64,
}

/// The two phases of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Early exaggeration: groups find each other.
    Early,
    /// The map itself.
    Final,
}

/// Rows in an order that keeps map neighbours together in memory, and their affinities.
struct Arranged {
    rows: Vec<u32>,
    p: Affinities,
}

/// A map in the making.
pub struct TsneRun {
    params: TsneValidParams,
    p: Arc<Affinities>,
    arranged: Option<Arranged>,
    points: Vec<[f32; 2]>,
    slope: Vec<[f32; 2]>,
    optimizer: Optimizer,
    gradient: Gradient,
    iteration: usize,
    curve: Vec<KlPoint>,
    notices: Vec<Notice>,
    neighbors_took: Duration,
}

impl TsneRun {
    /// Finds neighbours and affinities, and puts the points to their start.
    ///
    /// `progress` counts in units of the neighbour search.
    ///
    /// # Errors
    /// [`MethodError`]: all rows equal, a matrix of another size than was checked, [`MethodError::Cancelled`].
    pub fn new(
        params: &TsneValidParams,
        matrix: ArrayView2<'_, f64>,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        progress.step(0, 0)?;
        let rows = matrix.nrows();
        if rows != params.rows() {
            let message = format!("{rows} rows were given, {} were checked", params.rows());
            return Err(MethodError::Failed { method: "t-SNE", message });
        }
        if matrix.rows().into_iter().all(|row| row == matrix.row(0)) {
            return Err(MethodError::NoVariance);
        }
        let began = Instant::now();
        let (scores, reduced) = reduce(matrix, progress)?;
        let mut notices: Vec<Notice> = params.notice().cloned().into_iter().collect();
        if reduced.is_some() {
            notices.push(Notice::info(format!(
                "t-SNE works on the first {REDUCE_TO} of {} principal components; its KL divergence refers to those.",
                matrix.ncols()
            )));
        }
        let neighbors = match &reduced {
            Some(reduced) => Neighbors::new(reduced.view(), params.neighbors(), progress)?,
            None => Neighbors::new(matrix, params.neighbors(), progress)?,
        };
        let p = Affinities::new(&neighbors, params.perplexity(), progress)?;
        if let Some(recall) = neighbors.recall() {
            notices.push(Notice::info(format!(
                "With so many rows the neighbours are searched where they are likely; {:.1} % of the true ones were found (measured on some rows).",
                recall * 100.0
            )));
        }
        if p.tied() > 0 {
            notices.push(Notice::info(format!(
                "For {} rows as many other rows are equally near as the perplexity asks for, or more (identical rows): they weigh alike.",
                p.tied()
            )));
        }
        let points = match params.settings().start {
            Start::Pca => initialization::from_scores(&scores, params.settings().seed),
            Start::Random => initialization::random(rows, params.settings().seed),
        };
        Ok(Self {
            params: params.clone(),
            p: Arc::new(p),
            arranged: None,
            slope: vec![[0.0; 2]; rows],
            optimizer: Optimizer::new(rows),
            gradient: Gradient::new(rows),
            points,
            iteration: 0,
            curve: Vec::new(),
            notices,
            neighbors_took: began.elapsed(),
        })
    }

    /// Starts from these places instead, one a row, shrunk as any start is. For a run that has not begun.
    #[must_use]
    pub fn with_start(mut self, places: &[[f64; 2]]) -> Self {
        debug_assert_eq!((self.iteration, places.len()), (0, self.points.len()));
        self.points = initialization::from_scores(places, self.params.settings().seed);
        self
    }

    /// Goes back to the map of an earlier iteration. Momentum and gains of that time are not known: they
    /// begin anew.
    pub fn go_back(&mut self, iteration: usize, points: &[[f32; 2]]) {
        debug_assert!(iteration <= self.iteration && points.len() == self.points.len());
        self.points = points.to_vec();
        self.arranged = None;
        self.iteration = iteration;
        self.optimizer = Optimizer::new(points.len());
        self.curve.retain(|point| point.iteration <= iteration);
    }

    /// Goes on until `iterations` were done in all. `watch` sees the run after each of them.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`]: the run stands after a whole iteration and can go on.
    /// [`MethodError::Failed`] where a coordinate is no longer finite (a learning rate far too large).
    pub fn advance(
        &mut self,
        iterations: usize,
        progress: &Progress,
        watch: impl FnMut(&Self) + Send,
    ) -> Result<(), MethodError> {
        // From within the pool a parallel loop starts at once; from outside each would wake it first.
        rayon::scope(|_| self.iterate(iterations, progress, watch))
    }

    fn iterate(
        &mut self,
        iterations: usize,
        progress: &Progress,
        mut watch: impl FnMut(&Self),
    ) -> Result<(), MethodError> {
        while self.iteration < iterations {
            progress.step(self.iteration as u64, iterations as u64)?;
            self.step();
            watch(self);
        }
        if self.points.iter().flatten().any(|v| !v.is_finite()) {
            let message = "the points flew apart. Choose a smaller learning rate.".to_owned();
            return Err(MethodError::Failed { method: "t-SNE", message });
        }
        if self.curve.last().is_none_or(|last| last.iteration < self.iteration) {
            let p = self.arranged.as_ref().map_or(&*self.p, |arranged| &arranged.p);
            let kl = self.gradient.divergence(p, &self.points);
            self.curve.push(KlPoint { iteration: self.iteration, kl });
        }
        Ok(())
    }

    fn step(&mut self) {
        let early = self.params.early_iterations();
        let settings = self.params.settings();
        let exaggeration = match self.phase() {
            Phase::Early => settings.exaggeration,
            Phase::Final => settings.late_exaggeration,
        };
        if self.iteration == early {
            self.optimizer.rest();
        }
        if self.points.len() > LARGE && ARRANGE_AT.contains(&self.iteration) {
            self.arrange();
        }
        let p = self.arranged.as_ref().map_or(&*self.p, |arranged| &arranged.p);
        self.gradient.at(p, &self.points, exaggeration, self.iteration, &mut self.slope);
        let every = CURVE_EVERY[usize::from(self.points.len() > LARGE)];
        let due = self.curve.last().is_none_or(|last| last.iteration < self.iteration);
        if self.iteration.is_multiple_of(every) && due {
            let kl = self.gradient.divergence_there(p, &self.points);
            self.curve.push(KlPoint { iteration: self.iteration, kl });
        }
        let rate = self.params.learning_rate(exaggeration) as f32;
        self.optimizer.descend(&mut self.points, &self.slope, rate, MOMENTUM);
        self.iteration += 1;
    }

    /// Moves everything to the order in which the points lie on the map.
    fn arrange(&mut self) {
        let Some(order) = self.gradient.order(&self.points) else { return };
        let row = |&place: &u32| match &self.arranged {
            Some(arranged) => arranged.rows[place as usize],
            None => place,
        };
        let rows: Vec<u32> = order.iter().map(row).collect();
        arrange(&mut self.points, &order);
        self.optimizer.arrange(&order);
        // The old arrangement goes before the new one comes: it is as large as P.
        self.arranged = None;
        let p = self.p.arranged(&rows);
        self.arranged = Some(Arranged { rows, p });
    }

    /// Iterations done.
    pub fn iteration(&self) -> usize {
        self.iteration
    }

    /// The phase that the next iteration belongs to.
    pub fn phase(&self) -> Phase {
        if self.iteration < self.params.early_iterations() { Phase::Early } else { Phase::Final }
    }

    /// The map, in the order of the matrix' rows.
    pub fn points(&self) -> Vec<[f32; 2]> {
        let Some(arranged) = &self.arranged else { return self.points.clone() };
        let mut points = vec![[0.0; 2]; self.points.len()];
        for (&row, &point) in arranged.rows.iter().zip(&self.points) {
            points[row as usize] = point;
        }
        points
    }

    /// The map with its rows' names.
    pub fn embedding(&self, rows: &Arc<[RowId]>) -> Embedding {
        let points = self.points().into_iter().map(|point| point.map(f64::from)).collect();
        Embedding::new(Arc::clone(rows), points)
    }

    /// The divergence along the way: every 10 iterations (25 beyond 20,000 rows) and at the end.
    pub fn curve(&self) -> &[KlPoint] {
        &self.curve
    }

    /// Whether the divergence fell by less than a 5,000th over the last 50 iterations, none of them
    /// exaggerated.
    pub fn settled(&self) -> bool {
        settled(&self.curve, self.params.early_iterations())
    }

    /// The affinities, for whoever asks how much two rows belong together.
    pub fn affinities(&self) -> &Arc<Affinities> {
        &self.p
    }

    /// The settings of this run.
    pub fn params(&self) -> &TsneValidParams {
        &self.params
    }

    /// What is to be said: a capped perplexity, a reduction, twins.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Time for neighbours and affinities.
    pub fn neighbors_took(&self) -> Duration {
        self.neighbors_took
    }
}

/// The same of any curve whose first `early` iterations were exaggerated.
pub fn settled(curve: &[KlPoint], early: usize) -> bool {
    recent(curve, early).is_some_and(|[then, last]| then.kl - last.kl < last.kl * SETTLED_SHARE)
}

/// The last point of a curve, and the one 50 iterations before it where that is not exaggerated.
pub fn recent(curve: &[KlPoint], early: usize) -> Option<[KlPoint; 2]> {
    let last = *curve.last()?;
    let since = last.iteration.checked_sub(SETTLED_OVER).filter(|since| *since >= early)?;
    let then = *curve.iter().rev().find(|point| point.iteration <= since)?;
    Some([then, last])
}

/// The matrix whose distances a run looks at, where that is not the one given: see [`TsneRun::new`].
pub(crate) fn reduced(
    matrix: ArrayView2<'_, f64>,
    progress: &Progress,
) -> Result<Option<Array2<f64>>, MethodError> {
    if matrix.ncols() <= REDUCE_TO {
        return Ok(None);
    }
    Ok(reduce(matrix, progress)?.1)
}

type Reduced = (Vec<[f64; 2]>, Option<Array2<f64>>);

/// The first two principal components' scores, and the first fifty where there are more columns.
fn reduce(matrix: ArrayView2<'_, f64>, progress: &Progress) -> Result<Reduced, MethodError> {
    let (rows, columns) = matrix.dim();
    let wide = columns > REDUCE_TO;
    let components = if wide { REDUCE_TO } else { 2.min(columns) };
    let model = PcaSettings { components }.check(rows, columns)?.fit_with(matrix, progress)?;
    let scores = model.transform(matrix);
    let pair = |row: ndarray::ArrayView1<'_, f64>| {
        std::array::from_fn(|a| row.get(a).copied().unwrap_or(0.0))
    };
    let start = scores.rows().into_iter().map(pair).collect();
    Ok((start, wide.then_some(scores)))
}

impl<D: Data<Elem = f64>> Transformer<ArrayBase<D, Ix2>, Result<Array2<f64>, MethodError>>
    for TsneValidParams
{
    /// The whole run at once, as linfa's estimators do it: records x columns become records x 2.
    ///
    /// # Examples
    /// ```
    /// use dimlens::methods::TsneSettings;
    /// use linfa::traits::Transformer;
    /// let records = ndarray::Array2::from_shape_fn((40, 3), |(i, j)| ((i * 7 + j * 3) % 11) as f64);
    /// let map = TsneSettings::default().check(40)?.transform(records)?;
    /// assert_eq!(map.dim(), (40, 2));
    /// # Ok::<(), dimlens::methods::MethodError>(())
    /// ```
    fn transform(&self, records: ArrayBase<D, Ix2>) -> Result<Array2<f64>, MethodError> {
        let mut run = TsneRun::new(self, records.view(), &Progress::new())?;
        run.advance(self.iterations(), &Progress::new(), |_| ())?;
        let points = run.points();
        Ok(Array2::from_shape_fn((points.len(), 2), |(i, a)| f64::from(points[i][a])))
    }
}
