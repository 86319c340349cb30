//! Which group each customer belongs to.

use crate::data::RowId;
use std::cmp::Reverse;
use std::sync::Arc;

/// Groups of rows, numbered from 0 by their size, the largest first; of equal ones that with the first row. A row
/// without a group is noise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clustering {
    rows: Arc<[RowId]>,
    groups: Vec<Option<u32>>,
    sizes: Vec<usize>,
}

impl Clustering {
    /// Of the group of each row, however numbered; rows ascend.
    ///
    /// # Panics
    /// Where they differ in number.
    pub fn new(rows: impl Into<Arc<[RowId]>>, groups: &[Option<u32>]) -> Self {
        let rows = rows.into();
        assert_eq!(rows.len(), groups.len(), "one group for each row");
        let groups = numbered(groups);
        let count = groups.iter().flatten().max().map_or(0, |last| *last as usize + 1);
        let mut sizes = vec![0; count];
        for group in groups.iter().flatten() {
            sizes[*group as usize] += 1;
        }
        Self { rows, groups, sizes }
    }

    /// The rows' names, ascending; shared with the matrix.
    pub fn rows(&self) -> &Arc<[RowId]> {
        &self.rows
    }

    /// The group of each row, in the order of [`Clustering::rows`]; `None` is noise.
    pub fn groups(&self) -> &[Option<u32>] {
        &self.groups
    }

    /// The group of one row: `None` where the row is not of these, `Some(None)` where it is noise.
    pub fn group(&self, row: RowId) -> Option<Option<u32>> {
        self.rows.binary_search(&row).ok().map(|at| self.groups[at])
    }

    /// Rows of each group, descending.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// How many groups there are.
    pub fn k(&self) -> usize {
        self.sizes.len()
    }

    /// Rows without a group.
    pub fn noise(&self) -> usize {
        self.groups.iter().filter(|group| group.is_none()).count()
    }

    /// The rows of a group, or of the noise; they ascend.
    pub fn members(&self, group: Option<u32>) -> Vec<RowId> {
        let pairs = self.rows.iter().zip(&self.groups);
        pairs.filter(|(_, own)| **own == group).map(|(row, _)| *row).collect()
    }

    /// What a group is called until somebody names it.
    pub fn name(group: Option<u32>) -> String {
        group.map_or_else(|| "Noise".to_owned(), |group| format!("Cluster {}", group + 1))
    }
}

/// The same groups, numbered by their size, the largest first; ties by their first row.
pub fn numbered(groups: &[Option<u32>]) -> Vec<Option<u32>> {
    let mut found: Vec<(u32, usize)> =
        groups.iter().enumerate().filter_map(|(row, group)| Some(((*group)?, row))).collect();
    found.sort_unstable();
    let mut order: Vec<(Reverse<usize>, usize, u32)> = found
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| (Reverse(same.len()), same[0].1, same[0].0))
        .collect();
    order.sort_unstable();
    let mut names: Vec<(u32, u32)> =
        order.iter().enumerate().map(|(new, (_, _, old))| (*old, new as u32)).collect();
    names.sort_unstable();
    let name =
        |old: u32| names.binary_search_by_key(&old, |pair| pair.0).ok().map(|at| names[at].1);
    groups.iter().map(|group| group.and_then(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_by_size_and_noise_stays_noise() {
        let rows: Vec<RowId> = (1..=7).map(RowId).collect();
        let raw = [Some(9), None, Some(4), Some(4), Some(7), Some(9), Some(4)];
        let found = Clustering::new(rows, &raw);
        assert_eq!(found.sizes(), [3, 2, 1]);
        let wanted = [Some(1), None, Some(0), Some(0), Some(2), Some(1), Some(0)];
        assert_eq!(found.groups(), wanted);
        assert_eq!((found.noise(), found.k()), (1, 3));
        assert_eq!(found.members(Some(1)), [RowId(1), RowId(6)]);
        assert_eq!(found.group(RowId(2)), Some(None));
        assert_eq!(found.group(RowId(8)), None);
        assert_eq!(Clustering::name(Some(0)), "Cluster 1");
    }

    #[test]
    fn equal_sizes_are_numbered_by_their_first_row() {
        let raw = [Some(3), Some(1), Some(3), Some(1)];
        assert_eq!(numbered(&raw), [Some(0), Some(1), Some(0), Some(1)]);
        assert!(numbered(&[]).is_empty());
    }
}
