//! Keys for a list that has the focus.

use eframe::egui::{Event, Key, Modifiers, Ui};

/// Takes the keys that are `known` out of the input, in their order: a slow frame brings several.
pub(super) fn taken(ui: &Ui, known: impl Fn(Key, Modifiers) -> bool) -> Vec<(Key, Modifiers)> {
    let mut taken = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let known = known(*key, *modifiers);
            if known {
                taken.push((*key, *modifiers));
            }
            !known
        });
    });
    taken
}
