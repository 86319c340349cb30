//! How much each component explains, and how many are worth a look.

use super::{Panel, legend_strip, scree_panel, side, theme};
use crate::methods::Method;
use crate::project::{Action, Analysis, Trouble};
use crate::words::capitalised;
use eframe::egui::Ui;

/// Width of what stands beside the figure, in points.
const SIDE: f32 = 290.0;

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(figure) = scree_panel::figure(panel) else {
        ui.label(theme::note(ui, "It is shown when PCA is computed."));
        return;
    };
    let beside = |ui: &mut Ui, panel: &mut Panel| {
        if panel.project.parallel().is_none() || panel.project.bootstrap().is_none() {
            ui.horizontal_wrapped(|ui| analyses(ui, panel));
        }
        ui.label(theme::note(ui, &figure.caption));
        if let Some(legend) = &figure.legend {
            legend_strip::list(ui, legend);
        }
    };
    side::beside(ui, panel, "variance side", SIDE, beside, |ui, panel| {
        scree_panel::show(ui, panel, &figure);
    });
}

/// What can be computed beside it.
fn analyses(ui: &mut Ui, panel: &mut Panel) {
    let about = "Compare with tables whose columns are permuted (Horn 1965): how many components hold more than chance.";
    analysis(ui, panel, Analysis::Parallel, panel.project.parallel().is_some(), about);
    let about = "How far the eigenvalues move in tables of customers drawn anew.";
    analysis(ui, panel, Analysis::Bootstrap, panel.project.bootstrap().is_some(), about);
}

/// A button that computes it, as long as it is not there.
fn analysis(ui: &mut Ui, panel: &mut Panel, which: Analysis, is_there: bool, about: &str) {
    if is_there {
        return;
    }
    let running = panel.project.is_analysing(which);
    let own = panel.project.map(Method::Pca).is_some_and(|result| result.pca.is_some());
    let text =
        if running { format!("{}\u{2026}", which.title()) } else { which.title().to_owned() };
    let button = ui.add_enabled(own && !running, eframe::egui::Button::new(text));
    if button.on_hover_text(about).clicked() {
        panel.ask(Action::Analyse(which));
    }
    if let Some(Trouble::Failed(message)) = panel.project.analysis_trouble(which) {
        ui.label(theme::alarm(ui, capitalised(message)));
    }
}
