//! What was done to each column of the table.

use super::{Block, LONGEST, Section, clean};
use crate::features::{LedgerLine, Prepared, Role};
use crate::words::{count_of, shortened};

pub(super) fn section(prepared: &Prepared) -> Section {
    let ledger = &prepared.ledger;
    let row = |line: &LedgerLine| {
        let role = match line.role {
            Role::Feature => "feature",
            Role::Label => "label",
            Role::Identifier => "identifier",
            Role::Ignored => "ignored",
        };
        let features = match line.features.len() {
            0 | 1 => String::new(),
            count => format!(" Features: {count} ({}).", shortened(&line.features, 4)),
        };
        let reason =
            if line.reason.is_empty() { String::new() } else { format!("{role}: {}", line.reason) };
        let role = if reason.is_empty() { role.to_owned() } else { reason };
        vec![
            clean(&line.column, LONGEST),
            clean(&role, LONGEST * 2),
            clean(&format!("{}{features}", line.text), LONGEST * 4),
        ]
    };
    let rows = ledger.iter().map(row).collect();
    let what = format!(
        "{} of the table became {}.",
        count_of(ledger.len(), "column", "columns"),
        count_of(prepared.matrix.features().len(), "feature", "features")
    );
    let head = ["Column", "Role and why", "What was done"];
    Section {
        id: "columns",
        title: "What was done to each column",
        blocks: vec![Block::text(&what), Block::grid(&head, rows, false)],
    }
}
