//! Everything the user decided, one plain value.

use crate::data::ReadOptions;
use crate::features::Recipe;
use crate::methods::{PcaSettings, Plane, TsneSettings};
use serde::{Deserialize, Serialize};

/// What colours the points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorChoice {
    /// The first label column, if there is one.
    #[default]
    Auto,
    /// One colour for all.
    Nothing,
    /// A column of the table.
    Column(String),
}

/// The user's decisions about one table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// How the file is to be read, where its guesses are wrong.
    pub read: ReadOptions,
    /// How columns become features.
    pub recipe: Recipe,
    /// PCA's settings.
    pub pca: PcaSettings,
    /// The two components that the PCA map shows.
    pub plane: Plane,
    /// t-SNE's settings.
    pub tsne: TsneSettings,
    /// What colours the points, on both maps alike.
    pub color_by: ColorChoice,
}
