//! The export dialog: which figure, which format, how large.

use super::{Ask, Panel, Purpose, Tab, ViewState, clusters_panel, theme};
use crate::methods::Method;
use crate::plots::Figure;
use crate::project::{Action, Analysis, FigureKind, Project, Scaling, Trouble};
use crate::report::{Page, Theme};
use crate::words::capitalised;
use eframe::egui::{Button, ComboBox, DragValue, Grid, Id, Modal, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// Which figure is exported: its kind, and of a map the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhichFigure(pub FigureKind, pub Method);

impl WhichFigure {
    /// Every figure there is.
    pub fn all() -> impl Iterator<Item = Self> {
        FigureKind::ALL.into_iter().flat_map(|kind| {
            let tsne = (kind == FigureKind::Map).then_some(Self(kind, Method::Tsne));
            let method = if kind == FigureKind::Kl { Method::Tsne } else { Method::Pca };
            [Self(kind, method)].into_iter().chain(tsne)
        })
    }

    /// The figure of the tab that is open; the map where it has none.
    pub fn of(tab: Tab, view: &ViewState) -> Self {
        let components = &view.components;
        let kind = match tab {
            Tab::Variance => FigureKind::Scree,
            Tab::Loadings if components.heat => FigureKind::Heatmap,
            Tab::Loadings => FigureKind::Loadings,
            Tab::Biplot if components.circle => FigureKind::Circle,
            Tab::Biplot => FigureKind::Biplot,
            Tab::Contributions if components.cos2 => FigureKind::Cos2,
            Tab::Contributions => FigureKind::Contributions,
            Tab::Outliers => FigureKind::Outliers,
            Tab::Agreement => FigureKind::Agreement,
            Tab::Kl => return Self(FigureKind::Kl, Method::Tsne),
            Tab::Perplexities => return Self(FigureKind::Map, Method::Tsne),
            Tab::Clusters => view.clusters.figure(),
            Tab::Compare => view.compare.figure(),
            Tab::Verdict
            | Tab::Selection
            | Tab::Rows
            | Tab::Import
            | Tab::Ledger
            | Tab::Advice
            | Tab::Notices => FigureKind::Map,
        };
        Self(kind, Method::Pca)
    }

    /// The name in the list.
    pub fn title(self) -> String {
        match self.0 {
            FigureKind::Map => format!("{} map", self.1.title()),
            kind => kind.title().to_owned(),
        }
    }

    fn stem(self) -> &'static str {
        if self.0 == FigureKind::Map { self.1.key() } else { self.0.key() }
    }
}

/// The file format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Pixels.
    #[default]
    Png,
    /// Shapes and text.
    Svg,
}

impl ExportFormat {
    /// The file name's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

/// What is exported, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportPlan {
    /// Which figure.
    pub figure: WhichFigure,
    /// The file format.
    pub format: ExportFormat,
    /// Width in pixels (96 an inch).
    pub width: f64,
    /// Height in pixels (96 an inch).
    pub height: f64,
    /// Dots per inch of a PNG.
    pub dpi: f64,
    /// Dark ground.
    pub dark: bool,
}

impl ExportPlan {
    /// A figure at a usual size.
    pub fn new(figure: WhichFigure) -> Self {
        let (width, height, dpi) = (900.0, 640.0, 192.0);
        Self { figure, format: ExportFormat::default(), width, height, dpi, dark: false }
    }

    /// Size and theme.
    pub fn page(&self) -> Page {
        let theme = if self.dark { Theme::Dark } else { Theme::Light };
        Page { width: self.width, height: self.height, dpi: self.dpi, theme, caption: false }
    }

    /// The name that is proposed.
    pub fn file_name(&self) -> String {
        format!("dimlens-{}.{}", self.figure.stem(), self.format.ending())
    }

    /// The chosen path; the format's ending is added where there is none that we know.
    pub fn with_ending(&self, path: PathBuf) -> PathBuf {
        let known = path
            .extension()
            .is_some_and(|e| ["svg", "png"].iter().any(|known| e.eq_ignore_ascii_case(known)));
        if known {
            return path;
        }
        let mut name = path.into_os_string();
        name.push(".");
        name.push(self.format.ending());
        name.into()
    }
}

