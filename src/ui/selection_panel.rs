//! The selected customers: how many, what sets them apart, and the segments that they were named.

mod differences;
mod segments;

use super::{Command, Panel, drawer, menu_bar, side, theme};
use crate::data::RowId;
use crate::project::{Action, Choices, new_segment};
use crate::words::{count_of, format_count};
use differences::Found;
use eframe::egui::{Button, Key, Role, TextEdit, Ui, WidgetInfo};
use std::sync::Arc;

/// Width of what stands beside the list, in points.
const SIDE: f32 = 300.0;

/// Rows that maps are narrowed down to, at least.
pub(super) const NARROWEST: usize = 4;

/// What is said of the selected rows, and names being typed.
#[derive(Default)]
pub struct SelectionView {
    /// The name for the selected rows, while it is typed.
    pub name: String,
    /// A segment's new name while it is typed, and which segment.
    pub renaming: Option<(usize, String)>,
    found: Found,
}

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    side::beside(ui, panel, "selection side", SIDE, beside, |ui, panel| {
        if panel.view.selection.rows().is_empty() {
            ui.label(theme::note(
                ui,
                "Select customers: draw an outline with Lasso (L) or Rectangle (R), or click points; Shift adds, Alt \
                 removes. What sets them apart from the others is then listed here.",
            ));
        } else {
            differences::show(ui, panel);
        }
    });
}

/// The share of the rows on the maps that is selected, in words.
pub(super) fn share(panel: &Panel) -> String {
    let count = panel.view.selection.rows().len();
    let all = panel.project.prepared().map_or(0, |prepared| prepared.matrix.rows().len());
    let share = if all > 0 { count as f64 / all as f64 * 100.0 } else { 0.0 };
    let digits = if share < 0.1 { 3 } else { 1 };
    format!("{} selected, {share:.digits$} %", count_of(count, "row", "rows"))
}

fn beside(ui: &mut Ui, panel: &mut Panel) {
    let any = !panel.view.selection.rows().is_empty();
    if any {
        ui.label(theme::heading(share(panel)));
        ui.horizontal_wrapped(|ui| {
            menu_bar::button(ui, panel, Command::Invert);
            menu_bar::button(ui, panel, Command::SelectNothing);
        });
        narrow(ui, panel);
        name(ui, panel);
        picked(ui, panel);
    }
    segments::show(ui, panel);
}

/// The customer who was clicked last, and what can be asked about her.
fn picked(ui: &mut Ui, panel: &mut Panel) {
    let Some(row) = panel.view.selection.picked() else { return };
    ui.add_space(theme::STEP);
    ui.label(theme::strong(format!("Why is row {} here?", format_count(row.0 as usize))));
    ui.horizontal_wrapped(|ui| drawer::row_topics(ui, panel));
    ui.add_space(theme::STEP);
}

/// The maps of these customers alone, or of the others.
fn narrow(ui: &mut Ui, panel: &mut Panel) {
    let Some(prepared) = panel.project.prepared() else { return };
    let all = prepared.matrix.rows();
    let Some(selected) = panel.view.selection.among(all) else { return };
    let count = selected.iter().filter(|selected| **selected).count();
    ui.horizontal(|ui| {
        for (text, keep, left, tooltip) in [
            ("Only these", true, count, "Compute both maps of these customers alone; Undo or the line above the maps lead back."),
            ("Without these", false, all.len() - count, "Compute both maps without these customers."),
        ] {
            let possible = left >= NARROWEST && left < all.len();
            let button = ui.add_enabled(possible, Button::new(text));
            if button.on_hover_text(tooltip).clicked() {
                let pairs = all.iter().zip(selected.iter());
                let chosen = pairs.filter(|(_, selected)| **selected == keep);
                let rows: Arc<[RowId]> = chosen.map(|(row, _)| *row).collect();
                let name = if keep { "only" } else { "without" };
                let name = format!("{name} {}", format_count(count));
                panel.ask(Action::Choose(panel.project.choices().narrowed(&name, rows)));
            }
        }
    });
}

/// The field that names the selection.
fn name(ui: &mut Ui, panel: &mut Panel) {
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut panel.view.segments.name)
            .hint_text("Name of the segment")
            .desired_width(150.0);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = WidgetInfo::new(Role::TextInput);
            info.label = Some("Name of the segment".to_owned());
            info.current_text_value = Some(panel.view.segments.name.clone());
            info
        });
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let tooltip = "Keep these customers under a name: as a column to colour by, to select again, to export.";
        let clicked = ui.button("Name segment").on_hover_text(tooltip).clicked();
        if entered || clicked {
            let name = std::mem::take(&mut panel.view.segments.name);
            let choices = panel.project.choices();
            let rows = Arc::clone(panel.view.selection.rows());
            let mut segments = choices.segments.clone();
            segments.push(new_segment(&segments, &name, rows));
            let choices = Choices { segments, ..choices.clone() };
            panel.ask(Action::Choose(choices));
        }
    });
}
