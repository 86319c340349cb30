//! Which rows are asked about their neighbours.

use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;

/// Rows up to which all are asked.
pub const EXACT_UP_TO: usize = 10_000;
/// Rows that are asked where there are more. The standard error of a mean is then the spread of single rows
/// divided by 70: for trustworthiness a few ten-thousandths.
pub const SAMPLE: usize = 5_000;

/// The rows that a number is the mean of. What they are asked about is always the whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    rows: Vec<u32>,
    of: usize,
}

impl Asked {
    /// All of `of` rows, or a seeded sample of them where they are many.
    pub(super) fn new(of: usize, seed: u64) -> Self {
        Self::at_most(of, EXACT_UP_TO, SAMPLE, seed)
    }

    /// All up to `exact` rows, `sample` of them beyond.
    pub(super) fn at_most(of: usize, exact: usize, sample: usize, seed: u64) -> Self {
        if of <= exact {
            return Self { rows: (0..of as u32).collect(), of };
        }
        let mut random = Xoshiro256Plus::seed_from_u64(seed);
        let mut rows: Vec<u32> =
            index::sample(&mut random, of, sample).into_iter().map(|row| row as u32).collect();
        rows.sort_unstable();
        Self { rows, of }
    }

    /// Their positions in the table, ascending.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How many rows the table has.
    pub fn of(&self) -> usize {
        self.of
    }

    /// Whether it is every row, so that the number is exact.
    pub fn is_all(&self) -> bool {
        self.rows.len() == self.of
    }
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
