//! Which rows two clusterings put together: one count for each pair of clusters.

use super::MetricError;
use super::error::same_rows;

/// A table of counts: how many rows lie in a cluster of the first clustering and one of the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contingency {
    /// Clusters of the first clustering and their rows, by ascending label.
    pub first: Vec<(u32, u64)>,
    /// Clusters of the second.
    pub second: Vec<(u32, u64)>,
    /// Pairs of positions in `first` and `second` that have rows in common, and how many, in that order.
    pub cells: Vec<(usize, usize, u64)>,
    /// Rows that were compared: those that have a cluster in both.
    pub compared: u64,
    /// Rows there are.
    pub of: usize,
}

impl Contingency {
    /// Counts. `None` is a row without a cluster (noise, or a label that is missing): it is left out, and
    /// [`Contingency::compared`] says how many remain. To count noise as a group, give it a label.
    ///
    /// # Errors
    /// [`MetricError::DifferentRows`]; [`MetricError::NothingInCommon`] where no row remains.
    pub fn new(first: &[Option<u32>], second: &[Option<u32>]) -> Result<Self, MetricError> {
        same_rows("the second clustering", second.len(), first.len())?;
        let mut pairs: Vec<(u32, u32)> =
            first.iter().zip(second).filter_map(|(a, b)| (*a).zip(*b)).collect();
        if pairs.is_empty() {
            return Err(MetricError::NothingInCommon);
        }
        pairs.sort_unstable();
        let rows = counts(pairs.iter().map(|pair| pair.0).collect());
        let columns = counts(pairs.iter().map(|pair| pair.1).collect());
        let place = |of: &[(u32, u64)], label: u32| of.partition_point(|known| known.0 < label);
        let cells = pairs
            .chunk_by(|a, b| a == b)
            .map(|same| {
                let (a, b) = same[0];
                (place(&rows, a), place(&columns, b), same.len() as u64)
            })
            .collect();
        let compared = pairs.len() as u64;
        Ok(Self { first: rows, second: columns, cells, compared, of: first.len() })
    }

    /// Whether the two are the same but for the names of the clusters.
    pub fn is_renaming(&self) -> bool {
        self.cells.len() == self.first.len() && self.cells.len() == self.second.len()
    }
}

/// How often each label occurs, by ascending label.
fn counts(mut labels: Vec<u32>) -> Vec<(u32, u64)> {
    labels.sort_unstable();
    labels.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_cluster_are_left_out_and_counted() {
        let first = [Some(7), Some(7), None, Some(2), Some(2)];
        let second = [Some(1), Some(1), Some(1), Some(5), None];
        let found = Contingency::new(&first, &second).unwrap();
        assert_eq!((found.compared, found.of), (3, 5));
        assert_eq!(found.first, [(2, 1), (7, 2)]);
        assert_eq!(found.second, [(1, 2), (5, 1)]);
        assert_eq!(found.cells, [(0, 1, 1), (1, 0, 2)]);
        assert!(found.is_renaming());
        assert!(matches!(
            Contingency::new(&[None, Some(1)], &[Some(1), None]),
            Err(MetricError::NothingInCommon)
        ));
        assert!(matches!(
            Contingency::new(&[Some(1)], &[]),
            Err(MetricError::DifferentRows { found: 0, wanted: 1, .. })
        ));
    }
}
