//! Which cluster of one clustering is which of another, and who changed sides.
//!
//! Clusters are matched one to one so that as many rows as possible lie in a pair: the assignment problem (Kuhn 1955),
//! by shortest paths (Jonker and Volgenant 1987), of ties the earlier cluster's. Noise, or a missing label, is a line of its
//! own at the end and is matched with noise alone.

use super::MetricError;
use super::error::same_rows;

/// Two clusterings in one table of counts, matches on the diagonal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// The groups of the first clustering: the matched ones by the rows that they share with their partners, the most
    /// first, then the others by size, then noise.
    pub first: Vec<Option<u32>>,
    /// Those of the second, partners at the same places.
    pub second: Vec<Option<u32>>,
    /// So many of either have a partner at the same place.
    pub pairs: usize,
    /// For each of `first` the rows that it shares with each of `second`.
    pub counts: Vec<Vec<usize>>,
    /// Positions of the rows that are not in a pair: they changed sides.
    pub changed: Vec<usize>,
}

impl Matching {
    /// Matches the clusters of the same rows.
    ///
    /// # Errors
    /// [`MetricError::DifferentRows`].
    pub fn new(first: &[Option<u32>], second: &[Option<u32>]) -> Result<Self, MetricError> {
        same_rows("the second clustering", second.len(), first.len())?;
        let (rows, columns) = (groups(first), groups(second));
        let place = |of: &[u32], group: Option<u32>| match group {
            Some(group) => of.binary_search(&group).unwrap_or(of.len()),
            None => of.len(),
        };
        let mut counts = vec![vec![0_usize; columns.len() + 1]; rows.len() + 1];
        let at = |at: usize| (place(&rows, first[at]), place(&columns, second[at]));
        for row in 0..first.len() {
            let (a, b) = at(row);
            counts[a][b] += 1;
        }
        let mut partners = partners(&counts, rows.len(), columns.len());
        partners.sort_by_key(|&(a, b)| (std::cmp::Reverse(counts[a][b]), a));
        let sizes = |of: &dyn Fn(usize) -> usize, count: usize, taken: Vec<usize>| {
            let mut rest: Vec<usize> = (0..count).filter(|at| !taken.contains(at)).collect();
            rest.sort_by_key(|&at| (std::cmp::Reverse(of(at)), at));
            let mut order = taken;
            order.append(&mut rest);
            order
        };
        let of_row = |a: usize| counts[a].iter().sum();
        let of_column = |b: usize| counts.iter().map(|line| line[b]).sum();
        let mut across = sizes(&of_row, rows.len(), partners.iter().map(|p| p.0).collect());
        let mut down = sizes(&of_column, columns.len(), partners.iter().map(|p| p.1).collect());
        let changed = (0..first.len()).filter(|&row| {
            let (a, b) = at(row);
            let both_noise = (a, b) == (rows.len(), columns.len());
            !both_noise && !partners.contains(&(a, b))
        });
        let changed = changed.collect();
        // Noise, where there is any.
        if of_row(rows.len()) > 0 {
            across.push(rows.len());
        }
        if of_column(columns.len()) > 0 {
            down.push(columns.len());
        }
        Ok(Self {
            counts: across.iter().map(|&a| down.iter().map(|&b| counts[a][b]).collect()).collect(),
            first: across.into_iter().map(|a| rows.get(a).copied()).collect(),
            second: down.into_iter().map(|b| columns.get(b).copied()).collect(),
            pairs: partners.len(),
            changed,
        })
    }
}