/// The figure of a plan, as it is on show.
///
/// # Errors
/// A sentence, where it is not computed yet.
pub(super) fn figure(
    view: &mut ViewState,
    project: &Project,
    plan: &ExportPlan,
) -> Result<Arc<Figure>, String> {
    let WhichFigure(kind, method) = plan.figure;
    let figure = match kind {
        FigureKind::Map => view.drawn.map(project, method),
        FigureKind::Kl => view.drawn.kl(project),
        FigureKind::Scree => view.drawn.scree(project, project.choices().kept),
        FigureKind::Outliers => {
            let current = project.has(Analysis::Outliers);
            project.outliers().filter(|_| current).map(|rows| Arc::clone(rows.figure()))
        }
        FigureKind::Agreement => {
            let current = project.agreement_is_current();
            project.agreement().filter(|_| current).map(|found| Arc::clone(found.figure()))
        }
        kind if kind.is_of_clusters() => {
            let (space, pair) = (view.clusters.space, view.compare.pair);
            let current = project.clusters_are_current();
            view.drawn.clusters(project, kind, space, pair).filter(|_| current)
        }
        other => match view.components.figure(other, project.choices().kept) {
            Some(which) => view.drawn.components(project, which).transpose()?,
            None => None,
        },
    };
    let name = plan.figure.title();
    figure.ok_or_else(|| format!("The figure \u{201c}{name}\u{201d} is not computed yet."))
}

/// The dialog, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut plan) = panel.view.export.take() else { return };
    let mut open = true;
    let modal = Modal::new(Id::unique("export")).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        ui.label(theme::heading("Export figure"));
        Grid::new("export plan").num_columns(2).min_col_width(80.0).show(ui, |ui| {
            which(ui, panel, &mut plan);
            size(ui, &mut plan);
        });
        let ready = is_ready(ui, panel, plan.figure);
        ui.add_space(theme::STEP);
        // Enter confirms, unless a control has the focus and wants it.
        let free = ready && ui.memory(|memory| memory.focused().is_none());
        let entered = free && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.horizontal(|ui| {
            if ui
                .add_enabled(ready, Button::new("Choose file\u{2026}"))
                .on_hover_text("Choose name and folder in the system's dialog, and save (Enter).")
                .clicked()
                || entered
            {
                panel.asks.push(Ask::Choose(Purpose::Export(plan.clone())));
                open = false;
            }
            if ui
                .add_enabled(ready, Button::new("Type the path\u{2026}"))
                .on_hover_text("Type or paste the path of the file to write.")
                .clicked()
            {
                panel.asks.push(Ask::Type(Purpose::Export(plan.clone())));
                open = false;
            }
            if ui.button("Close").clicked() {
                open = false;
            }
        });
    });
    if open && !modal.should_close() {
        panel.view.export = Some(plan);
    }
}

