//! What the verdict rests on: dimension, shuffled twins, stretch.

use super::{example, same_with_any_threads, square, table_and_map};
use crate::metrics::{intrinsic_dimension, shuffled, stretch};
use crate::progress::Progress;
use ndarray::{Array2, s};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// Normal numbers by the twelve-sum; good enough for shapes.
fn normal(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let one = || (0..12).map(|_| random.gen_range(-0.5..0.5)).sum();
    Array2::from_shape_simple_fn((rows, columns), one)
}

/// The distances to all other rows, ascending.
fn sorted(table: &Array2<f64>, i: usize) -> Vec<f64> {
    let others = (0..table.nrows()).filter(|j| *j != i);
    let mut found: Vec<f64> = others.map(|j| square(table.view(), i, j).sqrt()).collect();
    found.sort_by(f64::total_cmp);
    found
}

#[test]
fn the_dimension_is_that_of_its_formulas() {
    let (table, _) = example(120);
    let found = intrinsic_dimension(table.view(), &Progress::new()).unwrap().unwrap();
    let (mut two, mut many) = (0.0, 0.0);
    for i in 0..120 {
        let d = sorted(&table, i);
        two += (d[1] / d[0]).ln() / 120.0;
        for k in 10..=20_usize {
            let inverse: f64 = d[..k - 1].iter().map(|near| (d[k - 1] / near).ln()).sum();
            many += inverse / (k - 1) as f64 / 11.0 / 120.0;
        }
    }
    assert!((found.two_nn * two - 1.0).abs() < 1e-9 && (found.likeliest * many - 1.0).abs() < 1e-9);
    assert_eq!(found.rows, 120);
}

#[test]
fn the_dimension_of_known_shapes() {
    let of = |table: &Array2<f64>| intrinsic_dimension(table.view(), &Progress::new()).unwrap();
    for (columns, slack) in [(1, 0.1), (2, 0.15), (5, 0.5)] {
        let found = of(&normal(1_500, columns, 3)).unwrap();
        let wanted = columns as f64;
        assert!((found.likeliest - wanted).abs() < slack, "{columns}: {found:?}");
        assert!((found.two_nn - wanted).abs() < 2.0 * slack, "{columns}: {found:?}");
    }
    // A plane in twelve columns has two, and twins change nothing.
    let plane = normal(800, 2, 5).dot(&normal(2, 12, 6));
    let found = of(&plane).unwrap();
    assert!((found.likeliest - 2.0).abs() < 0.2, "{found:?}");
    let twice = ndarray::concatenate![ndarray::Axis(0), plane, plane.slice(s![..300, ..])];
    assert_eq!(of(&twice), Some(found));
    // On a lattice there is no answer, nor with few rows.
    let lattice = Array2::from_shape_fn((900, 2), |(i, j)| [i % 30, i / 30][j] as f64);
    assert_eq!(of(&lattice), None);
    assert_eq!(of(&normal(49, 3, 1)), None);
    assert_eq!(of(&Array2::zeros((200, 3))), None);
}

#[test]
fn shuffling_tells_noise_from_relations_and_straight_ones_from_others() {
    let columns: Vec<usize> = (0..6).collect();
    let of =
        |table: &Array2<f64>| shuffled(table.view(), &columns, 8, 1, &Progress::new()).unwrap();
    let noise = of(&normal(500, 6, 2));
    assert!(noise.straight.effect < 0.02 && noise.nearer.effect < 0.02, "{noise:?}");
    assert!(noise.beyond_plane.effect < 0.02, "{noise:?}");
    // A correlated cloud is drawn together, and straight directions tell all of it.
    let cloud = normal(500, 6, 2).dot(&normal(6, 6, 9));
    let found = of(&cloud);
    assert!(found.straight.effect > 0.1 && found.straight.deviations > 10.0, "{found:?}");
    assert!(found.nearer.effect > 0.1 && found.beyond_plane.effect < 0.03, "{found:?}");
    // Five groups in four directions: no plane shows them all.
    let mut groups = normal(500, 6, 4) * 0.2;
    for (i, mut row) in groups.rows_mut().into_iter().enumerate() {
        let corner = (i * 7) % 5;
        row[corner] += 3.0;
    }
    let found = of(&groups);
    assert!(found.nearer.effect > 0.15 && found.beyond_plane.effect > 0.2, "{found:?}");
    assert_eq!((found.rows, found.times), (500, 8));
}

