//! Points of a figure: drawn, joined, ringed.

use super::{Look, Pen, Seen, theme};
use crate::plots::{Figure, Ink, Points, drawable};
use crate::ui::pinned::Links;
use crate::ui::points::{self, Scene, Style, View};
use eframe::egui::Stroke;

impl Pen<'_> {
    /// Draws them and returns the radius they have at this zoom.
    pub(super) fn points(&self, points: &Points, figure: &Figure, look: &Look<'_>) -> f32 {
        let view = View::new(self.transform);
        let zoom = Seen::new(figure, self.transform).zoom;
        let style = Style::new(self.ui, points, zoom, look.wish, self.opacity);
        let scene = Scene { points, selected: look.selected, view, style };
        points::paint(self.painter, self.id.with("points"), &scene);
        style.radius
    }

    /// Thin rings round what a search found.
    pub(super) fn hits(&self, points: &Points, radius: f32, hits: &[usize]) {
        let halo = theme::color(theme::inks(self.ui).background).gamma_multiply(0.8);
        let ink = self.ink(Ink::Accent);
        for place in hits.iter().filter_map(|at| points.xy.get(*at)).filter(|at| drawable(at)) {
            let center = self.place(*place);
            self.painter.circle_stroke(center, radius + 3.0, Stroke::new(3.0, halo));
            self.painter.circle_stroke(center, radius + 3.0, Stroke::new(1.5, ink));
        }
    }

    /// Joins a point to others, under the rings.
    pub(super) fn links(&self, points: &Points, links: Option<&Links>) {
        let Some(links) = links else { return };
        let place = |at: &usize| {
            points.xy.get(*at).filter(|place| drawable(place)).map(|place| self.place(*place))
        };
        let Some(from) = place(&links.from) else { return };
        let halo = theme::color(theme::inks(self.ui).background).gamma_multiply(0.7);
        let ink = self.ink(Ink::Primary);
        for to in links.to.iter().filter_map(place) {
            self.painter.line_segment([from, to], Stroke::new(2.5, halo));
            self.painter.line_segment([from, to], Stroke::new(1.0, ink));
            self.painter.circle(to, 3.0, halo, Stroke::new(1.0, ink));
        }
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
