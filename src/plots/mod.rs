//! Results become a [`Figure`]: axes, marks, a legend. No window, no file format.
//!
//! A figure is plain data in the units of the result. Whoever draws it (the window, or [`crate::report`])
//! chooses size and theme: axes, words and lines name a role ([`Ink`]), only data bring a colour of their
//! own ([`Rgb`]), readable on light and on dark ground. Builders take plain slices and always return a
//! figure: an empty result is an empty picture, not an error.
//!
//! - [`Coloring`]: one column becomes a colour and a shape per point, and the legend that explains them.
//! - [`map`]: two coordinates a row become a scatter plot.
//! - [`scree`]: the explained variances of a PCA become bars and a cumulative line.
//! - [`lying_bars`]: one number a column, sorted, the levels of a column side by side.
//! - [`biplot`]: rows as points and columns as arrows in one plane; [`circle`]: columns alone.
//! - [`outliers`]: rows by T2 and SPE, with limits.
//! - [`kl`]: the divergence of t-SNE by iteration.
//! - [`neighbors_kept`]: how many neighbours maps keep, by their number.
//! - [`PointIndex`]: which points lie near a place, or inside an outline.
//! - [`heat`]: columns x components as coloured cells.
//! - [`contingency`], [`flow`]: two groupings of the same rows; [`silhouettes`], [`how_many`]: one.
//! - [`mathematics`]: what the formulas do, with the numbers of the table.
//!
//! Deliberately absent: 3-D, pie charts, a second y axis (two scales on one picture can be made to say
//! anything).

mod arrow;
mod biplot;
mod circle;
mod coloring;
mod contingency;
mod draw_order;
mod figure;
mod flow;
mod heat;
mod hide;
mod how_many;
mod kl;
mod legend;
mod lying_bars;
mod map;
pub mod mathematics;
mod names;
mod neighbors_kept;
mod outliers;
pub mod palette;
mod point_index;
mod scale;
mod scree;
mod silhouettes;
mod spread;
mod ticks;
mod viridis;

pub use crate::words::{format_count, format_value};
pub use arrow::{ArrowHead, arrow_head};
pub use biplot::{Biplot, BiplotInput, biplot};
pub use circle::{CircleInput, circle};
pub use coloring::{ColorBy, Coloring, style_of};
pub use contingency::{ContingencyInput, contingency};
pub use draw_order::draw_order;
pub use figure::{
    Align, Arrows, Axis, Band, Bars, Cells, Figure, Ink, Labels, Line, Mark, Points, Ribbon,
    Ribbons, Shape, TextMark, Ticks,
};
pub use flow::{FlowInput, flow};
pub use heat::{HeatInput, heat};
pub use how_many::{Criterion, HowManyInput, how_many};
pub use kl::{KlInput, kl};
pub use legend::{Key, Legend, LegendEntries, LegendEntry, LegendPlace};
pub use lying_bars::{LyingInput, Part, lying_bars};
pub use map::{MapInput, drawable, extent, map, point_style};
pub use names::{Apart, Name, Names, apart};
pub use neighbors_kept::{NeighborsKeptInput, neighbors_kept};
pub use outliers::{OutlierInput, outliers};
pub use palette::Rgb;
pub use point_index::PointIndex;
pub use scale::{ColorMap, ColorScale};
pub use scree::{ScreeLine, cut_place, scree};
pub use silhouettes::{ClusterRows, SilhouettesInput, silhouettes};
pub use spread::{Block, leader, spread};
pub use ticks::{format_tick, log_ticks, nice_ticks};
