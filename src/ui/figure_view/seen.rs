//! Which part of a figure is in sight, said without its units.

use crate::plots::Figure;
use egui_plot::PlotTransform;
use std::ops::RangeInclusive;

/// A view, in terms of where the figure is shown whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// How many times closer.
    pub zoom: f64,
    /// From the figure's middle to the view's, in widths and heights of the whole.
    pub middle: [f64; 2],
}

/// Views that differ by less are the same: what arithmetic leaves.
const SAME: f64 = 1e-9;

impl Seen {
    /// What a plot of the figure shows.
    pub(super) fn new(figure: &Figure, transform: &PlotTransform) -> Self {
        let (whole, bounds) = (whole(figure, transform), transform.bounds());
        let [wide, high] = [bounds.width(), bounds.height()];
        let zoom = (whole[0] / wide * (whole[1] / high)).sqrt();
        let center = bounds.center();
        let middle = [0, 1].map(|d| {
            let off = [center.x, center.y][d] - middle(figure)[d];
            off / whole[d]
        });
        let finite = zoom.is_finite() && middle.iter().all(|v| v.is_finite());
        if finite { Self { zoom, middle } } else { Self { zoom: 1.0, middle: [0.0; 2] } }
    }

    /// The ranges of x and y that show this of another figure; nothing where they are in sight already.
    pub(super) fn bounds(
        self,
        figure: &Figure,
        transform: &PlotTransform,
    ) -> Option<[RangeInclusive<f64>; 2]> {
        let now = Self::new(figure, transform);
        let near = |a: f64, b: f64| (a - b).abs() < SAME;
        let same =
            near(now.zoom / self.zoom, 1.0) && (0..2).all(|d| near(now.middle[d], self.middle[d]));
        let whole = whole(figure, transform);
        let range = |d: usize| {
            let center = middle(figure)[d] + self.middle[d] * whole[d];
            let half = whole[d] / self.zoom / 2.0;
            center - half..=center + half
        };
        (!same).then(|| [range(0), range(1)])
    }
}

/// Width and height in sight where the figure is shown whole.
fn whole(figure: &Figure, transform: &PlotTransform) -> [f64; 2] {
    let size = [figure.x.range, figure.y.range].map(|(low, high)| high - low);
    if !figure.equal_aspect {
        return size;
    }
    // The one that the frame has room for is widened.
    let frame = [transform.frame().width(), transform.frame().height()].map(f64::from);
    let unit = (size[0] / frame[0]).max(size[1] / frame[1]);
    frame.map(|length| length * unit)
}

fn middle(figure: &Figure) -> [f64; 2] {
    [figure.x.range, figure.y.range].map(|(low, high)| f64::midpoint(low, high))
}
