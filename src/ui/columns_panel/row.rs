//! One column in the list: two lines, each part at its fixed place.

use super::about;
use crate::data::{ColumnKind, ColumnProfile};
use crate::features::{ColumnRole, RecipeChange, Role};
use crate::plots::Ink;
use crate::ui::{sparkline, theme};
use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{
    Align, Button, Checkbox, Galley, Id, Layout, Pos2, Rect, Response, RichText, Role as Access,
    Sense, Shape, Stroke, StrokeKind, TextStyle, TextWrapMode, Ui, UiBuilder, WidgetInfo,
    WidgetText, pos2, vec2,
};
use std::sync::Arc;

/// Height of a column in the list.
pub(super) const HEIGHT: f32 = 36.0;
/// Width of the role's button.
const ROLE: f32 = 72.0;
/// Width of the distribution.
const SPARK: f32 = 48.0;
/// Height of the first line.
const FIRST: f32 = 21.0;
/// Where the second line begins: under the name, right of the tick.
const INDENT: f32 = 22.0;

/// A column to show.
pub(super) struct Row<'a> {
    pub id: Id,
    pub name: &'a str,
    pub profile: &'a ColumnProfile,
    pub role: Option<&'a ColumnRole>,
    /// What is decided otherwise than for all columns.
    pub own: String,
    /// Rows of the table.
    pub rows: usize,
    pub selected: bool,
}

/// What was done with a row.
pub(super) struct Shown {
    /// The row itself, where it is no control.
    pub response: Response,
    /// What was decided.
    pub change: Option<RecipeChange>,
}

impl Row<'_> {
    /// Whether its role can be changed.
    pub fn is_usable(&self) -> bool {
        self.profile.kind != ColumnKind::Empty && self.role.is_some()
    }

    /// Draws it.
    pub fn show(&self, ui: &mut Ui) -> Shown {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
        let response = ui.interact(rect, self.id, Sense::click());
        let now = self.role.map_or(Role::Ignored, |r| r.role);
        let mut why = about::why(self.profile, self.role);
        if !self.own.is_empty() {
            why = format!("{why}; {}", self.own);
        }
        let missing = about::missing(self.profile, self.rows);
        self.ground(ui, rect, &response);
        response.widget_info(|| {
            let missing = if missing.is_empty() { "none missing" } else { &missing };
            let text = format!("{}: {}, {why}, {missing}", self.name, about::words(now));
            WidgetInfo::selected(Access::ListBoxOption, true, self.selected, text)
        });
        let inner = rect.shrink2(vec2(theme::STEP, 0.0));
        let split = inner.right() - ROLE - SPARK;
        let line = |left: f32, right: f32, top: f32, bottom: f32| {
            Rect::from_min_max(pos2(left, inner.top() + top), pos2(right, inner.top() + bottom))
        };
        let mut change = None;
        at(ui, line(inner.left(), inner.left() + INDENT, 1.0, FIRST), |ui| {
            change = self.tick(ui, now);
        });
        let name = line(inner.left() + INDENT, split - theme::STEP, 1.0, FIRST);
        let text = cut(ui, RichText::new(self.name), name.width());
        let top = name.center().y - text.size().y / 2.0;
        ui.painter().galley(pos2(name.left(), top), text, ui.visuals().text_color());
        let spark = line(split, split + SPARK, 1.0, FIRST).shrink2(vec2(2.0, 4.0));
        sparkline::paint(ui, spark, &self.profile.histogram);
        at(ui, line(inner.right() - ROLE, inner.right(), 1.0, FIRST), |ui| {
            ui.spacing_mut().interact_size.y = 16.0;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                change = change.take().or(self.menu(ui, now));
            });
        });
        let second = line(inner.left() + INDENT, inner.right() - 6.0, FIRST - 2.0, HEIGHT - 3.0);
        // Quiet ink has too little contrast on the ground of what is selected.
        let ink = if self.selected { Ink::Primary } else { Ink::Muted };
        let used = note(ui, second, &missing, ink, Align::Max);
        let room = second.with_max_x(second.right() - used);
        note(ui, room, &why, ink, Align::Min);
        let response =
            response.on_hover_text_at_pointer(about::about(self.name, self.profile, self.role));
        Shown { response, change }
    }

    fn ground(&self, ui: &Ui, rect: Rect, response: &Response) {
        let visuals = ui.visuals();
        if self.selected {
            ui.painter().rect_filled(rect, 3.0, visuals.selection.bg_fill);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 3.0, visuals.faint_bg_color);
        }
        if response.has_focus() {
            let edge = Stroke::new(1.5, theme::ink(ui, Ink::Accent));
            ui.painter().rect_stroke(rect, 3.0, edge, StrokeKind::Inside);
        }
    }

    /// Whether the column takes part.
    fn tick(&self, ui: &mut Ui, now: Role) -> Option<RecipeChange> {
        let mut takes_part = now == Role::Feature;
        let response = ui.add_enabled(self.is_usable(), Checkbox::without_text(&mut takes_part));
        response.widget_info(|| {
            WidgetInfo::selected(Access::CheckBox, self.is_usable(), takes_part, self.name)
        });
        response.on_hover_text("Whether the column shapes the maps.").changed().then(|| {
            role(
                &[self.name.to_owned()],
                Some(if takes_part { Role::Feature } else { Role::Ignored }),
            )
        })
    }

    /// The role, and the others to choose from.
    fn menu(&self, ui: &mut Ui, now: Role) -> Option<RecipeChange> {
        let mut chosen = None;
        ui.add_enabled_ui(self.is_usable(), |ui| {
            let ink = theme::ink(ui, if self.selected { Ink::Primary } else { Ink::Muted });
            let text = RichText::new(about::words(now)).small().color(ink);
            let (rect, gap) = (ui.max_rect(), 3.0 * theme::STEP);
            triangle(ui, pos2(rect.right() - gap / 2.0, rect.center().y));
            ui.add_space(gap);
            let button = Button::new(text).frame(false);
            let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
                chosen = roles(ui, &[self.name.to_owned()], Some(now));
            });
            response.widget_info(|| {
                let text = format!("Role of {}", self.name);
                WidgetInfo::labeled(Access::Button, self.is_usable(), text)
            });
            response.on_hover_text(format!("{} Click to change.", about::meaning(now)));
        });
        chosen
    }
}

