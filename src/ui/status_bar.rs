//! What is under way, what was said, how large the picture is.

use super::dialogs::Waiting;
use super::{Command, Panel, Tab, menu_bar, theme};
use crate::data::NoticeKind;
use eframe::egui::{Align, Button, Layout, ProgressBar, Ui};
use std::time::Duration;

/// Work shorter than this shows nothing, so that nothing blinks.
const SILENT: Duration = Duration::from_millis(200);
/// How often a bar moves: seldom, since software rendering takes its share of the cores from the work.
const BEAT: Duration = Duration::from_millis(250);

/// The bar at the bottom.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, dialog: Waiting) {
    ui.horizontal(|ui| {
        jobs(ui, panel);
        match dialog {
            Waiting::No => {}
            Waiting::Shortly => {
                ui.label("Waiting for the file dialog\u{2026}");
            }
            Waiting::Long => {
                ui.label("The system's file dialog is open. If it does not appear:");
                menu_bar::button(ui, panel, Command::TypePath, true);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| notice_count(ui, panel));
    });
}

fn jobs(ui: &mut Ui, panel: &mut Panel) {
    let mut shown = false;
    for (name, fraction, elapsed, cancel) in panel.project.jobs() {
        if elapsed < SILENT {
            ui.ctx().request_repaint_after(SILENT.saturating_sub(elapsed));
            continue;
        }
        shown = true;
        let seconds = elapsed.as_secs();
        let bar = match fraction {
            Some(share) => ProgressBar::new(share),
            // Of unknown length: it moves, and promises nothing.
            None => ProgressBar::new(sweep(elapsed)),
        };
        ui.label(format!("{name}, {seconds} s"));
        ui.add(bar.desired_width(120.0).desired_height(8.0));
        if ui
            .add(Button::new("Cancel").small())
            .on_hover_text("Stop this job; what is on screen stays.")
            .clicked()
        {
            panel.ask(cancel);
        }
        ui.ctx().request_repaint_after(BEAT);
    }
    if !shown && panel.project.opened().is_some() && panel.project.jobs().is_empty() {
        ui.label(theme::note(ui, "Ready"));
    }
}

/// A share that comes closer to 1 and never reaches it.
fn sweep(elapsed: Duration) -> f32 {
    let seconds = elapsed.as_secs_f32();
    seconds / (seconds + 20.0)
}

fn notice_count(ui: &mut Ui, panel: &mut Panel) {
    let notices = panel.project.notices();
    if notices.is_empty() {
        return;
    }
    let pressing = notices.iter().filter(|n| n.kind != NoticeKind::Info).count();
    let text = match (notices.len(), pressing) {
        (1, 0) => "1 notice".to_owned(),
        (all, 0) => format!("{all} notices"),
        (all, pressing) => format!("{all} notices, {pressing} to look at"),
    };
    let tooltip = "What was left out, filled, encoded or guessed.";
    if ui.add(Button::new(text).small()).on_hover_text(tooltip).clicked() {
        panel.view.tab = Tab::Notices;
    }
}
