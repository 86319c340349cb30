//! The report of a project.

use super::console::Console;
use super::run::Ready;
use crate::data::Notice;
use crate::methods::Method;
use crate::project::{Comparison, Known};
use crate::report::{self, Story, Told};
use std::path::Path;
use std::sync::Arc;

/// Computes what it lacks, and writes it. Tells what is not drawn as it should be.
pub(super) fn write(ready: &Ready, place: &Path, console: &Console) -> anyhow::Result<Vec<Notice>> {
    let map = |method| ready.map(method).ok().map(Arc::clone);
    let (judged, clusterings) = ready.known();
    let known =
        Known { maps: [map(Method::Pca), map(Method::Tsne)], judged, clusterings, weighed: None };
    let (table, prepared) = (Arc::clone(&ready.table), Arc::clone(&ready.prepared));
    let (choices, fingerprint) = (ready.file.choices.clone(), ready.fingerprint.clone());
    let place = place.to_owned();
    console.run("writing the report", move |progress| {
        let work = progress.part(0.0, 0.98);
        let found = Comparison::new(&table, &prepared, &choices, known, &work)?;
        let story = Story::new(Told {
            table: &table,
            prepared: &prepared,
            choices: &choices,
            found: &found,
            fingerprint: &fingerprint,
        });
        Ok(report::report(&place, &story, &progress.part(0.98, 1.0))?)
    })?
}
