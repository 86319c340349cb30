//! The explained variance, with the cut that is dragged.
//!
//! While it is dragged the cut is a draft; let go, it is a decision, and one step of undo.

use super::figure_view::{self, Look};
use super::{Panel, theme};
use crate::methods::Method;
use crate::plots::{Figure, Ink, cut_place};
use crate::project::{Action, Choices};
use crate::words::count_of;
use eframe::egui::{
    CursorIcon, EventFilter, Id, Key, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo,
    accesskit, pos2, vec2,
};
use egui_plot::PlotTransform;
use std::sync::Arc;

/// How far from the line the pointer takes hold of it, in points.
const REACH: f32 = 7.0;
/// The grip on the line, in points.
const GRIP: [f32; 2] = [10.0, 26.0];

/// How many components there are, and how many of them are kept.
fn counts(panel: &Panel) -> Option<(usize, usize)> {
    let all = panel.project.map(Method::Pca)?.explained_variance.as_ref()?.len().max(1);
    let kept = panel.view.cut.unwrap_or(panel.project.choices().kept);
    Some((all, kept.clamp(1, all)))
}

/// The figure on show, if PCA was computed.
pub(super) fn figure(panel: &mut Panel) -> Option<Arc<Figure>> {
    let (_, kept) = counts(panel)?;
    panel.view.drawn.scree(panel.project, kept)
}

/// The figure, and the cut on it.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, figure: &Figure) {
    let Some((all, kept)) = counts(panel) else { return };
    let look = Look { dimmed: panel.project.is_stale(Method::Pca), fit: true, ..Look::default() };
    let shown = figure_view::show(ui, "scree", figure, look);
    shown.response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, "Explained variance of each component")
    });
    cut(ui, panel, &shown.transform, all, kept);
}

/// The handle on the line of the cut.
fn cut(ui: &mut Ui, panel: &mut Panel, transform: &PlotTransform, all: usize, kept: usize) {
    let frame = *transform.frame();
    let x = transform.position_from_point(&egui_plot::PlotPoint::new(cut_place(kept), 0.0)).x;
    let line = Rect::from_x_y_ranges(x - REACH..=x + REACH, frame.y_range());
    let response = ui.interact(line, Id::unique("cut"), Sense::click_and_drag());
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal).on_hover_text(format!(
        "The cut: {} of {all} kept. Drag it, or use the left and right keys. Outliers, contributions, \
         cos\u{b2} and the heat map tell of the components before it.",
        count_of(kept, "component is", "components are")
    ));
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    let mut wanted = kept;
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let place = transform.value_from_position(pointer).x - 0.5;
        wanted = place.round().clamp(1.0, all as f64) as usize;
        panel.view.cut = Some(wanted);
    }
    let steps = steps(ui, &response, kept, all);
    wanted = wanted.saturating_add_signed(steps).clamp(1, all);
    response.widget_info(|| WidgetInfo::slider(true, kept as f64, "Components kept"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(1.0);
        node.set_max_numeric_value(all as f64);
        node.set_numeric_value_step(1.0);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
    let dropped = response.drag_stopped();
    if dropped {
        wanted = panel.view.cut.take().unwrap_or(wanted);
    }
    if (dropped || steps != 0) && wanted != panel.project.choices().kept {
        let choices = Choices { kept: wanted, ..panel.project.choices().clone() };
        panel.ask(Action::Choose(choices));
    }
    // In the strip above the bars, where it hides none of their numbers.
    grip(ui, &response, pos2(x, frame.top() + 0.27 * frame.height()));
}

/// By how much keys, or a screen reader, move the cut.
fn steps(ui: &Ui, response: &Response, kept: usize, all: usize) -> isize {
    let asked = ui.input(|input| {
        let count = |action| input.num_accesskit_action_requests(response.id, action).cast_signed();
        count(accesskit::Action::Increment) - count(accesskit::Action::Decrement)
    });
    if !response.has_focus() {
        return asked;
    }
    // Keys move the cut, not the focus.
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    ui.input(|input| {
        let presses = |key| input.num_presses(key).cast_signed();
        let end = presses(Key::End).min(1) * (all - kept).cast_signed();
        let home = presses(Key::Home).min(1) * (kept - 1).cast_signed();
        asked + presses(Key::ArrowRight) - presses(Key::ArrowLeft) + end - home
    })
}

fn grip(ui: &Ui, response: &Response, at: eframe::egui::Pos2) {
    let rect = Rect::from_center_size(at, GRIP.into());
    let held = response.has_focus() || response.hovered() || response.dragged();
    let ink = theme::ink(ui, if held { Ink::Accent } else { Ink::Primary });
    let ground = theme::color(theme::inks(ui).background);
    let width = if held { 2.0 } else { 1.2 };
    let stroke = Stroke::new(width, ink);
    ui.painter().rect(rect, 3.0, ground, stroke, eframe::egui::StrokeKind::Inside);
    for side in [-1.5, 1.5] {
        let half = vec2(0.0, GRIP[1] / 5.0);
        let middle = at + vec2(side, 0.0);
        ui.painter().line_segment([middle - half, middle + half], Stroke::new(1.0, ink));
    }
}
