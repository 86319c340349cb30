//! Points as shapes of egui.

use super::Scene;
use crate::plots::Shape as Form;
use eframe::egui::{Color32, Pos2, Shape, Stroke, pos2};

/// All points in sight, in drawing order; where some are selected the others are below. `seen` says which can be in
/// sight, where that is known.
pub(super) fn all<'a>(
    scene: &'a Scene<'_>,
    seen: Option<&'a [bool]>,
) -> impl Iterator<Item = Shape> + 'a {
    let layer = move |on_top: bool| {
        let order = scene.points.order.iter().map(|at| *at as usize);
        let hidden = move |at: &usize| seen.is_some_and(|s| s.get(*at) == Some(&false));
        order.filter(move |at| !hidden(at) && scene.is_on_top(*at) == on_top)
    };
    let beneath = scene.selected.is_some().then(|| layer(false));
    beneath.into_iter().flatten().chain(layer(true)).filter_map(|at| {
        let center = scene.seen_at(at)?;
        let form = scene.points.shapes.get(at).copied().unwrap_or(Form::Ring);
        let color = scene.color(at).gamma_multiply(scene.opacity(at));
        Some(shape(center, scene.style.radius, form, color))
    })
}

/// One point; all forms have the area of the circle.
pub(in crate::ui) fn shape(center: Pos2, radius: f32, form: Form, color: Color32) -> Shape {
    // Half the side of a square, and the circumradius of a triangle, of the circle's area.
    let (half, tip) = (radius * 0.886, radius * 1.555);
    let polygon = |corners: Vec<Pos2>| Shape::convex_polygon(corners, color, Stroke::NONE);
    let by = |x: f32, y: f32| pos2(center.x + x, center.y + y);
    match form {
        Form::Circle => Shape::circle_filled(center, radius, color),
        Form::Ring => {
            // egui draws the line outside of its circle; its outer edge is to be on the disc's.
            Shape::circle_stroke(center, radius * 0.65, Stroke::new(radius * 0.35, color))
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
