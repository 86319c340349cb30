//! The table is drawn: its headings, and the lines in sight.

use super::columns::{Columns, line};
use super::grid::{Grid, HEADING, LINE};
use super::keys::{self, Move};
use super::{RowSort, RowsView, SortBy};
use crate::data::{RowId, Table};
use crate::plots::Ink;
use crate::ui::{Panel, RowSelection, theme};
use crate::words::count_of;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Color32, CursorIcon, FontId, FontSelection, Galley, Id, Painter, Rect, Response,
    Role as Access, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use std::fmt::Write as _;
use std::sync::Arc;

/// Room at either side of a cell's text.
const PAD: f32 = 6.0;
/// Room for the mark in a sorted heading.
const MARK: f32 = 10.0;
/// Half the width of the grip between two headings.
const GRIP: f32 = 4.0;
/// Widths that a column can be dragged to.
const WIDTHS: std::ops::RangeInclusive<f32> = 32.0..=1_200.0;
/// How far an arrow key scrolls sideways.
const ASIDE: f32 = 80.0;

/// Draws the table into the space that is left.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, table: &Table) {
    let columns = Columns::new(panel.project, table);
    let view = &mut panel.view.rows;
    let widths: Vec<f32> = columns
        .shown()
        .iter()
        .map(|of| *view.widths.entry(*of).or_insert_with(|| columns.width(*of)))
        .collect();
    let id = ui.scope_id().with("table of rows");
    let rect = ui.available_rect_before_wrap();
    let mut to = press(ui, panel, table, id);
    point_out(ui, panel, table, rect);
    let view = &mut panel.view.rows;
    if let Some((line, is_hit)) = view.to.take() {
        let column = view.listing.lines().place(line).filter(|_| is_hit).and_then(|place| {
            let needle = view.finding.needle()?;
            columns.shown().iter().position(|of| {
                let cell = columns.cell(*of, place);
                cell.is_searched && needle.is_in(&cell.text)
            })
        });
        to = Some(view.sight.reach(line, &widths, column));
    }
    let lines = view.listing.lines().len();
    let mut sight = view.sight;
    // Cells at the edges are read as well as the others.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    Grid::show(ui, id, &widths, lines, &mut sight, to, |ui, grid| {
        let drawing = Drawing {
            id,
            columns: &columns,
            grid,
            font: FontSelection::Default.resolve(ui.style()),
        };
        drawing.show(ui, panel, table);
    });
    panel.view.rows.sight = sight;
}

/// Does what the keys ask for. Returns where to scroll to.
fn press(ui: &Ui, panel: &mut Panel, table: &Table, id: Id) -> Option<Vec2> {
    let (view, selection) = (&mut panel.view.rows, &mut panel.view.selection);
    let lines = view.listing.lines();
    let picked = || lines.line(table.position(selection.picked()?)?);
    let moves = keys::moves(ui, id, picked, view.sight.page(), lines.len());
    let mut aside = None;
    for one in moves {
        match one {
            Move::Pick(line, add) => {
                let Some(row) = view.row(line, table) else { continue };
                view.to = Some((line, false));
                pick(view, selection, row, add);
            }
            Move::Aside(steps) => aside = Some(view.sight.aside(steps as f32 * ASIDE)),
            Move::Nothing => selection.clear(),
        }
    }
    aside
}

/// Selects a row, and leaves the lines where they are.
fn pick(view: &mut RowsView, selection: &mut RowSelection, row: RowId, add: bool) {
    selection.click(row, add);
    if view.selected_first {
        view.made_here = selection.among(&view.rows);
    }
}

/// Scrolls to the customer that is pointed at elsewhere, where that is wanted.
fn point_out(ui: &Ui, panel: &mut Panel, table: &Table, rect: Rect) {
    let hovered = panel.view.hovered;
    let view = &mut panel.view.rows;
    if !view.follow || ui.rect_contains_pointer(rect) {
        view.followed = None;
        return;
    }
    if hovered.is_some() && hovered != view.followed {
        view.followed = hovered;
        let line = hovered
            .and_then(|row| table.position(row))
            .and_then(|place| view.listing.lines().line(place));
        view.to = line.map(|line| (line, false)).or(view.to);
    }
}

impl RowsView {
    /// The row on a line.
    fn row(&self, line: usize, table: &Table) -> Option<RowId> {
        self.listing.lines().place(line).and_then(|place| table.rows().get(place).copied())
    }
}

struct Drawing<'a> {
    id: Id,
    columns: &'a Columns<'a>,
    grid: &'a Grid<'a>,
    font: FontId,
}

