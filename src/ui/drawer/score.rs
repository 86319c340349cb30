//! Which component's score is taken apart.

use super::Panel;
use crate::narrative::mathematics::Score;
use crate::project::Play;
use crate::ui::component_list::ComponentList;
use eframe::egui::Ui;

/// The list of components.
pub(super) fn choose(ui: &mut Ui, panel: &mut Panel, told: &Score, play: &mut Play) {
    let Some(names) = panel.view.drawn.names(panel.project) else { return };
    if names.len() < 2 {
        return;
    }
    let now = play.component.unwrap_or(told.component - 1);
    let mut chosen = now;
    let list = ComponentList {
        purpose: "Component of the score",
        tooltip: "The component on which the customer stands.",
        width: ui.available_width().clamp(120.0, 320.0),
        names: &names,
    };
    list.show(ui, &mut chosen, &[], |k| k);
    if chosen != now {
        play.component = Some(chosen);
    }
}
