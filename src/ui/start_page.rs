//! What an empty start shows: ways to a table, with a sample on the maps behind it.

use super::{Ask, Command, Panel, theme};
use crate::data::sample::SAMPLES;
use crate::project::Action;
use crate::words::one_line;
use eframe::egui::{Button, Frame, Id, Label, Modal, Ui, vec2};

const WIDTH: f32 = 680.0;
/// Files on the list of recent ones.
const RECENT: usize = 6;

/// The page, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    if !panel.view.start_page {
        return;
    }
    let mut open = true;
    let frame = Frame::popup(ui.style()).inner_margin(6.0 * theme::STEP);
    // The sample behind is to be seen.
    let modal = Modal::new(Id::unique("start page")).frame(frame).backdrop_color(theme::veil(ui));
    let modal = modal.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.label(theme::heading("dimlens").size(2.0 * theme::HEADING));
        let question = "What should I use to see the shape of my customers: PCA or t-SNE? And how far may I believe the \
                        picture? Open a table: both maps are drawn, and compared, in seconds. It stays on this computer.";
        ui.add(Label::new(question).wrap());
        ui.add_space(3.0 * theme::STEP);
        ui.columns_const(|[left, right]| {
            open &= !left.vertical(|ui| tables(ui, panel)).inner;
            open &= !right.vertical(|ui| samples(ui, panel)).inner;
        });
        ui.add_space(3.0 * theme::STEP);
        ui.horizontal(|ui| {
            let tooltip = "Close this page; the Help menu has it (Esc).";
            if ui.button("Look at the sample behind").on_hover_text(tooltip).clicked() {
                open = false;
            }
            ui.checkbox(&mut panel.view.start_page_wanted, "Show this page at the start");
        });
    });
    panel.view.start_page = open && !modal.should_close();
}

/// The user's own; says whether something was chosen.
fn tables(ui: &mut Ui, panel: &mut Panel) -> bool {
    ui.label(theme::heading("Your table"));
    let mut chosen = false;
    for command in [Command::Open, Command::TypePath] {
        let (text, _) = command.words();
        let keys = command.shortcut().map_or_else(String::new, |k| ui.ctx().format_shortcut(&k));
        let button = Button::new(text)
            .right_text(theme::note(ui, keys))
            .min_size(vec2(ui.available_width(), 7.0 * theme::STEP));
        if ui.add(button).clicked() {
            panel.asks.push(Ask::Command(command));
            chosen = true;
        }
    }
    let drop = "Or drop a file anywhere on this window: CSV, Excel, OpenDocument, Parquet, Arrow, JSON, or a project.";
    ui.add(Label::new(theme::note(ui, drop)).wrap());
    let recent = panel.view.keeping.recent.clone();
    if !recent.is_empty() {
        ui.add_space(2.0 * theme::STEP);
        ui.label(theme::heading("Recent"));
    }
    for path in recent.into_iter().take(RECENT) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let button = Button::new(one_line(&name, 60)).frame(false).truncate();
        if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
            panel.ask(Action::Open(path));
            chosen = true;
        }
    }
    chosen
}

/// Those that come along; says whether one was chosen.
fn samples(ui: &mut Ui, panel: &mut Panel) -> bool {
    ui.label(theme::heading("Samples"));
    let mut chosen = false;
    for sample in SAMPLES {
        let button =
            Button::new(sample.name).min_size(vec2(ui.available_width(), 7.0 * theme::STEP));
        if ui.add(button).on_hover_text("Open this sample.").clicked() {
            panel.ask(Action::OpenSample(sample));
            chosen = true;
        }
        ui.add(Label::new(theme::note(ui, sample.promise)).wrap());
        ui.add_space(theme::STEP);
    }
    chosen
}
