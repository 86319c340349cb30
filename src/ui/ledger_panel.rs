//! The ledger: one line for each column, what became of it and why, and a button to have it otherwise.

use super::columns_panel::about;
use super::{Panel, theme};
use crate::features::{LedgerLine, Offer, Prepared, RecipeChange, StepKind};
use crate::project::Action;
use crate::words::{count_of, format_count};
use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{
    Align, Button, ComboBox, Label, Layout, Role as Access, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, vec2,
};
use std::sync::Arc;

/// Height of a line.
const HEIGHT: f32 = 26.0;
/// Widths of the role and of the second button.
const ROLE: f32 = 72.0;
const OTHER: f32 = 72.0;

/// Which lines are shown.
#[derive(Debug, Clone, Default)]
pub struct LedgerView {
    /// Only columns whose name or line holds this.
    pub filter: String,
    /// Only columns to which this happened.
    pub kind: Option<StepKind>,
}

const KINDS: [(StepKind, &str); 10] = [
    (StepKind::Filled, "cells filled"),
    (StepKind::TakenAsMissing, "taken as missing"),
    (StepKind::RowsLeftOut, "rows left out"),
    (StepKind::Indicator, "told which were filled"),
    (StepKind::Encoded, "encoded"),
    (StepKind::Bent, "bent"),
    (StepKind::Scaled, "scaled"),
    (StepKind::Kept, "kept as they are"),
    (StepKind::SetAside, "set aside"),
    (StepKind::LeftOut, "left out"),
];

/// The list.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(prepared) = panel.project.prepared().cloned() else {
        ui.label(theme::note(ui, "It is shown when the columns are prepared."));
        return;
    };
    let shown = filtered(&prepared, &panel.view.ledger);
    ui.horizontal(|ui| head(ui, panel, &prepared, shown.len()));
    ui.add_space(theme::STEP / 2.0);
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(
        ui,
        HEIGHT,
        shown.len(),
        |ui, range| {
            for &at in &shown[range] {
                ui.push_id(at, |ui| line(ui, panel, &prepared.ledger[at]));
            }
        },
    );
}

/// Positions of the lines that the filter lets through.
fn filtered(prepared: &Arc<Prepared>, view: &LedgerView) -> Vec<usize> {
    let wanted = view.filter.trim().to_lowercase();
    let holds = |line: &LedgerLine| {
        wanted.is_empty()
            || line.column.to_lowercase().contains(&wanted)
            || line.text.to_lowercase().contains(&wanted)
    };
    let happened =
        |line: &LedgerLine| view.kind.is_none_or(|kind| line.steps.iter().any(|s| s.kind == kind));
    let lines = prepared.ledger.iter().enumerate();
    lines.filter(|(_, line)| holds(line) && happened(line)).map(|(at, _)| at).collect()
}

fn head(ui: &mut Ui, panel: &mut Panel, prepared: &Prepared, shown: usize) {
    let view = &mut panel.view.ledger;
    let filter = TextEdit::singleline(&mut view.filter).hint_text("Filter").desired_width(180.0);
    let response = ui.add(filter).on_hover_text("Columns whose name or line holds this text.");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Access::TextInput, true, "Filter the ledger");
        info.current_text_value = Some(view.filter.clone());
        info
    });
    let words = |kind: Option<StepKind>| {
        let known = KINDS.iter().find(|(one, _)| Some(*one) == kind);
        known.map_or("whatever happened", |(_, words)| *words)
    };
    let combo = ComboBox::from_id_salt("kind").selected_text(words(view.kind)).width(170.0);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut view.kind, None, words(None));
        for (kind, words) in KINDS {
            let there = |line: &LedgerLine| line.steps.iter().any(|step| step.kind == kind);
            let count = prepared.ledger.iter().filter(|line| there(line)).count();
            if count > 0 {
                let text = format!("{words} ({})", format_count(count));
                ui.selectable_value(&mut view.kind, Some(kind), text);
            }
        }
    });
    let response = response.response.on_hover_text("Columns to which this happened.");
    response.widget_info(|| WidgetInfo::labeled(Access::ComboBox, true, "What happened"));
    let cells: usize = prepared.ledger.iter().map(|line| line.cells).sum();
    let mut text = count_of(shown, "column", "columns");
    if shown < prepared.ledger.len() {
        text = format!("{text} of {}", format_count(prepared.ledger.len()));
    }
    let cells = match cells {
        0 => "no cell was filled".to_owned(),
        some => format!("{} filled in all", count_of(some, "cell", "cells")),
    };
    ui.label(theme::note(ui, format!("{text}; {cells}")));
}

