//! Arrows from one place: what pulls and pushes a customer, or where columns lead.

use crate::plots::{
    Arrows, Axis, Figure, Ink, Key, Labels, Legend, LegendEntry, Mark, Points, Rgb, Shape, Ticks,
    drawable, palette,
};

/// Who is to be seen well among those around.
const NEAR: Rgb = palette::CATEGORIES[0];

/// An arrow from the middle.
#[derive(Debug, Clone, PartialEq)]
pub struct Force {
    /// What it is; no name beside it where empty.
    pub name: String,
    /// Where it ends, in units of the picture, the middle being 0, 0.
    pub tip: [f64; 2],
    /// Its colour.
    pub ink: Ink,
    /// Thickness in logical pixels.
    pub width: f32,
}

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct ForcesInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// Names of x and y with their units; empty where the axes mean nothing.
    pub axis_labels: [&'a str; 2],
    /// Whether the numbers on the axes mean something.
    pub numbered: bool,
    /// Others around the middle; which of them are to be seen well.
    pub around: &'a [[f64; 2]],
    /// Those that are not held back.
    pub near: &'a [bool],
    /// How far the picture reaches from the middle.
    pub reach: f64,
    /// The arrows, the later ones on top.
    pub forces: &'a [Force],
    /// What the colours mean.
    pub kinds: &'a [(&'a str, Ink)],
}

/// Arrows from the middle, over the others who lie around it.
pub fn forces(input: &ForcesInput) -> Figure {
    let reach = if input.reach > 0.0 && input.reach.is_finite() { input.reach } else { 1.0 };
    let n = input.around.len();
    let faint: Vec<bool> = (0..n).map(|at| !input.near.get(at).is_some_and(|near| *near)).collect();
    let mut marks = Vec::new();
    if n > 0 {
        let mut order: Vec<u32> = (0..n as u32).collect();
        order.sort_by_key(|at| !faint[*at as usize]);
        marks.push(Mark::Points(Points {
            xy: input.around.into(),
            colors: faint.iter().map(|faint| if *faint { palette::OTHER } else { NEAR }).collect(),
            shapes: vec![Shape::Circle; n].into(),
            order: order.into(),
            radius: 3.0,
            opacity: 0.9,
            faint: faint.into(),
        }));
    }
    let drawn = input.forces.iter().filter(|force| drawable(&force.tip));
    for force in drawn.clone() {
        let (tips, ink, width) = (vec![force.tip], force.ink, force.width);
        marks.push(Mark::Arrows(Arrows { tips, ink, width }));
    }
    let (at, texts): (Vec<_>, Vec<_>) = drawn
        .filter(|force| !force.name.is_empty())
        .map(|force| (force.tip, force.name.clone()))
        .unzip();
    marks.push(Mark::Labels(Labels { at, texts, from: [0.0, 0.0], ink: Ink::Primary }));
    let entries =
        input.kinds.iter().map(|(name, ink)| LegendEntry::new(*name, *ink, Key::Line)).collect();
    let axis = |d: usize| Axis {
        label: input.axis_labels[d].to_owned(),
        range: (-reach, reach),
        ticks: if input.numbered { Ticks::Auto } else { Ticks::None },
    };
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: axis(0),
        y: axis(1),
        marks,
        legend: Legend::row(entries),
        equal_aspect: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_end_where_they_should_and_what_is_no_number_has_none() {
        let force =
            |name: &str, tip| Force { name: name.to_owned(), tip, ink: Ink::Accent, width: 1.0 };
        let list = [force("pull", [1.0, 2.0]), force("", [f64::NAN, 0.0]), force("", [0.5, 0.0])];
        let input = ForcesInput {
            title: "t",
            caption: "",
            axis_labels: ["", ""],
            numbered: false,
            around: &[[0.1, 0.1], [4.0, 4.0]],
            near: &[true],
            reach: f64::NAN,
            forces: &list,
            kinds: &[("pull", Ink::Accent)],
        };
        let figure = forces(&input);
        let tips: Vec<[f64; 2]> = figure
            .marks
            .iter()
            .filter_map(
                |mark| if let Mark::Arrows(arrows) = mark { Some(arrows.tips[0]) } else { None },
            )
            .collect();
        assert_eq!(tips, [[1.0, 2.0], [0.5, 0.0]]);
        let Mark::Points(points) = &figure.marks[0] else { panic!("expected the others") };
        assert_eq!((&points.faint[..], &points.order[..]), (&[false, true][..], &[1, 0][..]));
        assert_eq!(figure.x.range, (-1.0, 1.0));
    }
}
