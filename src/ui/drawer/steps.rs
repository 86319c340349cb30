//! A calculation step by step, the numbers under each other.

use super::theme;
use crate::narrative::mathematics::Step;
use crate::words::format_number;
use eframe::egui::{Align, FontSelection, Label, Layout, TextStyle, Ui, vec2};

/// Between words and number, in points.
const GAP: f32 = 12.0;

/// The steps; words without a number take the whole width.
pub(super) fn show(ui: &mut Ui, steps: &[Step]) {
    let numbers: Vec<Option<String>> =
        steps.iter().map(|step| step.value.map(format_number)).collect();
    let font = FontSelection::from(TextStyle::Body).resolve(ui.style());
    let widest = numbers.iter().flatten().fold(0.0_f32, |widest, number| {
        let galley = ui.painter().layout_no_wrap(
            number.clone(),
            font.clone(),
            eframe::egui::Color32::PLACEHOLDER,
        );
        widest.max(galley.size().x)
    });
    for (step, number) in steps.iter().zip(numbers) {
        let Some(number) = number else {
            ui.add(Label::new(&step.text).wrap().selectable(true));
            continue;
        };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let words = (ui.available_width() - widest - GAP).max(40.0);
            ui.allocate_ui(vec2(words, 0.0), |ui| {
                ui.set_width(words);
                ui.add(Label::new(&step.text).wrap().selectable(true));
            });
            let room = vec2(widest + GAP, ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Min), |ui| {
                ui.add(Label::new(theme::strong(number)).selectable(true));
            });
        });
    }
}
