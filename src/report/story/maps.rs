//! Both maps, and how far each may be believed.

use super::{Block, Drawn, Section, Told, sentence};
use crate::plots::{Figure, LegendEntries};
use crate::project::{Faint, agreement_sampled, coloring, colors, map_figure};
use crate::words::{count_of, format_count};
use std::sync::Arc;

pub(super) fn section(told: Told<'_>) -> Section {
    let Told { table, prepared, choices, found, .. } = told;
    let (judged, clusters) = (Some(&*found.judged), Some(&found.clusterings));
    let by = colors(table, &prepared.roles, choices, judged, clusters);
    let rows = prepared.matrix.rows();
    let coloring = coloring(table, rows, &by);
    let mut list = Vec::new();
    for (map, judged) in found.maps.iter().zip(&found.judged.maps) {
        let faint = Faint::default();
        let figure = map_figure(table, map, &coloring, &faint);
        let at = judged.faith.at_k();
        let trust = format!(
            "Trustworthiness {:.3}, continuity {:.3}, {:.0} % of the {} nearest neighbours kept.",
            at.trustworthiness,
            at.continuity,
            at.kept * 100.0,
            at.k
        );
        let mut drawn = Drawn::new(figure);
        drawn.words = sentence(&format!("{trust} {}", drawn.words));
        drawn.alt =
            sentence(&format!("{} {trust}", said(&drawn.figure, map.method.title(), rows.len())));
        drawn.figure.caption.clone_from(&drawn.alt);
        list.push(drawn);
    }
    let colored = list.iter().any(|drawn| drawn.figure.legend.is_some());
    let same = if colored { " in the same colours" } else { "" };
    let both = "On t-SNE\u{2019}s map the sizes of islands and the gaps \
                between them mean nothing; who stands beside whom does.";
    Section {
        id: "maps",
        title: "Both maps",
        blocks: vec![
            Block::Figures { list },
            Block::note(&format!("The same customers{same} on both. {both}")),
        ],
    }
}

/// A map in words: its points and what colours them.
fn said(figure: &Figure, method: &str, rows: usize) -> String {
    let points = format!("Map of {method}: {}", count_of(rows, "point", "points"));
    let Some(legend) = &figure.legend else { return format!("{points}.") };
    match &legend.entries {
        LegendEntries::Scale { .. } => format!("{points}, coloured by {}.", legend.title),
        LegendEntries::Classes(classes) => {
            let class = |entry: &crate::plots::LegendEntry| match entry.count {
                Some(count) => format!("{} {}", entry.label, format_count(count)),
                None => entry.label.clone(),
            };
            let classes: Vec<String> = classes.iter().take(12).map(class).collect();
            format!("{points}, coloured by {} ({}).", legend.title, classes.join(", "))
        }
    }
}

pub(super) fn believed(told: Told<'_>) -> Section {
    let (judged, weighed) = (&told.found.judged, &told.found.weighed);
    let evidence = &weighed.evidence;
    let [pca, tsne] = &evidence.maps;
    let first = &judged.maps[0].faith;
    let chance = first.at_k();
    let cell = |value: Option<f64>| value.map_or_else(String::new, |v| format!("{v:.3}"));
    let row = |what: String, values: [Option<f64>; 3]| {
        let mut row = vec![what];
        row.extend(values.map(cell));
        row
    };
    let k = pca.k;
    let by_chance = Some(chance.trust_by_chance);
    let at_large = first.curve.last().map(|at| at.kept_by_chance);
    let mut rows = vec![
        row(
            format!("Trustworthiness, k = {k}"),
            [Some(pca.trustworthiness), Some(tsne.trustworthiness), by_chance],
        ),
        row(
            format!("Continuity, k = {k}"),
            [Some(pca.continuity), Some(tsne.continuity), by_chance],
        ),
        row(
            format!("Neighbours kept, k = {k}"),
            [Some(pca.kept), Some(tsne.kept), Some(pca.kept_by_chance)],
        ),
        row("Shepard\u{2019}s rank correlation".to_owned(), [pca.shepard, tsne.shepard, Some(0.0)]),
    ];
    if pca.large_k > k {
        let large = row(
            format!("Neighbours kept, k = {}", pca.large_k),
            [Some(pca.kept_at_large), Some(tsne.kept_at_large), at_large],
        );
        rows.insert(rows.len() - 1, large);
    }
    let share = format!(
        "The maps share {:.0} % of the {k} nearest neighbours ({:.0} % by chance); Procrustes disparity {}.",
        evidence.shared * 100.0,
        evidence.shared_by_chance * 100.0,
        judged.disparity.map_or("none".to_owned(), |found| format!("{found:.2}"))
    );
    let mut blocks =
        vec![Block::grid(&["", "PCA", "t-SNE", "At random"], rows, true), Block::text(&share)];
    if !judged.shared.asked.is_all() {
        blocks.push(Block::note(&agreement_sampled(&judged.shared.asked)));
    }
    blocks.push(Block::Figures {
        list: vec![Drawn::new(Figure::clone(&Arc::clone(judged.figure())))],
    });
    Section { id: "believed", title: "How far each map may be believed", blocks }
}
