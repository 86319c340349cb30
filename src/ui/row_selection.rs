//! The customers that were picked out: the same ones on every picture.

use crate::data::RowId;
use std::collections::BTreeSet;

/// Rows of one table; where it is empty, no picture sets any row apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowSelection {
    rows: BTreeSet<RowId>,
    picked: Option<RowId>,
    table: u64,
}

impl RowSelection {
    /// The rows.
    pub fn rows(&self) -> &BTreeSet<RowId> {
        &self.rows
    }

    /// The row that was clicked last, where it is selected: the one to tell more of.
    pub fn picked(&self) -> Option<RowId> {
        self.picked
    }

    /// A click on a row selects it alone; with `add` beside the others.
    pub fn click(&mut self, row: RowId, add: bool) {
        if !add {
            self.rows.clear();
        }
        self.rows.insert(row);
        self.picked = Some(row);
    }

    /// Selects these rows and no others.
    pub fn select(&mut self, rows: impl IntoIterator<Item = RowId>) {
        self.rows = rows.into_iter().collect();
        self.picked = self.picked.filter(|row| self.rows.contains(row));
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        (self.rows, self.picked) = (BTreeSet::new(), None);
    }

    /// Rows of another table are other customers: they are forgotten.
    pub fn belong_to(&mut self, table: u64) {
        if self.table != table {
            *self = Self { table, ..Self::default() };
        }
    }

    /// Which of these rows are selected; `None` where none is, in any picture.
    pub fn among(&self, rows: &[RowId]) -> Option<Vec<bool>> {
        let any = !self.rows.is_empty();
        any.then(|| rows.iter().map(|row| self.rows.contains(row)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_select_one_shift_adds_and_another_table_forgets() {
        let mut selection = RowSelection::default();
        let rows = [1, 2, 3].map(RowId);
        assert_eq!(selection.among(&rows), None);
        selection.click(RowId(2), false);
        selection.click(RowId(3), true);
        assert_eq!(selection.among(&rows), Some(vec![false, true, true]));
        assert_eq!(selection.picked(), Some(RowId(3)));
        selection.select([RowId(1)]);
        assert_eq!((selection.picked(), selection.rows().len()), (None, 1));
        selection.click(RowId(1), false);
        selection.belong_to(0);
        assert_eq!(selection.rows().len(), 1);
        selection.belong_to(1);
        assert!(selection.rows().is_empty() && selection.picked().is_none());
    }
}
