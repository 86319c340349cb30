//! What colours and shapes mean.

use super::{ColorScale, Ink, Shape};

/// The key to a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// What is told apart: usually the column. May be empty.
    pub title: String,
    /// The classes, or the scale.
    pub entries: LegendEntries,
    /// Where it reads best.
    pub place: LegendPlace,
}

impl Legend {
    /// A row above the plot, without a title; none where there is nothing to tell apart.
    pub fn row(entries: Vec<LegendEntry>) -> Option<Self> {
        (!entries.is_empty()).then(|| Self {
            title: String::new(),
            entries: LegendEntries::Classes(entries),
            place: LegendPlace::Top,
        })
    }
}

/// Where a legend reads best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegendPlace {
    /// A column at the right: many classes, or a scale.
    Right,
    /// One row above the plot: two or three short names.
    Top,
}

/// What a legend lists.
#[derive(Debug, Clone, PartialEq)]
pub enum LegendEntries {
    /// One line a class, in order.
    Classes(Vec<LegendEntry>),
    /// A colour bar.
    Scale {
        /// From number to colour.
        scale: ColorScale,
        /// Points without a number, if any.
        missing: Option<LegendEntry>,
    },
}

/// One line of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry {
    /// The name.
    pub label: String,
    /// Its colour.
    pub ink: Ink,
    /// The sign before the name.
    pub key: Key,
    /// How many points carry it, where that says something.
    pub count: Option<usize>,
    /// Its points are switched off.
    pub hidden: bool,
}

impl LegendEntry {
    /// A class without a count.
    pub fn new(label: impl Into<String>, ink: Ink, key: Key) -> Self {
        Self { label: label.into(), ink, key, count: None, hidden: false }
    }
}

/// The sign before a name in a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A point of this form.
    Point(Shape),
    /// A small bar.
    Bar,
    /// A piece of line.
    Line,
    /// A piece of dashed line.
    Dashes,
}
