//! What results are computed from.

use super::Project;
use crate::data::RowId;
use crate::features::Recipe;
use crate::methods::{Method, PcaSettings, Plane, TsneSettings};
use std::sync::Arc;

/// What a result was computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub(super) table: u64,
    pub(super) recipe: Recipe,
    pub(super) rows: Option<Arc<[RowId]>>,
    pub(super) pca: Option<(PcaSettings, Plane)>,
    pub(super) tsne: Option<TsneSettings>,
    pub(super) other: Option<(Method, TsneSettings)>,
}

impl Key {
    /// The matrix alone, whatever was computed from it.
    pub(super) fn of_matrix(&self) -> Self {
        Self { pca: None, tsne: None, other: None, ..self.clone() }
    }
}

impl Project {
    /// The recipe, less what it says of columns that this table does not have.
    pub(super) fn recipe(&self) -> Recipe {
        let recipe = &self.choices.recipe;
        self.opened.as_ref().map_or_else(|| recipe.clone(), |opened| recipe.fitting(&opened.table))
    }

    pub(super) fn prepared_key(&self) -> Key {
        let rows = self.choices.rows().cloned();
        let (table, recipe) = (self.table_number, self.recipe());
        Key { table, recipe, rows, pca: None, tsne: None, other: None }
    }

    pub(super) fn pca_key(&self) -> Key {
        let asked = (self.choices.pca_settings(), self.choices.plane);
        Key { pca: Some(asked), ..self.prepared_key() }
    }

    pub(super) fn tsne_key(&self) -> Key {
        Key { tsne: Some(self.choices.tsne.clone()), ..self.prepared_key() }
    }
}
