//! The export dialog: which figure, which format, how large; the picture beside it.

use super::{Ask, Panel, Preview, Purpose, fields, missing, preview, theme};
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
                    let drawn = missing::figure(ui, panel, &plan);
                    let wrong = plan.page_trouble();
                    if let Some(wrong) = &wrong {
                        ui.label(theme::alarm(ui, format!("{}.", capitalised(wrong))));
                    }
                    (drawn, wrong.is_none())
                });
                let (drawn, fits) = asked.inner;
                let room = WIDTH - FIELDS - theme::STEP;
                preview::show(ui, panel, &plan, drawn.as_ref(), room);
                drawn.is_some() && fits
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
