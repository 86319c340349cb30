//! What is to be kept in mind, and all that is needed to make the same again.

use super::{Block, LONGEST, Section, clean};
use crate::data::{Notice, Table};
use crate::features::Prepared;
use crate::methods::cluster::HowMany;
use crate::project::{Choices, TsneUsed};
use crate::words::{count_of, format_value, shortened};

/// A choice by its name on the command line.
fn word(choice: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(choice).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

pub(super) fn caveats(notices: &[&Notice]) -> Section {
    let blocks = if notices.is_empty() {
        vec![Block::text("Nothing was left out, filled or guessed that is not said above.")]
    } else {
        vec![Block::list(false, notices.iter().map(|notice| &notice.text))]
    };
    Section { id: "notices", title: "Notices and caveats", blocks }
}

/// `used` is what t-SNE made of its settings, where there is a map of it.
pub(super) fn section(
    table: &Table,
    prepared: &Prepared,
    choices: &Choices,
    used: Option<&TsneUsed>,
    fingerprint: &str,
) -> Section {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut say = |what: &str, value: String| rows.push(vec![what.to_owned(), value]);
    say("Data", clean(&table.short_name(), LONGEST));
    say("Format", table.origin().title());
    say("Fingerprint (BLAKE3)", fingerprint.to_owned());
    let read = table.rows().len();
    say("Rows read", count_of(read, "row", "rows"));
    if let Some(sample) = &choices.read.sample {
        let of = format!("a seeded sample of {}", count_of(sample.rows, "row", "rows"));
        say("Rows asked for", of);
    }
    say("Rows on the maps", count_of(prepared.matrix.rows().len(), "row", "rows"));
    say("Features", prepared.matrix.features().len().to_string());
    let recipe = &choices.recipe;
    say("Missing cells", word(&recipe.impute));
    say("Scaling", word(&recipe.scale));
    say("Words", word(&recipe.categories));
    if !recipe.overrides.is_empty() {
        let names: Vec<&str> = recipe.overrides.keys().map(String::as_str).collect();
        say("Decided otherwise for", clean(&shortened(&names, 12), 4 * LONGEST));
    }
    if let Some(used) = used {
        let tsne = &choices.tsne;
        say("t-SNE perplexity", format_value(used.perplexity));
        say("t-SNE iterations", count_of(used.iterations, "iteration", "iterations"));
        say("t-SNE exaggeration", format_value(tsne.exaggeration));
        say("t-SNE late exaggeration", format_value(tsne.late_exaggeration));
        let rate = tsne.learning_rate.map_or_else(|| "auto".to_owned(), format_value);
        say("t-SNE learning rate", rate);
        let start = if used.from_map { "an earlier map".to_owned() } else { word(&tsne.start) };
        say("t-SNE start", start);
    }
    let clusters = &choices.clusters;
    let k = match clusters.k {
        HowMany::Given(k) if clusters.method.takes_k() => format!(", {k} asked for"),
        HowMany::Found if clusters.method.takes_k() => ", their number found".to_owned(),
        _ => String::new(),
    };
    if used.is_some() {
        say("Clusters", format!("{}{k}", clusters.method.title()));
    }
    let own = [
        clusters.radius.map(|radius| format!("radius {}", format_value(radius))),
        clusters.min_points.map(|points| format!("neighbours {points}")),
        clusters.min_cluster_size.map(|size| format!("smallest {size}")),
    ];
    let own: Vec<String> = own.into_iter().flatten().collect();
    if used.is_some() && !own.is_empty() {
        say("Settings of the clusters", own.join(", "));
    }
    say("Seed", choices.tsne.seed.to_string());
    say("Made with", format!("dimlens {}", env!("CARGO_PKG_VERSION")));
    let by_hand =
        used.is_some_and(|used| used.from_map || used.iterations != choices.tsne.iterations);
    let what = if by_hand || !choices.scope.is_empty() {
        "This t-SNE was begun from an earlier map, stopped or continued, or the rows were narrowed: the project file holds \
         these decisions, the settings above alone do not make this report again."
    } else {
        "The same file, settings, seed and version give this report again, byte by byte, on the same kind of machine."
    };
    Section {
        id: "provenance",
        title: "How to make it again",
        blocks: vec![Block::grid(&["", ""], rows, false), Block::note(what)],
    }
}
