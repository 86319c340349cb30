//! The middle of the window: a message where there is one, the legend, both maps.

use super::{Panel, hints, keeping, legend_strip, maps, morph, scope_strip, theme};
use eframe::egui::{Frame, Margin, Stroke, Ui, vec2};

/// Room for the button beside a message.
const DISMISS: f32 = 76.0;

/// Both maps side by side.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    keeping::banner(ui, panel);
    message(ui, panel);
    scope_strip::show(ui, panel);
    hints::show(ui, panel);
    legend_strip::show(ui, panel);
    morph::advance(panel, ui.ctx());
    ui.columns_const(|[left, right]| {
        let [at_left, at_right] = panel.project.shown_methods();
        maps::show(left, panel, at_left);
        maps::show(right, panel, at_right);
    });
}

/// The last message, until it is dismissed.
fn message(ui: &mut Ui, panel: &mut Panel) {
    let Some(message) = panel.view.message.clone() else { return };
    let edge = if message.is_error {
        ui.visuals().error_fg_color
    } else {
        ui.visuals().widgets.inactive.bg_stroke.color
    };
    let frame = Frame::new()
        .fill(ui.visuals().window_fill)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(3)
        .inner_margin(Margin::symmetric(8, 4));
    frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let text = if message.is_error {
                theme::alarm(ui, message.text)
            } else {
                eframe::egui::RichText::new(message.text)
            };
            let room = ui.available_width() - DISMISS;
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                ui.set_width(room);
                ui.vertical(|ui| {
                    // On a line with the button's text.
                    ui.add_space(0.75 * theme::STEP);
                    ui.add(eframe::egui::Label::new(text).wrap().selectable(true));
                });
            });
            if ui.button("Dismiss").clicked() {
                panel.view.message = None;
            }
        });
    });
}
