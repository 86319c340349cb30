//! Procrustes: what the way must do, by its definition.

use super::{example, flat, table_and_map};
use crate::metrics::{MetricError, procrustes};
use ndarray::Axis;
use proptest::prelude::*;

proptest! {
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

/// Maps that have nothing in common: every turn is as good, so the map stands as it is, in one point.
#[test]
fn maps_without_likeness_have_disparity_1() {
    let fixed = [[1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]];
    let moved = [[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [-1.0, 0.0]];
    let way = procrustes(&fixed, &moved).unwrap();
    assert_eq!((way.disparity, way.scale, way.mirrored), (1.0, 0.0, false));
    assert_eq!(way.onto([5.0, 5.0]), [0.0, 0.0]);
}

#[test]
fn maps_without_a_shape_are_refused() {
    let (_, map) = example(20);
    let mut broken = map.clone();
    broken[3][1] = f64::INFINITY;
    assert!(matches!(procrustes(&map, &broken), Err(MetricError::NotFinite { row: 3, .. })));
    assert!(matches!(procrustes(&map, &map[1..]), Err(MetricError::DifferentRows { .. })));
    let one = [[1e9 + 0.1, -3.3]; 20];
    assert!(matches!(procrustes(&map, &one), Err(MetricError::OnePlace { .. })));
    assert!(matches!(procrustes(&[], &[]), Err(MetricError::OnePlace { .. })));
}
