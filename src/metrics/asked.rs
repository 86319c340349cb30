//! Which rows are asked about their neighbours.

use crate::progress::{Cancelled, Progress};
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows up to which all are asked.
pub const EXACT_UP_TO: usize = 10_000;
/// Rows that are asked where there are more. The standard error of a mean is then the spread of single rows
/// divided by 70: for trustworthiness a few ten-thousandths.
pub const SAMPLE: usize = 5_000;

/// Asking rows of one task: each panel of the others is fetched once for all of them.
const BLOCK: usize = 32;

/// The rows that a number is the mean of. What they are asked about is always the whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    rows: Vec<u32>,
    of: usize,
}

impl Asked {
    /// All of a table's rows, or a seeded sample of them where they are many.
    pub(super) fn new(rows: usize, seed: u64) -> Self {
        Self::among((0..rows as u32).collect(), seed)
    }

    /// The same of some of its rows, ascending.
    pub(super) fn among(mut rows: Vec<u32>, seed: u64) -> Self {
        let of = rows.len();
        if of > EXACT_UP_TO {
            let mut random = Xoshiro256Plus::seed_from_u64(seed);
            let mut chosen = index::sample(&mut random, of, SAMPLE).into_vec();
            chosen.sort_unstable();
            rows = chosen.into_iter().map(|at| rows[at]).collect();
        }
        Self { rows, of }
    }

    /// Some of them, ascending, of so many that could have been asked.
    pub(super) fn only(rows: Vec<u32>, of: usize) -> Self {
        Self { rows, of }
    }

    /// Their positions in the table, ascending.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How many rows could have been asked.
    pub fn of(&self) -> usize {
        self.of
    }

    /// Whether it is every row, so that the number is exact.
    pub fn is_all(&self) -> bool {
        self.rows.len() == self.of
    }
}

/// Asks blocks of rows in parallel; the answers come in the order of the blocks.
pub(super) fn in_blocks<T: Send>(
    asking: &[u32],
    progress: &Progress,
    ask: impl Fn(&[u32]) -> Result<T, Cancelled> + Sync,
) -> Result<Vec<T>, Cancelled> {
    let blocks = asking.par_chunks(BLOCK);
    let (done, total) = (AtomicU64::new(0), blocks.len() as u64);
    blocks
        .map(|asking| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
            ask(asking)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_asked_or_a_sample_that_repeats() {
        assert!(Asked::new(EXACT_UP_TO, 1).is_all());
        let some = Asked::new(EXACT_UP_TO + 1, 1);
        assert_eq!((some.rows().len(), some.of(), some.is_all()), (SAMPLE, EXACT_UP_TO + 1, false));
        assert!(some.rows().windows(2).all(|w| w[0] < w[1]));
        assert_eq!(some, Asked::new(EXACT_UP_TO + 1, 1));
        assert_ne!(some, Asked::new(EXACT_UP_TO + 1, 2));
    }
}
