//! Iterations that are kept so that one can look back: a few, evenly spaced, of bounded memory.
//!
//! Every tenth iteration is kept until there are too many; then every other one goes, and from there on the
//! distance is twice as long.

use std::sync::Arc;

/// Iterations between two frames at first: where the divergence is known.
const EVERY: usize = 10;
/// Frames at most.
const MOST: usize = 100;
/// Their bytes at most.
const BYTES: usize = 64 << 20;

/// The places of all rows.
pub type Places = Arc<[[f32; 2]]>;

/// A map on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Iterations done.
    pub iteration: usize,
    /// One place a row.
    pub points: Places,
}

/// What is kept of a run.
#[derive(Debug)]
pub(super) struct Frames {
    kept: Vec<Frame>,
    every: usize,
    most: usize,
}

impl Frames {
    pub(super) fn new(rows: usize) -> Self {
        let most = (BYTES / (rows.max(1) * size_of::<[f32; 2]>())).clamp(2, MOST);
        Self { kept: Vec::new(), every: EVERY, most }
    }

    /// Keeps an iteration, where it is due.
    pub(super) fn offer(&mut self, iteration: usize, points: impl FnOnce() -> Places) {
        if !iteration.is_multiple_of(self.every)
            || self.kept.last().is_some_and(|last| last.iteration >= iteration)
        {
            return;
        }
        if self.kept.len() >= self.most {
            self.every *= 2;
            let every = self.every;
            self.kept.retain(|frame| frame.iteration.is_multiple_of(every));
            if !iteration.is_multiple_of(every) {
                return;
            }
        }
        self.kept.push(Frame { iteration, points: points() });
    }

    /// Forgets what came after an iteration: the run went back to it.
    pub(super) fn forget_after(&mut self, iteration: usize) {
        self.kept.retain(|frame| frame.iteration <= iteration);
    }

    pub(super) fn kept(&self) -> &[Frame] {
        &self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_frames_are_kept_at_even_distances_however_long_the_run() {
        let mut frames = Frames::new(1);
        for iteration in 1..=5000 {
            frames.offer(iteration, || [[iteration as f32, 0.0]].into());
            assert!(frames.kept().len() <= MOST);
        }
        let kept = frames.kept();
        assert!(kept.len() > MOST / 3, "{}", kept.len());
        let apart = kept[1].iteration - kept[0].iteration;
        assert!(kept.windows(2).all(|pair| pair[1].iteration - pair[0].iteration == apart));
        assert!(kept.iter().all(|frame| frame.points[0][0] == frame.iteration as f32));
    }

    #[test]
    fn large_maps_are_kept_less_often() {
        let rows = 2_000_000;
        let mut frames = Frames::new(rows);
        let points: Places = vec![[0.0; 2]; rows].into();
        for iteration in (10..=200).step_by(10) {
            frames.offer(iteration, || Arc::clone(&points));
        }
        assert!(frames.kept().len() * rows * 8 <= BYTES && frames.kept().len() >= 2);
    }
}
