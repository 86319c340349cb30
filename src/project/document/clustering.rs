//! Clusters of the maps on show and of the data behind them: when somebody looks, or when they colour the maps.

use super::judging::Pair;
use super::on_demand::OnDemand;
use super::{Job, Project, Trouble, method_trouble};
use crate::methods::cluster::ClusterSettings;
use crate::project::{ClusterInputs, ClusterSpace, Clusterings};
use std::sync::Arc;

/// The maps, and how their customers are grouped.
pub(super) type Grouping = OnDemand<(Pair, ClusterSettings, Option<ClusterSpace>), Clusterings>;

impl Project {
    fn grouping_key(&self) -> Option<(Pair, ClusterSettings, Option<ClusterSpace>)> {
        let choices = &self.choices;
        Some((self.pair()?, choices.clusters.clone(), choices.clusters_also))
    }

    /// Starts what is wanted as soon as both maps are there, gives up what is no longer asked.
    pub(super) fn group(&mut self) {
        let key = self.grouping_key();
        self.analyses.grouping.follow(key.as_ref());
        let Some(key) = key else { return };
        let grouping = &self.analyses.grouping;
        let again = self.choices.need_clusters() && grouping.slot.trouble_of(&key).is_none();
        if !(again || grouping.wanted) || self.is_moving() {
            return;
        }
        let Some(opened) = &self.opened else { return };
        let Some(prepared) = self.prepared.current(&self.prepared_key()).cloned() else { return };
        let (table, wake) = (Arc::clone(&opened.table), self.waker());
        let asked = key.clone();
        let grouping = &mut self.analyses.grouping;
        grouping.wanted = false;
        grouping.slot.request(&key, || {
            Job::spawn("clusters", wake, move |progress| {
                let (Pair([left, right]), settings, also) = &asked;
                let inputs = ClusterInputs {
                    table: &table,
                    roles: &prepared.roles,
                    matrix: &prepared.matrix,
                    maps: [left, right],
                };
                Clusterings::of_maps(inputs, settings, *also, progress).map_err(method_trouble)
            })
        });
    }

    /// What was found lately, which may be of earlier maps or settings: see [`Project::clusters_are_current`].
    pub fn clusterings(&self) -> Option<&Arc<Clusterings>> {
        self.analyses.grouping.slot.latest()
    }

    /// Whether they are of the maps on show and the present settings.
    pub fn clusters_are_current(&self) -> bool {
        self.grouping_key().is_some_and(|key| self.analyses.grouping.slot.current(&key).is_some())
    }

    /// Whether clusters are being looked for, or will be as soon as both maps are there.
    pub fn is_clustering(&self) -> bool {
        self.analyses.grouping.wanted || self.analyses.grouping.slot.job().is_some()
    }

    /// Why the last try did not come to a result.
    pub fn clustering_trouble(&self) -> Option<&Trouble> {
        self.analyses.grouping.slot.trouble()
    }

    /// The work under way.
    pub(super) fn clustering_job(&self) -> Option<&Job<Result<Clusterings, Trouble>>> {
        self.analyses.grouping.slot.job()
    }
}