/// Whether a figure can be drawn; what is computed only when asked for is asked for.
fn is_ready(ui: &mut Ui, panel: &mut Panel, figure: WhichFigure) -> bool {
    const OUTLIERS: Analysis = Analysis::Outliers;
    if figure.0.is_of_clusters() {
        return clusters_panel::is_ready(ui, panel, figure);
    }
    let project = panel.project;
    if figure.0 != FigureKind::Outliers || project.has(OUTLIERS) {
        return true;
    }
    match project.analysis_trouble(OUTLIERS) {
        Some(Trouble::Failed(message)) => {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
        Some(Trouble::Cancelled) if !project.is_analysing(OUTLIERS) => {
            if ui.button("Compute outliers").clicked() {
                panel.ask(Action::Analyse(OUTLIERS));
            }
        }
        _ => {
            ui.label(theme::note(ui, "Computing outliers\u{2026}"));
            if !project.is_analysing(OUTLIERS) {
                panel.ask(Action::Analyse(OUTLIERS));
            }
        }
    }
    false
}

fn which(ui: &mut Ui, panel: &mut Panel, plan: &mut ExportPlan) {
    let label = ui.label("Figure");
    let has_tsne = panel.project.map(Method::Tsne).is_some();
    let own = [Method::Pca, Method::Tsne];
    let others = panel.project.shown_methods().into_iter().filter(|m| !own.contains(m));
    let others: Vec<WhichFigure> = others
        .filter(|method| panel.project.map(*method).is_some())
        .map(|method| WhichFigure(FigureKind::Map, method))
        .collect();
    ComboBox::from_id_salt("figure")
        .selected_text(plan.figure.title())
        .width(250.0)
        .height(400.0)
        .show_ui(ui, |ui| {
            for which in WhichFigure::all().chain(others) {
                let ready = which.1 != Method::Tsne || has_tsne;
                ui.add_enabled_ui(ready, |ui| {
                    ui.selectable_value(&mut plan.figure, which, which.title());
                });
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
    let view = &mut panel.view.components;
    if plan.figure.0 == FigureKind::Loadings {
        let model = panel.project.map(Method::Pca).and_then(|result| result.pca.as_ref());
        let found = model.map_or(1, |model| model.components().nrows()).max(1);
        let label = ui.label("Component").on_hover_text("The same as in the panel.");
        let mut number = view.component + 1;
        ui.add(DragValue::new(&mut number).range(1..=found).speed(0.05)).labelled_by(label.id);
        view.component = number - 1;
        ui.end_row();
    }
    if plan.figure.0 == FigureKind::Biplot {
        ui.label("Scaling").on_hover_text("What the biplot shows as it is; as in the panel.");
        ui.horizontal(|ui| {
            ui.radio_value(&mut view.scaling, Scaling::Form, "Form");
            ui.radio_value(&mut view.scaling, Scaling::Covariance, "Covariance");
        });
        ui.end_row();
    }
    ui.label("Format");
    ui.horizontal(|ui| {
        ui.radio_value(&mut plan.format, ExportFormat::Png, "PNG")
            .on_hover_text("Pixels: for slides and mail.");
        ui.radio_value(&mut plan.format, ExportFormat::Svg, "SVG")
            .on_hover_text("Shapes and text: sharp at any size.");
    });
    ui.end_row();
    ui.label("Theme");
    ui.horizontal(|ui| {
        ui.radio_value(&mut plan.dark, false, "Light");
        ui.radio_value(&mut plan.dark, true, "Dark");
    });
    ui.end_row();
}

fn size(ui: &mut Ui, plan: &mut ExportPlan) {
    let label = ui.label("Size").on_hover_text("Width and height in pixels, 96 an inch.");
    ui.horizontal(|ui| {
        ui.add(DragValue::new(&mut plan.width).range(200.0..=4000.0).speed(2).max_decimals(0))
            .labelled_by(label.id);
        ui.label("\u{00d7}");
        ui.add(DragValue::new(&mut plan.height).range(150.0..=4000.0).speed(2).max_decimals(0))
            .labelled_by(label.id);
    });
    ui.end_row();
    if plan.format == ExportFormat::Png {
        let label = ui.label("Resolution").on_hover_text("Dots per inch; 96 is one pixel for one.");
        ui.horizontal(|ui| {
            ui.add(DragValue::new(&mut plan.dpi).range(48.0..=600.0).speed(2).max_decimals(0))
                .labelled_by(label.id);
            ui.label(theme::note(
                ui,
                format!(
                    "dpi: {:.0} \u{00d7} {:.0} pixels",
                    plan.width * plan.dpi / 96.0,
                    plan.height * plan.dpi / 96.0
                ),
            ));
        });
        ui.end_row();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_of_the_command_line_is_offered() {
        let all: Vec<WhichFigure> = WhichFigure::all().collect();
        assert!(FigureKind::ALL.iter().all(|kind| all.iter().any(|which| which.0 == *kind)));
        assert_eq!(all.iter().filter(|which| which.0 == FigureKind::Map).count(), 2);
        for (at, which) in all.iter().enumerate() {
            assert!(
                all[..at].iter().all(|w| w.stem() != which.stem() && w.title() != which.title())
            );
        }
        assert_eq!(all.len(), FigureKind::ALL.len() + 1);
    }

    #[test]
    fn a_missing_ending_is_added_and_a_known_one_kept() {
        let plan = ExportPlan::new(WhichFigure(FigureKind::Map, Method::Pca));
        assert_eq!(plan.with_ending("a/map".into()), PathBuf::from("a/map.png"));
        assert_eq!(plan.with_ending("map.v2".into()), PathBuf::from("map.v2.png"));
        assert_eq!(plan.with_ending("map.SVG".into()), PathBuf::from("map.SVG"));
    }
}
