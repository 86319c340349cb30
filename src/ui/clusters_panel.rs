//! The clusters of one space: how many there are and why, and each with its size, firmness and customers.

use super::{Panel, maps, methods_panel, points, side, theme};
use crate::methods::cluster::{ClusterMethod, ClusterSettings, HowMany};
use crate::methods::{Clustering, Method};
use crate::metrics::{Firmness, HowManyClusters};
use crate::narrative::{CAVEAT, ClusterCard};
use crate::plots::style_of;
use crate::project::{
    Action, Choices, ClusterSpace as Space, Clusterings, ColorChoice, NamedClustering, Trouble,
    new_segment,
};
use crate::words::{capitalised, count_of, format_count};
use eframe::egui::{
    ComboBox, DragValue, Frame, Grid, Label, Margin, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, vec2,
};
use std::sync::Arc;

/// Width of what stands beside the clusters, in points.
const SIDE: f32 = 330.0;
/// Width of a card.
const CARD: f32 = 300.0;
/// Columns that stand on it.
const COLUMNS: usize = 3;
/// Spaces that are grouped, in the order of lists.
pub(super) const SPACES: [Space; 3] = [Space::Features, Space::PcaMap, Space::TsneMap];

/// What the panel shows.
#[derive(Debug)]
pub struct ClustersView {
    /// Whose clusters.
    pub space: Space,
}

impl Default for ClustersView {
    fn default() -> Self {
        Self { space: Space::Features }
    }
}

/// "clusters of the data", "clusters seen on the t-SNE map".
pub(super) fn title(space: Space, [left, right]: [Method; 2]) -> String {
    match space {
        Space::Features => "clusters of the data".to_owned(),
        Space::Components => "clusters of the first components".to_owned(),
        Space::PcaMap => format!("clusters seen on the {} map", maps::short(left)),
        Space::TsneMap => format!("clusters seen on the {} map", maps::short(right)),
    }
}

/// What clusters of a space are.
pub(super) fn about(space: Space) -> &'static str {
    match space {
        Space::Features => "Found among all prepared columns: the referee for what the maps show.",
        Space::Components => "Found among the components that hold 90 % of the variance.",
        Space::PcaMap => "What one sees on this map: groups that part in its two directions.",
        Space::TsneMap => {
            "What one sees on this map. It draws islands where nothing parts: believe those that the data show too."
        }
    }
}

/// The clusters, asked for where nobody did; what is under way or went wrong is said in their place.
pub(super) fn found(ui: &mut Ui, panel: &mut Panel) -> Option<Arc<Clusterings>> {
    let project = panel.project;
    let trouble = project.clustering_trouble();
    let current = project.clusters_are_current();
    if !current && !project.is_clustering() && trouble.is_none() && project.can_judge() {
        // Nobody waits for them but the panels.
        panel.ask(Action::Cluster);
    }
    if let Some(found) = project.clusterings() {
        return Some(Arc::clone(found));
    }
    if trouble.is_some() {
        ui.horizontal(|ui| retry(ui, panel));
    } else {
        let said = if project.is_clustering() && project.can_judge() {
            "Looking for clusters on both maps and in the data, and whether noise has the same\u{2026}"
        } else {
            "They are looked for when both maps are computed."
        };
        ui.label(theme::note(ui, said));
    }
    None
}

/// Why there are no newer ones, and the way to try again.
fn retry(ui: &mut Ui, panel: &mut Panel) {
    match panel.project.clustering_trouble() {
        Some(Trouble::Failed(message)) => {
            ui.add(Label::new(theme::alarm(ui, capitalised(message))).wrap());
        }
        Some(Trouble::Cancelled) => {
            ui.label("Cancelled.");
        }
        None => {}
    }
    if panel.project.can_judge() && ui.button("Look for clusters").clicked() {
        panel.ask(Action::Cluster);
    }
}

/// Where what is shown is of earlier maps or settings.
pub(super) fn earlier(ui: &mut Ui, panel: &mut Panel) {
    if panel.project.clusters_are_current() {
        return;
    }
    let said = if panel.project.is_clustering() && panel.project.can_judge() {
        "Of earlier maps or settings; the present ones are being grouped."
    } else {
        "Of earlier maps or settings; they follow when both maps are there."
    };
    ui.label(theme::note(ui, said));
    if panel.project.clustering_trouble().is_some() {
        retry(ui, panel);
    }
}

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(found) = found(ui, panel) else { return };
    let Some(shown) = found.of_space(panel.view.clusters.space) else { return };
    let told = |ui: &mut Ui, panel: &mut Panel| words(ui, panel, &found, shown);
    side::beside(ui, panel, "clusters side", SIDE, told, |ui, panel| {
        if !panel.project.clusters_are_current() {
            ui.set_opacity(0.5);
        }
        cards(ui, panel, shown);
    });
}

