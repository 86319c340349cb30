//! How many components rebuild the customer.

use crate::narrative::mathematics::Rebuilt;
use crate::project::Play;
use eframe::egui::{Slider, Ui};

/// The number of components.
pub(super) fn choose(ui: &mut Ui, told: &Rebuilt, play: &mut Play) {
    let most = told.errors.len() - 1;
    ui.horizontal(|ui| {
        let label = ui.label("Components");
        let mut rank = play.rank.unwrap_or(2).min(most);
        ui.spacing_mut().slider_width = (ui.available_width() - 80.0).clamp(60.0, 260.0);
        if ui.add(Slider::new(&mut rank, 0..=most)).labelled_by(label.id).changed() {
            play.rank = Some(rank);
        }
    });
}
