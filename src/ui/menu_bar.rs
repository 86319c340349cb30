//! Menus, keys and dropped files: the ways to a command.

use super::{Ask, Command, Panel, drawer, theme, view_menu};
use crate::data::sample::SAMPLES;
use crate::project::Action;
use crate::words::{count_of, one_line};
use eframe::egui::{Align, Button, Layout, MenuBar, Popup, Ui};

/// The bar at the top.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    MenuBar::new().ui(ui, |ui| {
        ui.menu_button("File", |ui| {
            item(ui, panel, Command::Open);
            item(ui, panel, Command::TypePath);
            ui.menu_button("Samples", |ui| {
                for sample in SAMPLES {
                    if ui.button(sample.name).on_hover_text(sample.promise).clicked() {
                        panel.ask(Action::OpenSample(sample));
                    }
                }
            });
            recent(ui, panel);
            ui.separator();
            item(ui, panel, Command::Save);
            item(ui, panel, Command::SaveAs);
            ui.separator();
            item(ui, panel, Command::LoadRecipe);
            item(ui, panel, Command::SaveRecipe);
            ui.separator();
            item(ui, panel, Command::Export);
            item(ui, panel, Command::CopyFigure);
            item(ui, panel, Command::ExportTable);
            item(ui, panel, Command::ExportReport);
            ui.separator();
            item(ui, panel, Command::Quit);
        });
        ui.menu_button("Edit", |ui| {
            decision(ui, panel, Command::Undo, panel.project.undo_name().as_deref());
            decision(ui, panel, Command::Redo, panel.project.redo_name().as_deref());
            ui.separator();
            item(ui, panel, Command::Find);
            item(ui, panel, Command::Invert);
            item(ui, panel, Command::SelectNothing);
            ui.separator();
            for command in [Command::Pan, Command::Lasso, Command::Rectangle] {
                item(ui, panel, command);
            }
        });
        view_menu::show(ui, panel);
        ui.menu_button("Run", |ui| {
            for command in [
                Command::RunTsne,
                Command::PauseTsne,
                Command::ContinueTsne,
                Command::RestartTsne,
                Command::Stop,
            ] {
                item(ui, panel, command);
            }
        });
        ui.menu_button("Help", |ui| {
            item(ui, panel, Command::StartPage);
            item(ui, panel, Command::Palette);
            ui.separator();
            item(ui, panel, Command::Explain);
            ui.menu_button("The mathematics", |ui| drawer::topics(ui, panel));
        });
        ui.separator();
        if let Some(opened) = panel.project.opened() {
            let features = panel.project.prepared().map_or(0, |p| p.matrix.features().len());
            ui.label(theme::heading(opened.table.short_name())).on_hover_text(opened.table.name());
            ui.label(theme::note(
                ui,
                format!(
                    "{}, {}, {}",
                    count_of(opened.table.rows().len(), "row", "rows"),
                    count_of(opened.table.columns().len(), "column", "columns"),
                    count_of(features, "feature", "features")
                ),
            ));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // Menus have no frames; these two are buttons, and look it.
            ui.reset_style();
            button(ui, panel, Command::Export);
            button(ui, panel, Command::Open);
        });
    });
}

/// Files that were opened lately, where they are.
fn recent(ui: &mut Ui, panel: &mut Panel) {
    let recent = panel.view.keeping.recent.clone();
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Recent", |ui| {
            for path in recent {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let folder = path.parent().unwrap_or(&path).to_string_lossy();
                let text = format!("{}  \u{2013}  {}", one_line(&name, 60), one_line(&folder, 60));
                if ui.button(text).on_hover_text(path.display().to_string()).clicked() {
                    panel.ask(Action::Open(path));
                }
            }
        });
    });
}

/// A command in a menu.
pub(super) fn item(ui: &mut Ui, panel: &mut Panel, command: Command) {
    entry(ui, panel, command, Button::new(command.words().0));
}

/// A command in a menu about a decision, which it names.
fn decision(ui: &mut Ui, panel: &mut Panel, command: Command, name: Option<&str>) {
    let text = command.words().0;
    let named = name.map(|name| format!("{text}: {name}"));
    let button = Button::new(named.unwrap_or_else(|| text.to_owned()));
    entry(ui, panel, command, button);
}

/// A command in a menu that is a state of the view, on or off.
pub(super) fn choice(ui: &mut Ui, panel: &mut Panel, command: Command, on: bool) {
    entry(ui, panel, command, Button::selectable(on, command.words().0));
}

fn entry(ui: &mut Ui, panel: &mut Panel, command: Command, mut button: Button) {
    let enabled = command.is_possible(panel);
    if let Some(keys) = command.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&keys));
    }
    if ui.add_enabled(enabled, button).on_hover_text(command.words().1).clicked() {
        panel.asks.push(Ask::Command(command));
        ui.close();
    }
}

/// A command as a button.
pub(super) fn button(ui: &mut Ui, panel: &mut Panel, command: Command) {
    let enabled = command.is_possible(panel);
    let (text, tooltip) = command.words();
    let keys = command
        .shortcut()
        .map_or_else(String::new, |k| format!(" ({})", ui.ctx().format_shortcut(&k)));
    let response = ui.add_enabled(enabled, Button::new(text));
    if response.on_hover_text(format!("{tooltip}{keys}")).clicked() {
        panel.asks.push(Ask::Command(command));
    }
}

/// Looks up the keys that were pressed.
pub(super) fn keys(ui: &Ui, panel: &mut Panel) {
    // Longer chords first, so that Ctrl+Shift+Z is not taken for Ctrl+Z.
    let (shifted, plain): (Vec<Command>, Vec<Command>) = Command::ALL
        .into_iter()
        .partition(|c| c.shortcut().is_some_and(|keys| keys.modifiers.shift));
    for command in shifted.into_iter().chain(plain) {
        // Esc belongs to menus, dialogs and lists first: see `escape`.
        let Some(keys) = command.shortcut().filter(|_| command != Command::SelectNothing) else {
            continue;
        };
        // A letter alone belongs to whoever is being written to.
        if keys.modifiers.is_none() && ui.ctx().text_edit_focused() {
            continue;
        }
        if ui.input_mut(|input| input.consume_shortcut(&keys)) && command.is_possible(panel) {
            panel.asks.push(Ask::Command(command));
        }
    }
}

/// Esc, where nothing that was drawn in this frame had a use for it.
pub(super) fn escape(ui: &Ui, panel: &mut Panel) {
    let taken = Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.focused().is_some());
    let Some(keys) = Command::SelectNothing.shortcut().filter(|_| !taken) else { return };
    if ui.input_mut(|input| input.consume_shortcut(&keys)) {
        panel.asks.push(Ask::Command(Command::SelectNothing));
    }
}

/// A file that was dropped on the window is opened.
pub(super) fn dropped(ui: &Ui, panel: &mut Panel) {
    let path = ui.input(|input| input.raw.dropped_files.first().map(|f| f.path().to_owned()));
    if let Some(path) = path {
        panel.ask(Action::Open(path));
    }
}
