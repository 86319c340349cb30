//! The table's columns: whose cells they show, how those are written, how wide they are at first.

use super::listing::SortBy;
use crate::data::{Column, Table, Values};
use crate::features::{ColumnRole, Role};
use crate::methods::Method;
use crate::project::{MapResult, Project};
use crate::words::{format_value, one_line};
use std::sync::Arc;

/// Letters of a cell that are laid out at most; a tooltip shows more.
const LETTERS: usize = 120;
/// Rows whose cells say how wide a column should be.
const LOOKED_AT: usize = 60;
/// Width of a letter, room around a cell, and the widths between which columns begin.
const LETTER: f32 = 6.7;
const ROOM: f32 = 22.0;
const WIDTHS: (f32, f32) = (52.0, 220.0);

/// A cell of the table.
pub(super) struct Cell {
    /// As it is shown; what stands for a missing one.
    pub text: String,
    /// It is a value, not a word for its lack.
    pub is_there: bool,
    /// It may hold what is searched for.
    pub is_searched: bool,
}

/// What the columns show.
pub(super) struct Columns<'a> {
    table: &'a Table,
    maps: [Option<Arc<MapResult>>; 2],
    shown: Vec<SortBy>,
    roles: &'a [ColumnRole],
}

impl<'a> Columns<'a> {
    /// The row's number, then identifiers, labels, features, the others, and the coordinates on both maps.
    pub fn new(project: &'a Project, table: &'a Table) -> Self {
        let roles = project.prepared().map_or(&[][..], |prepared| &prepared.roles);
        let rank = |at: &usize| match roles.get(*at).map_or(Role::Ignored, |column| column.role) {
            Role::Identifier => 0,
            Role::Label => 1,
            Role::Feature => 2,
            Role::Ignored => 3,
        };
        let mut places: Vec<usize> = (0..table.columns().len()).collect();
        places.sort_by_key(rank);
        let maps = maps(project);
        let coordinates = (0..2)
            .filter(|map: &usize| maps[*map].is_some())
            .flat_map(|map| [0, 1].map(|axis| SortBy::Coordinate { map, axis }));
        let cells = places.into_iter().map(SortBy::Column);
        let shown = std::iter::once(SortBy::Row).chain(cells).chain(coordinates).collect();
        Self { table, maps, shown, roles }
    }

    /// All of them.
    pub fn shown(&self) -> &[SortBy] {
        &self.shown
    }

    /// The column of the table, where it shows one.
    fn column(&self, of: SortBy) -> Option<&'a Column> {
        match of {
            SortBy::Column(at) => self.table.columns().get(at).map(|column| &**column),
            SortBy::Row | SortBy::Coordinate { .. } => None,
        }
    }

    /// What stands above it.
    pub fn heading(&self, of: SortBy) -> String {
        match of {
            SortBy::Row => "Row".to_owned(),
            SortBy::Column(_) => self.column(of).map_or_else(String::new, |c| c.name.clone()),
            SortBy::Coordinate { map, axis } => {
                let label = self.maps[map].as_ref().map(|map| map.axis_labels()[axis].clone());
                let label = label.unwrap_or_default();
                // The share of variance is no part of the name.
                label.split(" (").next().unwrap_or_default().to_owned()
            }
        }
    }

    /// What the column is, for its heading's tooltip.
    pub fn about(&self, of: SortBy) -> String {
        match of {
            SortBy::Row => "The number of the row in the file, blank lines left out.".to_owned(),
            SortBy::Column(at) => {
                let role = self.roles.get(at).map_or("", |column| match column.role {
                    Role::Identifier => ", identifier",
                    Role::Label => ", label",
                    Role::Feature => ", feature",
                    Role::Ignored => ", not used",
                });
                format!("{}{role}", self.heading(of))
            }
            SortBy::Coordinate { map, .. } => {
                let side = if map == 0 { "left" } else { "right" };
                format!(
                    "{}: where the row lies on the {side} map, as last computed.",
                    self.heading(of)
                )
            }
        }
    }

    /// Whether cells stand at the right: numbers do.
    pub fn is_number(&self, of: SortBy) -> bool {
        match self.column(of) {
            Some(column) => matches!(column.values, Values::Numbers(_)),
            None => true,
        }
    }

    /// A cell of the row at that place of the table.
    pub fn cell(&self, of: SortBy, place: usize) -> Cell {
        let row = self.table.rows().get(place);
        match of {
            SortBy::Row => Cell {
                text: row.map_or_else(String::new, ToString::to_string),
                is_there: true,
                is_searched: true,
            },
            SortBy::Column(_) => {
                let text = self.column(of).map_or_else(String::new, |column| column.text(place));
                let is_there = !text.is_empty();
                let text = if is_there { text } else { "missing".to_owned() };
                Cell { text, is_there, is_searched: is_there }
            }
            SortBy::Coordinate { map, axis } => {
                let point = self.maps[map]
                    .as_ref()
                    .zip(row)
                    .and_then(|(map, row)| map.embedding.point(*row));
                let text = point.map_or_else(|| "left out".to_owned(), |at| format_value(at[axis]));
                Cell { text, is_there: point.is_some(), is_searched: false }
            }
        }
    }

    /// How wide a column is before anybody drags it: its heading and its first cells have room, within reason.
    pub fn width(&self, of: SortBy) -> f32 {
        let rows = self.table.rows().len().min(LOOKED_AT);
        let letters = |text: &str| text.chars().take(LETTERS).count();
        // The last row has the longest number.
        let last = self.table.rows().last().map_or(0, |row| letters(&row.to_string()));
        let longest = match of {
            SortBy::Row => last,
            SortBy::Coordinate { .. } => 8,
            SortBy::Column(_) => {
                (0..rows).map(|place| letters(&self.cell(of, place).text)).max().unwrap_or(0)
            }
        };
        // The heading has a mark beside it.
        let longest = longest.max(letters(&self.heading(of)) + 1);
        (longest as f32 * LETTER + ROOM).clamp(WIDTHS.0, WIDTHS.1).round()
    }
}

/// The maps on show.
pub(super) fn maps(project: &Project) -> [Option<Arc<MapResult>>; 2] {
    project.shown_methods().map(|method: Method| project.map(method).cloned())
}

/// A cell's text on one line.
pub(super) fn line(text: &str) -> String {
    one_line(text, LETTERS)
}
