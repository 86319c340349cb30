//! Which columns take part, and why: the defaults that every reader of this program gets.

use super::view::{Seen, View};
use super::{Categories, FeatureError, Recipe};
use crate::data::{ColumnKind, RowId, Table, Values};
use serde::{Deserialize, Serialize};

/// Names that say "this is the answer, not a clue".
const LABELS: [&str; 14] = [
    "label",
    "class",
    "target",
    "outcome",
    "y",
    "churn",
    "churned",
    "species",
    "digit",
    "diagnosis",
    "default",
    "cluster",
    "segment",
    "group",
];
/// A label with more levels than this is no label.
const LABEL_LEVELS: usize = 50;
/// Words that end in "id" and name no identifier.
const NO_IDS: [&str; 12] = [
    "paid", "bid", "grid", "fluid", "liquid", "solid", "acid", "hybrid", "valid", "aid", "kid",
    "covid",
];
/// Text with more levels than this, in more than half of the rows, is prose.
const PROSE_LEVELS: usize = 50;

/// What a column does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It shapes the map.
    Feature,
    /// It is an answer to compare the map with, and never shapes it.
    Label,
    /// It names the row.
    Identifier,
    /// It is left out.
    Ignored,
}

/// A column's role, and why it has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnRole {
    /// What the column does.
    pub role: Role,
    /// Why, in a few words.
    pub reason: String,
}

/// The reason of columns that turned out to be constant once they were filled.
const CONSTANT: &str = "constant";
/// The reason of columns of words under `--categories ignore`.
const WORDS_LEFT_OUT: &str = "columns of words are left out";

impl ColumnRole {
    fn new(role: Role, reason: impl Into<String>) -> Self {
        Self { role, reason: reason.into() }
    }

    /// Of a column that is left out because it is constant.
    pub(super) fn constant() -> Self {
        Self::new(Role::Ignored, CONSTANT)
    }

    /// Whether it is left out because it is constant.
    pub(super) fn is_constant(&self) -> bool {
        self.reason == CONSTANT
    }

    /// Whether it is left out because it holds words.
    pub(super) fn is_for_words(&self) -> bool {
        self.reason == WORDS_LEFT_OUT
    }
}

/// The role of each column, in the table's order.
///
/// # Errors
/// [`FeatureError::NoSuchColumn`] where the recipe names one that is not there.
pub fn roles(table: &Table, recipe: &Recipe) -> Result<Vec<ColumnRole>, FeatureError> {
    Ok(of_view(&View::new(table, recipe)?, recipe))
}

/// The same for a table that was looked at already.
pub(super) fn of_view(view: &View, recipe: &Recipe) -> Vec<ColumnRole> {
    let role = |(place, seen): (usize, &Seen)| {
        let role = role_of(place, seen, view.rows(), recipe);
        let plan = recipe.plan(seen.name());
        let words = matches!(seen.column.values, Values::Text(_)) || plan.coded;
        if role.role == Role::Feature && words && plan.categories == Categories::Ignore {
            return ColumnRole::new(Role::Ignored, WORDS_LEFT_OUT);
        }
        role
    };
    view.columns.iter().enumerate().map(role).collect()
}

fn role_of(place: usize, seen: &Seen, rows: &[RowId], recipe: &Recipe) -> ColumnRole {
    if let Some(reason) = void(seen) {
        return ColumnRole::new(Role::Ignored, reason);
    }
    if let Some(&role) = recipe.roles.get(seen.name()) {
        return ColumnRole::new(role, "chosen");
    }
    let listed = recipe.columns.as_ref().map(|list| list.iter().any(|name| name == seen.name()));
    if listed == Some(true) {
        return ColumnRole::new(Role::Feature, "chosen");
    }
    let guess = guess(place, seen, rows);
    if listed == Some(false) && guess.role == Role::Feature {
        return ColumnRole::new(Role::Ignored, "not among the chosen columns");
    }
    guess
}

fn guess(place: usize, seen: &Seen, rows: &[RowId]) -> ColumnRole {
    let (known, profile) = (seen.known(), &seen.profile);
    let name = seen.name().to_lowercase();
    let bare = name.strip_prefix("is_").or(name.strip_prefix("has_")).unwrap_or(&name);
    let unique = known > 1 && profile.distinct == known;
    if LABELS.contains(&bare) && profile.distinct <= LABEL_LEVELS {
        return ColumnRole::new(Role::Label, "its name says that it is an answer, not a clue");
    }
    match profile.kind {
        ColumnKind::Text if unique => ColumnRole::new(Role::Identifier, "unique text"),
        ColumnKind::Integer if unique && names_rows(seen.name()) => {
            ColumnRole::new(Role::Identifier, "unique whole numbers under an identifier's name")
        }
        ColumnKind::Integer
            if place == 0 && is_nameless(seen.name()) && counts_rows(seen, rows) =>
        {
            ColumnRole::new(Role::Identifier, "it only counts the rows")
        }
        ColumnKind::Text if profile.distinct > PROSE_LEVELS && profile.distinct * 2 > known => {
            ColumnRole::new(Role::Ignored, "text that hardly repeats")
        }
        ColumnKind::Text => {
            let levels = if profile.distinct == 1 { "level" } else { "levels" };
            ColumnRole::new(Role::Feature, format!("text with {} {levels}", profile.distinct))
        }
        ColumnKind::Boolean => ColumnRole::new(Role::Feature, "yes or no"),
        ColumnKind::Date => ColumnRole::new(Role::Feature, "dates"),
        ColumnKind::Integer if (profile.min, profile.max) == (Some(0.0), Some(1.0)) => {
            ColumnRole::new(Role::Feature, "0 or 1")
        }
        ColumnKind::Integer if profile.distinct == 2 => {
            ColumnRole::new(Role::Feature, "two different whole numbers")
        }
        ColumnKind::Integer => ColumnRole::new(Role::Feature, "whole numbers"),
        _ => ColumnRole::new(Role::Feature, "numbers"),
    }
}

/// Why a column can be nothing, whatever the user says.
fn void(seen: &Seen) -> Option<&'static str> {
    if seen.profile.kind == ColumnKind::Empty {
        Some("every cell is missing")
    } else if seen.known() == seen.profile.infinite {
        Some("no finite number")
    } else {
        None
    }
}

/// Whether a name is what programs write above row numbers that had none: `Unnamed: 0` (pandas), `...1`
/// (readr), `X` and `rownames` (R), our own for a blank one, or a word for "number".
fn is_nameless(name: &str) -> bool {
    const NAMES: [&str; 9] =
        ["column_1", "...1", "rownames", "row_names", "rn", "v1", "#", "nr", "no"];
    let lower = name.to_lowercase();
    // A small x may well be a coordinate.
    name == "X" || lower.starts_with("unnamed") || NAMES.contains(&lower.as_str())
}

/// Whether each cell is its row's number, counted from 0 or from 1.
fn counts_rows(seen: &Seen, rows: &[RowId]) -> bool {
    let counts = |from: f64| {
        let values = seen.numbers().unwrap_or_default();
        !values.is_empty()
            && values.iter().zip(rows).all(|(value, row)| *value == f64::from(row.0) - 1.0 + from)
    };
    counts(0.0) || counts(1.0)
}

/// Whether a name is an identifier's: `id`, `...id`, `row`, `index`, `customer...`.
pub(super) fn names_rows(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(&lower);
    let ends_in_id = lower.ends_with("id") && !NO_IDS.iter().any(|word| last.ends_with(word));
    ends_in_id || lower == "row" || lower == "index" || lower.starts_with("customer")
}

#[cfg(test)]
mod tests;
