//! Do both maps show the clusters of the data? Asked on the sample of rows that the verdict looks at.

use crate::methods::MethodError;
use crate::methods::cluster::ClusterSettings;
use crate::metrics::{Contingency, adjusted_rand, find_clusters};
use crate::narrative::ClusterEvidence;
use crate::progress::Progress;
use ndarray::{Array2, arr2};

/// Groups the rows by k-means, in as many clusters as they speak for, and each map in as many as it speaks for, at least
/// as many; none where the rows speak for one. t-SNE tears clusters apart, which is no disagreement: clusters of a map that
/// lie mostly in one of the data count as one.
///
/// # Errors
/// [`MethodError`]: cancelled.
pub(super) fn cluster_evidence(
    rows: &Array2<f64>,
    places: &[Vec<[f64; 2]>; 2],
    seed: u64,
    progress: &Progress,
) -> Result<Option<ClusterEvidence>, MethodError> {
    let settings = ClusterSettings { seed, ..ClusterSettings::default() };
    let found = find_clusters(rows.view(), &settings, progress)?;
    let k = found.grouped.k();
    if k < 2 {
        return Ok(None);
    }
    let mut agreement = [0.0; 2];
    for (agreement, places) in agreement.iter_mut().zip(places) {
        let places = arr2(places);
        let mut seen = find_clusters(places.view(), &settings, progress)?.grouped;
        if seen.k() < k {
            seen = settings.given(k).check(rows.nrows())?.fit_with(places.view(), progress)?;
        }
        let merged = merged(&seen.groups, &found.grouped.groups);
        // Both group every row.
        *agreement = Contingency::new(&merged, &found.grouped.groups)
            .map_or(0.0, |counts| adjusted_rand(&counts));
    }
    Ok(Some(ClusterEvidence { k, agreement, rows: rows.nrows() }))
}

/// The groups that are seen, each called after the group of the data that most of it lies in.
fn merged(seen: &[Option<u32>], data: &[Option<u32>]) -> Vec<Option<u32>> {
    let Ok(counts) = Contingency::new(seen, data) else { return seen.to_vec() };
    let most: Vec<(u32, u32)> = (0..counts.first.len())
        .filter_map(|at| {
            let own = counts.cells.iter().filter(|cell| cell.0 == at);
            // Of equal ones the first.
            let cell = own.reduce(|best, cell| if cell.2 > best.2 { cell } else { best })?;
            Some((counts.first[at].0, counts.second[cell.1].0))
        })
        .collect();
    let name = |group: u32| most.iter().find(|pair| pair.0 == group).map(|pair| pair.1);
    seen.iter().map(|group| group.and_then(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eight groups at the corners of a cube; a map that keeps one axis apart from the others, and one that lays
    /// the two halves of the cube over each other.
    #[test]
    fn a_map_that_lays_clusters_over_each_other_agrees_less() {
        let jitter = |i: usize, j: usize| ((i * 37 + j * 53) % 17) as f64 / 40.0;
        let corner = |i: usize, j: usize| f64::from(u8::from((i >> j) & 1 == 1)) * 5.0;
        let rows = Array2::from_shape_fn((400, 3), |(i, j)| corner(i, j) + jitter(i, j));
        let all = |i: usize| [rows[[i, 0]] + 2.5 * rows[[i, 2]], rows[[i, 1]]];
        let two = |i: usize| [rows[[i, 0]], rows[[i, 1]]];
        let places = [(0..400).map(two).collect(), (0..400).map(all).collect()];
        let found = cluster_evidence(&rows, &places, 1, &Progress::new()).unwrap().unwrap();
        assert_eq!(found.k, 8);
        let [laid_over, apart] = found.agreement;
        assert!(apart > 0.95 && laid_over < 0.75, "{found:?}");
    }

    #[test]
    fn clusters_that_a_map_tears_apart_agree_all_the_same() {
        let data: Vec<Option<u32>> = (0..60).map(|i| Some(i / 30)).collect();
        let finer: Vec<Option<u32>> = (0..60).map(|i| Some(9 - i / 10)).collect();
        assert_eq!(merged(&finer, &data), data);
        let mixed: Vec<Option<u32>> = (0..60).map(|i| Some(i % 2)).collect();
        let counts = Contingency::new(&merged(&mixed, &data), &data).unwrap();
        assert!(adjusted_rand(&counts).abs() < 0.05);
    }

    #[test]
    fn one_cloud_has_no_clusters_to_agree_on() {
        let value = |i: usize, j: usize| {
            (0..12).map(|t| ((i * (31 + 2 * t) + j * 71 + t * t) % 101) as f64).sum::<f64>()
        };
        let rows = Array2::from_shape_fn((300, 4), |(i, j)| value(i, j));
        let places = [vec![[0.0; 2]; 300], vec![[0.0; 2]; 300]];
        assert!(cluster_evidence(&rows, &places, 1, &Progress::new()).unwrap().is_none());
    }
}
