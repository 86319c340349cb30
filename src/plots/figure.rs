//! The few shapes that every picture here is made of.

use super::{Legend, Names, Rgb};
use std::sync::Arc;

/// One picture: axes, marks in drawing order, a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is shown, in a few words.
    pub title: String,
    /// Method, settings, seed, rows: what a reader needs to make the picture again. May be empty.
    pub caption: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis, upwards.
    pub y: Axis,
    /// What is drawn, first below, last on top.
    pub marks: Vec<Mark>,
    /// What colours and shapes mean.
    pub legend: Option<Legend>,
    /// One unit of x is as long as one unit of y. Whoever draws widens a range; it never narrows one.
    pub equal_aspect: bool,
}

/// One axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The name, with the unit where there is one. May be empty.
    pub label: String,
    /// The values at the two ends, lower first, both finite.
    pub range: (f64, f64),
    /// Where numbers stand.
    pub ticks: Ticks,
}

impl Axis {
    /// With round numbers.
    pub fn numbers(label: &str, range: (f64, f64)) -> Self {
        Self { label: label.to_owned(), range, ticks: Ticks::Auto }
    }

    /// With words at places.
    pub fn words(label: &str, range: (f64, f64), words: Vec<(f64, String)>) -> Self {
        Self { label: label.to_owned(), range, ticks: Ticks::At(words) }
    }
}

/// The numbers on an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Ticks {
    /// Round numbers, as many as fit: [`super::nice_ticks`].
    Auto,
    /// No numbers and no grid: the scale means nothing, as in t-SNE.
    None,
    /// These places, these words; the drawer leaves out regularly where they would touch.
    At(Vec<(f64, String)>),
}

/// One layer of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A scatter of points.
    Points(Points),
    /// A line through places.
    Line(Line),
    /// Bars on zero.
    Bars(Bars),
    /// Coloured rectangles.
    Cells(Cells),
    /// A stretch of the horizontal axis, over the whole height.
    Band(Band),
    /// Ribbons from left to right, as thick as what flows.
    Ribbons(Ribbons),
    /// Arrows from the origin.
    Arrows(Arrows),
    /// Words at a place.
    Text(TextMark),
    /// Names of places, moved until they do not touch.
    Labels(Labels),
    /// Names down a side, likewise.
    Names(Names),
}

/// A scatter of points. Index `i` is the caller's row `i` in every field, whatever the drawing order.
///
/// What is large is shared: a copy costs nothing, and whoever draws sees by the pointer what did not change.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Places in axis units. Those that are not [`super::drawable`] are not drawn.
    pub xy: Arc<[[f64; 2]]>,
    /// One colour a point.
    pub colors: Arc<[Rgb]>,
    /// One shape a point.
    pub shapes: Arc<[Shape]>,
    /// The indices in the order in which they are drawn, the last on top.
    pub order: Arc<[u32]>,
    /// Radius of the circle in logical pixels (96 an inch); other shapes have its area.
    pub radius: f32,
    /// 0 (invisible) to 1 (solid).
    pub opacity: f32,
    /// Whether a point is held back; those beyond the end of this are not.
    pub faint: Arc<[bool]>,
}

impl Points {
    /// What is left of a point that is held back.
    pub const FAINT: f32 = 0.2;

    /// How solid one point is beside one that is not held back.
    pub fn share_of(&self, point: usize) -> f32 {
        let faint = self.faint.get(point).is_some_and(|faint| *faint);
        if faint { Self::FAINT } else { 1.0 }
    }

    /// How solid one point is.
    pub fn opacity_of(&self, point: usize) -> f32 {
        self.opacity * self.share_of(point)
    }
}

/// The form of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// A disc.
    Circle,
    /// A square on its side.
    Square,
    /// A triangle, tip up.
    Triangle,
    /// A square on its tip.
    Diamond,
    /// A hollow circle: no value. Less ink than a disc on light and dark ground alike.
    Ring,
}

/// A line through places in axis units.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The places, in order.
    pub xy: Vec<[f64; 2]>,
    /// Its colour.
    pub ink: Ink,
    /// Thickness in logical pixels.
    pub width: f32,
    /// Dashed: a reference, not data.
    pub dashed: bool,
    /// A dot on every place.
    pub markers: bool,
}

