//! Segments as a table: a line for each row of each segment.

use super::writer::{Written, written};
use crate::data::would_change;
use crate::features::{ColumnRole, Role};
use crate::progress::Progress;
use crate::project::{Opened, Segment, Source};
use crate::report::{self, Identifiers, TableFormat, has_formulas, segments_table};
use crate::words::count_of;
use std::path::Path;
use std::sync::Arc;

/// What writes row, identifiers and segment beside the window, with the ending `.csv` where there is none. What a
/// spreadsheet would run as a formula is made harmless, and that is said.
///
/// # Errors
/// A sentence with the path.
pub(super) fn work(
    path: &Path,
    opened: &Opened,
    roles: &[ColumnRole],
    segments: Vec<Segment>,
) -> Result<impl FnOnce(&Progress) -> Result<Written, String> + Send + 'static, String> {
    let table = Arc::clone(&opened.table);
    let path = match path.extension() {
        Some(_) => path.to_owned(),
        None => path.with_extension("csv"),
    };
    if let Source::File(source) = &opened.source
        && would_change(source, &path)
    {
        return Err(format!(
            "{}: this is the open table, or would be read with it; choose another name or folder.",
            path.display()
        ));
    }
    let is_identifier = |at: &usize| roles.get(*at).is_some_and(|r| r.role == Role::Identifier);
    let kept = (0..table.columns().len()).filter(is_identifier);
    let kept: Vec<(usize, Identifiers)> = kept.map(|at| (at, Identifiers::Keep)).collect();
    Ok(move |progress: &Progress| {
        let columns = segments_table(&table, &kept, &segments);
        let lines = columns.first().map_or(0, |column| column.cells.len());
        let said = if has_formulas(&columns) {
            ". Text that a spreadsheet would run as a formula has an apostrophe before it."
        } else {
            ""
        };
        let said = format!("Saved {}: {}{said}", path.display(), count_of(lines, "line", "lines"));
        let bytes = report::table(&columns, TableFormat::Csv, true, &progress.part(0.0, 0.5));
        let saved = bytes
            .and_then(|bytes| report::save_unless_stopped(&path, &bytes, &progress.part(0.5, 1.0)));
        written(saved.map(|()| Written::Said(said)))
    })
}
