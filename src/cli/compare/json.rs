//! A comparison as JSON.

use crate::narrative::{Reason, Verdict};
use crate::project::{ClusteringPair, JudgedMap, NamedClustering};
use serde_json::{Value, json};

/// One map, judged.
pub(super) fn map(map: &JudgedMap) -> Value {
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

/// The verdict; its reasons as sentences.
pub(super) fn verdict(verdict: &Verdict) -> Value {
    json!({
        "choice": verdict.choice,
        "headline": verdict.headline(),
        "purpose": verdict.purpose,
        "reasons": verdict.reasons.iter().map(Reason::sentence).collect::<Vec<_>>(),
        "would_change": verdict.would_change,
        "confidence": verdict.confidence,
    })
}

/// One clustering.
pub(super) fn clustering(one: &NamedClustering) -> Value {
    let stability = one.stability.as_ref().map(|found| {
        json!({
            "mean": found.mean(),
            "jaccard": found.clusters.iter().map(|c| c.map(|c| c.jaccard)).collect::<Vec<_>>(),
            "firmness": found.clusters.iter().map(|c| c.map(|c| c.firmness)).collect::<Vec<_>>(),
            "resamples": found.resamples,
        })
    });
    let noise = one.noise.as_ref().map(|found| {
        let [mean, largest] = found.of_noise();
        json!({
            "silhouette": found.real.silhouette,
            "silhouette_of_noise": {"mean": mean, "largest": largest},
            "noise_looks_like_this": found.noise_looks_like_this(),
        })
    });
    json!({
        "name": one.name,
        "space": one.space,
        "method": one.settings.method,
        "k": one.clustering.k(),
        "sizes": one.clustering.sizes(),
        "noise": one.clustering.noise(),
        "silhouette": one.mean_silhouette(),
        "silhouette_in_features": one.in_features.as_ref().map(|found| found.mean),
        "stability": stability,
        "noise_control": noise,
        "warning": one.warning,
    })
}

/// Two groupings compared.
pub(super) fn pair(pair: &ClusteringPair) -> Value {
    json!({
        "a": pair.a.name,
        "b": pair.b.name,
        "ari": pair.ari,
        "ami": pair.ami,
        "compared": pair.compared,
        "changed": pair.changed.len(),
    })
}
