//! Segments as a table: a line for each row of each segment.

use crate::data::{Column, Values, would_change};
use crate::features::{ColumnRole, Role};
use crate::project::{Opened, Segment, Source};
use crate::report::{harmless, is_formula};
use crate::words::count_of;
use std::cell::Cell;
use std::path::Path;

/// Writes row, identifiers and segment, with the ending `.csv` where there is none. What a spreadsheet would run as a
/// formula is made harmless, and that is said.
///
/// # Errors
/// A sentence with the path.
pub(super) fn save(
    path: &Path,
    opened: &Opened,
    roles: &[ColumnRole],
    segments: &[Segment],
) -> Result<String, String> {
    let table = &opened.table;
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
    let kept: Vec<usize> = (0..table.columns().len()).filter(is_identifier).collect();
    let formula = Cell::new(false);
    let safe = |text: &str| {
        formula.set(formula.get() || is_formula(text));
        harmless(text)
    };
    // A number below zero is none.
    let cell = |column: &Column, at: usize| match column.values {
        Values::Text(_) => safe(&column.text(at)),
        _ => column.text(at),
    };
    let mut header = vec!["row".to_owned()];
    header.extend(kept.iter().map(|&at| safe(&table.columns()[at].name)));
    header.push("segment".to_owned());
    let lines = segments.iter().flat_map(|segment| {
        segment.rows.iter().filter_map(|&row| {
            let at = table.position(row)?;
            let mut line = vec![row.to_string()];
            line.extend(kept.iter().map(|&column| cell(&table.columns()[column], at)));
            line.push(safe(&segment.name));
            Some(line)
        })
    });
    crate::report::save(&path, &crate::report::csv(&header, lines))
        .map_err(|error| format!("{:#}", anyhow::Error::from(error)))?;
    let count = segments.iter().map(|segment| segment.rows.len()).sum();
    let said = if formula.get() {
        ". Text that a spreadsheet would run as a formula has an apostrophe before it."
    } else {
        ""
    };
    Ok(format!("Saved {}: {}{said}", path.display(), count_of(count, "line", "lines")))
}
