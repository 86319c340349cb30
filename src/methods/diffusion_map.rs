//! Diffusion map (Coifman and Lafon 2006), by linfa-reduction, its answer checked.
//!
//! A walker steps from customer to customer, the likelier the closer they are (Gaussian of the squared
//! distance over the bandwidth); the map shows the two slowest ways in which the walk forgets where it began.
//! linfa-reduction 0.8.1 solves a truncated eigenproblem that may stop short or panic, says neither, and
//! decomposes an unsymmetric matrix below a certain size: hence the least number of rows, more
//! eigenvectors than are shown, and a check of each pair before it is shown.

use super::{Embedding, MethodError};
use crate::features::FeatureMatrix;
use crate::progress::Progress;
use linfa::traits::Transformer;
use linfa_kernel::{Kernel, KernelMethod, KernelType};
use linfa_reduction::DiffusionMap as Linfa;
use ndarray::{Array1, Array2, ArrayView2, Axis, s};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Rows that it takes: the similarities of all pairs are held, and linfa's search cannot be stopped.
pub const ROW_LIMIT: usize = 4_000;
/// Eigenvectors that are searched together, so that the first two are found.
const SEARCHED: usize = 6;
/// linfa searches from five times as many rows on; fewer it decomposes, and wrongly.
const LEAST_ROWS: usize = 5 * SEARCHED + 1;
/// Rows whose distances give the bandwidth.
const SAMPLE: usize = 500;
/// A pair is taken where the matrix times the unit vector is the value times it, but for this much.
const RESIDUAL: f64 = 1e-4;

/// A map and the numbers behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct DiffusionMap {
    /// Where each row lies.
    pub embedding: Embedding,
    /// What a step leaves of each axis: the second and third eigenvalue of the walk; the first is 1.
    pub eigenvalues: [f64; 2],
    /// The squared distance at which likeness has fallen to 1/e: the median over pairs of rows.
    pub bandwidth: f64,
}

/// The map of one step.
///
/// # Errors
/// [`MethodError::TooFewRows`], [`MethodError::TooManyRows`], [`MethodError::NoVariance`] where most rows are
/// equal, [`MethodError::Failed`] where linfa's answer is none, [`MethodError::Cancelled`].
pub fn diffusion_map(
    matrix: &FeatureMatrix,
    progress: &Progress,
) -> Result<DiffusionMap, MethodError> {
    progress.step(0, 0)?;
    let (method, rows) = ("diffusion-map", matrix.rows().len());
    if rows < LEAST_ROWS {
        return Err(MethodError::TooFewRows { method, needed: LEAST_ROWS, rows });
    }
    if rows > ROW_LIMIT {
        return Err(MethodError::TooManyRows { method, limit: ROW_LIMIT, rows });
    }
    let bandwidth = bandwidth(matrix.values().view());
    if !(bandwidth > 0.0 && bandwidth.is_finite()) {
        return Err(MethodError::NoVariance);
    }
    let kernel = Kernel::params()
        .kind(KernelType::Dense)
        .method(KernelMethod::Gaussian(bandwidth))
        .transform(matrix.values().view());
    progress.check()?;
    // It panics where its search fails.
    let found = catch_unwind(AssertUnwindSafe(|| {
        Linfa::<f64>::params(SEARCHED).steps(1).transform(&kernel)
    }));
    progress.check()?;
    let map = match found {
        Ok(Ok(map)) => map,
        Ok(Err(error)) => return Err(failed(&error.to_string())),
        Err(_) => return Err(failed("linfa-reduction's search for eigenvectors broke off.")),
    };
    let shown = checked(&kernel, map.embedding(), map.eigvals())?;
    let points = shown.rows().into_iter().map(|row| [row[0], row[1]]).collect();
    Ok(DiffusionMap {
        embedding: Embedding::new(Arc::clone(matrix.rows()), points),
        eigenvalues: [map.eigvals()[0], map.eigvals()[1]],
        bandwidth,
    })
}

