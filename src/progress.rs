//! Say how far, learn whether to stop.
//!
//! One value is held by the work ([`Progress`]), its twin by whoever waits. [`Progress::step`] reports
//! and learns of cancellation in one call, so that no loop can do the first and forget the second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The work was asked to stop. Methods pass it up with `?`; nothing half-done is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// How far a piece of work is. Cloning gives another handle on the same work.
///
/// # Examples
/// ```
/// use dimlens::progress::Progress;
/// let progress = Progress::new();
/// let waiter = progress.clone();
/// assert!(progress.step(1, 4).is_ok());
/// assert_eq!(waiter.fraction(), Some(0.25));
/// waiter.cancel();
/// assert!(progress.step(2, 4).is_err());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Progress {
    count: Arc<Count>,
    cancelled: Arc<AtomicBool>,
    /// Which share of the whole this handle reports on, where not all of it.
    part: Option<(f64, f64)>,
}

#[derive(Debug, Default)]
struct Count {
    done: AtomicU64,
    /// Zero while the length of the work is unknown.
    total: AtomicU64,
}

impl Progress {
    /// Work that has not begun: no fraction, not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// For a step of longer work that counts in units of its own: it learns of the same cancellation, and
    /// what it reports nobody sees.
    #[must_use]
    pub fn unseen(&self) -> Self {
        Self { count: Arc::default(), cancelled: Arc::clone(&self.cancelled), part: None }
    }

    /// For a step of longer work: what it reports as all of it is the way between these two shares of the whole.
    #[must_use]
    pub fn part(&self, from: f64, to: f64) -> Self {
        let (own, end) = self.part.unwrap_or((0.0, 1.0));
        let at = |share: f64| own + (end - own) * share;
        Self { part: Some((at(from), at(to))), ..self.clone() }
    }

    /// Reports `done` of `total` units and learns whether to go on. `total` 0 means unknown.
    ///
    /// # Errors
    /// [`Cancelled`] once anyone has called [`Progress::cancel`].
    pub fn step(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        const FINE: f64 = 1e6;
        let (done, total) = match self.part {
            Some((from, to)) => {
                let share = if total == 0 { 0.0 } else { done.min(total) as f64 / total as f64 };
                (((from + (to - from) * share) * FINE) as u64, FINE as u64)
            }
            None => (done, total),
        };
        self.count.done.store(done, Ordering::Relaxed);
        self.count.total.store(total, Ordering::Relaxed);
        self.check()
    }

    /// Learns whether to go on, where there is nothing to report.
    ///
    /// # Errors
    /// [`Cancelled`] once anyone has called [`Progress::cancel`].
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Asks the work to stop at its next step.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the work was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// The share done, in `0..=1`; `None` while the length of the work is unknown.
    pub fn fraction(&self) -> Option<f32> {
        let total = self.count.total.load(Ordering::Relaxed);
        let done = self.count.done.load(Ordering::Relaxed).min(total);
        (total > 0).then(|| (done as f64 / total as f64) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_length_has_no_fraction() {
        let progress = Progress::new();
        assert_eq!(progress.fraction(), None);
        progress.step(3, 0).unwrap();
        assert_eq!(progress.fraction(), None);
    }

    #[test]
    fn unseen_work_is_stopped_with_the_rest() {
        let progress = Progress::new();
        progress.step(1, 2).unwrap();
        let inner = progress.unseen();
        inner.step(1, 10).unwrap();
        assert_eq!(progress.fraction(), Some(0.5));
        progress.cancel();
        assert!(inner.step(2, 10).is_err());
    }

    #[test]
    fn a_part_reports_its_share_of_the_whole_and_is_stopped_with_it() {
        let progress = Progress::new();
        let part = progress.part(0.5, 0.75);
        part.step(1, 2).unwrap();
        assert_eq!(progress.fraction(), Some(0.625));
        part.step(3, 0).unwrap();
        assert_eq!(progress.fraction(), Some(0.5));
        part.part(0.5, 1.0).step(0, 4).unwrap();
        assert_eq!(progress.fraction(), Some(0.625), "a part of a part");
        progress.cancel();
        assert!(part.step(2, 2).is_err());
    }

    #[test]
    fn done_beyond_total_is_all_of_it() {
        let progress = Progress::new();
        progress.step(9, 4).unwrap();
        assert_eq!(progress.fraction(), Some(1.0));
    }
}
