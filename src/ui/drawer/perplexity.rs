//! Another perplexity: how the customer's Gaussian widens. The map stays as it is.

use super::theme;
use crate::narrative::mathematics::{Lesson, Perplexity};
use crate::project::Play;
use eframe::egui::{Label, Slider, Ui};

/// The largest that is offered.
const MOST: f64 = 200.0;

/// The perplexity, as far as the rows allow.
pub(super) fn choose(ui: &mut Ui, lesson: &Lesson<'_>, told: &Perplexity, play: &mut Play) {
    let most = ((lesson.matrix().dim().0 - 1) as f64 / 3.0).floor().clamp(2.0, MOST);
    let most = most.max(told.perplexity);
    ui.horizontal(|ui| {
        let label = ui.label("Perplexity");
        let mut asked = play.perplexity.unwrap_or(told.perplexity);
        ui.spacing_mut().slider_width = (ui.available_width() - 80.0).clamp(60.0, 260.0);
        let slider = Slider::new(&mut asked, 2.0..=most).logarithmic(true).max_decimals(1);
        if ui.add(slider).labelled_by(label.id).changed() {
            play.perplexity = Some(asked);
        }
    });
    if play.perplexity.is_some_and(|asked| asked != told.perplexity) {
        let said = "Of this customer only; the map was made with another perplexity.";
        ui.add(Label::new(theme::note(ui, said)).wrap());
    }
}
