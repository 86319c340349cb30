//! Other methods in the place of a map: computed beside PCA and t-SNE, never instead of them, because the panels
//! explain those.

use super::{Key, MapResult, Project, Slot, map_job};
use crate::features::Prepared;
use crate::methods::{Method, TsneSettings};
use std::sync::Arc;

impl Project {
    /// The methods of the maps at the left and at the right.
    pub fn shown_methods(&self) -> [Method; 2] {
        [self.choices.left, self.choices.right]
    }

    /// The place of a method that is neither our PCA nor our t-SNE.
    pub(super) fn other(&self, method: Method) -> &Slot<Key, MapResult> {
        &self.others[usize::from(method.is_tsne())]
    }

    /// What such a method is computed from.
    pub(super) fn other_key(&self, method: Method) -> Key {
        let settings = match method {
            Method::LinfaTsne => self.choices.tsne.clone(),
            // The seed is all that it takes of them.
            Method::RandomProjection => {
                TsneSettings { seed: self.choices.tsne.seed, ..TsneSettings::default() }
            }
            _ => TsneSettings::default(),
        };
        Key { other: Some((method, settings)), ..self.prepared_key() }
    }

    /// Shows what was computed before, and says whether t-SNE under way answers another question.
    pub(super) fn recall_others(&mut self) -> bool {
        let mut outdated = false;
        for (at, method) in self.shown_methods().into_iter().enumerate() {
            let key = self.other_key(method);
            let slot = &mut self.others[at];
            slot.recall(&key);
            outdated |=
                method == Method::LinfaTsne && slot.job().is_some() && !slot.is_coming(&key);
        }
        outdated
    }

    /// Asks for the maps of the methods that were chosen: at the left after every change, at the right when `wanted`.
    pub(super) fn follow_others(&mut self, prepared: &Arc<Prepared>, wanted: bool) {
        for (at, method) in self.shown_methods().into_iter().enumerate() {
            if matches!(method, Method::Pca | Method::Tsne) {
                self.others[at].cancel();
                continue;
            }
            let key = self.other_key(method);
            let asked =
                if method.is_tsne() { wanted } else { self.others[at].trouble_of(&key).is_none() };
            if asked {
                let (wake, prepared) = (self.waker(), Arc::clone(prepared));
                let choices = self.choices.clone();
                self.others[at].request(&key, || map_job(method, wake, prepared, choices));
            }
        }
    }

    /// The place of a method's maps.
    pub(super) fn slot(&self, method: Method) -> &Slot<Key, MapResult> {
        match method {
            Method::Pca => &self.pca,
            Method::Tsne => &self.tsne,
            other => self.other(other),
        }
    }

    /// What a method is computed from.
    pub(super) fn key_of(&self, method: Method) -> Key {
        match method {
            Method::Pca => self.pca_key(),
            Method::Tsne => self.tsne_key(),
            other => self.other_key(other),
        }
    }
}
