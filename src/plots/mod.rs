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
//!
//! Deliberately absent: 3-D, pie charts, a second y axis (two scales on one picture can be made to say
//! anything).

mod coloring;
mod draw_order;
mod figure;
mod legend;
mod map;
pub mod palette;
mod scale;
mod scree;
mod ticks;
mod viridis;

pub use crate::words::{format_count, format_value};
pub use coloring::{ColorBy, Coloring};
pub use draw_order::draw_order;
pub use figure::{Align, Axis, Bars, Figure, Ink, Line, Mark, Points, Shape, TextMark, Ticks};
pub use legend::{Key, Legend, LegendEntries, LegendEntry, LegendPlace};
pub use map::{MapInput, drawable, map, point_style};
pub use palette::Rgb;
pub use scale::ColorScale;
pub use scree::scree;
pub use ticks::{format_tick, log_ticks, nice_ticks};