/// Settings, and what is to be said of all clusters together.
fn words(ui: &mut Ui, panel: &mut Panel, found: &Clusterings, shown: &NamedClustering) {
    earlier(ui, panel);
    settings(ui, panel);
    ui.add_space(theme::STEP);
    let k = shown.clustering.k();
    let noise = match shown.clustering.noise() {
        0 => String::new(),
        noise => format!(", {} without one (noise)", format_count(noise)),
    };
    let silhouette =
        shown.mean_silhouette().map_or(String::new(), |mean| format!("; silhouette {mean:.2}"));
    ui.label(theme::strong(format!("{}{noise}{silhouette}", count_of(k, "cluster", "clusters"))));
    if let Some(how_many) = &shown.how_many {
        criteria(ui, how_many);
    }
    if let Some(noise) = found.noise_of(shown.space) {
        let [mean, most] = noise.of_noise();
        let real = noise.real.silhouette.unwrap_or(0.0);
        let looks = if noise.noise_looks_like_this() { "looks" } else { "does not look" };
        let text = format!(
            "Noise {looks} like this: silhouette {real:.2}, shuffled columns {mean:.2} (up to {most:.2})."
        );
        let about = "The same method on the same columns, each shuffled by itself: what remains has no relation between columns.";
        ui.add(Label::new(text).wrap()).on_hover_text(about);
    }
    if let Some(warning) = &shown.warning {
        ui.add(Label::new(theme::note(ui, warning)).wrap());
    }
    for notice in &shown.notices {
        ui.add(Label::new(theme::note(ui, &notice.text)).wrap());
    }
    ui.add(Label::new(theme::note(ui, CAVEAT)).wrap());
}

/// Which clusters, by which method, how many.
fn settings(ui: &mut Ui, panel: &mut Panel) {
    let before = panel.project.choices().clone();
    let mut choices = panel.view.draft.clone().unwrap_or_else(|| before.clone());
    let methods = panel.project.shown_methods();
    Grid::new("cluster settings").num_columns(2).min_col_width(64.0).show(ui, |ui| {
        let label = ui.label("Where");
        let space = &mut panel.view.clusters.space;
        let combo = ComboBox::from_id_salt("cluster space")
            .selected_text(capitalised(&title(*space, methods)))
            .width(220.0)
            .truncate();
        let shown = combo.show_ui(ui, |ui| {
            for one in SPACES {
                let text = capitalised(&title(one, methods));
                ui.selectable_value(space, one, text).on_hover_text(about(one));
            }
        });
        shown.response.labelled_by(label.id);
        ui.end_row();
        let label = ui.label("Method");
        let combo = ComboBox::from_id_salt("cluster method")
            .selected_text(capitalised(choices.clusters.method.title()))
            .width(220.0)
            .truncate();
        let shown = combo.show_ui(ui, |ui| {
            for method in ClusterMethod::ALL {
                let text = capitalised(method.title());
                ui.selectable_value(&mut choices.clusters.method, method, text)
                    .on_hover_text(method.about());
            }
        });
        shown.response.labelled_by(label.id);
        ui.end_row();
        if choices.clusters.method.takes_k() {
            how_many(ui, &mut choices.clusters);
            ui.end_row();
        }
    });
    let asked = ColorChoice::Clusters(panel.view.clusters.space);
    let mut colored = choices.color_by == asked;
    let was = colored;
    ui.checkbox(&mut colored, "Colour the maps by them");
    if colored != was {
        choices = choices.colored_by(if colored { asked } else { ColorChoice::Auto });
    }
    methods_panel::decide(ui, panel, &before, choices);
}

/// Clusters asked for, or to be found.
fn how_many(ui: &mut Ui, settings: &mut ClusterSettings) {
    let label = ui.label("Clusters").on_hover_text(
        "As many as the data speak for (one is an answer, too), or as many as you say.",
    );
    ui.horizontal(|ui| {
        let mut open = settings.k == HowMany::Found;
        ui.checkbox(&mut open, "find");
        let mut k = match settings.k {
            HowMany::Given(k) => k,
            HowMany::Found => 3,
        };
        let number = DragValue::new(&mut k).range(1..=30).speed(0.1);
        ui.add_enabled(!open, number).labelled_by(label.id);
        settings.k = if open { HowMany::Found } else { HowMany::Given(k) };
    });
}

/// What each criterion says.
fn criteria(ui: &mut Ui, found: &HowManyClusters) {
    let by = |found: Option<usize>| found.map_or("none".to_owned(), |k| k.to_string());
    let text = format!(
        "By silhouette {}, by BIC {}, by the gap statistic {}: {}",
        by(found.by_silhouette),
        found.by_bic,
        found.by_gap,
        found.why
    );
    ui.add(Label::new(theme::note(ui, text)).wrap());
}

