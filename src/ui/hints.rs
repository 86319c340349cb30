//! What a newcomer is told above the maps: three hints, one at a time. Each goes away for good when it was read, or when
//! what it tells was done.

use super::{Panel, theme};
use eframe::egui::{Frame, Margin, Ui};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One thing worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    /// The maps show the same customers.
    Linked,
    /// Groups can be drawn round.
    Lasso,
    /// How far the picture may be believed.
    Believe,
}

impl Hint {
    /// In the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Linked, Self::Lasso, Self::Believe];

    fn words(self) -> &'static str {
        match self {
            Self::Linked => {
                "Both maps show the same customers. Point at one: it is ringed on the other map too."
            }
            Self::Lasso => {
                "Press L and draw round a group: it is selected on both maps, and Selection, below, says what sets it apart."
            }
            Self::Believe => {
                "The verdict, below, says which map to use for what, and why. Agreement says how far each may be believed."
            }
        }
    }
}

/// Which hints were read, and whether any are told at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hints {
    /// They are told: not so in tests of other things.
    #[serde(skip)]
    pub told: bool,
    /// Those that are not told again.
    pub read: BTreeSet<Hint>,
}

impl Hints {
    /// The one to tell now.
    pub fn next(&self) -> Option<Hint> {
        Hint::ALL.into_iter().find(|hint| self.told && !self.read.contains(hint))
    }
}

/// The next hint, where one is left.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(hint) = panel.view.hints.next().filter(|_| panel.project.prepared().is_some()) else {
        return;
    };
    let frame = Frame::new()
        .fill(ui.visuals().selection.bg_fill)
        .corner_radius(3)
        .inner_margin(Margin::symmetric(8, 3));
    frame.show(ui, |ui| {
        // In two lines where there is no room for one: it must not widen the maps.
        ui.horizontal_wrapped(|ui| {
            let place = panel.view.hints.read.len() + 1;
            ui.label(theme::strong(format!("{place} of {}", Hint::ALL.len())));
            ui.label(hint.words());
            let tooltip = "This one does not come again.";
            let last = panel.view.hints.read.len() + 1 == Hint::ALL.len();
            let text = if last { "Done" } else { "Next hint" };
            if ui.button(text).on_hover_text(tooltip).clicked() {
                panel.view.hints.read.insert(hint);
            }
            let tooltip = "Tell none of them again.";
            if !last && ui.button("No hints").on_hover_text(tooltip).clicked() {
                panel.view.hints.read.extend(Hint::ALL);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hint_is_told_once_and_survives_being_written() {
        let mut hints = Hints { told: true, ..Hints::default() };
        let mut told = Vec::new();
        while let Some(hint) = hints.next() {
            told.push(hint);
            hints.read.insert(hint);
            let text = serde_json::to_string(&hints).unwrap();
            hints = Hints { told: true, ..serde_json::from_str(&text).unwrap() };
        }
        assert_eq!(told, Hint::ALL);
        assert_eq!(Hints::default().next(), None, "not told in tests of other things");
    }
}
