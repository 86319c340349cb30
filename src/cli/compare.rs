//! `dimlens compare`: both maps, how far each may be believed, and which to use for what.

use super::args::CompareArgs;
use super::console::Console;
use super::{Usage, choices_of, clusters_json, computed, output, prepared, read};
use crate::data::Notice;
use crate::methods::{Method, MethodError};
use crate::narrative::{Evidence, Verdict};
use crate::project::{
    ClusterInputs, Clusterings, EVIDENCE_ROWS, JudgedMap, MapAgreement, MapResult,
    agreement_sampled, cluster_cards, evidence,
};
use crate::words::{count_of, format_count};
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

/// Letters of a line of text.
const WIDTH: usize = 100;

pub(super) fn run(args: &CompareArgs) -> anyhow::Result<()> {
    let started = Instant::now();
    args.data.check_files(None)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    args.clusters.check().map_err(Usage::new)?;
    let mut choices = choices_of(&args.data, &args.tsne)?;
    choices.clusters = args.clusters.settings(args.data.seed);
    let (table, read_took) = read(&args.data, &console)?;
    let preparing = Instant::now();
    let prepared = prepared(&table, &choices, &console)?;
    let prepare_took = preparing.elapsed();
    args.data.save(&choices.recipe)?;
    let pca = computed(Method::Pca, &prepared, &choices, &console)?;
    let tsne = computed(Method::Tsne, &prepared, &choices, &console)?;
    let judging = Instant::now();
    let name = table.short_name();
    let (matrix, maps, seed) = (prepared.matrix.clone(), [pca, tsne], choices.tsne.seed);
    let (maps, judged) = console.run("judging the maps", move |progress| {
        let judged = MapAgreement::new(&name, &matrix, maps.each_ref(), seed, progress);
        judged.map(|judged| (maps, judged))
    })??;
    let judge_took = judging.elapsed();
    if !args.talk.quiet && !args.talk.json {
        // The first result: what comes after it takes as long again.
        eprintln!("{}", faith_line(&judged));
    }
    let weighing = Instant::now();
    let (matrix, settings) = (prepared.matrix.clone(), choices.tsne.clone());
    let (maps, judged, evidence) = console.run("weighing the evidence", move |progress| {
        let found = evidence(&matrix, maps.each_ref(), &judged, &settings, progress);
        found.map(|found| (maps, judged, found))
    })??;
    let verdict = Verdict::new(&evidence);
    let evidence_took = weighing.elapsed();
    let grouping = Instant::now();
    let (matrix, roles) = (prepared.matrix.clone(), prepared.roles.clone());
    let (own, settings) = (Arc::clone(&table), choices.clusters.clone());
    let (maps, clusterings, cards) = console.run("looking for clusters", move |progress| {
        let [left, right] = &maps;
        let (table, roles, matrix) = (&*own, &*roles, &matrix);
        let inputs = ClusterInputs { table, roles, matrix, maps: [left, right] };
        let found = Clusterings::of_maps(inputs, &settings, progress)?;
        let cards: Vec<_> = found
            .list
            .iter()
            .map(|one| cluster_cards(table, roles, one, &progress.unseen()))
            .collect::<Result<_, _>>()?;
        Ok::<_, MethodError>((maps, found, cards))
    })??;
    let said = table.notices().iter().chain(&prepared.notices);
    let notices: Vec<&Notice> = said.chain(maps.iter().flat_map(|map| &map.notices)).collect();
    if args.talk.json {
        return output::json(&json!({
            "file": table.name(),
            "rows": prepared.matrix.rows().len(),
            "features": prepared.matrix.features().len(),
            "settings": {
                "recipe": choices.recipe,
                "read": choices.read,
                "rows": args.data.rows,
                "tsne": maps[1].tsne.as_ref().map(|used| json!({
                    "perplexity": used.perplexity,
                    "iterations": used.iterations,
                    "exaggeration": choices.tsne.exaggeration,
                    "late_exaggeration": choices.tsne.late_exaggeration,
                    "learning_rate": choices.tsne.learning_rate,
                    "start": choices.tsne.start,
                })),
            },
            "seed": choices.tsne.seed,
            "threads": rayon::current_num_threads(),
            "seconds": {
                "read": read_took.as_secs_f64(),
                "prepare": prepare_took.as_secs_f64(),
                "pca": maps[0].took.as_secs_f64(),
                "tsne": maps[1].took.as_secs_f64(),
                "judge": judge_took.as_secs_f64(),
                "evidence": evidence_took.as_secs_f64(),
                "clusterings": grouping.elapsed().as_secs_f64(),
                "total": started.elapsed().as_secs_f64(),
            },
            "maps": {"pca": map_json(&judged.maps[0]), "tsne": map_json(&judged.maps[1])},
            "agreement": {
                "neighbours_shared": evidence.shared,
                "neighbours_shared_by_chance": evidence.shared_by_chance,
                "k": judged.shared.k,
                "procrustes": judged.disparity,
            },
            "clusterings": clusters_json::list(&clusterings, &cards),
            "pairs": clusters_json::pairs(&clusterings),
            "with_labels": clusters_json::with_labels(&clusterings),
            "verdict": verdict_json(&verdict),
            "evidence": evidence,
            "notices": notices,
        }));
    }
    let text = text(&table.short_name(), &verdict, &evidence, &judged, maps.each_ref());
    let text = format!("{text}\n{}", clusters_json::text(&clusterings, &cards));
    output::write(None, text.as_bytes())?;
    console.notices(notices);
    if !args.talk.quiet {
        eprintln!("{:.1} s", started.elapsed().as_secs_f64());
    }
    Ok(())
}

