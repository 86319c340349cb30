//! Points on the screen: which are set apart, which the pointer means.

use super::{Pen, theme};
use crate::plots::{Ink, Points, Shape as Form, drawable};
use eframe::egui::{Color32, Pos2, Shape, Stroke, pos2};

/// How far from a point the pointer still means it, in points.
const REACH: f32 = 10.0;
/// How much of their opacity points keep that are not selected while others are.
const CONTEXT: f32 = 0.7;

impl Pen<'_> {
    /// Draws them; where some are selected the others are grey, and below.
    pub(super) fn points(&self, points: &Points, selected: Option<&[bool]>) {
        let seen = self.transform.frame().expand(points.radius * 2.0);
        let grey = theme::color(theme::inks(self.ui).axis);
        let is_selected = |at: usize| selected.is_none_or(|s| s.get(at).copied().unwrap_or(false));
        let drawn = |set_apart: bool| {
            points.order.iter().filter_map(move |&at| {
                let at = at as usize;
                let place = points.xy[at];
                if is_selected(at) != set_apart || !drawable(&place) {
                    return None;
                }
                let center = self.place(place);
                let opacity = points.opacity_of(at) * self.opacity;
                let color = match (set_apart, selected) {
                    (false, _) => grey.gamma_multiply(opacity * CONTEXT),
                    (true, None) => theme::color(points.colors[at]).gamma_multiply(opacity),
                    // Few among many: as strong as can be.
                    (true, Some(_)) => theme::color(points.colors[at]).gamma_multiply(self.opacity),
                };
                seen.contains(center)
                    .then(|| point(center, points.radius, points.shapes[at], color))
            })
        };
        if selected.is_some() {
            self.painter.extend(drawn(false));
        }
        self.painter.extend(drawn(true));
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
    pub(super) fn ring(&self, points: &Points, at: usize) {
        let Some(place) = points.xy.get(at).filter(|place| drawable(place)) else { return };
        let center = self.place(*place);
        let radius = points.radius + 4.0;
        // A halo, so that the ring is seen on any crowd.
        let halo = theme::color(theme::inks(self.ui).background);
        self.painter.circle_stroke(center, radius, Stroke::new(4.0, halo));
        let ink = theme::ink(self.ui, Ink::Primary);
        self.painter.circle_stroke(center, radius, Stroke::new(2.0, ink));
    }
}

/// One point; all forms have the area of the circle.
pub(in crate::ui) fn point(center: Pos2, radius: f32, form: Form, color: Color32) -> Shape {
    // Half the side of a square, and the circumradius of a triangle, of the circle's area.
    let (half, tip) = (radius * 0.886, radius * 1.555);
    let polygon = |corners: Vec<Pos2>| Shape::convex_polygon(corners, color, Stroke::NONE);
    let by = |x: f32, y: f32| pos2(center.x + x, center.y + y);
    match form {
        Form::Circle => Shape::circle_filled(center, radius, color),
        Form::Ring => {
            Shape::circle_stroke(center, radius * 0.85, Stroke::new(radius * 0.35, color))
        }
        Form::Square => {
            polygon(vec![by(-half, -half), by(half, -half), by(half, half), by(-half, half)])
        }
        Form::Diamond => {
            let d = half * std::f32::consts::SQRT_2;
            polygon(vec![by(0.0, -d), by(d, 0.0), by(0.0, d), by(-d, 0.0)])
        }
        Form::Triangle => {
            let (w, h) = (tip * 0.866, tip * 0.5);
            polygon(vec![by(0.0, -tip), by(w, h), by(-w, h)])
        }
    }
}
