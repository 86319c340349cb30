//! How columns become features: the user's decisions, one plain value.

use super::{MissingCode, Role};
use crate::data::Table;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in for a missing cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impute {
    /// The mean of a numeric column, the most frequent level of a text column.
    #[default]
    Mean,
    /// The median of a numeric column, the most frequent level of a text column.
    Median,
    /// The most frequent value, the smallest one on a tie.
    MostFrequent,
    /// Nothing: rows with a missing cell in any feature are left out.
    DropRow,
}

/// What numeric columns are divided by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Mean 0, standard deviation (n - 1) 1.
    #[default]
    Standard,
    /// Median 0, interquartile range 1.
    Robust,
    /// From 0 to 1.
    MinMax,
    /// As they are.
    None,
}

/// What becomes of columns of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Categories {
    /// One 0/1 column for each level, the 20 most frequent and "other".
    #[default]
    OneHot,
    /// One column that counts the levels in their sorted order.
    Ordinal,
    /// One column: the share of rows that have the cell's level.
    Frequency,
    /// They are left out.
    Ignore,
}

/// A bend that takes the length off a long tail, after filling and before scaling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transform {
    /// log(1 + x), for numbers above -1.
    #[serde(rename = "log1p")]
    Log1p,
    /// Yeo and Johnson (2000), with the lambda of greatest likelihood; for any numbers.
    YeoJohnson,
}

/// What is decided otherwise for one column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnRecipe {
    /// Instead of [`Recipe::impute`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impute: Option<Impute>,
    /// Instead of [`Recipe::scale`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// Instead of [`Recipe::categories`]; a column of numbers or dates is then taken as one of words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Categories>,
    /// Instead of [`Recipe::indicators`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<bool>,
    /// A bend for its numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transform: Option<Transform>,
    /// What means "not known" in this column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingCode>,
}

/// All decisions between a table and its matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// Only these columns may be features; all suitable ones where `None`.
    pub columns: Option<Vec<String>>,
    /// Roles that the user gave; they outweigh every guess.
    pub roles: BTreeMap<String, Role>,
    /// What stands in for a missing cell.
    pub impute: Impute,
    /// What numeric columns are divided by.
    pub scale: Scale,
    /// What becomes of columns of words.
    pub categories: Categories,
    /// Whether the k columns of a one-hot column are divided by sqrt(k) under `standard` and `robust`,
    /// so that one original column weighs as one.
    pub one_hot_weight: bool,
    /// Whether a column with filled cells gets a 0/1 column beside it that tells which.
    pub indicators: bool,
    /// What is decided otherwise for single columns.
    pub overrides: BTreeMap<String, ColumnRecipe>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            columns: None,
            roles: BTreeMap::new(),
            impute: Impute::default(),
            scale: Scale::default(),
            categories: Categories::default(),
            one_hot_weight: true,
            indicators: false,
            overrides: BTreeMap::new(),
        }
    }
}

/// What holds for one column, overrides and defaults together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    pub impute: Impute,
    pub scale: Scale,
    pub categories: Categories,
    /// Numbers or dates are taken as words.
    pub coded: bool,
    pub indicator: bool,
    pub transform: Option<Transform>,
    pub one_hot_weight: bool,
}

impl Recipe {
    /// Whether all columns are brought to one spread, so that resampled rows must be, too.
    pub fn standardises(&self) -> bool {
        let mut own = self.overrides.values().filter_map(|column| column.scale);
        self.scale == Scale::Standard && own.all(|scale| scale == Scale::Standard)
    }

    /// What holds for the column of that name.
    pub(super) fn plan(&self, column: &str) -> Plan {
        let none = ColumnRecipe::default();
        let own = self.overrides.get(column).unwrap_or(&none);
        Plan {
            impute: own.impute.unwrap_or(self.impute),
            scale: own.scale.unwrap_or(self.scale),
            categories: own.categories.unwrap_or(self.categories),
            coded: own.categories.is_some(),
            indicator: own.indicator.unwrap_or(self.indicators),
            transform: own.transform,
            one_hot_weight: self.one_hot_weight,
        }
    }

    /// What means "not known" in the column of that name.
    pub(super) fn missing_codes(&self, column: &str) -> &[MissingCode] {
        self.overrides.get(column).map_or(&[], |own| own.missing.as_slice())
    }

    /// All columns that are named, in no particular order; some more than once.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().flatten().chain(self.roles.keys()).chain(self.overrides.keys())
    }

    /// The recipe, less what it says of columns that `table` does not have.
    #[must_use]
    pub fn fitting(&self, table: &Table) -> Self {
        let mut recipe = self.clone();
        let there = |name: &String| table.column(name).is_some();
        recipe.roles.retain(|name, _| there(name));
        recipe.overrides.retain(|name, _| there(name));
        recipe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_of_an_earlier_version_is_read() {
        let recipe: Recipe = serde_json::from_str(r#"{"scale":"robust"}"#).unwrap();
        assert_eq!(recipe, Recipe { scale: Scale::Robust, ..Recipe::default() });
    }

    #[test]
    fn a_key_that_means_nothing_is_refused_by_name() {
        let error = |text: &str| serde_json::from_str::<Recipe>(text).unwrap_err().to_string();
        assert!(error(r#"{"scael":"robust"}"#).contains("scael"));
        assert!(
            error(r#"{"overrides":{"a":{"impute":"mean","x":1}}}"#).contains("unknown field `x`")
        );
    }

    #[test]
    fn an_override_outweighs_the_default() {
        let mut recipe = Recipe { scale: Scale::MinMax, indicators: true, ..Recipe::default() };
        let own = ColumnRecipe { scale: Some(Scale::None), ..ColumnRecipe::default() };
        recipe.overrides.insert("a".into(), own);
        assert_eq!((recipe.plan("a").scale, recipe.plan("b").scale), (Scale::None, Scale::MinMax));
        assert!(recipe.plan("a").indicator && !recipe.plan("a").coded);
    }
}
