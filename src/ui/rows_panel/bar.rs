//! Above the table: the filter, the search, what they found, and how lines are placed.

use super::{RowsView, move_to_hit};
use crate::data::{FilterError, RowId, Table};
use crate::plots::Ink;
use crate::project::Action;
use crate::ui::selection_panel::NARROWEST;
use crate::ui::{Panel, theme};
use crate::words::{capitalised, count_of, format_count};
use eframe::egui::text::{LayoutJob, LayoutSection, TextFormat};
use eframe::egui::{
    Align, Button, FontSelection, Galley, Key, Layout, Modifiers, Response, Role as Access, Stroke,
    TextBuffer, TextEdit, Ui, WidgetInfo,
};
use std::sync::Arc;
use std::time::Duration;

/// Room for the search field, and for what it found.
const SEARCH: f32 = 150.0;
const SAID: f32 = 118.0;
/// Work shorter than this shows nothing, so that nothing blinks.
const SILENT: Duration = Duration::from_millis(200);

const FILTER: &str = "List only rows that fulfil this: a column, then =, !=, <, <=, >, >=, contains, is missing or \
    is not missing; joined by and, or, not, and parentheses. Names and values with such words in them stand in \
    quotation marks. Dates as 2024-03-08, 2024-03 or 2024.";
const FIND: &str = "Find this text in all cells as they are shown, and in row numbers, whatever the case (Ctrl+F). \
    Enter goes to the next row, Shift+Enter back; the rows are ringed on the maps. Coordinates are not searched.";

/// Both fields, and a line about what came of them.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, table: &Arc<Table>) {
    ui.horizontal(|ui| {
        let gaps = 2.0 * ui.spacing().item_spacing.x + 2.0 * theme::STEP;
        let room = ui.available_width() - SEARCH - SAID - gaps;
        filter(ui, &mut panel.view.rows, room.max(120.0));
        find(ui, &mut panel.view.rows);
    });
    ui.horizontal(|ui| {
        // What is at the right keeps its place, however long the message is.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let view = &mut panel.view.rows;
            ui.checkbox(&mut view.follow, "Follow the maps")
                .on_hover_text("Scroll to the customer under the pointer on a map.");
            ui.checkbox(&mut view.selected_first, "Selected on top")
                .on_hover_text("List the selected rows before all others.");
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| said(ui, panel, table));
        });
    });
}

/// The field for the filter; what cannot be read is underlined.
fn filter(ui: &mut Ui, view: &mut RowsView, width: f32) {
    let error = view.error().cloned();
    let mut layouter =
        |ui: &Ui, text: &dyn TextBuffer, _: f32| marked(ui, text.as_str(), error.as_ref());
    let edit = TextEdit::singleline(&mut view.filter)
        .hint_text("Filter: contract = Two year and tenure > 40")
        .desired_width(width)
        .layouter(&mut layouter);
    let response = ui.add(edit).on_hover_text(FILTER);
    name(&response, "Filter rows", &view.filter);
}

