//! What stands in a panel whose result is computed when somebody looks: nothing yet, of earlier maps, or failed.

use super::{Panel, theme};
use crate::project::{Action, Trouble};
use crate::words::capitalised;
use eframe::egui::{Label, Ui};

/// A result on its way, and the words for it.
pub(super) struct Awaited {
    /// It is of the maps on show.
    pub current: bool,
    /// It is being computed, or will be.
    pub busy: bool,
    /// Why the last try came to nothing.
    pub trouble: Option<Trouble>,
    /// What asks for it.
    pub ask: Action,
    /// The words on the button that asks again.
    pub again: &'static str,
    /// While it is computed for the first time.
    pub computing: &'static str,
    /// While it waits for both maps.
    pub waiting: &'static str,
    /// Beside an earlier one, while the present one is computed.
    pub computing_anew: &'static str,
    /// Beside an earlier one that waits for both maps.
    pub waiting_anew: &'static str,
}

impl Awaited {
    /// Asks for it where nobody did: only the panels want it.
    pub fn see_to(&self, panel: &mut Panel) {
        let nobody = !self.current && !self.busy && self.trouble.is_none();
        if nobody && panel.project.can_judge() {
            panel.ask(self.ask.clone());
        }
    }

    /// In the place of a result that is not there.
    pub fn nothing_yet(&self, ui: &mut Ui, panel: &mut Panel) {
        if self.trouble.is_some() {
            ui.horizontal(|ui| self.retry(ui, panel));
            return;
        }
        let under_way = self.busy && panel.project.can_judge();
        let said = if under_way { self.computing } else { self.waiting };
        ui.add(Label::new(theme::note(ui, said)).wrap());
    }

    /// Above a result that may be of earlier maps.
    pub fn earlier(&self, ui: &mut Ui, panel: &mut Panel) {
        if self.current {
            return;
        }
        let under_way = self.busy && panel.project.can_judge();
        let said = if under_way { self.computing_anew } else { self.waiting_anew };
        ui.add(Label::new(theme::note(ui, said)).wrap());
        if self.trouble.is_some() {
            self.retry(ui, panel);
        }
    }

    /// Why there is no newer one, and the way to try again.
    fn retry(&self, ui: &mut Ui, panel: &mut Panel) {
        match &self.trouble {
            Some(Trouble::Failed(message)) => {
                ui.add(Label::new(theme::alarm(ui, capitalised(message))).wrap());
            }
            Some(Trouble::Cancelled) => {
                ui.label("Cancelled.");
            }
            None => {}
        }
        if panel.project.can_judge() && ui.button(self.again).clicked() {
            panel.ask(self.ask.clone());
        }
    }
}
