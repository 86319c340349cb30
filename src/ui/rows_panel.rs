//! The customers as they stand in the file, with their places on both maps: listed, filtered, sorted, searched.
//!
//! `listing` knows which rows are listed and in which order, `finding` what is searched for, `columns` what the cells
//! show; `grid` is the geometry, `table` draws, `keys` and `bar` take what the user does.

mod bar;
mod columns;
mod finding;
mod grid;
mod keys;
mod listing;
mod table;

pub use listing::{RowSort, SortBy};

use super::{Panel, theme};
use crate::data::{Filter, FilterError, RowId, Table};
use eframe::egui::Ui;
use finding::Finding;
use grid::Sight;
use listing::{Listing, Wish};
use std::collections::HashMap;
use std::sync::Arc;

/// How rows are listed, and what is searched for among them.
#[derive(Default)]
pub struct RowsView {
    /// Only rows that fulfil this are listed.
    pub filter: String,
    /// Text that is looked for in all cells.
    pub search: String,
    /// What the lines are sorted by; as in the file where `None`.
    pub sort: Option<RowSort>,
    /// Selected rows are listed first.
    pub selected_first: bool,
    /// The table scrolls to the customer under the pointer on a map.
    pub follow: bool,
    /// The listed rows that hold what is searched for, ascending: they are ringed on the maps.
    pub hits: Arc<[RowId]>,
    /// The search field is to have the focus.
    pub(super) to_search: bool,
    table: u64,
    rows: Arc<[RowId]>,
    understood: Understood,
    listing: Listing,
    finding: Finding,
    /// The place of the hit that was gone to, and which of all it is.
    hit: Option<(usize, usize)>,
    /// The text whose first hit was gone to.
    shown_first: String,
    /// Widths of columns, once they were seen.
    widths: HashMap<SortBy, f32>,
    sight: Sight,
    /// A line to bring into sight, and whether the cell with the hit, too.
    to: Option<(usize, bool)>,
    /// The row that the table scrolled to last because it was pointed at.
    followed: Option<RowId>,
    /// The selection by which lines are placed, and the one that was made in the table itself: a click must not move
    /// the line away from under the pointer.
    placed_by: Option<Arc<[bool]>>,
    made_here: Option<Arc<[bool]>>,
}

/// The text of the filter, as far as it was understood.
#[derive(Default)]
struct Understood {
    text: String,
    /// The last text that could be read.
    filter: Option<Arc<Filter>>,
    error: Option<FilterError>,
}

impl RowsView {
    /// The names of the rows that the filter keeps, ascending; `None` where nothing is filtered.
    pub fn filtered_rows(&self, table: &Table) -> Option<Arc<[RowId]>> {
        let kept = self.listing.lines().kept().filter(|kept| kept.len() == table.rows().len())?;
        let rows = table.rows().iter().zip(&**kept);
        Some(rows.filter(|(_, kept)| **kept).map(|(row, _)| *row).collect())
    }

    /// Why the text of the filter cannot be read.
    pub fn error(&self) -> Option<&FilterError> {
        self.understood.error.as_ref()
    }

    /// Whether lines or hits are on their way.
    pub fn is_busy(&self) -> bool {
        self.listing.job().is_some() || self.finding.job().is_some()
    }

    /// Rows of another table are other customers: what was found among the old ones is forgotten, not what was asked.
    pub(super) fn belong_to(&mut self, table: u64) {
        if self.table != table {
            *self = Self {
                table,
                filter: std::mem::take(&mut self.filter),
                search: std::mem::take(&mut self.search),
                selected_first: self.selected_first,
                follow: self.follow,
                to_search: self.to_search,
                ..Self::default()
            };
        }
    }

    fn understand(&mut self, table: &Table) {
        if self.understood.text == self.filter {
            return;
        }
        self.understood.text.clone_from(&self.filter);
        self.understood.error = None;
        if self.filter.trim().is_empty() {
            self.understood.filter = None;
            return;
        }
        match Filter::parse(&self.filter, table) {
            Ok(filter) => self.understood.filter = Some(Arc::new(filter)),
            Err(error) => self.understood.error = Some(error),
        }
    }
}

/// The panel.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(opened) = panel.project.opened().cloned() else {
        ui.label("Open a table to see its rows.");
        return;
    };
    follow(ui, panel, &opened.table);
    let asked = |view: &RowsView| {
        (view.filter.clone(), view.search.clone(), view.sort, view.selected_first, view.hit)
    };
    let before = asked(&panel.view.rows);
    bar::show(ui, panel, &opened.table);
    ui.add_space(theme::STEP / 2.0);
    table::show(ui, panel, &opened.table);
    if asked(&panel.view.rows) != before {
        // What was asked for in this frame is done in the next.
        ui.ctx().request_repaint();
    }
}

/// Sees to it that what was asked for is listed and found.
fn follow(ui: &Ui, panel: &mut Panel, table: &Arc<Table>) {
    let number = panel.project.table_number();
    let maps = columns::maps(panel.project);
    let super::ViewState { rows: view, selection, .. } = panel.view;
    view.belong_to(number);
    if view.rows.len() != table.rows().len() {
        view.rows = table.rows().into();
    }
    view.understand(table);
    let selected = if view.selected_first { selection.among(&view.rows) } else { None };
    let marks = |mask: &Option<Arc<[bool]>>| mask.as_ref().map(|rows| rows.as_ptr());
    if selected.is_none() || marks(&selected) != marks(&view.made_here) {
        (view.placed_by, view.made_here) = (selected, None);
    }
    let map = match view.sort {
        Some(RowSort { by: SortBy::Coordinate { map, .. }, .. }) => maps[map].clone(),
        _ => None,
    };
    let wish = Wish {
        table: number,
        sort: view.sort,
        map,
        filter: view.understood.filter.clone(),
        selected: view.placed_by.clone(),
    };
    let wake = || {
        let ctx = ui.ctx().clone();
        move || ctx.request_repaint()
    };
    let trouble = view.listing.follow(wish, table, wake());
    let (finding, lines) = (&mut view.finding, view.listing.lines());
    if let Some(hits) = finding.follow((number, &view.search), table, lines, wake()) {
        (view.hits, view.hit) = (hits, None);
        if view.finding.hits().is_some() && view.shown_first != view.search {
            view.shown_first.clone_from(&view.search);
            move_to_hit(view, false);
        }
        ui.ctx().request_repaint();
    }
    if let Some(message) = trouble {
        panel.view.fail(message);
    }
}

/// Goes to the next row with what is searched for, or to the one before.
fn move_to_hit(view: &mut RowsView, back: bool) {
    let Some(hits) = view.finding.hits() else { return };
    let lines = view.listing.lines();
    let now = view.hit.and_then(|(place, _)| lines.line(place));
    let Some(line) = hits.next(lines, now, back) else { return };
    view.hit = lines.place(line).map(|place| (place, hits.number(lines, line)));
    view.to = Some((line, true));
}
