//! Where given rows stand in the order of nearness: by exact distance, then by row.
//!
//! Nothing is sorted but the given rows, the targets: one pass over the distances counts how many rows stand between
//! one target and the next. Which two those are is looked up by the leading bits of the distance, which divide each
//! octave alike, so that a few far targets do not crowd the near ones together.

use super::distances::Space;
use crate::methods::tsne::lanes::wide;
use std::slice::Chunks;

/// Distances that are looked at together.
const LANES: usize = 8;
/// The leading bits tell apart at least half as many distances, at most as many.
const DRAWERS: usize = 1024;

/// Counts, for each asking row and each of its `k` targets, the rows that are nearer.
pub(super) struct Ranks {
    rows: Vec<Targets>,
}

/// The bits of a distance, which are ordered as the distance is, and the row.
type Key = (u64, u32);

/// The targets of one asking row.
struct Targets {
    /// In their order.
    keys: Vec<Key>,
    /// Where each came from.
    origin: Vec<u32>,
    /// Rows between each target and the one before; one more for those behind the last.
    between: Vec<u32>,
    /// The distance of the farthest.
    far: f64,
    /// The least distance above 0, from which on there are drawers.
    low: u64,
    /// The bits that do not matter for the drawer.
    shift: u32,
    /// How many targets lie in the drawers before each.
    before: Vec<u32>,
}

impl Ranks {
    pub(super) fn new(space: &Space<'_>, asking: &[u32], targets: &[u32], k: usize) -> Self {
        let rows = asking.iter().zip(targets.chunks(k));
        Self { rows: rows.map(|(&own, targets)| Targets::new(space, own, targets)).collect() }
    }

    /// Looks at the next tile of distances; a row must be infinitely far from itself.
    pub(super) fn take(&mut self, start: usize, tile: Chunks<'_, f64>) {
        wide(|| {
            for (targets, distances) in self.rows.iter_mut().zip(tile) {
                targets.take(start, distances);
            }
        });
    }

    /// The rank of each target, 1 for the nearest, in the order in which they were given.
    pub(super) fn ranks(self) -> Vec<u32> {
        self.rows.iter().flat_map(Targets::ranks).collect()
    }
}

impl Targets {
    fn new(space: &Space<'_>, own: u32, targets: &[u32]) -> Self {
        let key = |&row: &u32| (space.square(own, row).to_bits(), row);
        let mut sorted: Vec<(Key, u32)> = targets.iter().map(key).zip(0..).collect();
        sorted.sort_unstable();
        let (keys, origin): (Vec<Key>, Vec<u32>) = sorted.into_iter().unzip();
        let high = keys.last().map_or(0, |key| key.0);
        let low = keys.iter().map(|key| key.0).find(|bits| *bits > 0).unwrap_or(high);
        let needed = u64::BITS - (high - low).leading_zeros();
        let mut targets = Self {
            between: vec![0; keys.len() + 1],
            keys,
            origin,
            far: f64::from_bits(high),
            low,
            shift: needed.saturating_sub(DRAWERS.trailing_zeros()),
            before: Vec::with_capacity(DRAWERS),
        };
        let mut next = 0;
        for drawer in 0..DRAWERS {
            while targets.keys.get(next).is_some_and(|key| targets.drawer(key.0) < drawer) {
                next += 1;
            }
            targets.before.push(next as u32);
        }
        targets
    }

    fn drawer(&self, bits: u64) -> usize {
        (bits.saturating_sub(self.low) >> self.shift) as usize
    }

    #[inline(always)]
    fn take(&mut self, start: usize, distances: &[f64]) {
        let (chunks, rest) = distances.as_chunks::<LANES>();
        for (at, chunk) in chunks.iter().enumerate() {
            let mut near = false;
            for distance in chunk {
                near |= *distance <= self.far;
            }
            if near {
                self.sift(start + at * LANES, chunk);
            }
        }
        self.sift(start + chunks.len() * LANES, rest);
    }

    #[inline(never)]
    fn sift(&mut self, start: usize, distances: &[f64]) {
        for (at, &distance) in distances.iter().enumerate() {
            if distance <= self.far {
                let key = (distance.to_bits(), (start + at) as u32);
                let mut next = self.before[self.drawer(key.0)] as usize;
                // A target does not stand before itself.
                while self.keys.get(next).is_some_and(|target| *target <= key) {
                    next += 1;
                }
                self.between[next] += 1;
            }
        }
    }

    fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.keys.len()];
        let mut nearer = 0;
        for (&origin, between) in self.origin.iter().zip(&self.between) {
            nearer += between;
            ranks[origin as usize] = nearer + 1;
        }
        ranks
    }
}
