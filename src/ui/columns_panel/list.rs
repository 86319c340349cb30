//! The rows of the list: only those in sight are drawn, however many there are.
//!
//! Mouse: click, Ctrl, Shift. Keyboard, once a row has the focus: arrows, Home, End, Page Up and Down move (with
//! Shift they select on the way), Space takes the column in or leaves it out, Ctrl+Space adds to the selection,
//! Ctrl+A selects all, Esc none.

use super::row::{HEIGHT, Row};
use super::{ColumnsView, decide, row, settings};
use crate::data::ColumnKind;
use crate::features::{ColumnRole, Role};
use crate::project::Opened;
use crate::ui::ledger_panel::follow;
use crate::ui::{Panel, key_presses, theme};
use eframe::egui::{EventFilter, Id, Key, Modifiers, ScrollArea, Ui};

/// Draws the list.
pub(super) fn show(
    ui: &mut Ui,
    panel: &mut Panel,
    opened: &Opened,
    roles: &[ColumnRole],
    order: &[usize],
    listed: &[&str],
) {
    if order.is_empty() {
        ui.label(theme::note(ui, "No column has such a name."));
        return;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    let id = ui.scope_id().with("column");
    let step = HEIGHT + ui.spacing().item_spacing.y;
    let page = (ui.available_height() / step) as usize;
    let keys = Keys { opened, roles, order, listed, page };
    let moved = keys.work(ui, panel, id);
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if let Some(place) = moved {
        area = area.vertical_scroll_offset(in_sight(panel.view.columns.sight, place, step));
    }
    let mut focus = None;
    let output = area.show_rows(ui, HEIGHT, order.len(), |ui, range| {
        for place in range {
            let (at, name) = (order[place], listed[place]);
            let row = Row {
                id: id.with(at),
                name,
                profile: &opened.profiles[at],
                role: roles.get(at),
                own: settings::words(&panel.project.choices().recipe, name),
                rows: opened.table.rows().len(),
                selected: panel.view.columns.selection.has(name),
            };
            let shown = ui.push_id(at, |ui| row.show(ui)).inner;
            if let Some(change) = shown.change {
                follow(panel, &change);
            }
            if shown.response.clicked() {
                let modifiers = ui.input(|input| input.modifiers);
                click(&mut panel.view.columns, name, listed, modifiers);
                shown.response.request_focus();
            }
            // The menu is about the selection where the column is part of it, else about the column.
            if shown.response.secondary_clicked() && !panel.view.columns.selection.has(name) {
                panel.view.columns.selection.only(name);
            }
            let names: Vec<String> = panel.view.columns.selection.names().iter().cloned().collect();
            shown.response.context_menu(|ui| decide(ui, panel, &names));
            if shown.response.has_focus() {
                focus = Some(at);
                let arrows =
                    EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, arrows));
            }
        }
    });
    panel.view.columns.sight = (output.state.clamped_offset().y, output.inner_rect.height());
    panel.view.columns.focus = focus;
}

fn click(view: &mut ColumnsView, name: &str, listed: &[&str], modifiers: Modifiers) {
    if modifiers.shift {
        view.selection.extend(name, listed);
    } else if modifiers.command {
        view.selection.toggle(name);
    } else {
        view.selection.only(name);
    }
}

/// Where the list must stand for a row to be in sight, moved no more than needed.
fn in_sight((offset, height): (f32, f32), place: usize, step: f32) -> f32 {
    let top = place as f32 * step;
    offset.min(top).max(top + step - height).max(0.0)
}

/// What the list knows while it looks at keys.
struct Keys<'a> {
    opened: &'a Opened,
    roles: &'a [ColumnRole],
    order: &'a [usize],
    listed: &'a [&'a str],
    /// Rows in sight.
    page: usize,
}

impl Keys<'_> {
    /// Does what the keys say that were pressed while a row had the focus, one after the other: a slow frame
    /// brings several. Returns the place to bring into sight.
    fn work(&self, ui: &Ui, panel: &mut Panel, id: Id) -> Option<usize> {
        let at = panel.view.columns.focus?;
        let focused = ui.memory(|memory| memory.has_focus(id.with(at)));
        let start = self.order.iter().position(|&one| one == at).filter(|_| focused)?;
        let mut place = start;
        for (key, modifiers) in taken(ui) {
            place = self.press(panel, place, key, modifiers);
        }
        (place != start).then(|| {
            ui.memory_mut(|memory| memory.request_focus(id.with(self.order[place])));
            place
        })
    }

    /// Does what one key says. Returns where the focus goes.
    fn press(&self, panel: &mut Panel, place: usize, key: Key, modifiers: Modifiers) -> usize {
        let last = self.order.len() - 1;
        let (name, selection) = (self.listed[place], &mut panel.view.columns.selection);
        let to = match key {
            Key::ArrowUp => place.saturating_sub(1),
            Key::ArrowDown => (place + 1).min(last),
            Key::PageUp => place.saturating_sub(self.page),
            Key::PageDown => (place + self.page).min(last),
            Key::Home => 0,
            Key::End => last,
            Key::A => {
                selection.all(self.listed);
                return place;
            }
            Key::Escape => {
                selection.clear();
                return place;
            }
            _ if modifiers.command => {
                selection.toggle(name);
                return place;
            }
            _ => {
                self.take_part(panel, place);
                return place;
            }
        };
        if modifiers.shift {
            selection.extend(self.listed[to], self.listed);
        } else {
            selection.only(self.listed[to]);
        }
        to
    }

    /// Takes a column in, or leaves it out.
    fn take_part(&self, panel: &mut Panel, place: usize) {
        let at = self.order[place];
        let Some(role) = self.roles.get(at) else { return };
        if self.opened.profiles[at].kind != ColumnKind::Empty {
            let takes_part = role.role == Role::Feature;
            let role = if takes_part { Role::Ignored } else { Role::Feature };
            follow(panel, &row::role(&[self.listed[place].to_owned()], Some(role)));
        }
    }
}

/// Takes the keys that the list knows out of the input, in their order.
fn taken(ui: &Ui) -> Vec<(Key, Modifiers)> {
    key_presses::taken(ui, |key, modifiers| {
        matches!(
            key,
            Key::ArrowUp
                | Key::ArrowDown
                | Key::PageUp
                | Key::PageDown
                | Key::Home
                | Key::End
                | Key::Escape
                | Key::Space
        ) || (key == Key::A && modifiers.command)
    })
}
