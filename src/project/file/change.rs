//! What became of the data since a project was saved, in words.

use super::DataAt;
use crate::data::Table;
use crate::words::{count_of, format_count, shortened};

/// Names that are listed.
const NAMED: usize = 6;

/// Sentences on how a table differs from what a project says of it; the content is another in any case.
pub(super) fn said(before: &DataAt, now: &Table) -> Vec<String> {
    let mut said = Vec::new();
    let rows = now.rows().len();
    if let Some(before) = before.rows.filter(|before| *before != rows) {
        said.push(format!(
            "It has {} now; it had {}.",
            count_of(rows, "row", "rows"),
            format_count(before)
        ));
    }
    if !before.columns.is_empty() {
        let names: Vec<&String> = now.columns().iter().map(|column| &column.name).collect();
        let gone: Vec<&String> =
            before.columns.iter().filter(|name| !names.contains(name)).collect();
        let new: Vec<&String> =
            names.iter().copied().filter(|name| !before.columns.contains(name)).collect();
        for (what, list) in [("no longer there", gone), ("new", new)] {
            if !list.is_empty() {
                let (count, list) =
                    (count_of(list.len(), "column is", "columns are"), shortened(&list, NAMED));
                said.push(format!("{count} {what}: {list}."));
            }
        }
        if said.is_empty() && !before.columns.iter().eq(names) {
            said.push("Its columns stand in another order.".to_owned());
        }
    }
    if said.is_empty() {
        said.push(
            "It has as many rows and the same columns as before, but other content.".to_owned(),
        );
    }
    said
}
