//! Points of a figure: drawn, meant by the pointer, ringed.

use super::{Look, Pen, Seen, theme};
use crate::plots::{Figure, Ink, Points, drawable};
use crate::ui::points::{self, Scene, Style, View};
use eframe::egui::{Pos2, Stroke};

/// How far from a point the pointer still means it, in points.
const REACH: f32 = 10.0;

impl Pen<'_> {
    /// Draws them and returns the radius they have at this zoom.
    pub(super) fn points(&self, points: &Points, figure: &Figure, look: &Look<'_>) -> f32 {
        let view = View::new(self.transform);
        let zoom = Seen::new(figure, self.transform).zoom;
        let style = Style::new(self.ui, points, zoom, look.wish, self.opacity);
        let scene = Scene { points, selected: look.selected, view, style };
        points::paint(self.painter, self.ui.scope_id().with("points"), &scene);
        style.radius
    }

    /// The point that the pointer means.
    pub(super) fn nearest(&self, points: &Points, pointer: Pos2) -> Option<usize> {
        let far = REACH * REACH;
        let distances = points
            .xy
            .iter()
            .enumerate()
            .filter(|(_, at)| drawable(at))
            .map(|(i, at)| (i, self.place(*at).distance_sq(pointer)));
        distances.filter(|(_, d)| *d < far).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }

    /// Rings a point.
    pub(super) fn ring(&self, points: &Points, radius: f32, at: usize) {
        let Some(place) = points.xy.get(at).filter(|place| drawable(place)) else { return };
        let center = self.place(*place);
        let radius = radius + 4.0;
        // A halo, so that the ring is seen on any crowd.
        let halo = theme::color(theme::inks(self.ui).background);
        self.painter.circle_stroke(center, radius, Stroke::new(4.0, halo));
        let ink = theme::ink(self.ui, Ink::Primary);
        self.painter.circle_stroke(center, radius, Stroke::new(2.0, ink));
    }
}
