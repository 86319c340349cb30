//! The rows of a table, ready for distances: blocked products in f32, checks in f64.

use super::candidates::Candidates;
use crate::methods::MethodError;
use crate::methods::tsne::lanes::wide;
use crate::progress::Progress;
use ndarray::ArrayView2;
use std::ops::Range;

/// Columns of a tile of distances.
const TILE: usize = 512;

/// The rows, centred and scaled to a total variance of 1: t-SNE knows no unit, and f32 holds any table so.
pub(super) struct Points {
    pub(super) columns: usize,
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
    pub(super) fn new(matrix: ArrayView2<'_, f64>) -> Self {
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

    pub(super) fn rows(&self) -> usize {
        self.exact.len() / self.columns
    }

    /// A row, followed by a 1.
    pub(super) fn query(&self, row: usize) -> &[f32] {
        let width = self.columns + 1;
        &self.queries[row * width..(row + 1) * width]
    }

    /// The same rows in another order.
    pub(super) fn arranged(&self, rows: &[u32]) -> Self {
        fn take<T: Copy>(values: &[T], width: usize, rows: &[u32]) -> Vec<T> {
            rows.iter().flat_map(|&row| &values[row as usize * width..][..width]).copied().collect()
        }
        Self {
            columns: self.columns,
            exact: take(&self.exact, self.columns, rows),
            queries: take(&self.queries, self.columns + 1, rows),
            others: take(&self.others, self.columns + 1, rows),
            longest: self.longest,
        }
    }

    /// The nearest neighbours, among the rows within reach, of the rows from `from` on, as many as
    /// `indices` has room for. They are certain where all rows are within reach.
    pub(super) fn search(
        &self,
        from: usize,
        k: usize,
        reach: &[Range<usize>],
        indices: &mut [u32],
        distances: &mut [f32],
        progress: &Progress,
    ) -> Result<(), MethodError> {
        let (n, width) = (self.rows(), self.columns + 1);
        let count = indices.len() / k;
        let kept = (k + k / 8 + 8).min(n - 1);
        let certain = reach.iter().map(Range::len).sum::<usize>() == n;
        let mut candidates: Vec<Candidates> =
            (0..count).map(|at| Candidates::new(kept, from + at)).collect();
        let queries = &self.queries[from * width..(from + count) * width];
        let mut tile = vec![0.0_f32; count * TILE];
        for range in reach {
            for start in range.clone().step_by(TILE) {
                progress.check()?;
                let length = TILE.min(range.end - start);
                let others = &self.others[start * width..(start + length) * width];
                let tile = &mut tile[..count * length];
                product(queries, others, width, tile);
                wide(|| {
                    for (row, candidates) in tile.chunks(length).zip(&mut candidates) {
                        candidates.take(row, start);
                    }
                });
            }
        }
        let rows = indices.chunks_mut(k).zip(distances.chunks_mut(k)).zip(&mut candidates);
        wide(|| {
            for (at, ((indices, distances), candidates)) in rows.enumerate() {
                let found = self.measured(from + at, k, certain, candidates);
                for ((index, distance), (square, j)) in indices.iter_mut().zip(distances).zip(found)
                {
                    (*index, *distance) = (j, square as f32);
                }
            }
        });
        Ok(())
    }

    /// The candidates measured in f64, or all rows where f32 may have missed one of a certain search.
    #[inline(always)]
    fn measured(
        &self,
        i: usize,
        k: usize,
        certain: bool,
        candidates: &mut Candidates,
    ) -> Vec<(f64, u32)> {
        let own: f64 = self.row(i).iter().map(|v| v * v).sum();
        let (chosen, beyond) = candidates.chosen();
        let mut found = Vec::with_capacity(k + k / 8 + 8);
        for j in chosen {
            found.push((self.square(i, j), j));
        }
        found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some(beyond) = beyond.filter(|_| certain) {
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

    #[inline(always)]
    fn row(&self, i: usize) -> &[f64] {
        &self.exact[i * self.columns..(i + 1) * self.columns]
    }

    #[inline(always)]
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
pub(super) fn product(a: &[f32], b: &[f32], columns: usize, out: &mut [f32]) {
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
