//! The groups on the maps beside those in the data, and who the customers are.

use super::{Block, Card, Drawn, LONGEST, Section, Told, clean, sentence};
use crate::metrics::Stability;
use crate::narrative::{CAVEAT, ClusterCard};
use crate::project::{
    ClusterNames, ClusterSpace, ClusteringPair, NamedClustering, flow_figure, how_many_figure,
    silhouettes_figure,
};
use crate::words::format_count;

/// Lines of a card.
const LINES: usize = 6;

pub(super) fn section(told: Told<'_>) -> Section {
    let found = &told.found.clusterings;
    let rows = found
        .list
        .iter()
        .map(|one| {
            vec![
                one.name.clone(),
                one.clustering.k().to_string(),
                cell(one.mean_silhouette()),
                cell(one.in_features.as_ref().map(|found| found.mean)),
                cell(one.stability.as_ref().and_then(Stability::mean)),
            ]
        })
        .collect();
    let head = ["Groups", "Clusters", "Silhouette", "In features", "Stability"];
    let mut blocks = vec![Block::grid(&head, rows, true)];
    for one in &found.list {
        let why = one.how_many.as_ref().map(|how| format!("{}: {}", one.name, how.why));
        blocks.extend(why.map(|why| Block::text(&why)));
        blocks.extend(one.warning.as_ref().map(|warning| Block::note(warning)));
    }
    let pairs: Vec<Vec<String>> =
        found.pairs.iter().chain(&found.with_labels).filter(|pair| says(pair)).map(pair).collect();
    if !pairs.is_empty() {
        let head = [
            "Compared",
            "Adjusted Rand index",
            "Adjusted mutual information",
            "Rows",
            "Changed sides",
        ];
        blocks.push(Block::heading("How far groups agree"));
        blocks.push(Block::grid(&head, pairs, true));
    }
    let referee = found.of_space(ClusterSpace::Features);
    let pictures = pictures(told, referee);
    if !pictures.is_empty() {
        blocks.push(Block::Figures { list: pictures });
    }
    if let Some(one) = referee.filter(|one| one.cards.len() > 1) {
        blocks.push(Block::heading("Who the customers are"));
        let names = ClusterNames::new(one, &told.choices.cluster_looks);
        let named = one.cards.iter().zip(names.all());
        blocks.push(Block::Cards { list: named.map(|(found, name)| card(found, name)).collect() });
        blocks.push(Block::note(CAVEAT));
    }
    Section { id: "clusters", title: "Groups of customers", blocks }
}

/// Who is where on the other map; how many groups the data have, and how well rows lie in them.
fn pictures(told: Told<'_>, referee: Option<&NamedClustering>) -> Vec<Drawn> {
    let (found, looks) = (&told.found.clusterings, &told.choices.cluster_looks[..]);
    let name = told.table.short_name();
    let first = found.pairs.first().filter(|pair| says(pair));
    let flow = first.map(|pair| flow_figure(&name, found, pair, looks));
    let counts = referee.and_then(|one| how_many_figure(&name, one));
    let silhouettes = referee.and_then(|one| silhouettes_figure(&name, one, looks));
    [flow, counts, silhouettes].into_iter().flatten().map(Drawn::new).collect()
}

/// A number of a table, with a minus sign as long as a plus.
fn cell(value: Option<f64>) -> String {
    value.map_or_else(String::new, |v| format!("{v:.2}").replace('-', "\u{2212}"))
}

/// Whether there is anything to compare: two times one group of everybody agree, and that says nothing.
fn says(pair: &ClusteringPair) -> bool {
    pair.a.names.len() > 1 && pair.b.names.len() > 1
}

fn pair(pair: &ClusteringPair) -> Vec<String> {
    // A label is compared with, not moved away from.
    let changed = pair.b.place.map_or_else(String::new, |_| format_count(pair.changed.len()));
    let name = |name: &str| clean(name, LONGEST);
    vec![
        format!("{} and {}", name(&pair.a.name), name(&pair.b.name)),
        cell(pair.ari),
        cell(pair.ami),
        format_count(pair.compared),
        changed,
    ]
}

fn card(card: &ClusterCard, name: &str) -> Card {
    let line = |line: &crate::narrative::CardLine| {
        [clean(&line.column, LONGEST), clean(&line.words, LONGEST * 2)]
    };
    Card {
        name: clean(name, LONGEST),
        size: sentence(&card.size),
        sentence: sentence(&card.sentence),
        lines: card.columns.iter().take(LINES).chain(&card.labels).map(line).collect(),
        reliance: sentence(&card.reliance),
    }
}
