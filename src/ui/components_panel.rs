//! The panels that explain the PCA: loadings, biplot and circle, contributions.

use super::component_list::{Besides, ComponentList};
use super::row_picture::{self, RowPicture};
use super::{Panel, Tab, WhichFigure, legend_strip, plane_controls, side, theme};
use crate::methods::Method;
use crate::plots::{Figure, LegendPlace, Ticks};
use crate::project::{FigureKind, NAMED, Scaling, Span};
use eframe::egui::{DragValue, ScrollArea, Slider, Ui, vec2};
use std::sync::Arc;

/// Width of what stands beside a figure of equal aspect, in points.
const SIDE: f32 = 280.0;
/// A line of lying bars or cells, in points: less than a name needs, and `egui_plot` leaves the name out.
const LINE: f32 = 17.0;
/// Numbers and name of the axis below them, in points.
const AXIS: f32 = 44.0;
/// A list of components, in points.
const LIST: f32 = 280.0;
/// More names than this cannot be told apart.
const MOST_NAMED: usize = 60;

/// One of these figures; components count from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ComponentsFigure {
    /// Loadings of a component, those smaller than the cut-off left out.
    Loadings { component: usize, cutoff: f64 },
    /// Correlations of columns with components, so many of which are kept.
    Heat { kept: usize },
    /// Rows and columns in one plane, so many of them as arrows.
    Biplot { scaling: Scaling, named: usize },
    /// Columns in the circle of correlation 1.
    Circle { named: usize },
    /// What columns contribute.
    Contributions(Span),
    /// How well columns are carried.
    Cos2(Span),
}

/// Which components contributions and cos2 are told for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Told {
    /// Those before the cut, together.
    #[default]
    Kept,
    /// The two on the map.
    Plane,
    /// One, counted from 0.
    One(usize),
}

impl Told {
    fn span(self, kept: usize) -> Span {
        match self {
            Self::Kept => Span::First(kept),
            Self::Plane => Span::Plane,
            Self::One(k) => Span::One(k),
        }
    }
}

/// What the panels show.
#[derive(Debug, Clone, Copy)]
pub struct ComponentsView {
    /// The component of the loadings, counted from 0.
    pub component: usize,
    /// Loadings smaller than this are left out.
    pub cutoff: f64,
    /// Of loadings: all components as a heat map.
    pub heat: bool,
    /// What is true in the biplot.
    pub scaling: Scaling,
    /// Arrows of the biplot, names on the circle.
    pub named: usize,
    /// In place of the biplot: the correlation circle.
    pub circle: bool,
    /// In place of contributions: how well columns are carried.
    pub cos2: bool,
    /// The components of both.
    pub told: Told,
}

impl Default for ComponentsView {
    fn default() -> Self {
        Self {
            component: 0,
            cutoff: 0.0,
            heat: false,
            scaling: Scaling::default(),
            named: NAMED,
            circle: false,
            cos2: false,
            told: Told::default(),
        }
    }
}

impl ComponentsView {
    /// Leaves out components that are not there.
    fn limit(&mut self, found: usize) {
        let last = found.max(1) - 1;
        self.component = self.component.min(last);
        if let Told::One(k) = &mut self.told {
            *k = (*k).min(last);
        }
    }

    /// The panel of this kind as it is set; `None` where the kind is no panel of the components.
    pub(super) fn figure(&self, kind: FigureKind, kept: usize) -> Option<ComponentsFigure> {
        let Self { component, cutoff, scaling, named, .. } = *self;
        let span = self.told.span(kept);
        Some(match kind {
            FigureKind::Loadings => ComponentsFigure::Loadings { component, cutoff },
            FigureKind::Heatmap => ComponentsFigure::Heat { kept },
            FigureKind::Biplot => ComponentsFigure::Biplot { scaling, named },
            FigureKind::Circle => ComponentsFigure::Circle { named },
            FigureKind::Contributions => ComponentsFigure::Contributions(span),
            FigureKind::Cos2 => ComponentsFigure::Cos2(span),
            FigureKind::Map
            | FigureKind::Scree
            | FigureKind::Outliers
            | FigureKind::Kl
            | FigureKind::Agreement
            | FigureKind::Contingency
            | FigureKind::Flow
            | FigureKind::Silhouettes
            | FigureKind::HowMany => return None,
        })
    }
}

/// The panel of the tab that is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let model = panel.project.map(Method::Pca).and_then(|result| result.pca.as_ref());
    let found = model.map_or(1, |model| model.components().nrows());
    let features = model.map_or(1, |model| model.mean().len());
    let kept = panel.project.choices().kept.clamp(1, found);
    let names = panel.view.drawn.names(panel.project).unwrap_or_default();
    // Those that were computed have something to show.
    let names = &names[..found.min(names.len())];
    let tab = panel.view.tab;
    panel.view.components.limit(found);
    ui.horizontal(|ui| match tab {
        Tab::Biplot => {
            biplot(ui, &mut panel.view.components, features);
            ui.separator();
            let width = ui.available_width();
            plane_controls::show(ui, panel, width);
        }
        Tab::Contributions => contributions(ui, &mut panel.view.components, names, kept),
        _ => loadings(ui, panel, names),
    });
    let kind = WhichFigure::of(tab, panel.view, panel.project.shown_methods()).0;
    let Some(which) = panel.view.components.figure(kind, kept) else { return };
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

