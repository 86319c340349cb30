//! Clusterings as JSON.

use crate::metrics::{HowManyClusters, NoiseControl};
use crate::project::{ClusteringPair, Clusterings, NamedClustering};
use serde_json::{Value, json};

/// The clusterings.
pub(super) fn list(found: &Clusterings) -> Value {
    found.list.iter().map(clustering).collect()
}

/// All two of them.
pub(super) fn pairs(found: &Clusterings) -> Value {
    found.pairs.iter().map(pair).collect()
}

/// Each with each label column.
pub(super) fn with_labels(found: &Clusterings) -> Value {
    found.with_labels.iter().map(pair).collect()
}

fn clustering(one: &NamedClustering) -> Value {
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
                "card": one.cards.get(at),
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
    let names = |side: &crate::project::ClusteringSide, groups: &[Option<u32>]| -> Vec<String> {
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
