//! Opening a file by its path: where the system has no dialog, and for those who prefer it.

use super::{Panel, theme};
use crate::project::Action;
use eframe::egui::{Id, Key, Modal, TextEdit, Ui};

/// The dialog, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut path) = panel.view.typed_path.take() else { return };
    let mut open = true;
    let modal = Modal::new(Id::unique("typed path")).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.label(theme::heading("Open by path"));
        if let Some(reason) = panel.view.typed_path_reason {
            ui.label(reason);
        }
        let label = ui.label("Path of a CSV file");
        let edit = TextEdit::singleline(&mut path).desired_width(f32::INFINITY);
        let response = ui.add(edit).labelled_by(label.id);
        if !response.has_focus() && !response.lost_focus() {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        ui.add_space(theme::STEP);
        ui.horizontal(|ui| {
            let ready = !path.trim().is_empty();
            let clicked = ui.add_enabled(ready, eframe::egui::Button::new("Open file")).clicked();
            if ready && (clicked || entered) {
                panel.asks.push(super::Ask::Document(Action::Open(tidy(&path).into())));
                open = false;
            }
            if ui.button("Close").clicked() {
                open = false;
            }
        });
    });
    if open && !modal.should_close() {
        panel.view.typed_path = Some(path);
    } else {
        panel.view.typed_path_reason = None;
    }
}

/// Pasted paths come with quotation marks and spaces around them.
fn tidy(path: &str) -> &str {
    path.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    #[test]
    fn pasted_paths_lose_their_marks() {
        assert_eq!(super::tidy(" \"/data/my file.csv\" "), "/data/my file.csv");
    }
}
