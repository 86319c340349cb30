//! The customer that was clicked: her nearest neighbours in the data, joined to her on every picture.

use crate::data::RowId;
use crate::features::Prepared;
use crate::project::{Oddity, Project, Usual, nearest_rows};
use std::sync::Arc;

/// Neighbours that are joined.
pub(super) const NEIGHBORS: usize = 10;
/// Pictures of rows on show at once, about.
const KEPT: usize = 5;

/// What was last found.
#[derive(Default)]
pub struct Pinned {
    near: Option<(RowId, Arc<Prepared>, Vec<RowId>)>,
    links: Vec<(Arc<[RowId]>, Links)>,
    usual: Option<(Arc<Prepared>, Usual)>,
}

/// Points of one picture that are to be joined, indices into its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The customer.
    pub from: usize,
    /// Her neighbours in the data, nearest first.
    pub to: Arc<[usize]>,
}

impl Pinned {
    /// The neighbours of a row, nearest first.
    pub(super) fn neighbors(&mut self, project: &Project, row: RowId) -> &[RowId] {
        let Some(prepared) = project.prepared() else { return &[] };
        let same = |near: &(RowId, Arc<Prepared>, Vec<RowId>)| {
            near.0 == row && Arc::ptr_eq(&near.1, prepared)
        };
        if !self.near.as_ref().is_some_and(same) {
            let found = nearest_rows(&prepared.matrix, row, NEIGHBORS);
            self.near = Some((row, Arc::clone(prepared), found));
            self.links.clear();
        }
        self.near.as_ref().map_or(&[], |(_, _, rows)| rows)
    }

    /// What is to be joined on a picture of these rows.
    pub(super) fn links(
        &mut self,
        project: &Project,
        picked: Option<RowId>,
        rows: &Arc<[RowId]>,
    ) -> Option<Links> {
        let picked = picked?;
        let near = self.neighbors(project, picked).to_vec();
        if let Some((_, links)) = self.links.iter().find(|(of, _)| Arc::ptr_eq(of, rows)) {
            return Some(links.clone());
        }
        let place = |row: &RowId| rows.binary_search(row).ok();
        let links = Links { from: place(&picked)?, to: near.iter().filter_map(place).collect() };
        if self.links.len() == KEPT {
            self.links.remove(0);
        }
        self.links.push((Arc::clone(rows), links.clone()));
        Some(links)
    }

    /// What is most unusual of a row.
    pub(super) fn oddities(&mut self, project: &Project, row: RowId) -> Vec<Oddity> {
        let Some(prepared) = project.prepared() else { return Vec::new() };
        if !self.usual.as_ref().is_some_and(|(of, _)| Arc::ptr_eq(of, prepared)) {
            self.usual = Some((Arc::clone(prepared), Usual::new(&prepared.matrix)));
        }
        self.usual
            .as_ref()
            .map_or_else(Vec::new, |(_, usual)| usual.oddities(&prepared.matrix, row))
    }
}
