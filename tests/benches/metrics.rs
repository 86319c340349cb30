//! What it takes to judge a map: numbers on a Gaussian mixture in 50 columns and two of its columns as a map.
//!
//!     cargo bench --bench metrics [-- ROWS ...]
//!
//! The yardstick is scikit-learn's `trustworthiness(X, Y, n_neighbors=15)` on a table of the same size.

use dimlens::metrics::{
    faithfulness, procrustes, shared_neighbors, shepard, silhouette, trustworthiness,
};
use dimlens::progress::Progress;
use ndarray::Array2;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use std::time::Instant;

const ROWS: [usize; 3] = [2_000, 10_000, 100_000];
const COLUMNS: usize = 50;
const GROUPS: usize = 20;
const RUNS: usize = 3;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { ROWS.to_vec() } else { asked };
    for rows in sizes {
        let table = mixture(rows);
        let map: Vec<[f64; 2]> = table.rows().into_iter().map(|row| [row[0], row[1]]).collect();
        let turned: Vec<[f64; 2]> = map.iter().map(|p| [p[1] - p[0], p[0]]).collect();
        let clusters: Vec<Option<u32>> = (0..rows).map(|i| Some((i % GROUPS) as u32)).collect();
        let (x, progress) = (table.view(), Progress::new());
        println!("{rows} rows");
        time("trustworthiness, k = 15", || {
            trustworthiness(x, &map, 15, 0, &progress).map(|found| found.mean)
        });
        time("curves and rows, k to 100", || {
            faithfulness(x, &map, 0, &progress).map(|found| found.at_k().continuity)
        });
        time("Shepard's correlation", || {
            shepard(x, &map, 0, &progress).map(|found| found.correlation.unwrap_or(f64::NAN))
        });
        time("shared neighbours", || {
            shared_neighbors(&map, &turned, 0, &progress).map(|found| found.curve[0].share)
        });
        time("Procrustes", || procrustes(&map, &turned).map(|found| found.disparity));
        time("silhouettes, 20 clusters", || {
            silhouette(x, &clusters, 0, &progress).map(|found| found.mean)
        });
    }
}

/// Prints the shortest of a few runs, and what was found.
fn time<E: std::fmt::Debug>(what: &str, work: impl Fn() -> Result<f64, E>) {
    let (mut least, mut value) = (f64::INFINITY, f64::NAN);
    for _ in 0..RUNS {
        let began = Instant::now();
        value = work().expect("a mixture can be judged");
        least = least.min(began.elapsed().as_secs_f64());
    }
    println!("  {what:<26} {least:>8.3} s   {value:.4}");
}

fn mixture(rows: usize) -> Array2<f64> {
    let mut rng = Xoshiro256Plus::seed_from_u64(1);
    let mut normal = move || (0..12).map(|_| rng.r#gen::<f64>()).sum::<f64>() - 6.0;
    let centres = Array2::from_shape_simple_fn((GROUPS, COLUMNS), || 4.0 * normal());
    let mut out = Array2::from_shape_simple_fn((rows, COLUMNS), normal);
    for (i, mut row) in out.rows_mut().into_iter().enumerate() {
        row += &centres.row(i % GROUPS);
    }
    out
}
