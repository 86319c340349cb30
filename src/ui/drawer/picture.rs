//! A figure in the drawer: its title, what its colours mean, the figure, what is to be read of it.

use super::theme;
use crate::narrative::mathematics::Topic;
use crate::plots::{Figure, Ticks};
use crate::project::LessonFigure;
use crate::ui::figure_view::{self, Look, Shown, Tool};
use crate::ui::{Panel, customer, legend_strip, row_picture};
use eframe::egui::{Label, Role, Ui, WidgetInfo, vec2};

/// A line of lying bars or cells, numbers and name of the axis below them, in points.
const LINE: f32 = 17.0;
/// The same where there are few of them, with words above.
const FEW: usize = 6;
const ROOMY: f32 = 34.0;
const AXIS: f32 = 44.0;
/// Of a figure without lines, and at most of one whose axes have the same unit.
const HIGH: f32 = 190.0;
const SQUARE: f32 = 360.0;
/// No figure is higher, in points.
const HIGHEST: f32 = 560.0;

/// How high a figure of this width is.
fn height(figure: &Figure, width: f32) -> f32 {
    match &figure.y.ticks {
        Ticks::At(lines) => {
            let line = if lines.len() > FEW { LINE } else { ROOMY };
            (lines.len() as f32 * line + AXIS).min(HIGHEST)
        }
        _ if figure.equal_aspect => (0.82 * width).min(SQUARE),
        _ => HIGH,
    }
}

/// Draws it. Points that are customers answer the pointer as on the maps: they are ringed on every picture, and a click
/// asks about them.
pub(super) fn show(
    ui: &mut Ui,
    panel: &mut Panel,
    id: (Topic, usize),
    drawn: &LessonFigure,
    dimmed: bool,
) -> Shown {
    let LessonFigure { figure, rows } = drawn;
    ui.add_space(theme::STEP);
    ui.add(Label::new(theme::strong(&figure.title)).wrap());
    if let Some(legend) = &figure.legend {
        ui.horizontal_wrapped(|ui| legend_strip::entries(ui, legend));
    }
    let size = vec2(ui.available_width(), height(figure, ui.available_width()));
    let shown = ui.allocate_ui(size, |ui| {
        ui.set_min_size(size);
        let rings = row_picture::rings(panel, rows);
        let look = Look { rings, dimmed, fit: true, tool: Tool::Pan, ..Look::default() };
        figure_view::show(ui, ("mathematics", id), figure, look)
    });
    let shown = shown.inner;
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &figure.title));
    if let Some(row) = shown.clicked.and_then(|at| rows.get(at).copied()) {
        panel.view.selection.click(row, false);
        ui.ctx().request_repaint();
    }
    if let Some(row) = shown.hovered.and_then(|at| rows.get(at).copied()) {
        panel.view.hovering = Some(row);
        if panel.view.hovered != Some(row) {
            ui.ctx().request_repaint();
        }
        customer::tooltip(panel, &shown.response, row);
    }
    ui.add(Label::new(theme::note(ui, &figure.caption)).wrap());
    shown
}
