//! The groups that people see on the maps, beside those that are in the data.
//!
//! Three clusterings by one method: as seen on the PCA map, as seen on the t-SNE map, and of the prepared features, which
//! is the referee: of all features and not of the first components, because no share of the variance has to be agreed
//! on first; these are a fourth on request. Each comes with its number of clusters, silhouettes (where it was made and in
//! the prepared features), stability; all two of them, and each with every label column, are compared. Columns are
//! shuffled: would noise look like this? For the t-SNE map that takes a t-SNE of each shuffled table, of fewer rows.

mod labels;
mod one;
mod pair;
mod space;

pub use labels::label_columns;
pub use one::NamedClustering;
pub use pair::{ClusteringPair, Side};
pub use space::Space;

use super::{MapResult, cluster_cards};
use crate::data::Table;
use crate::features::{ColumnRole, FeatureMatrix};
use crate::methods::MethodError;
use crate::methods::cluster::ClusterSettings;
use crate::metrics::NoiseControl;
use crate::progress::Progress;

/// What clusterings are made of.
#[derive(Debug, Clone, Copy)]
pub struct ClusterInputs<'a> {
    /// The table, for its labels.
    pub table: &'a Table,
    /// What each column of it is for.
    pub roles: &'a [ColumnRole],
    /// The prepared features.
    pub matrix: &'a FeatureMatrix,
    /// The maps at the left and at the right, of the same rows.
    pub maps: [&'a MapResult; 2],
}

/// Several clusterings of the same rows, and how far they agree.
#[derive(Debug, Clone)]
pub struct Clusterings {
    /// The clusterings.
    pub list: Vec<NamedClustering>,
    /// All two of them, by their places in the list.
    pub pairs: Vec<ClusteringPair>,
    /// Each with each label column of the table.
    pub with_labels: Vec<ClusteringPair>,
}

/// Shares of the work: the referee, each map, noise, the judgement in the prepared features.
const WORK: [f64; 4] = [0.3, 0.2, 0.2, 0.1];

impl Clusterings {
    /// The default three, by these settings, and those of a fourth space where they are asked for.
    ///
    /// # Errors
    /// [`MethodError`]: settings that do not fit the table, maps of other rows, a computation that failed or was
    /// cancelled.
    pub fn of_maps(
        inputs: ClusterInputs<'_>,
        settings: &ClusterSettings,
        also: Option<Space>,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let mut from = 0.0;
        let mut part = |share: f64| {
            let part = progress.part(from, from + share);
            from += share;
            part
        };
        let mut list = vec![
            NamedClustering::grouped(inputs, Space::PcaMap, settings, &part(WORK[1]))?,
            NamedClustering::grouped(inputs, Space::TsneMap, settings, &part(WORK[1]))?,
            NamedClustering::grouped(inputs, Space::Features, settings, &part(WORK[0]))?,
        ];
        if let Some(space) = also {
            let quiet = progress.unseen();
            list.push(NamedClustering::grouped(inputs, space, settings, &quiet)?);
        }
        // All at once: most of that is the distances.
        NamedClustering::judge_in_features(inputs, &mut list, &part(WORK[3]))?;
        let each = WORK[2] / list.len() as f64;
        for one in &mut list {
            one.control(inputs, &part(each))?;
        }
        for one in &mut list {
            one.cards = cluster_cards(inputs.table, inputs.roles, one, &progress.unseen())?;
        }
        Self::new(inputs, list)
    }

    /// Compares clusterings of the same rows.
    ///
    /// # Errors
    /// [`MethodError::Failed`] where they are of other rows.
    pub fn new(inputs: ClusterInputs<'_>, list: Vec<NamedClustering>) -> Result<Self, MethodError> {
        let rows = inputs.matrix.rows();
        let side = |at: usize| Side::of_clustering(at, &list[at]);
        let mut pairs = Vec::new();
        for b in 1..list.len() {
            for a in 0..b {
                pairs.push(ClusteringPair::new(rows, side(a), side(b))?);
            }
        }
        let mut with_labels = Vec::new();
        for label in labels::labels(inputs.table, inputs.roles, rows) {
            for at in 0..list.len() {
                with_labels.push(ClusteringPair::new(rows, side(at), label.clone())?);
            }
        }
        pairs.sort_by_key(|pair| (pair.a.place, pair.b.place));
        Ok(Self { list, pairs, with_labels })
    }

    /// The pairs in the order of lists: of clusterings first, with labels after them. The first where there is none at
    /// this place.
    pub fn pair_at(&self, at: usize) -> Option<&ClusteringPair> {
        let mut all = self.pairs.iter().chain(&self.with_labels);
        all.nth(at).or(self.pairs.first()).or(self.with_labels.first())
    }

    /// The clustering of a space, the first where there are several.
    pub fn of_space(&self, space: Space) -> Option<&NamedClustering> {
        self.list.iter().find(|one| one.space == space)
    }

    /// Whether noise was told from the clusters of a space.
    pub fn noise_of(&self, space: Space) -> Option<&NoiseControl> {
        self.of_space(space)?.noise.as_ref()
    }
}

#[cfg(test)]
mod tests;
