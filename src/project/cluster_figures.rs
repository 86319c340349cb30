//! Pictures of clusterings: how well rows lie in their clusters, how many clusters there are, who is where in another.

use super::cluster_looks::{ClusterLook, ClusterNames, names_of_pair};
use super::{ClusteringPair, Clusterings, FigureKind, NamedClustering};
use crate::plots::{
    ClusterRows, ContingencyInput, Criterion, Figure, FlowInput, HowManyInput, SilhouettesInput,
    contingency, flow, how_many, silhouettes,
};
use crate::words::{count_of, format_count};
use std::fmt::Write as _;

/// A figure of clusters: of `one` clustering, or of a `pair`. `table` is the table's name. None where it cannot be: nothing
/// to draw it of, one cluster that has no silhouette, a number of clusters that was not looked for; for other kinds.
pub fn cluster_figure(
    kind: FigureKind,
    table: &str,
    found: &Clusterings,
    one: Option<&NamedClustering>,
    pair: Option<&ClusteringPair>,
    looks: &[ClusterLook],
) -> Option<Figure> {
    match kind {
        FigureKind::Contingency => Some(contingency_figure(table, found, pair?, looks)),
        FigureKind::Flow => Some(flow_figure(table, found, pair?, looks)),
        FigureKind::Silhouettes => silhouettes_figure(table, one?, looks),
        FigureKind::HowMany => how_many_figure(table, one?),
        _ => None,
    }
}

/// The table of counts of two groupings. `table` is the table's name.
fn contingency_figure(
    table: &str,
    found: &Clusterings,
    pair: &ClusteringPair,
    looks: &[ClusterLook],
) -> Figure {
    let [down, across] = names_of_pair(found, pair, looks);
    contingency(&ContingencyInput {
        caption: &caption_of_pair(table, found, pair),
        names: [&pair.a.name, &pair.b.name],
        down: &down,
        across: &across,
        counts: &pair.matching.counts,
        partners: pair.matching.pairs,
    })
}

/// Where the customers of each group of the first are in the second.
pub fn flow_figure(
    table: &str,
    found: &Clusterings,
    pair: &ClusteringPair,
    looks: &[ClusterLook],
) -> Figure {
    let [left, right] = names_of_pair(found, pair, looks);
    let names =
        pair.a.place.and_then(|at| found.list.get(at)).map(|one| ClusterNames::new(one, looks));
    let style = |group: &Option<u32>| {
        group.map(|group| names.as_ref().map_or(group as usize, |names| names.style(group)))
    };
    let left: Vec<(Option<usize>, String)> =
        pair.matching.first.iter().map(style).zip(left).collect();
    flow(&FlowInput {
        caption: &caption_of_pair(table, found, pair),
        names: [&pair.a.name, &pair.b.name],
        left: &left,
        right: &right,
        counts: &pair.matching.counts,
    })
}

/// The silhouettes of a clustering; none below two clusters.
pub fn silhouettes_figure(
    table: &str,
    one: &NamedClustering,
    looks: &[ClusterLook],
) -> Option<Figure> {
    let found = one.silhouette.as_ref()?;
    let names = ClusterNames::new(one, looks);
    let mut clusters: Vec<ClusterRows> = (0..one.clustering.k() as u32)
        .map(|group| ClusterRows {
            name: names.name(Some(group)),
            style: names.style(group),
            values: Vec::new(),
        })
        .collect();
    let groups = one.clustering.groups();
    for (&row, &value) in found.asked.rows().iter().zip(&found.of_rows) {
        let group = groups.get(row as usize).copied().flatten();
        if let Some(cluster) = group.and_then(|group| clusters.get_mut(group as usize)) {
            cluster.values.push(value);
        }
    }
    let mut caption = format!(
        "{table}: {}. How much nearer a customer is to its own cluster than to the next one (Rousseeuw 1987).",
        told(one)
    );
    if !found.asked.is_all() {
        let rows = [found.asked.rows().len(), found.asked.of()].map(format_count);
        let _ = write!(caption, " Of a seeded sample of {} of {} rows.", rows[0], rows[1]);
    }
    let title = format!("Silhouettes: {}", one.name);
    Some(silhouettes(&SilhouettesInput {
        title: &title,
        caption: &caption,
        clusters: &clusters,
        mean: found.mean,
    }))
}

