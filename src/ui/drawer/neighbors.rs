//! The customer's neighbours on the maps themselves.

use super::Panel;
use crate::narrative::mathematics::Neighbors;
use crate::project::Explained;
use crate::ui::Combine;
use eframe::egui::Ui;

/// Selects the customer with its neighbours, so that both maps show them.
pub(super) fn on_the_maps(ui: &mut Ui, panel: &mut Panel, found: &Explained, told: &Neighbors) {
    let Some(row) = found.found.row else { return };
    ui.horizontal_wrapped(|ui| {
        let near = told.in_data.iter().map(|term| term.row);
        let beside = told.on_map.iter().map(|term| term.row);
        for (text, about, rows) in [
            (
                "Select its neighbours in the data",
                "This customer and those who belong to it the most keep their colours on every picture.",
                near.collect::<Vec<_>>(),
            ),
            (
                "Select those beside it",
                "This customer and its nearest on the t-SNE map keep their colours on every picture.",
                beside.collect(),
            ),
        ] {
            if ui.button(text).on_hover_text(about).clicked() {
                panel.view.selection.click(row, false);
                panel.view.selection.take(rows, Combine::Add);
                ui.ctx().request_repaint();
            }
        }
    });
}
