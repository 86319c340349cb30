//! A comparison in words.

use super::Compared;
use crate::metrics::Stability;
use crate::narrative::CAVEAT;
use crate::project::{ClusterSpace, Comparison, MapAgreement, NamedClustering, agreement_sampled};
use crate::words::{count_of, format_count};
use std::fmt::Write;

/// Letters of a line of text.
const WIDTH: usize = 100;

/// The verdict first, then what it rests on.
pub(super) fn of(found: &Compared) -> String {
    let (name, Comparison { maps, judged, weighed, .. }) = (&found.name, &found.all);
    let (evidence, verdict) = (&weighed.evidence, &weighed.verdict);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{name}: {}, {}\n\n{} (confidence {:.2})",
        count_of(evidence.rows, "row", "rows"),
        count_of(evidence.features, "feature", "features"),
        verdict.headline(),
        verdict.confidence
    );
    paragraph(&mut text, "  ", "  ", &verdict.purpose);
    text.push_str("\nWhy\n");
    for (number, reason) in verdict.reasons.iter().enumerate() {
        paragraph(&mut text, &format!("  {}. ", number + 1), "     ", &reason.sentence());
    }
    text.push_str("\nWhat would change it\n");
    for change in &verdict.would_change {
        paragraph(&mut text, "  - ", "    ", change);
    }
    believed(&mut text, &found.all);
    groups(&mut text, &found.all);
    if let Some(own) = evidence.dimension {
        let noise = evidence.dimension_of_noise.map_or_else(String::new, |noise| {
            format!(" ({:.1} with shuffled columns)", noise.likeliest)
        });
        let _ = writeln!(text, "Intrinsic dimension {:.1}{noise}.", own.likeliest);
    }
    if !judged.shared.asked.is_all() {
        paragraph(&mut text, "", "", &agreement_sampled(&judged.shared.asked));
    }
    if evidence.shuffled.rows < evidence.rows {
        let sampled = format!(
            "Noise control and groups: a seeded sample of {} rows; runs of t-SNE compared: {} rows.",
            format_count(evidence.shuffled.rows),
            format_count(evidence.stability.rows)
        );
        paragraph(&mut text, "", "", &sampled);
    }
    for map in maps {
        paragraph(&mut text, "", "", &map.caption);
    }
    text
}

/// How far each map may be believed, as a table.
fn believed(text: &mut String, found: &Comparison) {
    let Comparison { judged, weighed, .. } = found;
    let evidence = &weighed.evidence;
    let [pca, tsne] = &evidence.maps;
    let _ = writeln!(
        text,
        "\n{:<42}{:>10}{:>10}{:>12}",
        "How far each map may be believed", "PCA", "t-SNE", "at random"
    );
    let mut row = |what: String, values: [Option<f64>; 3]| {
        let cells = values.map(|v| v.map_or_else(String::new, |v| format!("{v:.3}")));
        let _ = writeln!(text, "  {what:<40}{:>10}{:>10}{:>12}", cells[0], cells[1], cells[2]);
    };
    let chance = judged.maps[0].faith.at_k();
    let k = pca.k;
    row(
        format!("trustworthiness, k = {k}"),
        [Some(pca.trustworthiness), Some(tsne.trustworthiness), Some(chance.trust_by_chance)],
    );
    row(
        format!("continuity, k = {k}"),
        [Some(pca.continuity), Some(tsne.continuity), Some(chance.trust_by_chance)],
    );
    row(
        format!("neighbours kept, k = {k}"),
        [Some(pca.kept), Some(tsne.kept), Some(pca.kept_by_chance)],
    );
    let large = &judged.maps[0].faith.curve;
    row(
        format!("neighbours kept, k = {}", pca.large_k),
        [
            Some(pca.kept_at_large),
            Some(tsne.kept_at_large),
            large.last().map(|at| at.kept_by_chance),
        ],
    );
    row("Shepard's rank correlation".to_owned(), [pca.shepard, tsne.shepard, Some(0.0)]);
    let _ = writeln!(
        text,
        "\nThe maps share {:.0} % of the {k} nearest neighbours; Procrustes disparity {}.",
        evidence.shared * 100.0,
        judged.disparity.map_or("none".to_owned(), |found| format!("{found:.2}"))
    );
}

/// The groups that were found, and how far they are the same.
fn groups(text: &mut String, found: &Comparison) {
    let _ = writeln!(
        text,
        "\n{:<34}{:>9}{:>12}{:>13}{:>11}",
        "Groups", "clusters", "silhouette", "in features", "stability"
    );
    for one in &found.clusterings.list {
        let _ = writeln!(text, "  {:<32}{}", one.name, numbers(one));
    }
    for pair in &found.clusterings.pairs {
        let agree = pair.ari.zip(pair.ami);
        let agree = agree.map_or("nothing to compare".to_owned(), |(ari, ami)| {
            format!(
                "adjusted Rand index {ari:.2}, mutual information {ami:.2}, {} changed sides",
                count_of(pair.changed.len(), "row", "rows")
            )
        });
        paragraph(text, "  ", "    ", &format!("{} and {}: {agree}.", pair.a.name, pair.b.name));
    }
    let referee = found.clusterings.of_space(ClusterSpace::Features);
    if let Some(one) = referee.filter(|one| one.cards.len() > 1) {
        let _ = writeln!(text);
        for card in &one.cards {
            let words =
                format!("{} ({}): {} {}", card.name, card.size, card.sentence, card.reliance);
            paragraph(text, "  ", "    ", &words);
        }
        paragraph(text, "  ", "  ", CAVEAT);
    }
    let _ = writeln!(text);
}

fn numbers(one: &NamedClustering) -> String {
    let cell = |value: Option<f64>| value.map_or_else(String::new, |v| format!("{v:.2}"));
    format!(
        "{:>9}{:>12}{:>13}{:>11}",
        one.clustering.k(),
        cell(one.mean_silhouette()),
        cell(one.in_features.as_ref().map(|found| found.mean)),
        cell(one.stability.as_ref().and_then(Stability::mean))
    )
}

/// How many neighbours each map keeps.
pub(super) fn neighbors_kept(judged: &MapAgreement) -> String {
    let ([pca, tsne], _) = judged.at_k();
    format!(
        "Of {} nearest neighbours PCA's map keeps {:.0} %, t-SNE's {:.0} %.",
        pca.k,
        pca.kept * 100.0,
        tsne.kept * 100.0
    )
}

/// Adds words in lines of at most 100 letters.
fn paragraph(text: &mut String, first: &str, other: &str, words: &str) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in words.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            other.clone_into(&mut line);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    let _ = writeln!(text, "{line}");
}
