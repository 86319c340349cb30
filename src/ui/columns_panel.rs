//! The columns: which take part, in which role, and why; one by one or many at once.

pub(super) mod about;
mod list;
mod order;
mod row;
mod selection;
mod settings;

pub use order::Sort;
pub use selection::Selection;

use super::ledger_panel::follow;
use super::{Panel, drawer, theme};
use crate::narrative::mathematics::Topic;
use crate::plots::format_count;
use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{
    Align, Button, ComboBox, Layout, Response, Role as Access, TextEdit, Ui, WidgetInfo,
};

/// How the columns are listed, and which are selected.
#[derive(Debug, Clone, Default)]
pub struct ColumnsView {
    /// Only columns whose name holds this are listed.
    pub filter: String,
    /// What they are sorted by.
    pub sort: Sort,
    /// The other way round.
    pub reversed: bool,
    /// The selected columns.
    pub selection: Selection,
    /// The column that had the keyboard's focus in the last frame.
    focus: Option<usize>,
    /// How far the list was scrolled in the last frame, and how high it was.
    sight: (f32, f32),
}

/// The list of columns, and what is done with many of them.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    ui.add_space(theme::STEP);
    let Some(opened) = panel.project.opened().cloned() else {
        ui.label(theme::heading("Columns"));
        return;
    };
    let (table, roles) = (&opened.table, panel.project.roles());
    panel.view.columns.selection.keep(|name| table.column(name).is_some());
    ui.horizontal(|ui| {
        ui.label(theme::heading("Columns"));
        drawer::why(ui, panel, Topic::Preparing);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let selected = panel.view.columns.selection.names().len();
            let mut text = format_count(table.columns().len());
            if selected > 0 {
                text = format!("{} of {text} selected", format_count(selected));
            }
            ui.label(theme::note(ui, text));
        });
    });
    ui.horizontal(|ui| filter_and_sort(ui, &mut panel.view.columns));
    let view = &panel.view.columns;
    let order =
        order::listed(table, &opened.profiles, &roles, &view.filter, view.sort, view.reversed);
    let listed: Vec<&str> = order.iter().map(|&at| table.columns()[at].name.as_str()).collect();
    ui.horizontal(|ui| many(ui, panel, &listed));
    ui.add_space(theme::STEP / 2.0);
    list::show(ui, panel, &opened, &roles, &order, &listed);
}

fn filter_and_sort(ui: &mut Ui, view: &mut ColumnsView) {
    let sort_width = 132.0;
    let filter = TextEdit::singleline(&mut view.filter)
        .hint_text("Filter by name")
        .desired_width(ui.available_width() - sort_width - 6.0 * theme::STEP);
    let response = ui.add(filter).on_hover_text("List only columns whose name holds this text.");
    response.widget_info(|| {
        let mut info = WidgetInfo::new(Access::TextInput);
        info.label = Some("Filter columns".to_owned());
        info.current_text_value = Some(view.filter.clone());
        info
    });
    let arrow = if view.reversed { " \u{2191}" } else { "" };
    let combo = ComboBox::from_id_salt("sort")
        .selected_text(format!("by {}{arrow}", view.sort.words()))
        .width(sort_width)
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        for (sort, words) in Sort::ALL {
            ui.selectable_value(&mut view.sort, sort, words);
        }
        ui.separator();
        ui.checkbox(&mut view.reversed, "the other way round");
    });
    let response = response.response.on_hover_text("What the list is sorted by.");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Access::ComboBox, true, "Sort columns");
        info.current_text_value = Some(view.sort.words().to_owned());
        info
    });
}

/// Selecting many, and one control for their role.
fn many(ui: &mut Ui, panel: &mut Panel, listed: &[&str]) {
    let selection = &mut panel.view.columns.selection;
    let any = !selection.names().is_empty();
    ui.label(theme::note(ui, "Select"));
    let all = named(ui, true, "All", "Select all columns");
    if all.on_hover_text("Select all columns in the list (Ctrl+A in the list).").clicked() {
        selection.all(listed);
    }
    let none = named(ui, any, "None", "Select no column");
    if none.on_hover_text("Select no column (Esc in the list).").clicked() {
        selection.clear();
    }
    let names: Vec<String> = selection.names().iter().cloned().collect();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_enabled_ui(any, |ui| {
            let button = Button::new("Prepare\u{2026}").small();
            let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
                decide(ui, panel, &names);
            });
            response.widget_info(|| WidgetInfo::labeled(Access::Button, any, "Prepare selected"));
            response.on_hover_text(
                "How the selected columns are scaled, filled, encoded and bent; one step of undo.",
            );
            let button = Button::new("Role\u{2026}").small();
            let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
                if let Some(change) = row::roles(ui, &names, None) {
                    follow(panel, &change);
                }
            });
            response.widget_info(|| WidgetInfo::labeled(Access::Button, any, "Role of selected"));
            response.on_hover_text("Give all selected columns one role; one step of undo.");
        });
    });
}

/// A small button whose full name only a screen reader needs.
fn named(ui: &mut Ui, enabled: bool, text: &str, name: &str) -> Response {
    let response = ui.add_enabled(enabled, Button::new(text).small());
    response.widget_info(|| WidgetInfo::labeled(Access::Button, enabled, name));
    response
}

/// A menu with all that can be decided for single columns.
fn decide(ui: &mut Ui, panel: &mut Panel, names: &[String]) {
    if let Some(change) = settings::menu(ui, names, &panel.project.choices().recipe) {
        follow(panel, &change);
    }
}
