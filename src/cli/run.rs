//! `dimlens run`: a saved project computed again, without the window; what it lists is written.

use super::args::RunArgs;
use super::console::Console;
use super::{computed, grouped, judged, output, run_figures, run_report, run_tables};
use crate::data::{Notice, Table};
use crate::features::{Prepared, prepare, prepare_only};
use crate::methods::Method;
use crate::project::file::{LoadedProject, Output, ProjectFile};
use crate::project::{Choices, Clusterings, MapAgreement, MapResult, Source};
use crate::report;
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project, ready to be written.
pub(super) struct Ready {
    pub file: ProjectFile,
    /// The hash of the data.
    pub fingerprint: String,
    pub table: Arc<Table>,
    pub prepared: Arc<Prepared>,
    /// Each once.
    pub maps: Vec<Arc<MapResult>>,
    judged: OnceCell<Arc<MapAgreement>>,
    clusters: OnceCell<Arc<Clusterings>>,
}

impl Ready {
    /// The map of a method that was computed.
    pub fn map(&self, method: Method) -> anyhow::Result<&Arc<MapResult>> {
        let found = self.maps.iter().find(|map| map.method == method);
        found.with_context(|| format!("{} was not computed", method.title()))
    }

    /// The maps on show.
    fn shown(&self) -> anyhow::Result<[Arc<MapResult>; 2]> {
        let Choices { left, right, .. } = self.file.choices;
        Ok([Arc::clone(self.map(left)?), Arc::clone(self.map(right)?)])
    }

    /// The maps on show, judged; once.
    pub fn judged(&self, console: &Console) -> anyhow::Result<Arc<MapAgreement>> {
        if let Some(found) = self.judged.get() {
            return Ok(Arc::clone(found));
        }
        let (table, choices) = (&self.table, &self.file.choices);
        let found = judged(table, &self.prepared, &self.shown()?, choices, console)?;
        Ok(Arc::clone(self.judged.get_or_init(|| found)))
    }

    /// The groups on the maps on show and in the data; once.
    pub fn clusters(&self, console: &Console) -> anyhow::Result<Arc<Clusterings>> {
        if let Some(found) = self.clusters.get() {
            return Ok(Arc::clone(found));
        }
        let Choices { clusters, clusters_also, .. } = &self.file.choices;
        let (settings, also) = (clusters.clone(), *clusters_also);
        let maps = self.shown()?;
        let found = grouped(&self.table, &self.prepared, &maps, settings, also, console)?;
        Ok(Arc::clone(self.clusters.get_or_init(|| found)))
    }

    /// What was found of the maps of PCA and t-SNE already, where these are on show.
    pub fn known(&self) -> (Option<Arc<MapAgreement>>, Option<Arc<Clusterings>>) {
        let Choices { left, right, .. } = self.file.choices;
        if [left, right] == [Method::Pca, Method::Tsne] {
            (self.judged.get().cloned(), self.clusters.get().cloned())
        } else {
            (None, None)
        }
    }
}

pub(super) fn run(args: &RunArgs) -> anyhow::Result<()> {
    let console = Console::new(args.talk.quiet, args.threads);
    let loaded = loaded(args, &console)?;
    let Settled { file, source, fingerprint, table, notices } =
        settled(&args.project, args.accept_changed, loaded)?;
    // All of them before the work, none after it.
    let places = places(&args.project, &file.outputs, &source)?;
    for output in &file.outputs {
        run_tables::check(output, &table)?;
        if let Output::Figure { figure, method, path } = output {
            report::check_name(Path::new(path))?;
            run_figures::check(figure, *method)?;
        }
    }
    let ready = computed_all(file, fingerprint, &table, &console)?;
    let mut said: Vec<Notice> = table.notices().to_vec();
    said.extend(notices);
    said.extend_from_slice(&ready.prepared.notices);
    said.extend(ready.maps.iter().flat_map(|map| map.notices.iter().cloned()));
    if ready.file.outputs.is_empty() {
        said.push(Notice::info(
            "The project lists no \u{201c}outputs\u{201d}, so no file was written; the README says how to list them.",
        ));
    }
    for (output, place) in ready.file.outputs.iter().zip(&places) {
        match output {
            Output::Figure { figure, method, .. } => {
                said.extend(run_figures::write(&ready, figure, *method, place, &console)?);
            }
            Output::Report { .. } => said.extend(run_report::write(&ready, place, &console)?),
            _ => run_tables::write(&ready, output, place, &console, &mut said)?,
        }
    }
    if args.talk.json {
        return output::json(&described(args, &ready, &places, &said));
    }
    for map in &ready.maps {
        output::write(None, format!("{}\n", map.caption).as_bytes())?;
    }
    for place in &places {
        output::write(None, format!("wrote {}\n", place.display()).as_bytes())?;
    }
    console.notices(&said);
    Ok(())
}

