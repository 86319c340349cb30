//! What was done to the data, in full sentences.

use super::{Panel, theme};
use crate::data::{Notice, NoticeKind};
use crate::plots::Ink;
use eframe::egui::{RichText, ScrollArea, Ui};

/// The list of all notices, those that ask something first.
pub(super) fn show(ui: &mut Ui, panel: &Panel) {
    let mut notices = panel.project.notices();
    notices.sort_by_key(|notice| match notice.kind {
        NoticeKind::Question => 0,
        NoticeKind::Warning => 1,
        NoticeKind::Info => 2,
    });
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        if notices.is_empty() {
            ui.label(theme::note(ui, "Nothing was left out, filled or guessed."));
        }
        list(ui, &notices);
    });
}

/// Notices with their kind before them.
pub(super) fn list(ui: &mut Ui, notices: &[Notice]) {
    for notice in notices {
        let (mark, ink) = match notice.kind {
            NoticeKind::Question => ("Question", Ink::Accent),
            NoticeKind::Warning => ("Warning", Ink::Accent),
            NoticeKind::Info => ("Done", Ink::Muted),
        };
        marked(ui, mark, ink, |ui| {
            ui.add(eframe::egui::Label::new(&notice.text).wrap().selectable(true));
        });
    }
}

/// A word at the left, and what it is about beside it.
pub(super) fn marked(ui: &mut Ui, mark: &str, ink: Ink, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let width = 64.0;
        ui.allocate_ui(eframe::egui::vec2(width, 0.0), |ui| {
            ui.set_min_width(width);
            ui.label(RichText::new(mark).color(theme::ink(ui, ink)));
        });
        ui.vertical(add);
    });
}
