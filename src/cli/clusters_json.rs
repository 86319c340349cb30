//! Clusterings for programs and for people.

use crate::metrics::{HowManyClusters, NoiseControl};
use crate::narrative::{CAVEAT, ClusterCard};
use crate::project::{ClusterSpace, ClusteringPair, Clusterings, NamedClustering};
use crate::words::{count_of, format_count};
use serde_json::{Value, json};
use std::fmt::Write;

/// The clusterings.
pub(super) fn list(found: &Clusterings, cards: &[Vec<ClusterCard>]) -> Value {
    found.list.iter().zip(cards).map(|(one, cards)| clustering(one, cards)).collect()
}

/// All two of them.
pub(super) fn pairs(found: &Clusterings) -> Value {
    found.pairs.iter().map(pair).collect()
}

/// Each with each label column.
pub(super) fn with_labels(found: &Clusterings) -> Value {
    found.with_labels.iter().map(pair).collect()
}

fn clustering(one: &NamedClustering, cards: &[ClusterCard]) -> Value {
    let stability = one.stability.as_ref();
    let clusters: Vec<Value> = one
        .clustering
        .sizes()
        .iter()
        .enumerate()
        .map(|(at, size)| {
            let mean = |of: &Option<crate::metrics::Silhouette>| {
                of.as_ref().and_then(|found| found.of_clusters.get(at)?.mean)
            };
            let firm = stability.and_then(|found| *found.clusters.get(at)?);
            json!({
                "size": size,
                "card": cards.get(at),
                "silhouette": mean(&one.silhouette),
                "silhouette_in_features": mean(&one.in_features),
                "jaccard": firm.map(|firm| firm.jaccard),
                "stability": firm.map(|firm| firm.firmness),
            })
        })
        .collect();
    json!({
        "name": one.name,
        "space": one.space.key(),
        "method": one.settings.method.key(),
        "settings": one.settings,
        "k": one.clustering.k(),
        "sizes": one.clustering.sizes(),
        "noise": one.clustering.noise(),
        "silhouette": one.mean_silhouette(),
        "silhouette_in_features": one.in_features.as_ref().map(|found| found.mean),
        "clusters": clusters,
        "stability": stability.map(|found| json!({
            "mean": found.mean(),
            "resamples": found.resamples,
            "rows": found.rows[0],
        })),
        "how_many": one.how_many.as_ref().map(how_many),
        "noise_control": one.noise.as_ref().map(noise),
        "warning": one.warning,
        "notices": one.notices,
    })
}

fn how_many(found: &HowManyClusters) -> Value {
    let counts: Vec<Value> = found
        .counts
        .iter()
        .map(|one| {
            json!({
                "k": one.k,
                "silhouette": one.silhouette,
                "bic": one.bic,
                "gap": one.gap,
                "gap_error": one.gap_error,
                "beyond_normal": one.beyond_normal,
            })
        })
        .collect();
    json!({
        "chosen": found.chosen,
        "why": found.why,
        "by_silhouette": found.by_silhouette,
        "by_bic": found.by_bic,
        "by_gap": found.by_gap,
        "like_one_normal_cloud": found.like_normal,
        "rows": found.rows[0],
        "counts": counts,
    })
}

fn noise(found: &NoiseControl) -> Value {
    let [mean, most] = found.of_noise();
    json!({
        "silhouette": found.real.silhouette,
        "stability": found.real.stability,
        "shuffled_silhouette_mean": mean,
        "shuffled_silhouette_max": most,
        "shuffled_stability": found.shuffled.iter().map(|looks| looks.stability).collect::<Vec<_>>(),
        "shuffles": found.shuffled.len(),
        "rows": found.rows[0],
        "noise_looks_like_this": found.noise_looks_like_this(),
    })
}

fn pair(pair: &ClusteringPair) -> Value {
    let names = |side: &crate::project::Side, groups: &[Option<u32>]| -> Vec<String> {
        groups.iter().map(|group| side.group_name(*group).to_owned()).collect()
    };
    json!({
        "a": pair.a.name,
        "b": pair.b.name,
        "ari": pair.ari,
        "ami": pair.ami,
        "rows": pair.compared,
        "changed": pair.changed.len(),
        "contingency": {
            "a": names(&pair.a, &pair.matching.first),
            "b": names(&pair.b, &pair.matching.second),
            "counts": pair.matching.counts,
        },
    })
}

/// A few lines.
pub(super) fn text(found: &Clusterings, cards: &[Vec<ClusterCard>]) -> String {
    let mut out = String::from("Clusters\n");
    for one in &found.list {
        let sizes: Vec<String> =
            one.clustering.sizes().iter().take(8).map(|n| format_count(*n)).collect();
        let more = if one.clustering.k() > 8 { ", \u{2026}" } else { "" };
        let _ =
            write!(out, "  {}: {}", one.name, count_of(one.clustering.k(), "cluster", "clusters"));
        let _ = write!(out, " ({}{more})", sizes.join(", "));
        if one.clustering.noise() > 0 {
            let _ = write!(out, ", {} noise", format_count(one.clustering.noise()));
        }
        if let (Some(own), Some(features)) = (one.mean_silhouette(), &one.in_features) {
            let _ =
                write!(out, ", silhouette {own:.2} there, {:.2} in the features", features.mean);
        }
        if let Some(mean) = one.stability.as_ref().and_then(crate::metrics::Stability::mean) {
            let _ = write!(out, ", stability {mean:.2}");
        }
        if let Some(noise) = &one.noise {
            let _ = write!(
                out,
                "; {}",
                if noise.noise_looks_like_this() {
                    "noise looks like this too"
                } else {
                    "noise does not look like this"
                }
            );
        }
        out.push('\n');
    }
    for pair in found.pairs.iter().chain(&found.with_labels) {
        if let (Some(ari), Some(ami)) = (pair.ari, pair.ami) {
            let _ = writeln!(
                out,
                "  {} and {}: ARI {ari:.2}, AMI {ami:.2}; {} changed sides",
                pair.a.name,
                pair.b.name,
                count_of(pair.changed.len(), "customer", "customers")
            );
        }
    }
    for (one, cards) in found.list.iter().zip(cards) {
        if one.space != ClusterSpace::Features || cards.len() < 2 {
            continue;
        }
        let _ = writeln!(out, "\nClusters of the prepared features");
        for card in cards {
            let _ = writeln!(
                out,
                "  {} ({}): {} {}",
                card.name, card.size, card.sentence, card.reliance
            );
        }
        let _ = writeln!(out, "  {CAVEAT}");
    }
    out
}
