//! Who a customer is: identifiers, label, and what is unusual.

use super::{Panel, theme};
use crate::data::{RowId, Table};
use crate::features::Role;
use crate::project::Oddity;
use crate::words::format_count;
use eframe::egui::{Grid, Response, Ui};

/// Columns that are told, after identifiers and labels.
const SHOWN: usize = 6;
/// Deviations from the mean beyond which a value is unusual.
const UNUSUAL: f64 = 1.5;

/// A tooltip at the pointer.
pub(super) fn tooltip(panel: &mut Panel, response: &Response, row: RowId) {
    if panel.project.opened().is_none() || !response.hovered() {
        return;
    }
    let odd = panel.view.pinned.oddities(panel.project, row);
    response.clone().on_hover_ui_at_pointer(|ui| show(ui, panel, row, &odd));
}

fn show(ui: &mut Ui, panel: &Panel, row: RowId, odd: &[Oddity]) {
    let Some(opened) = panel.project.opened() else { return };
    let table: &Table = &opened.table;
    let Some(at) = table.position(row) else { return };
    let roles = panel.project.prepared().map_or(&[][..], |prepared| &prepared.roles);
    ui.label(theme::heading(format!("Row {}", format_count(row.0 as usize))));
    Grid::new("customer").num_columns(3).show(ui, |ui| {
        let role = |column: usize| roles.get(column).map_or(Role::Ignored, |r| r.role);
        let of = |wanted: Role, most: usize| {
            (0..table.columns().len()).filter(move |&c| role(c) == wanted).take(most)
        };
        let mut line = |name: &str, why: &str| {
            let Some(column) = table.column(name) else { return };
            let text = column.text(at);
            ui.label(theme::note(ui, name));
            ui.label(if text.is_empty() { "missing".to_owned() } else { text });
            ui.label(theme::note(ui, why));
            ui.end_row();
        };
        for c in of(Role::Identifier, 3).chain(of(Role::Label, 2)) {
            line(&table.columns()[c].name, "");
        }
        for odd in odd.iter().take(SHOWN) {
            line(&odd.column, &why(odd));
        }
    });
}

/// Share of the rows up to which a level is rare.
const RARE: f64 = 0.05;

/// "2.3 sd above the mean"; "rare"; nothing where it is usual.
fn why(odd: &Oddity) -> String {
    let far = odd.deviations.abs();
    match (odd.level, odd.deviations > 0.0) {
        (true, _) if odd.share() <= RARE => "rare".to_owned(),
        (true, _) => String::new(),
        _ if far < UNUSUAL => String::new(),
        (false, true) => format!("{far:.1} sd above the mean"),
        (false, false) => format!("{far:.1} sd below the mean"),
    }
}
