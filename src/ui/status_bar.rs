//! What is under way, what was said, how large the picture is.

use super::writer::Writer;
use super::{Ask, Command, Panel, Purpose, Tab, menu_bar, selection_panel, theme};
use crate::data::NoticeKind;
use crate::project::JobLine;
use eframe::egui::{Align, Button, Layout, ProgressBar, Ui};
use std::time::Duration;

/// Work shorter than this shows nothing, so that nothing blinks.
const SILENT: Duration = Duration::from_millis(200);
/// How often a bar moves: seldom, since software rendering takes its share of the cores from the work.
const BEAT: Duration = Duration::from_millis(250);

/// The bar at the bottom.
pub(super) fn show(
    ui: &mut Ui,
    panel: &mut Panel,
    dialog: Option<(&Purpose, bool)>,
    writer: &Writer,
) {
    ui.horizontal(|ui| {
        jobs(ui, panel);
        writing(ui, panel, writer);
        waiting(ui, panel, dialog);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            notice_count(ui, panel);
            selected(ui, panel);
        });
    });
}

/// Whether the system's file dialog is on the screen nobody tells; so it is only said to be waited for.
fn waiting(ui: &mut Ui, panel: &mut Panel, dialog: Option<(&Purpose, bool)>) {
    let Some((purpose, long)) = dialog else { return };
    ui.label("Waiting for the system\u{2019}s file dialog\u{2026}");
    if !long {
        return;
    }
    let button = |text| Button::new(text).small();
    let tooltip = "If no dialog is on the screen: type or paste the path.";
    if ui.add(button("Type the path\u{2026}")).on_hover_text(tooltip).clicked() {
        panel.asks.push(Ask::Type(purpose.clone()));
    }
    let tooltip = "Go on without a file.";
    if ui.add(button("Do not wait")).on_hover_text(tooltip).clicked() {
        panel.asks.push(Ask::GiveUpDialog);
    }
}

/// A report takes a while: how far it is, and the way to stop it.
fn writing(ui: &mut Ui, panel: &mut Panel, writer: &Writer) {
    let Some((name, fraction, elapsed)) = writer.under_way() else { return };
    if elapsed < SILENT {
        ui.ctx().request_repaint_after(SILENT.saturating_sub(elapsed));
        return;
    }
    ui.label(format!("{name}, {} s", elapsed.as_secs()));
    let share = fraction.unwrap_or_else(|| sweep(elapsed));
    ui.add(ProgressBar::new(share).desired_width(120.0).desired_height(8.0));
    let tooltip = "Stop writing; nothing is left behind.";
    if ui.add(Button::new("Cancel").small()).on_hover_text(tooltip).clicked() {
        panel.asks.push(Ask::StopWriting);
    }
    ui.ctx().request_repaint_after(BEAT);
}

fn jobs(ui: &mut Ui, panel: &mut Panel) {
    let mut shown = false;
    for JobLine { name, fraction, elapsed, left, cancel } in panel.project.jobs() {
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
        ui.label(match left {
            Some(left) => format!("{name}, {} s left", left.as_secs_f32().ceil()),
            None => format!("{name}, {seconds} s"),
        });
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

/// How many customers are set apart.
fn selected(ui: &mut Ui, panel: &mut Panel) {
    if panel.view.selection.rows().is_empty() {
        return;
    }
    menu_bar::button(ui, panel, Command::SelectNothing);
    ui.label(selection_panel::share(panel));
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
