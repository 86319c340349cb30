//! How the columns are prepared and the maps computed.

use super::{Command, Panel, menu_bar, theme};
use crate::features::{Categories, Impute, Scale};
use crate::methods::Method;
use crate::project::{Action, Choices, Trouble};
use crate::words::capitalised;
use eframe::egui::{Checkbox, ComboBox, DragValue, Grid, Ui};

/// Settings and the Run button.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let before = panel.project.choices().clone();
    let mut choices = panel.view.draft.take().unwrap_or_else(|| before.clone());
    ui.add_space(theme::STEP);
    ui.label(theme::heading("Methods"));
    ui.add_enabled_ui(panel.project.opened().is_some(), |ui| {
        Grid::new("settings").num_columns(2).min_col_width(92.0).show(ui, |ui| {
            preparing(ui, &mut choices);
            tsne(ui, &mut choices);
        });
        let rows = panel.project.prepared().map(|p| p.matrix.rows().len());
        let checked = rows.map(|rows| choices.tsne.check(rows));
        if let Some(Err(error)) = &checked {
            ui.label(theme::alarm(ui, error.to_string()));
        }
        ui.horizontal(|ui| {
            let ready = matches!(checked, Some(Ok(_)));
            menu_bar::button(ui, panel, Command::RunTsne, ready);
            if panel.project.is_stale(Method::Tsne) && !panel.project.is_running(Method::Tsne) {
                ui.label(theme::note(ui, "settings changed"));
            }
        });
        if let Some(Trouble::Failed(message)) = panel.project.prepare_trouble() {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
    });
    ui.add_space(theme::STEP);
    if choices != before {
        // While a number is dragged or typed it is a draft: one decision, one step of undo.
        let editing = ui.ctx().dragged_id().is_some() || ui.ctx().text_edit_focused();
        if editing {
            panel.view.draft = Some(choices);
        } else {
            panel.ask(Action::Choose(choices));
        }
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

fn tsne(ui: &mut Ui, choices: &mut Choices) {
    let settings = &mut choices.tsne;
    let label = ui.label("Perplexity").on_hover_text(
        "About how many neighbours each customer has an eye on. Look at several values.",
    );
    ui.horizontal(|ui| {
        let mut automatic = settings.perplexity.is_none();
        if ui
            .add(Checkbox::new(&mut automatic, "auto"))
            .on_hover_text("30, or a third of the rows in small tables.")
            .changed()
        {
            settings.perplexity = if automatic { None } else { Some(30.0) };
        }
        if let Some(perplexity) = &mut settings.perplexity {
            ui.add(DragValue::new(perplexity).range(1.0..=1000.0).speed(0.5).max_decimals(1))
                .labelled_by(label.id);
        }
    });
    ui.end_row();
    let label = ui.label("Iterations").on_hover_text(
        "Steps of the optimisation; a third of them, at most 250, exaggerate clusters.",
    );
    ui.add(DragValue::new(&mut settings.iterations).range(50..=10_000).speed(10))
        .labelled_by(label.id);
    ui.end_row();
    let label = ui.label("Seed").on_hover_text("The number from which all that is random follows.");
    ui.add(DragValue::new(&mut settings.seed)).labelled_by(label.id);
    ui.end_row();
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
