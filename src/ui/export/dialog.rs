//! The export dialog: which figure, which format, how large; the picture beside it.

use super::{Ask, Panel, Preview, Purpose, WhichFigure, clusters_panel, fields, preview, theme};
use crate::project::{Action, Analysis, FigureKind, Trouble};
use crate::words::capitalised;
use eframe::egui::{Button, Id, Modal, Ui};

/// Width of the dialog, and of the fields in it.
const WIDTH: f32 = 800.0;
const FIELDS: f32 = 400.0;

/// The dialog, while it is open.
pub(in crate::ui) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut plan) = panel.view.export.take() else { return };
    let mut open = true;
    let modal = Modal::new(Id::unique("export")).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.label(theme::heading("Export figure"));
        let ready = ui
            .horizontal_top(|ui| {
                let asked = ui.vertical(|ui| {
                    ui.set_width(FIELDS);
                    fields::show(ui, panel, &mut plan);
                    let ready = is_ready(ui, panel, plan.figure);
                    let wrong = plan.page.check().err();
                    if let Some(wrong) = &wrong {
                        ui.label(theme::alarm(ui, format!("{}.", capitalised(wrong))));
                    }
                    ready && wrong.is_none()
                });
                preview::show(ui, panel, &plan, WIDTH - FIELDS - theme::STEP);
                asked.inner
            })
            .inner;
        ui.add_space(theme::STEP);
        // Enter confirms, unless a control has the focus and wants it.
        let free = ready && ui.memory(|memory| memory.focused().is_none());
        let entered = free && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.horizontal(|ui| {
            if ui
                .add_enabled(ready, Button::new("Choose file\u{2026}"))
                .on_hover_text("Choose name and folder in the system's dialog, and save (Enter).")
                .clicked()
                || entered
            {
                panel.asks.push(Ask::Choose(Purpose::Export(plan.clone())));
                open = false;
            }
            if ui
                .add_enabled(ready, Button::new("Type the path\u{2026}"))
                .on_hover_text("Type or paste the path of the file to write.")
                .clicked()
            {
                panel.asks.push(Ask::Type(Purpose::Export(plan.clone())));
                open = false;
            }
            if ui
                .add_enabled(ready, Button::new("Copy"))
                .on_hover_text("Put the picture into the clipboard.")
                .clicked()
            {
                panel.asks.push(Ask::Copy(plan.clone()));
            }
            if ui.button("Close").clicked() {
                open = false;
            }
        });
    });
    // What was chosen is chosen for the next figure too.
    panel.view.last_export = Some(plan.clone());
    if open && !modal.should_close() {
        panel.view.export = Some(plan);
    } else {
        panel.view.preview = Preview::default();
    }
}

/// Whether a figure can be drawn; what is computed only when asked for is asked for.
fn is_ready(ui: &mut Ui, panel: &mut Panel, figure: WhichFigure) -> bool {
    const OUTLIERS: Analysis = Analysis::Outliers;
    if figure.0.is_of_clusters() {
        return clusters_panel::is_ready(ui, panel, figure);
    }
    let project = panel.project;
    if figure.0 != FigureKind::Outliers || project.has(OUTLIERS) {
        return true;
    }
    match project.analysis_trouble(OUTLIERS) {
        Some(Trouble::Failed(message)) => {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
        Some(Trouble::Cancelled) if !project.is_analysing(OUTLIERS) => {
            if ui.button("Compute outliers").clicked() {
                panel.ask(Action::Analyse(OUTLIERS));
            }
        }
        _ => {
            ui.label(theme::note(ui, "Computing outliers\u{2026}"));
            if !project.is_analysing(OUTLIERS) {
                panel.ask(Action::Analyse(OUTLIERS));
            }
        }
    }
    false
}
