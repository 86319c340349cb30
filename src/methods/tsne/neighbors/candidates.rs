//! The nearest so far of one row.

use crate::methods::tsne::lanes::LANES;

/// Keeps the `kept` smallest distances of those it is shown. A number and its row travel as one integer, so
/// that the order is total and equal distances go to the smaller row.
pub(super) struct Candidates {
    kept: usize,
    own: usize,
    /// Nothing at this distance or beyond is worth a look; it holds once `kept` were seen.
    threshold: f32,
    found: Vec<u64>,
}

impl Candidates {
    pub(super) fn new(kept: usize, own: usize) -> Self {
        let found = Vec::with_capacity(2 * kept + LANES);
        Self { kept, own, threshold: f32::INFINITY, found }
    }

    /// Looks at the distances to the rows from `start` on.
    #[inline(always)]
    pub(super) fn take(&mut self, distances: &[f32], start: usize) {
        let (chunks, rest) = distances.as_chunks::<LANES>();
        for (at, chunk) in chunks.iter().enumerate() {
            let mut near = false;
            for distance in chunk {
                near |= *distance < self.threshold;
            }
            if near {
                self.sift(chunk, start + at * LANES);
            }
        }
        self.sift(rest, start + chunks.len() * LANES);
    }

    #[inline(never)]
    fn sift(&mut self, distances: &[f32], start: usize) {
        for (at, &distance) in distances.iter().enumerate() {
            if distance < self.threshold && start + at != self.own {
                self.found.push(key(distance) | (start + at) as u64);
            }
        }
        if self.found.len() >= 2 * self.kept {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        if self.found.len() > self.kept {
            let (_, last, _) = self.found.select_nth_unstable(self.kept - 1);
            self.threshold = value(*last);
            self.found.truncate(self.kept);
        }
    }

    /// The rows that were kept, and the distance that all others have at least (none: there are no others).
    pub(super) fn chosen(&mut self) -> (impl Iterator<Item = u32>, Option<f32>) {
        self.shrink();
        let beyond = self.threshold.is_finite().then_some(self.threshold);
        (self.found.iter().map(|&key| key as u32), beyond)
    }
}

/// A number whose order is that of the distances, in the upper half of the integer.
fn key(distance: f32) -> u64 {
    let bits = distance.to_bits();
    let ordered = if bits >> 31 == 1 { !bits } else { bits | 0x8000_0000 };
    u64::from(ordered) << 32
}

fn value(key: u64) -> f32 {
    let ordered = (key >> 32) as u32;
    f32::from_bits(if ordered >> 31 == 1 { ordered & 0x7fff_ffff } else { !ordered })
}
