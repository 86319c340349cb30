//! Two numbers a name, joined: what was, and what became of it.

use super::span;
use crate::plots::palette::{CATEGORIES, OTHER};
use crate::plots::{
    Axis, Figure, Ink, Key, Legend, LegendEntry, Line, Mark, Points, Shape, drawable,
};
use crate::words::count_of;
use std::fmt::Write as _;

/// More names than this cannot be read at a usual size.
const MOST: usize = 24;

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct DumbbellsInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture; how many names are not shown is added.
    pub caption: &'a str,
    /// The name of the numbers, with their unit.
    pub label: &'a str,
    /// What the first and the second number are.
    pub ends: [&'a str; 2],
    /// Names with both numbers, the first on top.
    pub rows: &'a [(String, [f64; 2])],
}

/// A hollow ring at the first number, a disc at the second, a line between them: its length is their difference.
pub fn dumbbells(input: &DumbbellsInput) -> Figure {
    let shown = &input.rows[..input.rows.len().min(MOST)];
    let line_of = |at: usize| -(at as f64);
    let mut marks = Vec::new();
    let bottom = -(shown.len().max(1) as f64) + 0.4;
    marks.push(Mark::Line(Line::dashed(vec![[0.0, bottom], [0.0, 0.6]], Ink::Muted, 1.0)));
    for (at, (_, ends)) in shown.iter().enumerate() {
        let xy = ends.map(|value| [value, line_of(at)]);
        if xy.iter().all(drawable) {
            marks.push(Mark::Line(Line::plain(xy.to_vec(), Ink::Muted, 1.4)));
        }
    }
    let looks = [(OTHER, Shape::Ring), (CATEGORIES[0], Shape::Circle)];
    let (mut xy, mut colors, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
    for (end, (color, shape)) in looks.into_iter().enumerate() {
        for (at, (_, ends)) in shown.iter().enumerate() {
            xy.push([ends[end], line_of(at)]);
            colors.push(color);
            shapes.push(shape);
        }
    }
    marks.push(Mark::Points(Points {
        order: (0..xy.len() as u32).collect(),
        xy: xy.into(),
        colors: colors.into(),
        shapes: shapes.into(),
        radius: 4.2,
        opacity: 1.0,
        faint: Vec::new().into(),
    }));
    let names = shown.iter().enumerate().map(|(at, (name, _))| (line_of(at), name.clone()));
    let entries = looks.into_iter().zip(input.ends);
    let entries = entries
        .map(|((color, shape), name)| LegendEntry::new(name, Ink::Data(color), Key::Point(shape)));
    let mut caption = input.caption.to_owned();
    if shown.len() < input.rows.len() {
        let more = input.rows.len() - shown.len();
        let more = count_of(more, "further column", "further columns");
        let _ = write!(caption, " Not shown: {more}.");
    }
    Figure {
        title: input.title.to_owned(),
        caption,
        x: Axis::numbers(input.label, span(shown.iter().flat_map(|row| row.1), false)),
        y: Axis::words("", (bottom, 0.6), names.collect()),
        marks,
        legend: Legend::row(entries.collect()),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_stand_where_their_numbers_are() {
        let rows = [("a".to_owned(), [1.0, -0.5]), ("b".to_owned(), [f64::NAN, 2.0])];
        let input = DumbbellsInput {
            title: "t",
            caption: "c.",
            label: "z",
            ends: ["was", "is"],
            rows: &rows,
        };
        let figure = dumbbells(&input);
        let points = figure.marks.iter().find_map(|mark| match mark {
            Mark::Points(points) => Some(points),
            _ => None,
        });
        let points = points.unwrap();
        assert_eq!((points.xy[0], points.xy[2]), ([1.0, 0.0], [-0.5, 0.0]));
        assert_eq!((points.shapes[0], points.shapes[3]), (Shape::Ring, Shape::Circle));
        // The line of zero and that of the one name with both numbers.
        assert_eq!(figure.marks.len(), 3);
        let many: Vec<_> = (0..40).map(|i| (i.to_string(), [0.0, 1.0])).collect();
        assert!(dumbbells(&DumbbellsInput { rows: &many, ..input }).caption.contains("16 further"));
    }
}
