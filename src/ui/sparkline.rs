//! A column's distribution, a few points high.

use super::theme;
use crate::plots::Ink;
use eframe::egui::{Rect, Ui, pos2};

/// Draws counts as bars.
pub(super) fn paint(ui: &Ui, rect: Rect, counts: &[usize]) {
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let width = rect.width() / counts.len().max(6) as f32;
    let fill = theme::ink(ui, Ink::Muted).gamma_multiply(0.6);
    for (at, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        // A bin that holds anything is seen.
        let height = (rect.height() * count as f32 / most as f32).max(1.0);
        let left = rect.left() + at as f32 * width;
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + (width - 1.0).max(1.0), rect.bottom()),
        );
        ui.painter().rect_filled(bar, 0.0, fill);
    }
}