/// What speaks for each number of clusters; none where the number was not looked for.
pub fn how_many_figure(table: &str, one: &NamedClustering) -> Option<Figure> {
    let found = one.how_many.as_ref()?;
    let says = |k: Option<usize>| k.map_or("none".to_owned(), |k| k.to_string());
    let of = |value: fn(&crate::metrics::ForK) -> Option<f64>| -> Vec<(usize, f64)> {
        found.counts.iter().filter_map(|one| Some((one.k, value(one)?))).collect()
    };
    let criteria = [
        Criterion {
            name: format!("silhouette: {}", says(found.by_silhouette)),
            values: of(|one| one.silhouette),
        },
        // Less is better.
        Criterion { name: format!("BIC: {}", found.by_bic), values: of(|one| Some(-one.bic)) },
        Criterion {
            name: format!("gap statistic: {}", found.by_gap),
            values: of(|one| Some(one.gap)),
        },
    ];
    let mut caption = format!("{table}: {}. {}", told(one), found.why);
    if let Some(sampled) = found.sampled() {
        caption.push(' ');
        caption.push_str(&sampled);
    }
    let title = format!("How many clusters? {}", one.name);
    Some(how_many(&HowManyInput {
        title: &title,
        caption: &caption,
        criteria: &criteria,
        chosen: found.chosen,
    }))
}

/// "PCA map, k-means, 3 clusters, seed 42".
fn told(one: &NamedClustering) -> String {
    let k = count_of(one.clustering.k(), "cluster", "clusters");
    let noise = match one.clustering.noise() {
        0 => String::new(),
        noise => format!(", {} noise", format_count(noise)),
    };
    format!("{}, {k}{noise}, seed {}", one.name, one.settings.seed)
}

fn caption_of_pair(table: &str, found: &Clusterings, pair: &ClusteringPair) -> String {
    let side = |side: &super::ClusteringSide| {
        let one = side.place.and_then(|at| found.list.get(at));
        one.map_or_else(|| format!("the column {}", side.name), told)
    };
    let index = |value: Option<f64>| value.map_or("none".to_owned(), |value| format!("{value:.3}"));
    let [a, b] = [side(&pair.a), side(&pair.b)];
    let (ari, ami) = (index(pair.ari), index(pair.ami));
    let reading = pair_reading(pair);
    format!(
        "{table}: {a}, against {b}. Adjusted Rand index {ari}, adjusted mutual information {ami}. {reading}"
    )
}

/// From this share of the rows on, the clusters of one lie within those of the other.
const WITHIN: f64 = 0.95;

/// A pair in a sentence.
pub fn pair_reading(pair: &ClusteringPair) -> String {
    let Some(ari) = pair.ari else { return "No customer has a group in both.".to_owned() };
    let names = [&pair.a.name, &pair.b.name];
    let [a_in_b, b_in_a] = within(pair);
    let finer = match (pair.a.names.len(), pair.b.names.len()) {
        (a, b) if a > b && a_in_b >= WITHIN => Some((0, a, b)),
        (a, b) if b > a && b_in_a >= WITHIN => Some((1, b, a)),
        _ => None,
    };
    if let Some((at, fine, coarse)) = finer.filter(|(_, _, coarse)| *coarse > 1) {
        return format!(
            "The {fine} groups of {} lie within the {coarse} of {}: the same story, told finer.",
            names[at],
            names[1 - at]
        );
    }
    let told = match ari {
        0.9.. => "tell the same story",
        0.65.. => "agree in the main",
        0.3.. => "agree in part",
        0.1.. => "hardly agree",
        _ => "have nothing to do with each other",
    };
    let share = pair.changed.len() as f64 / pair.a.groups.len().max(1) as f64;
    format!(
        "{} and {} {told}: {} of {} changed sides ({:.1} %).",
        names[0],
        names[1],
        format_count(pair.changed.len()),
        count_of(pair.a.groups.len(), "customer", "customers"),
        share * 100.0
    )
}

/// The share of rows that are where most of their group are: of the first in the second, and the other way round.
fn within(pair: &ClusteringPair) -> [f64; 2] {
    let counts = &pair.matching.counts;
    let all: usize = counts.iter().flatten().sum();
    let down: usize = counts.iter().filter_map(|line| line.iter().max()).sum();
    let columns = 0..pair.matching.second.len();
    let across: usize =
        columns.filter_map(|column| counts.iter().map(|line| line[column]).max()).sum();
    [down, across].map(|most| most as f64 / all.max(1) as f64)
}
