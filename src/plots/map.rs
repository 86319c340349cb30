//! Two coordinates a row become a scatter plot.

use super::{Axis, Coloring, Figure, Mark, Points, Ticks, draw_order};

/// What a map is made of.
#[derive(Debug, Clone, Copy)]
pub struct MapInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Method, settings, seed, rows. May be empty.
    pub caption: &'a str,
    /// One place a row. Those that are not [`drawable`] keep their index and are not drawn.
    pub points: &'a [[f64; 2]],
    /// Names of x and y, such as "PC1 (36.0 %)".
    pub axis_labels: [&'a str; 2],
    /// Whether distances along the axes mean something: yes for PCA, no for t-SNE.
    pub numbered_axes: bool,
    /// One colour and shape a point.
    pub coloring: &'a Coloring,
    /// Points to hold back; those beyond its end are not.
    pub faint: &'a [bool],
}

/// Share of the extent that is left free on each side.
const MARGIN: f64 = 0.04;

/// A map with equal aspect, the points in [`draw_order`], their size and opacity by [`point_style`].
///
/// Without a drawable point both axes go from -1 to 1. Points that the colouring does not reach are grey.
pub fn map(input: &MapInput) -> Figure {
    let n = input.points.len();
    let (radius, opacity) = point_style(n);
    let mut colors = input.coloring.colors.clone();
    let mut shapes = input.coloring.shapes.clone();
    colors.resize(n, super::palette::MISSING);
    shapes.resize(n, super::Shape::Ring);
    let mut order = draw_order(n);
    // Stable: below the others, and shuffled as before.
    order.sort_by_key(|at| !input.faint.get(*at as usize).is_some_and(|faint| *faint));
    let points = Points {
        xy: input.points.into(),
        colors: colors.into(),
        shapes: shapes.into(),
        order: order.into(),
        faint: input.faint.into(),
        radius,
        opacity,
    };
    let axis = |dimension: usize| Axis {
        label: input.axis_labels[dimension].to_owned(),
        range: extent(input.points, dimension),
        ticks: if input.numbered_axes { Ticks::Auto } else { Ticks::None },
    };
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: axis(0),
        y: axis(1),
        marks: vec![Mark::Points(points)],
        legend: input.coloring.legend.clone(),
        equal_aspect: true,
    }
}

/// Whether a place can be drawn: both numbers finite, and small enough that their distances are finite too.
pub fn drawable(place: &[f64; 2]) -> bool {
    place.iter().all(|v| v.abs() < 1e300)
}

/// Radius in logical pixels and opacity of one of `n` points.
///
/// The inked area grows with the square root of `n` only: a radius by the fourth root, 3.6 pixels at 500
/// points, held between 1 and 4.5. Opacity falls slowly from 0.9, so that dense places look denser.
pub fn point_style(n: usize) -> (f32, f32) {
    let crowd = n.max(1) as f32 / 500.0;
    ((3.6 / crowd.powf(0.25)).clamp(1.0, 4.5), (0.88 / crowd.powf(0.1)).clamp(0.45, 0.9))
}

/// Where an axis begins and ends that is to hold these points, with a margin.
pub fn extent(points: &[[f64; 2]], dimension: usize) -> (f64, f64) {
    let values = || points.iter().filter(|p| drawable(p)).map(|p| p[dimension]);
    let (Some(low), Some(high)) = (values().reduce(f64::min), values().reduce(f64::max)) else {
        return (-1.0, 1.0);
    };
    // All at one place: a window around it that is not empty, however large the number.
    let room =
        if high - low > high.abs() * 1e-9 { (high - low) * MARGIN } else { high.abs().max(1.0) };
    (low - room, high + room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::ColorBy;

    fn of(points: &[[f64; 2]]) -> Figure {
        let coloring = Coloring::new(&ColorBy::Nothing, points.len());
        map(&MapInput {
            title: "t",
            caption: "",
            points,
            axis_labels: ["a", "b"],
            numbered_axes: true,
            coloring: &coloring,
            faint: &[],
        })
    }

    #[test]
    fn ranges_hold_the_points_with_a_margin() {
        let figure =
            of(&[[0.0, -1.0], [100.0, 1.0], [f64::NAN, 7.0], [3.0, f64::INFINITY], [1e308, 0.0]]);
        assert_eq!(figure.x.range, (-4.0, 104.0));
        assert_eq!(figure.y.range, (-1.08, 1.08));
        let Mark::Points(points) = &figure.marks[0] else { panic!("expected points") };
        assert_eq!((points.xy.len(), points.order.len()), (5, 5));
    }

    #[test]
    fn no_points_or_a_single_place_still_have_a_range() {
        assert_eq!(of(&[]).x.range, (-1.0, 1.0));
        assert_eq!(of(&[[f64::NAN, 0.0]]).y.range, (-1.0, 1.0));
        assert_eq!(of(&[[5.0, 0.0], [5.0, 0.0]]).x.range, (0.0, 10.0));
        let (low, high) = of(&[[9e299, 0.0], [-9e299, 1.0]]).x.range;
        assert!((high - low).is_finite());
    }

    #[test]
    fn many_points_are_small_and_light_few_are_large() {
        let sizes = [10, 500, 7_043, 70_000, 1_000_000].map(point_style);
        assert!(sizes.windows(2).all(|pair| pair[0].0 >= pair[1].0 && pair[0].1 >= pair[1].1));
        assert!((sizes[1].0 - 3.6).abs() < 0.01 && sizes[3].0 < 1.2 && sizes[4].0 >= 1.0);
    }

    #[test]
    fn faint_points_lie_below_the_others() {
        let coloring = Coloring::new(&ColorBy::Nothing, 4);
        let figure = map(&MapInput {
            title: "",
            caption: "",
            points: &[[0.0, 0.0]; 4],
            axis_labels: ["", ""],
            numbered_axes: true,
            coloring: &coloring,
            faint: &[false, true, false, true],
        });
        let Mark::Points(points) = &figure.marks[0] else { panic!("expected points") };
        let mut order = points.order.to_vec();
        order[..2].sort_unstable();
        order[2..].sort_unstable();
        assert_eq!(order, [1, 3, 0, 2]);
        assert!(points.opacity_of(1) < points.opacity_of(0));
    }

    #[test]
    fn a_colouring_that_is_too_short_leaves_grey_points() {
        let coloring = Coloring::new(&ColorBy::Nothing, 1);
        let points = [[0.0, 0.0], [1.0, 1.0]];
        let input = MapInput {
            title: "",
            caption: "",
            points: &points,
            axis_labels: ["", ""],
            numbered_axes: false,
            coloring: &coloring,
            faint: &[],
        };
        let Mark::Points(points) = &map(&input).marks[0] else { panic!("expected points") };
        assert_eq!(points.colors[1], crate::plots::palette::MISSING);
    }
}
