//! The headless commands: the same pipeline without the window.
//!
//! `args` is the grammar; each command has a file. Results go to files or standard output, progress to
//! standard error where that is a terminal; errors are one line there. Exit status: 0 done, 1 failed, 2
//! wrong usage, 130 cancelled.

mod args;
mod compare;
mod console;
mod coordinates;
mod embed;
mod explain;
mod info;
mod output;
mod pca_json;
mod pca_more;
mod plot;
mod plot_clusters;
mod recipe;
mod report;
mod run;
mod run_figures;
mod run_report;
mod run_tables;
mod sample;
mod summary;
mod tsne_json;
mod usage;

pub use args::{Cli, Command};
pub use usage::parse;

use crate::data::{self, ReadOptions, RowSample, Table};
use crate::features::{FeatureError, Prepared, prepare};
use crate::methods::cluster::ClusterSettings;
use crate::methods::{Method, TsneSettings};
use crate::progress::Cancelled;
use crate::project::file::is_project;
use crate::project::{
    Choices, ClusterInputs, ClusterSpace, Clusterings, ColorChoice, MapAgreement, MapResult,
    compute,
};
use anyhow::Context as _;
use args::{DataArgs, MethodArgs, TsneArgs};
use console::Console;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Runs a headless command.
///
/// # Errors
/// Whatever went wrong, for one line on standard error; [`is_cancelled`] tells the user's own stop.
pub fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Info(args) => info::run(&args),
        Command::Embed(args) => embed::run(&args),
        Command::Plot(args) => plot::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Sample(args) => sample::run(&args),
    }
}

/// What is shown where there is no display: PCA of the file, or of the first sample, in words.
///
/// # Errors
/// As [`run`].
pub fn summarise(file: Option<&Path>) -> anyhow::Result<()> {
    summary::summary(file)
}

/// Whether an error is the user's own stop (exit status 130).
pub fn is_cancelled(error: &anyhow::Error) -> bool {
    error.chain().any(<dyn std::error::Error>::is::<Cancelled>)
}

/// The exit status of an error.
pub fn exit_code(error: &anyhow::Error) -> u8 {
    if is_cancelled(error) {
        130
    } else if error.is::<Usage>() || is_without_effect(error) {
        2
    } else {
        1
    }
}

/// Whether an option was given that the file has no room for.
fn is_without_effect(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(data::DataError::NoEffect { .. }))
}

/// Options that contradict each other.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

impl Usage {
    // One word where it is raised.
    #[allow(clippy::new_ret_no_self, reason = "it is only ever raised")]
    fn new(text: String) -> anyhow::Error {
        Self(text).into()
    }
}

/// How the arguments say that the file is written.
fn read_options(args: &DataArgs) -> ReadOptions {
    ReadOptions {
        separator: args.separator,
        header: args.header.map(args::YesNo::is_yes),
        encoding: args.encoding.clone(),
        quote: args.quote,
        skip: args.skip,
        skip_end: args.skip_end,
        decimal: args.decimal,
        day_first: args.day_first.map(args::YesNo::is_yes),
        missing: args.missing.0.clone(),
        sheet: args.sheet.clone(),
        sample: args.rows.map(|rows| RowSample { rows, seed: args.seed }),
    }
}

/// A table, read as the arguments say.
fn read(args: &DataArgs, console: &Console) -> anyhow::Result<(Arc<Table>, Duration)> {
    let started = Instant::now();
    if is_project(&args.file) {
        let name = args.file.display();
        return Err(Usage::new(format!(
            "{name}: this is a project, not a table. Compute it with dimlens run {name}, or open it with dimlens {name}."
        )));
    }
    let options = read_options(args);
    let file = args.file.clone();
    let table = console.run("reading", move |p| data::read(&file, &options, p))??;
    Ok((Arc::new(table), started.elapsed()))
}

