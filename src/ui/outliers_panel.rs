//! Rows that are unlike the rest, and which columns make them so.

use super::row_picture::{self, RowPicture};
use super::{Panel, legend_strip, side, theme};
use crate::plots::palette::CATEGORIES;
use crate::plots::{Ink, format_value};
use crate::project::{Action, Analysis, ColumnPart, OutlierRows, Trouble};
use crate::words::{capitalised, count_of, format_count};
use eframe::egui::{Align, Grid, Label, Layout, Rect, Sense, Ui, vec2};
use std::sync::Arc;

/// Widths of what is read of all rows, and of one row, in points.
const ALL: f32 = 262.0;
const ONE: f32 = 316.0;
/// With less room than this for the figure both stand in one column.
const FIGURE: f32 = 300.0;
/// Columns that are listed of a row.
const LISTED: usize = 5;
/// Widths of a column's name, of the row's cell, of the longest bar.
const NAME: f32 = 114.0;
const CELL: f32 = 58.0;
const BAR: f32 = 48.0;
/// Height of a line of them.
const LINE: f32 = 15.0;

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let project = panel.project;
    let trouble = project.analysis_trouble(Analysis::Outliers).cloned();
    let coming = project.is_analysing(Analysis::Outliers);
    let current = project.has(Analysis::Outliers);
    if !current && !coming && trouble.is_none() && project.prepare_trouble().is_none() {
        // Nobody waits for it but this panel.
        panel.ask(Action::Analyse(Analysis::Outliers));
    }
    let Some(found) = project.outliers().cloned() else {
        return nothing_yet(ui, panel, trouble);
    };
    let draw = |ui: &mut Ui, panel: &mut Panel| draw(ui, panel, &found, !current);
    if ui.available_width() < ALL + ONE + FIGURE {
        let both = |ui: &mut Ui, panel: &mut Panel| {
            all(ui, panel, &found);
            ui.separator();
            one(ui, panel, &found);
        };
        side::beside(ui, panel, "outliers side", ONE, both, draw);
    } else {
        let row = |ui: &mut Ui, panel: &mut Panel| one(ui, panel, &found);
        side::beside(ui, panel, "outlier row", ONE, row, |ui, panel| {
            let rows = |ui: &mut Ui, panel: &mut Panel| all(ui, panel, &found);
            side::beside(ui, panel, "outliers side", ALL, rows, draw);
        });
    }
}

fn nothing_yet(ui: &mut Ui, panel: &mut Panel, trouble: Option<Trouble>) {
    let Some(trouble) = trouble else {
        ui.label(theme::note(ui, "It is shown when PCA is computed."));
        return;
    };
    ui.horizontal(|ui| {
        match trouble {
            Trouble::Failed(message) => ui.label(theme::alarm(ui, capitalised(&message))),
            Trouble::Cancelled => ui.label("Cancelled."),
        };
        if ui.button("Compute outliers").clicked() {
            panel.ask(Action::Analyse(Analysis::Outliers));
        }
    });
}

fn draw(ui: &mut Ui, panel: &mut Panel, found: &Arc<OutlierRows>, dimmed: bool) {
    let picture = RowPicture {
        figure: found.figure(),
        rows: found.rows(),
        name: &format!("Outliers among {}", count_of(found.rows().len(), "row", "rows")),
        dimmed,
        fit: panel.view.fit_maps,
        movable: true,
        moving: false,
        seen: None,
    };
    row_picture::show(ui, panel, ("outliers", Arc::as_ptr(found) as usize), &picture);
}

/// What is to be read of all rows, and ways to select those that stand out.
fn all(ui: &mut Ui, panel: &mut Panel, found: &OutlierRows) {
    ui.label(theme::note(ui, &found.figure().caption));
    if let Some(legend) = &found.figure().legend {
        legend_strip::list(ui, legend);
    }
    for (both, limits) in [(true, "both limits"), (false, "any limit")] {
        let rows = found.beyond(both);
        if rows.is_empty() {
            continue;
        }
        let text = format!("Select the {} beyond {limits}", count_of(rows.len(), "row", "rows"));
        let about =
            "They keep their colours on every picture, all other rows turn grey. Esc ends it.";
        if ui.button(text).on_hover_text(about).clicked() {
            panel.view.selection.select(rows);
        }
    }
}

/// Why one row is where it is.
fn one(ui: &mut Ui, panel: &mut Panel, found: &OutlierRows) {
    let Some(row) = panel.view.selection.picked() else {
        ui.label(theme::note(
            ui,
            "Click a point, here or on a map, to see which columns make it an outlier.",
        ));
        return;
    };
    let name = format!("Row {}", format_count(row.0 as usize));
    ui.label(theme::heading(&name));
    let Some(why) = found.explain(row) else {
        ui.label(theme::note(ui, "It took no part in this PCA."));
        return;
    };
    ui.label(&why.reading);
    for (measure, parts) in [("T\u{b2}", &why.t2), ("SPE", &why.spe)] {
        ui.add_space(theme::STEP);
        ui.label(theme::note(ui, format!("Parts in {measure}, the largest first")));
        let grid = Grid::new(measure).num_columns(4).min_row_height(LINE);
        grid.spacing(vec2(2.0 * theme::STEP, 1.0)).show(ui, |ui| bars(ui, parts));
    }
}

fn bars(ui: &mut Ui, parts: &[ColumnPart]) {
    let fill = theme::ink(ui, Ink::Data(CATEGORIES[0]));
    let longest = parts.iter().map(|part| part.part.abs()).fold(0.0, f64::max);
    for part in parts.iter().take(LISTED) {
        // A line may be cut; its tooltip is whole.
        sized(ui, NAME, |ui| ui.add(Label::new(&part.name).truncate()));
        let cell = if part.cell.is_empty() { "missing" } else { &part.cell };
        sized(ui, CELL, |ui| ui.add(Label::new(theme::note(ui, cell)).truncate()));
        let (rect, _) = ui.allocate_exact_size(vec2(BAR, LINE), Sense::hover());
        let share = if longest > 0.0 { (part.part / longest).max(0.0) as f32 } else { 0.0 };
        let bar = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
        ui.painter().rect_filled(bar.shrink2(vec2(0.0, 3.0)), 1.0, fill);
        ui.label(format_value(part.part));
        ui.end_row();
    }
    if parts.len() > LISTED {
        let sum: f64 = parts[LISTED..].iter().map(|part| part.part).sum();
        let more = count_of(parts.len() - LISTED, "more column", "more columns");
        ui.label(theme::note(ui, format!("{more}, together")));
        ui.label("");
        ui.label("");
        ui.label(theme::note(ui, format_value(sum)));
        ui.end_row();
    }
}

fn sized<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) {
    ui.allocate_ui_with_layout(vec2(width, LINE), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        add(ui);
    });
}
