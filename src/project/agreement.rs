//! Two maps of the same rows, judged: each by the data, and one by the other.
//!
//! Each map by trustworthiness, continuity, neighbours kept and Shepard's correlation; both together by the
//! neighbours that they share and by Procrustes. For every row: whether each map may be believed about it, and
//! whether it stands among the same rows on both.

use super::{MapResult, Measure};
use crate::data::RowId;
use crate::features::FeatureMatrix;
use crate::methods::{Method, MethodError};
use crate::metrics::{
    self, Asked, FaithAt, Faithfulness, MetricError, SharedAt, SharedNeighbors, Shepard,
};
use crate::plots::{Figure, NeighborsKeptInput, neighbors_kept};
use crate::progress::Progress;
use crate::words::{count_of, format_count};
use std::sync::Arc;

/// Shares of the work, as measured on tables of 20 to 60 columns: a map by its neighbours, a map by its
/// distances, both together.
const WORK: [f64; 3] = [0.4, 0.05, 0.1];

/// A number for each row of a map.
#[derive(Debug)]
pub struct Measured {
    title: String,
    rows: Arc<[RowId]>,
    /// In the order of the rows; NaN where a row was not asked.
    values: Vec<f64>,
}

impl Measured {
    fn new(title: String, rows: &Arc<[RowId]>, asked: &Asked, of_asked: &[f64]) -> Self {
        let mut values = vec![f64::NAN; rows.len()];
        for (&at, &value) in asked.rows().iter().zip(of_asked) {
            values[at as usize] = value;
        }
        Self { title, rows: Arc::clone(rows), values }
    }

    /// What it is, with the number of neighbours that it looks at.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The number of a row, where it was asked.
    pub fn of(&self, row: RowId) -> Option<f64> {
        let at = self.rows.binary_search(&row).ok()?;
        Some(self.values[at]).filter(|value| value.is_finite())
    }

    /// The numbers of these rows; NaN where one was not asked.
    pub fn among(&self, rows: &[RowId]) -> Vec<f64> {
        if *rows == *self.rows {
            return self.values.clone();
        }
        rows.iter().map(|row| self.of(*row).unwrap_or(f64::NAN)).collect()
    }
}

/// One map, judged by the data.
#[derive(Debug)]
pub struct JudgedMap {
    method: Method,
    /// By its neighbours.
    pub faith: Faithfulness,
    /// By its distances.
    pub shepard: Shepard,
    trust: Arc<Measured>,
}

impl JudgedMap {
    /// How the map was made.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Trustworthiness, row by row.
    pub fn trust(&self) -> &Arc<Measured> {
        &self.trust
    }

    /// A row that is trusted less than this is lied about: it is nearer to what a map at random makes of rows than
    /// to what a faithful one does. About 0.75.
    pub fn lie_below(&self) -> f64 {
        f64::midpoint(self.faith.at_k().trust_by_chance, 1.0)
    }
}

/// Both maps, judged.
#[derive(Debug)]
pub struct MapAgreement {
    /// At the left, at the right.
    pub maps: [JudgedMap; 2],
    /// Who stands beside whom on both.
    pub shared: SharedNeighbors,
    /// What no shift, turn, mirroring or stretch removes; `None` where all points of a map lie at one place.
    pub disparity: Option<f64>,
    rows: Arc<[RowId]>,
    moved: Arc<Measured>,
    /// Rows that were asked, those that moved most first.
    by_moved: Vec<RowId>,
    figure: Arc<Figure>,
}

