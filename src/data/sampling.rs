//! Which rows a random sample holds: those with the smallest keys, and a row's key depends on nothing but its
//! number and the seed. So one pass over a file of unknown length draws the same rows as a look at the whole.

use super::{Notice, RowId};
use serde::{Deserialize, Serialize};
use std::collections::BinaryHeap;

/// A random sample of rows, without replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSample {
    /// How many rows; all where there are not more.
    pub rows: usize,
    /// Another seed draws other rows.
    pub seed: u64,
}

impl RowSample {
    /// The key of a row: two rounds of the output function of `SplitMix64` (Steele, Lea and Flood 2014).
    fn key(self, row: RowId) -> (u64, RowId) {
        (mix(mix(self.seed).wrapping_add(u64::from(row.0))), row)
    }

    /// The sentence that a result carries, where rows were left out.
    pub(super) fn said(self, all: usize) -> Notice {
        Notice::info(format!(
            "A random sample of {} of {all} rows is used (seed {}).",
            self.rows, self.seed
        ))
    }
}

fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Keeps the rows of the sample while all rows go by.
pub(super) struct Sampler<T> {
    sample: RowSample,
    kept: BinaryHeap<Kept<T>>,
}

/// Ordered by the key alone.
struct Kept<T> {
    key: (u64, RowId),
    value: T,
}

impl<T> Ord for Kept<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl<T> PartialOrd for Kept<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<T> Eq for Kept<T> {}

impl<T> Sampler<T> {
    /// A sampler that has seen nothing.
    pub fn new(sample: RowSample) -> Self {
        Self { sample, kept: BinaryHeap::new() }
    }

    /// Sees the next row; `value` is asked where the row is kept, for now.
    pub fn see(&mut self, row: RowId, value: impl FnOnce() -> T) {
        let key = self.sample.key(row);
        if self.kept.len() < self.sample.rows {
            self.kept.push(Kept { key, value: value() });
        } else if let Some(mut largest) = self.kept.peek_mut()
            && key < largest.key
        {
            *largest = Kept { key, value: value() };
        }
    }

    /// The rows of the sample with their values, in the table's order.
    pub fn finish(self) -> Vec<(RowId, T)> {
        let mut rows: Vec<(RowId, T)> =
            self.kept.into_iter().map(|kept| (kept.key.1, kept.value)).collect();
        rows.sort_unstable_by_key(|(row, _)| *row);
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: usize, seed: u64, all: u32) -> Vec<u32> {
        let mut sampler = Sampler::new(RowSample { rows, seed });
        (1..=all).for_each(|row| sampler.see(RowId(row), || row));
        sampler.finish().into_iter().map(|(_, row)| row).collect()
    }

    #[test]
    fn the_size_is_kept_and_the_order_is_the_tables() {
        let rows = drawn(100, 42, 10_000);
        assert!(rows.len() == 100 && rows.is_sorted());
        assert_eq!(drawn(100, 42, 60).len(), 60);
        assert!(drawn(0, 42, 60).is_empty());
        assert_ne!(rows, drawn(100, 43, 10_000));
    }

    #[test]
    fn every_part_of_the_table_is_drawn_alike() {
        // 10,000 of 100,000: in each tenth 1,000 expected, standard deviation about 30.
        for seed in 0..5 {
            let mut tenths = [0_i32; 10];
            for row in drawn(10_000, seed, 100_000) {
                tenths[(row as usize - 1) / 10_000] += 1;
            }
            assert!(tenths.iter().all(|count| (count - 1000).abs() < 130), "{tenths:?}");
        }
    }

    #[test]
    fn a_longer_table_keeps_rows_of_the_shorter_one() {
        // What a row's key is does not depend on how many follow.
        let (short, long) = (drawn(500, 7, 5000), drawn(500, 7, 6000));
        assert!(long.iter().filter(|row| **row <= 5000).all(|row| short.contains(row)));
    }
}
