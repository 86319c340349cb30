//! What density-based methods share: groups with noise, and settings that follow from the table.

/// The group of each row; `None` is noise.
pub(super) type Groups = Vec<Option<u32>>;

/// Neighbours that make a region dense where none are given: twice the columns (Sander et al. 1998), from 4 to 50
/// and at most a tenth of the rows.
pub(super) fn dbscan_points(rows: usize, columns: usize) -> usize {
    (2 * columns).clamp(4, 50).min((rows / 10).max(2))
}

/// Rows that make a group where none are given: a hundredth of them, at least 5.
pub(super) fn cluster_size(rows: usize) -> usize {
    (rows / 100).max(5).min(rows)
}

/// The neighbour that tells the density where none is given: large groups need no more than 10 to be told from chance.
pub(super) fn hdbscan_points(min_cluster_size: usize, rows: usize) -> usize {
    min_cluster_size.min(10).min(rows)
}
