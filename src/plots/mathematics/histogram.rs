//! How often a number is how large: of the data as bars, of what they are compared with as an outline.

use super::span;
use crate::plots::palette::CATEGORIES;
use crate::plots::{Axis, Bars, Figure, Ink, Key, Legend, LegendEntry, Line, Mark};

/// What a histogram is made of.
#[derive(Debug, Clone, Copy)]
pub struct HistogramInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// Names of x and y with their units.
    pub axis_labels: [&'a str; 2],
    /// The edges of the bars, ascending, all equally far apart.
    pub edges: &'a [f64],
    /// What the bars are, and how high.
    pub bars: (&'a str, &'a [f64]),
    /// The same of what they are compared with.
    pub outline: Option<(&'a str, &'a [f64])>,
}

/// Bars side by side, and the outline over them.
pub fn histogram(input: &HistogramInput) -> Figure {
    let width = input.edges.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
    let middle = |at: usize| f64::midpoint(input.edges[at], input.edges[at + 1]);
    let count = input.edges.len().saturating_sub(1);
    let heights = input.bars.1.iter().take(count).enumerate();
    let bars = heights.filter(|(_, height)| height.is_finite());
    let bars = bars.map(|(at, height)| [middle(at), *height]).collect();
    let each = Ink::Data(CATEGORIES[0]);
    let mut entries = vec![LegendEntry::new(input.bars.0, each, Key::Bar)];
    // A hair of ground between them.
    let mut marks = vec![Mark::Bars(Bars { bars, width: 0.92 * width, lying: false, ink: each })];
    if let Some((name, heights)) = input.outline {
        let steps = heights.iter().take(count).enumerate();
        let xy = steps
            .flat_map(|(at, height)| [[input.edges[at], *height], [input.edges[at + 1], *height]]);
        marks.push(Mark::Line(Line::plain(xy.collect(), Ink::Accent, 2.0)));
        entries.push(LegendEntry::new(name, Ink::Accent, Key::Line));
    }
    let all = input.bars.1.iter().chain(input.outline.map_or(&[][..], |outline| outline.1));
    let ends = input.edges.first().zip(input.edges.last()).map(|(low, high)| (*low, *high));
    let two = entries.len() > 1;
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis::numbers(
            input.axis_labels[0],
            ends.filter(|(low, high)| low < high).unwrap_or((0.0, 1.0)),
        ),
        y: Axis::numbers(input.axis_labels[1], span(all.copied(), true)),
        marks,
        legend: Legend::row(entries).filter(|_| two),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_between_their_edges_and_the_outline_over_them() {
        let input = HistogramInput {
            title: "t",
            caption: "",
            axis_labels: ["distance", "share"],
            edges: &[0.0, 0.5, 1.0],
            bars: ("data", &[0.25, 0.75]),
            outline: Some(("random", &[0.0, 1.0])),
        };
        let figure = histogram(&input);
        let [Mark::Bars(bars), Mark::Line(outline)] = &figure.marks[..] else {
            panic!("expected bars and an outline")
        };
        assert_eq!(bars.bars, [[0.25, 0.25], [0.75, 0.75]]);
        assert_eq!(outline.xy, [[0.0, 0.0], [0.5, 0.0], [0.5, 1.0], [1.0, 1.0]]);
        assert!(figure.y.range.1 > 1.0 && figure.legend.is_some());
        let none = histogram(&HistogramInput { edges: &[], outline: None, ..input });
        assert!(none.x.range.0 < none.x.range.1 && none.legend.is_none());
    }
}
