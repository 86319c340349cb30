//! Rows as points and columns as arrows in one plane (Gabriel 1971; Gower, Lubbe and le Roux 2011).

use super::{Arrows, Figure, Ink, Labels, MapInput, Mark, drawable, map};

/// How far the longest arrow reaches, as a share of how far the points do.
const REACH: f64 = 0.85;
/// The share of points that say how far points reach: a few far ones do not count.
const MOST: f64 = 0.98;

/// What a biplot is made of.
#[derive(Debug, Clone, Copy)]
pub struct BiplotInput<'a> {
    /// The points and their colours.
    pub map: MapInput<'a>,
    /// The columns to draw, the most important first: names, and places in the scaling of the plot.
    pub arrows: &'a [(String, [f64; 2])],
}

/// A biplot, and how many times longer than their numbers the arrows are.
#[derive(Debug, Clone, PartialEq)]
pub struct Biplot {
    /// The picture.
    pub figure: Figure,
    /// The same for all arrows and both axes, so that angles and ratios of lengths stay true: 1, 2, 3, 4,
    /// 5, 6 or 8 times a power of ten.
    pub factor: f64,
}

/// A map with an arrow for each column given, all enlarged by one factor until they are as large as the cloud.
pub fn biplot(input: &BiplotInput) -> Biplot {
    let mut figure = map(&input.map);
    if let Some(Mark::Points(points)) = figure.marks.first_mut() {
        // Points are the ground here.
        points.opacity *= 0.6;
    }
    let sizes = input.arrows.iter().map(|(_, [x, y])| x.hypot(*y)).filter(|size| size.is_finite());
    let factor = nice_below(REACH * reach(input.map.points) / sizes.fold(0.0, f64::max));
    let tips: Vec<[f64; 2]> = input.arrows.iter().map(|(_, tip)| tip.map(|v| v * factor)).collect();
    for (d, axis) in [&mut figure.x, &mut figure.y].into_iter().enumerate() {
        for tip in tips.iter().filter(|tip| drawable(tip)) {
            axis.range.0 = axis.range.0.min(tip[d] * 1.12);
            axis.range.1 = axis.range.1.max(tip[d] * 1.12);
        }
    }
    let texts = input.arrows.iter().map(|(name, _)| name.clone()).collect();
    figure.marks.push(Mark::Arrows(Arrows { tips: tips.clone(), ink: Ink::Primary, width: 1.6 }));
    let from = [0.0, 0.0];
    figure.marks.push(Mark::Labels(Labels { at: tips, texts, from, ink: Ink::Primary }));
    Biplot { figure, factor }
}

/// The distance from the origin within which most points lie, but half of the farthest at least: the picture
/// shows that one too.
fn reach(points: &[[f64; 2]]) -> f64 {
    let mut sizes: Vec<f64> =
        points.iter().filter(|p| drawable(p)).map(|[x, y]| x.hypot(*y)).collect();
    sizes.sort_unstable_by(f64::total_cmp);
    let at = (sizes.len() as f64 * MOST) as usize;
    let Some(&farthest) = sizes.last() else { return 1.0 };
    sizes.get(at).copied().unwrap_or(farthest).max(farthest / 2.0)
}

/// The largest of 1, 2, 3, 4, 5, 6, 8 times a power of ten that is not above `value`; 1 where there is none.
fn nice_below(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let power = value.log10().floor() as i32;
    // Divided below one: 2 / 10 is 0.2, 2 * 0.1 may not be.
    let unit =
        |step: f64| if power < 0 { step / 10_f64.powi(-power) } else { step * 10_f64.powi(power) };
    let fits = [8.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0].into_iter().map(unit).find(|v| *v <= value);
    fits.filter(|v| *v > 0.0 && v.is_finite()).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::{ColorBy, Coloring};

    fn of(points: &[[f64; 2]], arrows: &[(String, [f64; 2])]) -> Biplot {
        let coloring = Coloring::new(&ColorBy::Nothing, points.len());
        let map = MapInput {
            title: "t",
            caption: "",
            points,
            axis_labels: ["a", "b"],
            numbered_axes: true,
            coloring: &coloring,
            faint: &[],
        };
        biplot(&BiplotInput { map, arrows })
    }

    fn tips(biplot: &Biplot) -> &[[f64; 2]] {
        let found = biplot.figure.marks.iter().find_map(|mark| match mark {
            Mark::Arrows(arrows) => Some(&arrows.tips),
            _ => None,
        });
        found.unwrap()
    }

    #[test]
    fn arrows_keep_direction_and_ratio_and_are_as_large_as_the_cloud() {
        let points = [[-10.0, 0.0], [10.0, 1.0], [0.0, -9.0]];
        let arrows = [("long".to_owned(), [0.6, 0.0]), ("short".to_owned(), [0.0, -0.3])];
        let found = of(&points, &arrows);
        assert_eq!(found.factor.to_bits(), 10.0_f64.to_bits());
        assert_eq!(tips(&found), [[6.0, 0.0], [0.0, -3.0]]);
        assert!(found.figure.equal_aspect);
    }

    #[test]
    fn arrows_beyond_the_points_widen_the_picture() {
        let found = of(&[[5.0, 0.0], [6.0, 1.0]], &[("a".to_owned(), [-1.0, 0.0])]);
        let tip = tips(&found)[0];
        assert!(tip[0] < 0.0 && found.figure.x.range.0 < tip[0]);
    }

    #[test]
    fn factors_are_round() {
        let factors = [0.34, 7.0, 1.0, 4_900.0, 0.0, f64::INFINITY].map(nice_below);
        assert_eq!(factors, [0.3, 6.0, 1.0, 4_000.0, 1.0, 1.0]);
    }

    #[test]
    fn no_arrow_and_no_point_is_still_a_picture() {
        let found = of(&[], &[]);
        assert!(tips(&found).is_empty() && found.factor > 0.0);
    }
}
