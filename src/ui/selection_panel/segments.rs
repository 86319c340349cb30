//! The list of segments: select, rename, recolour, merge, delete.

use crate::project::{Action, Choices, ColorChoice, Segment, free_name, merge_segments};
use crate::ui::{Ask, Panel, Purpose, swatch, theme};
use crate::words::format_count;
use eframe::egui::{Key, Role, TextEdit, Ui, WidgetInfo};

/// What was asked of one segment.
enum Wish {
    Select,
    Rename(String),
    Style(usize),
    Merge(usize),
    Delete,
}

/// The list, and what can be done with all of them.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let segments = panel.project.choices().segments.clone();
    if segments.is_empty() {
        return;
    }
    ui.add_space(theme::STEP);
    ui.label(theme::heading("Segments"));
    let mut wish = None;
    for (at, segment) in segments.iter().enumerate() {
        ui.horizontal(|ui| {
            if let Some(asked) = one(ui, panel, &segments, at, segment) {
                wish = Some((at, asked));
            }
        });
    }
    ui.horizontal(|ui| {
        let mut colored = panel.project.choices().color_by == ColorChoice::Segments;
        let before = colored;
        ui.checkbox(&mut colored, "Colour the maps by them");
        if colored != before {
            let color_by = if colored { ColorChoice::Segments } else { ColorChoice::Auto };
            panel.ask(Action::Choose(panel.project.choices().colored_by(color_by)));
        }
        let tooltip = "A table with a line for each row in a segment: row, identifiers, segment.";
        if ui.button("Export\u{2026}").on_hover_text(tooltip).clicked() {
            panel.asks.push(Ask::Choose(Purpose::ExportSegments));
        }
    });
    if let Some((at, wish)) = wish {
        carry_out(panel, segments, at, wish);
    }
}

fn one(
    ui: &mut Ui,
    panel: &mut Panel,
    segments: &[Segment],
    at: usize,
    segment: &Segment,
) -> Option<Wish> {
    let mut wish = swatch::show(ui, segment.style, &segment.name).map(Wish::Style);
    if let Some((of, text)) = &mut panel.view.segments.renaming
        && *of == at
    {
        let response = ui.add(TextEdit::singleline(text).desired_width(130.0));
        response.request_focus();
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            panel.view.segments.renaming = None;
        } else if response.lost_focus() || ui.input(|input| input.key_pressed(Key::Enter)) {
            wish = Some(Wish::Rename(text.clone()));
        }
        return wish;
    }
    let tooltip = "Select these customers.";
    if ui.selectable_label(false, &segment.name).on_hover_text(tooltip).clicked() {
        wish = Some(Wish::Select);
    }
    ui.label(theme::note(ui, format_count(segment.rows.len())));
    let menu = ui.menu_button("\u{2026}", |ui| {
        if ui.button("Rename\u{2026}").clicked() {
            panel.view.segments.renaming = Some((at, segment.name.clone()));
        }
        ui.menu_button("Merge into", |ui| {
            for (other, into) in segments.iter().enumerate().filter(|(other, _)| *other != at) {
                if ui.button(&into.name).clicked() {
                    wish = Some(Wish::Merge(other));
                }
            }
        });
        if ui.button("Delete").on_hover_text("Undo brings it back.").clicked() {
            wish = Some(Wish::Delete);
        }
    });
    let name = format!("More for {}", segment.name);
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    wish
}

fn carry_out(panel: &mut Panel, mut segments: Vec<Segment>, at: usize, wish: Wish) {
    match wish {
        Wish::Select => {
            panel.view.selection.select(segments[at].rows.iter().copied());
            return;
        }
        Wish::Rename(name) => {
            panel.view.segments.renaming = None;
            let others: Vec<Segment> = segments
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != at)
                .map(|(_, s)| s.clone())
                .collect();
            if !name.trim().is_empty() {
                segments[at].name = free_name(&others, &name);
            }
        }
        Wish::Style(style) => segments[at].style = style,
        Wish::Merge(into) => merge_segments(&mut segments, into, at),
        Wish::Delete => {
            segments.remove(at);
        }
    }
    let choices = panel.project.choices();
    let mut choices = Choices { segments, ..choices.clone() };
    if choices.segments.is_empty() && choices.color_by == ColorChoice::Segments {
        choices.color_by = ColorChoice::Auto;
    }
    panel.ask(Action::Choose(choices));
}
