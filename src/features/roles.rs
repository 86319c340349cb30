//! Which columns take part, and why: the defaults that every reader of this program gets.

use super::{FeatureError, Recipe};
use crate::data::{Column, ColumnKind, ColumnProfile, Table, Values};
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

impl ColumnRole {
    fn new(role: Role, reason: impl Into<String>) -> Self {
        Self { role, reason: reason.into() }
    }
}

/// The role of each column, in the table's order.
///
/// # Errors
/// [`FeatureError::NoSuchColumn`] where the recipe names one that is not there.
pub fn roles(
    table: &Table,
    profiles: &[ColumnProfile],
    recipe: &Recipe,
) -> Result<Vec<ColumnRole>, FeatureError> {
    for name in recipe.columns.iter().flatten().chain(recipe.roles.keys()) {
        if table.column(name).is_none() {
            return Err(FeatureError::NoSuchColumn { name: name.clone(), known: known(table) });
        }
    }
    let role = |(column, profile): (&Column, &ColumnProfile)| {
        if let Some(reason) = void(column, profile) {
            return ColumnRole::new(Role::Ignored, reason);
        }
        if let Some(&role) = recipe.roles.get(&column.name) {
            return ColumnRole::new(role, "chosen");
        }
        let listed = recipe.columns.as_ref().map(|list| list.contains(&column.name));
        if listed == Some(true) {
            return ColumnRole::new(Role::Feature, "chosen");
        }
        let guess = guess(column, profile);
        if listed == Some(false) && guess.role == Role::Feature {
            return ColumnRole::new(Role::Ignored, "not among the chosen columns");
        }
        guess
    };
    Ok(table.columns().iter().zip(profiles).map(role).collect())
}

fn known(table: &Table) -> String {
    let names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
    super::ledger::shortened(&names, 12)
}

fn guess(column: &Column, profile: &ColumnProfile) -> ColumnRole {
    let known = known_cells(column, profile);
    let name = column.name.to_lowercase();
    let bare = name.strip_prefix("is_").or(name.strip_prefix("has_")).unwrap_or(&name);
    let unique = known > 1 && profile.distinct == known;
    if LABELS.contains(&bare) && profile.distinct <= LABEL_LEVELS {
        return ColumnRole::new(Role::Label, "its name says that it is an answer, not a clue");
    }
    match profile.kind {
        ColumnKind::Text if unique => ColumnRole::new(Role::Identifier, "unique text"),
        ColumnKind::Integer if unique && names_rows(&column.name) => {
            ColumnRole::new(Role::Identifier, "unique whole numbers under an identifier's name")
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
        _ => ColumnRole::new(Role::Feature, "numbers"),
    }
}

/// Why a column can be nothing, whatever the user says.
fn void(column: &Column, profile: &ColumnProfile) -> Option<&'static str> {
    if profile.kind == ColumnKind::Empty {
        Some("every cell is missing")
    } else if known_cells(column, profile) == profile.infinite {
        Some("no finite number")
    } else {
        None
    }
}

fn known_cells(column: &Column, profile: &ColumnProfile) -> usize {
    let all = match &column.values {
        Values::Numbers(values) | Values::Dates(values) => values.len(),
        Values::Text(levels) => levels.codes().len(),
    };
    all - profile.missing
}

/// Whether a name is an identifier's: `id`, `...id`, `row`, `index`, `customer...`.
fn names_rows(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(&lower);
    let ends_in_id = lower.ends_with("id") && !NO_IDS.iter().any(|word| last.ends_with(word));
    ends_in_id || lower == "row" || lower == "index" || lower.starts_with("customer")
}

#[cfg(test)]
mod tests {
    use super::Role::{Feature, Identifier, Ignored, Label};
    use super::*;
    use crate::data::{ReadOptions, read_bytes};
    use crate::progress::Progress;

    fn roles_of(text: &str, recipe: &Recipe) -> Result<Vec<Role>, FeatureError> {
        let options = ReadOptions { header: Some(true), ..ReadOptions::default() };
        let table = read_bytes("t", text.as_bytes(), &options, &Progress::new()).unwrap();
        let profiles: Vec<_> = table.columns().iter().map(ColumnProfile::new).collect();
        Ok(roles(&table, &profiles, recipe)?.into_iter().map(|r| r.role).collect())
    }

    #[test]
    fn defaults_set_labels_and_identifiers_aside() {
        let text = "CustomerID,name,Is_Churned,plan,spend,paid,void\n\
                    1,Ann,0,a,1.5,10,\n2,Bob,1,b,2.5,20,\n3,Cy,0,a,3.5,30,\n";
        assert_eq!(
            roles_of(text, &Recipe::default()).unwrap(),
            [Identifier, Identifier, Label, Feature, Feature, Feature, Ignored]
        );
    }

    #[test]
    fn a_label_with_many_levels_is_a_feature() {
        let text: String =
            (0..60).fold("target,b".to_owned(), |text, i| text + &format!("\n{}.5,{}", i, i % 7));
        assert_eq!(roles_of(&text, &Recipe::default()).unwrap(), [Role::Feature; 2]);
    }

    #[test]
    fn the_user_outweighs_every_guess() {
        let text = "id,churn,a,b\n1,0,5,6\n2,1,6,7\n";
        let mut recipe = Recipe { columns: Some(vec!["a".into()]), ..Recipe::default() };
        recipe.roles.insert("churn".into(), Role::Feature);
        assert_eq!(roles_of(text, &recipe).unwrap(), [Identifier, Feature, Feature, Ignored]);
        recipe.roles.insert("chrun".into(), Role::Label);
        assert!(roles_of(text, &recipe).unwrap_err().to_string().contains("chrun"));
    }

    #[test]
    fn prose_takes_no_part() {
        let text: String = (0..200).fold("comment,v".to_owned(), |text, i| {
            text + &format!("\nword {},{}", if i < 40 { 0 } else { i }, i % 9)
        });
        assert_eq!(roles_of(&text, &Recipe::default()).unwrap()[0], Role::Ignored);
    }
}