/// The groups that have rows, ascending.
fn groups(of: &[Option<u32>]) -> Vec<u32> {
    let mut found: Vec<u32> = of.iter().flatten().copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The pairs that share the most rows together; those that share none are no pairs.
fn partners(counts: &[Vec<usize>], rows: usize, columns: usize) -> Vec<(usize, usize)> {
    let size = rows.max(columns);
    let cost = |a: usize, b: usize| {
        if a < rows && b < columns { -counts[a][b].cast_signed() } else { 0 }
    };
    // Potentials and partners, counted from 1; 0 is nobody.
    let (mut of_row, mut of_column) = (vec![0_isize; size + 1], vec![0_isize; size + 1]);
    let mut partner = vec![0_usize; size + 1];
    for row in 1..=size {
        partner[0] = row;
        let mut column = 0;
        let (mut least, mut seen) = (vec![isize::MAX; size + 1], vec![false; size + 1]);
        let mut way = vec![0_usize; size + 1];
        while partner[column] != 0 {
            seen[column] = true;
            let here = partner[column];
            let (mut step, mut next) = (isize::MAX, 0);
            for other in 1..=size {
                if seen[other] {
                    continue;
                }
                let reduced = cost(here - 1, other - 1) - of_row[here] - of_column[other];
                if reduced < least[other] {
                    (least[other], way[other]) = (reduced, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=size {
                if seen[other] {
                    of_row[partner[other]] += step;
                    of_column[other] -= step;
                } else if least[other] != isize::MAX {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            partner[column] = partner[way[column]];
            column = way[column];
        }
    }
    let pairs = (1..=columns).filter_map(|column| {
        let row = partner[column].checked_sub(1).filter(|row| *row < rows)?;
        (counts[row][column - 1] > 0).then_some((row, column - 1))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn matches_lie_on_the_diagonal_and_the_others_changed_sides() {
        let first = [0, 0, 0, 1, 1, 1, 1, 2].map(Some);
        let mut second = [5, 5, 9, 9, 9, 9, 5, 9].map(Some);
        second[7] = None;
        let found = Matching::new(&first, &second).unwrap();
        assert_eq!(found.first, [Some(1), Some(0), Some(2)]);
        assert_eq!(found.second, [Some(9), Some(5), None]);
        assert_eq!(found.counts, [vec![3, 1, 0], vec![1, 2, 0], vec![0, 0, 1]]);
        assert_eq!((found.pairs, &found.changed[..]), (2, &[2, 6, 7][..]));
        let noise = Matching::new(&[None, Some(1)], &[None, Some(4)]).unwrap();
        assert!(noise.changed.is_empty(), "noise is noise in both");
    }

    #[test]
    fn the_best_pairs_together_are_not_always_the_best_ones_first() {
        // 0-0 shares the most, yet 0-1 and 1-0 share more together.
        let mut pairs = vec![(0, 0); 10];
        pairs.extend([(0, 1); 9]);
        pairs.extend([(1, 0); 9]);
        let (a, b): (Vec<_>, Vec<_>) = pairs.into_iter().map(|(a, b)| (Some(a), Some(b))).unzip();
        assert_eq!(Matching::new(&a, &b).unwrap().changed.len(), 10);
    }

    proptest! {
        #[test]
        fn no_other_pairing_keeps_more_rows(
            pairs in proptest::collection::vec((0..4_u32, 0..4_u32), 1..60)
        ) {
            let first: Vec<_> = pairs.iter().map(|p| Some(p.0)).collect();
            let second: Vec<_> = pairs.iter().map(|p| Some(p.1)).collect();
            let found = Matching::new(&first, &second).unwrap();
            let kept = pairs.len() - found.changed.len();
            let mut best = 0;
            for code in 0..256_u32 {
                let to = [code & 3, (code >> 2) & 3, (code >> 4) & 3, (code >> 6) & 3];
                let mut sorted = to;
                sorted.sort_unstable();
                if sorted == [0, 1, 2, 3] {
                    best = best.max(pairs.iter().filter(|(a, b)| to[*a as usize] == *b).count());
                }
            }
            prop_assert_eq!(kept, best);
            prop_assert_eq!(found.counts.iter().flatten().sum::<usize>(), pairs.len());
        }
    }
}
