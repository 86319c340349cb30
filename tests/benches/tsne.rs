//! How the time of t-SNE grows: neighbours and affinities, then 750 iterations, of Gaussian mixtures in 50 columns.
//!
//!     cargo bench --bench tsne [-- ROWS ...]

use dimlens::methods::TsneSettings;
use dimlens::methods::tsne::TsneRun;
use dimlens::progress::Progress;
use ndarray::Array2;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use std::time::Instant;

const ROWS: [usize; 6] = [5_000, 10_000, 20_000, 40_000, 70_000, 200_000];
const COLUMNS: usize = 50;
const GROUPS: usize = 20;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { ROWS.to_vec() } else { asked };
    let mut points = Vec::new();
    for rows in sizes {
        let matrix = mixture(rows);
        let progress = Progress::new();
        let params = TsneSettings::default().check(rows).expect("default settings fit");
        let began = Instant::now();
        let mut run =
            TsneRun::new(&params, matrix.view(), &progress).expect("a mixture has variance");
        let ready = began.elapsed().as_secs_f64();
        run.advance(params.iterations(), &progress, |_| ()).expect("nobody cancels");
        let total = began.elapsed().as_secs_f64();
        let kl = run.curve().last().map_or(f64::NAN, |point| point.kl);
        println!(
            "{rows:>7} rows: {total:>7.2} s, of them neighbours {ready:>6.2} s; {:.2} ms an iteration; KL {kl:.4}",
            (total - ready) / params.iterations() as f64 * 1e3
        );
        points.push(((rows as f64).ln(), total.ln()));
    }
    if points.len() > 1 {
        println!("time grows like rows^{:.2}", slope(&points));
    }
}

/// Least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let mean = points.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0 / n, sum.1 + p.1 / n));
    let products = points.iter().map(|p| (p.0 - mean.0) * (p.1 - mean.1)).sum::<f64>();
    products / points.iter().map(|p| (p.0 - mean.0).powi(2)).sum::<f64>()
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