/// The median of the squared distances of pairs among rows drawn evenly.
fn bandwidth(values: ArrayView2<'_, f64>) -> f64 {
    let sample = values.slice(s![..;values.nrows().div_ceil(SAMPLE), ..]);
    let mut squares = Vec::new();
    for (at, a) in sample.rows().into_iter().enumerate() {
        for b in sample.rows().into_iter().take(at) {
            squares.push(a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>());
        }
    }
    let middle = squares.len() / 2;
    *squares.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// The first two axes, of one sign, where they are what they should be: linfa's vectors are those of
/// D^-1/2 K D^-1/2 (K the similarities, D their sums by row), times D^-1/2 and the eigenvalue.
fn checked(
    kernel: &Kernel<f64>,
    embedding: &Array2<f64>,
    values: &Array1<f64>,
) -> Result<Array2<f64>, MethodError> {
    let root = kernel.sum().mapv(f64::sqrt);
    let mut shown = embedding.slice(s![.., ..2]).to_owned();
    let descending = values[0] >= values[1] && values[0] <= 1.0 + RESIDUAL && values[1] > 0.0;
    if !descending || shown.iter().any(|v| !v.is_finite()) {
        return Err(failed("linfa-reduction's eigenvectors are none. Use pca or tsne."));
    }
    for (mut axis, value) in shown.axis_iter_mut(Axis(1)).zip(values) {
        let vector = &axis * &root / *value;
        let image = kernel.dot(&(&vector / &root).insert_axis(Axis(1)).view());
        let off = &image.column(0) / &root - &vector * *value;
        let (length, off, along) =
            (vector.dot(&vector).sqrt(), off.dot(&off).sqrt(), vector.dot(&root));
        let apart = along.abs() / root.dot(&root).sqrt();
        if (length - 1.0).abs() > RESIDUAL || off > RESIDUAL || apart > 100.0 * RESIDUAL {
            return Err(failed(
                "linfa-reduction's search for eigenvectors stopped before it had found them. Use pca or tsne.",
            ));
        }
        // As for components: of the largest entries the first is positive.
        let largest = axis.iter().fold(0.0_f64, |max, v| max.max(v.abs()));
        let first = axis.iter().find(|v| v.abs() >= largest * (1.0 - 1e-9));
        if first.is_some_and(|v| *v < 0.0) {
            axis.mapv_inplace(|v| -v);
        }
    }
    Ok(shown)
}

fn failed(message: &str) -> MethodError {
    MethodError::Failed { method: "diffusion-map", message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::RowId;
    use crate::features::Feature;
    use faer::{Mat, Side};
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    /// `groups` clouds, evenly apart.
    fn clouds(rows: usize, columns: usize, groups: usize, seed: u64) -> FeatureMatrix {
        let mut random = Xoshiro256Plus::seed_from_u64(seed);
        let columns: Vec<Vec<f64>> = (0..columns)
            .map(|j| {
                let centre = |i: usize| if i % groups == j % groups { 2.0 } else { 0.0 };
                (0..rows).map(|i| centre(i) + random.gen_range(-1.0..1.0)).collect()
            })
            .collect();
        let features = (0..columns.len()).map(|j| Feature::amount(&format!("f{j}"))).collect();
        FeatureMatrix::new(&columns, features, (1..=rows).map(|i| RowId(i as u32)).collect())
            .unwrap()
    }

    /// By its definition: all eigenvectors of the walk's matrix made symmetric. The second and third value,
    /// and their axes.
    fn brute(matrix: &FeatureMatrix, bandwidth: f64) -> ([f64; 2], Vec<[f64; 2]>) {
        let (values, n) = (matrix.values(), matrix.rows().len());
        let likeness = |a: usize, b: usize| {
            let square = (&values.row(a) - &values.row(b)).mapv(|v| v * v).sum();
            (-square / bandwidth).exp()
        };
        let sums: Vec<f64> = (0..n).map(|a| (0..n).map(|b| likeness(a, b)).sum()).collect();
        let walk = Mat::from_fn(n, n, |a, b| likeness(a, b) / (sums[a] * sums[b]).sqrt());
        let eigen = walk.self_adjoint_eigen(Side::Lower).unwrap();
        let value = |k: usize| eigen.S().column_vector()[n - 1 - k];
        assert!((value(0) - 1.0).abs() < 1e-12);
        let point =
            |a: usize| [1, 2].map(|k| eigen.U()[(a, n - 1 - k)] / f64::sqrt(sums[a]) * value(k));
        ([value(1), value(2)], (0..n).map(point).collect())
    }

    #[test]
    fn it_equals_a_decomposition_by_brute_force_up_to_sign() {
        for (rows, columns, groups, seed) in
            [(31, 3, 3, 1), (60, 4, 3, 2), (150, 5, 4, 3), (300, 8, 3, 4), (300, 2, 5, 5)]
        {
            let matrix = clouds(rows, columns, groups, seed);
            let map = diffusion_map(&matrix, &Progress::new()).unwrap();
            let (values, points) = brute(&matrix, map.bandwidth);
            for d in 0..2 {
                assert!((map.eigenvalues[d] - values[d]).abs() < 1e-6, "{rows} rows, axis {d}");
                let found: Vec<f64> = map.embedding.points().iter().map(|p| p[d]).collect();
                let along: f64 = found.iter().zip(&points).map(|(a, b)| a * b[d]).sum();
                let size = points.iter().map(|p| p[d] * p[d]).sum::<f64>().sqrt();
                for (a, b) in found.iter().zip(&points) {
                    let b = b[d] * along.signum();
                    assert!((a - b).abs() < 1e-3 * size, "{rows} rows, axis {d}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn two_groups_lie_apart_on_the_first_axis() {
        let matrix = clouds(80, 6, 2, 9);
        let map = diffusion_map(&matrix, &Progress::new()).unwrap();
        let side = |group: usize| {
            let mine = map.embedding.points().iter().skip(group).step_by(2).map(|p| p[0]);
            mine.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)))
        };
        let (first, second) = (side(0), side(1));
        assert!(first.0 > second.1 || second.0 > first.1, "{first:?} and {second:?}");
        assert_eq!(map, diffusion_map(&matrix, &Progress::new()).unwrap());
    }

    #[test]
    fn a_wrong_answer_of_linfa_does_not_pass() {
        let matrix = clouds(40, 3, 2, 3);
        let kernel = Kernel::params()
            .kind(KernelType::Dense)
            .method(KernelMethod::Gaussian(1.0))
            .transform(matrix.values().view());
        let map = Linfa::<f64>::params(SEARCHED).transform(&kernel).unwrap();
        let good = checked(&kernel, map.embedding(), map.eigvals());
        assert!(good.is_ok());
        let mut off = map.embedding().clone();
        off[[3, 1]] += 0.1 * off.column(1).iter().fold(0.0, |max: f64, v| max.max(v.abs()));
        assert!(checked(&kernel, &off, map.eigvals()).is_err());
        let values = map.eigvals() * 0.9;
        assert!(checked(&kernel, map.embedding(), &values).is_err());
    }

    #[test]
    fn limits_are_said_and_it_can_be_stopped() {
        let run = |rows| diffusion_map(&clouds(rows, 2, 2, 1), &Progress::new());
        assert!(matches!(run(LEAST_ROWS - 1), Err(MethodError::TooFewRows { .. })));
        assert!(matches!(run(ROW_LIMIT + 1), Err(MethodError::TooManyRows { .. })));
        let progress = Progress::new();
        progress.cancel();
        let stopped = diffusion_map(&clouds(50, 2, 2, 1), &progress);
        assert!(matches!(stopped, Err(MethodError::Cancelled(_))));
        let features = vec![Feature::amount("f")];
        let rows = (1..=40).map(RowId).collect();
        let same = FeatureMatrix::new(&[vec![1.0; 40]], features, rows).unwrap();
        assert!(matches!(diffusion_map(&same, &Progress::new()), Err(MethodError::NoVariance)));
    }
}