impl MapAgreement {
    /// Judges two maps of a matrix; `name` is the table's, for the caption. `seed` chooses the rows that are asked where not all are.
    ///
    /// # Errors
    /// [`MethodError`]: maps that are not of the matrix' rows, too few rows to judge, cancelled.
    pub fn new(
        name: &str,
        matrix: &FeatureMatrix,
        results: [&MapResult; 2],
        seed: u64,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let rows = matrix.rows();
        if results.iter().any(|result| result.embedding.rows() != rows) {
            let message = "the maps are of other rows than the prepared columns. Run them again.";
            return Err(MethodError::Failed { method: WHAT, message: message.to_owned() });
        }
        let mut done = 0.0;
        let mut part = |work: f64| {
            let from = done;
            done += work;
            progress.part(from, done)
        };
        let values = matrix.values();
        let mut judge = |result: &MapResult| {
            let (values, points) = (values.view(), result.embedding.points());
            let faith = metrics::faithfulness(values, points, seed, &part(WORK[0]))?;
            let shepard = metrics::shepard(values, points, seed, &part(WORK[1]))?;
            let title = format!("trust on the {} map, k = {}", result.method.title(), faith.k);
            let trusts: Vec<f64> = faith.of_rows.iter().map(|row| row.trustworthiness).collect();
            let trust = Arc::new(Measured::new(title, rows, &faith.asked, &trusts));
            Ok(JudgedMap { method: result.method, faith, shepard, trust })
        };
        let maps = [judge(results[0]).map_err(failed)?, judge(results[1]).map_err(failed)?];
        let [left, right] = results.map(|result| result.embedding.points());
        let shared =
            metrics::shared_neighbors(left, right, seed, &part(WORK[2])).map_err(failed)?;
        let way = match metrics::procrustes(left, right) {
            Ok(way) => Some(way),
            Err(MetricError::OnePlace { .. }) => None,
            Err(other) => return Err(failed(other)),
        };
        let title = format!("who moved: neighbours that the maps do not share, k = {}", shared.k);
        let moves: Vec<f64> = shared.of_rows.iter().map(|share| 1.0 - share).collect();
        let moved = Arc::new(Measured::new(title, rows, &shared.asked, &moves));
        let figure = Arc::new(figure(name, results, &maps, &shared));
        let mut order: Vec<usize> = (0..shared.of_rows.len()).collect();
        // Of rows with as many other neighbours the one that goes farther comes first, then that of the smaller number.
        let far: Vec<f64> = order
            .iter()
            .map(|&at| {
                let at = shared.asked.rows()[at] as usize;
                let [x, y] = way.map_or(left[at], |way| way.turned(right[at]));
                (x - left[at][0]).hypot(y - left[at][1])
            })
            .collect();
        order.sort_by(|&a, &b| {
            let shares = shared.of_rows[a].total_cmp(&shared.of_rows[b]);
            shares.then(far[b].total_cmp(&far[a]))
        });
        let by_moved = order.into_iter().map(|at| rows[shared.asked.rows()[at] as usize]).collect();
        let rows = Arc::clone(rows);
        let disparity = way.map(|way| way.disparity);
        Ok(Self { maps, shared, disparity, rows, moved, by_moved, figure })
    }

    /// The rows of both maps.
    pub fn rows(&self) -> &Arc<[RowId]> {
        &self.rows
    }

    /// What was measured of each row.
    pub fn measured(&self, measure: Measure) -> &Arc<Measured> {
        match measure {
            Measure::TrustLeft => &self.maps[0].trust,
            Measure::TrustRight => &self.maps[1].trust,
            Measure::Moved => &self.moved,
        }
    }

    /// The rows that were asked, those that moved most first: by the share of neighbours that both maps show, then by
    /// how far they go when one map is turned onto the other.
    pub fn by_moved(&self) -> &[RowId] {
        &self.by_moved
    }

    /// The neighbours that each map keeps, by their number.
    pub fn figure(&self) -> &Arc<Figure> {
        &self.figure
    }

    /// Both maps at k neighbours, and the neighbours that they share.
    pub fn at_k(&self) -> ([FaithAt; 2], SharedAt) {
        let k = self.shared.k - self.shared.curve[0].k;
        ([0, 1].map(|map| self.maps[map].faith.at_k()), self.shared.curve[k])
    }
}

/// What is said to have failed.
const WHAT: &str = "Judging the maps";

fn failed(error: MetricError) -> MethodError {
    match error {
        MetricError::Cancelled(cancelled) => cancelled.into(),
        other => MethodError::Failed { method: WHAT, message: other.to_string() },
    }
}

