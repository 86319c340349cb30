//! Checked settings, and the groups that they make of a matrix.

use super::hierarchical::{self, Tree};
use super::k_means::Panels;
use super::{
    ClusterMethod, ClusterSettings, Covariance, HowMany, centred, dbscan, density, hdbscan,
    mixture, numbered, sampled,
};
use crate::data::Notice;
use crate::methods::MethodError;
use crate::progress::Progress;
use crate::words::{format_count, format_value};
use ndarray::{ArrayView2, Axis};

/// Rows up to which density-based methods look at all: some seconds.
const DENSITY_LIMIT: usize = 10_000;
/// Starts of k-means; on few rows, where they cost nothing and ten end some per cent off the best; and beyond how many
/// rows fewer do.
const STARTS: usize = 10;
const SMALL: usize = 500;
const STARTS_WHERE_SMALL: usize = 100;
const LARGE: usize = 20_000;
const STARTS_WHERE_LARGE: usize = 3;
/// Starts where a clustering is one of many.
const QUICK_STARTS: usize = 2;

/// Settings that were checked; only these can be fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterValidParams {
    settings: ClusterSettings,
    starts: usize,
}

/// Groups of rows, and what was used to find them.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouped {
    /// The group of each row, numbered by size; `None` is noise.
    pub groups: Vec<Option<u32>>,
    /// The settings after what was left open was filled in.
    pub used: ClusterSettings,
    /// Rows that the method looked at, where not all.
    pub looked_at: Option<usize>,
    /// Bayesian information criterion of a mixture; less is better.
    pub bic: Option<f64>,
    /// What is to be said of it.
    pub notices: Vec<Notice>,
}

impl Grouped {
    /// How many groups there are.
    pub fn k(&self) -> usize {
        self.groups.iter().flatten().max().map_or(0, |last| *last as usize + 1)
    }

    /// The settings that ask for the same of a part of the rows: where a group has fewer rows, fewer are asked for.
    pub fn settings_for(&self, rows: usize) -> ClusterSettings {
        self.used.for_part(rows, self.looked_at.unwrap_or(self.groups.len()))
    }
}

impl ClusterValidParams {
    pub(super) fn new(settings: ClusterSettings, rows: usize) -> Self {
        let starts = match rows {
            0..=SMALL => STARTS_WHERE_SMALL,
            _ if rows <= LARGE => STARTS,
            _ => STARTS_WHERE_LARGE,
        };
        Self { settings, starts }
    }

    /// What was set.
    pub fn settings(&self) -> &ClusterSettings {
        &self.settings
    }

    /// The same with fewer starts, where it is one of many.
    #[must_use]
    pub fn quick(mut self) -> Self {
        self.starts = QUICK_STARTS;
        self
    }

    /// Groups the rows of a matrix; the number of groups must be given where the method takes one
    /// ([`crate::metrics::find_clusters`] finds it).
    ///
    /// # Errors
    /// [`MethodError`]: more clusters than different rows, a number that is not finite, failed or cancelled.
    pub fn fit_with(
        &self,
        values: ArrayView2<'_, f64>,
        progress: &Progress,
    ) -> Result<Grouped, MethodError> {
        let k = match self.settings.k {
            HowMany::Given(k) => k,
            HowMany::Found if self.settings.method.takes_k() => {
                return Err(MethodError::Failed {
                    method: self.settings.method.title(),
                    message: "nobody said how many clusters there are to be.".to_owned(),
                });
            }
            HowMany::Found => 1,
        };
        let mut found = self.fit_each(values, &[k], progress)?;
        Ok(found.remove(0))
    }

