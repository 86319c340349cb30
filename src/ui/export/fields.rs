//! The fields of the export dialog.

use super::{ExportFormat, ExportPlan, Panel, WhichFigure, theme};
use crate::methods::Method;
use crate::project::{FigureKind, Scaling};
use crate::report::{Page, PageSize, Theme, Unit};
use crate::words::capitalised;
use eframe::egui::{Checkbox, ComboBox, DragValue, Grid, TextEdit, Ui};

/// All of them.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, plan: &mut ExportPlan) {
    Grid::new("export plan").num_columns(2).min_col_width(80.0).show(ui, |ui| {
        which(ui, panel, plan);
        of_figure(ui, panel, plan.figure);
        format(ui, plan);
        size(ui, plan);
        words(ui, plan);
    });
}

fn which(ui: &mut Ui, panel: &Panel, plan: &mut ExportPlan) {
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
}

/// What only some figures have.
fn of_figure(ui: &mut Ui, panel: &mut Panel, figure: WhichFigure) {
    let view = &mut panel.view.components;
    if figure.0 == FigureKind::Loadings {
        let model = panel.project.map(Method::Pca).and_then(|result| result.pca.as_ref());
        let found = model.map_or(1, |model| model.components().nrows()).max(1);
        let label = ui.label("Component").on_hover_text("The same as in the panel.");
        let mut number = view.component + 1;
        ui.add(DragValue::new(&mut number).range(1..=found).speed(0.05)).labelled_by(label.id);
        view.component = number - 1;
        ui.end_row();
    }
    if figure.0 == FigureKind::Biplot {
        ui.label("Scaling").on_hover_text("What the biplot shows as it is; as in the panel.");
        ui.horizontal(|ui| {
            ui.radio_value(&mut view.scaling, Scaling::Form, "Form");
            ui.radio_value(&mut view.scaling, Scaling::Covariance, "Covariance");
        });
        ui.end_row();
    }
}

fn format(ui: &mut Ui, plan: &mut ExportPlan) {
    ui.label("Format");
    ui.horizontal(|ui| {
        for (format, name, tooltip) in [
            (ExportFormat::Png, "PNG", "Pixels: for slides and mail."),
            (ExportFormat::Svg, "SVG", "Shapes and text: sharp at any size."),
            (ExportFormat::Pdf, "PDF", "A page of shapes and text, its fonts within."),
        ] {
            ui.radio_value(&mut plan.format, format, name).on_hover_text(tooltip);
        }
    });
    ui.end_row();
    ui.label("Theme");
    ui.horizontal(|ui| {
        for theme in Theme::ALL {
            ui.radio_value(&mut plan.page.theme, theme, capitalised(theme.key()));
        }
    });
    ui.end_row();
}

fn size(ui: &mut Ui, plan: &mut ExportPlan) {
    let label = ui.label("Size").on_hover_text("Width and height; 96 pixels are an inch.");
    let (unit, page) = (plan.unit, &mut plan.page);
    ui.horizontal(|ui| {
        let side = |ui: &mut Ui, value: &mut f64, least: f64| {
            let mut shown = *value / unit.pixels();
            let ends = least / unit.pixels()..=4_000.0 / unit.pixels();
            let decimals = usize::from(unit != Unit::Px);
            let speed = 2.0 / unit.pixels();
            let drag = DragValue::new(&mut shown).range(ends).speed(speed).max_decimals(decimals);
            let response = ui.add(drag).labelled_by(label.id);
            if response.changed() {
                *value = shown * unit.pixels();
            }
        };
        side(ui, &mut page.width, Page::LEAST[0]);
        ui.label("\u{00d7}");
        side(ui, &mut page.height, Page::LEAST[1]);
    });
    ui.end_row();
    ui.label("");
    ui.horizontal(|ui| {
        for unit in Unit::ALL {
            ui.selectable_value(&mut plan.unit, unit, unit.sign());
        }
        ui.separator();
        for usual in PageSize::ALL {
            let chosen = [plan.page.width, plan.page.height] == usual.sides();
            let button = ui.selectable_label(chosen, capitalised(usual.key()));
            if button.on_hover_text(format!("{}.", usual.about())).clicked() {
                [plan.page.width, plan.page.height] = usual.sides();
            }
        }
    });
    ui.end_row();
    let tooltip = "Dots per inch of a PNG, and of maps of more than 20,000 points in SVG and PDF.";
    let label = ui.label("Resolution").on_hover_text(tooltip);
    ui.horizontal(|ui| {
        let page = &mut plan.page;
        ui.add(DragValue::new(&mut page.dpi).range(48.0..=600.0).speed(2).max_decimals(0))
            .labelled_by(label.id);
        let [across, down] = [page.width, page.height].map(|side| side * page.dpi / 96.0);
        let dots = format!("dpi: {across:.0} \u{00d7} {down:.0} pixels");
        ui.label(theme::note(ui, dots));
    });
    ui.end_row();
}

fn words(ui: &mut Ui, plan: &mut ExportPlan) {
    ui.checkbox(&mut plan.titled, "Title");
    ui.add_enabled(
        plan.titled,
        TextEdit::singleline(&mut plan.title).hint_text("the figure\u{2019}s own"),
    );
    ui.end_row();
    ui.label("");
    ui.add(Checkbox::new(&mut plan.page.caption, "Caption"))
        .on_hover_text("What it shows and how to make it again: method, settings, seed, rows.");
    ui.end_row();
}