fn figure(
    name: &str,
    results: [&MapResult; 2],
    maps: &[JudgedMap; 2],
    shared: &SharedNeighbors,
) -> Figure {
    let curves = [0, 1].map(|at| {
        let curve = maps[at].faith.curve.iter().map(|at| [at.k as f64, at.kept]);
        (maps[at].method.title(), curve.collect())
    });
    let chance = maps[0].faith.curve.iter().map(|at| [at.k as f64, at.kept_by_chance]);
    let by_chance: Vec<[f64; 2]> = chance.collect();
    let kept = [0, 1].map(|map| (maps[map].method.title(), maps[map].faith.at_k().kept));
    let reading = reading(kept, shared.k, &maps[0].faith.asked);
    let [left, right] = results.map(|result| &result.caption);
    let caption = format!("{reading} {name}: {left}; {right}.");
    neighbors_kept(&NeighborsKeptInput {
        caption: &caption,
        curves: &curves,
        by_chance: &by_chance,
        marked: Some(shared.k as f64),
    })
}

/// How many neighbours each map keeps.
fn reading([left, right]: [(&str, f64); 2], k: usize, asked: &Asked) -> String {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let rows = if asked.is_all() { String::new() } else { format!(" {}", sampled(asked)) };
    format!(
        "Of the {k} nearest neighbours in the data the map of {} keeps {}, that of {} {}.{rows}",
        left.0,
        percent(left.1),
        right.0,
        percent(right.1)
    )
}

/// Which rows were asked, where these are not all.
pub fn sampled(asked: &Asked) -> String {
    format!(
        "A seeded sample of {} of {} was asked about its neighbours among all of them.",
        format_count(asked.rows().len()),
        count_of(asked.of(), "row", "rows")
    )
}

/// What the rows are that a map lies about.
pub(super) fn said_of_lies(count: usize, judged: usize, below: f64) -> String {
    format!(
        "Faint: {} of {}, whose neighbours on this map are hardly theirs in the data (trust below {below:.2}, \
         nearer to a random map than to a faithful one).",
        format_count(count),
        count_of(judged, "row", "rows")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::sample;
    use crate::features::{Recipe, prepare};
    use crate::project::{Choices, compute};

    #[test]
    fn a_map_judged_by_itself_moved_nobody_and_the_trust_of_rows_means_the_maps() {
        let progress = Progress::new();
        let table = sample::find("penguins").unwrap().read(&progress).unwrap();
        let prepared = prepare(&table, &Recipe::default(), &progress).unwrap();
        let (matrix, choices) = (&prepared.matrix, Choices::default());
        let pca = compute(Method::Pca, matrix, &choices, &progress).unwrap();
        let other = compute(Method::RandomProjection, matrix, &choices, &progress).unwrap();
        let same = MapAgreement::new("penguins", matrix, [&pca, &pca], 1, &progress).unwrap();
        assert!(same.disparity.unwrap() < 1e-9);
        assert!(matrix.rows().iter().all(|row| same.moved.of(*row) == Some(0.0)));
        let two = MapAgreement::new("penguins", matrix, [&pca, &other], 1, &progress).unwrap();
        for (map, measure) in two.maps.iter().zip([Measure::TrustLeft, Measure::TrustRight]) {
            let trusts = two.measured(measure).among(matrix.rows());
            let mean = trusts.iter().sum::<f64>() / trusts.len() as f64;
            assert!((mean - map.faith.at_k().trustworthiness).abs() < 1e-12);
            assert!((map.lie_below() - 0.75).abs() < 0.01, "{}", map.lie_below());
        }
        let moves: Vec<f64> = two.by_moved().iter().filter_map(|row| two.moved.of(*row)).collect();
        assert_eq!(moves.len(), 344);
        assert!(moves.windows(2).all(|pair| pair[0] >= pair[1]) && moves[0] > moves[343]);
        // Of other rows: those that were not judged have no number.
        assert!(two.moved.among(&[RowId(3), RowId(9_999)])[1].is_nan());
        assert!(progress.fraction().is_some_and(|share| share > 0.95 && share <= 1.0));
    }
}
