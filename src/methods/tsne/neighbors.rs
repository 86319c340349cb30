//! The nearest neighbours of every row, exact.
//!
//! Squared distances come as |b|^2 - 2ab from blocked products in f32, tile by tile; each row keeps the
//! nearest so far, a few more than are asked for. Those candidates are measured again in f64. What f32 may
//! have got wrong is bounded: a row whose candidates could have missed somebody (tight groups far from the
//! centre) is searched again in f64, so that the answer is exact for any data. Ties: the smaller row first.

mod candidates;

use super::lanes::{LANES, wide};
use crate::methods::MethodError;
use crate::progress::Progress;
use candidates::Candidates;
use ndarray::ArrayView2;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows that one task takes: with [`TILE`] columns its distances fill half a second-level cache.
const ROWS: usize = 128;
/// Columns of a tile of distances.
const TILE: usize = 1024;

/// The k nearest neighbours of each row, nearest first; a row is no neighbour of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbors {
    k: usize,
    indices: Vec<u32>,
    distances: Vec<f32>,
}

impl Neighbors {
    /// Finds the `k` nearest rows of each row of `matrix` by Euclidean distance. `progress` learns of
    /// cancellation and counts tasks.
    ///
    /// # Errors
    /// [`MethodError::TooFewRows`] where there are not `k` others, [`MethodError::Cancelled`].
    pub fn exact(
        matrix: ArrayView2<'_, f64>,
        k: usize,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let rows = matrix.nrows();
        if k == 0 || k >= rows {
            return Err(MethodError::TooFewRows { method: "t-SNE", needed: k + 1, rows });
        }
        let points = Points::new(matrix);
        let mut indices = vec![0_u32; rows * k];
        let mut distances = vec![0.0_f32; rows * k];
        let (done, total) = (AtomicU64::new(0), rows.div_ceil(ROWS) as u64);
        (indices.par_chunks_mut(ROWS * k), distances.par_chunks_mut(ROWS * k))
            .into_par_iter()
            .enumerate()
            .try_for_each(|(block, (indices, distances))| {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                points.search(block * ROWS, k, indices, distances, progress)
            })?;
        Ok(Self { k, indices, distances })
    }

    /// Neighbours of each row.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.indices.len() / self.k
    }

    /// The neighbours of a row, nearest first.
    pub fn indices(&self, row: usize) -> &[u32] {
        &self.indices[row * self.k..(row + 1) * self.k]
    }

    /// Their squared distances, in units of the table's own spread (total variance 1).
    pub fn distances(&self, row: usize) -> &[f32] {
        &self.distances[row * self.k..(row + 1) * self.k]
    }
}

/// The rows, centred and scaled to a total variance of 1: t-SNE knows no unit, and f32 holds any table so.
struct Points {
    columns: usize,
    /// Row-major, for distances that count.
    exact: Vec<f64>,
    /// Row-major, each row followed by a 1.
    queries: Vec<f32>,
    /// Row-major, -2 times each row followed by its squared length.
    others: Vec<f32>,
    /// The largest squared length.
    longest: f64,
}

impl Points {
    fn new(matrix: ArrayView2<'_, f64>) -> Self {
        let (rows, columns) = matrix.dim();
        let first = matrix.row(0);
        let mut mean = vec![0.0; columns];
        for row in matrix.rows() {
            for ((mean, value), first) in mean.iter_mut().zip(row).zip(first) {
                *mean += value - first;
            }
        }
        for (mean, first) in mean.iter_mut().zip(first) {
            *mean = first + *mean / rows as f64;
        }
        let mut exact = Vec::with_capacity(rows * columns);
        for row in matrix.rows() {
            exact.extend(row.iter().zip(&mean).map(|(value, mean)| value - mean));
        }
        let largest = exact.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let largest = if largest > 0.0 { largest } else { 1.0 };
        // Two steps: the square of a very large number is no number.
        let sum: f64 = exact.iter().map(|v| (v / largest).powi(2)).sum();
        let unit = largest * (sum / rows as f64).sqrt().max(f64::MIN_POSITIVE);
        for value in &mut exact {
            *value /= unit;
        }
        let mut queries = Vec::with_capacity(rows * (columns + 1));
        let mut others = Vec::with_capacity(rows * (columns + 1));
        let mut longest = 0.0_f64;
        for row in exact.chunks(columns) {
            let square: f64 = row.iter().map(|v| v * v).sum();
            longest = longest.max(square);
            queries.extend(row.iter().map(|&v| v as f32));
            queries.push(1.0);
            others.extend(row.iter().map(|&v| -2.0 * v as f32));
            others.push(square as f32);
        }
        Self { columns, exact, queries, others, longest }
    }

