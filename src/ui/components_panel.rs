//! The panels that explain the PCA: loadings, biplot and circle, contributions.

use super::figure_view::{self, Look};
use super::{Panel, Tab, legend_strip, theme};
use crate::methods::Method;
use crate::plots::{Figure, LegendPlace, Ticks};
use crate::project::Scaling;
use eframe::egui::{DragValue, Role, ScrollArea, Ui, WidgetInfo, vec2};

/// A line of lying bars or cells, in points.
const LINE: f32 = 15.0;
/// Numbers and name of the axis below them, in points.
const AXIS: f32 = 44.0;

/// One of these figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ComponentsFigure {
    /// Loadings of a component, counted from 0.
    Loadings(usize),
    /// Correlations of columns with components.
    Heat,
    /// Rows and columns in one plane.
    Biplot(Scaling),
    /// Columns in the circle of correlation 1.
    Circle,
    /// What columns contribute to a component, counted from 0.
    Contributions(usize),
    /// How well the plane carries each column.
    Cos2,
}

/// What the panels show.
#[derive(Debug, Clone, Copy, Default)]
pub struct ComponentsView {
    /// The component of loadings and contributions, counted from 0.
    pub component: usize,
    /// Of loadings: all components as a heat map.
    pub heat: bool,
    /// What is true in the biplot.
    pub scaling: Scaling,
    /// In place of the biplot: the correlation circle.
    pub circle: bool,
    /// In place of contributions: how well the plane carries columns.
    pub cos2: bool,
}

impl ComponentsView {
    fn figure(&self, tab: Tab) -> ComponentsFigure {
        match tab {
            Tab::Biplot if self.circle => ComponentsFigure::Circle,
            Tab::Biplot => ComponentsFigure::Biplot(self.scaling),
            Tab::Contributions if self.cos2 => ComponentsFigure::Cos2,
            Tab::Contributions => ComponentsFigure::Contributions(self.component),
            _ if self.heat => ComponentsFigure::Heat,
            _ => ComponentsFigure::Loadings(self.component),
        }
    }
}

/// The panel of the tab that is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let kept = panel
        .project
        .map(Method::Pca)
        .and_then(|result| result.pca.as_ref())
        .map_or(1, |model| model.components().nrows());
    let tab = panel.view.tab;
    let view = &mut panel.view.components;
    view.component = view.component.min(kept.max(1) - 1);
    ui.horizontal(|ui| match tab {
        Tab::Biplot => biplot(ui, view),
        Tab::Contributions => {
            ui.selectable_value(&mut view.cos2, false, "Contributions")
                .on_hover_text("The share of a component that each column makes up.");
            ui.selectable_value(&mut view.cos2, true, "cos\u{b2}")
                .on_hover_text("The share of each column\u{2019}s variance that the map carries.");
            ui.add_enabled_ui(!view.cos2, |ui| component(ui, view, kept));
        }
        _ => {
            ui.selectable_value(&mut view.heat, false, "One component")
                .on_hover_text("Loadings of one component, the largest first.");
            ui.selectable_value(&mut view.heat, true, "All")
                .on_hover_text("Correlations of all columns with the first components.");
            ui.add_enabled_ui(!view.heat, |ui| component(ui, view, kept));
        }
    });
    let which = panel.view.components.figure(tab);
    match panel.view.drawn.components(panel.project, which) {
        None => {
            ui.label(theme::note(ui, "It is shown when PCA is computed."));
        }
        Some(Err(message)) => {
            ui.label(theme::alarm(ui, message));
        }
        Some(Ok(figure)) => draw(ui, panel, which, &figure),
    }
}

fn biplot(ui: &mut Ui, view: &mut ComponentsView) {
    for (scaling, name, words) in [
        (Scaling::Form, "Form", "Distances between rows are true to the plane."),
        (Scaling::Covariance, "Covariance", "Lengths of arrows and angles between them are true."),
    ] {
        let chosen = !view.circle && view.scaling == scaling;
        if ui.selectable_label(chosen, name).on_hover_text(words).clicked() {
            (view.scaling, view.circle) = (scaling, false);
        }
    }
    ui.selectable_value(&mut view.circle, true, "Correlation circle")
        .on_hover_text("Columns alone: how they correlate with both components.");
}

fn component(ui: &mut Ui, view: &mut ComponentsView, kept: usize) {
    let label = ui.label("PC");
    let mut number = view.component + 1;
    ui.add(DragValue::new(&mut number).range(1..=kept.max(1)).speed(0.05)).labelled_by(label.id);
    view.component = number - 1;
}

fn draw(ui: &mut Ui, panel: &Panel, which: ComponentsFigure, figure: &Figure) {
    if let Some(legend) = &figure.legend {
        // Classes of points stand above the maps already.
        if legend.place == LegendPlace::Top || which == ComponentsFigure::Heat {
            ui.horizontal(|ui| legend_strip::entries(ui, legend));
        }
    }
    ui.label(theme::note(ui, &figure.caption));
    let fit = !figure.equal_aspect;
    let look =
        Look { dimmed: panel.project.is_stale(Method::Pca), fit, movable: !fit, ..Look::default() };
    let paint = |ui: &mut Ui| {
        let shown = figure_view::show(ui, ("components", format!("{which:?}")), figure, look);
        shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &figure.title));
    };
    let room = ui.available_size();
    match &figure.y.ticks {
        // Every line has its name: what does not fit is scrolled to.
        Ticks::At(lines) if !figure.equal_aspect => {
            let height = (lines.len() as f32 * LINE + AXIS).max(room.y);
            ScrollArea::vertical().id_salt("components").show(ui, |ui| {
                let width = ui.available_width();
                ui.allocate_ui(vec2(width, height), |ui| {
                    ui.set_min_size(vec2(width, height));
                    ui.set_max_size(vec2(width, height));
                    paint(ui);
                });
            });
        }
        _ => paint(ui),
    }
}
