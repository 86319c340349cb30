//! A file by its path: where the system has no dialog, and for those who prefer it.

use super::{Ask, Panel, Purpose, theme};
use eframe::egui::{Button, Id, Key, Modal, TextEdit, Ui};

/// The dialog, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut typed) = panel.view.typed_path.take() else { return };
    let (title, what, confirm) = words(&typed.purpose);
    let mut open = true;
    let modal = Modal::new(Id::unique("typed path")).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.label(theme::heading(title));
        if let Some(reason) = typed.reason {
            ui.label(reason);
        }
        let label = ui.label(what);
        let edit = TextEdit::singleline(&mut typed.text).desired_width(f32::INFINITY);
        let response = ui.add(edit).labelled_by(label.id);
        if !response.has_focus() && !response.lost_focus() {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        ui.add_space(theme::STEP);
        ui.horizontal(|ui| {
            let path = tidy(&typed.text);
            let ready = !path.is_empty();
            let clicked = ui.add_enabled(ready, Button::new(confirm)).clicked();
            if ready && (clicked || entered) {
                panel.asks.push(Ask::Typed(typed.purpose.clone(), path.into()));
                open = false;
            }
            if ui.button("Close").clicked() {
                open = false;
            }
        });
    });
    if open && !modal.should_close() {
        panel.view.typed_path = Some(typed);
    }
}

/// Title, name of the field, button.
fn words(purpose: &Purpose) -> (&'static str, &'static str, &'static str) {
    match purpose {
        Purpose::Open => ("Open by path", "Path of a table", "Open file"),
        Purpose::LoadRecipe => ("Load recipe", "Path of a recipe", "Load"),
        Purpose::SaveRecipe => ("Save recipe", "Path of the recipe to write", "Save"),
        Purpose::ExportSegments => ("Export segments", "Path of the table to write", "Save"),
        Purpose::ExportReport => {
            ("Export report", "Path of the report to write, .html or .pdf", "Save")
        }
        Purpose::SaveProject(_) => ("Save project", "Path of the project to write", "Save"),
        Purpose::LocateData => ("Locate the table", "Path of the project\u{2019}s table", "Use it"),
        Purpose::ExportTable(_) => ("Export table", "Path of the table to write", "Save"),
        Purpose::Export(_) => ("Export figure", "Path of the picture to write", "Save"),
    }
}

/// Pasted paths come with quotation marks and spaces around them.
fn tidy(path: &str) -> &str {
    path.trim().trim_matches(['"', '\'']).trim()
}

#[cfg(test)]
mod tests {
    #[test]
    fn pasted_paths_lose_their_marks() {
        assert_eq!(super::tidy(" \"/data/my file.csv\" "), "/data/my file.csv");
        assert_eq!(super::tidy(" '' "), "");
    }
}
