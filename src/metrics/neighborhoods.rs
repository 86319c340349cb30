//! The nearest rows of some rows, and where given rows stand in the order of nearness.
//!
//! The order is by exact distance, then by row.

use super::distances::Space;
use super::ranks::Ranks;
use crate::methods::tsne::lanes::wide;
use crate::progress::{Cancelled, Progress};
use std::slice::Chunks;

/// Distances that are looked at together.
const LANES: usize = 8;

/// The `k` nearest rows of each asking row, nearest first, one asking row after another.
pub(super) fn nearest(
    space: &Space<'_>,
    asking: &[u32],
    k: usize,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    let mut nearest = Nearest::new(asking.len(), k);
    space.scan(asking, f64::INFINITY, progress, |start, tile| nearest.take(start, tile))?;
    Ok(nearest.rows())
}

/// The ranks in a space of given rows, `k` for each asking row, 1 for the nearest.
pub(super) fn ranks(
    space: &Space<'_>,
    asking: &[u32],
    targets: &[u32],
    k: usize,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    let mut ranks = Ranks::new(space, asking, targets, k);
    space.scan(asking, f64::INFINITY, progress, |start, tile| ranks.take(start, tile))?;
    Ok(ranks.ranks())
}

/// Keeps the nearest of what it is shown.
pub(super) struct Nearest {
    k: usize,
    found: Vec<Candidates>,
}

struct Candidates {
    /// Nothing at this distance or beyond is worth a look, for rows come in their order.
    limit: f64,
    /// The bits of a distance are ordered as the distance is.
    found: Vec<(u64, u32)>,
}

impl Nearest {
    pub(super) fn new(asking: usize, k: usize) -> Self {
        let empty =
            || Candidates { limit: f64::INFINITY, found: Vec::with_capacity(2 * k + LANES) };
        Self { k, found: (0..asking).map(|_| empty()).collect() }
    }

    /// Looks at the next tile of distances.
    pub(super) fn take(&mut self, start: usize, tile: Chunks<'_, f64>) {
        wide(|| {
            for (candidates, distances) in self.found.iter_mut().zip(tile) {
                candidates.take(self.k, start, distances);
            }
        });
    }

    /// The rows that were kept, nearest first.
    pub(super) fn rows(mut self) -> Vec<u32> {
        for candidates in &mut self.found {
            candidates.found.sort_unstable();
            candidates.found.truncate(self.k);
        }
        self.found.iter().flat_map(|candidates| &candidates.found).map(|(_, row)| *row).collect()
    }
}

impl Candidates {
    #[inline(always)]
    fn take(&mut self, k: usize, start: usize, distances: &[f64]) {
        let (chunks, rest) = distances.as_chunks::<LANES>();
        for (at, chunk) in chunks.iter().enumerate() {
            let mut near = false;
            for distance in chunk {
                near |= *distance < self.limit;
            }
            if near {
                self.sift(k, start + at * LANES, chunk);
            }
        }
        self.sift(k, start + chunks.len() * LANES, rest);
    }

    #[inline(never)]
    fn sift(&mut self, k: usize, start: usize, distances: &[f64]) {
        for (at, distance) in distances.iter().enumerate() {
            if *distance < self.limit {
                self.found.push((distance.to_bits(), (start + at) as u32));
            }
        }
        if self.found.len() >= 2 * k {
            let (_, last, _) = self.found.select_nth_unstable(k - 1);
            self.limit = f64::from_bits(last.0);
            self.found.truncate(k);
        }
    }
}
