//! The silhouettes of several clusterings of the same rows: the distances, which are most of the work, are formed once.

use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::silhouette::value;
use super::{Asked, ClusterSilhouette, MetricError, Silhouette};
use crate::progress::Progress;
use ndarray::ArrayView2;

/// Sums that grow side by side: one after the other would wait for each other.
const BANKS: usize = 4;

/// A clustering, ready to be summed up.
struct Labels {
    /// The group of each row; noise is one more.
    of_rows: Vec<u32>,
    /// Rows of each group, noise left out.
    sizes: Vec<usize>,
    /// The label of each group.
    names: Vec<u32>,
}

/// As [`super::silhouette`], for each clustering; `None` for one of fewer than two clusters. Where there are many rows,
/// all are asked for the same sample.
///
/// # Errors
/// [`MetricError::DifferentRows`], [`MetricError::NotFinite`], [`MetricError::Cancelled`].
pub fn silhouettes(
    matrix: ArrayView2<'_, f64>,
    clusterings: &[&[Option<u32>]],
    seed: u64,
    progress: &Progress,
) -> Result<Vec<Option<Silhouette>>, MetricError> {
    for groups in clusterings {
        same_rows("the clustering", groups.len(), matrix.nrows())?;
    }
    let all: Vec<Labels> = clusterings.iter().map(|groups| Labels::new(groups)).collect();
    let taking_part: Vec<usize> = (0..all.len()).filter(|&at| all[at].sizes.len() > 1).collect();
    let mut found: Vec<Option<Silhouette>> = vec![None; all.len()];
    if taking_part.is_empty() {
        return Ok(found);
    }
    let space = Space::of_matrix(matrix)?;
    let asked = Asked::new(matrix.nrows(), seed);
    let width: Vec<usize> = taking_part.iter().map(|&at| all[at].sizes.len() + 1).collect();
    let values = in_blocks(asked.rows(), progress, |asking| {
        let mut sums: Vec<Vec<f64>> =
            width.iter().map(|width| vec![0.0; asking.len() * width * BANKS]).collect();
        let mut roots = Vec::new();
        space.scan(asking, 0.0, progress, |start, tile| {
            for (row, squares) in tile.enumerate() {
                roots.clear();
                roots.extend(squares.iter().map(|square| square.sqrt()));
                for ((sums, width), &at) in sums.iter_mut().zip(&width).zip(&taking_part) {
                    let own = &mut sums[row * width * BANKS..(row + 1) * width * BANKS];
                    let labels = &all[at].of_rows[start..start + roots.len()];
                    for (bank, (root, label)) in roots.iter().zip(labels).enumerate() {
                        own[*label as usize * BANKS + bank % BANKS] += root;
                    }
                }
            }
        })?;
        let of = |(nth, &at): (usize, &usize)| {
            let rows = sums[nth].chunks(width[nth] * BANKS).zip(asking);
            let silhouette = |(banks, &row): (&[f64], &u32)| all[at].silhouette(row, banks);
            rows.map(silhouette).collect::<Vec<Option<f64>>>()
        };
        Ok(taking_part.iter().enumerate().map(of).collect::<Vec<_>>())
    })?;
    for (nth, &at) in taking_part.iter().enumerate() {
        let own: Vec<Option<f64>> = values.iter().flat_map(|block| block[nth].clone()).collect();
        found[at] = Some(all[at].told(&asked, &own));
    }
    Ok(found)
}

impl Labels {
    fn new(groups: &[Option<u32>]) -> Self {
        let mut labels: Vec<u32> = groups.iter().flatten().copied().collect();
        labels.sort_unstable();
        labels.dedup();
        let place = |group: &Option<u32>| {
            group.and_then(|group| labels.binary_search(&group).ok()).unwrap_or(labels.len()) as u32
        };
        let of_rows: Vec<u32> = groups.iter().map(place).collect();
        let mut sizes = vec![0; labels.len()];
        for group in of_rows.iter().filter(|group| (**group as usize) < labels.len()) {
            sizes[*group as usize] += 1;
        }
        Self { of_rows, sizes, names: labels }
    }

    /// Of the sums of a row's distances; noise has none.
    fn silhouette(&self, row: u32, banks: &[f64]) -> Option<f64> {
        let own = self.of_rows[row as usize] as usize;
        let sums: Vec<f64> =
            banks.chunks(BANKS).take(self.sizes.len()).map(|bank| bank.iter().sum()).collect();
        (own < self.sizes.len()).then(|| value(own, &sums, |cluster| self.sizes[cluster]))
    }

    fn told(&self, asked: &Asked, values: &[Option<f64>]) -> Silhouette {
        let known = || asked.rows().iter().zip(values).filter_map(|(row, v)| Some((*row, (*v)?)));
        let mut sums = vec![(0.0, 0_usize); self.sizes.len()];
        for (row, value) in known() {
            let (sum, count) = &mut sums[self.of_rows[row as usize] as usize];
            *sum += value;
            *count += 1;
        }
        let of_cluster = |(at, (sum, count)): (usize, (f64, usize))| ClusterSilhouette {
            label: self.names[at],
            rows: self.sizes[at],
            mean: (count > 0).then(|| sum / count as f64),
        };
        let of_rows: Vec<f64> = known().map(|(_, value)| value).collect();
        Silhouette {
            mean: of_rows.iter().sum::<f64>() / of_rows.len().max(1) as f64,
            of_clusters: sums.into_iter().enumerate().map(of_cluster).collect(),
            of_rows,
            asked: Asked::only(known().map(|(row, _)| row).collect(), self.sizes.iter().sum()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::silhouette;
    use ndarray::Array2;

    #[test]
    fn several_are_what_each_is_alone() {
        let matrix = Array2::from_shape_fn((700, 3), |(i, j)| ((i * 37 + j * 11) % 83) as f64);
        let some = |count: u32| -> Vec<Option<u32>> {
            let group = |i: u32| (!i.is_multiple_of(7)).then_some(i * i % count + 5);
            (0..700).map(group).collect()
        };
        let (two, five, one) = (some(2), some(5), vec![Some(3); 700]);
        let progress = Progress::new();
        let found = silhouettes(matrix.view(), &[&two, &one, &five], 1, &progress).unwrap();
        assert!(found[1].is_none());
        for (groups, found) in [(&two, &found[0]), (&five, &found[2])] {
            let (alone, found) =
                (silhouette(matrix.view(), groups, 1, &progress).unwrap(), found.as_ref().unwrap());
            assert!((alone.mean - found.mean).abs() < 1e-12);
            assert_eq!(alone.asked, found.asked);
            for (a, b) in alone.of_rows.iter().zip(&found.of_rows) {
                assert!((a - b).abs() < 1e-12);
            }
            for (a, b) in alone.of_clusters.iter().zip(&found.of_clusters) {
                assert_eq!((a.label, a.rows), (b.label, b.rows));
                assert!((a.mean.unwrap() - b.mean.unwrap()).abs() < 1e-12);
            }
        }
    }
}
