//! How far both maps may be believed, whether they agree, and who moved from the one to the other.

use super::awaited::Awaited;
use super::figure_view::{self, Look};
use super::{Panel, legend_strip, maps, side, theme};
use crate::data::RowId;
use crate::features::Role;
use crate::project::{Action, MapAgreement, Measure, Project, agreement_sampled};
use crate::words::{count_of, format_count};
use eframe::egui::{self, Grid, RichText, Ui, WidgetInfo};
use std::sync::Arc;

/// Widths of the numbers, and of the list of rows, in points.
const NUMBERS: f32 = 318.0;
const ROWS: f32 = 262.0;
/// With less room than this for the figure both stand in one column.
const FIGURE: f32 = 280.0;
/// Rows that are listed.
const LISTED: usize = 50;
/// The share of rows that is selected at once.
const MOST: f64 = 0.05;

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let awaited = awaited(panel.project);
    awaited.see_to(panel);
    let Some(found) = panel.project.agreement().cloned() else {
        return awaited.nothing_yet(ui, panel);
    };
    let current = awaited.current;
    let draw = |ui: &mut Ui, panel: &mut Panel| draw(ui, panel, &found, !current);
    if ui.available_width() < NUMBERS + ROWS + FIGURE {
        let both = |ui: &mut Ui, panel: &mut Panel| {
            numbers(ui, panel, &found);
            ui.separator();
            rows(ui, panel, &found);
        };
        side::beside(ui, panel, "agreement side", NUMBERS, both, draw);
    } else {
        let list = |ui: &mut Ui, panel: &mut Panel| rows(ui, panel, &found);
        side::beside(ui, panel, "agreement rows", ROWS, list, |ui, panel| {
            let told = |ui: &mut Ui, panel: &mut Panel| numbers(ui, panel, &found);
            side::beside(ui, panel, "agreement side", NUMBERS, told, draw);
        });
    }
}

/// Why its picture cannot be exported yet; the maps are judged where nobody asked for it.
pub(super) fn explain(ui: &mut Ui, panel: &mut Panel) {
    let awaited = awaited(panel.project);
    awaited.see_to(panel);
    awaited.nothing_yet(ui, panel);
}

/// How far the judgement is.
fn awaited(project: &Project) -> Awaited {
    Awaited {
        current: project.agreement_is_current(),
        busy: project.is_judging(),
        trouble: project.judging_trouble().cloned(),
        ask: Action::Judge,
        again: "Judge the maps",
        computing: "Judging the maps\u{2026}",
        waiting: "It is shown when both maps are computed.",
        computing_anew: "Of earlier maps; the present ones are being judged.",
        waiting_anew: "Of earlier maps; it follows when both are of the present settings.",
    }
}

fn draw(ui: &mut Ui, _: &mut Panel, found: &Arc<MapAgreement>, dimmed: bool) {
    let figure = found.figure();
    if let Some(legend) = &figure.legend {
        ui.horizontal(|ui| legend_strip::entries(ui, legend));
    }
    let look = Look { dimmed, fit: true, ..Look::default() };
    let shown = figure_view::show(ui, "agreement", figure, look);
    let name = "Neighbours kept by both maps";
    shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, name));
}

