//! Rows by how far out they lie within the components (T2) and off them (SPE).
//!
//! Both are squares with a long tail: places are spaced by their roots, the numbers at the axes are T2 and SPE
//! themselves.

use super::palette::{CATEGORIES, OTHER};
use super::{
    Axis, Figure, Ink, Key, Labels, Legend, LegendEntries, LegendEntry, LegendPlace, Line, Mark,
    Points, Rgb, Shape, Ticks, draw_order, format_value, point_style,
};
use std::sync::Arc;

/// What the plot is made of.
#[derive(Debug, Clone, Copy)]
pub struct OutlierInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// T2 of each row.
    pub t2: &'a [f64],
    /// SPE of each row.
    pub spe: &'a [f64],
    /// The limits of both, where there are any.
    pub limits: [Option<f64>; 2],
    /// Whether a row is beyond each.
    pub beyond: &'a [[bool; 2]],
    /// Rows to name, the most important first.
    pub names: &'a [(usize, String)],
}

/// What a row is called and looks like that is beyond neither, the first, the second, both limits.
const KINDS: [(&str, Rgb, Shape); 4] = [
    ("within both limits", OTHER, Shape::Circle),
    ("far out (T\u{b2})", CATEGORIES[0], Shape::Triangle),
    ("off the plane (SPE)", CATEGORIES[1], Shape::Square),
    ("both", CATEGORIES[4], Shape::Diamond),
];

/// A scatter of rows with both limits.
pub fn outliers(input: &OutlierInput) -> Figure {
    let n = input.t2.len().min(input.spe.len());
    let xy: Vec<[f64; 2]> = (0..n).map(|i| [input.t2[i].sqrt(), input.spe[i].sqrt()]).collect();
    let kind = |i: usize| {
        let [far, off] = input.beyond.get(i).copied().unwrap_or_default();
        usize::from(far) + 2 * usize::from(off)
    };
    let mut counts = [0; 4];
    (0..n).for_each(|i| counts[kind(i)] += 1);
    let (radius, opacity) = point_style(n);
    let line =
        |xy, width, dashed| Mark::Line(Line { xy, ink: Ink::Muted, width, dashed, markers: false });
    // A finite place at least, whatever came in.
    let most = |d: usize| {
        let values = xy.iter().map(|at| at[d]).chain(input.limits[d].map(f64::sqrt));
        let most = values.filter(|v| v.is_finite()).fold(0.0, f64::max);
        if most > 0.0 { most * 1.1 } else { 1.0 }
    };
    let ends = [most(0), most(1)];
    let mut marks = vec![Mark::Points(Points {
        colors: (0..n).map(|i| KINDS[kind(i)].1).collect(),
        shapes: (0..n).map(|i| KINDS[kind(i)].2).collect(),
        order: draw_order(n).into(),
        faint: Arc::default(),
        radius,
        opacity,
        xy: xy.as_slice().into(),
    })];
    for (d, limit) in input.limits.into_iter().enumerate() {
        let Some(at) = limit.map(f64::sqrt).filter(|at| at.is_finite()) else { continue };
        let xy =
            if d == 0 { vec![[at, 0.0], [at, ends[1]]] } else { vec![[0.0, at], [ends[0], at]] };
        marks.push(line(xy, 1.2, true));
    }
    marks.push(line(vec![[0.0, ends[1]], [0.0, 0.0], [ends[0], 0.0]], 1.0, false));
    let named = input.names.iter().filter(|(i, _)| *i < n);
    let (at, texts) = named.map(|(i, name)| (xy[*i], name.clone())).unzip();
    marks.push(Mark::Labels(Labels { at, texts, from: [0.0, 0.0], ink: Ink::Primary }));
    let entries = KINDS.iter().zip(counts).filter(|(_, count)| *count > 0);
    let entries = entries.map(|((name, color, shape), count)| LegendEntry {
        count: Some(count),
        ..LegendEntry::new(*name, Ink::Data(*color), Key::Point(*shape))
    });
    let axis = |label: &str, end: f64| Axis {
        label: label.to_owned(),
        range: (0.0, end),
        ticks: Ticks::At(ticks(end)),
    };
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: axis("T\u{b2}: distance to the centre within the components", ends[0]),
        y: axis("SPE: squared distance to the components", ends[1]),
        marks,
        legend: Some(Legend {
            title: String::new(),
            entries: LegendEntries::Classes(entries.collect()),
            place: LegendPlace::Right,
        }),
        equal_aspect: false,
    }
}

/// Round squares at about even distances from 0 to the square of `end`.
fn ticks(end: f64) -> Vec<(f64, String)> {
    const COUNT: u32 = 6;
    let mut found: Vec<f64> = vec![0.0];
    for i in 1..=COUNT {
        let wanted = (end * f64::from(i) / f64::from(COUNT)).powi(2);
        let last = found[found.len() - 1];
        // One digit says enough of where a tick stands.
        let unit = 10_f64.powf(wanted.log10().floor());
        let round = (wanted / unit).round() * unit;
        if round > last && round.is_finite() && round.sqrt() <= end {
            found.push(round);
        }
    }
    found.into_iter().map(|v| (v.sqrt(), format_value(v))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beyond_a_limit_look_and_count_otherwise() {
        let figure = outliers(&OutlierInput {
            title: "t",
            caption: "",
            t2: &[1.0, 100.0, 4.0],
            spe: &[1.0, 1.0, 81.0],
            limits: [Some(6.0), Some(9.0)],
            beyond: &[[false, false], [true, false], [false, true]],
            names: &[(1, "row 2".to_owned()), (9, "none".to_owned())],
        });
        let Mark::Points(points) = &figure.marks[0] else { panic!("expected points") };
        assert_eq!(*points.xy, [[1.0, 1.0], [10.0, 1.0], [2.0, 9.0]]);
        assert_eq!(*points.colors, [KINDS[0].1, KINDS[1].1, KINDS[2].1]);
        assert!(figure.x.range.1 > 10.0 && figure.y.range.1 > 9.0);
        let Some(Mark::Labels(labels)) = figure.marks.last() else { panic!("expected names") };
        assert_eq!((&labels.texts[..], labels.at[0]), (&["row 2".to_owned()][..], [10.0, 1.0]));
        let lines = figure.marks.iter().filter(|mark| matches!(mark, Mark::Line(_))).count();
        assert_eq!(lines, 3, "two limits and the axes");
    }

    #[test]
    fn ticks_are_squares_at_their_roots() {
        for end in [1e-9, 0.3, 1.0, 7.7, 240.0, 1e12] {
            let found = ticks(end);
            assert!((3..=7).contains(&found.len()), "{end}: {found:?}");
            assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
            assert!(found.iter().all(|(at, _)| *at <= end));
        }
    }

    #[test]
    fn no_row_and_no_limit_are_a_picture() {
        let none = OutlierInput {
            title: "",
            caption: "",
            t2: &[],
            spe: &[],
            limits: [None, None],
            beyond: &[],
            names: &[],
        };
        assert_eq!(outliers(&none).x.range, (0.0, 1.0));
    }
}
