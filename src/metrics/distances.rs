//! Squared distances of some rows to all rows, tile by tile, in f64.
//!
//! A distance is the plain sum of squared differences, column after column: no product trick, so nothing cancels,
//! and the same pair has the same bits whoever asks. Eight rows are put side by side in a panel and go through the
//! loop together, for four asking rows at once; at 50 columns that is some 7 ns a pair.

use super::MetricError;
use crate::methods::tsne::lanes::wide;
use crate::progress::{Cancelled, Progress};
use ndarray::ArrayView2;
use std::borrow::Cow;

/// Rows in a panel.
const LANES: usize = 8;
/// Asking rows that go through the loop together.
const TOGETHER: usize = 4;
/// Panels in a tile: a tile of 32 asking rows stays in a second-level cache.
const PANELS: usize = 64;

/// Numbers whose squares, summed, stay far from the ends of f64 are taken as they are.
const ORDINARY: std::ops::Range<f64> = 1e-100..1e100;

/// Rows, ready for distances. A table is not copied unless its numbers are extreme: then it is scaled by a power of two,
/// which changes no comparison, so that no square overflows.
pub(super) struct Space<'a> {
    rows: usize,
    columns: usize,
    /// Row-major.
    values: Cow<'a, [f64]>,
}

impl<'a> Space<'a> {
    /// The rows of a matrix.
    pub(super) fn of_matrix(matrix: ArrayView2<'a, f64>) -> Result<Self, MetricError> {
        let (rows, columns) = matrix.dim();
        let values = match matrix.to_slice() {
            Some(values) => Cow::Borrowed(values),
            None => matrix.iter().copied().collect(),
        };
        Self::new("the matrix", columns, values, rows)
    }

    /// The points of a map.
    pub(super) fn of_map(what: &'static str, map: &'a [[f64; 2]]) -> Result<Self, MetricError> {
        Self::new(what, 2, Cow::Borrowed(map.as_flattened()), map.len())
    }

    fn new(
        what: &'static str,
        columns: usize,
        mut values: Cow<'a, [f64]>,
        rows: usize,
    ) -> Result<Self, MetricError> {
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            return Err(MetricError::NotFinite { what, row: at / columns });
        }
        let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        if largest > 0.0 && !ORDINARY.contains(&largest) {
            // Beyond 2^-1000 there is nothing to save.
            let factor = 2.0_f64.powi(-(largest.log2().floor() as i32).clamp(-1000, 1000));
            for value in values.to_mut() {
                *value *= factor;
            }
        }
        Ok(Self { rows, columns, values })
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
        let mut panel = vec![[0.0; LANES]; self.columns];
        for start in (0..self.rows).step_by(PANELS * LANES) {
            progress.check()?;
            let length = (self.rows - start).min(PANELS * LANES);
            let tile = &mut tile[..asking.len() * length];
            wide(|| self.squares(asking, start, length, &mut panel, tile));
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
    fn squares(
        &self,
        asking: &[u32],
        start: usize,
        length: usize,
        panel: &mut [[f64; LANES]],
        tile: &mut [f64],
    ) {
        for from in (0..length).step_by(LANES) {
            let filled = LANES.min(length - from);
            for l in 0..filled {
                let row = self.row((start + from + l) as u32);
                for (place, value) in panel.iter_mut().zip(row) {
                    place[l] = *value;
                }
            }
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
            let map = [[0.0, 0.0], [unit, 0.0], [3.0 * unit, 0.0]];
            let space = Space::of_map("it", &map).unwrap();
            assert!(space.square(0, 1) > 0.0 && space.square(0, 2).is_finite(), "{unit}");
            let ratio = space.square(0, 2) / space.square(0, 1);
            assert!((ratio - 9.0).abs() < 1e-12, "{unit}");
        }
        let error = Space::of_map("it", &[[0.0, 0.0], [f64::NAN, 0.0]]).err().unwrap();
        assert!(error.to_string().contains("row 1"), "{error}");
    }
}
