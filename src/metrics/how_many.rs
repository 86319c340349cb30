//! How many clusters? Three answers side by side, and one rule that takes one of them.
//!
//! - The mean *silhouette* (Rousseeuw 1987), from two clusters on.
//! - *BIC* (Schwarz 1978), less is better: of the mixture itself; for other methods that of equal round clouds, each row
//!   in the one of its group (Pelleg and Moore 2000).
//! - The *gap statistic* (Tibshirani, Walther and Hastie 2001): how much tighter the groups are, in logarithms, than
//!   groups of rows strewn evenly over the box that the principal components span, [`DRAWS`] such tables. Its number is the
//!   smallest that is within some standard errors of the highest gap (Dudoit and Fridlyand 2002): the first rise of the
//!   curve, which the original rule takes, misses groups within groups.
//! - *One normal cloud* of the same spread (Liu, Hayes, Nobel and Marron 2008, for any number of groups instead of two): how
//!   much more of the spread the groups take away than groups of such clouds, as many tables.
//!
//! The rule ([`HowManyClusters::chosen`]): mixtures take the least BIC (Fraley and Raftery 2002). The others take the
//! number of the best silhouette; but where it is no more than [`WEAK`] and rows in a box or in one normal cloud would be
//! grouped as tightly with any number of groups, the answer is one: both reach silhouettes of 0.4.
//!
//! All is computed on a seeded sample of [`ROWS`] rows where there are more.

mod drawn;

use super::{MetricError, silhouettes};
use crate::methods::MethodError;
use crate::methods::cluster::{
    ClusterMethod, ClusterSettings, Grouped, HowMany, different_rows, sample,
};
use crate::progress::Progress;
use crate::words::{count_of, format_count};
use ndarray::{Array2, ArrayView2, Axis};
use std::f64::consts::TAU;

/// Clusters that are tried.
pub const MOST: usize = 10;
/// Rows that are looked at.
pub const ROWS: usize = 1_000;
/// Tables without clusters of each kind.
pub const DRAWS: usize = 10;
/// Silhouettes up to this may come of no clusters at all: "weak, could be artificial" (Kaufman and Rousseeuw 1990, table
/// 4 of chapter 2).
pub const WEAK: f64 = 0.5;

/// Shares of the work.
const FITTED: f64 = 0.2;
const JUDGED: f64 = 0.4;
/// Standard errors that a gap must be higher by, to count as higher: ten numbers are compared, and in few columns the form
/// of the box alone moves the gap by two.
const ERRORS: f64 = 3.0;

/// What speaks for a number of clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForK {
    /// The number.
    pub k: usize,
    /// The mean silhouette; none for one cluster.
    pub silhouette: Option<f64>,
    /// Bayesian information criterion.
    pub bic: f64,
    /// The gap.
    pub gap: f64,
    /// Its standard error, that of the drawn tables included.
    pub gap_error: f64,
    /// How much more of the spread these groups take away than groups of one normal cloud, in logarithms; not asked
    /// for mixtures, which compare clouds by BIC.
    pub beyond_normal: Option<f64>,
    /// Its standard error.
    pub normal_error: f64,
}

/// How many clusters there are, by each criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct HowManyClusters {
    /// From one cluster on.
    pub counts: Vec<ForK>,
    /// The number of the best mean silhouette; none where no two clusters are possible.
    pub by_silhouette: Option<usize>,
    /// The number of the least BIC.
    pub by_bic: usize,
    /// The number by the gap statistic.
    pub by_gap: usize,
    /// Whether one normal cloud is grouped as tightly, with any number of groups.
    pub like_normal: bool,
    /// The number that the rule takes.
    pub chosen: usize,
    /// Why, in a sentence.
    pub why: String,
    /// Rows looked at, and rows there are.
    pub rows: [usize; 2],
}

/// Clusters of a matrix, and how their number was found where it was.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundClusters {
    /// The groups.
    pub grouped: Grouped,
    /// How many there are, where that was asked and is not the method's own finding.
    pub how_many: Option<HowManyClusters>,
}

/// Groups the rows of a matrix, and finds the number of groups first where that is left open.
///
/// # Errors
/// [`MethodError`]: settings that do not fit the matrix, a computation that failed or was cancelled.
pub fn find_clusters(
    values: ArrayView2<'_, f64>,
    settings: &ClusterSettings,
    progress: &Progress,
) -> Result<FoundClusters, MethodError> {
    let open = settings.k == HowMany::Found && settings.method.takes_k();
    let (how_many, settings, rest) = if open {
        let found = how_many(values, settings, &progress.part(0.0, 0.7))?;
        let settings = settings.given(found.chosen);
        (Some(found), settings, progress.part(0.7, 1.0))
    } else {
        (None, settings.clone(), progress.clone())
    };
    let grouped = settings.check(values.nrows())?.fit_with(values, &rest)?;
    Ok(FoundClusters { grouped, how_many })
}

