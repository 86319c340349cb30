//! Twins by brute force: every number by its definition, on small tables with equal rows and ties.

use super::*;
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2, Axis};
use proptest::prelude::*;

/// All other rows in the order of nearness, for each row.
pub(super) fn orders(points: ArrayView2<'_, f64>) -> Vec<Vec<usize>> {
    let n = points.nrows();
    let square = |i: usize, j: usize| {
        let pairs = points.row(i).into_iter().zip(points.row(j));
        pairs.fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b))
    };
    let order = |i: usize| {
        let mut others: Vec<usize> = (0..n).filter(|&j| j != i).collect();
        // Stable, so equal distances keep the order of the rows.
        others.sort_by(|&a, &b| square(i, a).total_cmp(&square(i, b)));
        others
    };
    (0..n).map(order).collect()
}

/// What each row loses: how far its k neighbours in `near` stand behind the k nearest in `far`.
pub(super) fn lost(near: &[Vec<usize>], far: &[Vec<usize>], k: usize) -> Vec<usize> {
    let of_row = |(near, far): (&Vec<usize>, &Vec<usize>)| {
        let rank = |j: &usize| far.iter().position(|other| other == j).unwrap() + 1;
        near[..k].iter().map(|j| rank(j).saturating_sub(k)).sum()
    };
    near.iter().zip(far).map(of_row).collect()
}

pub(super) fn flat(map: &[[f64; 2]]) -> Array2<f64> {
    ndarray::arr2(map)
}

/// A table and a map of it; small whole numbers give equal rows and many ties.
pub(super) fn table_and_map() -> impl Strategy<Value = (Array2<f64>, Vec<[f64; 2]>)> {
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

proptest! {
    #[test]
    fn trustworthiness_is_its_definition((table, map) in table_and_map(), share in 0.0..1.0_f64) {
        let n = table.nrows();
        let most = (n - 1) / 2;
        let k = 1 + (share * most as f64) as usize;
        prop_assume!(k <= most);
        let found = trustworthiness(table.view(), &map, k, 0, &Progress::new()).unwrap();
        let lost = lost(&orders(flat(&map).view()), &orders(table.view()), k);
        let unit = 2.0 / (k * (2 * n - 3 * k - 1)) as f64;
        for (row, &lost) in lost.iter().enumerate() {
            prop_assert!((found.of_rows[row] - (1.0 - unit * lost as f64)).abs() < 1e-14);
        }
        let mean = 1.0 - unit * lost.iter().sum::<usize>() as f64 / n as f64;
        prop_assert!((found.mean - mean).abs() < 1e-14);
        prop_assert!(found.asked.is_all());
    }

    #[test]
    fn shifting_turning_mirroring_and_stretching_is_no_disparity(
        (_, map) in table_and_map(),
        angle in 0.0..7.0_f64,
        mirror: bool,
        scale in 1e-3..1e3_f64,
        shift in -1e6..1e6_f64,
    ) {
        prop_assume!(map.iter().any(|p| *p != map[0]));
        let (s, c) = angle.sin_cos();
        let y_sign = if mirror { -1.0 } else { 1.0 };
        let moved: Vec<[f64; 2]> = map
            .iter()
            .map(|&[x, y]| [x, y * y_sign])
            .map(|[x, y]| [scale * (c * x - s * y) + shift, scale * (s * x + c * y) - shift])
            .collect();
        let way = procrustes(&map, &moved).unwrap();
        // The shift has cost digits already.
        let noise = 1e-9 * (1.0 + shift.abs()) / scale;
        prop_assert!(way.disparity.abs() < 1e-9 + noise, "{}", way.disparity);
        for (point, moved) in map.iter().zip(&moved) {
            let [x, y] = way.onto(*moved);
            prop_assert!((x - point[0]).hypot(y - point[1]) < 1e-9 * 1e3 + 10.0 * noise);
        }
    }

    /// No way that is a little different fits better, and what is left is the disparity.
    #[test]
    fn the_way_is_the_best((_, map) in table_and_map(), (_, other) in table_and_map()) {
        let n = map.len().min(other.len());
        let (map, other) = (&map[..n], &other[..n]);
        prop_assume!(map.iter().any(|p| *p != map[0]) && other.iter().any(|p| *p != other[0]));
        let way = procrustes(map, other).unwrap();
        let left = |way: &dyn Fn([f64; 2]) -> [f64; 2]| -> f64 {
            let place = other.iter().map(|p| way(*p));
            map.iter().zip(place).map(|(a, b)| (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sum()
        };
        let mean = flat(map).mean_axis(Axis(0)).unwrap();
        let whole: f64 = map.iter().map(|p| (p[0] - mean[0]).powi(2) + (p[1] - mean[1]).powi(2)).sum();
        let best = left(&|p| way.onto(p));
        prop_assert!((best / whole - way.disparity).abs() < 1e-9);
        let turned = |angle: f64| {
            let (s, c) = f64::sin_cos(angle);
            left(&|p| {
                let [x, y] = way.onto(p);
                let [x, y] = [x - mean[0], y - mean[1]];
                [mean[0] + c * x - s * y, mean[1] + s * x + c * y]
            })
        };
        let slack = 1e-9 * whole;
        prop_assert!(best <= turned(0.01) + slack && best <= turned(-0.01) + slack);
        prop_assert!(best <= turned(2.0) + slack);
        prop_assert!(best <= left(&|p| way.onto([-p[0], p[1]])) + slack);
        prop_assert!((procrustes(other, map).unwrap().disparity - way.disparity).abs() < 1e-9);
    }
}

/// A table in more columns than two and its first two columns as a map; the map is good but not perfect.
pub(super) fn example(rows: usize) -> (Array2<f64>, Vec<[f64; 2]>) {
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

#[test]
fn the_same_bits_with_any_number_of_threads() {
    let (table, map) = example(700);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| trustworthiness(table.view(), &map, 15, 1, &Progress::new()).unwrap())
    };
    let one = with(1);
    assert!(one.mean > 0.9 && one.mean < 1.0);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

#[test]
fn the_table_itself_is_trusted_and_an_exchanged_map_is_not() {
    let (_, map) = example(400);
    let table = flat(&map);
    let trust = |map: &[[f64; 2]]| {
        trustworthiness(table.view(), map, 15, 0, &Progress::new()).unwrap().mean
    };
    assert_eq!(trust(&map), 1.0);
    let mut random = map.clone();
    random.rotate_left(137);
    assert!((trust(&random) - 0.5).abs() < 0.05);
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
    progress.cancel();
    assert!(matches!(ask(&map, 5, &progress), MetricError::Cancelled(_)));

    assert!(matches!(procrustes(&map, &broken), Err(MetricError::NotFinite { row: 3, .. })));
    assert!(matches!(procrustes(&map, &map[1..]), Err(MetricError::DifferentRows { .. })));
    let one = [[1e9 + 0.1, -3.3]; 20];
    assert!(matches!(procrustes(&map, &one), Err(MetricError::OnePlace { .. })));
    assert!(matches!(procrustes(&[], &[]), Err(MetricError::OnePlace { .. })));
}

/// Maps that have nothing in common: every turn is as good, so the map stands as it is, in one point.
#[test]
fn maps_without_likeness_have_disparity_1() {
    let fixed = [[1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]];
    let moved = [[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [-1.0, 0.0]];
    let way = procrustes(&fixed, &moved).unwrap();
    assert_eq!((way.disparity, way.scale, way.mirrored), (1.0, 0.0, false));
    assert_eq!(way.onto([5.0, 5.0]), [0.0, 0.0]);
}
