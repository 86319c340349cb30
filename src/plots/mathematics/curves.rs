//! One number against another as lines, with what is to be seen on them.

use super::span;
use crate::plots::palette::CATEGORIES;
use crate::plots::{
    Align, Axis, Figure, Ink, Key, Legend, LegendEntry, Line, Mark, TextMark, Ticks, drawable,
};

/// Room for words above the highest spot, as a share of the axis.
const ABOVE: f64 = 0.06;

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve<'a> {
    /// What it is; empty where the axis says it.
    pub name: &'a str,
    /// Its places; one that is not [`drawable`] breaks it.
    pub xy: Vec<[f64; 2]>,
    /// A reference, not what is looked at.
    pub dashed: bool,
    /// A dot on each place.
    pub markers: bool,
}

/// A place to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where it is.
    pub at: [f64; 2],
    /// What it is.
    pub words: String,
    /// Its colour.
    pub ink: Ink,
}

/// A line across the picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// At a number of x.
    Upright(f64, String),
    /// At a number of y.
    Level(f64, String),
}

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct CurvesInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// Names of x and y with their units.
    pub axis_labels: [&'a str; 2],
    /// The lines, the first one blue.
    pub curves: &'a [Curve<'a>],
    /// Places to look at.
    pub spots: &'a [Spot],
    /// Lines across.
    pub rules: &'a [Rule],
    /// Where numbers stand on x; round ones where empty.
    pub numbers: &'a [f64],
    /// The vertical axis begins at zero.
    pub from_zero: bool,
}

/// Lines with spots and rules; the axes hold all of them.
pub fn curves(input: &CurvesInput) -> Figure {
    let places = || input.curves.iter().flat_map(|curve| &curve.xy).filter(|at| drawable(at));
    let of_rules = |upright: bool| {
        input.rules.iter().filter_map(move |rule| match rule {
            Rule::Upright(at, _) if upright => Some(*at),
            Rule::Level(at, _) if !upright => Some(*at),
            _ => None,
        })
    };
    let along = |d: usize| {
        let spots = input.spots.iter().map(|spot| spot.at).filter(drawable);
        places().copied().chain(spots).map(move |at| at[d]).chain(of_rules(d == 0))
    };
    let (x, mut y) = (span(along(0), false), span(along(1), input.from_zero));
    if !input.spots.is_empty() {
        // Their words stand above them.
        y.1 += ABOVE * (y.1 - y.0);
    }
    let mut marks = Vec::new();
    for rule in input.rules {
        marks.extend(ruled(rule, x, y));
    }
    let mut entries = Vec::new();
    for (nth, curve) in input.curves.iter().enumerate() {
        let ink =
            if curve.dashed { Ink::Muted } else { Ink::Data(CATEGORIES[nth % CATEGORIES.len()]) };
        let line = if curve.dashed { Line::dashed } else { Line::plain };
        let line = line(curve.xy.clone(), ink, 2.0);
        marks.push(Mark::Line(Line { markers: curve.markers, ..line }));
        if !curve.name.is_empty() {
            let key = if curve.dashed { Key::Dashes } else { Key::Line };
            entries.push(LegendEntry::new(curve.name, ink, key));
        }
    }
    for spot in input.spots.iter().filter(|spot| drawable(&spot.at)) {
        let dot = Line { markers: true, ..Line::plain(vec![spot.at], spot.ink, 3.2) };
        marks.push(Mark::Line(dot));
        // Words stay within the picture.
        let right = spot.at[0] > x.0 + 0.6 * (x.1 - x.0);
        let (offset, align) = if right { (-9.0, Align::End) } else { (9.0, Align::Start) };
        let words = spot.words.clone();
        marks.push(Mark::Text(TextMark::note(spot.at, [offset, -9.0], words, spot.ink, align)));
    }
    let ticks = input.numbers.iter().map(|at| (*at, crate::words::format_value(*at))).collect();
    let ticks = if input.numbers.is_empty() { Ticks::Auto } else { Ticks::At(ticks) };
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis { ticks, ..Axis::numbers(input.axis_labels[0], x) },
        y: Axis::numbers(input.axis_labels[1], y),
        marks,
        legend: Legend::row(entries),
        equal_aspect: false,
    }
}

/// A dashed line across, and its words at its end.
fn ruled(rule: &Rule, x: (f64, f64), y: (f64, f64)) -> [Mark; 2] {
    let (xy, words, offset, align) = match rule {
        Rule::Upright(at, words) => {
            let right = *at > x.0 + 0.6 * (x.1 - x.0);
            let (offset, align) = if right { (-6.0, Align::End) } else { (6.0, Align::Start) };
            (vec![[*at, y.1], [*at, y.0]], words, [offset, 13.0], align)
        }
        Rule::Level(at, words) => (vec![[x.1, *at], [x.0, *at]], words, [-6.0, -5.0], Align::End),
    };
    let text = TextMark::note(xy[0], offset, words.clone(), Ink::Muted, align);
    [Mark::Line(Line::dashed(xy, Ink::Muted, 1.2)), Mark::Text(text)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axes_hold_curves_spots_and_rules_and_gaps_stay_gaps() {
        let curve = Curve {
            name: "way",
            xy: vec![[0.0, 1.0], [1.0, f64::NAN], [2.0, 3.0]],
            dashed: false,
            markers: true,
        };
        let spots = [Spot { at: [4.0, 2.0], words: "here".to_owned(), ink: Ink::Accent }];
        let rules = [Rule::Level(10.0, "goal".to_owned()), Rule::Upright(-1.0, "now".to_owned())];
        let figure = curves(&CurvesInput {
            title: "t",
            caption: "",
            axis_labels: ["x", "y"],
            curves: &[curve],
            spots: &spots,
            rules: &rules,
            numbers: &[],
            from_zero: true,
        });
        assert!(figure.x.range.0 < -1.0 && figure.x.range.1 > 4.0);
        assert!(figure.y.range.0 == 0.0 && figure.y.range.1 > 10.0);
        let lines: Vec<&Line> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Line(line) = mark { Some(line) } else { None })
            .collect();
        assert_eq!((lines[2].xy.len(), &lines[3].xy[..]), (3, &[[4.0, 2.0]][..]));
    }
}
