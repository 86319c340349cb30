//! Squared distances of some rows to all rows, tile by tile, in f64.
//!
//! A distance is the plain sum of squared differences, column after column: no product trick, so nothing cancels,
//! and the same pair has the same bits whoever asks. Eight rows stand side by side in a panel and go through
//! the loop together, for four asking rows at once; at 50 columns that is 6 ns a pair, little enough.

use super::MetricError;
use crate::methods::tsne::lanes::wide;
use crate::progress::{Cancelled, Progress};
use ndarray::ArrayView2;

/// Rows in a panel.
const LANES: usize = 8;
/// Asking rows that go through the loop together.
const TOGETHER: usize = 4;
/// Panels in a tile: a tile of 32 asking rows stays in a second-level cache.
const PANELS: usize = 64;

/// Rows, ready for distances. They are scaled by a power of two, which changes no comparison, so that no square
/// overflows.
pub(super) struct Space {
    rows: usize,
    columns: usize,
    /// Row-major.
    values: Vec<f64>,
    /// Panel after panel, in each column after column, in each row after row; the last one is filled up with 0.
    panels: Vec<f64>,
}

impl Space {
    /// The rows of a matrix.
    pub(super) fn of_matrix(matrix: ArrayView2<'_, f64>) -> Result<Self, MetricError> {
        Self::new("the matrix", matrix.ncols(), matrix.iter().copied().collect(), matrix.nrows())
    }

    /// The points of a map.
    pub(super) fn of_map(what: &'static str, map: &[[f64; 2]]) -> Result<Self, MetricError> {
        Self::new(what, 2, map.as_flattened().to_vec(), map.len())
    }

    fn new(
        what: &'static str,
        columns: usize,
        mut values: Vec<f64>,
        rows: usize,
    ) -> Result<Self, MetricError> {
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            return Err(MetricError::NotFinite { what, row: at / columns });
        }
        let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        if largest > 0.0 {
            // Beyond 2^-1000 there is nothing to save.
            let factor = 2.0_f64.powi(-(largest.log2().floor() as i32).clamp(-1000, 1000));
            for value in &mut values {
                *value *= factor;
            }
        }
        let count = rows.div_ceil(LANES);
        let mut panels = vec![0.0; count * LANES * columns];
        for (row, values) in values.chunks(columns.max(1)).enumerate() {
            let panel = &mut panels[row / LANES * LANES * columns..];
            for (c, value) in values.iter().enumerate() {
                panel[c * LANES + row % LANES] = *value;
            }
        }
        Ok(Self { rows, columns, values, panels })
    }

    fn row(&self, row: u32) -> &[f64] {
        &self.values[row as usize * self.columns..(row as usize + 1) * self.columns]
    }

    /// The squared distance of two rows: the same bits as in a tile.
    pub(super) fn square(&self, a: u32, b: u32) -> f64 {
        let pairs = self.row(a).iter().zip(self.row(b));
        pairs.fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b))
    }

    /// Shows all squared distances of the asking rows: `visit` gets the first row of a tile and, for each asking
    /// row one after another, the distances to the rows from there on. A row's distance from itself is `own`.
    pub(super) fn scan(
        &self,
        asking: &[u32],
        own: f64,
        progress: &Progress,
        mut visit: impl FnMut(usize, std::slice::Chunks<'_, f64>),
    ) -> Result<(), Cancelled> {
        let mut tile = vec![0.0; asking.len() * PANELS * LANES];
        for start in (0..self.rows).step_by(PANELS * LANES) {
            progress.check()?;
            let length = (self.rows - start).min(PANELS * LANES);
            let tile = &mut tile[..asking.len() * length];
            wide(|| self.squares(asking, start, length, tile));
            for (&row, distances) in asking.iter().zip(tile.chunks_mut(length)) {
                let row = row as usize;
                if (start..start + length).contains(&row) {
                    distances[row - start] = own;
                }
            }
            visit(start, tile.chunks(length));
        }
        Ok(())
    }

    #[inline(always)]
    fn squares(&self, asking: &[u32], start: usize, length: usize, tile: &mut [f64]) {
        let size = LANES * self.columns;
        let panels = start / LANES..(start + length).div_ceil(LANES);
        for number in panels {
            let (panel, _) = self.panels[number * size..(number + 1) * size].as_chunks::<LANES>();
            let from = number * LANES - start;
            let filled = LANES.min(length - from);
            for (some, tile) in asking.chunks(TOGETHER).zip(tile.chunks_mut(TOGETHER * length)) {
                let last = some.len() - 1;
                let a = self.row(some[0]);
                let b = self.row(some[1.min(last)]);
                let c = self.row(some[2.min(last)]);
                let d = self.row(some[3.min(last)]);
                let mut sums = [[0.0; LANES]; TOGETHER];
                for ((((others, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
                    for l in 0..LANES {
                        sums[0][l] += (others[l] - a) * (others[l] - a);
                        sums[1][l] += (others[l] - b) * (others[l] - b);
                        sums[2][l] += (others[l] - c) * (others[l] - c);
                        sums[3][l] += (others[l] - d) * (others[l] - d);
                    }
                }
                for (sums, distances) in sums.iter().zip(tile.chunks_mut(length)) {
                    match distances[from..].first_chunk_mut() {
                        Some(whole) => *whole = *sums,
                        None => distances[from..].copy_from_slice(&sums[..filled]),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn a_tile_holds_the_distances_of_single_pairs() {
        for (rows, columns) in [(1, 3), (7, 1), (8, 2), (37, 5), (1100, 3)] {
            let matrix = Array2::from_shape_fn((rows, columns), |(i, j)| {
                ((i * 31 + j * 17) % 101) as f64 / 7.0 - 3.0
            });
            let space = Space::of_matrix(matrix.view()).unwrap();
            let asking: Vec<u32> = (0..rows as u32).step_by(3).collect();
            let mut seen = 0;
            let check = |start: usize, tile: std::slice::Chunks<'_, f64>| {
                for (&i, distances) in asking.iter().zip(tile) {
                    for (at, &found) in distances.iter().enumerate() {
                        let j = (start + at) as u32;
                        let wanted = if i == j { f64::INFINITY } else { space.square(i, j) };
                        assert_eq!(found.to_bits(), wanted.to_bits());
                        seen += 1;
                    }
                }
            };
            space.scan(&asking, f64::INFINITY, &Progress::new(), check).unwrap();
            assert_eq!(seen, asking.len() * rows);
        }
    }

    #[test]
    fn the_largest_and_smallest_numbers_have_distances() {
        for unit in [f64::MAX / 4.0, 1e-300, 5e-324] {
            let space = Space::of_map("it", &[[0.0, 0.0], [unit, 0.0], [3.0 * unit, 0.0]]).unwrap();
            assert!(space.square(0, 1) > 0.0 && space.square(0, 2).is_finite(), "{unit}");
            let ratio = space.square(0, 2) / space.square(0, 1);
            assert!((ratio - 9.0).abs() < 1e-12, "{unit}");
        }
        let error = Space::of_map("it", &[[0.0, 0.0], [f64::NAN, 0.0]]).err().unwrap();
        assert!(error.to_string().contains("row 1"), "{error}");
    }
}
