//! Our PCA on a matrix in memory: fit of all components, then the scores of all.
//!
//! `cargo bench --bench pca -- ROWS COLUMNS RUNS` prints one line of JSON: least and median seconds, and the
//! eigenvalues. `pca_speed.py` runs it beside scikit-learn on the same numbers.

#![allow(clippy::unwrap_used, reason = "a benchmark that fails must say so")]

use dimlens::methods::PcaSettings;
use dimlens::progress::Progress;
use ndarray::Array2;
use std::time::Instant;

/// Numbers from -1 to 1 times 1 + column % 7, mixed from their place (splitmix64), so that any program
/// makes the same ones.
fn value(place: u64, column: usize) -> f64 {
    let mut z = place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    let unit = (z >> 11) as f64 / (1_u64 << 53) as f64;
    (2.0 * unit - 1.0) * (1 + column % 7) as f64
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let [rows, columns, runs] = asked[..] else {
        // Under `cargo test --benches` there is nothing to measure.
        println!("give ROWS COLUMNS RUNS");
        return;
    };
    let matrix =
        Array2::from_shape_fn((rows, columns), |(i, j)| value((i * columns + j) as u64, j));
    let mut seconds = Vec::new();
    let mut values = Vec::new();
    for _ in 0..runs.max(1) {
        let started = Instant::now();
        let params = PcaSettings { components: columns }.check(rows, columns).unwrap();
        let model = params.fit_with(matrix.view(), &Progress::new()).unwrap();
        let scores = model.transform(matrix.view());
        seconds.push(started.elapsed().as_secs_f64());
        assert_eq!(scores.dim(), (rows, columns.min(rows - 1)));
        values = model.explained_variance().to_vec();
    }
    seconds.sort_by(f64::total_cmp);
    println!(
        "{}",
        serde_json::json!({
            "least": seconds[0],
            "median": seconds[seconds.len() / 2],
            "threads": rayon::current_num_threads(),
            "explained_variance": values,
        })
    );
}
