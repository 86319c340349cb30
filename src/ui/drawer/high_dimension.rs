//! How many columns without relation stand beside the data.

use crate::narrative::mathematics::Distances;
use crate::project::Play;
use eframe::egui::{Slider, Ui};

/// The most that are offered: distances no longer change much.
const MOST: usize = 300;

/// The number of columns.
pub(super) fn choose(ui: &mut Ui, told: &Distances, play: &mut Play) {
    ui.horizontal(|ui| {
        let label = ui
            .label("Columns without relation")
            .on_hover_text("Random numbers, drawn by a seed, as widely spread as the columns.");
        let mut columns = play.unrelated.unwrap_or(told.unrelated);
        ui.spacing_mut().slider_width = (ui.available_width() - 80.0).clamp(60.0, 260.0);
        let slider = Slider::new(&mut columns, 1..=MOST.max(told.unrelated)).logarithmic(true);
        if ui.add(slider).labelled_by(label.id).changed() {
            play.unrelated = Some(columns);
        }
    });
}