/// What is said of both maps, in numbers.
fn numbers(ui: &mut Ui, panel: &mut Panel, found: &MapAgreement) {
    awaited(panel.project).earlier(ui, panel);
    let ([left, right], shared) = found.at_k();
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let plain = |value: f64| format!("{value:.3}");
    let rank = |at: usize| found.maps[at].shepard.correlation.map_or("none".to_owned(), plain);
    let lines = [
        (
            "Trustworthiness",
            "Are neighbours on the map neighbours in the data? 1 where all are.",
            [
                plain(left.trustworthiness),
                plain(right.trustworthiness),
                plain(left.trust_by_chance),
            ],
        ),
        (
            "Continuity",
            "Are neighbours in the data neighbours on the map? 1 where all are.",
            [plain(left.continuity), plain(right.continuity), plain(left.trust_by_chance)],
        ),
        (
            "Neighbours kept",
            "The share of a row's nearest in the data that are among its nearest on the map.",
            [percent(left.kept), percent(right.kept), percent(left.kept_by_chance)],
        ),
        (
            "Shepard correlation",
            "Do far apart and near keep their order? Spearman's correlation of all distances: the large picture.",
            [rank(0), rank(1), plain(0.0)],
        ),
    ];
    Grid::new("agreement").num_columns(4).min_row_height(18.0).show(ui, |ui| {
        ui.label(theme::note(ui, format!("k = {}", shared.k)))
            .on_hover_text("Neighbours looked at.");
        for map in &found.maps {
            ui.label(RichText::new(maps::short(map.method())).strong());
        }
        ui.label(theme::note(ui, "random")).on_hover_text("What a map at random has on average.");
        ui.end_row();
        for (name, about, [left, right, random]) in lines {
            ui.label(name).on_hover_text(about);
            ui.label(left);
            ui.label(right);
            ui.label(theme::note(ui, random));
            ui.end_row();
        }
    });
    ui.add_space(theme::STEP);
    ui.label(format!(
        "Both maps share {} of a row's {} neighbours (by chance {}).",
        percent(shared.share),
        shared.k,
        percent(shared.by_chance)
    ));
    let disparity = found.disparity.map_or_else(
        || "One of the maps has all rows at one place.".to_owned(),
        |disparity| {
            format!("Procrustes disparity {disparity:.3}: 0 the same picture, 1 no likeness.")
        },
    );
    ui.label(disparity).on_hover_text(
        "What is left of the squared distances between both maps after the best shift, turn, mirroring and stretch.",
    );
    let asked = &found.shared.asked;
    if !asked.is_all() {
        ui.label(theme::note(ui, agreement_sampled(asked)));
    }
    let shepard = found.maps[0].shepard;
    if !shepard.all {
        let pairs = count_of(shepard.pairs, "pair", "pairs");
        ui.label(theme::note(ui, format!("Shepard: of {pairs} of rows, drawn by the seed.")));
    }
}

/// The rows that moved most.
fn rows(ui: &mut Ui, panel: &mut Panel, found: &MapAgreement) {
    let order = found.by_moved();
    ui.label(theme::heading("Who moved most")).on_hover_text(Measure::Moved.about());
    let count = ((order.len() as f64 * MOST).ceil() as usize).min(order.len());
    let about = format!(
        "{}, those with the smallest share of neighbours on both maps; of equal ones those that go farthest when one \
         map is turned onto the other. They keep their colours, all other rows turn grey.",
        count_of(count, "row", "rows")
    );
    if ui.button("Select the 5 % that moved most").on_hover_text(about).clicked() {
        panel.view.selection.select(order[..count].iter().copied());
    }
    let moved = found.measured(Measure::Moved);
    let k = found.shared.k;
    Grid::new("moved").num_columns(3).min_row_height(18.0).show(ui, |ui| {
        for &row in order.iter().take(LISTED) {
            let chosen = panel.view.selection.contains(row);
            let name = format!("Row {}", format_count(row.0 as usize));
            let line = ui.selectable_label(chosen, name);
            if line.clicked() {
                panel.view.selection.click(row, ui.input(|input| input.modifiers.shift));
                ui.ctx().request_repaint();
            }
            if line.hovered() {
                panel.view.hovering = Some(row);
                if panel.view.hovered != Some(row) {
                    ui.ctx().request_repaint();
                }
            }
            ui.add(egui::Label::new(identifier(panel, row)).truncate());
            let shared = moved.of(row).map_or(0.0, |moved| ((1.0 - moved) * k as f64).round());
            ui.label(theme::note(ui, format!("{shared} of {k} shared")));
            ui.end_row();
        }
    });
    if order.len() > LISTED {
        let rest = count_of(order.len() - LISTED, "row", "rows");
        ui.label(theme::note(ui, format!("and {rest} that moved less")));
    }
}

/// What the row is called in the table, where a column says it.
fn identifier(panel: &Panel, row: RowId) -> String {
    let named = || {
        let table = &panel.project.opened()?.table;
        let roles = &panel.project.prepared()?.roles;
        let at = table.position(row)?;
        let columns = table.columns().iter().zip(roles);
        let mut named = columns.filter(|(_, role)| role.role == Role::Identifier);
        named.next().map(|(column, _)| column.text(at))
    };
    named().unwrap_or_default()
}
