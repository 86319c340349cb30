//! A picture of rows: the same hover, rings, selection and tools on each of them.

use super::figure_view::{self, Look, Seen, Shown, Tool};
use super::row_selection::Combine;
use super::{Panel, Tab, customer};
use crate::data::RowId;
use crate::plots::Figure;
use eframe::egui::{Role, Ui, WidgetInfo};
use std::hash::Hash;
use std::sync::Arc;

/// Hits of a search that are ringed, at most.
const RINGED: usize = 300;

/// What is shown, and how.
// Each is a switch of its own, not a state of one thing.
#[allow(clippy::struct_excessive_bools)]
pub(super) struct RowPicture<'a> {
    /// One point a row.
    pub figure: &'a Figure,
    /// The rows, ascending.
    pub rows: &'a Arc<[RowId]>,
    /// What it is called where it is spoken.
    pub name: &'a str,
    /// It is of earlier choices.
    pub dimmed: bool,
    /// It is to be shown whole.
    pub fit: bool,
    /// It can be panned and zoomed.
    pub movable: bool,
    /// Its points move with every frame.
    pub moving: bool,
    /// The part of it that is to be in sight.
    pub seen: Option<Seen>,
}

/// Draws it, and does what the pointer asks for. Returns the part that is in sight, and whether the pointer is on it.
pub(super) fn show(
    ui: &mut Ui,
    panel: &mut Panel,
    id: impl Hash + std::fmt::Debug,
    picture: &RowPicture<'_>,
) -> (Seen, bool) {
    let RowPicture { figure, rows, .. } = *picture;
    let selected = panel.view.selection.among(rows);
    let index = panel.view.picking.index(figure, picture.moving, ui.ctx());
    let links = panel.view.pinned.links(panel.project, panel.view.selection.picked(), rows);
    let hits = hits(panel, rows);
    let look = Look {
        rings: rings(panel, rows),
        selected: selected.as_ref(),
        wish: panel.view.points,
        dimmed: picture.dimmed,
        fit: picture.fit,
        movable: picture.movable,
        index: index.as_deref(),
        tool: panel.view.tool,
        links: links.as_ref(),
        hits: &hits,
        seen: picture.seen,
    };
    let shown = figure_view::show(ui, id, figure, look);
    let name = picture.name;
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let looked_at = (shown.seen, shown.response.hovered() || shown.response.dragged());
    follow(ui, panel, rows, shown);
    looked_at
}

/// What a search in the table found, while that is open; of very many the first.
fn hits(panel: &Panel, rows: &[RowId]) -> Vec<usize> {
    if panel.view.tab != Tab::Rows {
        return Vec::new();
    }
    let found = panel.view.rows.hits.iter().take(RINGED);
    found.filter_map(|row| rows.binary_search(row).ok()).collect()
}

/// The points to ring: the row under the pointer, and the one that was picked.
pub(super) fn rings(panel: &Panel, rows: &[RowId]) -> [Option<usize>; 2] {
    [panel.view.hovered, panel.view.selection.picked()]
        .map(|row| row.and_then(|row| rows.binary_search(&row).ok()))
}

fn follow(ui: &Ui, panel: &mut Panel, rows: &[RowId], shown: Shown) {
    let modifiers = ui.input(|input| input.modifiers);
    if let Some(row) = shown.clicked.and_then(|at| rows.get(at).copied()) {
        panel.view.selection.click(row, modifiers.shift);
        ui.ctx().request_repaint();
    }
    if let Some(enclosed) = shown.enclosed {
        let how = match (modifiers.shift, modifiers.alt) {
            (true, _) => Combine::Add,
            (_, true) => Combine::Remove,
            _ => Combine::Replace,
        };
        let found = enclosed.iter().filter_map(|at| rows.get(*at as usize).copied());
        panel.view.selection.take(found, how);
        // What sets them apart is the next question.
        if !matches!(panel.view.tab, Tab::Outliers | Tab::Biplot) {
            panel.view.tab = Tab::Selection;
        }
        ui.ctx().request_repaint();
    }
    if let Some(row) = shown.hovered.and_then(|at| rows.get(at).copied()) {
        panel.view.hovering = Some(row);
        if panel.view.hovered != Some(row) {
            // The other pictures draw their rings in the next frame.
            ui.ctx().request_repaint();
        }
        if panel.view.tool == Tool::Pan || !ui.input(|input| input.pointer.any_down()) {
            customer::tooltip(panel, &shown.response, row);
        }
    } else if panel.view.hovered.is_some() && shown.response.hovered() {
        ui.ctx().request_repaint();
    }
}
