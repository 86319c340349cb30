//! What a bend would make of a column: its distribution before and after, side by side.

use super::{Panel, sparkline, theme};
use crate::features::{Histogram, Reshaped, Transform, reshaped};
use crate::words::format_value;
use eframe::egui::{Rect, Role as Access, Sense, Ui, WidgetInfo, vec2};
use std::collections::BTreeMap;

/// Size of one distribution.
const WIDE: f32 = 132.0;
const HIGH: f32 = 44.0;

/// Distributions that were computed, of the table of that number.
#[derive(Default)]
pub(crate) struct Reshapings {
    table: u64,
    known: BTreeMap<(String, bool), Result<Reshaped, String>>,
    /// One was computed in this frame: the others wait for the next, so that none takes long.
    busy: bool,
}

impl Reshapings {
    /// A new frame begins.
    pub fn rest(&mut self) {
        self.busy = false;
    }
}

/// Draws both distributions with their skewness.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, column: &str, how: Transform) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(2.0 * WIDE + 20.0, HIGH + 16.0), Sense::hover());
    if !ui.is_rect_visible(rect) {
        return;
    }
    let Some(found) = computed(ui, panel, column, how) else { return };
    match found {
        Ok(reshaped) => {
            let text = format!(
                "{column}: skewness {} before, {} after {}",
                skewness(reshaped.skewness_before),
                skewness(reshaped.skewness_after),
                reshaped.bend.words()
            );
            response.widget_info(|| WidgetInfo::labeled(Access::Image, true, &text));
            let left = Rect::from_min_size(rect.min, vec2(WIDE, rect.height()));
            let right = left.translate(vec2(WIDE + 20.0, 0.0));
            one(ui, left, &reshaped.before, "as it is", reshaped.skewness_before);
            let arrow = left.right_center() + vec2(10.0, -8.0);
            theme::arrow(ui, arrow);
            one(ui, right, &reshaped.after, "bent", reshaped.skewness_after);
            response.on_hover_text(text);
        }
        Err(why) => {
            let at = rect.left_center();
            let text = crate::words::capitalised(why);
            theme::paint(ui, at, eframe::egui::Align2::LEFT_CENTER, &text);
        }
    }
}

fn one(ui: &Ui, rect: Rect, histogram: &Histogram, name: &str, skew: f64) {
    let bars = rect.with_max_y(rect.top() + HIGH);
    ui.painter().rect_filled(bars, 2.0, ui.visuals().extreme_bg_color);
    sparkline::paint(ui, bars.shrink2(vec2(4.0, 3.0)), &histogram.counts);
    let text = format!("{name}, skewness {}", skewness(skew));
    let at = rect.left_bottom();
    theme::paint(ui, at, eframe::egui::Align2::LEFT_BOTTOM, &text);
}

fn skewness(value: f64) -> String {
    format_value((value * 100.0).round() / 100.0)
}

/// The distributions, computed when they are first in sight.
fn computed<'p>(
    ui: &Ui,
    panel: &'p mut Panel,
    column: &str,
    how: Transform,
) -> Option<&'p Result<Reshaped, String>> {
    let store = &mut panel.view.reshapings;
    let number = panel.project.table_number();
    if store.table != number {
        *store = Reshapings { table: number, ..Reshapings::default() };
    }
    let key = (column.to_owned(), how == Transform::Log1p);
    if !store.known.contains_key(&key) {
        if store.busy {
            ui.ctx().request_repaint();
            return None;
        }
        store.busy = true;
        let table = &panel.project.opened()?.table;
        let found = reshaped(table.column(column)?, &panel.project.choices().recipe, how);
        store.known.insert(key.clone(), found);
    }
    store.known.get(&key)
}
