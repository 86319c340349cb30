//! A place for one kind of result: what is there, what is coming, what went wrong.
//!
//! The rule: the last result stays until the next one arrives; a new request cancels the one under way; a
//! result that was computed before for the same key is shown at once.

use super::{Job, Poll};
use std::sync::Arc;

/// Earlier results that are kept for undo.
const KEPT: usize = 6;

/// Why a result did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It failed, with a message for the user.
    Failed(String),
    /// The user stopped it.
    Cancelled,
}

/// Results of one kind, keyed by what they are computed from.
#[derive(Debug)]
pub struct Slot<K, V> {
    /// Latest first; the first one is shown.
    results: Vec<(K, Arc<V>)>,
    job: Option<(K, Job<Result<V, Trouble>>)>,
    trouble: Option<(K, Trouble)>,
}

impl<K, V> Default for Slot<K, V> {
    fn default() -> Self {
        Self { results: Vec::new(), job: None, trouble: None }
    }
}

impl<K: PartialEq + Clone, V: Send + 'static> Slot<K, V> {
    /// Wants the result for `key`: shows a kept one, leaves a job for the same key alone, or starts one.
    pub fn request(&mut self, key: &K, start: impl FnOnce() -> Job<Result<V, Trouble>>) {
        if self.recall(key) || self.is_coming(key) {
            return;
        }
        self.trouble = None;
        self.job = Some((key.clone(), start()));
    }

    /// Starts a job for `key`, whatever is there; what was under way is dropped.
    pub fn restart(&mut self, key: &K, job: Job<Result<V, Trouble>>) {
        self.trouble = None;
        self.job = Some((key.clone(), job));
    }

    /// Puts another result in the place of the one for `key`, and shows it.
    pub fn replace(&mut self, key: &K, value: V) {
        self.results.retain(|(k, _)| k != key);
        self.results.insert(0, (key.clone(), Arc::new(value)));
        self.results.truncate(KEPT);
    }

    /// Asks the work to stop and waits for what it has.
    pub fn stop(&self) {
        if let Some((_, job)) = &self.job {
            job.progress().cancel();
        }
    }

    /// Shows the result for `key` if it was computed before. Returns whether it was.
    pub fn recall(&mut self, key: &K) -> bool {
        let Some(at) = self.results.iter().position(|(k, _)| k == key) else { return false };
        self.results[..=at].rotate_right(1);
        self.job = None;
        self.trouble = None;
        true
    }

    /// Takes in what the job brought. Returns whether it ended.
    pub fn poll(&mut self) -> bool {
        let Some((_, job)) = &self.job else { return false };
        let outcome = match job.poll() {
            Poll::Running => return false,
            Poll::Done(outcome) => outcome,
            Poll::Panicked(message) => Err(Trouble::Failed(format!(
                "A fault in the program stopped this computation: {message}. The rest goes on."
            ))),
        };
        if let Some((key, _)) = self.job.take() {
            match outcome {
                Ok(value) => {
                    self.replace(&key, value);
                    self.trouble = None;
                }
                Err(trouble) => self.trouble = Some((key, trouble)),
            }
        }
        true
    }

    /// Stops waiting; work that cannot be stopped goes on unheard.
    pub fn cancel(&mut self) {
        if let Some((key, _)) = self.job.take() {
            self.trouble = Some((key, Trouble::Cancelled));
        }
    }

    /// Forgets what went wrong, so that the same request may be tried again.
    pub fn forgive(&mut self) {
        self.trouble = None;
    }

    /// Forgets all results but the latest.
    pub fn forget_earlier(&mut self) {
        self.results.truncate(1);
    }

    /// Forgets everything: the results belong to another table.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The latest result, whatever it was computed from.
    pub fn latest(&self) -> Option<&Arc<V>> {
        self.results.first().map(|(_, value)| value)
    }

    /// The result for `key`, if it is the latest.
    pub fn current(&self, key: &K) -> Option<&Arc<V>> {
        self.results.first().filter(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// What the latest result was computed from.
    pub fn latest_key(&self) -> Option<&K> {
        self.results.first().map(|(key, _)| key)
    }

    /// The result for `key`, if it is among those that are kept.
    pub fn kept(&self, key: &K) -> Option<&Arc<V>> {
        self.results.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// The work under way.
    pub fn job(&self) -> Option<&Job<Result<V, Trouble>>> {
        self.job.as_ref().map(|(_, job)| job)
    }

    /// Whether the work under way is for `key`.
    pub fn is_coming(&self, key: &K) -> bool {
        self.job.as_ref().is_some_and(|(k, _)| k == key)
    }

    /// What went wrong with the last request.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref().map(|(_, trouble)| trouble)
    }

    /// What went wrong with `key`.
    pub fn trouble_of(&self, key: &K) -> Option<&Trouble> {
        self.trouble.as_ref().filter(|(k, _)| k == key).map(|(_, trouble)| trouble)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn job(
        outcome: impl FnOnce() -> Result<u32, Trouble> + Send + 'static,
    ) -> Job<Result<u32, Trouble>> {
        Job::spawn("slot test", || {}, move |_| outcome())
    }

    fn settle(slot: &mut Slot<&'static str, u32>) {
        let start = Instant::now();
        while slot.job().is_some() && start.elapsed() < Duration::from_secs(10) {
            slot.poll();
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(slot.job().is_none());
    }

    #[test]
    fn the_last_result_stays_until_the_next_arrives_and_old_ones_come_back() {
        let mut slot = Slot::default();
        slot.request(&"a", || job(|| Ok(1)));
        settle(&mut slot);
        slot.request(&"b", || job(|| Ok(2)));
        assert_eq!((slot.latest().map(|v| **v), slot.current(&"b")), (Some(1), None));
        settle(&mut slot);
        assert_eq!(slot.current(&"b").map(|v| **v), Some(2));
        slot.request(&"a", || panic!("it was computed before"));
        assert_eq!(slot.current(&"a").map(|v| **v), Some(1));
    }

    #[test]
    fn failures_and_panics_keep_the_old_result() {
        let mut slot = Slot::default();
        slot.request(&"a", || job(|| Ok(1)));
        settle(&mut slot);
        slot.request(&"b", || job(|| Err(Trouble::Failed("no".into()))));
        settle(&mut slot);
        assert_eq!(slot.trouble_of(&"b"), Some(&Trouble::Failed("no".into())));
        slot.request(&"c", || job(|| panic!("boom")));
        settle(&mut slot);
        assert!(matches!(slot.trouble(), Some(Trouble::Failed(m)) if m.contains("boom")));
        assert_eq!(slot.latest().map(|v| **v), Some(1));
    }

    #[test]
    fn cancelling_is_said() {
        let mut slot: Slot<&str, u32> = Slot::default();
        slot.request(&"a", || {
            job(|| {
                std::thread::sleep(Duration::from_millis(50));
                Ok(1)
            })
        });
        slot.cancel();
        assert_eq!(slot.trouble(), Some(&Trouble::Cancelled));
        assert!(slot.latest().is_none());
    }
}
