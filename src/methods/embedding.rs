//! Where each customer lies on a map.

use crate::data::RowId;
use std::sync::Arc;

/// Points in the plane, one for each row, joined to everything else by row name.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    rows: Arc<[RowId]>,
    points: Vec<[f64; 2]>,
}

impl Embedding {
    /// Names and points, in the same order; names ascend.
    ///
    /// # Panics
    /// Where they differ in number.
    pub fn new(rows: impl Into<Arc<[RowId]>>, points: Vec<[f64; 2]>) -> Self {
        let rows = rows.into();
        assert_eq!(rows.len(), points.len(), "one point for each row");
        Self { rows, points }
    }

    /// The rows' names, ascending; shared with the matrix, so that one pointer tells one list of rows.
    pub fn rows(&self) -> &Arc<[RowId]> {
        &self.rows
    }

    /// The points, in the order of [`Embedding::rows`].
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// Where a row lies.
    pub fn point(&self, row: RowId) -> Option<[f64; 2]> {
        self.rows.binary_search(&row).ok().map(|at| self.points[at])
    }
}
