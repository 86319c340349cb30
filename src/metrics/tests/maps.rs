//! Neighbours and distances on maps, by their definitions.

use super::{example, flat, same_with_any_threads, square, table_and_map};
use crate::metrics::{
    EXACT_UP_TO, Faithfulness, MetricError, SAMPLE, faithfulness, shared_neighbors, shepard,
    trustworthiness,
};
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2};
use proptest::prelude::*;

/// All other rows in the order of nearness, for each row.
fn orders(points: ArrayView2<'_, f64>) -> Vec<Vec<usize>> {
    let n = points.nrows();
    let order = |i: usize| {
        let mut others: Vec<usize> = (0..n).filter(|&j| j != i).collect();
        // Stable, so equal distances keep the order of the rows.
        others.sort_by(|&a, &b| square(points, i, a).total_cmp(&square(points, i, b)));
        others
    };
    (0..n).map(order).collect()
}

/// What each row loses: how far its k neighbours in `near` stand behind the k nearest in `far`.
fn lost(near: &[Vec<usize>], far: &[Vec<usize>], k: usize) -> Vec<usize> {
    let of_row = |(near, far): (&Vec<usize>, &Vec<usize>)| {
        let rank = |j: &usize| far.iter().position(|other| other == j).unwrap() + 1;
        near[..k].iter().map(|j| rank(j).saturating_sub(k)).sum()
    };
    near.iter().zip(far).map(of_row).collect()
}

/// The number of neighbours that are the same, for each row.
fn kept(near: &[Vec<usize>], far: &[Vec<usize>], k: usize) -> Vec<usize> {
    let of_row = |(near, far): (&Vec<usize>, &Vec<usize>)| {
        near[..k].iter().filter(|j| far[..k].contains(j)).count()
    };
    near.iter().zip(far).map(of_row).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-13
}

fn mean(values: &[usize]) -> f64 {
    values.iter().sum::<usize>() as f64 / values.len() as f64
}

/// Venna and Kaski's scale.
fn scaled(lost: f64, k: usize, n: usize) -> f64 {
    1.0 - 2.0 / (k * (2 * n - 3 * k - 1)) as f64 * lost
}

fn faith(table: ArrayView2<'_, f64>, map: &[[f64; 2]]) -> Faithfulness {
    faithfulness(table, map, 0, &Progress::new()).unwrap()
}

