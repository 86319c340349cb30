//! What a report is computed from, and what of it is there.

use super::Project;
use crate::features::Prepared;
use crate::methods::Method;
use crate::project::{Choices, Known};
use std::sync::Arc;

impl Project {
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
