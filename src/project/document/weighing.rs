//! PCA, t-SNE, both or neither: weighed when somebody looks.

use super::judging::Pair;
use super::on_demand::OnDemand;
use super::{Job, Project, Trouble, method_trouble};
use crate::features::Prepared;
use crate::methods::Method;
use crate::methods::tsne::TsneSettings;
use crate::project::{Choices, Known, Weighed};
use std::sync::Arc;

/// The maps, and what is to be said of them.
pub(super) type Weighing = OnDemand<(Pair, TsneSettings), Weighed>;

impl Project {
    fn weighing_key(&self) -> Option<(Pair, TsneSettings)> {
        Some((self.pair()?, self.choices.tsne.clone()))
    }

    /// Starts what is wanted as soon as both maps are there, gives up what is no longer asked.
    pub(super) fn weigh(&mut self) {
        let key = self.weighing_key();
        self.analyses.weighing.follow(key.as_ref());
        let Some(key) = key else { return };
        if !self.analyses.weighing.wanted || self.is_moving() {
            return;
        }
        if !self.agreement_is_current() && self.judging_trouble().is_none() {
            // The maps are judged once, for whoever asks first.
            if !self.is_judging() {
                self.analyses.judging.want();
                self.judge();
            }
            return;
        }
        let Some(opened) = &self.opened else { return };
        let Some(prepared) = self.prepared.current(&self.prepared_key()).cloned() else { return };
        let judged = self.agreement().filter(|_| self.agreement_is_current()).cloned();
        let (name, wake, asked) = (opened.table.short_name(), self.waker(), key.clone());
        let weighing = &mut self.analyses.weighing;
        weighing.wanted = false;
        weighing.slot.request(&key, || {
            Job::spawn("weighing", wake, move |progress| {
                let (Pair([left, right]), settings) = &asked;
                let maps = [&**left, &**right];
                Weighed::new(&name, &prepared.matrix, maps, judged, settings, progress)
                    .map_err(method_trouble)
            })
        });
    }

    /// The verdict lately found, which may be of earlier maps: see [`Project::verdict_is_current`].
    pub fn verdict(&self) -> Option<&Arc<Weighed>> {
        self.analyses.weighing.slot.latest()
    }

    /// Whether it is of the maps on show.
    pub fn verdict_is_current(&self) -> bool {
        self.weighing_key().is_some_and(|key| self.analyses.weighing.slot.current(&key).is_some())
    }

    /// Whether the maps are being weighed, or will be as soon as both are there.
    pub fn is_weighing(&self) -> bool {
        self.analyses.weighing.wanted || self.analyses.weighing.slot.job().is_some()
    }

    /// Why the last try did not come to a result.
    pub fn weighing_trouble(&self) -> Option<&Trouble> {
        self.analyses.weighing.slot.trouble()
    }

    /// The work under way.
    pub(super) fn weighing_job(&self) -> Option<&Job<Result<Weighed, Trouble>>> {
        self.analyses.weighing.slot.job()
    }

    /// Whether there is something to report: the columns are prepared and nothing moves.
    pub fn can_compare(&self) -> bool {
        self.prepared.current(&self.prepared_key()).is_some() && !self.is_moving()
    }

    /// The matrix, the choices, and what was found of just these.
    pub fn to_compare(&self) -> Option<(Arc<Prepared>, Choices, Known)> {
        if !self.can_compare() {
            return None;
        }
        let prepared = self.prepared.current(&self.prepared_key()).cloned()?;
        let own = [Method::Pca, Method::Tsne];
        let map = |method| self.slot(method).current(&self.key_of(method)).cloned();
        let mut known = Known { maps: own.map(map), ..Known::default() };
        // What was said of other maps is not of these.
        if self.shown_methods() == own {
            known.judged = self.agreement().filter(|_| self.agreement_is_current()).cloned();
            known.clusterings = self.clusterings().filter(|_| self.clusters_are_current()).cloned();
            known.weighed = self.verdict().filter(|_| self.verdict_is_current()).cloned();
        }
        Some((prepared, self.choices.clone(), known))
    }
}
