//! t-SNE's settings: each with a line that says what it does, and what is wrong with it.

use super::{Panel, theme};
use crate::methods::tsne::{Start, TsneSettings, TsneValidParams};
use crate::methods::{Method, MethodError};
use crate::project::Choices;
use crate::words::format_count;
use eframe::egui::{Checkbox, ComboBox, DragValue, Grid, Label, RichText, Ui};

/// Rows from which late exaggeration is worth a look.
const MANY: usize = 20_000;

type Checked = Option<Result<TsneValidParams, MethodError>>;

/// The settings that are looked at most; the others when asked for. Returns whether they can be run.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, choices: &mut Choices) -> bool {
    let rows = panel.project.prepared().map(|p| p.matrix.rows().len());
    let checked = rows.map(|rows| choices.tsne.check(rows));
    Grid::new("t-SNE settings").num_columns(2).min_col_width(92.0).show(ui, |ui| {
        perplexity(ui, &mut choices.tsne, rows, &checked);
        iterations(ui, &mut choices.tsne, &checked);
        start(ui, panel, &mut choices.tsne);
        if panel.view.tsne.more {
            more(ui, &mut choices.tsne, rows, &checked);
        }
    });
    if panel.view.tsne.more {
        let tooltip = "Watch how the map changes with the perplexity: each change starts t-SNE again from the map at hand.";
        let words = "Another perplexity starts from the present map";
        ui.add(Checkbox::new(&mut choices.follow_map, words)).on_hover_text(tooltip);
    }
    if let Some(Err(error)) = &checked
        && !stands_under_a_field(error, panel.view.tsne.more)
    {
        ui.label(theme::alarm(ui, error.to_string()));
    }
    matches!(checked, Some(Ok(_)))
}

const PERPLEXITY: &str = "perplexity";
const ITERATIONS: &str = "the number of iterations";
const EXAGGERATION: &str = "exaggeration";
const LATE: &str = "late exaggeration";
const RATE: &str = "the learning rate";

/// The setting that an error is about.
fn about(error: &MethodError) -> Option<&'static str> {
    match error {
        MethodError::PerplexityTooLarge { .. } => Some(PERPLEXITY),
        MethodError::OutOfRange { setting, .. } => Some(setting),
        _ => None,
    }
}

fn stands_under_a_field(error: &MethodError, more: bool) -> bool {
    about(error).is_some_and(|setting| {
        [PERPLEXITY, ITERATIONS].contains(&setting)
            || more && [EXAGGERATION, LATE, RATE].contains(&setting)
    })
}

/// What is wrong with a setting, under its field.
fn trouble(ui: &mut Ui, checked: &Checked, setting: &str) {
    if let Some(Err(error)) = checked
        && about(error) == Some(setting)
    {
        under(ui, theme::alarm(ui, error.to_string()));
    }
}

fn under(ui: &mut Ui, words: RichText) {
    ui.label("");
    ui.add(Label::new(words).wrap());
    ui.end_row();
}

fn perplexity(ui: &mut Ui, settings: &mut TsneSettings, rows: Option<usize>, checked: &Checked) {
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
    trouble(ui, checked, PERPLEXITY);
    if let (Some(Ok(params)), Some(rows)) = (checked, rows) {
        under(ui, theme::note(ui, meaning(params, rows)));
    }
}

/// What a perplexity means for so many rows.
fn meaning(params: &TsneValidParams, rows: usize) -> String {
    let neighbors = params.neighbors();
    let share = neighbors as f64 / rows as f64 * 100.0;
    format!(
        "Each customer looks at {} neighbours, {share:.1} % of the table.",
        format_count(neighbors)
    )
}

fn iterations(ui: &mut Ui, settings: &mut TsneSettings, checked: &Checked) {
    let label = ui.label("Iterations").on_hover_text(
        "Steps of the optimisation; a third of them, at most 250, exaggerate clusters.",
    );
    ui.add(DragValue::new(&mut settings.iterations).range(50..=10_000).speed(10))
        .labelled_by(label.id);
    ui.end_row();
    trouble(ui, checked, ITERATIONS);
}

fn start(ui: &mut Ui, panel: &mut Panel, settings: &mut TsneSettings) {
    let label = ui.label("Start").on_hover_text(
        "Where the points begin. On the first two components the map keeps the large order of the data; from random \
         places it forgets it; from the present map it changes as little as it can.",
    );
    let name = |start, from_map| match (start, from_map) {
        (_, true) => "Present map",
        (Start::Pca, false) => "PCA",
        (Start::Random, false) => "Random",
    };
    let mut chosen = (settings.start, panel.view.tsne.from_map);
    let has_map = panel.project.map(Method::Tsne).is_some();
    ui.horizontal(|ui| {
        ComboBox::from_id_salt("Start")
            .selected_text(name(chosen.0, chosen.1))
            .width(110.0)
            .show_ui(ui, |ui| {
                for start in [Start::Pca, Start::Random] {
                    ui.selectable_value(&mut chosen, (start, false), name(start, false));
                }
                ui.add_enabled_ui(has_map, |ui| {
                    let now = (settings.start, true);
                    ui.selectable_value(&mut chosen, now, name(now.0, true));
                });
            })
            .response
            .labelled_by(label.id);
        let tooltip = "Exaggeration, learning rate, seed.";
        ui.toggle_value(&mut panel.view.tsne.more, "More\u{2026}").on_hover_text(tooltip);
    });
    (settings.start, panel.view.tsne.from_map) = chosen;
    ui.end_row();
}

fn more(ui: &mut Ui, settings: &mut TsneSettings, rows: Option<usize>, checked: &Checked) {
    let label = ui.label("Exaggeration").on_hover_text(
        "How much stronger neighbours attract each other in the first phase, so that groups find each other.",
    );
    ui.add(DragValue::new(&mut settings.exaggeration).range(1.0..=100.0).speed(0.1))
        .labelled_by(label.id);
    ui.end_row();
    trouble(ui, checked, EXAGGERATION);
    let many = rows.is_some_and(|rows| rows > MANY);
    if many || settings.late_exaggeration != 1.0 {
        let label = ui
            .label("Afterwards")
            .on_hover_text("The same in the second phase (late exaggeration). 1 is t-SNE itself.");
        ui.add(DragValue::new(&mut settings.late_exaggeration).range(1.0..=10.0).speed(0.05))
            .labelled_by(label.id);
        ui.end_row();
        trouble(ui, checked, LATE);
        let why = "With so many rows groups have no room to part; from 2 to 4 they stand out, and the detail \
                   within them shrinks.";
        under(ui, theme::note(ui, why));
    }
    let label = ui.label("Learning rate").on_hover_text(
        "How far a step goes. Automatic: rows / exaggeration, at least 50 (Belkina et al. 2019).",
    );
    ui.horizontal(|ui| {
        let mut automatic = settings.learning_rate.is_none();
        if ui.add(Checkbox::new(&mut automatic, "automatic")).changed() {
            settings.learning_rate = if automatic { None } else { Some(200.0) };
        }
        if let Some(rate) = &mut settings.learning_rate {
            ui.add(DragValue::new(rate).range(1.0..=1e6).speed(5)).labelled_by(label.id);
        }
    });
    ui.end_row();
    trouble(ui, checked, RATE);
    let label = ui.label("Seed").on_hover_text("The number from which all that is random follows.");
    ui.add(DragValue::new(&mut settings.seed)).labelled_by(label.id);
    ui.end_row();
}
