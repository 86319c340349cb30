//! The steps against their definitions, and whole runs.

use super::*;
use crate::methods::MethodError;
use crate::progress::Progress;
use ndarray::Array2;
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// Rows of `groups` Gaussian groups in `columns` dimensions.
pub(super) fn mixture(rows: usize, columns: usize, groups: usize, seed: u64) -> Array2<f64> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut normal = move || (0..12).map(|_| rng.r#gen::<f64>()).sum::<f64>() - 6.0;
    let centres = Array2::from_shape_simple_fn((groups, columns), || normal() * 4.0);
    let mut noise = Array2::from_shape_simple_fn((rows, columns), normal);
    for (i, mut row) in noise.rows_mut().into_iter().enumerate() {
        row += &centres.row(i % groups);
    }
    noise
}

fn run(matrix: &Array2<f64>, settings: &TsneSettings) -> TsneRun {
    let params = settings.check(matrix.nrows()).unwrap();
    let mut run = TsneRun::new(&params, matrix.view(), &Progress::new()).unwrap();
    run.advance(params.iterations(), &Progress::new(), |_| ()).unwrap();
    run
}

fn squares(matrix: &Array2<f64>, i: usize) -> Vec<f64> {
    let row = matrix.row(i);
    matrix.rows().into_iter().map(|other| (&row - &other).mapv(|d| d * d).sum()).collect()
}

/// The neighbours by sorting all distances.
fn brute(matrix: &Array2<f64>, i: usize, k: usize) -> Vec<u32> {
    let squares = squares(matrix, i);
    let mut order: Vec<usize> = (0..matrix.nrows()).filter(|&j| j != i).collect();
    order.sort_by(|&a, &b| squares[a].total_cmp(&squares[b]).then(a.cmp(&b)));
    order.into_iter().take(k).map(|j| j as u32).collect()
}

#[test]
fn neighbours_are_those_of_brute_force() {
    for (rows, columns, groups, k) in
        [(300, 7, 3, 20), (1500, 33, 5, 90), (40, 1, 2, 39), (7, 3, 1, 2)]
    {
        let matrix = mixture(rows, columns, groups, 5);
        let found = Neighbors::exact(matrix.view(), k, &Progress::new()).unwrap();
        for i in 0..rows {
            assert_eq!(found.indices(i), brute(&matrix, i, k), "row {i} of {rows} x {columns}");
        }
    }
}

#[test]
fn neighbours_survive_offsets_and_groups_far_from_the_centre() {
    // In f32 the distances within a group are lost beside its distance from the centre.
    let mut matrix = mixture(400, 5, 1, 9);
    for (i, mut row) in matrix.rows_mut().into_iter().enumerate() {
        row.mapv_inplace(|v| v + 1e9 + if i % 2 == 0 { 1e6 } else { -1e6 });
    }
    let found = Neighbors::exact(matrix.view(), 15, &Progress::new()).unwrap();
    for i in 0..400 {
        assert_eq!(found.indices(i), brute(&matrix, i, 15), "row {i}");
    }
}

#[test]
fn an_approximate_search_finds_what_it_says() {
    for (rows, columns, groups) in [(6000, 12, 40), (3000, 4, 1), (900, 30, 3)] {
        let matrix = mixture(rows, columns, groups, 5);
        let exact = Neighbors::exact(matrix.view(), 30, &Progress::new()).unwrap();
        let found = Neighbors::approximate(matrix.view(), 30, &Progress::new()).unwrap();
        let shared: usize = (0..rows)
            .map(|i| found.indices(i).iter().filter(|j| exact.indices(i).contains(j)).count())
            .sum();
        let recall = shared as f64 / (rows * 30) as f64;
        let said = found.recall().unwrap();
        assert!(said >= 0.95 && (recall - said).abs() < 0.02, "{recall} of {said}");
        for i in (0..rows).step_by(37) {
            assert!(found.distances(i).windows(2).all(|w| w[0] <= w[1]), "nearest first");
            assert!(!found.indices(i).contains(&(i as u32)), "no row is its own neighbour");
        }
    }
}