    fn rows(&self) -> usize {
        self.exact.len() / self.columns
    }

    /// The neighbours of the rows from `from` on, as many as `indices` has room for.
    fn search(
        &self,
        from: usize,
        k: usize,
        indices: &mut [u32],
        distances: &mut [f32],
        progress: &Progress,
    ) -> Result<(), MethodError> {
        let (n, wide_columns) = (self.rows(), self.columns + 1);
        let count = indices.len() / k;
        let kept = (k + k / 8 + 8).min(n - 1);
        let mut candidates: Vec<Candidates> =
            (0..count).map(|at| Candidates::new(kept, from + at)).collect();
        let queries = &self.queries[from * wide_columns..(from + count) * wide_columns];
        let mut tile = vec![0.0_f32; ROWS * TILE];
        for start in (0..n).step_by(TILE) {
            progress.check()?;
            let length = TILE.min(n - start);
            let others = &self.others[start * wide_columns..(start + length) * wide_columns];
            product(queries, others, wide_columns, &mut tile[..count * length]);
            wide(|| {
                for (row, candidates) in tile.chunks(length).zip(&mut candidates) {
                    candidates.take(row, start);
                }
            });
        }
        let rows = indices.chunks_mut(k).zip(distances.chunks_mut(k)).zip(&mut candidates);
        for (at, ((indices, distances), candidates)) in rows.enumerate() {
            let found = self.measured(from + at, k, candidates);
            for ((index, distance), (square, j)) in indices.iter_mut().zip(distances).zip(found) {
                (*index, *distance) = (j, square as f32);
            }
        }
        Ok(())
    }

    /// The candidates measured in f64, or all rows where f32 may have missed one.
    fn measured(&self, i: usize, k: usize, candidates: &mut Candidates) -> Vec<(f64, u32)> {
        let own: f64 = self.row(i).iter().map(|v| v * v).sum();
        let (chosen, beyond) = candidates.chosen();
        let mut found: Vec<(f64, u32)> = chosen.map(|j| (self.square(i, j), j)).collect();
        found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some(beyond) = beyond {
            // Everybody else is at least this far, less what p + 2 roundings in f32 may cost.
            let scale = own + self.longest + 2.0 * (own * self.longest).sqrt();
            let error = f64::from(f32::EPSILON) * (self.columns + 4) as f64 * scale;
            if found[k - 1].0 > f64::from(beyond) + own - error {
                found = (0..self.rows() as u32)
                    .filter(|&j| j as usize != i)
                    .map(|j| (self.square(i, j), j))
                    .collect();
                let by = |a: &(f64, u32), b: &(f64, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
                found.select_nth_unstable_by(k - 1, by);
                found.truncate(k);
                found.sort_unstable_by(by);
            }
        }
        found.truncate(k);
        found
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.exact[i * self.columns..(i + 1) * self.columns]
    }

    fn square(&self, i: usize, j: u32) -> f64 {
        let mut lanes = [0.0; 8];
        let (a, a_rest) = self.row(i).as_chunks::<8>();
        let (b, b_rest) = self.row(j as usize).as_chunks::<8>();
        for (a, b) in a.iter().zip(b) {
            for l in 0..8 {
                lanes[l] += (a[l] - b[l]) * (a[l] - b[l]);
            }
        }
        let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| (a - b) * (a - b)).sum();
        lanes.iter().sum::<f64>() + rest
    }
}

/// All products of the rows of `a` with the rows of `b`, both of `columns` numbers; `out` is row-major.
fn product(a: &[f32], b: &[f32], columns: usize, out: &mut [f32]) {
    use faer::linalg::matmul::matmul;
    use faer::{Accum, MatMut, MatRef, Par};
    let (rows, others) = (a.len() / columns, b.len() / columns);
    matmul(
        MatMut::from_row_major_slice_mut(out, rows, others),
        Accum::Replace,
        MatRef::from_row_major_slice(a, rows, columns),
        MatRef::from_row_major_slice(b, others, columns).transpose(),
        1.0,
        Par::Seq,
    );
}
