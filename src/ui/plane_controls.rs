//! Which two components the map and the biplot show, and which way round.

use super::component_list::ComponentList;
use super::{Panel, theme};
use crate::methods::{Method, Plane};
use crate::project::{Action, Choices};
use eframe::egui::Ui;

/// The widest that a list needs to be, in points.
const WIDEST: f32 = 300.0;
/// The narrowest at which a name still says something, in points.
const NARROWEST: f32 = 70.0;
/// Words and the switch beside each list, in points.
const BESIDE: f32 = 74.0;

/// A list and a switch for each axis, in a line of this width.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, width: f32) {
    let Some(names) = panel.view.drawn.names(panel.project) else { return };
    // The two of another method's map, or of a single component, cannot be chosen.
    if panel.project.map(Method::Pca).is_none_or(|result| result.pca.is_none()) {
        return;
    }
    let before = panel.project.choices().plane;
    let mut plane = before;
    ui.add_enabled_ui(names.len() > 1, |ui| {
        for (d, axis) in ["x", "y"].into_iter().enumerate() {
            let list = ComponentList {
                purpose: &format!("Component on {axis}"),
                tooltip: "The component on this axis of the map and the biplot.",
                width: (width / 2.0 - BESIDE).clamp(NARROWEST, WIDEST),
                names: &names,
            };
            ui.label(theme::note(ui, axis));
            let mut chosen = plane.axes[d];
            list.show(ui, &mut chosen, &[], |k| k);
            plane = with_axis(plane, d, chosen);
            let name = format!("Flip {axis}");
            let mut flipped = plane.flip[d];
            let switch = ui.toggle_value(&mut flipped, "flip").on_hover_text(
                "Turn this axis round, in every panel: which way a component points is a convention.",
            );
            switch.widget_info(|| {
                eframe::egui::WidgetInfo::selected(eframe::egui::Role::CheckBox, true, flipped, &name)
            });
            plane.flip[d] = flipped;
        }
    });
    if plane != before {
        let choices = Choices { plane, ..panel.project.choices().clone() };
        panel.ask(Action::Choose(choices));
    }
}

/// The plane with another component on one axis; the one that the other axis shows changes places with it,
/// and a component stays turned round wherever it stands.
fn with_axis(plane: Plane, d: usize, component: usize) -> Plane {
    let mut changed = plane;
    if component == plane.axes[d] {
        return plane;
    }
    if component == plane.axes[1 - d] {
        changed.axes.swap(0, 1);
        changed.flip.swap(0, 1);
        return changed;
    }
    changed.axes[d] = component;
    changed.flip[d] = false;
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_takes_another_component_and_both_never_show_the_same() {
        let plane = Plane { axes: [0, 1], flip: [true, false] };
        assert_eq!(with_axis(plane, 1, 2), Plane { axes: [0, 2], flip: [true, false] });
        assert_eq!(with_axis(plane, 0, 1), Plane { axes: [1, 0], flip: [false, true] });
        assert_eq!(with_axis(plane, 0, 4), Plane { axes: [4, 1], flip: [false, false] });
        assert_eq!(with_axis(plane, 0, 0), plane);
    }
}
