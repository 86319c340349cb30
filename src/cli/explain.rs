//! `dimlens explain`: the mathematics of one number, filled in with those of the table.

use super::args::ExplainArgs;
use super::console::Console;
use super::{Usage, choices_of, computed, output, prepared, read};
use crate::methods::{Clustering, Method};
use crate::metrics::find_clusters;
use crate::narrative::mathematics::{ExplainError, Explanation, Lesson, Topic, explain};
use crate::project::{MapResult, map_lesson};
use crate::words::format_number;
use anyhow::Context;
use serde_json::json;
use std::fmt::Write;
use std::sync::Arc;

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<()> {
    args.data.check_files(None)?;
    args.cluster.check().map_err(Usage::new)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    let choices = choices_of(&args.data, &args.tsne)?;
    let (table, _) = read(&args.data, &console)?;
    let prepared = Arc::new(prepared(&table, &choices, &console)?);
    args.data.save(&choices.recipe)?;
    let topic = args.topic;
    let pca = computed(Method::Pca, &prepared, &choices, &console)?;
    let wanted = topic.needs_tsne() || topic == Topic::System;
    let tsne = wanted.then(|| computed(Method::Tsne, &prepared, &choices, &console)).transpose()?;
    let (row, settings) = (args.row, args.cluster.settings(args.data.seed));
    let found =
        console.run("explaining", move |progress| -> Result<Explanation, ExplainError> {
            let matrix = &prepared.matrix;
            let made = |map: &MapResult| map_lesson(matrix, map, &choices.tsne, None, progress);
            let map = tsne.as_ref().map(made).transpose()?;
            let clusters = if topic == Topic::Metrics {
                let group = |values: ndarray::ArrayView2<'_, f64>| {
                    let found = find_clusters(values, &settings, progress)?;
                    Ok::<_, ExplainError>(Clustering::new(
                        Arc::clone(matrix.rows()),
                        &found.grouped.groups,
                    ))
                };
                let points = tsne.as_ref().map(|map| ndarray::arr2(map.embedding.points()));
                let on_map = points.map(|points| group(points.view())).transpose()?;
                on_map
                    .map(|on_map| Ok::<_, ExplainError>([group(matrix.values().view())?, on_map]))
                    .transpose()?
            } else {
                None
            };
            let lesson = Lesson {
                table: &table,
                prepared: &prepared,
                pca: pca.pca.as_ref().ok_or(ExplainError::OneFeature)?,
                plane: pca.plane,
                tsne: map.as_ref(),
                clusters: clusters.as_ref(),
            };
            explain(topic, &lesson, row, progress)
        })??;
    if args.talk.json {
        return output::json(&described(&found)?);
    }
    output::write(None, text(&found)?.as_bytes())
}

fn described(found: &Explanation) -> anyhow::Result<serde_json::Value> {
    let mut value = serde_json::to_value(found).context("the explanation could not be written")?;
    if let Some(object) = value.as_object_mut() {
        let keys: Vec<&str> = found.topic.needs().iter().map(|topic| topic.key()).collect();
        object.insert("title".to_owned(), json!(found.topic.title()));
        object.insert("question".to_owned(), json!(found.topic.question()));
        object.insert("formulas".to_owned(), json!(found.formulas()));
        object.insert("needs".to_owned(), json!(keys));
    }
    Ok(value)
}

/// For a terminal: the sentence, the formulas as they are said, the steps with their numbers in line.
fn text(found: &Explanation) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(text, "{}: {}\n\n{}\n", found.topic.title(), found.topic.question(), found.sentence)?;
    for formula in found.formulas() {
        writeln!(text, "  {}", formula.spoken)?;
        for (symbol, meaning) in formula.symbols {
            writeln!(text, "      {symbol}: {meaning}")?;
        }
    }
    text.push('\n');
    let width = |step: &str| step.chars().count();
    let most = found.steps.iter().filter(|step| step.value.is_some());
    let most = most.map(|step| width(&step.text)).max().unwrap_or(0).min(90);
    for step in &found.steps {
        match step.value {
            Some(value) => {
                let gap = " ".repeat(most.saturating_sub(width(&step.text)) + 2);
                writeln!(text, "  {}{gap}{:>12}", step.text, format_number(value))?;
            }
            None => writeln!(text, "  {}", step.text)?,
        }
    }
    writeln!(text, "\n{}", found.source)?;
    Ok(text)
}
