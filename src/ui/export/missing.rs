//! What stands in the export dialog where its figure is not there: why, and the way to have it.

use super::{
    Command, ExportPlan, Panel, WhichFigure, agreement_panel, clusters_panel, menu_bar, theme,
};
use crate::methods::Method;
use crate::plots::Figure;
use crate::project::{Action, Analysis, FigureKind, Trouble};
use crate::words::capitalised;
use eframe::egui::Ui;
use std::sync::Arc;

/// The figure of a plan. Where it is not computed, that is said, and what is computed only when somebody looks is asked
/// for.
pub(super) fn figure(ui: &mut Ui, panel: &mut Panel, plan: &ExportPlan) -> Option<Arc<Figure>> {
    let drawn = super::figure(panel.view, panel.project, plan);
    let WhichFigure(kind, method) = plan.figure;
    match (kind, drawn) {
        (_, Ok(figure)) => {
            if of_earlier_settings(panel, plan.figure) {
                ui.label(theme::note(ui, "It is of earlier settings, as on the screen."));
            }
            return Some(figure);
        }
        (kind, Err(_)) if kind.is_of_clusters() => {
            clusters_panel::explain(ui, panel);
        }
        (FigureKind::Agreement, Err(_)) => agreement_panel::explain(ui, panel),
        (FigureKind::Outliers, Err(_)) => outliers(ui, panel),
        (_, Err(why)) => of_map(ui, panel, method, &why),
    }
    None
}

/// Whether the map that it shows, or tells of, is of other settings than the present ones.
fn of_earlier_settings(panel: &Panel, WhichFigure(kind, method): WhichFigure) -> bool {
    !kind.is_of_clusters() && kind != FigureKind::Agreement && panel.project.is_stale(method)
}

/// A figure of one map follows from that map.
fn of_map(ui: &mut Ui, panel: &mut Panel, method: Method, why: &str) {
    let project = panel.project;
    let name = method.title();
    match project.trouble(method) {
        _ if project.map(method).is_some() => {
            // What it needs besides is on its way, or cannot be.
            ui.label(theme::note(ui, why));
        }
        Some(Trouble::Failed(message)) => {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
        _ if project.is_running(method) => {
            ui.label(theme::note(ui, format!("Computing {name}\u{2026}")));
        }
        _ => {
            ui.label(theme::note(ui, why));
            if !project.shown_methods().contains(&method) {
                ui.label(theme::note(
                    ui,
                    format!("{name} is computed when it is one of the maps."),
                ));
            } else if method.is_tsne() {
                menu_bar::button(ui, panel, Command::RunTsne);
            } else if ui.button(format!("Compute {name}")).clicked() {
                panel.ask(Action::Run(method));
            }
        }
    }
}

fn outliers(ui: &mut Ui, panel: &mut Panel) {
    const OUTLIERS: Analysis = Analysis::Outliers;
    let project = panel.project;
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
}
