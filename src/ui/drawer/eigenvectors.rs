//! A direction that is turned by hand, in the plane or by its angle.

use super::{columns, theme};
use crate::narrative::mathematics::{Lesson, Turning};
use crate::project::Play;
use crate::ui::figure_view::Shown;
use eframe::egui::{CursorIcon, Label, Slider, SliderClamping, Ui};

/// The lists of columns, and the angle.
pub(super) fn choose(ui: &mut Ui, lesson: &Lesson<'_>, told: &Turning, play: &mut Play) {
    let offered: Vec<usize> = (0..lesson.matrix().features().len()).collect();
    let now = play.pair.unwrap_or(told.at);
    let chosen = columns::choose(ui, lesson, &offered, now);
    if chosen != now {
        play.pair = Some(chosen);
    }
    ui.horizontal(|ui| {
        let label = ui.label("Direction");
        // Away from the best one at first, so that there is something to find.
        let mut degrees = play.degrees.unwrap_or(0.0);
        ui.spacing_mut().slider_width = (ui.available_width() - 80.0).clamp(60.0, 260.0);
        let slider = Slider::new(&mut degrees, 0.0..=180.0)
            .clamping(SliderClamping::Always)
            .fixed_decimals(0)
            .step_by(1.0)
            .suffix("\u{b0}");
        ui.add(slider).labelled_by(label.id);
        play.degrees = Some(degrees);
    });
    let said = "Turn it, here or by dragging in the picture: where is the variance largest?";
    ui.add(Label::new(theme::note(ui, said)).wrap());
}

/// Follows a drag in one of both figures: round the means in the plane, along the angles under the curve.
pub(super) fn turn(
    ui: &Ui,
    lesson: &Lesson<'_>,
    told: &Turning,
    nth: usize,
    shown: &Shown,
    play: &mut Play,
) {
    if shown.response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    let Some(at) = shown.response.interact_pointer_pos() else { return };
    let place = shown.transform.value_from_position(at);
    let degrees = if nth == 0 {
        let mean = |d: usize| {
            let j = play.pair.unwrap_or(told.at)[d];
            lesson.pca.mean().get(j).copied().unwrap_or(0.0)
        };
        (place.y - mean(1)).atan2(place.x - mean(0)).to_degrees().rem_euclid(180.0)
    } else {
        place.x.clamp(0.0, 180.0)
    };
    if degrees.is_finite() {
        play.degrees = Some(degrees.round());
    }
}
