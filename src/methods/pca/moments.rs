//! Means, covariance and Gram matrix, summed in an order that does not depend on the number of threads.
//!
//! Rows are cut into parts by a rule on the shape alone; each part is centred and multiplied by blocked
//! products on one thread, and the parts are added in their order.

use super::MethodError;
use crate::progress::Progress;
use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::{Accum, Mat, MatRef, Par};
use ndarray::{ArrayView2, Axis};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows (or columns) centred at a time: a block of 50 columns stays in the second-level cache.
const BLOCK: usize = 256;
/// Least size of a part.
const PART: usize = 2048;
/// Entries that all partial products may hold together: 256 MB.
const PARTIAL_ENTRIES: usize = 1 << 25;

/// Length of the parts that `n` lines are cut into, where each part holds a product of `size` entries.
fn part_length(n: usize, size: usize) -> usize {
    let parts = (PARTIAL_ENTRIES / size.max(1)).max(1);
    PART.max(n.div_ceil(parts))
}

/// The columns' means, taken about the first row: an offset of 1e9 costs no digits.
pub(super) fn mean(matrix: ArrayView2<'_, f64>) -> Vec<f64> {
    let (rows, columns) = matrix.dim();
    let shift = matrix.row(0);
    let parts: Vec<Vec<f64>> = matrix
        .axis_chunks_iter(Axis(0), PART)
        .into_par_iter()
        .map(|part| {
            let mut sum = vec![0.0; columns];
            for row in part.rows() {
                for ((sum, value), shift) in sum.iter_mut().zip(row).zip(shift) {
                    *sum += value - shift;
                }
            }
            sum
        })
        .collect();
    let mut mean: Vec<f64> = shift.to_vec();
    for (j, mean) in mean.iter_mut().enumerate() {
        *mean += parts.iter().map(|part| part[j]).sum::<f64>() / rows as f64;
    }
    mean
}

/// The covariance matrix (p x p, divisor n - 1); only its lower triangle is filled.
pub(super) fn covariance(
    matrix: ArrayView2<'_, f64>,
    mean: &[f64],
    progress: &Progress,
) -> Result<Mat<f64>, MethodError> {
    let (rows, columns) = matrix.dim();
    let part = part_length(rows, columns * columns);
    let (done, total) = (AtomicU64::new(0), rows.div_ceil(BLOCK) as u64);
    let products: Result<Vec<Mat<f64>>, MethodError> = matrix
        .axis_chunks_iter(Axis(0), part)
        .into_par_iter()
        .map(|part| {
            let mut product = Mat::zeros(columns, columns);
            let mut centred = vec![0.0; BLOCK * columns];
            for block in part.axis_chunks_iter(Axis(0), BLOCK) {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                for (row, out) in block.rows().into_iter().zip(centred.chunks_mut(columns)) {
                    for ((out, value), mean) in out.iter_mut().zip(row).zip(mean) {
                        *out = value - mean;
                    }
                }
                let n = block.nrows();
                let centred = MatRef::from_row_major_slice(&centred[..n * columns], n, columns);
                add_lower(&mut product, centred.transpose(), centred);
            }
            Ok(product)
        })
        .collect();
    Ok(total_over(products?, rows))
}

/// The Gram matrix of the centred rows (n x n, divisor n - 1); only its lower triangle is filled. Its
/// eigenvalues are those of the covariance matrix.
pub(super) fn gram(
    matrix: ArrayView2<'_, f64>,
    mean: &[f64],
    progress: &Progress,
) -> Result<Mat<f64>, MethodError> {
    let (rows, columns) = matrix.dim();
    let part = part_length(columns, rows * rows);
    let starts: Vec<usize> = (0..columns).step_by(part).collect();
    let (done, total) = (AtomicU64::new(0), columns.div_ceil(BLOCK) as u64);
    let products: Result<Vec<Mat<f64>>, MethodError> = starts
        .into_par_iter()
        .map(|start| {
            let mut product = Mat::zeros(rows, rows);
            for from in (start..columns.min(start + part)).step_by(BLOCK) {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                let width = BLOCK.min(columns.min(start + part) - from);
                let centred =
                    Mat::from_fn(rows, width, |i, j| matrix[[i, from + j]] - mean[from + j]);
                add_lower(&mut product, centred.as_ref(), centred.transpose());
            }
            Ok(product)
        })
        .collect();
    Ok(total_over(products?, rows))
}

fn add_lower(product: &mut Mat<f64>, left: MatRef<'_, f64>, right: MatRef<'_, f64>) {
    let (lower, full) = (BlockStructure::TriangularLower, BlockStructure::Rectangular);
    matmul(product.as_mut(), lower, Accum::Add, left, full, right, full, 1.0, Par::Seq);
}

fn total_over(products: Vec<Mat<f64>>, rows: usize) -> Mat<f64> {
    let mut products = products.into_iter();
    let mut sum = products.next().unwrap_or_else(Mat::new);
    for product in products {
        sum += product;
    }
    let divisor = (rows - 1) as f64;
    for j in 0..sum.ncols() {
        for value in sum.col_mut(j).iter_mut() {
            *value /= divisor;
        }
    }
    sum
}
