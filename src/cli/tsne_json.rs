//! The settings of t-SNE as JSON, the same wherever they stand.

use crate::project::{Choices, TsneUsed};
use serde_json::{Value, json};

/// What a run was made with, what was left open filled in.
pub(super) fn settings(used: &TsneUsed, choices: &Choices) -> Value {
    json!({
        "perplexity": used.perplexity,
        "iterations": used.iterations,
        "exaggeration": choices.tsne.exaggeration,
        "late_exaggeration": choices.tsne.late_exaggeration,
        "learning_rate": choices.tsne.learning_rate,
        "start": choices.tsne.start,
    })
}
