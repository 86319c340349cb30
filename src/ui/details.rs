//! The panels below the maps.

use super::{
    Panel, Tab, advice_panel, components_panel, import_panel, ledger_panel, legend_strip, notices,
    scree_panel, theme,
};
use eframe::egui::{ScrollArea, Ui};

/// The tabs and the panel that is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    // The panel keeps its height, whatever is in it.
    ui.set_min_height(ui.available_height());
    ui.add_space(theme::STEP);
    ui.horizontal(|ui| {
        let count = panel.project.notices().len();
        let advice = panel.project.prepared().map_or(0, |prepared| prepared.advice.len());
        for (tab, text) in [
            (Tab::Variance, "Explained variance".to_owned()),
            (Tab::Loadings, "Loadings".to_owned()),
            (Tab::Biplot, "Biplot".to_owned()),
            (Tab::Contributions, "Contributions".to_owned()),
            (Tab::Import, "Import".to_owned()),
            (Tab::Ledger, "Ledger".to_owned()),
            (Tab::Advice, format!("Advice ({advice})")),
            (Tab::Notices, format!("Notices ({count})")),
        ] {
            ui.selectable_value(&mut panel.view.tab, tab, text);
        }
        let scree = (panel.view.tab == Tab::Variance).then(|| scree_panel::figure(panel));
        if let Some(legend) = scree.flatten().as_ref().and_then(|figure| figure.legend.as_ref()) {
            ui.add_space(4.0 * theme::STEP);
            // Where there is no room for all of it, it scrolls: it must not widen the panel.
            ScrollArea::horizontal().id_salt("scree legend").show(ui, |ui| {
                ui.horizontal(|ui| legend_strip::entries(ui, legend));
            });
        }
    });
    ui.separator();
    match panel.view.tab {
        Tab::Variance => scree_panel::show(ui, panel),
        Tab::Loadings | Tab::Biplot | Tab::Contributions => components_panel::show(ui, panel),
        Tab::Import => import_panel::show(ui, panel),
        Tab::Ledger => ledger_panel::show(ui, panel),
        Tab::Advice => advice_panel::show(ui, panel),
        Tab::Notices => notices::show(ui, panel),
    }
}
