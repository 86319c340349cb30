//! The export dialog: which figure, which format, how large.

use super::drawn::Drawn;
use super::{Ask, Panel, Purpose, theme};
use crate::methods::Method;
use crate::plots::Figure;
use crate::project::Project;
use crate::report::{Page, Theme};
use eframe::egui::{ComboBox, DragValue, Grid, Id, Modal, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// Which figure is exported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhichFigure {
    /// The PCA map.
    #[default]
    PcaMap,
    /// The t-SNE map.
    TsneMap,
    /// Explained variance by component.
    Scree,
}

impl WhichFigure {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::PcaMap, "PCA map", "pca"),
        (Self::TsneMap, "t-SNE map", "tsne"),
        (Self::Scree, "Explained variance", "variance"),
    ];

    fn words(self) -> (&'static str, &'static str) {
        Self::ALL
            .iter()
            .find(|(which, ..)| *which == self)
            .map_or(("", ""), |(_, name, stem)| (name, stem))
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

impl Default for ExportPlan {
    fn default() -> Self {
        let (figure, format) = (WhichFigure::default(), ExportFormat::default());
        let (width, height, dpi) = (900.0, 640.0, 192.0);
        Self { figure, format, width, height, dpi, dark: false }
    }
}

impl ExportPlan {
    /// Size and theme.
    pub fn page(&self) -> Page {
        let theme = if self.dark { Theme::Dark } else { Theme::Light };
        Page { width: self.width, height: self.height, dpi: self.dpi, theme }
    }

    /// The name that is proposed.
    pub fn file_name(&self) -> String {
        format!("dimlens-{}.{}", self.figure.words().1, self.format.ending())
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
    drawn: &mut Drawn,
    project: &Project,
    plan: &ExportPlan,
) -> Result<Arc<Figure>, String> {
    let figure = match plan.figure {
        WhichFigure::PcaMap => drawn.map(project, Method::Pca),
        WhichFigure::TsneMap => drawn.map(project, Method::Tsne),
        WhichFigure::Scree => drawn.scree(project, project.choices().kept),
    };
    let name = plan.figure.words().0;
    figure.ok_or_else(|| format!("The figure \u{201c}{name}\u{201d} is not computed yet."))
}

/// The dialog, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut plan) = panel.view.export.take() else { return };
    let has_tsne = panel.project.map(Method::Tsne).is_some();
    let mut open = true;
    let modal = Modal::new(Id::unique("export")).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        ui.label(theme::heading("Export figure"));
        Grid::new("export plan").num_columns(2).min_col_width(80.0).show(ui, |ui| {
            which(ui, &mut plan, has_tsne);
            size(ui, &mut plan);
        });
        ui.add_space(theme::STEP);
        // Enter confirms, unless a control has the focus and wants it.
        let free = ui.memory(|memory| memory.focused().is_none());
        let entered = free && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.horizontal(|ui| {
            if ui
                .button("Choose file\u{2026}")
                .on_hover_text("Choose name and folder in the system's dialog, and save (Enter).")
                .clicked()
                || entered
            {
                panel.asks.push(Ask::Choose(Purpose::Export(plan.clone())));
                open = false;
            }
            if ui
                .button("Type the path\u{2026}")
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

fn which(ui: &mut Ui, plan: &mut ExportPlan, has_tsne: bool) {
    let label = ui.label("Figure");
    ComboBox::from_id_salt("figure")
        .selected_text(plan.figure.words().0)
        .show_ui(ui, |ui| {
            for (which, name, _) in WhichFigure::ALL {
                let ready = which != WhichFigure::TsneMap || has_tsne;
                ui.add_enabled_ui(ready, |ui| ui.selectable_value(&mut plan.figure, which, name));
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
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
    fn a_missing_ending_is_added_and_a_known_one_kept() {
        let plan = ExportPlan::default();
        assert_eq!(plan.with_ending("a/map".into()), PathBuf::from("a/map.png"));
        assert_eq!(plan.with_ending("map.v2".into()), PathBuf::from("map.v2.png"));
        assert_eq!(plan.with_ending("map.SVG".into()), PathBuf::from("map.SVG"));
    }
}