/// Text with a line under what is wrong; under the end, where something lacks.
fn marked(ui: &Ui, text: &str, error: Option<&FilterError>) -> Arc<Galley> {
    let font = FontSelection::Default.resolve(ui.style());
    let plain = TextFormat::simple(font.clone(), theme::ink(ui, Ink::Primary));
    let alarm = theme::ink(ui, Ink::Accent);
    let wrong =
        TextFormat { underline: Stroke::new(2.0, alarm), ..TextFormat::simple(font, alarm) };
    let mut job =
        LayoutJob { text: text.to_owned(), break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    job.keep_trailing_whitespace = true;
    // While the text changes, the place may be one of the text before.
    let at = error.map_or(0..0, |error| error.at.clone());
    let at = if text.get(at.clone()).is_some() { at } else { 0..0 };
    for (range, format) in
        [(0..at.start, plain.clone()), (at.clone(), wrong), (at.end..text.len(), plain)]
    {
        if !range.is_empty() || text.is_empty() {
            job.sections.push(LayoutSection {
                leading_space: 0.0,
                byte_range: range.start.into()..range.end.into(),
                format,
            });
        }
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The field for the search, and how much was found.
fn find(ui: &mut Ui, view: &mut RowsView) {
    let id = ui.scope_id().with("search rows");
    // Taken before the field sees them: it would lose the focus.
    if ui.memory(|memory| memory.has_focus(id)) {
        let pressed = |key: Modifiers| ui.input_mut(|input| input.consume_key(key, Key::Enter));
        if pressed(Modifiers::SHIFT) {
            move_to_hit(view, true);
        } else if pressed(Modifiers::NONE) {
            move_to_hit(view, false);
        }
    }
    let edit =
        TextEdit::singleline(&mut view.search).id(id).hint_text("Find").desired_width(SEARCH);
    let response = ui.add(edit).on_hover_text(FIND);
    name(&response, "Find in rows", &view.search);
    if std::mem::take(&mut view.to_search) {
        response.request_focus();
    }
    let Some(text) = found(ui, view) else { return };
    let response = ui.label(theme::note(ui, text));
    if let Some(hits) = view.finding.hits() {
        let cells = count_of(hits.cells, "cell holds", "cells hold");
        let hidden = match hits.hidden {
            0 => String::new(),
            hidden => format!("; the filter hides {} of the rows", format_count(hidden)),
        };
        response.on_hover_text(format!("{cells} this text{hidden}."));
    }
}

/// What the search says: "3 of 12 rows".
fn found(ui: &Ui, view: &RowsView) -> Option<String> {
    if let Some(job) = view.finding.job() {
        ui.ctx().request_repaint_after(SILENT);
        let share = job.progress().fraction().map_or(0.0, |share| share * 100.0);
        return (job.elapsed() > SILENT).then(|| format!("Searching\u{2026} {share:.0} %"));
    }
    view.finding.needle()?;
    let hits = view.finding.hits()?;
    let rows = count_of(hits.rows, "row", "rows");
    Some(match view.hit {
        Some((_, number)) => format!("{} of {rows}", format_count(number)),
        None if hits.rows == 0 && hits.hidden > 0 => {
            format!("none, {} hidden", format_count(hits.hidden))
        }
        None => rows,
    })
}

/// How many rows are listed, or what is wrong with the filter.
fn said(ui: &mut Ui, panel: &mut Panel, table: &Arc<Table>) {
    let view = &panel.view.rows;
    let all = count_of(table.rows().len(), "row", "rows");
    if let Some(error) = view.error() {
        let text = theme::alarm(ui, capitalised(&error.message));
        let label = eframe::egui::Label::new(text).truncate();
        ui.add(label)
            .on_hover_text("Until the filter can be read, the table lists what it did before.");
        return;
    }
    if let Some(job) = view.listing.job() {
        ui.ctx().request_repaint_after(SILENT);
        if job.elapsed() > SILENT {
            ui.label(theme::note(ui, "Sorting\u{2026}"));
            return;
        }
    }
    if view.listing.lines().kept().is_none() {
        ui.label(theme::note(ui, all));
        return;
    }
    let count = view.listing.lines().len();
    let verb = if count == 1 { "matches" } else { "match" };
    let text = format!("{} of {all} {verb}", format_count(count));
    let button = ui.add_enabled(count > 0, Button::new("Select these rows"));
    if button
        .on_hover_text("Set the listed rows apart from all others, on every picture.")
        .clicked()
        && let Some(rows) = panel.view.rows.filtered_rows(table)
    {
        panel.view.selection.select(rows.iter().copied());
    }
    narrow(ui, panel, table);
    ui.label(theme::note(ui, text));
}

/// The maps of the listed rows alone.
fn narrow(ui: &mut Ui, panel: &mut Panel, table: &Table) {
    let Some(prepared) = panel.project.prepared() else { return };
    let all = prepared.matrix.rows();
    let listed = panel.view.rows.listing.lines().len();
    let few = listed < NARROWEST || listed >= all.len();
    let about = "Compute both maps of the listed customers alone; Undo or the line above the maps lead back.";
    let button = ui.add_enabled(!few, Button::new("Only these")).on_hover_text(about);
    if button.clicked()
        && let Some(listed) = panel.view.rows.filtered_rows(table)
    {
        let rows: Arc<[RowId]> =
            listed.iter().copied().filter(|row| all.binary_search(row).is_ok()).collect();
        let name = panel.view.rows.filter.trim().to_owned();
        panel.ask(Action::Choose(panel.project.choices().narrowed(&name, rows)));
    }
}

fn name(response: &Response, name: &str, text: &str) {
    response.widget_info(|| {
        let mut info = WidgetInfo::new(Access::TextInput);
        info.label = Some(name.to_owned());
        info.current_text_value = Some(text.to_owned());
        info
    });
}
