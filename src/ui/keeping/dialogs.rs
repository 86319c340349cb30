//! Questions about keeping: what becomes of unsaved decisions, of data that changed, of what a crash left.

use super::{Keep, Leave};
use crate::project::Action;
use crate::ui::{Ask, Panel, Purpose, theme};
use eframe::egui::{Button, Frame, Id, Label, Margin, Modal, Stroke, Ui};

/// How wide the questions are.
const WIDTH: f32 = 460.0;

/// Asks what becomes of unsaved decisions, while something waits for it.
pub(in crate::ui) fn leaving(ui: &mut Ui, panel: &mut Panel) {
    let Some(leave) = &panel.view.keeping.leaving else { return };
    let before = match leave {
        Leave::Close => "before the window is closed",
        Leave::Open(_) => "before another file is opened",
        Leave::Arrived => "before the file that was read takes its place",
    };
    let name = match (panel.project.file(), panel.project.opened()) {
        (Some(file), _) => file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        (None, Some(opened)) => opened.table.short_name(),
        (None, None) => String::new(),
    };
    let mut answer = None;
    let modal = Modal::new(Id::unique("leaving")).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.label(theme::heading(format!("Save your decisions {before}?")));
        let what = if panel.project.file().is_some() {
            format!("{name} was changed since it was saved.")
        } else {
            format!("What you decided about {name} is in no project file.")
        };
        ui.add(Label::new(what).wrap());
        ui.add_space(theme::STEP);
        ui.horizontal(|ui| {
            for (text, tooltip, keep) in [
                ("Save", "Save the project, then go on.", Keep::SaveAndLeave),
                ("Do not save", "Go on; the decisions are lost.", Keep::Leave),
                ("Cancel", "Stay here.", Keep::Stay),
            ] {
                if ui.button(text).on_hover_text(tooltip).clicked() {
                    answer = Some(keep);
                }
            }
        });
    });
    if modal.should_close() && answer.is_none() {
        answer = Some(Keep::Stay);
    }
    panel.asks.extend(answer.map(Ask::Keep));
}

/// Asks what is to be done where the data of a project are not there, or not what they were.
pub(in crate::ui) fn data_question(ui: &mut Ui, panel: &mut Panel) {
    let Some(loaded) = panel.project.data_question() else { return };
    let name = loaded.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let unread = loaded.unread.is_some();
    let there = loaded.data.is_some() || unread;
    let mut ask = None;
    let modal = Modal::new(Id::unique("data question")).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let what = match (there, unread) {
            (_, true) => "The data lie elsewhere",
            (true, _) => "The data changed",
            (false, _) => "The data are not there",
        };
        ui.label(theme::heading(format!("{what}: {name}")));
        // As they are: a capital would make another path of one.
        for doubt in &loaded.doubts {
            ui.add(Label::new(doubt).wrap().selectable(true));
        }
        if there && !(loaded.file.choices.segments.is_empty() && loaded.file.choices.scope.is_empty()) {
            let text = "Segments hold customers by the number of their row: where rows moved, they would hold others.";
            ui.add(Label::new(theme::alarm(ui, text)).wrap());
        }
        ui.add_space(theme::STEP);
        ui.horizontal(|ui| {
            if ui.button("Locate\u{2026}").on_hover_text("Choose the table of this project.").clicked() {
                ask = Some(Ask::Choose(Purpose::LocateData));
            }
            let tooltip = "Type or paste the path of the table.";
            if ui.button("Type the path\u{2026}").on_hover_text(tooltip).clicked() {
                ask = Some(Ask::Type(Purpose::LocateData));
            }
            let tooltip = "Go on with the table as it is now; what does not fit is said.";
            if ui.add_enabled(there, Button::new("Use it as it is")).on_hover_text(tooltip).clicked() {
                ask = Some(Ask::Document(Box::new(Action::UseData(None))));
            }
            if ui.button("Cancel").on_hover_text("Do not open the project.").clicked() {
                ask = Some(Ask::Document(Box::new(Action::LeaveProject)));
            }
        });
    });
    if modal.should_close() && ask.is_none() && panel.view.typed_path.is_none() {
        ask = Some(Ask::Document(Box::new(Action::LeaveProject)));
    }
    panel.asks.extend(ask);
}

/// Offers what windows left behind that ended without being closed; says while nothing would outlive a crash now.
pub(in crate::ui) fn banner(ui: &mut Ui, panel: &mut Panel) {
    if let Some(trouble) = &panel.view.keeping.trouble {
        ui.add(Label::new(theme::alarm(ui, trouble)).wrap());
    }
    if panel.view.keeping.crashed.is_empty() {
        return;
    }
    let edge = ui.visuals().widgets.inactive.bg_stroke.color;
    let frame = Frame::new()
        .fill(ui.visuals().window_fill)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(3)
        .inner_margin(Margin::symmetric(8, 4));
    let mut answer = None;
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::strong("dimlens ended without being closed."));
            ui.label("Decisions that were not saved are still here:");
            let tooltip = "Keep them, and ask again at the next start.";
            if ui.add(Button::new("Later").small()).on_hover_text(tooltip).clicked() {
                answer = Some(Keep::Later);
            }
        });
        for (at, crashed) in panel.view.keeping.crashed.iter().enumerate() {
            ui.horizontal(|ui| {
                let tooltip = "Open the table with these decisions; Save keeps them.";
                let restore = ui.add(Button::new("Restore").small()).on_hover_text(tooltip);
                let tooltip = "Delete these decisions for good.";
                let discard = ui.add(Button::new("Discard").small()).on_hover_text(tooltip);
                ui.add(Label::new(&crashed.name).truncate());
                ui.label(theme::note(ui, crashed.age()));
                if restore.clicked() {
                    answer = Some(Keep::Restore(at));
                } else if discard.clicked() {
                    answer = Some(Keep::Discard(at));
                }
            });
        }
    });
    panel.asks.extend(answer.map(Ask::Keep));
}
