//! Eigenvalues in descending order, eigenvectors of one sign.

use super::MethodError;
use faer::{Mat, Side};
use ndarray::{Array1, Array2, ArrayView2};

/// Entries this close in magnitude are tied for the largest, so that rounding does not flip an axis.
const TIE: f64 = 1e-9;
/// A component shorter than this after removing its predecessors was rounding only.
const NOTHING: f64 = 1e-8;

/// Eigenpairs of a symmetric matrix, largest eigenvalue first.
pub(super) struct Eigenpairs {
    /// Descending.
    pub values: Vec<f64>,
    /// One unit eigenvector a column.
    pub vectors: Array2<f64>,
}

/// Decomposes a symmetric matrix given by its lower triangle, on one thread: faer's sums differ with the
/// number of threads.
pub(super) fn symmetric(matrix: &Mat<f64>) -> Result<Eigenpairs, MethodError> {
    check(matrix)?;
    let n = matrix.nrows();
    let decomposed = matrix.self_adjoint_eigen(Side::Lower).map_err(|_| not_converged())?;
    let (vectors, values) = (decomposed.U(), decomposed.S().column_vector());
    // faer's eigenvalues ascend.
    Ok(Eigenpairs {
        values: (0..n).rev().map(|k| values[k]).collect(),
        vectors: Array2::from_shape_fn((n, n), |(j, k)| vectors[(j, n - 1 - k)]),
    })
}

/// The eigenvalues alone, largest first, those that rounding left below zero as zero.
pub(super) fn values(matrix: &Mat<f64>) -> Result<Vec<f64>, MethodError> {
    check(matrix)?;
    let values = matrix.self_adjoint_eigenvalues(Side::Lower).map_err(|_| not_converged())?;
    Ok(values.into_iter().rev().map(|value| value.max(0.0)).collect())
}

fn check(matrix: &Mat<f64>) -> Result<(), MethodError> {
    if (0..matrix.nrows()).all(|j| matrix[(j, j)].is_finite()) {
        return Ok(());
    }
    Err(MethodError::Failed {
        method: "PCA",
        message: "the numbers are too large to square. Rescale the columns.".to_owned(),
    })
}

fn not_converged() -> MethodError {
    MethodError::Failed {
        method: "PCA",
        message: "the eigenvalues did not converge. Are there extreme values in the table?"
            .to_owned(),
    }
}

/// The first `count` components (count x p) from the eigenvectors u of the Gram matrix: v = X' u, of unit
/// length. Where the table has fewer dimensions than that, an orthonormal completion.
pub(super) fn from_gram(
    matrix: ArrayView2<'_, f64>,
    mean: &[f64],
    pairs: &Eigenpairs,
    count: usize,
) -> Array2<f64> {
    let columns = matrix.ncols();
    let mut components: Array2<f64> = Array2::zeros((0, columns));
    let largest = pairs.values.first().copied().unwrap_or(0.0).max(0.0).sqrt();
    let scale = largest * ((matrix.nrows() - 1) as f64).sqrt();
    for k in 0..count {
        let mut v: Array1<f64> = Array1::zeros(columns);
        for (i, row) in matrix.rows().into_iter().enumerate() {
            let u = pairs.vectors[[i, k]];
            for ((v, value), mean) in v.iter_mut().zip(row).zip(mean) {
                *v += u * (value - mean);
            }
        }
        if scale > 0.0 {
            v /= scale;
        }
        // Measured against its length before, so that a small but true component stays itself.
        let before = norm(&v);
        let usable = before > NOTHING && {
            orthogonalise(&mut v, &components);
            norm(&v) > 0.5 * before
        };
        if !usable {
            v = complement(&components, columns);
        }
        v /= norm(&v);
        // One more pass: what the first removed was large beside what is left.
        orthogonalise(&mut v, &components);
        v /= norm(&v);
        components.push_row(v.view()).unwrap_or_else(|_| unreachable!("rows of one length"));
    }
    components
}

/// The first axis that the components do not span.
fn complement(components: &Array2<f64>, columns: usize) -> Array1<f64> {
    let mut best: Array1<f64> = Array1::zeros(columns);
    for axis in 0..columns {
        let mut v = Array1::zeros(columns);
        v[axis] = 1.0;
        orthogonalise(&mut v, components);
        if norm(&v) > norm(&best) {
            best = v;
        }
        if norm(&best) > 0.5 {
            break;
        }
    }
    best
}

fn orthogonalise(v: &mut Array1<f64>, components: &Array2<f64>) {
    for earlier in components.rows() {
        let along = earlier.dot(v);
        v.scaled_add(-along, &earlier);
    }
}

fn norm(v: &Array1<f64>) -> f64 {
    v.dot(v).sqrt()
}

/// Turns each component (a row) so that its entry of largest magnitude is positive; of tied entries the
/// first decides.
pub(super) fn sign(mut components: Array2<f64>) -> Array2<f64> {
    for mut component in components.rows_mut() {
        let largest = component.iter().fold(0.0_f64, |max, v| max.max(v.abs()));
        let first = component.iter().find(|v| v.abs() >= largest * (1.0 - TIE)).copied();
        if first.is_some_and(|v| v < 0.0) {
            component.mapv_inplace(|v| -v);
        }
    }
    components
}