/// The matrix, prepared as the arguments say.
fn prepared(table: &Arc<Table>, choices: &Choices, console: &Console) -> anyhow::Result<Prepared> {
    let (table_for_work, recipe) = (Arc::clone(table), choices.recipe.clone());
    console
        .run("preparing", move |p| prepare(&table_for_work, &recipe, p))?
        .with_context(|| table.name().to_owned())
}

/// One map, computed as the arguments say.
fn computed(
    method: Method,
    prepared: &Prepared,
    choices: &Choices,
    console: &Console,
) -> anyhow::Result<MapResult> {
    let (matrix, choices) = (prepared.matrix.clone(), choices.clone());
    Ok(console.run(method.title(), move |p| compute(method, &matrix, &choices, p))??)
}

/// Two maps, judged by the data and by each other.
fn judged(
    table: &Table,
    prepared: &Arc<Prepared>,
    maps: &[Arc<MapResult>; 2],
    choices: &Choices,
    console: &Console,
) -> anyhow::Result<Arc<MapAgreement>> {
    let (name, seed) = (table.short_name(), choices.tsne.seed);
    let (work, maps) = (Arc::clone(prepared), maps.clone());
    let found = console.run("judging the maps", move |progress| {
        MapAgreement::new(&name, &work.matrix, [&*maps[0], &*maps[1]], seed, progress)
    })??;
    Ok(Arc::new(found))
}

/// The groups on two maps and in the data.
fn grouped(
    table: &Arc<Table>,
    prepared: &Arc<Prepared>,
    maps: &[Arc<MapResult>; 2],
    settings: ClusterSettings,
    also: Option<ClusterSpace>,
    console: &Console,
) -> anyhow::Result<Arc<Clusterings>> {
    let (table, work, maps) = (Arc::clone(table), Arc::clone(prepared), maps.clone());
    let found = console.run("finding groups", move |progress| {
        let (matrix, roles) = (&work.matrix, &work.roles[..]);
        let maps = [&*maps[0], &*maps[1]];
        let inputs = ClusterInputs { table: &table, roles, matrix, maps };
        Clusterings::of_maps(inputs, &settings, also, progress)
    })??;
    Ok(Arc::new(found))
}

/// Colours by a column, where one is named.
fn color(choices: &mut Choices, table: &Table, name: Option<&String>) -> anyhow::Result<()> {
    let Some(name) = name else { return Ok(()) };
    if table.column(name).is_none() {
        return Err(FeatureError::no_such_column(name, table).into());
    }
    choices.color_by = ColorChoice::Column(name.clone());
    Ok(())
}

/// The decisions that the arguments make.
fn choices(data: &DataArgs, method: &MethodArgs) -> anyhow::Result<Choices> {
    let mut choices = choices_of(data, &method.tsne)?;
    choices.tsne.theta = method.theta;
    Ok(choices)
}

/// The same where no method is asked for.
fn choices_of(data: &DataArgs, method: &TsneArgs) -> anyhow::Result<Choices> {
    let tsne = TsneSettings {
        perplexity: method.perplexity,
        iterations: method.iterations,
        exaggeration: method.exaggeration,
        late_exaggeration: method.late_exaggeration,
        learning_rate: method.learning_rate.0,
        start: method.start,
        seed: data.seed,
        ..TsneSettings::default()
    };
    let (read, recipe) = (read_options(data), data.recipe()?);
    Ok(Choices { read, recipe, tsne, ..Choices::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataError;
    use crate::features::FeatureError;
    use crate::methods::MethodError;

    #[test]
    fn a_stop_is_told_from_a_failure_through_every_layer() {
        for stopped in [
            anyhow::Error::from(MethodError::from(Cancelled)),
            anyhow::Error::from(FeatureError::from(Cancelled)),
            anyhow::Error::from(DataError::from(Cancelled)),
        ] {
            let stopped = stopped.context("digits.csv");
            assert!(is_cancelled(&stopped) && exit_code(&stopped) == 130);
        }
        assert!(!is_cancelled(&anyhow::anyhow!("disk full")));
    }
}
