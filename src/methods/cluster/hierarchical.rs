//! Hierarchical clustering, by kodama: a tree of all joins, cut where k groups are left.
//!
//! kodama holds the distances of all pairs and cannot be stopped: hence [`ROW_LIMIT`].

use super::{Linkage, square};
use kodama::{Dendrogram, Method};
use ndarray::ArrayView2;
use rayon::prelude::*;

/// Rows whose tree is grown: the distances of 8 million pairs are 64 MB and a second.
pub(super) const ROW_LIMIT: usize = 4_000;

/// All joins of some rows.
#[derive(Debug)]
pub(super) struct Tree {
    joins: Dendrogram<f64>,
}

impl Tree {
    /// Of centred rows.
    pub(super) fn new(rows: ArrayView2<'_, f64>, linkage: Linkage) -> Self {
        let n = rows.nrows();
        let rows = rows.as_standard_layout();
        let flat = rows.as_slice().unwrap_or_default();
        let row = |i: usize| &flat[i * rows.ncols()..(i + 1) * rows.ncols()];
        let mut distances: Vec<f64> = (0..n)
            .into_par_iter()
            .flat_map_iter(|i| (i + 1..n).map(move |j| square(row(i), row(j)).sqrt()))
            .collect();
        let method = match linkage {
            Linkage::Ward => Method::Ward,
            Linkage::Average => Method::Average,
            Linkage::Complete => Method::Complete,
        };
        Self { joins: kodama::linkage(&mut distances, n, method) }
    }

    /// The groups where `k` are left.
    pub(super) fn cut(&self, k: usize) -> Vec<u32> {
        let n = self.joins.observations();
        // Each group, a row or what a join made, knows the join that took it up.
        let mut taken: Vec<usize> = (0..2 * n).collect();
        let joined = n.saturating_sub(k);
        for (at, join) in self.joins.steps().iter().take(joined).enumerate() {
            taken[join.cluster1] = n + at;
            taken[join.cluster2] = n + at;
        }
        // Those that were joined later have larger numbers: from the top down each finds its root in one step.
        for at in (0..n + joined).rev() {
            taken[at] = taken[taken[at]];
        }
        taken.truncate(n);
        taken.into_iter().map(|root| root as u32).collect()
    }
}
