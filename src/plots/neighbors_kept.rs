//! The share of neighbours that maps keep, at every size of neighbourhood.

use super::palette::CATEGORIES;
use super::{
    Axis, Figure, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace, Line, Mark, Ticks,
    format_value, nice_ticks,
};

/// Room above the highest point, as a share of it.
const ROOM: f64 = 0.06;
/// About as many shares stand at the axis: the picture may be low.
const TICKS: usize = 4;

/// What the curves are made of.
#[derive(Debug, Clone, Copy)]
pub struct NeighborsKeptInput<'a> {
    /// Below the picture.
    pub caption: &'a str,
    /// For each map its name, and the share kept by the number of neighbours, ascending.
    pub curves: &'a [(&'a str, Vec<[f64; 2]>)],
    /// What a map at random keeps.
    pub by_chance: &'a [[f64; 2]],
    /// The number of neighbours that is told of beside the picture.
    pub marked: Option<f64>,
}

/// One line a map, from zero; a dashed one for a map at random. Numbers that are not finite are left out.
pub fn neighbors_kept(input: &NeighborsKeptInput) -> Figure {
    let finite = |curve: &[[f64; 2]]| -> Vec<[f64; 2]> {
        curve.iter().filter(|at| at.iter().all(|v| v.is_finite())).copied().collect()
    };
    let curves: Vec<Vec<[f64; 2]>> = input.curves.iter().map(|(_, c)| finite(c)).collect();
    let by_chance = finite(input.by_chance);
    let all = || curves.iter().chain([&by_chance]).flatten();
    let most = all().map(|at| at[1]).fold(0.0, f64::max);
    let top = if most > 0.0 { (most * (1.0 + ROOM)).min(1.0) } else { 1.0 };
    let from = all().map(|at| at[0]).reduce(f64::min).unwrap_or(0.0);
    let to = all().map(|at| at[0]).reduce(f64::max).unwrap_or(from);
    // One number stands in the middle.
    let (from, to) = if to > from { (from, to) } else { (from - 0.5, from + 0.5) };
    // A small table has one number of neighbours only: a dot.
    let line = |xy: Vec<[f64; 2]>, ink, width, dashed| {
        let markers = xy.len() == 1;
        Mark::Line(Line { xy, ink, width, dashed, markers })
    };
    let mut marks = Vec::new();
    if let Some(at) = input.marked {
        marks.push(line(vec![[at, 0.0], [at, top]], Ink::Muted, 1.0, true));
    }
    marks.push(line(by_chance, Ink::Muted, 1.6, true));
    let mut entries = Vec::new();
    for (at, (curve, (name, _))) in curves.into_iter().zip(input.curves).enumerate() {
        let ink = Ink::Data(CATEGORIES[at % CATEGORIES.len()]);
        marks.push(line(curve, ink, 2.0, false));
        entries.push(LegendEntry::new(*name, ink, Key::Line));
    }
    entries.push(LegendEntry::new("a map at random", Ink::Muted, Key::Dashes));
    let axis = |label: &str, range| Axis { label: label.to_owned(), range, ticks: Ticks::Auto };
    Figure {
        title: "Neighbours kept".to_owned(),
        caption: input.caption.to_owned(),
        x: axis("Number of neighbours looked at (k)", (from, to)),
        y: Axis { ticks: percents(top), ..axis("Share kept", (0.0, top)) },
        marks,
        legend: Some(Legend {
            title: String::new(),
            entries: LegendEntries::Classes(entries),
            place: LegendPlace::Top,
        }),
        equal_aspect: false,
    }
}

/// A few round shares from 0 to `top`.
fn percents(top: f64) -> Ticks {
    let places = nice_ticks((0.0, top), TICKS);
    let named = places.into_iter().map(|at| (at, format!("{} %", format_value(at * 100.0))));
    Ticks::At(named.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_map_has_a_line_and_chance_a_dashed_one() {
        let curves = [
            ("PCA", vec![[5.0, 0.1], [6.0, f64::NAN], [7.0, 0.2]]),
            ("t-SNE", vec![[5.0, 0.5], [7.0, 0.4]]),
        ];
        let by_chance = [[5.0, 0.01], [7.0, 0.02]];
        let input = NeighborsKeptInput {
            caption: "",
            curves: &curves,
            by_chance: &by_chance,
            marked: Some(6.0),
        };
        let figure = neighbors_kept(&input);
        assert_eq!((figure.x.range, figure.y.range), ((5.0, 7.0), (0.0, 0.53)));
        let lines: Vec<(usize, bool)> = figure
            .marks
            .iter()
            .map(|mark| match mark {
                Mark::Line(line) => (line.xy.len(), line.dashed),
                _ => panic!("expected lines"),
            })
            .collect();
        assert_eq!(lines, [(2, true), (2, true), (2, false), (2, false)]);
    }

    #[test]
    fn no_curve_is_a_picture() {
        let input = NeighborsKeptInput { caption: "", curves: &[], by_chance: &[], marked: None };
        assert_eq!(neighbors_kept(&input).x.range, (-0.5, 0.5));
        let curves = [("PCA", vec![[3.0, 0.1]])];
        let one = neighbors_kept(&NeighborsKeptInput { curves: &curves, ..input });
        let dots = one.marks.iter().any(|mark| matches!(mark, Mark::Line(line) if line.markers));
        assert!(dots && one.x.range == (2.5, 3.5), "a line of one place is no line");
    }
}
