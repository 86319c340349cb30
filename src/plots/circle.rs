//! The correlation circle: columns as arrows within the circle of radius 1.

use super::{Arrows, Axis, Figure, Ink, Labels, Line, Mark, Ticks, drawable};

/// What a correlation circle is made of.
#[derive(Debug, Clone, Copy)]
pub struct CircleInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// Names of x and y.
    pub axis_labels: [&'a str; 2],
    /// Names of columns and their correlations with both components, the most important first.
    pub columns: &'a [(String, [f64; 2])],
    /// So many of them have a name; the others are thin.
    pub named: usize,
}

/// The circle, one unit of x as long as one of y. A column whose arrow ends on the circle is shown whole in
/// this plane.
pub fn circle(input: &CircleInput) -> Figure {
    let turn = |i: i32| {
        let angle = f64::from(i) / 180.0 * std::f64::consts::PI;
        [angle.cos(), angle.sin()]
    };
    let outline = (0..=360).step_by(2).map(turn).collect();
    let thin =
        |xy, dashed| Mark::Line(Line { xy, ink: Ink::Muted, width: 1.0, dashed, markers: false });
    let (named, others): (Vec<_>, Vec<_>) = input
        .columns
        .iter()
        .filter(|(_, at)| drawable(at))
        .enumerate()
        .partition(|(i, _)| *i < input.named);
    let tips = |list: &[(usize, &(String, [f64; 2]))]| list.iter().map(|(_, c)| c.1).collect();
    let texts = named.iter().map(|(_, column)| column.0.clone()).collect();
    let axis = |label: &str| Axis {
        label: label.to_owned(),
        range: (-1.12, 1.12),
        ticks: Ticks::At([-1.0, -0.5, 0.0, 0.5, 1.0].map(tick).to_vec()),
    };
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: axis(input.axis_labels[0]),
        y: axis(input.axis_labels[1]),
        marks: vec![
            thin(vec![[-1.0, 0.0], [1.0, 0.0]], true),
            thin(vec![[0.0, -1.0], [0.0, 1.0]], true),
            thin(outline, false),
            Mark::Arrows(Arrows { tips: tips(&others), ink: Ink::Muted, width: 0.7 }),
            Mark::Arrows(Arrows { tips: tips(&named), ink: Ink::Primary, width: 1.6 }),
            Mark::Labels(Labels { at: tips(&named), texts, from: [0.0, 0.0], ink: Ink::Primary }),
        ],
        legend: None,
        equal_aspect: true,
    }
}

fn tick(at: f64) -> (f64, String) {
    (at, super::format_tick(at, 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_named_and_what_has_no_correlation_is_left_out() {
        let columns: Vec<(String, [f64; 2])> =
            [("a", [0.9, 0.1]), ("b", [f64::NAN, 0.0]), ("c", [0.1, -0.5])]
                .map(|(name, at)| (name.to_owned(), at))
                .to_vec();
        let input = CircleInput {
            title: "t",
            caption: "",
            axis_labels: ["x", "y"],
            columns: &columns,
            named: 1,
        };
        let figure = circle(&input);
        let [.., Mark::Arrows(others), Mark::Arrows(named), Mark::Labels(labels)] =
            &figure.marks[..]
        else {
            panic!("expected arrows and labels")
        };
        assert_eq!((&named.tips[..], &others.tips[..]), (&[[0.9, 0.1]][..], &[[0.1, -0.5]][..]));
        assert_eq!(labels.texts, ["a"]);
        assert!(figure.equal_aspect);
    }
}
