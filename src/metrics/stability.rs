//! Would the same clusters come out of other customers like these? (Hennig 2007)
//!
//! Rows are drawn with replacement, grouped anew, and each cluster looks for its best likeness among the new ones: the
//! Jaccard coefficient, rows in both over rows in either, of the rows that were drawn. The mean over [`RESAMPLES`] draws
//! tells how far the cluster may be relied on; the marks are Hennig's: from 0.75 a stable cluster, from 0.6 a pattern whose
//! members are doubtful, below that nothing to build on. Where there are more than [`ROWS`] rows that have a cluster or
//! are noise, all this is of a seeded sample of them.

use super::MetricError;
use crate::methods::cluster::sample;
use crate::progress::{Cancelled, Progress};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Draws.
pub const RESAMPLES: usize = 50;
/// Rows that are drawn from.
pub const ROWS: usize = 2_000;
/// Hennig's marks.
pub const SOLID: f64 = 0.75;
const SHAKY: f64 = 0.6;

/// How far a cluster may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Firmness {
    /// It comes out again.
    Solid,
    /// Something is there; who belongs to it is doubtful.
    Shaky,
    /// Other customers would give other clusters.
    DoNotUse,
}

impl Firmness {
    fn of(jaccard: f64) -> Self {
        match jaccard {
            SOLID.. => Self::Solid,
            SHAKY.. => Self::Shaky,
            _ => Self::DoNotUse,
        }
    }

    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Shaky => "shaky",
            Self::DoNotUse => "do not use",
        }
    }
}

/// How often a cluster came out again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterStability {
    /// Mean of its best likeness over the draws that held some of its rows.
    pub jaccard: f64,
    /// What that means.
    pub firmness: Firmness,
}

/// How often clusters came out again.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Each cluster, by its number; `None` where no row of it was drawn.
    pub clusters: Vec<Option<ClusterStability>>,
    /// Draws.
    pub resamples: usize,
    /// Rows drawn from, and rows there are.
    pub rows: [usize; 2],
}

impl Stability {
    /// The mean over clusters.
    pub fn mean(&self) -> Option<f64> {
        let known: Vec<f64> = self.clusters.iter().flatten().map(|one| one.jaccard).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    }
}

/// How stable the clusters of these rows are, by `resamples` draws. `cluster` groups the rows at some positions,
/// ascending; `None` where it cannot, which counts as finding none of the clusters.
///
/// # Errors
/// [`MetricError::OneCluster`] below two clusters: one alone always comes out again. [`MetricError::Cancelled`].
pub fn stability(
    groups: &[Option<u32>],
    resamples: usize,
    seed: u64,
    progress: &Progress,
    cluster: impl Fn(&[usize]) -> Result<Option<Vec<Option<u32>>>, Cancelled> + Sync,
) -> Result<Stability, MetricError> {
    let count = groups.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    if count < 2 {
        return Err(MetricError::OneCluster { found: count });
    }
    let from = sample(groups.len(), ROWS, seed);
    let (done, total) = (AtomicU64::new(0), resamples as u64);
    let draws: Vec<Vec<Option<f64>>> = (0..total)
        .into_par_iter()
        .map(|draw| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
            let mut random = Xoshiro256Plus::seed_from_u64(seed.wrapping_add(1 + draw));
            let mut drawn: Vec<usize> =
                (0..from.len()).map(|_| from[random.gen_range(0..from.len())]).collect();
            drawn.sort_unstable();
            // A row that was drawn twice is no second customer.
            drawn.dedup();
            let before: Vec<Option<u32>> = drawn.iter().map(|&at| groups[at]).collect();
            let after = cluster(&drawn)?;
            Ok(likenesses(&before, after.as_deref(), count))
        })
        .collect::<Result<_, Cancelled>>()?;
    let of_cluster = |at: usize| {
        let known: Vec<f64> = draws.iter().filter_map(|draw| draw[at]).collect();
        let jaccard = known.iter().sum::<f64>() / known.len() as f64;
        (!known.is_empty()).then(|| ClusterStability { jaccard, firmness: Firmness::of(jaccard) })
    };
    let clusters = (0..count).map(of_cluster).collect();
    Ok(Stability { clusters, resamples, rows: [from.len(), groups.len()] })
}

