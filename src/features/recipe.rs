//! How columns become features: the user's decisions, one plain value.

use super::Role;
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
    /// They are left out.
    Ignore,
}

/// All decisions between a table and its matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
        }
    }
}
