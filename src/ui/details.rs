//! The panels below the maps, in groups: one line for the groups and the tabs of the open one.

use super::{
    Panel, Tab, advice_panel, agreement_panel, clusters_panel, compare_panel, components_panel,
    drawer, import_panel, kl_panel, ledger_panel, notices, outliers_panel, perplexity_panel,
    rows_panel, selection_panel, theme, variance_panel, verdict_panel,
};
use eframe::egui::{RichText, Role, Ui, WidgetInfo};

/// What the tabs are about, in the order of a first look.
pub const TAB_GROUPS: [(&str, &[Tab]); 5] = [
    ("Which map?", &[Tab::Verdict, Tab::Agreement, Tab::Clusters, Tab::Compare]),
    ("PCA", &[Tab::Variance, Tab::Loadings, Tab::Biplot, Tab::Contributions, Tab::Outliers]),
    ("t-SNE", &[Tab::Kl, Tab::Perplexities]),
    ("Customers", &[Tab::Selection, Tab::Rows]),
    ("Data", &[Tab::Import, Tab::Ledger, Tab::Advice, Tab::Notices]),
];

/// The tabs and the panel that is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    // The panel keeps its height, whatever is in it.
    ui.set_min_height(ui.available_height());
    ui.add_space(theme::STEP);
    ui.horizontal_wrapped(|ui| bar(ui, panel));
    ui.separator();
    match panel.view.tab {
        Tab::Verdict => verdict_panel::show(ui, panel),
        Tab::Clusters => clusters_panel::show(ui, panel),
        Tab::Compare => compare_panel::show(ui, panel),
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

fn bar(ui: &mut Ui, panel: &mut Panel) {
    (ui.spacing_mut().item_spacing.x, ui.spacing_mut().button_padding.x) = (1.0, 6.0);
    let open = group_of(panel.view.tab);
    for (at, (name, tabs)) in TAB_GROUPS.iter().enumerate() {
        let text = if at == open { theme::strong(*name) } else { RichText::new(*name) };
        // A group with one line more than its name: what it holds.
        let about = tabs.iter().map(|tab| tab.title()).collect::<Vec<_>>().join(", ");
        let button = ui.selectable_label(false, text);
        // Not the same word as on the maps.
        let spoken = format!("{name} panels");
        button.widget_info(|| WidgetInfo::selected(Role::Button, true, at == open, &spoken));
        if button.on_hover_text(about).clicked() && at != open {
            panel.view.tab = panel.view.last_tabs[at].unwrap_or(tabs[0]);
        }
    }
    ui.separator();
    for &tab in TAB_GROUPS[open].1 {
        let text = match tab {
            Tab::Notices => format!("Notices ({})", panel.project.notices().len()),
            Tab::Advice => {
                let count = panel.project.prepared().map_or(0, |prepared| prepared.advice.len());
                format!("Advice ({count})")
            }
            tab => tab.title().to_owned(),
        };
        ui.selectable_value(&mut panel.view.tab, tab, text);
    }
    panel.view.last_tabs[group_of(panel.view.tab)] = Some(panel.view.tab);
    ui.separator();
    drawer::why_of_tab(ui, panel);
}

/// The group of a tab, by its place.
fn group_of(tab: Tab) -> usize {
    TAB_GROUPS.iter().position(|(_, tabs)| tabs.contains(&tab)).unwrap_or(0)
}