    /// The same for several numbers of groups, which the settings' own does not matter for; methods that take none
    /// make the same groups each time.
    ///
    /// # Errors
    /// As [`ClusterValidParams::fit_with`].
    pub fn fit_each(
        &self,
        values: ArrayView2<'_, f64>,
        ks: &[usize],
        progress: &Progress,
    ) -> Result<Vec<Grouped>, MethodError> {
        let bad = values.outer_iter().position(|row| row.iter().any(|v| !v.is_finite()));
        if let Some(row) = bad {
            return Err(MethodError::NotFinite { row });
        }
        let most = if self.settings.method.takes_k() { ks.iter().copied().max() } else { None };
        let different = different_rows(values, most.unwrap_or(0));
        if let Some(clusters) = most.filter(|most| different < *most) {
            return Err(MethodError::TooManyClusters { clusters, different });
        }
        let Some((rows, unit)) = centred(values) else {
            let groups = vec![Some(0); values.nrows()];
            return Ok(ks.iter().map(|_| self.grouped(&groups, self.settings.clone())).collect());
        };
        let rows = rows.view();
        match self.settings.method {
            ClusterMethod::KMeans => self.k_means(rows, ks, progress),
            ClusterMethod::Mixture => self.mixtures(rows, ks, progress),
            ClusterMethod::Hierarchical => self.cuts(rows, ks, progress),
            ClusterMethod::Dbscan => {
                self.dbscan(rows, unit, progress).map(|one| vec![one; ks.len()])
            }
            ClusterMethod::Hdbscan => self.hdbscan(rows, progress).map(|one| vec![one; ks.len()]),
        }
    }

    fn grouped(&self, groups: &[Option<u32>], used: ClusterSettings) -> Grouped {
        let mut found = Grouped {
            groups: numbered(groups),
            used,
            looked_at: None,
            bic: None,
            notices: Vec::new(),
        };
        if let (HowMany::Given(k), true) = (found.used.k, found.used.method.takes_k())
            && found.k() < k
        {
            let method = self.settings.method.title();
            let text = format!(
                "{method} was asked for {k} clusters and filled only {}: the others came out without a row.",
                found.k()
            );
            found.notices.push(Notice::warning(text));
        }
        found
    }

    /// Groups that all rows have.
    fn whole(&self, groups: &[u32], k: usize) -> Grouped {
        let groups: Vec<Option<u32>> = groups.iter().copied().map(Some).collect();
        self.grouped(&groups, self.settings.given(k))
    }

    fn k_means(
        &self,
        rows: ArrayView2<'_, f64>,
        ks: &[usize],
        progress: &Progress,
    ) -> Result<Vec<Grouped>, MethodError> {
        let panels = Panels::new(rows);
        let fit = |(part, &k): (Progress, &usize)| {
            let found = panels.k_means(k, self.starts, self.settings.seed, &part)?;
            Ok(self.whole(&found.groups, k))
        };
        parts(progress, ks.len()).zip(ks).map(fit).collect()
    }

    fn mixtures(
        &self,
        rows: ArrayView2<'_, f64>,
        ks: &[usize],
        progress: &Progress,
    ) -> Result<Vec<Grouped>, MethodError> {
        let (n, p) = rows.dim();
        let (seed, panels) = (self.settings.seed, Panels::new(rows));
        let fit = |(part, &k): (Progress, &usize)| {
            let start = panels.k_means(k, self.starts.min(3), seed, &part.unseen())?.groups;
            let full = mixture::is_full(self.settings.covariance, n, p, k);
            let found = mixture::mixture(rows, k, full, &start, &part)?;
            let mut grouped = self.whole(&found.groups, k);
            grouped.bic = Some(found.bic);
            grouped.used.covariance = if full { Covariance::Full } else { Covariance::Diagonal };
            if !full && self.settings.covariance == Covariance::Auto {
                grouped.notices.push(Notice::info(format!(
                    "The clouds of the mixture are stretched along the columns only: {} rows do not \
                     suffice for any other form of {k} clouds in {p} columns.",
                    format_count(n)
                )));
            }
            Ok(grouped)
        };
        parts(progress, ks.len()).zip(ks).map(fit).collect()
    }

    fn cuts(
        &self,
        rows: ArrayView2<'_, f64>,
        ks: &[usize],
        progress: &Progress,
    ) -> Result<Vec<Grouped>, MethodError> {
        // Each sampled row stands for those that are nearest to it.
        progress.step(0, 0)?;
        let chosen = sampled::sample(rows.nrows(), hierarchical::ROW_LIMIT, self.settings.seed);
        let tree = Tree::new(rows.select(Axis(0), &chosen).view(), self.settings.linkage);
        let nearest = spread(rows, &chosen, progress)?;
        let cut = |k: &usize| {
            let groups = tree.cut((*k).min(chosen.len()));
            let groups: Vec<u32> = nearest.iter().map(|&at| groups[at]).collect();
            self.of_sample(self.whole(&groups, *k), &chosen)
        };
        Ok(ks.iter().map(cut).collect())
    }

