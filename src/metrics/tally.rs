//! From ranks to curves: what the k nearest rows of one space are worth in another, for every k at once.

use std::ops::RangeInclusive;

/// The largest k of a curve.
const LARGEST: usize = 100;
/// The smallest, where the table has the rows.
const SMALLEST: usize = 5;

/// The numbers of neighbours that a curve runs over: 5 to 100, but fewer than half of the rows; none below four rows.
pub(super) fn ks(rows: usize) -> Option<RangeInclusive<usize>> {
    let most = (rows / 2).checked_sub(1).filter(|most| *most > 0)?.min(LARGEST);
    Some(SMALLEST.min(most)..=most)
}

/// Sums over rows, for each k. They are whole numbers, so their order does not matter.
pub(super) struct Tally {
    ks: RangeInclusive<usize>,
    /// How far neighbours stand behind the k nearest.
    pub(super) lost: Vec<u64>,
    /// Neighbours that are among the k nearest.
    pub(super) kept: Vec<u64>,
}

impl Tally {
    pub(super) fn new(ks: RangeInclusive<usize>) -> Self {
        let zeros = vec![0; ks.clone().count()];
        Self { ks, lost: zeros.clone(), kept: zeros }
    }

    /// Adds one row: the ranks in the other space of its nearest, the nearest first.
    pub(super) fn row(&mut self, ranks: &[u32]) {
        let sums = self.lost.iter_mut().zip(&mut self.kept);
        for (k, (lost, kept)) in self.ks.clone().zip(sums) {
            *lost += behind(&ranks[..k]);
            *kept += among(&ranks[..k]);
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        let pairs = self.lost.iter_mut().zip(&other.lost);
        for (sum, part) in pairs.chain(self.kept.iter_mut().zip(&other.kept)) {
            *sum += part;
        }
    }
}

/// How far k neighbours together stand behind the k nearest, given their ranks.
pub(super) fn behind(ranks: &[u32]) -> u64 {
    ranks.iter().map(|rank| u64::from(rank.saturating_sub(ranks.len() as u32))).sum()
}

/// How many of k neighbours are among the k nearest, given their ranks.
pub(super) fn among(ranks: &[u32]) -> u64 {
    ranks.iter().map(|rank| u64::from(*rank as usize <= ranks.len())).sum()
}

/// The mean loss of a row as trustworthiness or continuity, which it becomes when it is scaled so that the worst
/// possible order of `n` rows gives 0.
pub(super) fn trust(lost: f64, k: usize, n: usize) -> f64 {
    1.0 - 2.0 * lost / (k * (2 * n - 3 * k - 1)) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_stay_below_half_of_the_rows() {
        assert_eq!([ks(0), ks(3)], [None, None]);
        assert_eq!(ks(4), Some(1..=1));
        assert_eq!(ks(11), Some(4..=4));
        assert_eq!(ks(30), Some(5..=14));
        assert_eq!(ks(1_000_000), Some(5..=100));
    }

    #[test]
    fn the_worst_order_is_worth_nothing() {
        // The nearest on the map are the farthest in the data.
        let (n, k) = (101, 20);
        let ranks: Vec<u32> = (0..k as u32).map(|at| n as u32 - 1 - at).collect();
        assert_eq!(trust(behind(&ranks) as f64, k, n), 0.0);
        assert_eq!(among(&ranks), 0);
    }
}
