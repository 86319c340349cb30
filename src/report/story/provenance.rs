//! What is to be kept in mind, and all that is needed to make the same again.

use super::{Block, LONGEST, Section, Told, clean};
use crate::words::{count_of, format_value};

pub(super) fn caveats(told: Told<'_>) -> Section {
    let notices = told.found.notices(told.table, told.prepared);
    let blocks = if notices.is_empty() {
        vec![Block::text("Nothing was left out, filled or guessed that is not said above.")]
    } else {
        vec![Block::list(false, notices.iter().map(|notice| &notice.text))]
    };
    Section { id: "notices", title: "Notices and caveats", blocks }
}

pub(super) fn section(told: Told<'_>) -> Section {
    let Told { table, prepared, choices, found, fingerprint } = told;
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
    if let Some(used) = &found.maps[1].tsne {
        let tsne = &choices.tsne;
        say("t-SNE perplexity", format_value(used.perplexity));
        say("t-SNE iterations", count_of(used.iterations, "iteration", "iterations"));
        say("t-SNE exaggeration", format_value(tsne.exaggeration));
        say("t-SNE late exaggeration", format_value(tsne.late_exaggeration));
        let rate = tsne.learning_rate.map_or_else(|| "auto".to_owned(), format_value);
        say("t-SNE learning rate", rate);
    }
    let clusters = &choices.clusters;
    say("Clusters", clusters.method.title().to_owned());
    say("Seed", choices.tsne.seed.to_string());
    say("Made with", format!("dimlens {}", env!("CARGO_PKG_VERSION")));
    let what = "The same file, settings, seed and version give this report again, byte by byte.";
    Section {
        id: "provenance",
        title: "How to make it again",
        blocks: vec![Block::grid(&["", ""], rows, false), Block::note(what)],
    }
}
