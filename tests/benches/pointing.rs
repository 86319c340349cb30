//! What pointing costs: the index of a map, the customer under the pointer, an outline round half of them.
//!
//! `cargo bench --bench pointing` prints milliseconds, the median of several tries; build time once.

use dimlens::data::RowId;
use dimlens::plots::PointIndex;
use dimlens::ui::{Combine, RowSelection};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

/// A map as t-SNE makes them: groups in a disc.
fn map(points: usize, random: &mut Xoshiro256Plus) -> Arc<[[f64; 2]]> {
    let centers: Vec<[f64; 2]> =
        (0..30).map(|_| [random.gen_range(-40.0..40.0), random.gen_range(-40.0..40.0)]).collect();
    let near = |random: &mut Xoshiro256Plus, at: f64| {
        at + (0..4).map(|_| random.gen_range(-2.0..2.0)).sum::<f64>()
    };
    (0..points)
        .map(|i| {
            let [x, y] = centers[i % centers.len()];
            [near(random, x), near(random, y)]
        })
        .collect()
}

/// An outline of so many corners round about half of the map.
fn lasso(corners: usize) -> Vec<[f64; 2]> {
    (0..corners)
        .map(|i| {
            let angle = i as f64 / corners as f64 * std::f64::consts::TAU;
            let radius = 28.0 + 4.0 * (7.0 * angle).sin();
            [radius * angle.cos(), radius * angle.sin()]
        })
        .collect()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let started = Instant::now();
    let done = black_box(work());
    (started.elapsed().as_secs_f64() * 1e3, done)
}

fn main() {
    println!(
        "{:>10} {:>10} {:>12} {:>12} {:>12}",
        "points", "index ms", "hover ms", "lasso ms", "enclosed"
    );
    for points in [10_000, 100_000, 1_000_000] {
        let mut random = Xoshiro256Plus::seed_from_u64(1);
        let xy = map(points, &mut random);
        let (built, index) = timed(|| PointIndex::new(&xy));
        let hover = median(
            (0..1001)
                .map(|_| {
                    let at = [random.gen_range(-45.0..45.0), random.gen_range(-45.0..45.0)];
                    timed(|| index.nearest(at, [1.5, 1.5])).0
                })
                .collect(),
        );
        let rows: Arc<[RowId]> = (1..=points as u32).map(RowId).collect();
        let outline = lasso(200);
        let mut enclosed = 0;
        // From the outline to the mask that both maps are drawn with.
        let selecting = median(
            (0..9)
                .map(|_| {
                    let mut selection = RowSelection::default();
                    timed(|| {
                        let found = index.inside(&outline);
                        enclosed = found.len();
                        let found = found.iter().map(|at| rows[*at as usize]);
                        selection.take(found, Combine::Replace);
                        selection.among(&rows)
                    })
                    .0
                })
                .collect(),
        );
        println!("{points:>10} {built:>10.1} {hover:>12.4} {selecting:>12.2} {enclosed:>12}");
    }
}
