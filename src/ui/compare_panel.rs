//! Two clusterings against each other: which cluster is which, and who changed sides.

use super::{Panel, clusters_panel, side, theme};
use crate::data::RowId;
use crate::plots::palette::CATEGORIES;
use crate::project::{ClusteringPair, Clusterings, FigureKind, names_of_pair, pair_reading};
use crate::words::format_count;
use eframe::egui::{
    self, Align2, Button, ComboBox, Grid, Label, Rect, Role, ScrollArea, Sense, Stroke, TextStyle,
    Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Width of what stands beside the figure, in points.
const SIDE: f32 = 330.0;
/// Room for the name of a group, and for the count of two.
const NAME: f32 = 110.0;
const CELL: egui::Vec2 = vec2(84.0, 26.0);

/// Which two are compared.
#[derive(Debug, Default)]
pub struct CompareView {
    /// The pair, by its place among all: those of clusterings first, those with labels after them.
    pub pair: usize,
    /// As ribbons, not as a table of counts.
    pub flow: bool,
}

impl CompareView {
    /// The figure of the panel.
    pub(super) fn figure(&self) -> FigureKind {
        if self.flow { FigureKind::Flow } else { FigureKind::Contingency }
    }
}

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(found) = clusters_panel::found(ui, panel) else { return };
    let pairs: Vec<&ClusteringPair> = found.pairs.iter().chain(&found.with_labels).collect();
    let Some(pair) = found.pair_at(panel.view.compare.pair) else { return };
    let told = |ui: &mut Ui, panel: &mut Panel| words(ui, panel, &found, &pairs, pair);
    side::beside(ui, panel, "compare side", SIDE, told, |ui, panel| {
        let dimmed = !panel.project.clusters_are_current();
        let view = &mut panel.view.compare;
        ui.horizontal(|ui| {
            let about = "How many customers each two groups have in common; a click selects them.";
            ui.selectable_value(&mut view.flow, false, "Counts").on_hover_text(about);
            let about = "Where the customers of each group are in the other grouping.";
            ui.selectable_value(&mut view.flow, true, "Flow").on_hover_text(about);
        });
        let (space, at) = (panel.view.clusters.space, view.pair);
        if !panel.view.compare.flow {
            if dimmed {
                ui.set_opacity(0.5);
            }
            return counts(ui, panel, &found, pair);
        }
        let kind = FigureKind::Flow;
        if let Some(figure) = panel.view.drawn.clusters(panel.project, kind, space, at) {
            clusters_panel::picture(ui, kind, &figure, dimmed);
        }
    });
}

fn words(
    ui: &mut Ui,
    panel: &mut Panel,
    found: &Arc<Clusterings>,
    pairs: &[&ClusteringPair],
    pair: &ClusteringPair,
) {
    clusters_panel::awaited(panel.project).earlier(ui, panel);
    let title = |pair: &ClusteringPair| format!("{} \u{2013} {}", pair.a.name, pair.b.name);
    let label = ui.label("Compare");
    let combo = ComboBox::from_id_salt("compared").selected_text(title(pair)).width(300.0);
    let shown = combo.truncate().show_ui(ui, |ui| {
        for (at, pair) in pairs.iter().enumerate() {
            if at == found.pairs.len() {
                ui.separator();
            }
            ui.selectable_value(&mut panel.view.compare.pair, at, title(pair));
        }
    });
    shown.response.labelled_by(label.id);
    ui.add_space(theme::STEP);
    let known = |value: Option<f64>| value.map_or("none".to_owned(), |value| format!("{value:.3}"));
    Grid::new("agreement of clusterings").num_columns(2).min_row_height(18.0).show(ui, |ui| {
        ui.label("Adjusted Rand index").on_hover_text(
            "Do both put the same pairs of customers together? 1 always, 0 as by chance (Hubert and Arabie 1985).",
        );
        ui.label(known(pair.ari));
        ui.end_row();
        ui.label("Adjusted mutual information").on_hover_text(
            "How much knowing one tells of the other: 1 all, 0 as by chance (Vinh et al. 2010).",
        );
        ui.label(known(pair.ami));
        ui.end_row();
    });
    ui.add(Label::new(pair_reading(pair)).wrap());
    let changed = pair.changed.len();
    let text = format!("Select the {} that changed sides", format_count(changed));
    let button = ui.add_enabled(changed > 0, Button::new(text));
    let about = "Customers whose cluster here is not the partner of their cluster there.";
    if button.on_hover_text(about).clicked() {
        panel.view.selection.select(pair.changed.iter().copied());
    }
    for side in [&pair.a, &pair.b] {
        let warning = side.place.and_then(|at| found.list.get(at)?.warning.as_ref());
        if let Some(warning) = warning {
            ui.add(Label::new(theme::note(ui, warning)).wrap());
        }
    }
}