impl Line {
    /// A line as it is drawn most often: neither dashed nor dotted.
    pub fn plain(xy: Vec<[f64; 2]>, ink: Ink, width: f32) -> Self {
        Self { xy, ink, width, dashed: false, markers: false }
    }

    /// A reference.
    pub fn dashed(xy: Vec<[f64; 2]>, ink: Ink, width: f32) -> Self {
        Self { dashed: true, ..Self::plain(xy, ink, width) }
    }
}

/// Bars from zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Centre on x, height on y; of lying bars the length on x, centre on y.
    pub bars: Vec<[f64; 2]>,
    /// Width in units of x; of lying bars in units of y.
    pub width: f64,
    /// They lie, from x = 0: room for names beside them.
    pub lying: bool,
    /// Their colour.
    pub ink: Ink,
}

/// Coloured rectangles of one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// Their middles in axis units.
    pub at: Vec<[f64; 2]>,
    /// One colour a cell.
    pub colors: Vec<Rgb>,
    /// Width and height in axis units.
    pub size: [f64; 2],
}

/// A stretch of the horizontal axis, over the whole height: a phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Where it begins, in axis units.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Its colour, drawn at [`Band::OPACITY`].
    pub ink: Ink,
}

impl Band {
    /// What lies in it stays readable.
    pub const OPACITY: f32 = 0.12;
}

/// Ribbons from left to right; those on top of others let these shine through.
#[derive(Debug, Clone, PartialEq)]
pub struct Ribbons {
    /// The ribbons, the last on top.
    pub ribbons: Vec<Ribbon>,
    /// 0 (invisible) to 1 (solid).
    pub opacity: f32,
}

/// One ribbon; with the same ends left and right it is a rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ribbon {
    /// Where it begins and ends, in axis units.
    pub x: [f64; 2],
    /// Its lower and upper edge where it begins.
    pub left: [f64; 2],
    /// The same where it ends.
    pub right: [f64; 2],
    /// Its colour.
    pub ink: Ink,
}

impl Ribbon {
    /// Its edges at a share of the way, 0 to 1: x, then y of the lower and the upper one. They leave and arrive level: a
    /// cubic curve with its inner points halfway.
    pub fn at(&self, share: f64) -> (f64, [f64; 2]) {
        let (t, rest) = (share, 1.0 - share);
        let along = 1.5 * t * rest + t * t * t;
        let up = t * t * (3.0 - 2.0 * t);
        let x = self.x[0] + (self.x[1] - self.x[0]) * along;
        (x, [0, 1].map(|end| self.left[end] + (self.right[end] - self.left[end]) * up))
    }
}

/// Arrows from the origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrows {
    /// Where they end, in axis units.
    pub tips: Vec<[f64; 2]>,
    /// Their colour.
    pub ink: Ink,
    /// Thickness in logical pixels.
    pub width: f32,
}

/// Names of places. The drawer puts each beside its place, away from `from`, and moves them with
/// [`super::spread`] until none touches another.
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    /// What is named, in axis units.
    pub at: Vec<[f64; 2]>,
    /// One line each, the most important first.
    pub texts: Vec<String>,
    /// In axis units.
    pub from: [f64; 2],
    /// Their colour.
    pub ink: Ink,
}

/// Words at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct TextMark {
    /// The place in axis units.
    pub at: [f64; 2],
    /// From there to the baseline's anchor, in logical pixels, right and down.
    pub offset: [f32; 2],
    /// The words, one line.
    pub text: String,
    /// Their colour.
    pub ink: Ink,
    /// Which end of the words stands at the place.
    pub align: Align,
    /// The drawer leaves them out where they would touch earlier words or leave the plot.
    pub optional: bool,
    /// The colour that they stand on, where that is not the ground of the picture.
    pub on: Option<Rgb>,
}

impl TextMark {
    /// Words that are left out where there is no room.
    pub fn note(at: [f64; 2], offset: [f32; 2], text: String, ink: Ink, align: Align) -> Self {
        Self { at, offset, text, ink, align, optional: true, on: None }
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// The first letter.
    Start,
    /// The middle.
    Middle,
    /// The last letter.
    End,
}

/// A colour by role, so that the same figure fits light and dark ground, or a colour of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Titles, values.
    Primary,
    /// Numbers on axes, notes, references.
    Muted,
    /// The one thing to look at.
    Accent,
    /// A colour that stands for data.
    Data(Rgb),
}
