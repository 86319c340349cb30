//! k-means (Lloyd 1982), seeded by k-means++ (Arthur and Vassilvitskii 2007), our own.
//!
//! To find the number of clusters and to hold them against noise takes a thousand runs. linfa-clustering 0.8.1 is right
//! but some thirty times slower (2,000 x 46, the runs that the number of clusters takes: minutes), cannot be stopped, and its
//! parallel seeding changes with the threads; it is the oracle of the tests. Here eight rows lie side by side in a panel
//! and go through the loop together; sums are made block by block, whatever the threads.

use crate::methods::tsne::lanes::wide;
use crate::progress::{Cancelled, Progress};
use ndarray::{Array2, ArrayView2};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

/// Rows in a panel.
const LANES: usize = 8;
/// Panels of one task.
const BLOCK: usize = 128;
/// Steps at most.
const STEPS: u64 = 300;

/// Centred rows, eight side by side; the last panel is filled up with zeros.
pub(super) struct Panels<'a> {
    rows: ArrayView2<'a, f64>,
    panels: Vec<[f64; LANES]>,
}

/// Rows around centres.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Centred {
    /// The centre of each row.
    pub groups: Vec<u32>,
    /// Sum of the squared distances to them.
    pub spread: f64,
}

/// What one block of rows says of the centres.
struct Told {
    spread: f64,
    moved: bool,
    /// For each centre the sum of its rows, and their number.
    sums: Vec<f64>,
    counts: Vec<usize>,
    /// The row farthest from its centre.
    farthest: (f64, usize),
}

impl<'a> Panels<'a> {
    pub(super) fn new(rows: ArrayView2<'a, f64>) -> Self {
        let (n, p) = rows.dim();
        let mut panels = vec![[0.0; LANES]; n.div_ceil(LANES) * p];
        for (at, row) in rows.outer_iter().enumerate() {
            let panel = &mut panels[at / LANES * p..(at / LANES + 1) * p];
            for (place, value) in panel.iter_mut().zip(row) {
                place[at % LANES] = *value;
            }
        }
        Self { rows, panels }
    }

    /// The tightest of several starts, the first of equal ones.
    pub(super) fn k_means(
        &self,
        k: usize,
        starts: usize,
        seed: u64,
        progress: &Progress,
    ) -> Result<Centred, Cancelled> {
        let mut best: Option<Centred> = None;
        for start in 0..starts.max(1) as u64 {
            let mut random = Xoshiro256Plus::seed_from_u64(seed.wrapping_add(start << 32));
            let found = self.descend(self.seeds(k, &mut random), |step| {
                progress.step(start * STEPS + step, starts.max(1) as u64 * STEPS)
            })?;
            if best.as_ref().is_none_or(|best| found.spread < best.spread) {
                best = Some(found);
            }
        }
        Ok(best.unwrap_or(Centred { groups: Vec::new(), spread: 0.0 }))
    }

    /// Each next centre is a row, the likelier the farther it is from those before.
    fn seeds(&self, k: usize, random: &mut Xoshiro256Plus) -> Array2<f64> {
        let n = self.rows.nrows();
        let mut centres = Array2::zeros((k, self.rows.ncols()));
        let mut squares = vec![f64::INFINITY; n];
        let mut next = random.gen_range(0..n);
        for at in 0..k {
            centres.row_mut(at).assign(&self.rows.row(next));
            if at + 1 == k {
                break;
            }
            let centre = centres.row(at).to_vec();
            let mut found = [[0.0; LANES]];
            for (panel, squares) in self.panels().zip(squares.chunks_mut(LANES)) {
                wide(|| distances(panel, &[&centre], &mut found));
                for (square, found) in squares.iter_mut().zip(&found[0]) {
                    *square = square.min(*found);
                }
            }
            let total: f64 = squares.iter().sum();
            let mut left = random.gen_range(0.0..1.0) * total;
            // Where rounding goes past the end: the last row that is anywhere else.
            next = squares.iter().rposition(|square| *square > 0.0).unwrap_or(0);
            for (row, square) in squares.iter().enumerate() {
                left -= square;
                if left < 0.0 {
                    next = row;
                    break;
                }
            }
        }
        centres
    }

