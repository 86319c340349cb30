//! A single decision as a value: what a button of the ledger or of an advice does to the recipe.

use super::{Categories, ColumnRecipe, Impute, MissingCode, Recipe, Role, Scale, Transform};
use serde::{Deserialize, Serialize};

/// One decision. Taken twice it is as taken once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "set", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RecipeChange {
    /// The role of columns; `None` goes back to the guess.
    Role {
        /// Their names.
        columns: Vec<String>,
        /// The role.
        to: Option<Role>,
    },
    /// How missing cells of columns are filled; `None` goes back to the recipe's default, here and below.
    Impute {
        /// Their names.
        columns: Vec<String>,
        /// The way.
        to: Option<Impute>,
    },
    /// What columns are divided by.
    Scale {
        /// Their names.
        columns: Vec<String>,
        /// The way.
        to: Option<Scale>,
    },
    /// What becomes of words; numbers are taken as words, or with `None` as amounts again.
    Categories {
        /// Their names.
        columns: Vec<String>,
        /// The way.
        to: Option<Categories>,
    },
    /// Whether a 0/1 column tells which cells were filled.
    Indicator {
        /// Their names.
        columns: Vec<String>,
        /// Whether it does.
        to: Option<bool>,
    },
    /// The bend of columns of numbers.
    Transform {
        /// Their names.
        columns: Vec<String>,
        /// The bend.
        to: Option<Transform>,
    },
    /// What means "not known", all of it.
    Missing {
        /// The columns' names.
        columns: Vec<String>,
        /// Numbers, dates, words; numbers that are not finite are left out.
        to: Vec<MissingCode>,
    },
    /// What all columns are divided by that are not decided singly.
    ScaleAll {
        /// The way.
        to: Scale,
    },
}

impl RecipeChange {
    /// The recipe with this decision taken.
    #[must_use]
    pub fn apply(&self, recipe: &Recipe) -> Recipe {
        let mut next = recipe.clone();
        match self {
            Self::Role { columns, to } => {
                for name in columns {
                    match to {
                        Some(role) => next.roles.insert(name.clone(), *role),
                        None => next.roles.remove(name),
                    };
                }
            }
            Self::Impute { columns, to } => each(&mut next, columns, |own| own.impute = *to),
            Self::Scale { columns, to } => each(&mut next, columns, |own| own.scale = *to),
            Self::Categories { columns, to } => {
                each(&mut next, columns, |own| own.categories = *to);
            }
            Self::Indicator { columns, to } => each(&mut next, columns, |own| own.indicator = *to),
            Self::Transform { columns, to } => each(&mut next, columns, |own| own.transform = *to),
            Self::Missing { columns, to } => {
                let codes = MissingCode::sorted(to);
                each(&mut next, columns, |own| own.missing.clone_from(&codes));
            }
            Self::ScaleAll { to } => next.scale = *to,
        }
        next
    }
}

/// Changes what is decided for single columns; nothing stays behind where that is nothing.
fn each(recipe: &mut Recipe, columns: &[String], change: impl Fn(&mut ColumnRecipe)) {
    for name in columns {
        let mut own = recipe.overrides.remove(name).unwrap_or_default();
        change(&mut own);
        if own != ColumnRecipe::default() {
            recipe.overrides.insert(name.clone(), own);
        }
    }
}

/// A decision that is offered, and what the button says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offer {
    /// A few words: "Leave the rows out".
    pub label: String,
    /// What it does.
    pub change: RecipeChange,
}

impl Offer {
    /// An offer.
    pub(super) fn new(label: impl Into<String>, change: RecipeChange) -> Self {
        Self { label: label.into(), change }
    }

    /// Another role for one column.
    pub(super) fn role(label: &str, column: &str, to: Option<Role>) -> Self {
        Self::new(label, RecipeChange::Role { columns: vec![column.to_owned()], to })
    }

    /// Another way to fill.
    pub(super) fn impute(label: &str, column: &str, to: Option<Impute>) -> Self {
        Self::new(label, RecipeChange::Impute { columns: vec![column.to_owned()], to })
    }

    /// Another way to scale.
    pub(super) fn scale(label: &str, column: &str, to: Option<Scale>) -> Self {
        Self::new(label, RecipeChange::Scale { columns: vec![column.to_owned()], to })
    }

    /// Another way to encode.
    pub(super) fn categories(label: &str, column: &str, to: Option<Categories>) -> Self {
        Self::new(label, RecipeChange::Categories { columns: vec![column.to_owned()], to })
    }

    /// A column that tells what was filled, or none.
    pub(super) fn indicator(label: &str, column: &str, to: Option<bool>) -> Self {
        Self::new(label, RecipeChange::Indicator { columns: vec![column.to_owned()], to })
    }

    /// A bend, or none.
    pub(super) fn transform(label: &str, column: &str, to: Option<Transform>) -> Self {
        Self::new(label, RecipeChange::Transform { columns: vec![column.to_owned()], to })
    }

    /// Other values that mean "not known".
    pub(super) fn missing(label: impl Into<String>, column: &str, to: Vec<MissingCode>) -> Self {
        Self::new(label, RecipeChange::Missing { columns: vec![column.to_owned()], to })
    }
}

#[cfg(test)]
mod tests;
