//! Segments as a table: a line for each row of each segment.

use crate::features::{ColumnRole, Role};
use crate::project::{Opened, Segment, Source};
use crate::words::count_of;
use std::path::Path;

/// Writes row, identifiers and segment, with the ending `.csv` where there is none.
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
        && let (Ok(a), Ok(b)) = (source.canonicalize(), path.canonicalize())
        && a == b
    {
        return Err(format!("{}: this is the open table; choose another name.", path.display()));
    }
    let is_identifier = |at: &usize| roles.get(*at).is_some_and(|r| r.role == Role::Identifier);
    let kept: Vec<usize> = (0..table.columns().len()).filter(is_identifier).collect();
    let mut header = vec!["row".to_owned()];
    header.extend(kept.iter().map(|&at| table.columns()[at].name.clone()));
    header.push("segment".to_owned());
    let lines = segments.iter().flat_map(|segment| {
        segment.rows.iter().filter_map(|&row| {
            let at = table.position(row)?;
            let mut line = vec![row.to_string()];
            line.extend(kept.iter().map(|&column| table.columns()[column].text(at)));
            line.push(segment.name.clone());
            Some(line)
        })
    });
    crate::report::save(&path, &crate::report::csv(&header, lines))
        .map_err(|error| format!("{:#}", anyhow::Error::from(error)))?;
    let count = segments.iter().map(|segment| segment.rows.len()).sum();
    Ok(format!("Saved {}: {}", path.display(), count_of(count, "line", "lines")))
}
