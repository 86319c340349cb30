//! The customers that were picked out: the same ones on every picture.

use crate::data::RowId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of one table; where it is empty, no picture sets any row apart.
#[derive(Debug, Clone, Default)]
pub struct RowSelection {
    rows: BTreeSet<RowId>,
    picked: Option<RowId>,
    table: u64,
    /// Asked for lately.
    masks: Vec<Mask>,
}

/// A list of rows, and which of them are selected.
type Mask = (Arc<[RowId]>, Arc<[bool]>);

/// Pictures of rows on show at once, about.
const MASKS: usize = 4;

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
        self.masks.clear();
        if !add {
            self.rows.clear();
        }
        self.rows.insert(row);
        self.picked = Some(row);
    }

    /// Selects these rows and no others.
    pub fn select(&mut self, rows: impl IntoIterator<Item = RowId>) {
        self.masks.clear();
        self.rows = rows.into_iter().collect();
        self.picked = self.picked.filter(|row| self.rows.contains(row));
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        self.masks.clear();
        (self.rows, self.picked) = (BTreeSet::new(), None);
    }

    /// Rows of another table are other customers: they are forgotten.
    pub fn belong_to(&mut self, table: u64) {
        if self.table != table {
            *self = Self { table, ..Self::default() };
        }
    }

    /// Which of these rows are selected; `None` where none is, in any picture.
    /// The rows ascend; the same answer is the same pointer until the selection changes.
    pub fn among(&mut self, rows: &Arc<[RowId]>) -> Option<Arc<[bool]>> {
        if self.rows.is_empty() {
            return None;
        }
        if let Some((_, mask)) = self.masks.iter().find(|(of, _)| Arc::ptr_eq(of, rows)) {
            return Some(Arc::clone(mask));
        }
        let mut selected = self.rows.iter().peekable();
        let is_selected = |row: &RowId| {
            while selected.next_if(|one| *one < row).is_some() {}
            selected.peek() == Some(&row)
        };
        let mask: Arc<[bool]> = rows.iter().map(is_selected).collect();
        if self.masks.len() == MASKS {
            self.masks.remove(0);
        }
        self.masks.push((Arc::clone(rows), Arc::clone(&mask)));
        Some(mask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_select_one_shift_adds_and_another_table_forgets() {
        let mut selection = RowSelection::default();
        let rows: Arc<[RowId]> = [1, 2, 3].map(RowId).into();
        assert_eq!(selection.among(&rows), None);
        selection.click(RowId(2), false);
        selection.click(RowId(3), true);
        let mask = selection.among(&rows).unwrap();
        assert_eq!(*mask, [false, true, true]);
        assert!(Arc::ptr_eq(&mask, &selection.among(&rows).unwrap()), "made once");
        assert_eq!(selection.picked(), Some(RowId(3)));
        selection.select([RowId(1)]);
        assert_eq!(*selection.among(&rows).unwrap(), [true, false, false]);
        assert_eq!((selection.picked(), selection.rows().len()), (None, 1));
        selection.click(RowId(1), false);
        selection.belong_to(0);
        assert_eq!(selection.rows().len(), 1);
        selection.belong_to(1);
        assert!(selection.rows().is_empty() && selection.picked().is_none());
    }
}
