//! The table as the recipe sees it: what means "not known" is missing.

use super::{FeatureError, Recipe, missing_code};
use crate::data::{Column, ColumnProfile, RowId, Table, Values};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// A table's columns and their profiles after the user's missing codes.
pub(super) struct View<'a> {
    pub table: &'a Table,
    pub columns: Vec<Seen<'a>>,
}

/// A column as the recipe sees it.
pub(super) struct Seen<'a> {
    pub column: Arc<Column>,
    pub profile: Cow<'a, ColumnProfile>,
    /// Cells that held what means "not known".
    pub coded_missing: usize,
}

impl<'a> View<'a> {
    /// Looks at a table.
    ///
    /// # Errors
    /// [`FeatureError::NoSuchColumn`] where the recipe names a column that is not there.
    pub fn new(table: &'a Table, recipe: &Recipe) -> Result<Self, FeatureError> {
        if let Some(name) = recipe.names().find(|name| table.column(name).is_none()) {
            return Err(FeatureError::no_such_column(name, table));
        }
        let columns = table
            .columns()
            .par_iter()
            .zip(table.profiles().par_iter())
            .map(|(column, profile)| Seen::new(column, profile, recipe))
            .collect();
        Ok(Self { table, columns })
    }

    /// The rows' names.
    pub fn rows(&self) -> &'a [RowId] {
        self.table.rows()
    }
}

impl<'a> Seen<'a> {
    fn new(column: &Arc<Column>, profile: &'a ColumnProfile, recipe: &Recipe) -> Self {
        let codes = recipe.missing_codes(&column.name);
        if codes.is_empty() {
            let (column, profile) = (Arc::clone(column), Cow::Borrowed(profile));
            return Self { column, profile, coded_missing: 0 };
        }
        let (values, coded_missing) = missing_code::blanked(&column.values, codes);
        let seen = Column { name: column.name.clone(), values, reading: column.reading.clone() };
        let profile = Cow::Owned(ColumnProfile::new(&seen));
        Self { column: Arc::new(seen), profile, coded_missing }
    }

    /// The column's name.
    pub fn name(&self) -> &str {
        &self.column.name
    }

    /// Cells that are known, infinite ones among them.
    pub fn known(&self) -> usize {
        self.cells() - self.profile.missing
    }

    /// All cells.
    pub fn cells(&self) -> usize {
        match &self.column.values {
            Values::Numbers(values) | Values::Dates(values) => values.len(),
            Values::Text(levels) => levels.len(),
        }
    }

    /// Whether a cell can take part as it is.
    pub fn is_whole(&self, at: usize) -> bool {
        match &self.column.values {
            Values::Numbers(values) | Values::Dates(values) => values[at].is_finite(),
            Values::Text(levels) => levels.code(at).is_some(),
        }
    }

    /// The numbers, where it holds numbers.
    pub fn numbers(&self) -> Option<&[f64]> {
        match &self.column.values {
            Values::Numbers(values) => Some(values),
            Values::Dates(_) | Values::Text(_) => None,
        }
    }
}
