//! A result that is computed when asked for, as soon as what it needs is there.

use super::Slot;

/// Its place, and whether it is asked for and not yet begun.
pub(super) struct OnDemand<K, V> {
    pub(super) slot: Slot<K, V>,
    pub(super) wanted: bool,
}

impl<K, V> Default for OnDemand<K, V> {
    fn default() -> Self {
        Self { slot: Slot::default(), wanted: false }
    }
}

impl<K: PartialEq + Clone, V: Send + 'static> OnDemand<K, V> {
    /// Asks for it, also where the last try failed.
    pub(super) fn want(&mut self) {
        self.slot.forgive();
        self.wanted = true;
    }

    /// Waits for it no longer.
    pub(super) fn stop(&mut self) {
        self.wanted = false;
        self.slot.cancel();
    }

    /// Keeps to what it is to be of: work for anything else is given up and wanted anew, and what was computed of this
    /// before is there again.
    pub(super) fn follow(&mut self, key: Option<&K>) {
        let coming = key.is_some_and(|key| self.slot.is_coming(key));
        if self.slot.job().is_some() && !coming {
            self.slot.cancel();
            self.want();
        }
        if let Some(key) = key {
            self.slot.recall(key);
        }
    }

    /// Takes in what the job brought. Returns whether it ended.
    pub(super) fn poll(&mut self) -> bool {
        self.slot.poll()
    }
}
