//! An outline drawn with the pointer: what lies inside it is meant.

use super::{Look, theme};
use crate::plots::{Ink, PointIndex, Points, drawable};
use eframe::egui::{
    self, CursorIcon, Id, Painter, PointerButton, Pos2, Response, Shape, Stroke, Ui,
};
use egui_plot::{PlotPoint, PlotTransform};
use std::sync::Arc;

/// What dragging on a map does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tool {
    /// It moves the map.
    #[default]
    Pan,
    /// It draws an outline round customers.
    Lasso,
    /// It spans a rectangle over them.
    Rectangle,
}

/// The pointer goes this far before another corner is set, in points.
const STEP: f32 = 3.0;

/// The corners so far, in the figure's units: the map may not be moved under the outline, but the window may.
#[derive(Debug, Clone, Default)]
struct Drawing {
    corners: Vec<[f64; 2]>,
    last: Option<Pos2>,
}

/// Follows the pointer; returns the outline that was closed in this frame.
pub(super) fn follow(
    ui: &Ui,
    response: &Response,
    transform: &PlotTransform,
    tool: Tool,
) -> Option<Vec<[f64; 2]>> {
    if tool == Tool::Pan {
        return None;
    }
    let id = response.id.with("outline");
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    let drawing = ui.data(|data| data.get_temp::<Drawing>(id).is_some());
    let escape =
        |input: &mut egui::InputState| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape);
    if drawing && ui.input_mut(escape) {
        ui.data_mut(|data| data.remove_temp::<Drawing>(id));
        return None;
    }
    let primary = PointerButton::Primary;
    if response.drag_started_by(primary) {
        // Where the button went down: by now the pointer has moved on.
        let from = ui.input(|input| input.pointer.press_origin());
        let corners = from.map(|at| place(transform, at)).into_iter().collect();
        ui.data_mut(|data| data.insert_temp(id, Drawing { corners, last: from }));
    }
    let mut drawing = ui.data(|data| data.get_temp::<Drawing>(id))?;
    // All the way that the pointer went since the last frame: on a slow screen that is far.
    let way = ui.input(|input| {
        let moved = |event: &egui::Event| match event {
            egui::Event::PointerMoved(at) => Some(*at),
            _ => None,
        };
        input.events.iter().filter_map(moved).collect::<Vec<Pos2>>()
    });
    for at in way.into_iter().chain(response.interact_pointer_pos()) {
        extend(&mut drawing, transform, tool, at);
    }
    if response.drag_stopped_by(primary) {
        ui.data_mut(|data| data.remove_temp::<Drawing>(id));
        return (drawing.corners.len() > 2).then_some(drawing.corners);
    }
    ui.data_mut(|data| data.insert_temp(id, drawing));
    None
}

fn extend(drawing: &mut Drawing, transform: &PlotTransform, tool: Tool, at: Pos2) {
    let Some(first) = drawing.corners.first().copied() else { return };
    if tool == Tool::Rectangle {
        let now = place(transform, at);
        drawing.corners = vec![first, [now[0], first[1]], now, [first[0], now[1]]];
    } else if drawing.last.is_none_or(|last| last.distance(at) >= STEP) {
        drawing.corners.push(place(transform, at));
        drawing.last = Some(at);
    }
}

fn place(transform: &PlotTransform, at: Pos2) -> [f64; 2] {
    let point = transform.value_from_position(at);
    [point.x, point.y]
}

/// Draws the outline that is on its way.
pub(super) fn paint(ui: &Ui, painter: &Painter, response: &Response, transform: &PlotTransform) {
    let id: Id = response.id.with("outline");
    let Some(drawing) = ui.data(|data| data.get_temp::<Drawing>(id)) else { return };
    let at =
        |corner: &[f64; 2]| transform.position_from_point(&PlotPoint::new(corner[0], corner[1]));
    let corners: Vec<Pos2> = drawing.corners.iter().map(at).collect();
    let (Some(first), Some(last)) = (corners.first(), corners.last()) else { return };
    // A halo: the line is seen on any crowd.
    let halo = Stroke::new(3.5, theme::color(theme::inks(ui).background).gamma_multiply(0.8));
    let stroke = Stroke::new(1.5, theme::ink(ui, Ink::Primary));
    let closing = Shape::dashed_line(&[*last, *first], stroke, 4.0, 3.0);
    painter.add(Shape::line(corners.clone(), halo));
    painter.add(Shape::line(corners, stroke));
    painter.extend(closing);
}

/// The points inside an outline, ascending.
pub(super) fn inside(points: &Points, look: &Look<'_>, outline: &[[f64; 2]]) -> Vec<u32> {
    match look.index.filter(|index| Arc::ptr_eq(index.points(), &points.xy)) {
        Some(index) => index.inside(outline),
        None => PointIndex::new(&points.xy).inside(outline),
    }
}

/// The point nearest to a place on the screen, within `reach` points of it.
pub(super) fn nearest(
    points: &Points,
    look: &Look<'_>,
    transform: &PlotTransform,
    at: Pos2,
    reach: f32,
) -> Option<usize> {
    let place = place(transform, at);
    let per_point = [transform.dvalue_dpos()[0], transform.dvalue_dpos()[1]];
    let reach = per_point.map(|units| units.abs() * f64::from(reach));
    if let Some(index) = look.index.filter(|index| Arc::ptr_eq(index.points(), &points.xy)) {
        return index.nearest(place, reach);
    }
    if points.xy.len() > LINEAR {
        return None;
    }
    let square = |p: &[f64; 2]| (0..2).map(|d| ((p[d] - place[d]) / reach[d]).powi(2)).sum::<f64>();
    let squares = points.xy.iter().enumerate().filter(|(_, p)| drawable(p));
    let squares = squares.map(|(i, p)| (i, square(p))).filter(|(_, square)| *square <= 1.0);
    squares.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
}

/// Points up to which each is looked at where there is no index.
const LINEAR: usize = 20_000;
