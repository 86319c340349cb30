//! The clusters of one space: how many there are and why, and each with its size, firmness and customers.

mod cards;
mod settings;

use super::awaited::Awaited;
use super::figure_view::{self, Look};
use super::{Panel, legend_strip, maps, side, theme};
use crate::methods::Method;
use crate::metrics::HowManyClusters;
use crate::narrative::CAVEAT;
use crate::plots::Figure;
use crate::project::{
    Action, ClusterSpace as Space, Clusterings, FigureKind, NamedClustering, Project,
};
use crate::words::{count_of, format_count};
use eframe::egui::{Label, Role, Ui, WidgetInfo};
use std::sync::Arc;

/// Width of what stands beside the clusters, in points.
const SIDE: f32 = 330.0;
/// Spaces that are always grouped, in the order of lists.
pub(super) const SPACES: [Space; 3] = [Space::Features, Space::PcaMap, Space::TsneMap];

/// What the panel shows.
#[derive(Debug)]
pub struct ClustersView {
    /// Whose clusters.
    pub space: Space,
    /// In which form.
    pub shown: FigureKind,
    /// The cluster whose name is being typed.
    pub renaming: Option<(u32, String)>,
}

impl Default for ClustersView {
    fn default() -> Self {
        // The map stands for the cards: it is the figure of these.
        Self { space: Space::Features, shown: FigureKind::Map, renaming: None }
    }
}

impl ClustersView {
    /// The figure of the panel: the silhouettes where it shows cards.
    pub(super) fn figure(&self) -> FigureKind {
        if self.shown == FigureKind::Map { FigureKind::Silhouettes } else { self.shown }
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

/// How far the clusters are.
pub(super) fn awaited(project: &Project) -> Awaited {
    Awaited {
        current: project.clusters_are_current(),
        busy: project.is_clustering(),
        trouble: project.clustering_trouble().cloned(),
        ask: Action::Cluster,
        again: "Look for clusters",
        computing: "Looking for clusters on both maps and in the data, and whether noise has the same\u{2026}",
        waiting: "They are looked for when both maps are computed.",
        computing_anew: "Of earlier maps or settings; the present ones are being grouped.",
        waiting_anew: "Of earlier maps or settings; they follow when both maps are there.",
    }
}

/// The clusters, asked for where nobody did; what is under way or went wrong is said in their place.
pub(super) fn found(ui: &mut Ui, panel: &mut Panel) -> Option<Arc<Clusterings>> {
    let awaited = awaited(panel.project);
    awaited.see_to(panel);
    let found = panel.project.clusterings().cloned();
    if found.is_none() {
        awaited.nothing_yet(ui, panel);
    }
    found
}

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(found) = found(ui, panel) else { return };
    let space = panel.view.clusters.space;
    let of_data = || found.of_space(Space::Features);
    let Some(shown) = found.of_space(space).or_else(of_data) else { return };
    let told = |ui: &mut Ui, panel: &mut Panel| words(ui, panel, &found, shown);
    side::beside(ui, panel, "clusters side", SIDE, told, |ui, panel| {
        let dimmed = !panel.project.clusters_are_current();
        picture_choice(ui, panel);
        if panel.view.clusters.shown == FigureKind::Map {
            if dimmed {
                ui.set_opacity(0.5);
            }
            return cards::show(ui, panel, shown);
        }
        let kind = panel.view.clusters.shown;
        if let Some(figure) = panel.view.drawn.clusters(panel.project, kind, shown.space, 0) {
            picture(ui, kind, &figure, dimmed);
        } else {
            let said = if kind == FigureKind::HowMany {
                "The number of clusters was not looked for: it was given, or the method finds it by itself."
            } else {
                "One cluster has no silhouette: there is no next one to be nearer to."
            };
            ui.label(theme::note(ui, said));
        }
    });
}

/// The clusters as cards, or as a picture.
fn picture_choice(ui: &mut Ui, panel: &mut Panel) {
    let shown = &mut panel.view.clusters.shown;
    ui.horizontal(|ui| {
        for (kind, name, about) in [
            (FigureKind::Map, "Cards", "Who the customers of each cluster are."),
            (
                FigureKind::Silhouettes,
                "Silhouettes",
                "How well each customer lies in its cluster: wide blocks of one height are clear clusters, \
                 thin tails and bars below zero lie between two.",
            ),
            (
                FigureKind::HowMany,
                "How many",
                "What the silhouette, BIC and the gap statistic say of each number of clusters.",
            ),
        ] {
            ui.selectable_value(shown, kind, name).on_hover_text(about);
        }
    });
}

/// A picture of clusters with its legend.
pub(super) fn picture(ui: &mut Ui, kind: FigureKind, figure: &Arc<Figure>, dimmed: bool) {
    if let Some(legend) = &figure.legend {
        ui.horizontal(|ui| legend_strip::entries(ui, legend));
    }
    let look = Look { dimmed, fit: true, ..Look::default() };
    let shown = figure_view::show(ui, ("clusters", kind.key()), figure, look);
    let said = format!("{}. {}", figure.title, figure.caption);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
}

/// Why a picture of clusters cannot be exported; they are looked for where nobody did.
pub(super) fn explain(ui: &mut Ui, panel: &mut Panel) {
    let awaited = awaited(panel.project);
    awaited.see_to(panel);
    if awaited.current {
        ui.label(theme::note(ui, "These clusters have no such picture: see the panel Clusters."));
    } else {
        awaited.nothing_yet(ui, panel);
    }
}

/// Settings, and what is to be said of all clusters together.
fn words(ui: &mut Ui, panel: &mut Panel, found: &Clusterings, shown: &NamedClustering) {
    awaited(panel.project).earlier(ui, panel);
    settings::show(ui, panel);
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
        let [rows, of] = noise.rows;
        let sample =
            if rows < of { format!(", {} rows", format_count(rows)) } else { String::new() };
        let text = format!(
            "Noise {looks} like this: silhouette {real:.2}, shuffled columns {mean:.2} (up to {most:.2}{sample})."
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
