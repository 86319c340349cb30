//! The way from all rows to those on the maps, and back.

use super::{Panel, theme};
use crate::project::{Action, Choices};
use crate::words::{count_of, format_count};
use eframe::egui::Ui;

/// One line above the maps, where they do not show all rows.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let (Some(opened), choices) = (panel.project.opened(), panel.project.choices()) else { return };
    let scope = &choices.scope;
    if scope.is_empty() {
        return;
    }
    let all = format!("All {}", count_of(opened.table.rows().len(), "row", "rows"));
    let mut back_to = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::note(ui, "The maps show a part:"));
        for level in 0..=scope.len() {
            let text = match level.checked_sub(1).and_then(|at| scope.get(at)) {
                Some(part) => format!("{} ({})", part.name, format_count(part.rows.len())),
                None => all.clone(),
            };
            if level == scope.len() {
                ui.label(theme::strong(text));
            } else {
                if ui.link(text).on_hover_text("Back to these rows.").clicked() {
                    back_to = Some(level);
                }
                ui.label(theme::note(ui, "\u{203a}"));
            }
        }
    });
    if let Some(level) = back_to {
        let mut choices: Choices = choices.clone();
        choices.scope.truncate(level);
        panel.ask(Action::Choose(choices));
    }
}