    fn panels(&self) -> std::slice::Chunks<'_, [f64; LANES]> {
        self.panels.chunks(self.rows.ncols().max(1))
    }

    /// Rows to centres, centres to the middle of their rows, until no row moves.
    fn descend(
        &self,
        mut centres: Array2<f64>,
        mut step: impl FnMut(u64) -> Result<(), Cancelled>,
    ) -> Result<Centred, Cancelled> {
        let (k, p) = centres.dim();
        let mut groups = vec![u32::MAX; self.rows.nrows()];
        let mut spread = f64::INFINITY;
        for round in 0..STEPS {
            step(round)?;
            let told = self.tell(&centres, &mut groups);
            spread = told.iter().map(|told| told.spread).sum();
            if told.iter().all(|told| !told.moved) {
                break;
            }
            let mut sums = vec![0.0; k * p];
            let mut counts = vec![0; k];
            let mut farthest = (-1.0, 0);
            for told in &told {
                sums.iter_mut().zip(&told.sums).for_each(|(sum, part)| *sum += part);
                counts.iter_mut().zip(&told.counts).for_each(|(count, part)| *count += part);
                if told.farthest.0 > farthest.0 {
                    farthest = told.farthest;
                }
            }
            for (at, mut centre) in centres.outer_iter_mut().enumerate() {
                if counts[at] > 0 {
                    let sums = &sums[at * p..(at + 1) * p];
                    centre.iter_mut().zip(sums).for_each(|(c, sum)| *c = sum / counts[at] as f64);
                } else if farthest.0 > 0.0 {
                    // A centre without rows goes to the row that fits worst.
                    centre.assign(&self.rows.row(farthest.1));
                    farthest.0 = 0.0;
                }
            }
        }
        Ok(Centred { groups, spread })
    }

    /// Gives each row to the nearest centre, the first of equal ones.
    fn tell(&self, centres: &Array2<f64>, groups: &mut [u32]) -> Vec<Told> {
        let (k, p) = centres.dim();
        let all: Vec<Vec<f64>> = centres.outer_iter().map(|centre| centre.to_vec()).collect();
        let lines: Vec<&[f64]> = all.iter().map(Vec::as_slice).collect();
        let blocks = groups.par_chunks_mut(BLOCK * LANES).enumerate();
        let panels = self.panels.par_chunks(BLOCK * p.max(1));
        blocks
            .zip(panels)
            .map(|((block, groups), panels)| {
                let mut told = Told {
                    spread: 0.0,
                    moved: false,
                    sums: vec![0.0; k * p],
                    counts: vec![0; k],
                    farthest: (-1.0, 0),
                };
                let mut squares = vec![[0.0; LANES]; k];
                for (at, (panel, groups)) in
                    panels.chunks(p.max(1)).zip(groups.chunks_mut(LANES)).enumerate()
                {
                    wide(|| distances(panel, &lines, &mut squares));
                    for (lane, group) in groups.iter_mut().enumerate() {
                        let mut best = 0;
                        for other in 1..k {
                            if squares[other][lane] < squares[best][lane] {
                                best = other;
                            }
                        }
                        let square = squares[best][lane];
                        let row = (block * BLOCK + at) * LANES + lane;
                        told.spread += square;
                        told.moved |= *group != best as u32;
                        *group = best as u32;
                        told.counts[best] += 1;
                        if square > told.farthest.0 {
                            told.farthest = (square, row);
                        }
                        let sums = told.sums[best * p..(best + 1) * p].iter_mut();
                        sums.zip(self.rows.row(row)).for_each(|(sum, value)| *sum += value);
                    }
                }
                told
            })
            .collect()
    }
}

