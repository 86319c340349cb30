//! Some rows for what need not be exact: seeded, so that the same table gets the same answer.

use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;

const SEED: u64 = 42;

/// `most` of `count` positions, ascending; all of them where there are no more.
pub(super) fn positions(count: usize, most: usize) -> Vec<usize> {
    if count <= most {
        return (0..count).collect();
    }
    let mut random = Xoshiro256Plus::seed_from_u64(SEED);
    let mut chosen = index::sample(&mut random, count, most).into_vec();
    chosen.sort_unstable();
    chosen
}

/// `most` of the values, in their order; all of them where there are no more.
pub(super) fn values(values: &[f64], most: usize) -> Vec<f64> {
    positions(values.len(), most).into_iter().map(|at| values[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_repeats_and_is_spread() {
        let some = positions(100_000, 1_000);
        assert_eq!(some, positions(100_000, 1_000));
        assert!(some.is_sorted() && some.len() == 1_000);
        assert!(some[0] < 2_000 && some[999] > 98_000);
        assert_eq!(positions(3, 10), [0, 1, 2]);
    }
}
