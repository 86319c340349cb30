//! What an analyst would look at again, with buttons that follow the advice. Nothing is done by itself.

use super::ledger_panel::{follow, offer};
use super::{Panel, notices, reshaping, theme};
use crate::features::{Advice, AdviceKind, RecipeChange};
use crate::plots::Ink;
use crate::words::{count_of, format_count, one_line};
use eframe::egui::{Label, ScrollArea, Ui};

/// Advice of this many is shown; a wide table may call for thousands.
const SHOWN: usize = 120;

/// The list.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(prepared) = panel.project.prepared().cloned() else {
        ui.label(theme::note(ui, "It is shown when the columns are prepared."));
        return;
    };
    let advice = &prepared.advice;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        if advice.is_empty() {
            ui.label(theme::note(ui, "Nothing in these columns calls for a second look."));
            return;
        }
        let text = count_of(advice.len(), "thing to look at", "things to look at");
        ui.label(theme::note(ui, format!("{text}; nothing of it is done by itself.")));
        for (at, one) in advice.iter().take(SHOWN).enumerate() {
            ui.push_id(at, |ui| {
                notices::marked(ui, word(one.kind), Ink::Muted, |ui| item(ui, panel, one));
            });
            ui.add_space(theme::STEP);
        }
        if advice.len() > SHOWN {
            let more = format_count(advice.len() - SHOWN);
            ui.label(theme::note(ui, format!("and {more} more, shown when these are settled.")));
        }
    });
}

fn item(ui: &mut Ui, panel: &mut Panel, advice: &Advice) {
    ui.add(Label::new(&advice.text).wrap().selectable(true));
    let about = advice.columns.first().map(|name| one_line(name, 40)).unwrap_or_default();
    let bends = advice.kind == AdviceKind::Skewed;
    if bends {
        ui.horizontal_wrapped(|ui| {
            for one in &advice.offers {
                let RecipeChange::Transform { to: Some(how), .. } = one.change else { continue };
                ui.vertical(|ui| {
                    reshaping::show(ui, panel, &advice.columns[0], how);
                    if offer(ui, one, &about) {
                        follow(panel, &one.change);
                    }
                });
                ui.add_space(4.0 * theme::STEP);
            }
        });
        return;
    }
    if !advice.offers.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for one in &advice.offers {
                if offer(ui, one, &about) {
                    follow(panel, &one.change);
                }
            }
        });
    }
}

fn word(kind: AdviceKind) -> &'static str {
    match kind {
        AdviceKind::Dominates => "Scale",
        AdviceKind::MostlyMissing => "Missing",
        AdviceKind::Sentinel => "Code?",
        AdviceKind::Outlier => "Outlier",
        AdviceKind::FarDate => "Far date",
        AdviceKind::Identifier => "Identifier?",
        AdviceKind::Answer => "Label?",
        AdviceKind::Codes => "Codes?",
        AdviceKind::NearConstant => "Constant",
        AdviceKind::Correlated => "Alike",
        AdviceKind::Sum => "Sum",
        AdviceKind::DuplicateRows => "Rows",
        AdviceKind::Skewed => "Long tail",
    }
}
