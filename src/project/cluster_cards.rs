//! Who the customers of each cluster are: its differences from the other rows of the table, in words.

use super::NamedClustering;
use crate::data::Table;
use crate::features::{ColumnRole, Role};
use crate::methods::Clustering;
use crate::metrics::{Difference, differences};
use crate::narrative::{CardInput, ClusterCard, cluster_card};
use crate::progress::{Cancelled, Progress};

/// A card for each cluster, in their order; noise has none. The columns of the table itself speak: features, and labels
/// apart from them.
///
/// # Errors
/// [`Cancelled`].
pub fn cluster_cards(
    table: &Table,
    roles: &[ColumnRole],
    one: &NamedClustering,
    progress: &Progress,
) -> Result<Vec<ClusterCard>, Cancelled> {
    let (clustering, rows) = (&one.clustering, one.clustering.rows());
    let of = |role: Role| -> Vec<usize> {
        (0..roles.len()).filter(|&at| roles[at].role == role).collect()
    };
    let (features, labels) = (of(Role::Feature), of(Role::Label));
    (0..clustering.k())
        .map(|at| {
            progress.step(at as u64, clustering.k() as u64)?;
            let inside = clustering.members(Some(at as u32));
            let found =
                |columns: &[usize]| differences(table, columns, &inside, rows, &progress.unseen());
            let (by_features, by_labels) = (found(&features)?, found(&labels)?);
            let stability = one.stability.as_ref().and_then(|found| *found.clusters.get(at)?);
            let silhouette =
                one.silhouette.as_ref().and_then(|found| found.of_clusters.get(at)?.mean);
            Ok(cluster_card(&CardInput {
                name: &Clustering::name(Some(at as u32)),
                rows: [inside.len(), rows.len()],
                differences: &named(table, &by_features),
                labels: &named(table, &by_labels),
                stability,
                silhouette,
            }))
        })
        .collect()
}

fn named<'a>(table: &'a Table, found: &'a [Difference]) -> Vec<(&'a str, &'a Difference)> {
    let name = |difference: &'a Difference| {
        let column = table.columns().get(difference.column)?;
        Some((column.name.as_str(), difference))
    };
    found.iter().filter_map(name).collect()
}