/// A card for each cluster, and one for the noise.
fn cards(ui: &mut Ui, panel: &mut Panel, shown: &NamedClustering) {
    let clustering = &shown.clustering;
    let groups = (0..clustering.k() as u32).map(Some);
    let noise = (clustering.noise() > 0).then_some(None);
    ScrollArea::vertical().id_salt("clusters").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for group in groups.chain(noise) {
                card(ui, panel, shown, group);
            }
        });
    });
}

fn card(ui: &mut Ui, panel: &mut Panel, shown: &NamedClustering, group: Option<u32>) {
    let clustering = &shown.clustering;
    let size = match group {
        Some(group) => clustering.sizes()[group as usize],
        None => clustering.noise(),
    };
    let share = size as f64 / clustering.rows().len() as f64;
    let name = Clustering::name(group);
    let frame = Frame::new()
        .fill(ui.visuals().window_fill)
        .stroke(Stroke::new(1.0, ui.visuals().widgets.noninteractive.bg_stroke.color))
        .corner_radius(4)
        .inner_margin(Margin::same(8));
    frame.show(ui, |ui| {
        ui.set_width(CARD);
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                if let Some(group) = group {
                    mark(ui, group);
                }
                ui.label(theme::strong(&name));
                let share = format!("{}, {:.1} %", format_count(size), share * 100.0);
                ui.label(theme::note(ui, share));
            });
            ui.horizontal(|ui| {
                let select = ui.button("Select");
                select.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("Select {name}"))
                });
                if select.on_hover_text("Pick these customers out on every picture.").clicked() {
                    panel.view.selection.select(clustering.members(group));
                }
                let keep = ui.button("Keep as segment");
                keep.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("Keep {name} as a segment"))
                });
                let about = "A segment has a name of yours and a colour, and stays when clusters are found anew.";
                if keep.on_hover_text(about).clicked() {
                    let choices = panel.project.choices();
                    let mut segments = choices.segments.clone();
                    let rows = clustering.members(group).into();
                    segments.push(new_segment(&segments, &name, rows));
                    panel.ask(Action::Choose(Choices { segments, ..choices.clone() }));
                }
            });
            if let Some(group) = group {
                if let Some(card) = shown.cards.get(group as usize) {
                    said(ui, card);
                }
                firmness(ui, shown, group as usize);
            }
        });
    });
}

/// Who they are, and the columns that set them apart.
fn said(ui: &mut Ui, card: &ClusterCard) {
    ui.add(Label::new(&card.sentence).wrap());
    let lines = card.columns.iter().take(COLUMNS).map(|line| (line, ""));
    for (line, kind) in lines.chain(card.labels.iter().take(1).map(|line| (line, " (label)"))) {
        let text = format!("{}{kind}: {}", line.column, line.words);
        ui.add(Label::new(theme::note(ui, &text)).truncate()).on_hover_text(text);
    }
    if card.columns.len() > COLUMNS {
        let rest: Vec<String> = card.columns[COLUMNS..]
            .iter()
            .map(|line| format!("{}: {}", line.column, line.words))
            .collect();
        let more = count_of(rest.len(), "more column", "more columns");
        ui.label(theme::note(ui, format!("and {more}"))).on_hover_text(rest.join("\n"));
    }
}

/// The cluster's mark on the maps.
fn mark(ui: &mut Ui, group: u32) {
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    let (color, shape) = style_of(group as usize);
    ui.painter().add(points::shape(rect.center(), 5.0, shape, theme::color(color)));
}

/// How well the cluster holds together, and whether it comes again.
fn firmness(ui: &mut Ui, shown: &NamedClustering, group: usize) {
    let silhouette = shown
        .silhouette
        .as_ref()
        .and_then(|found| found.of_clusters.iter().find(|one| one.label as usize == group))
        .and_then(|one| one.mean)
        .map_or("none".to_owned(), |mean| format!("{mean:.2}"));
    let stability = shown.stability.as_ref().and_then(|found| *found.clusters.get(group)?);
    ui.horizontal(|ui| {
        ui.label(format!("Silhouette {silhouette}")).on_hover_text(
            "How much nearer its customers are to each other than to the next cluster, \u{2212}1 to 1 (Rousseeuw 1987).",
        );
        let Some(stability) = stability else { return };
        let text = format!("{} ({:.2})", stability.firmness.words(), stability.jaccard);
        let text = match stability.firmness {
            Firmness::Solid => theme::strong(text),
            Firmness::Shaky => text.into(),
            Firmness::DoNotUse => theme::alarm(ui, text),
        };
        ui.label(text).on_hover_text(
            "How alike it comes out of 50 draws of other customers like these: mean Jaccard likeness; solid from 0.75, \
             shaky from 0.6 (Hennig 2007).",
        );
    });
}
