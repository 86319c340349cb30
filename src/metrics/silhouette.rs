//! Silhouettes (Rousseeuw 1987): does each row lie well in its cluster?
//!
//! With a the mean distance to the others of its cluster and b that to the rows of the nearest other cluster,
//! s = (b - a) / max(a, b): near 1 well inside, 0 between two clusters, below 0 rather the other one's. A row that is
//! its whole cluster has 0, as in Rousseeuw's paper, so that as many clusters as rows have 0 throughout; so has
//! a row that lies on all others of both clusters. Rows without a cluster (noise) have no silhouette and count for
//! nobody else's.

use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::{Asked, MetricError};
use crate::methods::tsne::lanes::wide;
use crate::progress::{Cancelled, Progress};
use ndarray::{ArrayView2, Axis};

const LANES: usize = 8;

/// How well rows lie in their clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Silhouette {
    /// The mean over the rows that were asked.
    pub mean: f64,
    /// Each cluster, by ascending label.
    pub of_clusters: Vec<ClusterSilhouette>,
    /// For each row that was asked its own, in their order.
    pub of_rows: Vec<f64>,
    /// The rows that were asked, of those that have a cluster.
    pub asked: Asked,
}

/// How well the rows of one cluster lie in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterSilhouette {
    /// The cluster's label.
    pub label: u32,
    /// Its rows.
    pub rows: usize,
    /// The mean over those that were asked; `None` where none was, which a sample may bring.
    pub mean: Option<f64>,
}

/// The silhouettes of a clustering of the rows of a matrix; `None` is a row without a cluster. `seed` chooses the
/// rows that are asked where not all are.
///
/// # Errors
/// [`MetricError::DifferentRows`]; [`MetricError::OneCluster`] below two clusters; [`MetricError::NotFinite`];
/// [`MetricError::Cancelled`].
///
/// # Examples
/// ```
/// use dimlens::metrics::silhouette;
/// use dimlens::progress::Progress;
/// let data = ndarray::arr2(&[[0.0], [1.0], [10.0], [500.0]]);
/// let clusters = [Some(0), Some(0), Some(1), None];
/// let found = silhouette(data.view(), &clusters, 0, &Progress::new())?;
/// assert_eq!(found.of_rows, [0.9, 8.0 / 9.0, 0.0]);
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn silhouette(
    matrix: ArrayView2<'_, f64>,
    clusters: &[Option<u32>],
    seed: u64,
    progress: &Progress,
) -> Result<Silhouette, MetricError> {
    let n = matrix.nrows();
    same_rows("the clustering", clusters.len(), n)?;
    let parts = Parts::new(clusters);
    if parts.labels.len() < 2 {
        return Err(MetricError::OneCluster { found: parts.labels.len() });
    }
    // A number that is not finite is told by its row of the matrix.
    let whole = matrix.outer_iter().position(|row| row.iter().any(|value| !value.is_finite()));
    if let Some(row) = whole {
        return Err(MetricError::NotFinite { what: "the matrix", row });
    }
    let arranged = matrix.select(Axis(0), &parts.order);
    let space = Space::of_matrix(arranged.view())?;
    let mut rows: Vec<u32> = parts.order.iter().map(|&row| row as u32).collect();
    rows.sort_unstable();
    let asked = Asked::among(rows, seed);
    let places: Vec<u32> = asked.rows().iter().map(|&row| parts.places[row as usize]).collect();
    let of_rows =
        in_blocks(&places, progress, |asking| parts.silhouettes(&space, asking, progress))?
            .concat();
    Ok(Silhouette {
        mean: of_rows.iter().sum::<f64>() / of_rows.len() as f64,
        of_clusters: parts.means(&places, &of_rows),
        of_rows,
        asked,
    })
}

/// The rows that have a cluster, cluster after cluster, so that each is one stretch of places.
struct Parts {
    /// Ascending.
    labels: Vec<u32>,
    /// First place of each cluster, and the end of the last.
    starts: Vec<usize>,
    /// The row of the table at each place.
    order: Vec<usize>,
    /// The place of each row; rows without a cluster have none.
    places: Vec<u32>,
}

