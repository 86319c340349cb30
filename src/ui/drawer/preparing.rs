//! Two columns before and after they were prepared: which two.

use super::columns;
use crate::narrative::mathematics::{Lesson, amounts, shown_amounts};
use crate::project::Play;
use eframe::egui::Ui;

/// The lists of columns that are numbers in the file, where there are more than two.
pub(super) fn choose(ui: &mut Ui, lesson: &Lesson<'_>, play: &mut Play) {
    let offered = amounts(lesson);
    let (&[first, second], true) = (&shown_amounts(lesson)[..], offered.len() > 2) else { return };
    let now = play.pair.unwrap_or([first, second]);
    let chosen = columns::choose(ui, lesson, &offered, now);
    if chosen != now {
        play.pair = Some(chosen);
    }
}