proptest! {
    #[test]
    fn trustworthiness_is_its_definition((table, map) in table_and_map(), share in 0.0..1.0_f64) {
        let n = table.nrows();
        let most = (n - 1) / 2;
        let k = 1 + (share * most as f64) as usize;
        prop_assume!(k <= most);
        let found = trustworthiness(table.view(), &map, k, 0, &Progress::new()).unwrap();
        let lost = lost(&orders(flat(&map).view()), &orders(table.view()), k);
        for (row, &lost) in lost.iter().enumerate() {
            prop_assert!(close(found.of_rows[row], scaled(lost as f64, k, n)));
        }
        prop_assert!(close(found.mean, scaled(mean(&lost), k, n)));
        prop_assert!(found.asked.is_all());
    }

    #[test]
    fn faithfulness_is_its_definition((table, map) in table_and_map()) {
        let n = table.nrows();
        let found = faith(table.view(), &map);
        let (data, plane) = (orders(table.view()), orders(flat(&map).view()));
        let most = (n / 2 - 1).min(100);
        let ks: Vec<usize> = found.curve.iter().map(|at| at.k).collect();
        prop_assert_eq!(ks, (5.min(most)..=most).collect::<Vec<usize>>());
        for at in &found.curve {
            let k = at.k;
            prop_assert!(close(at.trustworthiness, scaled(mean(&lost(&plane, &data, k)), k, n)));
            prop_assert!(close(at.continuity, scaled(mean(&lost(&data, &plane, k)), k, n)));
            prop_assert!(close(at.kept, mean(&kept(&plane, &data, k)) / k as f64));
        }
        let k = found.k;
        prop_assert_eq!(k, most.min(15));
        let (there, back) = (lost(&plane, &data, k), lost(&data, &plane, k));
        let same = kept(&plane, &data, k);
        for (row, found) in found.of_rows.iter().enumerate() {
            prop_assert!(close(found.trustworthiness, scaled(there[row] as f64, k, n)));
            prop_assert!(close(found.continuity, scaled(back[row] as f64, k, n)));
            prop_assert!(close(found.kept, same[row] as f64 / k as f64));
        }
    }

    #[test]
    fn shared_neighbours_are_kept_neighbours_whoever_is_asked_first((_, map) in table_and_map()) {
        let other: Vec<[f64; 2]> = map.iter().map(|p| [p[0] + p[1], p[1]]).collect();
        let shared = |a, b| shared_neighbors(a, b, 0, &Progress::new()).unwrap();
        let found = shared(&map, &other);
        prop_assert_eq!(&found, &shared(&other, &map));
        let faith = faith(flat(&map).view(), &other);
        prop_assert_eq!(found.k, faith.k);
        for (at, wanted) in found.curve.iter().zip(&faith.curve) {
            prop_assert_eq!((at.k, at.share), (wanted.k, wanted.kept));
            prop_assert_eq!(at.by_chance, wanted.kept_by_chance);
        }
        for (share, wanted) in found.of_rows.iter().zip(&faith.of_rows) {
            prop_assert_eq!(*share, wanted.kept);
        }
    }

    #[test]
    fn shepard_is_the_correlation_of_mean_ranks((table, map) in table_and_map()) {
        let n = table.nrows();
        let plane = flat(&map);
        let pairs: Vec<(usize, usize)> = (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        let ranks = |points: ArrayView2<'_, f64>| -> Vec<f64> {
            let all: Vec<f64> = pairs.iter().map(|&(a, b)| square(points, a, b)).collect();
            let rank = |d: &f64| {
                let below = all.iter().filter(|other| *other < d).count();
                let equal = all.iter().filter(|other| *other == d).count();
                below as f64 + f64::midpoint(1.0, equal as f64)
            };
            all.iter().map(rank).collect()
        };
        let (a, b) = (ranks(table.view()), ranks(plane.view()));
        let centre = f64::midpoint(1.0, pairs.len() as f64);
        let sum = |a: &[f64], b: &[f64]| -> f64 {
            a.iter().zip(b).map(|(a, b)| (a - centre) * (b - centre)).sum()
        };
        let found = shepard(table.view(), &map, 0, &Progress::new()).unwrap();
        prop_assert_eq!((found.pairs, found.all), (pairs.len(), true));
        let (aa, bb) = (sum(&a, &a), sum(&b, &b));
        match found.correlation {
            Some(found) => prop_assert!(close(found, sum(&a, &b) / (aa * bb).sqrt())),
            None => prop_assert!(aa == 0.0 || bb == 0.0),
        }
    }
}

#[test]
fn the_same_bits_with_any_number_of_threads() {
    let (table, map) = example(700);
    let progress = Progress::new();
    let found = same_with_any_threads(|| faithfulness(table.view(), &map, 1, &progress).unwrap());
    let (k, mean) = (found.k, found.at_k().trustworthiness);
    assert!(mean > 0.9 && mean < 1.0);
    let trust =
        same_with_any_threads(|| trustworthiness(table.view(), &map, k, 1, &progress).unwrap());
    assert_eq!(trust.mean, mean);
    let wanted: Vec<f64> = found.of_rows.iter().map(|row| row.trustworthiness).collect();
    assert_eq!(trust.of_rows, wanted);
    same_with_any_threads(|| shepard(table.view(), &map, 1, &progress).unwrap());
}

/// The data's own picture is faithful in everything, and the same picture with its rows exchanged in nothing.
#[test]
fn the_table_itself_is_trusted_and_an_exchanged_map_is_not() {
    let (_, map) = example(400);
    let table = flat(&map);
    let itself = faith(table.view(), &map);
    for at in &itself.curve {
        assert_eq!((at.trustworthiness, at.continuity, at.kept), (1.0, 1.0, 1.0));
    }
    let far = |map: &[[f64; 2]]| {
        shepard(table.view(), map, 0, &Progress::new()).unwrap().correlation.unwrap()
    };
    assert_eq!(far(&map), 1.0);
    let mut random = map.clone();
    random.rotate_left(137);
    assert!(far(&random).abs() < 0.1);
    for at in &faith(table.view(), &random).curve {
        assert!((at.trustworthiness - at.trust_by_chance).abs() < 0.03, "{at:?}");
        assert!((at.continuity - at.trust_by_chance).abs() < 0.03, "{at:?}");
        assert!((at.kept - at.kept_by_chance).abs() < 0.03, "{at:?}");
    }
}

