//! Two numbers a customer as a scatter plot, some of them told apart and named.

use crate::plots::{
    Axis, Figure, Ink, Key, Labels, Legend, LegendEntry, Line, Mark, Points, Rgb, Shape, Ticks,
    draw_order, drawable, extent, point_style,
};

/// Points that stand out are not smaller than this, in logical pixels.
const LEAST: f32 = 2.2;

/// Points that look alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group<'a> {
    /// What they are.
    pub name: &'a str,
    /// Their colour.
    pub color: Rgb,
    /// Their form.
    pub shape: Shape,
    /// They are the ground for the others.
    pub faint: bool,
}

/// What a scatter plot is made of.
#[derive(Debug, Clone, Copy)]
pub struct ScatteredInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// Names of x and y with their units.
    pub axis_labels: [&'a str; 2],
    /// Whether the numbers on the axes mean something.
    pub numbered: bool,
    /// One unit of x is as long as one of y.
    pub equal_aspect: bool,
    /// One place a point; those that are not [`drawable`] are not drawn.
    pub points: &'a [[f64; 2]],
    /// The kinds of points, the later ones on top.
    pub groups: &'a [Group<'a>],
    /// The kind of each point; those beyond its end are of the first.
    pub kinds: &'a [usize],
    /// Points with a name, the most important first.
    pub named: &'a [(usize, String)],
    /// Where both means lie: two dashed lines.
    pub means: Option<[f64; 2]>,
}

/// A scatter plot; the legend counts the points of each kind that can be drawn, and leaves out kinds without any.
pub fn scattered(input: &ScatteredInput) -> Figure {
    let n = input.points.len();
    let none =
        Group { name: "", color: crate::plots::palette::OTHER, shape: Shape::Circle, faint: false };
    let last = input.groups.len().saturating_sub(1);
    let kind = |at: usize| input.kinds.get(at).copied().unwrap_or(0).min(last);
    let group = |at: usize| input.groups.get(kind(at)).copied().unwrap_or(none);
    let mut order = draw_order(n);
    // Stable: shuffled within each kind.
    order.sort_by_key(|at| kind(*at as usize));
    let (radius, opacity) = point_style(n);
    let mut marks = Vec::new();
    let ranges = [0, 1].map(|d| extent(input.points, d));
    if let Some([x, y]) = input.means.filter(drawable) {
        // An equal aspect widens a range: they go on to the edge.
        let more = if input.equal_aspect { 3.0 } else { 0.0 };
        let ends =
            ranges.map(|(low, high)| [low - more * (high - low), high + more * (high - low)]);
        let [[left, right], [low, high]] = ends;
        for xy in [vec![[x, low], [x, high]], vec![[left, y], [right, y]]] {
            marks.push(Mark::Line(Line::dashed(xy, Ink::Muted, 1.0)));
        }
    }
    marks.push(Mark::Points(Points {
        xy: input.points.into(),
        colors: (0..n).map(|at| group(at).color).collect(),
        shapes: (0..n).map(|at| group(at).shape).collect(),
        order: order.into(),
        radius: radius.max(LEAST),
        opacity,
        faint: (0..n).map(|at| group(at).faint).collect(),
    }));
    let named = || input.named.iter().filter(|(at, _)| *at < n);
    if named().next().is_some() {
        let (at, texts) = named().map(|(at, name)| (input.points[*at], name.clone())).unzip();
        let from = ranges.map(|(low, high)| f64::midpoint(low, high));
        marks.push(Mark::Labels(Labels { at, texts, from, ink: Ink::Primary }));
    }
    let entries = input.groups.iter().enumerate().filter_map(|(kind_at, group)| {
        let drawn = (0..n).filter(|at| kind(*at) == kind_at && drawable(&input.points[*at]));
        let count = Some(drawn.count()).filter(|count| *count > 0);
        let one = LegendEntry::new(group.name, Ink::Data(group.color), Key::Point(group.shape));
        count.map(|_| LegendEntry { count, ..one })
    });
    let entries: Vec<LegendEntry> = entries.collect();
    let axis = |d: usize| Axis {
        label: input.axis_labels[d].to_owned(),
        range: ranges[d],
        ticks: if input.numbered { Ticks::Auto } else { Ticks::None },
    };
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: axis(0),
        y: axis(1),
        marks,
        legend: Legend::row(entries).filter(|_| input.groups.len() > 1),
        equal_aspect: input.equal_aspect,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plots::LegendEntries;
    use crate::plots::palette::{CATEGORIES, OTHER};

    pub const KINDS: [Group<'static>; 3] = [
        Group { name: "others", color: OTHER, shape: Shape::Circle, faint: true },
        Group { name: "filled", color: CATEGORIES[1], shape: Shape::Diamond, faint: false },
        Group { name: "nobody", color: CATEGORIES[2], shape: Shape::Square, faint: false },
    ];

    pub fn input<'a>(points: &'a [[f64; 2]], kinds: &'a [usize]) -> ScatteredInput<'a> {
        ScatteredInput {
            title: "t",
            caption: "c",
            axis_labels: ["x", "y"],
            numbered: true,
            equal_aspect: false,
            points,
            groups: &KINDS,
            kinds,
            named: &[],
            means: None,
        }
    }

    #[test]
    fn kinds_are_told_apart_counted_and_drawn_on_top_of_the_first() {
        let points = [[0.0, 0.0], [1.0, 1.0], [f64::NAN, 2.0], [3.0, 1.0]];
        let named = [(1, "row 2".to_owned()), (9, "beyond".to_owned())];
        let kinds = [0, 1, 1];
        let figure = scattered(&ScatteredInput {
            named: &named,
            means: Some([1.0, 0.5]),
            ..input(&points, &kinds)
        });
        let [Mark::Line(_), Mark::Line(_), Mark::Points(drawn), Mark::Labels(labels)] =
            &figure.marks[..]
        else {
            panic!("expected means, points, names")
        };
        assert_eq!((labels.at[0], &labels.texts[..]), ([1.0, 1.0], &["row 2".to_owned()][..]));
        assert_eq!((drawn.colors[1], drawn.shapes[1]), (KINDS[1].color, Shape::Diamond));
        assert!(drawn.faint[0] && !drawn.faint[1] && drawn.faint[3]);
        let place = |at: u32| drawn.order.iter().position(|one| *one == at);
        assert!(place(1) > place(3) && place(2) > place(0));
        let Some(Legend { entries: LegendEntries::Classes(entries), .. }) = &figure.legend else {
            panic!("expected a legend")
        };
        let counts: Vec<_> = entries.iter().map(|one| (one.label.as_str(), one.count)).collect();
        assert_eq!(counts, [("others", Some(2)), ("filled", Some(1))]);
    }

    #[test]
    fn nobody_is_a_picture_too() {
        let figure = scattered(&input(&[], &[]));
        assert!(figure.legend.is_none() && figure.x.range == (-1.0, 1.0));
    }
}