#[test]
fn twins_are_neighbours_in_the_order_of_rows() {
    let matrix = Array2::from_shape_fn((60, 3), |(i, j)| ((i % 3) * (j + 1)) as f64);
    let found = Neighbors::exact(matrix.view(), 10, &Progress::new()).unwrap();
    assert_eq!(found.indices(30), [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    assert!(found.distances(30).iter().all(|&d| d == 0.0));
    let p = Affinities::new(&found, 5.0, &Progress::new()).unwrap();
    assert_eq!(p.tied(), 60);
}

#[test]
fn affinities_have_the_asked_perplexity_and_sum_to_one() {
    let matrix = mixture(500, 6, 4, 3);
    let neighbors = Neighbors::exact(matrix.view(), 60, &Progress::new()).unwrap();
    let p = Affinities::new(&neighbors, 20.0, &Progress::new()).unwrap();
    let total: f64 = (0..500).flat_map(|i| p.row(i).1.to_vec()).map(f64::from).sum();
    assert!((total - 1.0).abs() < 1e-5, "{total}");
    // The plain twin: bandwidths by bisection, all in f64.
    let mut conditional = Array2::<f64>::zeros((500, 500));
    for i in 0..500 {
        let squares = squares(&matrix, i);
        let (mut low, mut high) = (0.0_f64, 1e6_f64);
        let weights = |beta: f64| {
            let near = neighbors.indices(i).iter().map(|&j| squares[j as usize]);
            let least = squares[neighbors.indices(i)[0] as usize];
            let w: Vec<f64> = near.map(|d| (-beta * (d - least)).exp()).collect();
            let sum: f64 = w.iter().sum();
            w.into_iter().map(|w| w / sum).collect::<Vec<f64>>()
        };
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            let entropy: f64 =
                weights(middle).iter().filter(|&&w| w > 0.0).map(|w| -w * w.ln()).sum();
            if entropy > 20.0_f64.ln() { low = middle } else { high = middle }
        }
        for (&j, w) in neighbors.indices(i).iter().zip(weights(low)) {
            conditional[[i, j as usize]] = w;
        }
    }
    let truth = (&conditional + &conditional.t()) / 1000.0;
    for i in 0..500 {
        let (columns, values) = p.row(i);
        assert!(columns.windows(2).all(|w| w[0] < w[1]), "ascending");
        let mut seen = vec![0.0; 500];
        for (&j, &v) in columns.iter().zip(values) {
            seen[j as usize] = f64::from(v);
        }
        for j in 0..500 {
            assert!((seen[j] - truth[[i, j]]).abs() < 1e-5 / 500.0, "{i} {j}");
        }
    }
}

#[test]
fn same_bits_with_any_number_of_threads() {
    for rows in [700, 2600] {
        let matrix = mixture(rows, 8, 6, 1);
        let settings = TsneSettings { iterations: 90, ..TsneSettings::default() };
        let maps: Vec<Vec<[f32; 2]>> = [1, 2, 7]
            .map(|threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| run(&matrix, &settings).points())
            })
            .to_vec();
        assert_eq!(maps[0], maps[1]);
        assert_eq!(maps[0], maps[2]);
    }
}

#[test]
fn stopping_and_going_on_is_an_uninterrupted_run() {
    for rows in [300, 1700] {
        let matrix = mixture(rows, 8, 4, 2);
        let settings = TsneSettings { iterations: 120, ..TsneSettings::default() };
        let whole = run(&matrix, &settings);
        let params = settings.check(rows).unwrap();
        let mut parts = TsneRun::new(&params, matrix.view(), &Progress::new()).unwrap();
        let progress = Progress::new();
        let stopped = parts.advance(120, &progress, |run| {
            if run.iteration() == 37 {
                progress.cancel();
            }
        });
        assert!(matches!(stopped, Err(MethodError::Cancelled(_))));
        assert_eq!(parts.iteration(), 37, "it stops within one iteration");
        parts.advance(120, &Progress::new(), |_| ()).unwrap();
        assert_eq!(parts.points(), whole.points());
        assert_eq!(parts.curve(), whole.curve());
        // So it is for a run that came to its end, also where the rows are about to be put in order.
        let mut longer = TsneRun::new(&params, matrix.view(), &Progress::new()).unwrap();
        longer.advance(60, &Progress::new(), |_| ()).unwrap();
        longer.advance(120, &Progress::new(), |_| ()).unwrap();
        assert_eq!(longer.points(), whole.points());
    }
}