impl Drawing<'_> {
    fn show(&self, ui: &mut Ui, panel: &mut Panel, table: &Table) {
        let (grid, visuals) = (self.grid, ui.visuals().clone());
        ui.painter().rect_filled(grid.rect, 0.0, visuals.extreme_bg_color);
        let whole = ui.interact(grid.rect, self.id, Sense::click());
        let lines = panel.view.rows.listing.lines().len();
        whole.widget_info(|| {
            let text = format!("Table of {}", count_of(lines, "row", "rows"));
            WidgetInfo::labeled(Access::Table, true, text)
        });
        let columns = grid.columns();
        for at in grid.lines.clone() {
            self.line(ui, panel, table, at, &columns);
        }
        if lines == 0 {
            let text = "No row fulfils the filter.";
            theme::paint(ui, grid.body().center(), eframe::egui::Align2::CENTER_CENTER, text);
        }
        self.headings(ui, &mut panel.view.rows, &columns);
        let edge = visuals.widgets.inactive.bg_stroke;
        ui.painter().vline(grid.clip(0).right(), grid.rect.y_range(), edge);
        ui.painter().hline(grid.rect.x_range(), grid.rect.top() + HEADING, edge);
        if ui.memory(|memory| memory.has_focus(self.id)) {
            let edge = Stroke::new(1.5, theme::ink(ui, Ink::Accent));
            ui.painter().rect_stroke(grid.rect, 0.0, edge, StrokeKind::Inside);
        }
    }

    /// One line: its ground, its cells, and what the pointer does on it.
    fn line(
        &self,
        ui: &Ui,
        panel: &mut Panel,
        table: &Table,
        at: usize,
        columns: &[(usize, f32, f32)],
    ) {
        let Some(place) = panel.view.rows.listing.lines().place(at) else { return };
        let Some(row) = table.rows().get(place).copied() else { return };
        let (rect, body) = (self.grid.line(at), self.grid.body());
        let response = ui.interact(rect.intersect(body), self.id.with(row), Sense::click());
        if response.clicked() {
            let add = ui.input(|input| input.modifiers.shift);
            let super::super::ViewState { rows, selection, .. } = panel.view;
            pick(rows, selection, row, add);
            ui.memory_mut(|memory| memory.request_focus(self.id));
            ui.ctx().request_repaint();
        }
        if response.hovered() {
            panel.view.hovering = Some(row);
            if panel.view.hovered != Some(row) {
                // The maps draw their rings in the next frame.
                ui.ctx().request_repaint();
            }
        }
        let selected = panel.view.selection.contains(row);
        let view = &panel.view.rows;
        let visuals = ui.visuals();
        let painter = ui.painter().with_clip_rect(body.intersect(ui.clip_rect()));
        if selected {
            painter.rect_filled(rect, 0.0, visuals.selection.bg_fill);
        } else if response.hovered() || panel.view.hovered == Some(row) {
            painter.rect_filled(rect, 0.0, visuals.faint_bg_color);
        }
        painter.hline(rect.x_range(), rect.bottom(), visuals.widgets.noninteractive.bg_stroke);
        let needle = view.finding.needle();
        let is_hit = view.finding.hits().is_some_and(|hits| hits.has(place));
        let mut told = format!("Row {row}");
        let mut elided = None;
        for &(column, left, right) in columns {
            let of = self.columns.shown()[column];
            let cell = self.columns.cell(of, place);
            if column > 0 {
                let _ = write!(told, ", {}", line(&cell.text));
            }
            let clip = self.grid.clip(column).intersect(painter.clip_rect());
            let painter = painter.with_clip_rect(clip);
            let rect = Rect::from_x_y_ranges(left..=right, rect.y_range());
            if is_hit && cell.is_searched && needle.is_some_and(|n| n.is_in(&cell.text)) {
                let fill = theme::ink(ui, Ink::Accent).gamma_multiply(0.22);
                painter.rect_filled(rect.shrink2(vec2(1.0, 1.0)), 2.0, fill);
            }
            let ink = if cell.is_there || selected { Ink::Primary } else { Ink::Muted };
            let color = theme::ink(ui, ink);
            let galley = self.text(ui, &line(&cell.text), (right - left) - 2.0 * PAD, color);
            if galley.elided && response.hovered() && ui.rect_contains_pointer(rect.intersect(clip))
            {
                elided = Some(cell.text);
            }
            draw(&painter, rect, galley, color, self.columns.is_number(of));
        }
        if view.hit.is_some_and(|(hit, _)| hit == place) {
            let edge = Stroke::new(1.5, theme::ink(ui, Ink::Accent));
            painter.rect_stroke(rect.shrink(1.0), 0.0, edge, StrokeKind::Inside);
        }
        if panel.view.selection.picked() == Some(row) {
            let bar = Rect::from_min_size(rect.min, vec2(3.0, LINE));
            painter.rect_filled(bar, 0.0, theme::ink(ui, Ink::Accent));
        }
        response.widget_info(|| WidgetInfo::selected(Access::Row, true, selected, &told));
        if let Some(text) = elided {
            response.on_hover_text_at_pointer(text);
        }
    }

    fn headings(&self, ui: &mut Ui, view: &mut RowsView, columns: &[(usize, f32, f32)]) {
        let rect = self.grid.rect;
        let row = rect.with_max_y((rect.top() + HEADING).min(rect.bottom()));
        ui.painter().rect_filled(row, 0.0, ui.visuals().panel_fill);
        // The first one is drawn last: the others go beneath it.
        for &(column, left, right) in columns.iter().rev() {
            let rect = Rect::from_x_y_ranges(left..=right, row.y_range());
            let clip = self.grid.clip(column).intersect(row).intersect(ui.clip_rect());
            self.heading(ui, view, self.columns.shown()[column], rect, clip);
        }
        // Grips lie above both of their columns.
        for &(column, _, right) in columns {
            self.grip(
                ui,
                view,
                self.columns.shown()[column],
                right,
                self.grid.clip(column).intersect(row),
            );
        }
    }

    fn heading(&self, ui: &Ui, view: &mut RowsView, of: SortBy, rect: Rect, clip: Rect) {
        let name = self.columns.heading(of);
        let sort = view.sort.filter(|sort| sort.by == of);
        let response =
            ui.interact(rect.intersect(clip), self.id.with(("heading", of)), Sense::click());
        let painter = ui.painter().with_clip_rect(clip);
        if response.hovered() {
            painter.rect_filled(rect, 0.0, ui.visuals().widgets.hovered.bg_fill);
        }
        if response.has_focus() {
            let edge = Stroke::new(1.5, theme::ink(ui, Ink::Accent));
            painter.rect_stroke(rect, 0.0, edge, StrokeKind::Inside);
        }
        let color = theme::ink(ui, Ink::Primary);
        let mut room = rect.width() - 2.0 * PAD;
        let mut inner = rect;
        if let Some(sort) = sort {
            room -= MARK;
            inner.max.x -= MARK;
            let up = if sort.descending { 1.0 } else { -1.0 };
            let center = pos2(rect.right() - PAD - MARK / 2.0 + 2.0, rect.center().y);
            let points =
                [(-3.5, -2.5), (3.5, -2.5), (0.0, 3.0)].map(|(x, y)| center + vec2(x, y * up));
            let accent = theme::ink(ui, Ink::Accent);
            painter.add(Shape::convex_polygon(points.to_vec(), accent, Stroke::NONE));
        }
        let galley = self.text(ui, &line(&name), room, color);
        draw(&painter, inner, galley, color, self.columns.is_number(of));
        painter.vline(rect.right(), rect.y_range(), ui.visuals().widgets.inactive.bg_stroke);
        response.widget_info(|| {
            let way = match sort {
                None => "",
                Some(RowSort { descending: false, .. }) => ", ascending",
                Some(RowSort { descending: true, .. }) => ", descending",
            };
            WidgetInfo::labeled(Access::Button, true, format!("Sort by {name}{way}"))
        });
        if response.clicked() {
            view.sort = RowSort::clicked(view.sort, of);
            (view.hit, view.to) = (None, Some((0, false)));
        }
        let about = self.columns.about(of);
        response.on_hover_text(format!(
            "{about}\nClick to sort: ascending, descending, as in the file."
        ));
    }

    /// What a column's width is dragged by; a double click gives it the width that it had at first.
    fn grip(&self, ui: &Ui, view: &mut RowsView, of: SortBy, right: f32, clip: Rect) {
        let rect = Rect::from_x_y_ranges(right - GRIP..=right + GRIP, clip.y_range());
        let rect = rect.intersect(clip.expand2(vec2(GRIP, 0.0)));
        if !rect.is_positive() {
            return;
        }
        let response: Response = ui.interact(
            rect,
            self.id.with(("grip", of)),
            Sense::click_and_drag() - Sense::FOCUSABLE,
        );
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeColumn);
        }
        if response.double_clicked() {
            view.widths.remove(&of);
            ui.ctx().request_repaint();
        } else if response.dragged()
            && let Some(width) = view.widths.get_mut(&of)
        {
            *width = (*width + response.drag_delta().x).clamp(*WIDTHS.start(), *WIDTHS.end());
        }
    }

    /// Text on one line, cut where there is no room for it.
    fn text(&self, ui: &Ui, text: &str, room: f32, color: Color32) -> Arc<Galley> {
        let mut job = LayoutJob::simple_singleline(text.to_owned(), self.font.clone(), color);
        job.wrap.max_width = room.max(4.0);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// A cell's text at its side.
fn draw(painter: &Painter, rect: Rect, galley: Arc<Galley>, color: Color32, at_right: bool) {
    let size = galley.size();
    let left = if at_right { rect.right() - PAD - size.x } else { rect.left() + PAD };
    painter.galley(pos2(left, rect.center().y - size.y / 2.0), galley, color);
}
