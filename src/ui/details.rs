//! The panels below the maps.

use super::{
    Panel, Tab, advice_panel, agreement_panel, components_panel, import_panel, kl_panel,
    ledger_panel, notices, outliers_panel, perplexity_panel, rows_panel, selection_panel, theme,
    variance_panel,
};
use eframe::egui::Ui;

/// The tabs and the panel that is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    // The panel keeps its height, whatever is in it.
    ui.set_min_height(ui.available_height());
    ui.add_space(theme::STEP);
    // A second line in a narrow window, rather than tabs out of sight.
    ui.horizontal_wrapped(|ui| {
        (ui.spacing_mut().item_spacing.x, ui.spacing_mut().button_padding.x) = (1.0, 6.0);
        let count = panel.project.notices().len();
        let advice = panel.project.prepared().map_or(0, |prepared| prepared.advice.len());
        for (tab, text) in [
            (Tab::Variance, "Explained variance".to_owned()),
            (Tab::Loadings, "Loadings".to_owned()),
            (Tab::Biplot, "Biplot".to_owned()),
            (Tab::Contributions, "Contributions".to_owned()),
            (Tab::Outliers, "Outliers".to_owned()),
            (Tab::Selection, "Selection".to_owned()),
            (Tab::Kl, "KL curve".to_owned()),
            (Tab::Perplexities, "Perplexities".to_owned()),
            (Tab::Agreement, "Agreement".to_owned()),
            (Tab::Rows, "Rows".to_owned()),
            (Tab::Import, "Import".to_owned()),
            (Tab::Ledger, "Ledger".to_owned()),
            (Tab::Advice, format!("Advice ({advice})")),
            (Tab::Notices, format!("Notices ({count})")),
        ] {
            ui.selectable_value(&mut panel.view.tab, tab, text);
        }
    });
    ui.separator();
    match panel.view.tab {
        Tab::Variance => variance_panel::show(ui, panel),
        Tab::Loadings | Tab::Biplot | Tab::Contributions => components_panel::show(ui, panel),
        Tab::Outliers => outliers_panel::show(ui, panel),
        Tab::Selection => selection_panel::show(ui, panel),
        Tab::Kl => kl_panel::show(ui, panel),
        Tab::Perplexities => perplexity_panel::show(ui, panel),
        Tab::Agreement => agreement_panel::show(ui, panel),
        Tab::Rows => rows_panel::show(ui, panel),
        Tab::Import => import_panel::show(ui, panel),
        Tab::Ledger => ledger_panel::show(ui, panel),
        Tab::Advice => advice_panel::show(ui, panel),
        Tab::Notices => notices::show(ui, panel),
    }
}
