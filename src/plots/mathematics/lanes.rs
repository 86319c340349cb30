//! Ranks on lanes: those up to a number count as near, those beyond it as strangers.

use crate::plots::palette::CATEGORIES;
use crate::plots::{
    Align, Axis, Figure, Ink, Key, Legend, LegendEntry, Line, Mark, Points, Shape, TextMark,
    log_ticks,
};
use crate::words::format_count;

/// From the middle of a lane to its outermost dots, in lanes.
const WIDE: f64 = 0.28;

/// One lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Whose it is.
    pub name: String,
    /// The ranks, each 1 or more.
    pub ranks: Vec<usize>,
    /// What they come to.
    pub words: String,
}

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct LanesInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// What the ranks are.
    pub label: &'a str,
    /// Ranks up to this one are near.
    pub near: usize,
    /// The lanes, the first on top.
    pub lanes: &'a [Lane],
}

/// A dot for each rank, on a logarithmic axis; discs up to the line, triangles beyond it.
pub fn lanes(input: &LanesInput) -> Figure {
    let looks = [(CATEGORIES[0], Shape::Circle), (CATEGORIES[4], Shape::Triangle)];
    let (mut xy, mut colors, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut names, mut marks) = (Vec::new(), Vec::new());
    let most = input.lanes.iter().flat_map(|lane| &lane.ranks).copied().max().unwrap_or(1);
    let end = (most.max(input.near + 1) as f64 * 1.6).log10();
    let start = -0.08;
    for (at, lane) in input.lanes.iter().enumerate() {
        let line = -(at as f64);
        names.push((line, lane.name.clone()));
        let axis = vec![[start, line], [end, line]];
        marks.push(Mark::Line(Line::plain(axis, Ink::Muted, 0.6)));
        for (nth, rank) in lane.ranks.iter().enumerate() {
            // Side by side, so that equal ones are seen; the golden ratio strews evenly.
            let aside = ((nth as f64 * 0.618_034).fract() - 0.5) * 2.0 * WIDE;
            let (color, shape) = looks[usize::from(*rank > input.near)];
            xy.push([(*rank).max(1) as f64, line + aside]);
            colors.push(color);
            shapes.push(shape);
        }
        let note = lane.words.clone();
        let place = [end, line + 0.5];
        let text = TextMark::note(place, [-4.0, 13.0], note, Ink::Primary, Align::End);
        marks.push(Mark::Text(text));
    }
    for place in &mut xy {
        place[0] = place[0].log10();
    }
    let bottom = -(input.lanes.len().max(1) as f64) + 0.45;
    // Between the last near rank and the first far one.
    let border = (input.near as f64 + 0.5).log10();
    marks.push(Mark::Line(Line::dashed(vec![[border, bottom], [border, 0.6]], Ink::Primary, 1.2)));
    marks.push(Mark::Points(Points {
        order: (0..xy.len() as u32).collect(),
        xy: xy.into(),
        colors: colors.into(),
        shapes: shapes.into(),
        radius: 3.4,
        opacity: 0.85,
        faint: Vec::new().into(),
    }));
    let ticks = log_ticks((1.0, 10_f64.powf(end)), 6);
    let ticks = ticks.into_iter().map(|rank| (rank.log10(), format_count(rank as usize)));
    let words = [format!("among the {} nearest", input.near), "a stranger".to_owned()];
    let entries = looks.into_iter().zip(words);
    let entries = entries
        .map(|((color, shape), name)| LegendEntry::new(name, Ink::Data(color), Key::Point(shape)));
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis::words(input.label, (start, end), ticks.collect()),
        y: Axis::words("", (bottom, 0.6), names),
        marks,
        legend: Legend::row(entries.collect()),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_lie_beyond_the_line() {
        let lane =
            Lane { name: "row 1".to_owned(), ranks: vec![1, 15, 16, 900], words: String::new() };
        let input = LanesInput {
            title: "t",
            caption: "",
            label: "rank",
            near: 15,
            lanes: std::slice::from_ref(&lane),
        };
        let figure = lanes(&input);
        let Some(Mark::Points(points)) = figure.marks.last() else { panic!("expected dots") };
        let border = 15.5_f64.log10();
        for (at, rank) in lane.ranks.iter().enumerate() {
            assert_eq!(points.xy[at][0] > border, *rank > 15);
            assert_eq!(points.shapes[at] == Shape::Triangle, *rank > 15);
        }
        assert!(points.xy[3][0] < figure.x.range.1);
        assert!(lanes(&LanesInput { lanes: &[], ..input }).x.range.1 > 0.0);
    }
}