fn line(ui: &mut Ui, panel: &mut Panel, line: &LedgerLine) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    if response.hovered() {
        ui.painter().rect_filled(rect, 3.0, ui.visuals().faint_bg_color);
    }
    let part = |ui: &mut Ui, from: f32, to: f32, add: &mut dyn FnMut(&mut Ui)| {
        let rect = rect.with_min_x(rect.left() + from).with_max_x(rect.left() + to);
        let layout = Layout::left_to_right(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| add(ui));
    };
    let end = rect.width();
    let name = (end * 0.17).clamp(110.0, 170.0);
    let text_end = end - (end * 0.35).clamp(210.0, 336.0);
    part(ui, 4.0, name - 4.0, &mut |ui| {
        ui.add(Label::new(theme::strong(&line.column)).truncate()).on_hover_text(&line.column);
    });
    part(ui, name, name + ROLE, &mut |ui| {
        let role = theme::note(ui, about::words(line.role));
        ui.label(role).on_hover_text(format!("Why: {}.", line.reason));
    });
    part(ui, name + ROLE, text_end - 8.0, &mut |ui| {
        ui.add(Label::new(&line.text).truncate()).on_hover_text(whole(line));
    });
    let Some((first, others)) = line.offers.split_first() else { return };
    part(ui, text_end, end - OTHER, &mut |ui| {
        if offer(ui, first, &line.column) {
            follow(panel, &first.change);
        }
    });
    part(ui, end - OTHER + 4.0, end, &mut |ui| other(ui, panel, &line.column, others));
}

/// The line with its reason and what came of the column.
fn whole(line: &LedgerLine) -> String {
    let mut text = format!("{}\nWhy: {}.", line.text, line.reason);
    if !line.features.is_empty() {
        let names = crate::words::shortened(&line.features, 8);
        text = format!("{text}\nFeatures: {names}.");
    }
    text
}

/// The less likely wishes, in a menu.
fn other(ui: &mut Ui, panel: &mut Panel, column: &str, offers: &[Offer]) {
    if offers.is_empty() {
        return;
    }
    let (response, _) =
        MenuButton::from_button(Button::new("Other\u{2026}").small()).ui(ui, |ui| {
            for one in offers {
                if ui.button(&one.label).clicked() {
                    follow(panel, &one.change);
                    ui.close();
                }
            }
        });
    response.widget_info(|| {
        WidgetInfo::labeled(Access::Button, true, format!("Other ways for {column}"))
    });
    response.on_hover_text("Other ways to have it otherwise.");
}

/// A button that does one thing otherwise. Returns whether it was pressed.
pub(super) fn offer(ui: &mut Ui, offer: &Offer, column: &str) -> bool {
    // Never wider than its place: it would push the next line aside.
    let response = ui.add(Button::new(&offer.label).small().truncate());
    response.widget_info(|| {
        WidgetInfo::labeled(Access::Button, true, format!("{}: {column}", offer.label))
    });
    response.on_hover_text(format!("{}; one step of undo.", offer.label)).clicked()
}

/// Decides so.
pub(super) fn follow(panel: &mut Panel, change: &RecipeChange) {
    let mut choices = panel.project.choices().clone();
    choices.recipe = change.apply(&choices.recipe);
    panel.ask(Action::Choose(choices));
}