impl Parts {
    fn new(clusters: &[Option<u32>]) -> Self {
        let mut sorted: Vec<(u32, usize)> = clusters
            .iter()
            .enumerate()
            .filter_map(|(row, cluster)| Some(((*cluster)?, row)))
            .collect();
        sorted.sort_unstable();
        let (mut labels, mut starts) = (Vec::new(), vec![0]);
        for part in sorted.chunk_by(|a, b| a.0 == b.0) {
            labels.push(part[0].0);
            starts.push(starts[starts.len() - 1] + part.len());
        }
        let order: Vec<usize> = sorted.into_iter().map(|(_, row)| row).collect();
        let mut places = vec![u32::MAX; clusters.len()];
        for (place, &row) in order.iter().enumerate() {
            places[row] = place as u32;
        }
        Self { labels, starts, order, places }
    }

    /// The cluster of a place, counted from 0.
    fn cluster(&self, place: u32) -> usize {
        self.starts.partition_point(|start| *start <= place as usize) - 1
    }

    fn rows(&self, cluster: usize) -> usize {
        self.starts[cluster + 1] - self.starts[cluster]
    }

    fn silhouettes(
        &self,
        space: &Space<'_>,
        asking: &[u32],
        progress: &Progress,
    ) -> Result<Vec<f64>, Cancelled> {
        let count = self.labels.len();
        let mut sums = vec![0.0; asking.len() * count];
        space.scan(asking, 0.0, progress, |start, tile| {
            wide(|| {
                for (sums, squares) in sums.chunks_mut(count).zip(tile) {
                    add_up(&self.starts, start, squares, sums);
                }
            });
        })?;
        let rows = asking.iter().zip(sums.chunks(count));
        Ok(rows.map(|(&place, sums)| self.silhouette(place, sums)).collect())
    }

    /// From the sums of distances to the rows of each cluster.
    fn silhouette(&self, place: u32, sums: &[f64]) -> f64 {
        value(self.cluster(place), sums, |cluster| self.rows(cluster))
    }

    fn means(&self, places: &[u32], of_rows: &[f64]) -> Vec<ClusterSilhouette> {
        let mut sums = vec![(0.0, 0_usize); self.labels.len()];
        for (&place, value) in places.iter().zip(of_rows) {
            let (sum, count) = &mut sums[self.cluster(place)];
            *sum += value;
            *count += 1;
        }
        let mean = |(cluster, (sum, count)): (usize, (f64, usize))| ClusterSilhouette {
            label: self.labels[cluster],
            rows: self.rows(cluster),
            mean: (count > 0).then(|| sum / count as f64),
        };
        sums.into_iter().enumerate().map(mean).collect()
    }
}

/// A row's silhouette from the sums of its distances to the rows of each cluster.
pub(super) fn value(own: usize, sums: &[f64], rows: impl Fn(usize) -> usize) -> f64 {
    if rows(own) == 1 {
        return 0.0;
    }
    let within = sums[own] / (rows(own) - 1) as f64;
    let mut nearest = f64::INFINITY;
    for (cluster, sum) in sums.iter().enumerate() {
        if cluster != own {
            nearest = nearest.min(sum / rows(cluster) as f64);
        }
    }
    let larger = within.max(nearest);
    if larger > 0.0 { (nearest - within) / larger } else { 0.0 }
}

/// Adds the roots of the squares from place `start` on to the sum of the cluster that stands there.
#[inline(always)]
fn add_up(starts: &[usize], start: usize, squares: &[f64], sums: &mut [f64]) {
    let end = start + squares.len();
    let mut cluster = starts.partition_point(|first| *first <= start) - 1;
    let mut from = start;
    while from < end {
        let to = starts[cluster + 1].min(end);
        let (chunks, rest) = squares[from - start..to - start].as_chunks::<LANES>();
        let mut lanes = [0.0; LANES];
        for chunk in chunks {
            for l in 0..LANES {
                lanes[l] += chunk[l].sqrt();
            }
        }
        let rest: f64 = rest.iter().map(|square| square.sqrt()).sum();
        sums[cluster] += lanes.iter().sum::<f64>() + rest;
        (from, cluster) = (to, cluster + 1);
    }
}
