//! The nearest rows of some rows, and where given rows stand in the order of nearness.
//!
//! The order is by exact distance, then by row. A rank needs no sorting: it is the number of rows that stand
//! before, counted in one pass over the distances.

use super::distances::Space;
use crate::methods::tsne::lanes::wide;
use crate::progress::{Cancelled, Progress};
use std::slice::Chunks;

/// Limits that one pass counts for.
const TOGETHER: usize = 4;
const LANES: usize = 8;

/// The `k` nearest rows of each asking row, nearest first, one asking row after another.
pub(super) fn nearest(
    space: &Space,
    asking: &[u32],
    k: usize,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    let mut nearest = Nearest::new(asking.len(), k);
    space.scan(asking, progress, |start, tile| nearest.take(start, tile))?;
    Ok(nearest.rows())
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

/// Counts, for each asking row and each of its `k` targets, the rows that are nearer.
pub(super) struct Ranks<'a> {
    k: usize,
    /// For each asking row its targets.
    targets: &'a [u32],
    limits: Vec<f64>,
    counts: Vec<u32>,
}

impl<'a> Ranks<'a> {
    pub(super) fn new(space: &Space, asking: &[u32], targets: &'a [u32], k: usize) -> Self {
        let rows = asking.iter().zip(targets.chunks(k));
        let limits = rows
            .flat_map(|(&own, targets)| {
                targets.iter().map(move |&target| space.square(own, target))
            })
            .collect();
        // The nearest has rank 1.
        Self { k, targets, limits, counts: vec![1; targets.len()] }
    }

    /// Looks at the next tile of distances.
    pub(super) fn take(&mut self, start: usize, tile: Chunks<'_, f64>) {
        let k = self.k;
        let asking =
            self.targets.chunks(k).zip(self.limits.chunks(k)).zip(self.counts.chunks_mut(k));
        wide(|| {
            for (((targets, limits), counts), distances) in asking.zip(tile) {
                count(start, distances, targets, limits, counts);
            }
        });
    }

    /// The rank of each target, 1 for the nearest, in the order of the targets.
    pub(super) fn ranks(self) -> Vec<u32> {
        self.counts
    }
}

#[inline(always)]
fn count(start: usize, distances: &[f64], targets: &[u32], limits: &[f64], counts: &mut [u32]) {
    let end = start + distances.len();
    let chunks = targets.chunks(TOGETHER).zip(limits.chunks(TOGETHER));
    for ((targets, limits), counts) in chunks.zip(counts.chunks_mut(TOGETHER)) {
        let mut below = [f64::NEG_INFINITY; TOGETHER];
        for ((below, &target), &limit) in below.iter_mut().zip(targets).zip(limits) {
            // Equal distances stand before those of larger rows, behind those of smaller.
            *below = if (target as usize) < start { limit } else { limit.next_up() };
        }
        for (count, found) in counts.iter_mut().zip(nearer(distances, below)) {
            *count += found as u32;
        }
        for ((count, &target), &limit) in counts.iter_mut().zip(targets).zip(limits) {
            let target = target as usize;
            if (start..end).contains(&target) {
                // From the target on equal ones do not count, nor does the target itself.
                let equal = distances[target - start..].iter().filter(|d| **d == limit).count();
                *count -= equal as u32;
            }
        }
    }
}

/// How many distances are below each limit.
#[inline(always)]
fn nearer(distances: &[f64], limits: [f64; TOGETHER]) -> [u64; TOGETHER] {
    let mut lanes = [[0_u64; LANES]; TOGETHER];
    let (chunks, rest) = distances.as_chunks::<LANES>();
    for chunk in chunks {
        for (lanes, limit) in lanes.iter_mut().zip(limits) {
            for l in 0..LANES {
                lanes[l] += u64::from(chunk[l] < limit);
            }
        }
    }
    let mut counts = [0; TOGETHER];
    for ((count, lanes), limit) in counts.iter_mut().zip(lanes).zip(limits) {
        *count = lanes.iter().sum::<u64>() + rest.iter().filter(|d| **d < limit).count() as u64;
    }
    counts
}
