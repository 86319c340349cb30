//! The tables of a project.

use super::console::Console;
use super::coordinates::{Coordinates, check_kept, formulas};
use super::output;
use super::run::Ready;
use crate::data::{Notice, RowId, Table, Written};
use crate::features::Role;
use crate::methods::Method;
use crate::project::file::Output;
use crate::report::{
    Contents, CustomerTable, Identifiers, TableFormat, loadings_table, segments_table,
};
use anyhow::Context;
use std::path::Path;
use std::sync::Arc;

/// Beside what it writes of a row, a table has no more columns than this.
const OWN: usize = 20;
/// Nothing but the number of the row.
const ROWS: Contents = Contents {
    row_numbers: true,
    maps: false,
    scores: false,
    clusters: false,
    segments: false,
    columns: false,
};

/// Refuses columns that there are none of, and tables that a format cannot hold: before the work.
pub(super) fn check(output: &Output, table: &Table) -> anyhow::Result<()> {
    let Some((keep, _)) = output.kept() else { return Ok(()) };
    check_kept(table, keep)?;
    let format = TableFormat::of(Path::new(output.path()));
    format.check(table.rows().len(), keep.len() + OWN).map_err(anyhow::Error::msg)
}

/// Writes one; what is to be said of it is added.
pub(super) fn write(
    ready: &Ready,
    output: &Output,
    place: &Path,
    console: &Console,
    said: &mut Vec<Notice>,
) -> anyhow::Result<()> {
    let columns = columns(ready, output, console, said)?;
    let format = TableFormat::of(place);
    // A script has nobody to ask: in a CSV nothing is to run.
    if formulas(&columns, format, false).is_some() {
        said.push(Notice::info(
            "Text that a spreadsheet would run as a formula has an apostrophe before it in the CSV.",
        ));
    }
    output::table(Some(place), columns, format, true, console)
}

fn columns(
    ready: &Ready,
    output: &Output,
    console: &Console,
    said: &mut Vec<Notice>,
) -> anyhow::Result<Vec<Written>> {
    let keep = output.kept();
    let mut of_rows = |contents: Contents, clusters| {
        let (keep, identifiers) = keep.unwrap_or_default();
        said.extend(left_out(ready, keep, identifiers));
        customers(ready, contents, clusters, keep, identifiers, console)
    };
    match output {
        Output::Coordinates { method, keep, identifiers, .. } => {
            let (columns, notices) = Coordinates {
                table: &ready.table,
                roles: &ready.prepared.roles,
                result: ready.map(*method)?,
                scores: None,
                told: None,
                keep,
                identifiers: *identifiers,
            }
            .columns();
            said.extend(notices);
            Ok(columns)
        }
        Output::Scores { .. } => of_rows(Contents { scores: true, ..ROWS }, None),
        Output::Clusters { .. } => {
            let found = ready.clusters(console)?;
            of_rows(Contents { clusters: true, ..ROWS }, Some(found))
        }
        Output::Segments { keep, identifiers, .. } => {
            said.extend(left_out(ready, keep, *identifiers));
            Ok(segments(ready, keep, *identifiers, said))
        }
        Output::Loadings { .. } => {
            let model = ready.map(Method::Pca)?.pca.as_ref().context("PCA has no loadings")?;
            Ok(loadings_table(model, &ready.prepared))
        }
        Output::Figure { .. } | Output::Report { .. } => Ok(Vec::new()),
    }
}

fn customers(
    ready: &Ready,
    contents: Contents,
    clusterings: Option<Arc<crate::project::Clusterings>>,
    keep: &[String],
    identifiers: Identifiers,
    console: &Console,
) -> anyhow::Result<Vec<Written>> {
    let rows: Arc<[RowId]> = Arc::clone(ready.prepared.matrix.rows());
    let customers = CustomerTable {
        table: Arc::clone(&ready.table),
        roles: ready.prepared.roles.clone(),
        maps: ready.maps.clone(),
        prepared: Some(Arc::clone(&ready.prepared)),
        clusterings,
        looks: ready.file.choices.cluster_looks.clone(),
        segments: Vec::new(),
        rows,
        contents: Contents { columns: !keep.is_empty(), ..contents },
        only: Some(keep.to_vec()),
        identifiers,
    };
    Ok(console.run("writing", move |progress| customers.columns(progress))??)
}

/// Whether a column names customers.
fn is_identifier(ready: &Ready, at: usize) -> bool {
    ready.prepared.roles.get(at).is_some_and(|role| role.role == Role::Identifier)
}

fn segments(
    ready: &Ready,
    keep: &[String],
    identifiers: Identifiers,
    said: &mut Vec<Notice>,
) -> Vec<Written> {
    let segments = &ready.file.choices.segments;
    if segments.is_empty() {
        said.push(Notice::info("The project has no segments: their table has no rows."));
    }
    let columns = ready.table.columns().iter().enumerate();
    let kept = columns.filter(|(at, column)| match keep {
        [] => is_identifier(ready, *at),
        keep => keep.contains(&column.name),
    });
    let how = |at| if is_identifier(ready, at) { identifiers } else { Identifiers::Keep };
    let kept: Vec<(usize, Identifiers)> = kept.map(|(at, _)| (at, how(at))).collect();
    segments_table(&ready.table, &kept, segments)
}

/// What is to be said of columns that were to be kept and name customers.
fn left_out(ready: &Ready, keep: &[String], identifiers: Identifiers) -> Option<Notice> {
    let columns = ready.table.columns().iter().enumerate();
    let gone = columns.filter(|(at, of)| keep.contains(&of.name) && is_identifier(ready, *at));
    let gone: Vec<&str> = gone.map(|(_, column)| column.name.as_str()).collect();
    (identifiers == Identifiers::Omit && !gone.is_empty()).then(|| {
        Notice::info(format!(
            "Identifiers were left out of the output, as asked: {}.",
            gone.join(", ")
        ))
    })
}