    fn dbscan(
        &self,
        rows: ArrayView2<'_, f64>,
        unit: f64,
        progress: &Progress,
    ) -> Result<Grouped, MethodError> {
        progress.step(0, 0)?;
        let chosen = sampled::sample(rows.nrows(), DENSITY_LIMIT, self.settings.seed);
        let own = rows.select(Axis(0), &chosen);
        let mut used = self.settings.clone();
        let points = used.min_points.unwrap_or(density::dbscan_points(chosen.len(), rows.ncols()));
        let radius = match used.radius {
            Some(radius) => radius / unit,
            None => dbscan::radius(own.view(), points, used.seed, progress)?
                .ok_or(MethodError::NoVariance)?,
        };
        let groups = dbscan::dbscan(own.view(), radius, points)?;
        used.min_points = Some(points);
        let is_found = used.radius.is_none();
        let radius = *used.radius.get_or_insert(radius * unit);
        let nearest = spread(rows, &chosen, progress)?;
        let groups: Vec<Option<u32>> = nearest.iter().map(|&at| groups[at]).collect();
        let mut found = self.of_sample(self.grouped(&groups, used), &chosen);
        if is_found {
            found.notices.push(Notice::info(format!(
                "DBSCAN's radius is {}: at the elbow of the distances to the {points}th nearest row, itself counted.",
                format_value(radius)
            )));
        }
        Ok(found)
    }

    fn hdbscan(
        &self,
        rows: ArrayView2<'_, f64>,
        progress: &Progress,
    ) -> Result<Grouped, MethodError> {
        progress.step(0, 0)?;
        let chosen = sampled::sample(rows.nrows(), DENSITY_LIMIT, self.settings.seed);
        let own = rows.select(Axis(0), &chosen);
        let mut used = self.settings.clone();
        let size = *used.min_cluster_size.get_or_insert(density::cluster_size(chosen.len()));
        let points = *used.min_points.get_or_insert(density::hdbscan_points(size, chosen.len()));
        let groups =
            hdbscan::hdbscan(own.view(), size.min(chosen.len()), points.min(chosen.len()))?;
        let nearest = spread(rows, &chosen, progress)?;
        let groups: Vec<Option<u32>> = nearest.iter().map(|&at| groups[at]).collect();
        Ok(self.of_sample(self.grouped(&groups, used), &chosen))
    }

    fn of_sample(&self, mut found: Grouped, chosen: &[usize]) -> Grouped {
        let all = found.groups.len();
        if chosen.len() < all {
            found.looked_at = Some(chosen.len());
            found.notices.push(Notice::warning(format!(
                "{} looked at a seeded sample of {} of {} rows; each other row went where the sampled row nearest to it is.",
                crate::words::capitalised(self.settings.method.title()),
                format_count(chosen.len()),
                format_count(all)
            )));
        }
        found
    }
}

/// For each row the sampled one that it goes with.
fn spread(
    rows: ArrayView2<'_, f64>,
    chosen: &[usize],
    progress: &Progress,
) -> Result<Vec<usize>, MethodError> {
    if chosen.len() == rows.nrows() {
        return Ok((0..rows.nrows()).collect());
    }
    Ok(sampled::nearest(rows, chosen, progress)?)
}

/// Shares of the work, one after the other.
fn parts(progress: &Progress, count: usize) -> impl Iterator<Item = Progress> + '_ {
    let share = move |at: usize| at as f64 / count as f64;
    (0..count).map(move |at| progress.part(share(at), share(at + 1)))
}

/// How many different rows there are, counted up to `most`.
pub(crate) fn different_rows(values: ArrayView2<'_, f64>, most: usize) -> usize {
    let mut found: Vec<ndarray::ArrayView1<'_, f64>> = Vec::new();
    for row in values.outer_iter() {
        if found.len() >= most {
            break;
        }
        if !found.contains(&row) {
            found.push(row);
        }
    }
    found.len()
}
