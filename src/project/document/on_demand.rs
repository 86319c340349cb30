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

    /// Takes in what the job brought. Returns whether it ended.
    pub(super) fn poll(&mut self) -> bool {
        self.slot.poll()
    }
}
