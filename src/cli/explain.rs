//! `dimlens explain`: the mathematics of one number, filled in with those of the table.

use super::args::{ExplainArgs, Topics};
use super::console::Console;
use super::{Usage, choices_of, computed, output, prepared, read};
use crate::data::Notice;
use crate::methods::Method;
use crate::narrative::mathematics::{ExplainError, Explanation, Topic};
use crate::plots::Figure;
use crate::project::{ExplainInputs, TopicTold, taught};
use crate::report::{self, Page};
use crate::words::{capitalised, format_number};
use anyhow::Context;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Characters of a step up to which its number stands in one column with the others.
const COLUMN: usize = 90;

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<()> {
    args.data.check_files(args.output.as_deref())?;
    args.cluster.check().map_err(Usage::new)?;
    let page = args.page.page(args.output.as_deref())?;
    if let Some(output) = &args.output {
        output::refuse_overwriting(&args.data.file, output)?;
        // Before the work, not after it.
        report::check_name(output)?;
    }
    let console = Console::new(args.talk.quiet, args.data.threads);
    let choices = choices_of(&args.data, &args.tsne)?;
    let (table, _) = read(&args.data, &console)?;
    let prepared = Arc::new(prepared(&table, &choices, &console)?);
    args.data.save(&choices.recipe)?;
    let topics = Topics::listed(&[args.topic]);
    let pca = Arc::new(computed(Method::Pca, &prepared, &choices, &console)?);
    let needed = topics.iter().any(|topic| topic.needs_tsne());
    let mut tsne = None;
    if needed || topics.contains(&Topic::System) {
        match computed(Method::Tsne, &prepared, &choices, &console) {
            Ok(map) => tsne = Some(Arc::new(map)),
            // A table that is too small for t-SNE still has a PCA to explain.
            Err(error) if args.topic != Topics::One(Topic::System) && args.topic != Topics::All => {
                return Err(error);
            }
            Err(error) if super::is_cancelled(&error) => return Err(error),
            Err(error) => console.notices(&[Notice::info(capitalised(&format!("{error:#}")))]),
        }
    }
    let inputs = ExplainInputs {
        table,
        prepared,
        pca,
        tsne,
        p: None,
        settings: choices.tsne.clone(),
        clusters: args.cluster.settings(args.data.seed),
    };
    let (row, drawn, asked) = (args.row, args.output.is_some(), topics);
    let found = console
        .run("explaining", move |progress| taught(&asked, row, &inputs, None, drawn, progress))??;
    let files = match &args.output {
        Some(path) => draw(path, &found, args, page, &console)?,
        None => Vec::new(),
    };
    if let Topics::One(_) = args.topic {
        let (_, told) = found.into_iter().next().context("there is no topic")?;
        let found = told?.found;
        if args.talk.json {
            return output::json(&described(&found, &files)?);
        }
        return output::write(None, text(&found)?.as_bytes());
    }
    if args.talk.json {
        let list = found.iter().map(|(topic, told)| match told {
            Ok(told) => described(&told.found, &[]),
            Err(error) => {
                Ok(json!({"topic": topic.key(), "error": capitalised(&error.to_string())}))
            }
        });
        let list = list.collect::<anyhow::Result<Vec<Value>>>()?;
        let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        return output::json(&json!({"topics": list, "files": names}));
    }
    let pages = found.iter().map(|(topic, told)| match told {
        Ok(told) => text(&told.found),
        Err(error) => Ok(untold(*topic, error)),
    });
    let pages = pages.collect::<Result<Vec<String>, _>>()?;
    output::write(None, pages.join("\n\n").as_bytes())
}

/// Why a topic is not told, in its place.
fn untold(topic: Topic, error: &ExplainError) -> String {
    format!("{}: {}\n\nNot told: {error}\n", topic.title(), topic.question())
}

/// Writes the figures: one file each, in a PDF a page each; a topic without figures is said.
fn draw(
    output: &Path,
    found: &[TopicTold],
    args: &ExplainArgs,
    page: Page,
    console: &Console,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut figures: Vec<(Option<Topic>, Figure)> = Vec::new();
    let several = args.topic == Topics::All;
    for (topic, told) in found {
        let list = told.iter().flat_map(|told| &told.figures);
        figures.extend(list.map(|one| (several.then_some(*topic), one.figure.clone())));
    }
    let Some(first) = figures.first_mut() else {
        anyhow::ensure!(
            found.iter().any(|(_, told)| told.is_err()),
            "{}: there is no figure of this topic for this table. Leave out -o.",
            output.display()
        );
        return Ok(Vec::new());
    };
    if let Some(title) = &args.page.title {
        first.1.title.clone_from(title);
    }
    if report::is_pdf(output) {
        let pages: Vec<Figure> = figures.into_iter().map(|(_, figure)| figure).collect();
        console.notices(&report::figures(output, &pages, &page)?);
        return Ok(vec![output.to_owned()]);
    }
    let mut files = Vec::new();
    let mut counted: Option<(Option<Topic>, usize)> = None;
    for (topic, _) in &figures {
        let nth = counted.filter(|(last, _)| last == topic).map_or(1, |(_, nth)| nth + 1);
        counted = Some((*topic, nth));
        let path = numbered(output, *topic, nth);
        output::refuse_overwriting(&args.data.file, &path)?;
        files.push(path);
    }
    for (path, (_, figure)) in files.iter().zip(figures) {
        console.notices(&output::figure(path, figure, page, console)?);
    }
    Ok(files)
}

/// "out-score-2.svg"; the first of the only topic keeps its name.
fn numbered(output: &Path, topic: Option<Topic>, nth: usize) -> PathBuf {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let ending = output.extension().unwrap_or_default().to_string_lossy();
    let topic = topic.map_or_else(String::new, |topic| format!("-{}", topic.key()));
    let nth = if nth > 1 { format!("-{nth}") } else { String::new() };
    if topic.is_empty() && nth.is_empty() {
        return output.to_owned();
    }
    output.with_file_name(format!("{stem}{topic}{nth}.{ending}"))
}

fn described(found: &Explanation, files: &[PathBuf]) -> anyhow::Result<Value> {
    let mut value = serde_json::to_value(found).context("the explanation could not be written")?;
    if let Some(object) = value.as_object_mut() {
        let keys: Vec<&str> = found.topic.needs().iter().map(|topic| topic.key()).collect();
        object.insert("title".to_owned(), json!(found.topic.title()));
        object.insert("question".to_owned(), json!(found.topic.question()));
        object.insert("formulas".to_owned(), json!(found.formulas()));
        object.insert("needs".to_owned(), json!(keys));
        if !files.is_empty() {
            let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
            object.insert("files".to_owned(), json!(names));
        }
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
    let most = most.map(|step| width(&step.text)).max().unwrap_or(0).min(COLUMN);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_numbered_after_their_topics() {
        let named = |topic, nth| numbered(Path::new("a/out.svg"), topic, nth);
        assert_eq!(named(None, 1), Path::new("a/out.svg"));
        assert_eq!(named(None, 3), Path::new("a/out-3.svg"));
        assert_eq!(named(Some(Topic::Score), 1), Path::new("a/out-score.svg"));
        assert_eq!(named(Some(Topic::Neighbors), 2), Path::new("a/out-neighbours-2.svg"));
    }
}