fn map_json(map: &JudgedMap) -> Value {
    let (at, curve) = (map.faith.at_k(), &map.faith.curve);
    let column =
        |of: fn(&crate::metrics::FaithAt) -> f64| -> Vec<f64> { curve.iter().map(of).collect() };
    json!({
        "k": at.k,
        "trustworthiness": at.trustworthiness,
        "continuity": at.continuity,
        "neighbours_kept": at.kept,
        "shepard": map.shepard.correlation,
        "by_chance": {"trustworthiness": at.trust_by_chance, "neighbours_kept": at.kept_by_chance},
        "rows_asked": map.faith.asked.rows().len(),
        "curves": {
            "k": curve.iter().map(|at| at.k).collect::<Vec<_>>(),
            "trustworthiness": column(|at| at.trustworthiness),
            "continuity": column(|at| at.continuity),
            "neighbours_kept": column(|at| at.kept),
            "neighbours_kept_by_chance": column(|at| at.kept_by_chance),
        },
    })
}

fn verdict_json(verdict: &Verdict) -> Value {
    json!({
        "choice": verdict.choice,
        "headline": verdict.headline(),
        "purpose": verdict.purpose,
        "reasons": verdict.reasons.iter().map(crate::narrative::Reason::sentence).collect::<Vec<_>>(),
        "would_change": verdict.would_change,
        "confidence": verdict.confidence,
    })
}

fn faith_line(judged: &MapAgreement) -> String {
    let ([pca, tsne], _) = judged.at_k();
    format!(
        "Of {} nearest neighbours PCA's map keeps {:.0} %, t-SNE's {:.0} %.",
        pca.k,
        pca.kept * 100.0,
        tsne.kept * 100.0
    )
}

/// The verdict first, then what it rests on.
fn text(
    name: &str,
    verdict: &Verdict,
    evidence: &Evidence,
    judged: &MapAgreement,
    maps: [&MapResult; 2],
) -> String {
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
            "Noise control, groups and stability: a seeded sample of {} rows (at most {}).",
            format_count(evidence.shuffled.rows),
            format_count(EVIDENCE_ROWS)
        );
        paragraph(&mut text, "", "", &sampled);
    }
    for map in maps {
        paragraph(&mut text, "", "", &map.caption);
    }
    text
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
