//! Which clusters, by which method, how many.

use super::super::{Panel, methods_panel, theme};
use super::{SPACES, about, title};
use crate::methods::cluster::{ClusterMethod, ClusterSettings, Covariance, HowMany, Linkage};
use crate::project::{Choices, ClusterSpace as Space, ColorChoice};
use crate::words::capitalised;
use eframe::egui::emath::Numeric;
use eframe::egui::{ComboBox, DragValue, Grid, Ui};
use std::ops::RangeInclusive;

/// Width of a list.
const LIST: f32 = 220.0;

/// The settings; what changes is one decision.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let before = panel.project.choices().clone();
    let mut choices = panel.view.draft.clone().unwrap_or_else(|| before.clone());
    Grid::new("cluster settings").num_columns(2).min_col_width(64.0).show(ui, |ui| {
        space(ui, panel, &mut choices);
        let settings = &mut choices.clusters;
        let methods = ClusterMethod::ALL.map(|method| (method, method.title(), method.about()));
        list(ui, "Method", "How clusters are found.", &mut settings.method, &methods);
        match settings.method {
            ClusterMethod::KMeans => how_many(ui, settings),
            ClusterMethod::Mixture => {
                how_many(ui, settings);
                let forms = [
                    (Covariance::Auto, "by the rows", "Stretched any way where rows suffice for it, along the axes otherwise."),
                    (Covariance::Full, "stretched any way", "Each cloud has a covariance matrix of its own."),
                    (Covariance::Diagonal, "along the axes", "Columns are independent within a cloud."),
                ];
                list(ui, "Clouds", "The form of the clouds.", &mut settings.covariance, &forms);
            }
            ClusterMethod::Hierarchical => {
                how_many(ui, settings);
                let links = [
                    (Linkage::Ward, "Ward", "By how much the squared distances to the centres grow when two are joined."),
                    (Linkage::Average, "average", "The mean of all distances between two."),
                    (Linkage::Complete, "complete", "The largest distance between two."),
                ];
                list(ui, "Linkage", "How far apart two clusters are.", &mut settings.linkage, &links);
            }
            ClusterMethod::Dbscan => {
                let about = "How near two customers must be to be neighbours, in the units of where they lie; found at the \
                             elbow of the distances to the nearest ones.";
                optional(ui, ("Radius", about), &mut settings.radius, 1.0, 1e-3..=1e6, 0.02);
                let about = "Neighbours, the customer itself among them, that make a place dense.";
                optional(ui, ("Neighbours", about), &mut settings.min_points, 5, 1..=1_000, 0.2);
            }
            ClusterMethod::Hdbscan => {
                let about = "Customers that make a cluster; a hundredth of all, at least 5, where found.";
                optional(ui, ("Smallest", about), &mut settings.min_cluster_size, 20, 2..=100_000, 0.2);
                let about = "The neighbour whose distance tells how dense it is around a customer.";
                optional(ui, ("Neighbours", about), &mut settings.min_points, 5, 1..=1_000, 0.2);
            }
        }
    });
    let rows = panel.project.prepared().map_or(0, |prepared| prepared.matrix.rows().len());
    if let Err(error) = choices.clusters.check(rows)
        && rows > 1
    {
        ui.label(theme::alarm(ui, capitalised(&error.to_string())));
    }
    let asked = ColorChoice::Clusters(panel.view.clusters.space);
    let mut colored = choices.color_by == asked;
    let was = colored;
    ui.checkbox(&mut colored, "Colour the maps by them");
    if colored != was {
        choices = choices.colored_by(if colored { asked } else { ColorChoice::Auto });
    }
    methods_panel::decide(ui, panel, &before, choices);
}

/// Where clusters are looked for. Those of the first components are computed when they are first asked for.
fn space(ui: &mut Ui, panel: &mut Panel, choices: &mut Choices) {
    let methods = panel.project.shown_methods();
    if panel.view.clusters.space == Space::Components
        && choices.clusters_also != Some(Space::Components)
    {
        panel.view.clusters.space = Space::Features;
    }
    let space = &mut panel.view.clusters.space;
    let spaces = SPACES.into_iter().chain([Space::Components]);
    let names: Vec<(Space, String, &str)> =
        spaces.map(|one| (one, capitalised(&title(one, methods)), about(one))).collect();
    let options: Vec<(Space, &str, &str)> =
        names.iter().map(|(one, name, about)| (*one, &**name, *about)).collect();
    list(ui, "Where", "What the clusters are clusters of.", space, &options);
    if *space == Space::Components {
        choices.clusters_also = Some(Space::Components);
    }
}

fn list<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    tooltip: &str,
    value: &mut T,
    options: &[(T, &str, &str)],
) {
    let label = ui.label(name).on_hover_text(tooltip);
    let chosen = options.iter().find(|option| option.0 == *value).map_or("", |option| option.1);
    let combo = ComboBox::from_id_salt(("cluster", name))
        .selected_text(capitalised(chosen))
        .width(LIST)
        .truncate();
    let shown = combo.show_ui(ui, |ui| {
        for (option, text, about) in options {
            ui.selectable_value(value, *option, capitalised(text)).on_hover_text(*about);
        }
    });
    shown.response.labelled_by(label.id);
    ui.end_row();
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
    ui.end_row();
}

/// A number that is found where it is left open; dragging moves it by `speed`.
fn optional<T: Numeric>(
    ui: &mut Ui,
    (name, about): (&str, &str),
    value: &mut Option<T>,
    usual: T,
    range: RangeInclusive<T>,
    speed: f64,
) {
    let label = ui.label(name).on_hover_text(about);
    ui.horizontal(|ui| {
        let mut open = value.is_none();
        ui.checkbox(&mut open, "find");
        let mut number = value.unwrap_or(usual);
        let field = DragValue::new(&mut number).range(range).speed(speed).max_decimals(3);
        ui.add_enabled(!open, field).labelled_by(label.id);
        *value = (!open).then_some(number);
    });
    ui.end_row();
}