fn loadings(ui: &mut Ui, panel: &mut Panel, names: &[String]) {
    let component = panel.view.components.component;
    let largest = panel.view.drawn.largest_loading(panel.project, component).unwrap_or(0.0);
    let view = &mut panel.view.components;
    ui.selectable_value(&mut view.heat, false, "One component")
        .on_hover_text("Loadings of one component, the largest first.");
    ui.selectable_value(&mut view.heat, true, "All")
        .on_hover_text("Correlations of all columns with the first components.");
    ui.add_enabled_ui(!view.heat, |ui| {
        let list = ComponentList {
            purpose: "Component of the loadings",
            tooltip: "The component whose loadings are shown.",
            width: LIST,
            names,
        };
        list.show(ui, &mut view.component, &[], |k| k);
        let label = ui
            .label("Cut-off")
            .on_hover_text("Loadings smaller than this are left out, and counted; 0 shows all.");
        let step =
            if largest > 0.0 { 10_f64.powf(largest.log10().floor() - 1.0) / 2.0 } else { 0.05 };
        ui.add(Slider::new(&mut view.cutoff, 0.0..=largest).step_by(step).max_decimals(4))
            .labelled_by(label.id);
    });
}

fn contributions(ui: &mut Ui, view: &mut ComponentsView, names: &[String], kept: usize) {
    ui.selectable_value(&mut view.cos2, false, "Contributions")
        .on_hover_text("The share of components that each column makes up.");
    ui.selectable_value(&mut view.cos2, true, "cos\u{b2}")
        .on_hover_text("The share of each column\u{2019}s variance that components carry.");
    let list = ComponentList {
        purpose: "Components told of",
        tooltip: "One component, or several together: those before the cut of the explained variance, or \
                  the two on the map.",
        width: LIST,
        names,
    };
    let first = match kept {
        1 => "PC1, before the cut".to_owned(),
        2 => "PC1 and PC2, before the cut".to_owned(),
        _ => format!("PC1 to PC{kept}, before the cut"),
    };
    let besides = [
        Besides { value: Told::Kept, text: &first },
        Besides { value: Told::Plane, text: "the two on the map" },
    ];
    list.show(ui, &mut view.told, &besides, Told::One);
}

fn biplot(ui: &mut Ui, view: &mut ComponentsView, features: usize) {
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
    let label = ui.label("Arrows").on_hover_text(
        "How many columns are drawn as arrows, those with the largest part in this plane; on the circle, how \
         many have a name.",
    );
    let mut named = view.named.min(features);
    let range = 1..=features.min(MOST_NAMED);
    if ui.add(DragValue::new(&mut named).range(range).speed(0.05)).labelled_by(label.id).changed() {
        view.named = named;
    }
}

fn draw(ui: &mut Ui, panel: &mut Panel, which: ComponentsFigure, figure: &Figure) {
    if figure.equal_aspect {
        // It needs the height: what is to be read stands beside it.
        let read = |ui: &mut Ui, _: &mut Panel| {
            ui.label(theme::note(ui, &figure.caption));
            if let Some(legend) = &figure.legend {
                legend_strip::list(ui, legend);
            }
        };
        side::beside(ui, panel, "components side", SIDE, read, |ui, panel| {
            paint(ui, panel, which, figure);
        });
        return;
    }
    if let Some(legend) = &figure.legend {
        // Classes of points stand above the maps already.
        if legend.place == LegendPlace::Top || matches!(which, ComponentsFigure::Heat { .. }) {
            ui.horizontal(|ui| legend_strip::entries(ui, legend));
        }
    }
    ui.label(theme::note(ui, &figure.caption));
    let room = ui.available_size();
    match &figure.y.ticks {
        // Every line has its name: what does not fit is scrolled to.
        Ticks::At(lines) => {
            let height = (lines.len() as f32 * LINE + AXIS).max(room.y);
            ScrollArea::vertical().id_salt("components").show(ui, |ui| {
                let width = ui.available_width();
                ui.allocate_ui(vec2(width, height), |ui| {
                    ui.set_min_size(vec2(width, height));
                    ui.set_max_size(vec2(width, height));
                    paint(ui, panel, which, figure);
                });
            });
        }
        _ => paint(ui, panel, which, figure),
    }
}

fn paint(ui: &mut Ui, panel: &mut Panel, which: ComponentsFigure, figure: &Figure) {
    let fit = !figure.equal_aspect;
    // The points of a biplot are customers, as on the maps.
    let result = panel.project.map(Method::Pca).cloned();
    let rows = match (which, &result) {
        (ComponentsFigure::Biplot { .. }, Some(result)) => Arc::clone(result.embedding.rows()),
        _ => Arc::default(),
    };
    let rows = &rows;
    let picture = RowPicture {
        figure,
        rows,
        name: &figure.title,
        dimmed: panel.project.is_stale(Method::Pca),
        fit,
        movable: !fit,
        moving: false,
        seen: None,
    };
    // More or fewer arrows keep the view; another plane starts whole.
    let of = result.as_ref().map_or(0, |result| Arc::as_ptr(result) as usize);
    let id = ("components", std::mem::discriminant(&which), panel.view.components.scaling, of);
    row_picture::show(ui, panel, id, &picture);
}
