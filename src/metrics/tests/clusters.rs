//! How many clusters, on tables whose number is known.

use super::same_with_any_threads;
use crate::methods::cluster::{ClusterMethod, ClusterSettings};
use crate::metrics::how_many::within;
use crate::metrics::{find_clusters, how_many};
use crate::progress::Progress;
use ndarray::Array2;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// A number that is nearly normal.
fn normal(random: &mut Xoshiro256Plus) -> f64 {
    (0..12).map(|_| random.gen_range(-0.5..0.5)).sum()
}

fn clouds(rows: usize, columns: usize, count: usize, apart: f64, seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let centres = Array2::from_shape_fn((count, columns), |(i, j)| {
        let bits = (i * 0x9E37 + j * 0x79B9 + i * j * 0x51) as u64;
        let mut own = Xoshiro256Plus::seed_from_u64(bits);
        apart * normal(&mut own)
    });
    Array2::from_shape_fn((rows, columns), |(i, j)| centres[[i % count, j]] + normal(&mut random))
}

fn methods() -> [ClusterSettings; 3] {
    [ClusterMethod::KMeans, ClusterMethod::Mixture, ClusterMethod::Hierarchical]
        .map(|method| ClusterSettings { method, ..ClusterSettings::default() })
}

#[test]
fn the_number_of_clouds_is_found() {
    for (columns, count, apart) in [(2, 3, 12.0), (6, 5, 6.0), (20, 4, 3.0)] {
        let rows = clouds(500, columns, count, apart, 5);
        for settings in methods() {
            let found = find_clusters(rows.view(), &settings, &Progress::new()).unwrap();
            let how_many = found.how_many.unwrap();
            assert_eq!(how_many.chosen, count, "{:?} {columns}: {how_many:?}", settings.method);
            assert_eq!(found.grouped.k(), count);
        }
    }
}

#[test]
fn one_cloud_is_one_cluster() {
    for (rows, columns) in [(300, 2), (200, 10), (60, 4)] {
        for seed in 1..3 {
            let mut one = clouds(rows, columns, 1, 0.0, seed);
            // Stretched, so that its middle alone does not tell.
            one.column_mut(0).mapv_inplace(|v| 3.0 * v);
            for settings in methods().iter().take(if seed == 1 { 3 } else { 1 }) {
                let found = how_many(one.view(), settings, &Progress::new()).unwrap();
                assert_eq!(found.chosen, 1, "{:?}: {found:?}", settings.method);
            }
            let mut random = Xoshiro256Plus::seed_from_u64(seed);
            let even = Array2::from_shape_simple_fn((rows, columns), || random.gen_range(0.0..1.0));
            let found =
                how_many(even.view(), &ClusterSettings::default(), &Progress::new()).unwrap();
            assert_eq!(found.chosen, 1, "{found:?}");
        }
    }
}

#[test]
fn the_gap_is_its_definition() {
    let rows = ndarray::arr2(&[[0.0, 0.0], [2.0, 0.0], [10.0, 1.0], [10.0, 3.0]]);
    assert_eq!(within(rows.view(), &[Some(0), Some(0), Some(1), Some(1)]), 4.0);
    assert_eq!(within(rows.view(), &[Some(0), None, Some(1), None]), 0.0);
    // Four groups on a line: the logarithm of what is left falls by as much as it should.
    let rows = clouds(400, 1, 1, 0.0, 2);
    let found = how_many(rows.view(), &ClusterSettings::default(), &Progress::new()).unwrap();
    let all: Vec<Option<u32>> = vec![Some(0); 400];
    let own = within(rows.view(), &all).ln();
    // Even numbers over the same range have the variance range^2 / 12.
    let ends = rows.iter().fold([f64::MAX, f64::MIN], |[a, b], v| [a.min(*v), b.max(*v)]);
    let even = (400.0 * (ends[1] - ends[0]).powi(2) / 12.0).ln();
    assert!((found.counts[0].gap - (even - own)).abs() < 0.1, "{found:?} {even} {own}");
}

#[test]
fn it_repeats_with_any_number_of_threads_and_says_what_it_looked_at() {
    let rows = clouds(2_300, 3, 3, 8.0, 1);
    let found = same_with_any_threads(|| {
        how_many(rows.view(), &ClusterSettings::default(), &Progress::new()).unwrap()
    });
    assert_eq!(found.rows, [1_000, 2_300]);
    assert!(found.sampled().unwrap().contains("1,000 of 2,300 rows"));
    assert_eq!(found.chosen, 3);
    let two = ndarray::arr2(&[[0.0], [1.0]]);
    let found = how_many(two.view(), &ClusterSettings::default(), &Progress::new()).unwrap();
    assert_eq!((found.chosen, found.counts.len()), (1, 1));
    let same = Array2::from_elem((20, 2), 1.0);
    let found = how_many(same.view(), &ClusterSettings::default(), &Progress::new()).unwrap();
    assert_eq!(found.chosen, 1);
}