/// The squared distances of the rows of a panel to each centre.
#[inline(always)]
fn distances(panel: &[[f64; LANES]], centres: &[&[f64]], squares: &mut [[f64; LANES]]) {
    for (centre, squares) in centres.iter().zip(squares) {
        let mut sums = [[0.0; LANES]; 2];
        let (pairs, rest) = panel.as_chunks::<2>();
        let (twos, one) = centre.as_chunks::<2>();
        for (rows, values) in pairs.iter().zip(twos) {
            for l in 0..LANES {
                sums[0][l] += (rows[0][l] - values[0]) * (rows[0][l] - values[0]);
                sums[1][l] += (rows[1][l] - values[1]) * (rows[1][l] - values[1]);
            }
        }
        for (rows, value) in rest.iter().zip(one) {
            for l in 0..LANES {
                sums[0][l] += (rows[l] - value) * (rows[l] - value);
            }
        }
        for l in 0..LANES {
            squares[l] = sums[0][l] + sums[1][l];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::cluster::square;

    fn table(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
        let mut random = Xoshiro256Plus::seed_from_u64(seed);
        Array2::from_shape_fn((rows, columns), |(i, _)| {
            random.gen_range(-1.0..1.0) + (i % 3) as f64 * 1.5
        })
    }

    /// Each row is with its nearest middle, and the spread is what it says.
    #[test]
    fn it_ends_where_no_row_wants_to_move() {
        for (rows, columns, k) in [(5, 1, 2), (64, 2, 3), (1_500, 7, 6), (2_100, 3, 1)] {
            let table = table(rows, columns, k as u64);
            let found = Panels::new(table.view()).k_means(k, 2, 1, &Progress::new()).unwrap();
            let mut middles = vec![vec![0.0; columns]; k];
            let mut counts = vec![0.0; k];
            for (row, group) in table.outer_iter().zip(&found.groups) {
                counts[*group as usize] += 1.0;
                middles[*group as usize].iter_mut().zip(row).for_each(|(m, v)| *m += v);
            }
            for (middle, count) in middles.iter_mut().zip(&counts) {
                assert!(*count > 0.0);
                for value in middle {
                    *value /= count;
                }
            }
            let mut spread = 0.0;
            for (row, group) in table.outer_iter().zip(&found.groups) {
                let row = row.to_vec();
                let own = square(&row, &middles[*group as usize]);
                assert!(middles.iter().all(|other| square(&row, other) >= own - 1e-9));
                spread += own;
            }
            assert!((spread - found.spread).abs() < 1e-9 * spread.max(1.0));
        }
    }

    #[test]
    fn it_is_as_tight_as_linfas() {
        use linfa::DatasetBase;
        use linfa::prelude::{Fit, Predict};
        use linfa_clustering::{KMeans, KMeansInit};
        use linfa_nn::distance::L2Dist;
        let table = table(900, 4, 9);
        for k in [2, 3, 5] {
            let ours = Panels::new(table.view()).k_means(k, 10, 1, &Progress::new()).unwrap();
            let data = DatasetBase::from(table.view());
            let model = KMeans::params_with(k, Xoshiro256Plus::seed_from_u64(1), L2Dist)
                .init_method(KMeansInit::KMeansPlusPlus)
                .n_runs(10)
                .tolerance(1e-9)
                .fit(&data)
                .unwrap();
            let groups = model.predict(data.records());
            let centre = |group: usize| model.centroids().row(group).to_vec();
            let rows = table.outer_iter().zip(&groups);
            let theirs: f64 = rows.map(|(row, g)| square(&row.to_vec(), &centre(*g))).sum();
            // Ten starts each may end in different places.
            assert!(ours.spread < theirs * 1.002, "{k}: {} and {theirs}", ours.spread);
        }
    }

    #[test]
    fn more_centres_than_places_leave_some_without_rows() {
        let table = Array2::from_shape_fn((12, 2), |(i, _)| (i % 2) as f64);
        let found = Panels::new(table.view()).k_means(2, 1, 3, &Progress::new()).unwrap();
        assert_eq!(found.spread, 0.0);
        assert_ne!(found.groups[0], found.groups[1]);
    }
}
