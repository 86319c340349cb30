//! The first rows, as understood.

use super::super::columns_panel::about;
use crate::data::{Column, ColumnKind};
use crate::project::Opened;
use crate::ui::theme;
use crate::words::{count_of, format_count, one_line};
use eframe::egui::{Align, Grid, Label, Layout, ScrollArea, Ui};

/// Rows that are shown.
const ROWS: usize = 30;
/// Columns that are shown.
const COLUMNS: usize = 40;
/// Characters of a cell.
const CELL: usize = 28;

/// The first rows of the first columns, under names, types and what was special in reading them.
pub(super) fn show(ui: &mut Ui, opened: &Opened) {
    let (table, profiles) = (&opened.table, &opened.profiles);
    let all = table.columns().len();
    let columns: Vec<(&Column, ColumnKind)> = table
        .columns()
        .iter()
        .map(|column| &**column)
        .zip(profiles.iter().map(|profile| profile.kind))
        .take(COLUMNS)
        .collect();
    let rows = table.rows().len().min(ROWS);
    ui.horizontal(|ui| {
        ui.label(theme::heading("First rows as understood"));
        let mut text = format!("{} of {}", rows, count_of(table.rows().len(), "row", "rows"));
        if all > columns.len() {
            text = format!("{text}, {} of {} columns", columns.len(), format_count(all));
        }
        ui.add(Label::new(theme::note(ui, text)).truncate());
    });
    ScrollArea::both().id_salt("preview").auto_shrink([false, false]).show(ui, |ui| {
        Grid::new(("first rows", all)).striped(true).spacing([16.0, 2.0]).show(ui, |ui| {
            ui.label(theme::note(ui, "row"));
            for (column, kind) in &columns {
                let text = theme::strong(one_line(&column.name, CELL));
                cell(ui, *kind, |ui| ui.label(text).on_hover_text(&column.name));
            }
            ui.end_row();
            ui.label("");
            for (column, kind) in &columns {
                let how = column.reading.as_ref().map_or_else(String::new, |r| format!(", {r}"));
                let text = theme::note(ui, format!("{}{how}", about::kind(*kind)));
                cell(ui, *kind, |ui| ui.label(text));
            }
            ui.end_row();
            for at in 0..rows {
                ui.label(theme::note(ui, table.rows()[at].to_string()));
                for (column, kind) in &columns {
                    let text = column.text(at);
                    cell(ui, *kind, |ui| {
                        if text.is_empty() {
                            ui.label(theme::note(ui, "missing").italics())
                        } else {
                            ui.label(one_line(&text, CELL))
                        }
                    });
                }
                ui.end_row();
            }
        });
    });
}

/// Numbers end under one another, all else begins there.
fn cell<T>(ui: &mut Ui, kind: ColumnKind, add: impl FnOnce(&mut Ui) -> T) {
    if matches!(kind, ColumnKind::Integer | ColumnKind::Decimal) {
        ui.with_layout(Layout::right_to_left(Align::Center), add);
    } else {
        add(ui);
    }
}