/// The project; where it leads out of its folder, its data only with the user's word.
fn loaded(args: &RunArgs, console: &Console) -> anyhow::Result<LoadedProject> {
    let (project, data) = (args.project.clone(), args.data.clone());
    let loaded =
        console.run("reading", move |p| LoadedProject::open(&project, data.as_deref(), p))??;
    match loaded.unread.clone() {
        Some(outside) if args.accept_changed => {
            let LoadedProject { path, file, .. } = loaded;
            let read = move |p: &_| LoadedProject::with(&path, file, Some(&outside), p);
            Ok(console.run("reading", read)??)
        }
        _ => Ok(loaded),
    }
}

/// A project with its table.
pub(super) struct Settled {
    pub file: ProjectFile,
    source: Source,
    /// The hash of the data.
    fingerprint: String,
    pub table: Arc<Table>,
    pub notices: Vec<Notice>,
}

/// The project with its table, or why it may not be used.
pub(super) fn settled(
    project: &Path,
    accept_changed: bool,
    loaded: LoadedProject,
) -> anyhow::Result<Settled> {
    let doubts = loaded.doubts.join(" ");
    let project = project.display();
    if loaded.data.is_none() && loaded.unread.is_none() {
        bail!("{project}: {doubts} Say where the table lies with --data FILE.");
    }
    if !doubts.is_empty() && !accept_changed {
        bail!(
            "{project}: {doubts} Use it as it is with --accept-changed, or another with --data FILE."
        );
    }
    let (file, data, notices) = loaded.settle().context("the project has no table")?;
    let (source, fingerprint) = (data.source, data.fingerprint.blake3);
    Ok(Settled { file, source, fingerprint, table: Arc::new(data.table), notices })
}

/// Where each output goes: inside the project's folder, over neither data nor project nor each other.
fn places(project: &Path, outputs: &[Output], source: &Source) -> anyhow::Result<Vec<PathBuf>> {
    let folder = match project.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut places: Vec<PathBuf> = Vec::new();
    for output in outputs {
        let place =
            output.place(folder).map_err(|why| anyhow::anyhow!("{}: {why}", project.display()))?;
        if let Source::File(data) = source {
            output::refuse_overwriting(data, &place)?;
        }
        if places.iter().any(|other| output::is_same(other, &place)) {
            bail!(
                "{}: two outputs have the path {:?}. Give each its own.",
                project.display(),
                output.path()
            );
        }
        places.push(place);
    }
    Ok(places)
}

/// Every map that is asked for; those on show where none is.
fn computed_all(
    file: ProjectFile,
    fingerprint: String,
    table: &Arc<Table>,
    console: &Console,
) -> anyhow::Result<Ready> {
    let choices = &file.choices;
    let of_output = |output: &Output| output.methods(choices);
    let mut methods: Vec<Method> = file.outputs.iter().flat_map(of_output).collect();
    if methods.is_empty() || run_figures::needs_both(&file) {
        methods.extend([choices.left, choices.right]);
    }
    let prepared = Arc::new(prepared(choices, table, console)?);
    let mut maps: Vec<Arc<MapResult>> = Vec::new();
    for method in methods {
        if maps.iter().all(|map| map.method != method) {
            maps.push(Arc::new(computed(method, &prepared, choices, console)?));
        }
    }
    let (table, judged, clusters) = (Arc::clone(table), OnceCell::new(), OnceCell::new());
    Ok(Ready { file, fingerprint, table, prepared, maps, judged, clusters })
}

/// The matrix of the rows that the project looks at.
pub(super) fn prepared(
    choices: &Choices,
    table: &Arc<Table>,
    console: &Console,
) -> anyhow::Result<Prepared> {
    let (for_work, recipe) = (Arc::clone(table), choices.recipe.fitting(table));
    let rows = choices.rows().cloned();
    console
        .run("preparing", move |p| match rows {
            Some(rows) => prepare_only(&for_work, &rows, &recipe, p),
            None => prepare(&for_work, &recipe, p),
        })?
        .with_context(|| table.name().to_owned())
}

fn described(args: &RunArgs, ready: &Ready, places: &[PathBuf], said: &[Notice]) -> Value {
    let matrix = &ready.prepared.matrix;
    let maps: Vec<Value> = ready
        .maps
        .iter()
        .map(|map| {
            json!({
                "method": map.method.key(),
                "caption": map.caption,
                "kl_divergence": map.tsne.as_ref().and_then(|used| used.curve.last().map(|p| p.kl)),
            })
        })
        .collect();
    let outputs: Vec<Value> = ready
        .file
        .outputs
        .iter()
        .zip(places)
        .map(|(output, place)| json!({"asked": output, "file": place.display().to_string()}))
        .collect();
    json!({
        "project": args.project.display().to_string(),
        "file": ready.table.name(),
        "rows": matrix.rows().len(),
        "features": matrix.features().len(),
        "segments": ready.file.choices.segments.len(),
        "maps": maps,
        "outputs": outputs,
        "notices": said,
    })
}
