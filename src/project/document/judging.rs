//! The maps on show, judged: when somebody looks, or when what is chosen can be drawn only then.

use super::on_demand::OnDemand;
use super::{Job, Project, Trouble, method_trouble};
use crate::features::ColumnRole;
use crate::project::{Colors, MapAgreement, MapResult, colors};
use std::sync::Arc;

/// The two maps that are judged: results say by themselves whether they are the same.
#[derive(Clone)]
pub(super) struct Pair(pub(super) [Arc<MapResult>; 2]);

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

/// What was found, and whether more is wanted.
pub(super) type Judging = OnDemand<Pair, MapAgreement>;

impl Project {
    /// Whether a map on show is being computed.
    pub(super) fn is_moving(&self) -> bool {
        self.shown_methods().iter().any(|method| self.slot(*method).job().is_some())
    }

    /// Both maps on show, where they are of the present choices.
    pub(super) fn pair(&self) -> Option<Pair> {
        let present = |method| {
            let result = self.slot(method).current(&self.key_of(method));
            result.filter(|result| result.method == method).cloned()
        };
        let [left, right] = self.shown_methods();
        Some(Pair([present(left)?, present(right)?]))
    }

    /// Starts what is wanted as soon as both maps are there, gives up what is no longer asked.
    pub(super) fn judge(&mut self) {
        let pair = self.pair();
        self.analyses.judging.follow(pair.as_ref());
        let Some(pair) = pair else { return };
        let judging = &self.analyses.judging;
        let again = self.choices.need_judging() && judging.slot.trouble_of(&pair).is_none();
        if !(again || judging.wanted) || self.is_moving() {
            return;
        }
        let Some(opened) = &self.opened else { return };
        let Some(prepared) = self.prepared.current(&self.prepared_key()).cloned() else { return };
        let (name, seed) = (opened.table.short_name(), self.choices.tsne.seed);
        let (wake, maps) = (self.waker(), pair.clone());
        let judging = &mut self.analyses.judging;
        judging.wanted = false;
        judging.slot.request(&pair, || {
            Job::spawn("judging", wake, move |progress| {
                let Pair([left, right]) = &maps;
                let matrix = &prepared.matrix;
                MapAgreement::new(&name, matrix, [left, right], seed, progress)
                    .map_err(method_trouble)
            })
        });
    }

    /// What was found of the maps lately, which may be of earlier ones: see [`Project::agreement_is_current`].
    pub fn agreement(&self) -> Option<&Arc<MapAgreement>> {
        self.analyses.judging.slot.latest()
    }

    /// Whether it is of the maps on show.
    pub fn agreement_is_current(&self) -> bool {
        self.pair().is_some_and(|pair| self.analyses.judging.slot.current(&pair).is_some())
    }

    /// Whether both maps are of the present choices, so that they can be judged.
    pub fn can_judge(&self) -> bool {
        self.pair().is_some()
    }

    /// Whether the maps are being judged, or will be as soon as both are there.
    pub fn is_judging(&self) -> bool {
        self.analyses.judging.wanted || self.analyses.judging.slot.job().is_some()
    }

    /// Why the last try did not come to a result.
    pub fn judging_trouble(&self) -> Option<&Trouble> {
        self.analyses.judging.slot.trouble()
    }

    /// The work under way.
    pub(super) fn judging_job(&self) -> Option<&Job<Result<MapAgreement, Trouble>>> {
        self.analyses.judging.slot.job()
    }

    /// What colours the points, where these are the columns' roles.
    pub fn colors(&self, roles: &[ColumnRole]) -> Colors {
        let judged = self.agreement().map(AsRef::as_ref);
        let clusters = self.clusterings();
        self.opened.as_ref().map_or(Colors::Nothing, |opened| {
            colors(&opened.table, roles, &self.choices, judged, clusters)
        })
    }
}
