//! Where results go: files that are never half-written, or standard output.

use super::console::Console;
use crate::data::{Notice, Written};
use crate::plots::Figure;
use crate::progress::Progress;
use crate::report::{self, Page, TableFormat};
use anyhow::{Context, bail};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Writes to a file, or to standard output where there is none.
pub(super) fn write(path: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    match path {
        Some(path) => Ok(report::save(path, bytes)?),
        None => print(bytes),
    }
}

/// Writes columns as a table; Ctrl-C stops it.
pub(super) fn table(
    path: Option<&Path>,
    columns: Vec<Written>,
    format: TableFormat,
    harmless: bool,
    console: &Console,
) -> anyhow::Result<()> {
    let made = move |p: &Progress| report::table(&columns, format, harmless, p);
    write(path, &console.run("writing", made)??)
}

/// Draws a figure and writes it; Ctrl-C stops it.
pub(super) fn figure(
    path: &Path,
    figure: Figure,
    page: Page,
    console: &Console,
) -> anyhow::Result<Vec<Notice>> {
    let path = path.to_owned();
    Ok(console.run("drawing", move |p| report::figure(&path, &figure, &page, p))??)
}

/// Prints one JSON object on one line.
pub(super) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut line = serde_json::to_vec(value).context("the result cannot be written as JSON")?;
    line.push(b'\n');
    print(&line)
}

/// A reader that has seen enough and closed the pipe (`| head`) is no failure.
fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("standard output cannot be written")
        }
        _ => Ok(()),
    }
}

/// Whether two paths lead to one file, which need not be there yet.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
        })
    };
    matches!((place(one), place(other)), (Some(one), Some(other)) if one == other)
}

/// Refuses to write over the table that is being read, or among its files.
pub(super) fn refuse_overwriting(input: &Path, output: &Path) -> anyhow::Result<()> {
    if crate::data::would_change(input, output) {
        bail!(
            "{}: this is the table being read, or would be read with it. Choose another name or folder to write to.",
            output.display()
        );
    }
    Ok(())
}
