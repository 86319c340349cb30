//! The mark of a segment or cluster, and a choice of others.

use super::{points, theme};
use crate::plots::style_of;
use eframe::egui::{Grid, Popup, Rect, Role, Sense, Ui, WidgetInfo, vec2};

/// Colours and shapes to choose from: six colours in four shapes.
const STYLES: usize = 24;

/// Draws the mark; a click offers the others. Returns the number of the one that was chosen.
pub(super) fn show(ui: &mut Ui, style: usize, of: &str) -> Option<usize> {
    let mut chosen = None;
    let (rect, response) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::click());
    mark(ui, rect, style);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Colour of {of}")));
    let response = response.on_hover_text("Choose colour and shape.");
    Popup::menu(&response).show(|ui| {
        Grid::new("styles").spacing(vec2(4.0, 4.0)).show(ui, |ui| {
            for style in 0..STYLES {
                let (rect, response) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::click());
                mark(ui, rect, style);
                let name = format!("Style {}", style + 1);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if response.clicked() {
                    chosen = Some(style);
                }
                if style % 6 == 5 {
                    ui.end_row();
                }
            }
        });
    });
    chosen
}

fn mark(ui: &Ui, rect: Rect, style: usize) {
    let (color, shape) = style_of(style);
    ui.painter().add(points::shape(rect.center(), 5.0, shape, theme::color(color)));
}
