//! A comparison as JSON.

use crate::narrative::{Reason, Verdict};
use crate::project::JudgedMap;
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
