//! A figure with what is to be read of it at its side.

use super::{Panel, theme};
use eframe::egui::{self, Frame, Margin, ScrollArea, Ui};

/// Draws `side` in a column of that width at the right, which scrolls where it must, and `main` in what is left.
pub(super) fn beside(
    ui: &mut Ui,
    panel: &mut Panel,
    id: &str,
    width: f32,
    side: impl FnOnce(&mut Ui, &mut Panel),
    main: impl FnOnce(&mut Ui, &mut Panel),
) {
    let margin = Margin { left: theme::STEP as i8, ..Margin::ZERO };
    egui::Panel::right(egui::Id::unique(id))
        .frame(Frame::new().inner_margin(margin))
        .resizable(false)
        .exact_size(width)
        .show_separator_line(false)
        .show(ui, |ui| {
            ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
                side(ui, panel);
            });
        });
    // The last number on an axis is half beyond its end.
    let margin = Margin { right: (3.0 * theme::STEP) as i8, ..Margin::ZERO };
    egui::CentralPanel::default()
        .frame(Frame::new().inner_margin(margin))
        .show(ui, |ui| main(ui, panel));
}
