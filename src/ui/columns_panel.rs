//! The columns: which take part, in which role, and why.

use super::{Panel, sparkline, theme};
use crate::data::{ColumnKind, ColumnProfile};
use crate::features::{ColumnRole, Role};
use crate::plots::{format_count, format_value};
use crate::project::Action;
use crate::words::one_line;
use eframe::egui::{Align, Button, Layout, ScrollArea, TextEdit, Ui};

/// Height of a row.
const ROW: f32 = 22.0;

/// The list of columns.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    ui.add_space(theme::STEP);
    ui.horizontal(|ui| {
        ui.label(theme::heading("Columns"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let filter = TextEdit::singleline(&mut panel.view.column_filter)
                .hint_text("Filter")
                .desired_width(110.0);
            ui.add(filter).on_hover_text("Show only columns whose name holds this text.");
        });
    });
    let Some(opened) = panel.project.opened() else { return };
    let (table, profiles) = (opened.table.clone(), opened.profiles.clone());
    let roles = panel.project.prepared().map(|p| p.roles.clone()).unwrap_or_default();
    let wanted = panel.view.column_filter.to_lowercase();
    let shown: Vec<usize> = (0..table.columns().len())
        .filter(|&at| table.columns()[at].name.to_lowercase().contains(&wanted))
        .collect();
    if shown.is_empty() {
        ui.label(theme::note(ui, "No column has such a name."));
    }
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        shown.len(),
        |ui, range| {
            for &at in &shown[range] {
                let name = &table.columns()[at].name;
                ui.push_id(at, |ui| row(ui, panel, name, &profiles[at], roles.get(at)));
            }
        },
    );
}

fn row(
    ui: &mut Ui,
    panel: &mut Panel,
    name: &str,
    profile: &ColumnProfile,
    role: Option<&ColumnRole>,
) {
    ui.horizontal(|ui| {
        ui.set_min_height(ROW - theme::STEP);
        let now = role.map_or(Role::Ignored, |r| r.role);
        let mut takes_part = now == Role::Feature;
        let usable = profile.kind != ColumnKind::Empty && role.is_some();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            role_menu(ui, panel, name, now, usable);
            sparkline::show(ui, &profile.histogram);
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_justify(false), |ui| {
                ui.add_enabled_ui(usable, |ui| {
                    let checkbox =
                        eframe::egui::Checkbox::new(&mut takes_part, shortened(ui, name));
                    let response = ui.add(checkbox).on_hover_text(about(name, profile, role));
                    if response.changed() {
                        let role = if takes_part { Role::Feature } else { Role::Ignored };
                        choose(panel, name, role);
                    }
                });
            });
        });
    });
}

/// The name, cut to what fits: the checkbox would grow over the distribution.
fn shortened(ui: &Ui, name: &str) -> String {
    let room = ui.available_width() - 28.0;
    // Inter's letters are about 0.55 of their size wide.
    let most = (room / (13.0 * 0.55)).max(4.0) as usize;
    one_line(name, most)
}

fn role_menu(ui: &mut Ui, panel: &mut Panel, name: &str, now: Role, usable: bool) {
    ui.add_enabled_ui(usable, |ui| {
        let button =
            Button::new(theme::note(ui, words(now))).frame(false).min_size([58.0, 18.0].into());
        let (response, _) =
            eframe::egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
                for role in [Role::Feature, Role::Label, Role::Identifier, Role::Ignored] {
                    if ui
                        .selectable_label(now == role, words(role))
                        .on_hover_text(meaning(role))
                        .clicked()
                    {
                        choose(panel, name, role);
                        ui.close();
                    }
                }
            });
        response.on_hover_text(format!("{} Click to change.", meaning(now)));
    });
}

fn choose(panel: &mut Panel, name: &str, role: Role) {
    let mut choices = panel.project.choices().clone();
    choices.recipe.roles.insert(name.to_owned(), role);
    panel.ask(Action::Choose(choices));
}

fn words(role: Role) -> &'static str {
    match role {
        Role::Feature => "feature",
        Role::Label => "label",
        Role::Identifier => "identifier",
        Role::Ignored => "left out",
    }
}

fn meaning(role: Role) -> &'static str {
    match role {
        Role::Feature => "A feature shapes the maps.",
        Role::Label => "A label is an answer to compare the maps with; it never shapes them.",
        Role::Identifier => "An identifier names the row.",
        Role::Ignored => "The column is left out.",
    }
}

/// All that is known of a column, for the tooltip.
fn about(name: &str, profile: &ColumnProfile, role: Option<&ColumnRole>) -> String {
    let mut lines = vec![name.to_owned()];
    lines.push(match (profile.kind, profile.min, profile.max, profile.mean) {
        (ColumnKind::Text | ColumnKind::Boolean, ..) => {
            let levels: Vec<String> = profile
                .levels
                .iter()
                .take(5)
                .map(|(level, count)| format!("{level} ({})", format_count(*count)))
                .collect();
            let more = if profile.distinct > levels.len() { " \u{2026}" } else { "" };
            format!("Text, {} levels: {}{more}", profile.distinct, levels.join(", "))
        }
        (ColumnKind::Date, ..) => format!(
            "{} to {}, {} different values",
            profile.first.as_deref().unwrap_or_default(),
            profile.last.as_deref().unwrap_or_default(),
            format_count(profile.distinct)
        ),
        (_, Some(min), Some(max), Some(mean)) => format!(
            "{} to {}, mean {}, {} different values",
            format_value(min),
            format_value(max),
            format_value(mean),
            format_count(profile.distinct)
        ),
        _ => "No known value".to_owned(),
    });
    if let Some(reading) = &profile.reading {
        lines.push(format!("Read with: {reading}"));
    }
    if profile.missing > 0 {
        lines.push(format!("{} missing", format_count(profile.missing)));
    }
    if let Some(role) = role {
        lines.push(format!("Role: {} ({})", words(role.role), role.reason));
    }
    lines.join("\n")
}
