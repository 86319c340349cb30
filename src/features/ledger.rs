//! The ledger: one line for each column of the table, what became of it and how to have it otherwise.

mod line;

use super::make::Made;
use super::view::Seen;
use super::{ColumnRole, Offer, Recipe, Role};
use crate::words::{capitalised, shortened};
use line::Line;
use serde::Serialize;
use std::fmt::Write;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Numbers that mean "not known", or infinite ones, were taken as missing.
    TakenAsMissing,
    /// Rows were left out because the cell is missing.
    RowsLeftOut,
    /// Missing cells were filled.
    Filled,
    /// A 0/1 column tells which.
    Indicator,
    /// Words, dates or codes became numbers.
    Encoded,
    /// A long tail was bent, or could not be.
    Bent,
    /// Centred and divided.
    Scaled,
    /// Nothing was done.
    Kept,
    /// It is a label or an identifier.
    SetAside,
    /// It takes no part.
    LeftOut,
}

/// One thing that happened to a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerStep {
    /// What kind of thing.
    pub kind: StepKind,
    /// A clause: "filled 11 of 7,043 cells with the mean 2,283.3".
    pub text: String,
    /// Cells that were touched, where it is not all of them.
    pub cells: usize,
}

/// What became of one column of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerLine {
    /// The column.
    pub column: String,
    /// What it does.
    pub role: Role,
    /// Why.
    pub reason: String,
    /// All steps as one sentence.
    pub text: String,
    /// Cells whose content was replaced.
    pub cells: usize,
    /// What happened, in this order.
    pub steps: Vec<LedgerStep>,
    /// The features that came of it.
    pub features: Vec<String>,
    /// How to have it otherwise, the most likely wish first.
    pub offers: Vec<Offer>,
}

/// Writes the line of one column. `made` is `None` where it takes no part.
pub(super) fn line(
    seen: &Seen,
    role: &ColumnRole,
    made: Option<&Made>,
    recipe: &Recipe,
) -> LedgerLine {
    let plan = recipe.plan(seen.name());
    let mut line = Line { steps: Vec::new(), offers: Vec::new(), name: seen.name() };
    line.taken_as_missing(seen, made.map_or(0, |m| m.infinite), recipe);
    match made {
        Some(made) if made.columns.is_empty() => {
            line.step(StepKind::LeftOut, "left out: constant".to_owned(), 0);
        }
        Some(made) => {
            line.filled(seen, made, plan);
            line.encoded(seen, made, plan);
            line.bent(made, plan);
            line.scaled(made, plan);
            line.offers.push(Offer::role("Leave the column out", seen.name(), Some(Role::Ignored)));
        }
        None => line.set_aside(seen, role, recipe, plan),
    }
    let cells = line.steps.iter().filter(|s| s.kind == StepKind::Filled).map(|s| s.cells).sum();
    let clauses: Vec<&str> = line.steps.iter().map(|step| step.text.as_str()).collect();
    let features = made.map_or_else(Vec::new, |m| {
        m.columns.iter().map(|(_, feature)| feature.name.clone()).collect()
    });
    LedgerLine {
        column: seen.name().to_owned(),
        role: role.role,
        reason: role.reason.clone(),
        text: sentence(&clauses),
        cells,
        steps: line.steps,
        features,
        offers: line.offers,
    }
}

fn sentence(clauses: &[&str]) -> String {
    match clauses {
        [] => String::new(),
        clauses => capitalised(&clauses.join("; ")) + ".",
    }
}

/// The lines as text for a terminal: the column, then its sentence.
pub fn ledger_text(lines: &[LedgerLine]) -> String {
    let width = lines.iter().map(|l| l.column.chars().count()).max().unwrap_or(0).min(36);
    let mut text = String::new();
    for line in lines {
        let _ = write!(text, "  {:width$}  {}", line.column, line.text);
        if line.features.len() > 1 {
            let _ = write!(text, " -> {}", shortened(&line.features, 4));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