/// The best Jaccard coefficient of each cluster before among those after.
fn likenesses(
    before: &[Option<u32>],
    after: Option<&[Option<u32>]>,
    count: usize,
) -> Vec<Option<f64>> {
    let mut sizes = vec![0_usize; count];
    for group in before.iter().flatten() {
        sizes[*group as usize] += 1;
    }
    let Some(after) = after else {
        return sizes.iter().map(|size| (*size > 0).then_some(0.0)).collect();
    };
    let others = after.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut found = vec![0_usize; others];
    let mut both = vec![0_usize; count * others];
    for (before, after) in before.iter().zip(after) {
        let Some(after) = after else { continue };
        found[*after as usize] += 1;
        if let Some(before) = before {
            both[*before as usize * others + *after as usize] += 1;
        }
    }
    let best = |at: usize| {
        let likeness = |other: usize| {
            let both = both[at * others + other];
            both as f64 / (sizes[at] + found[other] - both) as f64
        };
        (sizes[at] > 0).then(|| (0..others).map(likeness).fold(0.0, f64::max))
    };
    (0..count).map(best).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(n: usize) -> Vec<Option<u32>> {
        (0..n).map(|i| Some(u32::from(i >= n / 2))).collect()
    }

    #[test]
    fn clusters_that_come_out_again_are_solid_and_others_not() {
        let groups = halves(400);
        let same =
            |rows: &[usize]| Ok(Some(rows.iter().map(|&at| groups[at].map(|g| 7 - g)).collect()));
        let found = stability(&groups, 20, 1, &Progress::new(), same).unwrap();
        assert!(found.clusters.iter().all(|c| c.unwrap().jaccard == 1.0));
        assert_eq!(found.clusters[0].unwrap().firmness, Firmness::Solid);
        // Groups by chance: half of a half in each of two, over three quarters of all rows.
        let chance =
            |rows: &[usize]| Ok(Some(rows.iter().map(|&at| Some(at as u32 % 2)).collect()));
        let found = stability(&groups, 20, 1, &Progress::new(), chance).unwrap();
        for cluster in found.clusters.iter().flatten() {
            assert!((cluster.jaccard - 1.0 / 3.0).abs() < 0.05, "{}", cluster.jaccard);
            assert_eq!(cluster.firmness, Firmness::DoNotUse);
        }
        let never = stability(&groups, 5, 1, &Progress::new(), |_| Ok(None)).unwrap();
        assert_eq!(never.mean(), Some(0.0));
    }

    #[test]
    fn many_rows_are_drawn_from_a_sample_and_one_cluster_is_no_question() {
        let groups = halves(5_000);
        let most = std::sync::atomic::AtomicU64::new(0);
        let found = stability(&groups, 8, 3, &Progress::new(), |rows| {
            most.fetch_max(rows.len() as u64, Ordering::Relaxed);
            Ok(Some(rows.iter().map(|&at| groups[at]).collect()))
        });
        assert_eq!(found.unwrap().rows, [ROWS, 5_000]);
        // A draw with replacement holds 1 - 1/e of the rows.
        assert!((1_200..1_330).contains(&most.into_inner()));
        let one = stability(&[Some(0), None], 5, 1, &Progress::new(), |_| Ok(None));
        assert!(matches!(one, Err(MetricError::OneCluster { found: 1 })));
    }

    #[test]
    fn likeness_is_rows_in_both_over_rows_in_either() {
        let before = [Some(0), Some(0), Some(0), Some(1), None, Some(1)];
        let after = [Some(0), Some(0), Some(1), Some(1), Some(1), None];
        let found = likenesses(&before, Some(&after), 3);
        assert_eq!(found, [Some(2.0 / 3.0), Some(1.0 / 4.0), None]);
    }
}
