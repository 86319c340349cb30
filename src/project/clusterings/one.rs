//! One clustering and what is to be known of it.

use super::{ClusterInputs, Space};
use crate::data::Notice;
use crate::methods::cluster::{ClusterSettings, HowMany};
use crate::methods::{Clustering, MethodError};
use crate::metrics::{
    self, FoundClusters, HowManyClusters, MetricError, NoiseControl, RESAMPLES, Silhouette,
    Stability, find_clusters, group_again, noise_control,
};
use crate::narrative::ClusterCard;
use crate::progress::{Cancelled, Progress};

/// A clustering and what is to be known of it.
#[derive(Debug, Clone)]
pub struct NamedClustering {
    /// What it is called: "PCA map, k-means".
    pub name: String,
    /// Where it was made.
    pub space: Space,
    /// How it was made, what was left open filled in.
    pub settings: ClusterSettings,
    /// Who belongs where.
    pub clustering: Clustering,
    /// How the number of clusters was found, where it was.
    pub how_many: Option<HowManyClusters>,
    /// How well rows lie in their clusters where these were made; none below two clusters.
    pub silhouette: Option<Silhouette>,
    /// The same in the prepared features.
    pub in_features: Option<Silhouette>,
    /// Whether the clusters come out again; none below two clusters. On a map it is the map's clusters that do or do not:
    /// the map itself stays as it is.
    pub stability: Option<Stability>,
    /// Clusters of shuffled columns, where that was asked and can be.
    pub noise: Option<NoiseControl>,
    /// Who the customers of each cluster are, in words; empty where nobody asked.
    pub cards: Vec<ClusterCard>,
    /// The warning that belongs to its space.
    pub warning: Option<String>,
    /// What the method had to say.
    pub notices: Vec<Notice>,
}

/// Where parts of the work end: grouping, silhouettes, stability; then the prepared features are asked.
const WORK: [f64; 3] = [0.5, 0.6, 0.8];

impl NamedClustering {
    /// Groups the rows in a space, and judges the groups in the prepared features too.
    ///
    /// # Errors
    /// [`MethodError`]: settings that do not fit the table, a map of other rows, failed or cancelled.
    pub fn new(
        inputs: ClusterInputs<'_>,
        space: Space,
        settings: &ClusterSettings,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let mut one = [Self::grouped(inputs, space, settings, &progress.part(0.0, WORK[2]))?];
        Self::judge_in_features(inputs, &mut one, &progress.part(WORK[2], 1.0))?;
        let [one] = one;
        Ok(one)
    }

    /// Judges several in the prepared features.
    pub(super) fn judge_in_features(
        inputs: ClusterInputs<'_>,
        list: &mut [Self],
        progress: &Progress,
    ) -> Result<(), MethodError> {
        let seed = list.first().map_or(0, |one| one.settings.seed);
        let groups: Vec<&[Option<u32>]> = list.iter().map(|one| one.clustering.groups()).collect();
        let found = metrics::silhouettes(inputs.matrix.values().view(), &groups, seed, progress);
        let found = known(found)?.unwrap_or_default();
        for (one, found) in list.iter_mut().zip(found) {
            if one.space == Space::Features {
                one.silhouette.clone_from(&found);
            }
            one.in_features = found;
        }
        Ok(())
    }

    /// Groups the rows in a space; the prepared features have not spoken.
    pub(super) fn grouped(
        inputs: ClusterInputs<'_>,
        space: Space,
        settings: &ClusterSettings,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let points = space.points(&inputs, &progress.unseen())?;
        let found = find_clusters(points.view(), settings, &progress.part(0.0, WORK[0]))?;
        let FoundClusters { grouped, how_many } = found;
        let rows = inputs.matrix.rows();
        let clustering = Clustering::new(std::sync::Arc::clone(rows), &grouped.groups);
        let (groups, seed) = (clustering.groups(), settings.seed);
        let judging = progress.part(WORK[0], WORK[1]);
        let silhouette = if space == Space::Features {
            None
        } else {
            known(metrics::silhouette(points.view(), groups, seed, &judging))?
        };
        let drawing = progress.part(WORK[1], WORK[2]);
        let again = |rows: &[usize]| group_again(points.view(), rows, &grouped, &drawing);
        let stability = known(metrics::stability(groups, RESAMPLES, seed, &drawing, again))?;
        let mut notices = grouped.notices;
        if let Some(text) = how_many.as_ref().and_then(HowManyClusters::sampled) {
            notices.push(Notice::info(text));
        }
        Ok(Self {
            name: format!("{}, {}", space.name(&inputs), settings.method.title()),
            space,
            settings: grouped.used,
            clustering,
            how_many,
            silhouette,
            in_features: None,
            stability,
            noise: None,
            cards: Vec::new(),
            warning: space.warning(&inputs),
            notices,
        })
    }

    /// Has the columns shuffled, so that it stands beside what noise makes; one cluster is not asked.
    ///
    /// # Errors
    /// As [`NamedClustering::new`].
    pub fn control(
        &mut self,
        inputs: ClusterInputs<'_>,
        progress: &Progress,
    ) -> Result<(), MethodError> {
        let Some(way) = self.space.way(&inputs).filter(|_| self.clustering.k() > 1) else {
            return Ok(());
        };
        // Features of one column are shuffled together.
        let features = inputs.matrix.features();
        let mut columns = vec![0_usize; features.len()];
        for at in 1..features.len() {
            let same = features[at].column == features[at - 1].column;
            columns[at] = columns[at - 1] + usize::from(!same);
        }
        let settings = ClusterSettings {
            // A density is no number of clusters: each table has its own radius.
            radius: None,
            k: if self.settings.method.takes_k() { self.settings.k } else { HowMany::Found },
            ..self.settings.clone()
        };
        let values = inputs.matrix.values();
        let most = self.space.rows_of_way();
        let found = noise_control(values.view(), &columns, &settings, most, progress, way)?;
        self.noise = Some(found);
        Ok(())
    }

    /// The mean silhouette where the clusters were made.
    pub fn mean_silhouette(&self) -> Option<f64> {
        self.silhouette.as_ref().map(|found| found.mean)
    }
}

/// The number where there is one.
fn known<T>(found: Result<T, MetricError>) -> Result<Option<T>, Cancelled> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(MetricError::Cancelled(stopped)) => Err(stopped),
        Err(_) => Ok(None),
    }
}
