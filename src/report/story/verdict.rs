//! The answer first, with its reasons.

use super::{Block, Section, Told};
use crate::narrative::Reason;

pub(super) fn section(told: Told<'_>) -> Section {
    let verdict = &told.found.weighed.verdict;
    let lead = Block::Lead { text: format!("{}.", verdict.headline()) };
    let sure = format!(
        "Confidence {:.2}: how far the numbers are from another answer, from 0 to 1; it is no probability.",
        verdict.confidence
    );
    let blocks = vec![
        lead,
        Block::text(&verdict.purpose),
        Block::heading("Why"),
        Block::list(true, verdict.reasons.iter().map(Reason::sentence)),
        Block::heading("What would change it"),
        Block::list(false, &verdict.would_change),
        Block::note(&sure),
    ];
    Section { id: "verdict", title: "Which map to use", blocks }
}