#[test]
fn columns_of_one_origin_stay_together() {
    // Two 0/1 columns of one column of words, and noise: their relation is no finding.
    let mut table = normal(400, 4, 8);
    for (i, mut row) in table.rows_mut().into_iter().enumerate() {
        row[0] = 2.0 * f64::from(u8::from((i * 31) % 7 < 3));
        row[1] = 2.0 - row[0];
    }
    let of = |columns: &[usize]| shuffled(table.view(), columns, 8, 1, &Progress::new()).unwrap();
    assert!(of(&[0, 0, 1, 2]).straight.effect < 0.03);
    assert!(of(&[0, 1, 2, 3]).straight.effect > 0.1);
}

proptest! {
    #[test]
    fn stretch_is_that_of_its_definition((table, map) in table_and_map()) {
        let n = table.nrows();
        let found = stretch(table.view(), &map, &Progress::new()).unwrap();
        let flat = super::flat(&map);
        let k = found.map_or(1, |found| found.k);
        let order = |points: &Array2<f64>, i: usize| {
            let mut order: Vec<usize> = (0..n).filter(|j| *j != i).collect();
            order.sort_by(|a, b| square(points.view(), i, *a).total_cmp(&square(points.view(), i, *b)).then(a.cmp(b)));
            order
        };
        let (mut near, mut shown, mut any) = (0.0, 0.0, 0.0);
        for i in 0..n {
            let sum = |of: &[usize]| of.iter().map(|j| square(table.view(), i, *j).sqrt()).sum::<f64>();
            let all = order(&table, i);
            near += sum(&all[..k]);
            shown += sum(&order(&flat, i)[..k]);
            any += sum(&all) / (n - 1) as f64 * k as f64;
        }
        match found {
            None => prop_assert!(near == 0.0),
            Some(found) => {
                prop_assert!((found.of_map - shown / near).abs() < 1e-9 * found.of_map);
                prop_assert!((found.by_chance - any / near).abs() < 1e-9 * found.by_chance);
            }
        }
    }
}

#[test]
fn all_of_it_is_the_same_with_any_number_of_threads() {
    let (table, map) = example(300);
    same_with_any_threads(|| {
        let progress = Progress::new();
        let columns = [0, 0, 1, 2, 3];
        (
            intrinsic_dimension(table.view(), &progress).unwrap(),
            shuffled(table.view(), &columns, 5, 3, &progress).unwrap(),
            stretch(table.view(), &map, &progress).unwrap(),
        )
    });
}

#[test]
fn groups_with_gaps_are_counted_and_seen_to_be_mixed() {
    use crate::metrics::groups;
    let progress = Progress::new();
    // Four groups along a line, and two rows far from all.
    let mut table = normal(162, 3, 4) * 0.2;
    for (i, mut row) in table.rows_mut().into_iter().enumerate() {
        row[0] += if i < 160 { 5.0 * (i % 4) as f64 } else { 100.0 * i as f64 };
    }
    let found = groups(table.view(), &progress).unwrap();
    assert_eq!((found.count, found.of_rows[161]), (4, None));
    let strays = (0..160).filter(|i| found.of_rows[*i].is_none()).count();
    assert!(strays < 20, "{strays}");
    assert!((0..160).all(|i| {
        found.of_rows[i].is_none_or(|group| group == found.of_rows[i % 4].unwrap_or(group))
    }));
    let along: Vec<[f64; 2]> = table.rows().into_iter().map(|row| [row[0], row[1]]).collect();
    assert_eq!(found.mixed_on(&along, &progress).unwrap(), Some(0.0));
    // Seen from the end of the line they lie over each other: three of four neighbours are others'.
    let over: Vec<[f64; 2]> = table.rows().into_iter().map(|row| [row[1], row[2]]).collect();
    let mixed = found.mixed_on(&over, &progress).unwrap().unwrap();
    assert!((mixed - 0.75).abs() < 0.08, "{mixed}");
    let one = groups(normal(200, 3, 5).view(), &progress).unwrap();
    assert_eq!((one.count, one.mixed_on(&over, &progress).is_err()), (1, true));
    assert_eq!(groups(Array2::zeros((1, 2)).view(), &progress).unwrap().count, 0);
}
