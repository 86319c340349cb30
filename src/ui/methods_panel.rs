//! How the columns are prepared and the maps computed.

use super::{Command, Panel, menu_bar, theme, tsne_settings};
use crate::features::{Categories, Impute, Scale};
use crate::project::{Action, Choices, Trouble};
use crate::words::capitalised;
use eframe::egui::{ComboBox, Grid, Ui};

/// Settings and the Run button.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let before = panel.project.choices().clone();
    let mut choices = panel.view.draft.take().unwrap_or_else(|| before.clone());
    ui.add_space(theme::STEP);
    ui.label(theme::heading("Methods"));
    ui.add_enabled_ui(panel.project.opened().is_some(), |ui| {
        Grid::new("settings").num_columns(2).min_col_width(92.0).show(ui, |ui| {
            preparing(ui, &mut choices);
        });
        let ready = tsne_settings::show(ui, panel, &mut choices);
        ui.horizontal(|ui| {
            ui.add_enabled_ui(ready, |ui| menu_bar::button(ui, panel, Command::RunTsne));
            let [_, tsne] = panel.project.shown_methods();
            if panel.project.is_stale(tsne) && !panel.project.is_running(tsne) {
                ui.label(theme::note(ui, "settings changed"));
            }
        });
        if let Some(Trouble::Failed(message)) = panel.project.prepare_trouble() {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
    });
    ui.add_space(theme::STEP);
    decide(ui, panel, &before, choices);
}

/// Asks for choices that differ from those before. While a number is dragged or typed they are a draft: one decision,
/// one step of undo.
pub(super) fn decide(ui: &Ui, panel: &mut Panel, before: &Choices, choices: Choices) {
    if choices == *before {
        return;
    }
    let editing = ui.ctx().dragged_id().is_some() || ui.ctx().text_edit_focused();
    if editing {
        panel.view.draft = Some(choices);
    } else {
        panel.ask(Action::Choose(choices));
    }
}

fn preparing(ui: &mut Ui, choices: &mut Choices) {
    let recipe = &mut choices.recipe;
    choice(
        ui,
        "Scale",
        "So that large numbers do not outweigh small ones. Standardise: mean 0, standard deviation 1. Robust: median 0, interquartile range 1.",
        &mut recipe.scale,
        &[
            (Scale::Standard, "Standardise"),
            (Scale::Robust, "Robust"),
            (Scale::MinMax, "0 to 1"),
            (Scale::None, "As they are"),
        ],
    );
    choice(
        ui,
        "Missing",
        "What stands in for a missing cell. Text columns take their most frequent level.",
        &mut recipe.impute,
        &[
            (Impute::Mean, "Mean"),
            (Impute::Median, "Median"),
            (Impute::MostFrequent, "Most frequent"),
            (Impute::DropRow, "Leave the row out"),
        ],
    );
    choice(
        ui,
        "Categories",
        "What becomes of columns of words. Single columns can differ: Prepare\u{2026} in the columns.",
        &mut recipe.categories,
        &[
            (Categories::OneHot, "One column a level"),
            (Categories::Ordinal, "Count levels in order"),
            (Categories::Frequency, "Share of each level"),
            (Categories::Ignore, "Leave out"),
        ],
    );
}

fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    tooltip: &str,
    value: &mut T,
    options: &[(T, &str)],
) {
    let label = ui.label(name).on_hover_text(tooltip);
    let shown = options.iter().find(|(option, _)| option == value).map_or("", |(_, text)| *text);
    let combo = ComboBox::from_id_salt(name)
        .selected_text(shown)
        .width(ui.available_width() - 2.0 * theme::STEP)
        .truncate();
    combo
        .show_ui(ui, |ui| {
            for (option, text) in options {
                ui.selectable_value(value, *option, *text);
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
}
