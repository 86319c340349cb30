//! `dimlens report`: both maps, their judgement, groups and settings, as one file.

use super::args::{ReportArgs, Topics};
use super::console::Console;
use super::{Usage, choices_of, color, computed, output, prepared, read};
use crate::data::{self, Notice};
use crate::methods::{Method, MethodError};
use crate::project::{Comparison, ExplainInputs, Known, taught};
use crate::report::{self, Few, Story, Told};
use std::sync::Arc;

pub(super) fn run(args: &ReportArgs) -> anyhow::Result<()> {
    args.data.check_files(Some(&args.output))?;
    output::refuse_overwriting(&args.data.file, &args.output)?;
    args.cluster.check().map_err(Usage::new)?;
    // Before the work, not after it.
    report::check_report_name(&args.output)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    let mut choices = choices_of(&args.data, &args.tsne)?;
    choices.clusters = args.cluster.settings(args.data.seed);
    // Of the file as it is just before it is read.
    let file = args.data.file.clone();
    let fingerprint =
        console.run("fingerprint", move |progress| data::fingerprint(&file, progress))??;
    let (table, _) = read(&args.data, &console)?;
    color(&mut choices, &table, args.color_by.as_ref())?;
    let prepared = Arc::new(prepared(&table, &choices, &console)?);
    args.data.save(&choices.recipe)?;
    let (for_work, work, chosen) = (Arc::clone(&table), Arc::clone(&prepared), choices.clone());
    let found = console.run("comparing", move |progress| {
        Comparison::new(&for_work, &work, &chosen, Known::default(), progress)
    })?;
    let found = match found {
        Err(error @ MethodError::TooFewRows { .. }) if args.explain.is_empty() => {
            // A table of one row has no PCA either.
            let pca = computed(Method::Pca, &prepared, &choices, &console).ok();
            return few(
                args,
                &console,
                &Few {
                    table: &table,
                    prepared: &prepared,
                    choices: &choices,
                    pca: pca.as_ref(),
                    why: &error.to_string(),
                    fingerprint: &fingerprint,
                },
            );
        }
        found => found?,
    };
    let story = Story::new(Told {
        table: &table,
        prepared: &prepared,
        choices: &choices,
        found: &found,
        fingerprint: &fingerprint,
    });
    let topics = Topics::listed(&args.explain);
    let story = if topics.is_empty() {
        story
    } else {
        let inputs = ExplainInputs {
            table: Arc::clone(&table),
            prepared: Arc::clone(&prepared),
            pca: Arc::clone(&found.maps[0]),
            tsne: Some(Arc::clone(&found.maps[1])),
            p: None,
            settings: choices.tsne.clone(),
            clusters: choices.clusters.clone(),
        };
        let (row, grouped) = (args.row, Arc::clone(&found.clusterings));
        let list = console.run("explaining", move |progress| {
            taught(&topics, row, &inputs, Some(&grouped), true, progress)
        })??;
        story.with_topics(&list)
    };
    let (path, told) = (args.output.clone(), story);
    let undrawn = console.run("writing", move |p| report::report(&path, &told, p))??;
    if args.talk.json {
        let verdict = &found.weighed.verdict;
        return output::json(&serde_json::json!({
            "file": args.output.display().to_string(),
            "rows": prepared.matrix.rows().len(),
            "fingerprint": fingerprint,
            "verdict": verdict.choice,
            "confidence": verdict.confidence,
            "notices": undrawn,
        }));
    }
    console.notices(found.notices(&table, &prepared));
    console.notices(&undrawn);
    Ok(())
}

/// The report of a table that is too small for two maps.
fn few(args: &ReportArgs, console: &Console, few: &Few<'_>) -> anyhow::Result<()> {
    let (path, story) = (args.output.clone(), Story::of_few(*few));
    let undrawn = console.run("writing", move |p| report::report(&path, &story, p))??;
    if args.talk.json {
        return output::json(&serde_json::json!({
            "file": args.output.display().to_string(),
            "rows": few.prepared.matrix.rows().len(),
            "fingerprint": few.fingerprint,
            "verdict": null,
            "why": few.why,
            "notices": undrawn,
        }));
    }
    console.notices(few.notices());
    console.notices(&undrawn);
    console.notices(&[Notice::info(few.why)]);
    Ok(())
}
