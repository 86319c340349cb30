//! Any two columns: chosen from lists or on the heat map, their number as a sum, the customers who add the most to it.

use super::{Panel, columns, theme};
use crate::narrative::mathematics::{Covariance, Lesson, covariance_of};
use crate::plots::Ticks;
use crate::project::{LessonFigure, Play};
use crate::ui::figure_view::Shown;
use crate::words::{format_count, format_value};
use eframe::egui::{CursorIcon, Grid, Label, Ui};

/// The lists of all prepared columns.
pub(super) fn choose(ui: &mut Ui, lesson: &Lesson<'_>, strongest: [usize; 2], play: &mut Play) {
    let offered: Vec<usize> = (0..lesson.matrix().features().len()).collect();
    let now = play.pair.unwrap_or(strongest);
    let chosen = columns::choose(ui, lesson, &offered, now);
    if chosen != now {
        play.pair = Some(chosen);
    }
    ui.add(Label::new(theme::note(ui, "Or click a cell of the heat map.")).wrap());
}

/// The pair whose cell was clicked.
pub(super) fn pick(
    ui: &Ui,
    lesson: &Lesson<'_>,
    heat: &LessonFigure,
    shown: &Shown,
    play: &mut Play,
) {
    let Some(at) = shown.response.hover_pos() else { return };
    let place = shown.transform.value_from_position(at);
    let features = lesson.matrix().features();
    let column = |ticks: &Ticks, place: f64| {
        let Ticks::At(names) = ticks else { return None };
        let (_, name) = names.iter().find(|(at, _)| (at - place).abs() < 0.5)?;
        features.iter().position(|feature| feature.name == *name)
    };
    let (across, down) =
        (column(&heat.figure.x.ticks, place.x), column(&heat.figure.y.ticks, place.y));
    let (Some(a), Some(b)) = (down, across) else { return };
    if a == b {
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    let words = format!("{} and {}", lesson.name(a), lesson.name(b));
    shown.response.clone().on_hover_text_at_pointer(words);
    if shown.response.clicked() {
        play.pair = Some([a, b]);
    }
}

/// The number as a sum, and those who add the most; a click asks about one.
pub(super) fn largest(
    ui: &mut Ui,
    panel: &mut Panel,
    lesson: &Lesson<'_>,
    told: &Covariance,
    play: &Play,
    known: &mut Option<Covariance>,
) {
    let pair = play.pair.unwrap_or(told.at);
    let found = if pair == told.at {
        told
    } else {
        known.take_if(|known| known.at != pair);
        known.get_or_insert_with(|| covariance_of(lesson, pair))
    };
    ui.add_space(theme::STEP);
    ui.label(theme::strong("Who adds the most"));
    Grid::new("largest").num_columns(3).min_row_height(18.0).show(ui, |ui| {
        for term in &found.largest {
            let row = format_count(term.row.0 as usize);
            let chosen = panel.view.selection.contains(term.row);
            let line = ui.selectable_label(chosen, format!("Row {row}"));
            if line.clicked() {
                panel.view.selection.click(term.row, false);
                ui.ctx().request_repaint();
            }
            if line.hovered() {
                panel.view.hovering = Some(term.row);
            }
            let [a, b] = term.deviations.map(format_value);
            ui.label(theme::note(ui, format!("{a} \u{d7} {b}")));
            ui.label(format_value(term.product));
            ui.end_row();
        }
    });
    let said = format!(
        "All {} customers together {}; over {}: {}.",
        format_count(found.rows),
        format_value(found.sum),
        format_count(found.rows - 1),
        format_value(found.covariance)
    );
    ui.add(Label::new(said).wrap());
}
