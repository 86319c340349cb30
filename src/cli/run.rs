//! `dimlens run`: a saved project computed again, without the window; what it lists is written.

use super::args::RunArgs;
use super::console::Console;
use super::coordinates::{Coordinates, check_kept, formulas};
use super::{computed, output, run_figures};
use crate::data::{Notice, Table};
use crate::features::{Prepared, prepare, prepare_only};
use crate::methods::Method;
use crate::project::file::{LoadedProject, Output, ProjectFile};
use crate::project::{Choices, MapResult, Source};
use crate::report::{self, Identifiers, TableFormat};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project, ready to be written.
pub(super) struct Ready {
    pub file: ProjectFile,
    pub table: Arc<Table>,
    pub prepared: Prepared,
    /// Each once.
    pub maps: Vec<MapResult>,
}

impl Ready {
    /// The map of a method that was computed.
    pub fn map(&self, method: Method) -> anyhow::Result<&MapResult> {
        let found = self.maps.iter().find(|map| map.method == method);
        found.with_context(|| format!("{} was not computed", method.title()))
    }
}

pub(super) fn run(args: &RunArgs) -> anyhow::Result<()> {
    let console = Console::new(args.talk.quiet, args.threads);
    let (project, data) = (args.project.clone(), args.data.clone());
    let loaded =
        console.run("reading", move |p| LoadedProject::open(&project, data.as_deref(), p))??;
    let (file, source, table, notices) = settled(&args.project, args.accept_changed, loaded)?;
    // All of them before the work, none after it.
    let places = places(&args.project, &file.outputs, &source)?;
    for output in &file.outputs {
        match output {
            Output::Coordinates { keep, path, .. } => {
                check_kept(&table, keep)?;
                let format = TableFormat::of(Path::new(path));
                format.check(table.rows().len(), keep.len() + 3).map_err(anyhow::Error::msg)?;
            }
            Output::Figure { figure, method, path } => {
                report::check_name(Path::new(path))?;
                run_figures::check(figure, *method)?;
            }
        }
    }
    let ready = computed_all(file, &table, &console)?;
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
        write(&ready, output, place, &console, &mut said)?;
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

type Settled = (ProjectFile, Source, Arc<Table>, Vec<Notice>);

/// The project with its table, or why it may not be used.
pub(super) fn settled(
    project: &Path,
    accept_changed: bool,
    loaded: LoadedProject,
) -> anyhow::Result<Settled> {
    let doubts = loaded.doubts.join(" ");
    let project = project.display();
    if loaded.data.is_none() {
        bail!("{project}: {doubts} Say where the table lies with --data FILE.");
    }
    if !doubts.is_empty() && !accept_changed {
        bail!(
            "{project}: {doubts} Use it as it is with --accept-changed, or another with --data FILE."
        );
    }
    let (file, data, notices) = loaded.settle().context("the project has no table")?;
    Ok((file, data.source, Arc::new(data.table), notices))
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
fn computed_all(file: ProjectFile, table: &Arc<Table>, console: &Console) -> anyhow::Result<Ready> {
    let choices = &file.choices;
    let mut methods: Vec<Method> = file.outputs.iter().map(Output::method).collect();
    if methods.is_empty() || run_figures::needs_both(&file) {
        methods.extend([choices.left, choices.right]);
    }
    let prepared = prepared(choices, table, console)?;
    let mut maps: Vec<MapResult> = Vec::new();
    for method in methods {
        if maps.iter().all(|map| map.method != method) {
            maps.push(computed(method, &prepared, choices, console)?);
        }
    }
    Ok(Ready { file, table: Arc::clone(table), prepared, maps })
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

fn write(
    ready: &Ready,
    output: &Output,
    place: &Path,
    console: &Console,
    said: &mut Vec<Notice>,
) -> anyhow::Result<()> {
    match output {
        Output::Coordinates { method, keep, .. } => {
            let result = ready.map(*method)?;
            let (columns, notices) = Coordinates {
                table: &ready.table,
                roles: &ready.prepared.roles,
                result,
                scores: None,
                told: None,
                keep,
                identifiers: Identifiers::Keep,
            }
            .columns();
            let format = TableFormat::of(place);
            said.extend(notices);
            // A script has nobody to ask: in a CSV nothing is to run.
            if formulas(&columns, format, false).is_some() {
                said.push(Notice::info(
                    "Text that a spreadsheet would run as a formula has an apostrophe before it in the CSV.",
                ));
            }
            Ok(report::save(place, &report::table(&columns, format, true)?)?)
        }
        Output::Figure { figure, method, .. } => {
            let figure = run_figures::figure(ready, figure, *method, console)?;
            // The size that `dimlens plot` has.
            let page = report::Page {
                width: 900.0,
                height: 640.0,
                caption: false,
                ..report::Page::default()
            };
            said.extend(report::figure(place, &figure, &page)?);
            Ok(())
        }
    }
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