/// What speaks for one cluster, two ... [`MOST`].
///
/// # Errors
/// As [`find_clusters`].
pub fn how_many(
    values: ArrayView2<'_, f64>,
    settings: &ClusterSettings,
    progress: &Progress,
) -> Result<HowManyClusters, MethodError> {
    let chosen = sample(values.nrows(), ROWS, settings.seed);
    let rows = values.select(Axis(0), &chosen);
    let rows = rows.view();
    let most = MOST.min(different_rows(rows, MOST)).min(rows.nrows() - 1).max(1);
    let ks: Vec<usize> = (1..=most).collect();
    let params = settings.given(1).check(rows.nrows())?.quick();
    let fitted = params.fit_each(rows, &ks, &progress.part(0.0, FITTED))?;
    let judging = progress.part(FITTED, JUDGED);
    let beyond = drawn::compare(rows, settings, &ks, &fitted, &progress.part(JUDGED, 1.0))?;
    let groups: Vec<&[Option<u32>]> = fitted.iter().map(|found| &*found.groups).collect();
    let judged = silhouettes(rows, &groups, settings.seed, &judging).map_err(failed)?;
    let mut counts = Vec::new();
    for ((at, found), beyond) in fitted.iter().enumerate().zip(beyond) {
        let k = ks[at];
        let silhouette = judged[at].as_ref().map(|found| found.mean);
        let bic = found.bic.unwrap_or_else(|| round_bic(rows, &found.groups, k));
        let ([gap, gap_error], normal) = (beyond.even, beyond.normal);
        let (beyond_normal, normal_error) = (normal.map(|n| n[0]), normal.map_or(0.0, |n| n[1]));
        counts.push(ForK { k, silhouette, bic, gap, gap_error, beyond_normal, normal_error });
    }
    Ok(HowManyClusters::of(counts, settings.method, [rows.nrows(), values.nrows()]))
}

impl HowManyClusters {
    fn of(counts: Vec<ForK>, method: ClusterMethod, rows: [usize; 2]) -> Self {
        let best = |better: &dyn Fn(&ForK, &ForK) -> bool| {
            counts.iter().fold(&counts[0], |best, one| if better(one, best) { one } else { best })
        };
        let judged = counts.iter().filter_map(|one| Some((one.k, one.silhouette?)));
        let highest = judged.reduce(|best, one| if one.1 > best.1 { one } else { best });
        let by_silhouette = highest.map(|(k, _)| k);
        let by_bic = best(&|one, best| one.bic < best.bic).k;
        let top = best(&|one, best| one.gap > best.gap);
        let enough = top.gap - ERRORS * top.gap_error;
        let by_gap = counts.iter().find(|one| one.gap >= enough).map_or(top.k, |one| one.k);
        let like_normal = method != ClusterMethod::Mixture
            && counts.iter().all(|one| {
                one.beyond_normal.is_none_or(|beyond| beyond <= ERRORS * one.normal_error)
            });
        let nothing = by_gap == 1 || like_normal;
        let (chosen, why) = match highest {
            _ if method == ClusterMethod::Mixture => (
                by_bic,
                format!("{} has the least BIC, by which mixtures are chosen.", clusters(by_bic)),
            ),
            None => (1, "The rows allow no two clusters.".to_owned()),
            Some((k, value)) if nothing && value <= WEAK => (
                1,
                format!(
                    "{} would be grouped as tightly, so that the best silhouette ({value:.2}, {}) is no reason for more than one.",
                    if by_gap == 1 {
                        "Rows strewn evenly"
                    } else {
                        "One normal cloud of the same spread"
                    },
                    clusters(k)
                ),
            ),
            Some((k, value)) => {
                (k, format!("{} have the best mean silhouette ({value:.2}).", clusters(k)))
            }
        };
        Self { counts, by_silhouette, by_bic, by_gap, like_normal, chosen, why, rows }
    }

    /// Which rows were looked at, where these are not all.
    pub fn sampled(&self) -> Option<String> {
        let [rows, of] = self.rows;
        (rows < of).then(|| {
            format!(
                "The number of clusters is of a seeded sample of {} of {} rows.",
                format_count(rows),
                format_count(of)
            )
        })
    }
}

fn failed(error: MetricError) -> MethodError {
    match error {
        MetricError::Cancelled(stopped) => stopped.into(),
        other => {
            MethodError::Failed { method: "Counting the clusters", message: other.to_string() }
        }
    }
}

fn clusters(k: usize) -> String {
    count_of(k, "cluster", "clusters")
}

/// The squared distances of rows to the middle of their groups, summed.
pub(super) fn within(rows: ArrayView2<'_, f64>, groups: &[Option<u32>]) -> f64 {
    let count = groups.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut centres = Array2::<f64>::zeros((count, rows.ncols()));
    let mut sizes = vec![0.0_f64; count];
    for (row, group) in rows.outer_iter().zip(groups) {
        if let Some(group) = group {
            let mut centre = centres.row_mut(*group as usize);
            centre += &row;
            sizes[*group as usize] += 1.0;
        }
    }
    for (mut centre, size) in centres.outer_iter_mut().zip(&sizes) {
        centre /= size.max(1.0);
    }
    let square = |(row, group): (ndarray::ArrayView1<'_, f64>, &Option<u32>)| {
        let centre = centres.row((*group)? as usize);
        Some(row.iter().zip(centre).map(|(a, b)| (a - b) * (a - b)).sum::<f64>())
    };
    rows.outer_iter().zip(groups).filter_map(square).sum()
}

/// BIC of equal round clouds, each row in the one of its group.
fn round_bic(rows: ArrayView2<'_, f64>, groups: &[Option<u32>], k: usize) -> f64 {
    let (n, p) = (rows.nrows() as f64, rows.ncols() as f64);
    let variance = (within(rows, groups) / (n * p)).max(f64::MIN_POSITIVE);
    let mut sizes = vec![0.0_f64; k];
    for group in groups.iter().flatten() {
        sizes[*group as usize] += 1.0;
    }
    let weights: f64 = sizes.iter().filter(|n| **n > 0.0).map(|size| size * (size / n).ln()).sum();
    let likelihood = weights - 0.5 * n * p * ((TAU * variance).ln() + 1.0);
    let parameters = (k - 1) as f64 + k as f64 * p + 1.0;
    n.ln().mul_add(parameters, -2.0 * likelihood)
}