#[test]
fn going_back_keeps_every_row_at_its_place_also_where_rows_were_put_in_order() {
    for rows in [300, 1700] {
        let matrix = mixture(rows, 8, 4, 2);
        let settings = TsneSettings { iterations: 400, ..TsneSettings::default() };
        let params = settings.check(rows).unwrap();
        let mut run = TsneRun::new(&params, matrix.view(), &Progress::new()).unwrap();
        run.advance(180, &Progress::new(), |_| ()).unwrap();
        let kept = run.points();
        run.advance(400, &Progress::new(), |_| ()).unwrap();
        let whole = run.curve().last().unwrap().kl;
        run.go_back(180, &kept);
        assert_eq!((run.points(), run.iteration()), (kept, 180));
        assert!(run.curve().iter().all(|point| point.iteration <= 180));
        run.advance(400, &Progress::new(), |_| ()).unwrap();
        let again = run.curve().last().unwrap().kl;
        // Momentum began anew: another map, as good a one. Rows at the places of others would be far worse.
        assert!((again / whole - 1.0).abs() < 0.02, "{again} for {whole}");
        assert!(purity(&run.points(), 4) > 0.99);
    }
}

/// Share of rows whose nearest point on the map is of their own group.
fn purity(points: &[[f32; 2]], groups: usize) -> f64 {
    let square = |a: [f32; 2], b: [f32; 2]| (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
    let pure = (0..points.len()).filter(|&i| {
        let nearest = (0..points.len())
            .filter(|&j| j != i)
            .min_by(|&a, &b| square(points[i], points[a]).total_cmp(&square(points[i], points[b])));
        nearest.is_some_and(|j| j % groups == i % groups)
    });
    pure.count() as f64 / points.len() as f64
}

#[test]
fn groups_come_out_pure_and_the_run_settles() {
    let matrix = mixture(600, 10, 6, 8);
    let done = run(&matrix, &TsneSettings { iterations: 3000, ..TsneSettings::default() });
    assert!(purity(&done.points(), 6) > 0.99);
    assert!(done.settled());
    let kl: Vec<f64> = done.curve().iter().map(|point| point.kl).collect();
    assert!(kl.last().unwrap() < &(0.5 * kl[0]));
    // A map that knows nothing of the data fails both.
    assert!(purity(&initialization::random(600, 1), 6) < 0.5);
    let short = run(&matrix, &TsneSettings { iterations: 100, ..TsneSettings::default() });
    assert!(!short.settled());
}

#[test]
fn odd_tables_are_taken_or_refused() {
    let equal = Array2::<f64>::ones((20, 3));
    let params = TsneSettings::default().check(20).unwrap();
    let refused = TsneRun::new(&params, equal.view(), &Progress::new());
    assert!(matches!(refused, Err(MethodError::NoVariance)));
    // Half of the rows are one row; one column; four rows; more columns than fifty.
    let twins =
        Array2::from_shape_fn(
            (300, 4),
            |(i, j)| if i < 150 { 0.0 } else { (i * 7 % 83 + j) as f64 },
        );
    let tables = [twins, mixture(60, 1, 2, 4), mixture(4, 3, 1, 4), mixture(80, 60, 3, 4)];
    for matrix in tables {
        let done = run(&matrix, &TsneSettings { iterations: 150, ..TsneSettings::default() });
        assert!(done.points().iter().flatten().all(|v| v.is_finite()));
        assert!(done.curve().last().unwrap().kl.is_finite());
    }
    let wild = TsneSettings { learning_rate: Some(1e30), ..TsneSettings::default() };
    let params = wild.check(60).unwrap();
    let matrix = mixture(60, 4, 2, 4);
    let mut run = TsneRun::new(&params, matrix.view(), &Progress::new()).unwrap();
    let done = run.advance(50, &Progress::new(), |_| ());
    assert!(done.is_ok() || matches!(done, Err(MethodError::Failed { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn units_and_offsets_do_not_change_the_neighbours(scale in 1e-6..1e6_f64, offset in -1e3..1e3_f64) {
        let matrix = mixture(80, 3, 2, 6);
        let moved = matrix.mapv(|v| v * scale + offset * scale);
        let plain = Neighbors::exact(matrix.view(), 12, &Progress::new()).unwrap();
        let other = Neighbors::exact(moved.view(), 12, &Progress::new()).unwrap();
        for i in 0..80 {
            prop_assert_eq!(plain.indices(i), other.indices(i));
        }
    }
}
