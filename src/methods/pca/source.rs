//! Rows of numbers, whether they lie in memory row by row or are laid out a block at a time.

use super::moments::less;
use crate::features::FeatureMatrix;
use ndarray::{Array2, ArrayView2, s};
use std::ops::Range;

/// What a principal component analysis can be fitted to and projected from.
pub(super) trait RowSource: Sync {
    /// Rows and columns.
    fn dim(&self) -> (usize, usize);

    /// Some rows less a row, laid out one after the other.
    fn less(&self, rows: Range<usize>, row: &[f64], out: &mut [f64]);

    /// The first row and each `step`-th after it.
    fn every(&self, step: usize) -> Array2<f64>;
}

impl RowSource for ArrayView2<'_, f64> {
    fn dim(&self) -> (usize, usize) {
        ArrayView2::dim(self)
    }

    fn less(&self, rows: Range<usize>, row: &[f64], out: &mut [f64]) {
        less(self.slice(s![rows, ..]), row, out);
    }

    fn every(&self, step: usize) -> Array2<f64> {
        self.slice(s![..;step, ..]).to_owned()
    }
}

impl RowSource for FeatureMatrix {
    fn dim(&self) -> (usize, usize) {
        FeatureMatrix::dim(self)
    }

    fn less(&self, rows: Range<usize>, row: &[f64], out: &mut [f64]) {
        self.block(rows, out);
        for out in out.chunks_exact_mut(row.len()) {
            out.iter_mut().zip(row).for_each(|(out, less)| *out -= less);
        }
    }

    fn every(&self, step: usize) -> Array2<f64> {
        let (rows, columns) = self.dim();
        let mut found = Array2::zeros((rows.div_ceil(step), columns));
        for (at, mut row) in (0..rows).step_by(step).zip(found.rows_mut()) {
            row.iter_mut().zip(self.row(at)).for_each(|(out, value)| *out = value);
        }
        found
    }
}