/// Above the limit a sample is asked, about all rows: a mean like the exact one, and the rows' own values.
#[test]
fn a_sample_is_asked_about_all_rows() {
    let n = EXACT_UP_TO + 400;
    let (table, map) = example(n);
    let trust = |seed| trustworthiness(table.view(), &map, 15, seed, &Progress::new()).unwrap();
    let found = trust(0);
    assert_eq!((found.asked.rows().len(), found.asked.of()), (SAMPLE, n));
    let plane = flat(&map);
    for at in [0, 17, SAMPLE - 1] {
        let row = found.asked.rows()[at] as usize;
        let near = nearest_of(plane.view(), row, 15);
        let rank = |j: usize| {
            let own = square(table.view(), row, j);
            let nearer = |&o: &usize| {
                let d = square(table.view(), row, o);
                o != row && (d < own || (d == own && o < j))
            };
            (0..n).filter(nearer).count() + 1
        };
        let lost: usize = near.iter().map(|&j| rank(j).saturating_sub(15)).sum();
        assert!(close(found.of_rows[at], scaled(lost as f64, 15, n)));
    }
    let other = trust(1);
    assert_ne!(other.asked, found.asked);
    assert!((other.mean - found.mean).abs() < 0.002, "{} and {}", other.mean, found.mean);
    let far = shepard(table.view(), &map, 0, &Progress::new()).unwrap();
    assert!(!far.all && far.pairs == crate::metrics::PAIRS && far.correlation > Some(0.9));
}

fn nearest_of(points: ArrayView2<'_, f64>, row: usize, k: usize) -> Vec<usize> {
    let mut others: Vec<usize> = (0..points.nrows()).filter(|&j| j != row).collect();
    others.sort_by(|&a, &b| square(points, row, a).total_cmp(&square(points, row, b)));
    others.truncate(k);
    others
}

#[test]
fn what_cannot_be_answered_is_refused_in_words() {
    let (table, map) = example(20);
    let ask = |map: &[[f64; 2]], k, progress: &Progress| {
        trustworthiness(table.view(), map, k, 0, progress).unwrap_err()
    };
    let progress = Progress::new();
    assert!(ask(&map, 10, &progress).to_string().contains("1 to 9"));
    assert!(ask(&map, 0, &progress).to_string().contains("1 to 9"));
    assert!(ask(&map[1..], 5, &progress).to_string().contains("19 rows where 20"));
    let mut broken = map.clone();
    broken[3][1] = f64::INFINITY;
    assert!(matches!(ask(&broken, 5, &progress), MetricError::NotFinite { row: 3, .. }));
    let few = faithfulness(table.view().split_at(ndarray::Axis(0), 3).0, &map[..3], 0, &progress);
    assert!(few.unwrap_err().to_string().contains("from 4 rows on"));
    progress.cancel();
    assert!(matches!(ask(&map, 5, &progress), MetricError::Cancelled(_)));
    let stopped = faithfulness(table.view(), &map, 0, &progress).unwrap_err();
    assert!(matches!(stopped, MetricError::Cancelled(_)));
    assert!(matches!(shepard(table.view(), &map, 0, &progress), Err(MetricError::Cancelled(_))));
}

/// All rows in one place: every rank is decided by the order of the rows, on both sides alike.
#[test]
fn equal_rows_are_ranked_by_their_order() {
    let found = faith(Array2::zeros((40, 3)).view(), &[[1.0, 1.0]; 40]);
    assert!(found.curve.iter().all(|at| at.kept == 1.0 && at.trustworthiness == 1.0));
    let far = shepard(Array2::zeros((40, 3)).view(), &[[1.0, 1.0]; 40], 0, &Progress::new());
    assert_eq!(far.unwrap().correlation, None);
}