/// The decision for a role.
pub(super) fn role(names: &[String], to: Option<Role>) -> RecipeChange {
    RecipeChange::Role { columns: names.to_vec(), to }
}

/// The roles to choose from, and "as found". Closes the menu when one was chosen.
pub(super) fn roles(ui: &mut Ui, names: &[String], now: Option<Role>) -> Option<RecipeChange> {
    let mut chosen = None;
    for one in [Role::Feature, Role::Label, Role::Identifier, Role::Ignored] {
        let label = ui.selectable_label(now == Some(one), about::words(one));
        if label.on_hover_text(about::meaning(one)).clicked() {
            chosen = Some(role(names, Some(one)));
        }
    }
    ui.separator();
    let tooltip = "Forget what was chosen: the role that follows from name and cells.";
    if ui.selectable_label(false, "as found").on_hover_text(tooltip).clicked() {
        chosen = Some(role(names, None));
    }
    if chosen.is_some() {
        ui.close();
    }
    chosen
}

/// What says that a menu will open.
fn triangle(ui: &Ui, center: Pos2) {
    let points = [(-3.0, -1.5), (3.0, -1.5), (0.0, 2.5)].map(|(x, y)| center + vec2(x, y));
    let fill = theme::ink(ui, Ink::Muted);
    ui.painter().add(Shape::convex_polygon(points.to_vec(), fill, Stroke::NONE));
}

/// A part of the row at its place.
fn at(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), add);
}

/// Text that ends in an ellipsis where there is no room for it.
fn cut(ui: &Ui, text: RichText, room: f32) -> Arc<Galley> {
    let wrap = Some(TextWrapMode::Truncate);
    WidgetText::from(text).into_galley(ui, wrap, room.max(8.0), TextStyle::Body)
}

/// Quiet text; the row says it to a screen reader. Returns the width it took.
fn note(ui: &Ui, rect: Rect, text: &str, ink: Ink, align: Align) -> f32 {
    if text.is_empty() {
        return 0.0;
    }
    let color = theme::ink(ui, ink);
    let galley = cut(ui, RichText::new(text).small().color(color), rect.width());
    let left = if align == Align::Max { rect.right() - galley.size().x } else { rect.left() };
    let width = galley.size().x;
    ui.painter().galley(pos2(left, rect.top()), galley, color);
    width + 2.0 * theme::STEP
}
