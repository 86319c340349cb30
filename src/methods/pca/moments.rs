//! Means, covariance and Gram matrix, summed in an order that does not depend on the number of threads.
//!
//! Rows are cut into parts by a rule on the shape alone; each part is centred and multiplied by blocked
//! products on one thread, and the parts are added in their order.

use super::{MethodError, RowSource};
use crate::progress::Progress;
use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::{Accum, Mat, MatRef, Par};
use ndarray::{ArrayView2, Axis, s};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows (or columns) centred at a time: a block of 50 columns stays in the second-level cache.
const BLOCK: usize = 512;
/// Rows of which the provisional mean is taken.
const SAMPLE: usize = 256;
/// Where the squared way from the provisional to the true mean is more than this share of a column's mean
/// square, one digit may be lost.
const FAR: f64 = 0.1;
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

/// Means and covariance matrix (p x p, divisor n - 1; only its lower triangle is filled) in one pass over the
/// rows: they are shifted by the mean of a sample, and what that was off is taken out of the products. Where
/// the sample was far off, which would cost digits, the rows are gone through once more about the true mean.
pub(super) fn mean_and_covariance(
    matrix: &impl RowSource,
    progress: &Progress,
) -> Result<(Vec<f64>, Mat<f64>), MethodError> {
    let rows = matrix.dim().0 as f64;
    let step = matrix.dim().0.div_ceil(SAMPLE);
    let mut shift = mean(matrix.every(step).view());
    let (mut sum, mut products) = sums(matrix, &shift, progress)?;
    let away = |sum: f64, square: f64| sum * sum / rows > FAR * square;
    if sum.iter().enumerate().any(|(j, sum)| away(*sum, products[(j, j)])) {
        shift.iter_mut().zip(&sum).for_each(|(shift, sum)| *shift += sum / rows);
        (sum, products) = sums(matrix, &shift, progress)?;
    }
    for (j, second) in sum.iter().enumerate() {
        for (i, first) in sum.iter().enumerate().skip(j) {
            products[(i, j)] = (products[(i, j)] - first * second / rows) / (rows - 1.0);
        }
    }
    let mean = shift.iter().zip(&sum).map(|(shift, sum)| shift + sum / rows).collect();
    Ok((mean, products))
}

/// The covariance matrix about a mean that is known.
pub(super) fn covariance(
    matrix: ArrayView2<'_, f64>,
    mean: &[f64],
    progress: &Progress,
) -> Result<Mat<f64>, MethodError> {
    let (_, products) = sums(&matrix, mean, progress)?;
    Ok(over(products, matrix.nrows()))
}

/// Sums, and sums of products (the lower triangle), of the rows less a shift.
fn sums(
    matrix: &impl RowSource,
    shift: &[f64],
    progress: &Progress,
) -> Result<(Vec<f64>, Mat<f64>), MethodError> {
    let (rows, columns) = matrix.dim();
    let part = part_length(rows, columns * columns);
    let (done, total) = (AtomicU64::new(0), rows.div_ceil(BLOCK) as u64);
    let starts: Vec<usize> = (0..rows).step_by(part).collect();
    let parts: Result<Vec<_>, MethodError> = starts
        .into_par_iter()
        .map(|start| {
            let end = rows.min(start + part);
            let mut sum = vec![0.0; columns];
            let mut product = Mat::zeros(columns, columns);
            let mut shifted = vec![0.0; BLOCK.min(end - start) * columns];
            for from in (start..end).step_by(BLOCK) {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                let n = BLOCK.min(end - from);
                let shifted = &mut shifted[..n * columns];
                matrix.less(from..from + n, shift, shifted);
                for row in shifted.chunks_exact(columns) {
                    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
                }
                let shifted = MatRef::from_row_major_slice(shifted, n, columns);
                add_lower(&mut product, shifted.transpose(), shifted);
            }
            Ok((sum, product))
        })
        .collect();
    let mut parts = parts?.into_iter();
    let (mut sum, mut product) =
        parts.next().unwrap_or_else(|| (vec![0.0; columns], Mat::zeros(columns, columns)));
    for (next_sum, next_product) in parts {
        sum.iter_mut().zip(next_sum).for_each(|(sum, next)| *sum += next);
        product += next_product;
    }
    Ok((sum, product))
}

/// Rows less a row, laid out one after the other.
pub(super) fn less(rows: ArrayView2<'_, f64>, row: &[f64], out: &mut [f64]) {
    for (from, out) in rows.rows().into_iter().zip(out.chunks_exact_mut(row.len())) {
        match from.as_slice() {
            // The same twice: over slices it is several times as fast.
            Some(from) => {
                for ((out, value), less) in out.iter_mut().zip(from).zip(row) {
                    *out = value - less;
                }
            }
            None => {
                for ((out, value), less) in out.iter_mut().zip(from).zip(row) {
                    *out = value - less;
                }
            }
        }
    }
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
            let mut centred = vec![0.0; rows * BLOCK];
            for from in (start..columns.min(start + part)).step_by(BLOCK) {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                let width = BLOCK.min(columns.min(start + part) - from);
                let centred = &mut centred[..rows * width];
                let columns = from..from + width;
                less(matrix.slice(s![.., columns.clone()]), &mean[columns], centred);
                let centred = MatRef::from_row_major_slice(centred, rows, width);
                add_lower(&mut product, centred, centred.transpose());
            }
            Ok(product)
        })
        .collect();
    let mut products = products?.into_iter();
    let mut sum = products.next().unwrap_or_else(Mat::new);
    for product in products {
        sum += product;
    }
    Ok(over(sum, rows))
}

fn add_lower(product: &mut Mat<f64>, left: MatRef<'_, f64>, right: MatRef<'_, f64>) {
    let (lower, full) = (BlockStructure::TriangularLower, BlockStructure::Rectangular);
    matmul(product.as_mut(), lower, Accum::Add, left, full, right, full, 1.0, Par::Seq);
}

/// Divides by n - 1.
fn over(mut products: Mat<f64>, rows: usize) -> Mat<f64> {
    let divisor = (rows - 1) as f64;
    for j in 0..products.ncols() {
        for value in products.col_mut(j).iter_mut() {
            *value /= divisor;
        }
    }
    products
}
