//! How the divergence of t-SNE fell, and whether it has settled.

use super::figure_view::{self, Look};
use super::{Panel, side, theme, tsne_map};
use crate::methods::Method;
use eframe::egui::{Role, Ui, WidgetInfo};

/// Width of what stands beside the figure, in points.
const SIDE: f32 = 290.0;

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(figure) = panel.view.drawn.kl(panel.project) else {
        ui.label(theme::note(ui, "It is shown when t-SNE has begun to move."));
        return;
    };
    let beside = |ui: &mut Ui, panel: &mut Panel| {
        ui.label(theme::note(ui, &figure.caption));
        tsne_map::go_on(ui, panel);
        ui.label(theme::note(
            ui,
            "KL tells how far the neighbours on the map differ from those in the data; 0 would be none. It compares \
             runs of one table at one perplexity, nothing else.",
        ));
    };
    side::beside(ui, panel, "kl side", SIDE, beside, |ui, panel| {
        let dimmed = panel.project.is_stale(Method::Tsne) && panel.project.running().is_none();
        let look = Look { dimmed, fit: true, ..Look::default() };
        let shown = figure_view::show(ui, "kl", &figure, look);
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::Image, true, "KL divergence by iteration"));
    });
}
