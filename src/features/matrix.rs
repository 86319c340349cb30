//! The matrix that every method takes: finite, row-major, with names on both sides.

use super::{Bend, FeatureError};
use crate::data::RowId;
use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;
use std::sync::Arc;

/// Rows that are laid out at a time: they stay in the cache while columns are dealt out to them.
const BLOCK: usize = 1024;

/// One column of the matrix: prepared value = (value - `center`) / `scale`, where the value was bent before
/// if there is a `bend`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Feature {
    /// The column's name, with `=level` where it stands for one level.
    pub name: String,
    /// The table's column that it comes from.
    pub column: String,
    /// The level that it stands for, if it comes from words; `missing` where it tells which cells were.
    pub level: Option<String>,
    /// What was subtracted.
    pub center: f64,
    /// What was divided by, a one-hot column's weight included.
    pub scale: f64,
    /// The bend that was applied first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bend: Option<Bend>,
}

impl Feature {
    /// A column of plain amounts, neither centred nor scaled.
    pub fn amount(name: &str) -> Self {
        let (name, column) = (name.to_owned(), name.to_owned());
        Self { name, column, level: None, center: 0.0, scale: 1.0, bend: None }
    }
}

/// Rows x features, finite throughout.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureMatrix {
    values: Array2<f64>,
    features: Vec<Feature>,
    rows: Arc<[RowId]>,
}

impl FeatureMatrix {
    /// Takes prepared columns, each as long as `rows`, and lays them out row by row.
    ///
    /// # Errors
    /// [`FeatureError`] where there are fewer than two rows, no column, or a number that is not finite.
    ///
    /// # Panics
    /// Where columns and descriptions differ in number.
    pub fn new(
        columns: &[Vec<f64>],
        features: Vec<Feature>,
        rows: Vec<RowId>,
    ) -> Result<Self, FeatureError> {
        assert_eq!(columns.len(), features.len(), "one description for each column");
        match rows.len() {
            0 => return Err(FeatureError::NoRows),
            1 => return Err(FeatureError::OneRow),
            _ => {}
        }
        if columns.is_empty() {
            return Err(FeatureError::NoFeatures { reasons: "there is no column".to_owned() });
        }
        for (column, feature) in columns.iter().zip(&features) {
            if let Some(at) = column.iter().position(|v| !v.is_finite()) {
                let feature = feature.name.clone();
                return Err(FeatureError::NotFinite { feature, row: rows[at] });
            }
        }
        let mut values = Array2::zeros((rows.len(), columns.len()));
        values.axis_chunks_iter_mut(Axis(0), BLOCK).into_par_iter().enumerate().for_each(
            |(block, mut part)| {
                for (column, mut out) in columns.iter().zip(part.columns_mut()) {
                    for (out, value) in out.iter_mut().zip(&column[block * BLOCK..]) {
                        *out = *value;
                    }
                }
            },
        );
        Ok(Self { values, features, rows: rows.into() })
    }

    /// The numbers, rows x features.
    pub fn values(&self) -> ArrayView2<'_, f64> {
        self.values.view()
    }

    /// What each column is.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The rows' names, ascending; one list with the maps that come of it.
    pub fn rows(&self) -> &Arc<[RowId]> {
        &self.rows
    }
}
