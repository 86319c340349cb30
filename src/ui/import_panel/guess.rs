//! One decision about the file: its name, a control, how sure the guess is, and why.

use crate::data::Guess;
use crate::ui::theme;
use eframe::egui::{Align, ComboBox, Label, Layout, Response, Ui, vec2};

/// Widths of name, control and confidence.
const NAME: f32 = 96.0;
const CONTROL: f32 = 190.0;
const SURE: f32 = 44.0;
/// The least width in which a reason reads well.
const REASON: f32 = 160.0;
/// Under this share of the evidence a guess deserves a look.
const DOUBTFUL: f64 = 0.75;

/// What was found.
pub(super) struct Found {
    /// In words.
    pub value: String,
    /// The share of the evidence for it, where that was measured.
    pub confidence: Option<f64>,
    /// Why, as a sentence.
    pub reason: String,
}

impl Found {
    /// A guess, its value in words.
    pub fn of<T>(value: String, guess: &Guess<T>) -> Self {
        Self { value, confidence: Some(guess.confidence), reason: guess.reason.clone() }
    }
}

/// A control with "found by itself" as its first choice.
pub(super) fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &'static str,
    value: &mut Option<T>,
    options: &[(T, String)],
    found: Option<Found>,
) {
    // What would be found is known only where nothing was given.
    let automatic = match (&found, &value) {
        (Some(found), None) => format!("{} (found)", found.value),
        _ => "found by itself".to_owned(),
    };
    let shown = match value {
        None => automatic.clone(),
        Some(given) => {
            let known = options.iter().find(|(option, _)| option == given);
            match (known, &found) {
                (Some((_, text)), _) => text.clone(),
                (None, Some(found)) => found.value.clone(),
                (None, None) => "as given".to_owned(),
            }
        }
    };
    let (confidence, reason) = match found {
        Some(_) if value.is_some() => (None, "You decided so.".to_owned()),
        Some(found) => (found.confidence, found.reason),
        None => (None, String::new()),
    };
    line(ui, name, confidence, &reason, |ui| {
        ComboBox::from_id_salt(name)
            .selected_text(shown)
            .width(CONTROL - 4.0 * theme::STEP)
            .truncate()
            .show_ui(ui, |ui| {
                ui.selectable_value(value, None, automatic);
                ui.separator();
                for (option, text) in options {
                    ui.selectable_value(value, Some(option.clone()), text);
                }
            })
            .response
    });
}

/// Something that is as it is.
pub(super) fn fact(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal_top(|ui| {
        cell(ui, NAME, |ui| ui.label(name));
        ui.vertical(|ui| {
            ui.add_space(theme::STEP);
            ui.add(Label::new(value).wrap())
        });
    });
}

/// Name, control, confidence, reason; the reason below the control where there is little room.
pub(super) fn line(
    ui: &mut Ui,
    name: &str,
    confidence: Option<f64>,
    reason: &str,
    control: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let beside = ui.available_width() >= NAME + CONTROL + SURE + REASON;
    let response = ui
        .horizontal_top(|ui| {
            let label = cell(ui, NAME, |ui| ui.label(name));
            let response = cell(ui, CONTROL, control).labelled_by(label.id);
            cell(ui, SURE, |ui| sure(ui, confidence));
            if beside {
                ui.vertical(|ui| {
                    // On a line with the text of the control.
                    ui.add_space(theme::STEP);
                    why(ui, reason);
                });
            }
            response
        })
        .inner;
    if !beside && !reason.is_empty() {
        ui.horizontal_top(|ui| {
            ui.add_space(NAME + 2.0 * theme::STEP);
            ui.vertical(|ui| why(ui, reason));
        });
    }
    response
}

fn why(ui: &mut Ui, reason: &str) {
    if !reason.is_empty() {
        ui.add(Label::new(theme::note(ui, reason)).wrap());
    }
}

fn sure(ui: &mut Ui, confidence: Option<f64>) -> Response {
    let Some(share) = confidence else { return ui.label("") };
    // Not all of it: then not 100 %.
    let percent = if share < 1.0 { (share * 100.0).round().min(99.0) } else { 100.0 };
    let text = format!("{percent:.0} %");
    let text =
        if share < DOUBTFUL { theme::alarm(ui, text).small() } else { theme::note(ui, text) };
    ui.label(text).on_hover_text("How sure: the share of the evidence that speaks for it.")
}

/// A part of the line, of fixed width, as high as a control.
fn cell<T>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> T) -> T {
    let size = vec2(width, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        add(ui)
    })
    .inner
}