/// The customers of two groups that they have in common, for all groups; matches on the diagonal. A click selects them.
fn counts(ui: &mut Ui, panel: &mut Panel, found: &Clusterings, pair: &ClusteringPair) {
    let matching = &pair.matching;
    let names = names_of_pair(found, pair, &panel.project.choices().cluster_looks);
    ui.label(theme::note(
        ui,
        format!(
            "Down: {}. Across: {}. Partners stand on the diagonal; a click selects.",
            pair.a.name, pair.b.name
        ),
    ));
    ScrollArea::both().id_salt("counts").auto_shrink([false, false]).show(ui, |ui| {
        let (down, across) = (matching.first.len(), matching.second.len());
        let size = vec2(NAME + CELL.x * across as f32, CELL.y * (down + 1) as f32);
        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
        let at = |line: usize, column: usize| {
            let corner =
                place.min + vec2(NAME + CELL.x * column as f32, CELL.y * (line + 1) as f32);
            Rect::from_min_size(corner, CELL)
        };
        for (column, name) in names[1].iter().enumerate() {
            let cell = at(0, column).translate(vec2(0.0, -CELL.y));
            word(ui, cell, name, Align2::CENTER_CENTER);
        }
        for (line, name) in names[0].iter().enumerate() {
            let cell = at(line, 0);
            let cell = Rect::from_min_max(pos2(place.min.x, cell.min.y), cell.left_bottom());
            word(ui, cell, name, Align2::LEFT_CENTER);
            let all: usize = matching.counts[line].iter().sum();
            for (column, other) in names[1].iter().enumerate() {
                let count = matching.counts[line][column];
                let share = count as f32 / all.max(1) as f32;
                let partners = line == column && line < matching.pairs;
                let both = [name, other];
                if one(ui, at(line, column), both, [line, column], count, share, partners) {
                    let [a, b] = [matching.first[line], matching.second[column]];
                    let rows = panel.project.prepared().map(|prepared| prepared.matrix.rows());
                    let rows = rows.into_iter().flat_map(|rows| rows.iter());
                    let groups = pair.a.groups.iter().zip(&pair.b.groups);
                    let both = rows.zip(groups).filter(|(_, (x, y))| **x == a && **y == b);
                    let both: Vec<RowId> = both.map(|(row, _)| *row).collect();
                    panel.view.selection.select(both);
                }
            }
        }
    });
}

/// The count of two groups; whether it was clicked.
fn one(
    ui: &mut Ui,
    cell: Rect,
    names: [&String; 2],
    at: [usize; 2],
    count: usize,
    share: f32,
    partners: bool,
) -> bool {
    let id = ui.scope_id().with(("count", at));
    let response = ui.interact(cell, id, if count > 0 { Sense::click() } else { Sense::hover() });
    let said = format!(
        "{} in {} and {}: {:.1} % of {}",
        format_count(count),
        names[0],
        names[1],
        share * 100.0,
        names[0]
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, count > 0, &said));
    let inner = cell.shrink(1.0);
    // Never so dark that the number on it could not be read.
    let fill = theme::color(CATEGORIES[0]).gamma_multiply(0.55 * share);
    ui.painter().rect_filled(inner, 2.0, fill);
    let edge = ui.visuals().text_color();
    if partners {
        ui.painter().rect_stroke(inner, 2.0, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_stroke(inner, 2.0, Stroke::new(2.0, edge), egui::StrokeKind::Inside);
    }
    word(ui, cell, &format_count(count), Align2::CENTER_CENTER);
    response.on_hover_text(said).clicked()
}

fn word(ui: &Ui, cell: Rect, text: &str, align: Align2) {
    let font = TextStyle::Body.resolve(ui.style());
    let room = cell.width() - theme::STEP;
    let mut job =
        egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ui.visuals().text_color());
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let place = align.align_size_within_rect(galley.size(), cell.shrink(0.5 * theme::STEP));
    ui.painter().galley(place.min, galley, ui.visuals().text_color());
}
