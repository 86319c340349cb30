//! The customers that were picked out: the same ones on every picture.

use crate::data::RowId;
use std::sync::Arc;

/// Rows of one table; where it is empty, no picture sets any row apart.
#[derive(Debug, Clone, Default)]
pub struct RowSelection {
    /// Ascending.
    rows: Arc<[RowId]>,
    picked: Option<RowId>,
    table: u64,
    version: u64,
    /// Asked for lately.
    masks: Vec<Mask>,
}

/// A list of rows, and which of them are selected.
type Mask = (Arc<[RowId]>, Arc<[bool]>);

/// Pictures of rows on show at once, about.
const MASKS: usize = 4;

/// What becomes of the rows that were selected before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Combine {
    /// The new ones take their place.
    #[default]
    Replace,
    /// They stay beside the new ones.
    Add,
    /// They stay, but for the new ones.
    Remove,
}

impl RowSelection {
    /// The rows, ascending.
    pub fn rows(&self) -> &Arc<[RowId]> {
        &self.rows
    }

    /// Whether a row is selected.
    pub fn contains(&self, row: RowId) -> bool {
        self.rows.binary_search(&row).is_ok()
    }

    /// Counts the changes: the same number, the same rows.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The row that was clicked last, where it is selected: the one to tell more of.
    pub fn picked(&self) -> Option<RowId> {
        self.picked
    }

    /// A click on a row selects it alone; with `add` beside the others.
    pub fn click(&mut self, row: RowId, add: bool) {
        let how = if add { Combine::Add } else { Combine::Replace };
        self.take([row], how);
        self.picked = Some(row);
    }

    /// Selects these rows and no others.
    pub fn select(&mut self, rows: impl IntoIterator<Item = RowId>) {
        self.take(rows, Combine::Replace);
    }

    /// Selects these rows, leaves others as `how` says.
    pub fn take(&mut self, rows: impl IntoIterator<Item = RowId>, how: Combine) {
        let mut rows: Vec<RowId> = rows.into_iter().collect();
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        rows.dedup();
        let combined = match how {
            Combine::Replace => rows,
            Combine::Add => union(&self.rows, &rows),
            Combine::Remove => difference(&self.rows, &rows),
        };
        self.set(combined);
    }

    /// Of `all`, which ascend, selects those that are not.
    pub fn invert(&mut self, all: &[RowId]) {
        self.set(difference(all, &self.rows));
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        self.set(Vec::new());
    }

    fn set(&mut self, rows: Vec<RowId>) {
        self.masks.clear();
        self.version += 1;
        self.rows = rows.into();
        self.picked = self.picked.filter(|row| self.contains(*row));
    }

    /// Rows of another table are other customers: they are forgotten.
    pub fn belong_to(&mut self, table: u64) {
        if self.table != table {
            *self = Self { table, version: self.version + 1, ..Self::default() };
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

/// Rows of either list; both ascend.
fn union(a: &[RowId], b: &[RowId]) -> Vec<RowId> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let mut b = b.iter().peekable();
    for row in a {
        while let Some(one) = b.next_if(|one| *one < row) {
            all.push(*one);
        }
        b.next_if(|one| *one == row);
        all.push(*row);
    }
    all.extend(b);
    all
}

/// Rows of the first list that are not in the second; both ascend.
fn difference(a: &[RowId], b: &[RowId]) -> Vec<RowId> {
    let mut b = b.iter().peekable();
    let is_left = |row: &&RowId| {
        while b.next_if(|one| one < row).is_some() {}
        b.peek() != Some(row)
    };
    a.iter().filter(is_left).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn ids(numbers: &BTreeSet<u32>) -> Vec<RowId> {
        numbers.iter().map(|number| RowId(*number)).collect()
    }

    proptest! {
        #[test]
        fn rows_are_added_removed_and_inverted_as_sets_are(
            a in prop::collection::btree_set(0..40_u32, 0..20),
            b in prop::collection::btree_set(0..40_u32, 0..20),
        ) {
            prop_assert_eq!(union(&ids(&a), &ids(&b)), ids(&(&a | &b)));
            prop_assert_eq!(difference(&ids(&a), &ids(&b)), ids(&(&a - &b)));
            let all: Vec<RowId> = (0..40).map(RowId).collect();
            let mut selection = RowSelection::default();
            selection.select(ids(&a).into_iter().rev());
            prop_assert_eq!(&**selection.rows(), &ids(&a)[..]);
            selection.invert(&all);
            selection.invert(&all);
            prop_assert_eq!(&**selection.rows(), &ids(&a)[..]);
        }
    }

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
        let before = selection.version();
        selection.take([RowId(3)], Combine::Remove);
        assert_eq!((selection.picked(), selection.rows().len()), (None, 1));
        assert_ne!(selection.version(), before);
        selection.select([RowId(1)]);
        assert_eq!(*selection.among(&rows).unwrap(), [true, false, false]);
        selection.click(RowId(1), false);
        selection.belong_to(0);
        assert_eq!(selection.rows().len(), 1);
        selection.belong_to(1);
        assert!(selection.rows().is_empty() && selection.picked().is_none());
    }
}
