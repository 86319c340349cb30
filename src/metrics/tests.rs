//! Twins by brute force: every number by its definition, on small tables with equal rows and ties.

mod clusterings;
mod clusters;
mod evidence;
mod maps;
mod procrustes;

use ndarray::{Array2, ArrayView2};
use proptest::prelude::*;

/// The squared distance of two rows.
fn square(points: ArrayView2<'_, f64>, i: usize, j: usize) -> f64 {
    points.row(i).iter().zip(points.row(j)).fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b))
}

/// A map as a matrix.
fn flat(map: &[[f64; 2]]) -> Array2<f64> {
    ndarray::arr2(map)
}

/// A table and a map of it; small whole numbers give equal rows and many ties.
fn table_and_map() -> impl Strategy<Value = (Array2<f64>, Vec<[f64; 2]>)> {
    (4..60_usize, 1..5_usize, prop_oneof![Just(3_i32), Just(1000)]).prop_flat_map(
        |(rows, columns, range)| {
            let cell = move || (-range..=range).prop_map(f64::from);
            let table = proptest::collection::vec(cell(), rows * columns);
            let table =
                table.prop_map(move |v| Array2::from_shape_vec((rows, columns), v).unwrap());
            (table, proptest::collection::vec([cell(), cell()], rows))
        },
    )
}

/// A table in more columns than two and its first two columns as a map; the map is good but not perfect.
fn example(rows: usize) -> (Array2<f64>, Vec<[f64; 2]>) {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let table = Array2::from_shape_simple_fn((rows, 5), &mut next)
        * ndarray::arr1(&[10.0, 10.0, 2.0, 2.0, 1.0]);
    let map = table.rows().into_iter().map(|row| [row[0], row[1]]).collect();
    (table, map)
}

/// Runs something on pools of 1, 2 and 7 threads; all must come to the same.
fn same_with_any_threads<T: PartialEq + std::fmt::Debug + Send>(work: impl Fn() -> T + Sync) -> T {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(&work)
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
    one
}
