//! A direction in the plane of two columns, and where customers stand along it.

use super::scattered::{ScatteredInput, scattered};
use crate::plots::{Figure, Ink, Key, Legend, LegendEntries, LegendEntry, Line, Mark, drawable};

/// What the plane is made of.
#[derive(Debug, Clone, Copy)]
pub struct TurnedInput<'a> {
    /// The customers in the plane; the direction passes through their means.
    pub plane: ScatteredInput<'a>,
    /// The direction, in degrees from the first axis.
    pub degrees: f64,
    /// The direction of the largest variance, in degrees.
    pub best: f64,
    /// Customers whose way to the direction is drawn, as indices of points.
    pub projected: &'a [usize],
}

/// The plane with a direction in it: some customers' ways to it, straight across, and the best direction dashed.
pub fn turned_plane(input: &TurnedInput) -> Figure {
    let middle = input.plane.means.filter(drawable).unwrap_or([0.0; 2]);
    let mut figure = scattered(&ScatteredInput { equal_aspect: true, ..input.plane });
    let (x, y) = (figure.x.range, figure.y.range);
    // Beyond the picture's edge in any direction.
    let far = 2.0 * ((x.1 - x.0) + (y.1 - y.0));
    let unit = |degrees: f64| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        [cos, sin]
    };
    let through = |[cos, sin]: [f64; 2]| {
        [-far, far].map(|t| [middle[0] + t * cos, middle[1] + t * sin]).to_vec()
    };
    let along = unit(input.degrees);
    let foot = |at: [f64; 2]| {
        let t = (at[0] - middle[0]) * along[0] + (at[1] - middle[1]) * along[1];
        [middle[0] + t * along[0], middle[1] + t * along[1]]
    };
    let points = input.projected.iter().filter_map(|at| input.plane.points.get(*at));
    for at in points.copied().filter(drawable) {
        figure.marks.push(Mark::Line(Line::plain(vec![at, foot(at)], Ink::Muted, 0.9)));
        let dot = Line { markers: true, ..Line::plain(vec![foot(at)], Ink::Accent, 1.6) };
        figure.marks.push(Mark::Line(dot));
    }
    let best = Line::dashed(through(unit(input.best)), Ink::Primary, 1.4);
    figure.marks.push(Mark::Line(best));
    figure.marks.push(Mark::Line(Line::plain(through(along), Ink::Accent, 2.4)));
    let added = [
        LegendEntry::new(format!("direction, {:.0}\u{b0}", input.degrees), Ink::Accent, Key::Line),
        LegendEntry::new(
            format!("largest variance, {:.0}\u{b0}", input.best),
            Ink::Primary,
            Key::Dashes,
        ),
    ];
    match &mut figure.legend {
        Some(Legend { entries: LegendEntries::Classes(entries), .. }) => entries.extend(added),
        other => *other = Legend::row(added.to_vec()),
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::super::scattered::tests::input;
    use super::*;

    #[test]
    fn feet_lie_on_the_direction_and_ways_stand_straight_across() {
        let points = [[2.0, 1.0], [-1.0, 3.0], [0.0, -2.0]];
        let plane = ScatteredInput { means: Some([0.5, 0.5]), ..input(&points, &[]) };
        let figure =
            turned_plane(&TurnedInput { plane, degrees: 30.0, best: 75.0, projected: &[0, 1, 9] });
        let along = [30_f64.to_radians().cos(), 30_f64.to_radians().sin()];
        let ways: Vec<&Line> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Line(line) = mark { Some(line) } else { None })
            .filter(|line| line.ink == Ink::Muted && !line.dashed)
            .collect();
        assert_eq!(ways.len(), 2);
        for (way, at) in ways.iter().zip(points) {
            assert_eq!(way.xy[0], at);
            let [x, y] = [way.xy[1][0] - at[0], way.xy[1][1] - at[1]];
            assert!((x * along[0] + y * along[1]).abs() < 1e-12, "not straight across");
            let [x, y] = [way.xy[1][0] - 0.5, way.xy[1][1] - 0.5];
            assert!((x * along[1] - y * along[0]).abs() < 1e-12, "not on the direction");
        }
        assert!(figure.equal_aspect);
    }
}
