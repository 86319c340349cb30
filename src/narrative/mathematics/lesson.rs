//! What is explained: a table, how it was prepared, its components, its t-SNE map.

use super::ExplainError;
use super::gradient::LinkedMap;
use crate::data::{RowId, Table};
use crate::features::{FeatureMatrix, Prepared};
use crate::methods::tsne::Affinities;
use crate::methods::{Clustering, PcaModel, Plane};
use std::sync::Arc;

/// What there is to explain.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its columns as the methods see them.
    pub prepared: &'a Prepared,
    /// The components.
    pub pca: &'a PcaModel,
    /// The two of them that the map shows.
    pub plane: Plane,
    /// The t-SNE map of the same rows, if there is one.
    pub tsne: Option<&'a MapLesson>,
    /// Clusters of the data, and those seen on the t-SNE map.
    pub clusters: Option<&'a [Clustering; 2]>,
}

/// A t-SNE map and what it was made of.
#[derive(Debug)]
pub struct MapLesson {
    /// Who belongs to whom.
    pub p: Arc<Affinities>,
    /// Where everybody lies, and the sum over all pairs that follows from it.
    pub map: LinkedMap,
    /// The effective number of neighbours.
    pub perplexity: f64,
    /// Neighbours whose distances a row looks at.
    pub neighbors: usize,
    /// The divergence when it began, and where it stands.
    pub kl: [Option<f64>; 2],
    /// Iterations done.
    pub iterations: usize,
    /// The matrix whose distances it looks at, where it is not the prepared one.
    pub reduced: Option<ndarray::Array2<f64>>,
}

impl<'a> Lesson<'a> {
    /// The prepared columns.
    pub fn matrix(&self) -> &'a FeatureMatrix {
        &self.prepared.matrix
    }

    /// The position of a row; the first where none is named.
    ///
    /// # Errors
    /// [`ExplainError::NoSuchRow`].
    pub fn place(&self, row: Option<RowId>) -> Result<usize, ExplainError> {
        let rows = self.matrix().rows();
        let Some(row) = row else { return Ok(0) };
        rows.binary_search(&row).map_err(|_| ExplainError::NoSuchRow {
            row,
            first: rows[0],
            last: rows[rows.len() - 1],
        })
    }

    /// The t-SNE map.
    ///
    /// # Errors
    /// [`ExplainError::NoTsne`].
    pub fn tsne(&self) -> Result<&'a MapLesson, ExplainError> {
        self.tsne.ok_or(ExplainError::NoTsne)
    }

    /// The name of a feature.
    pub fn name(&self, feature: usize) -> &'a str {
        self.matrix().features().get(feature).map_or("", |feature| &feature.name)
    }

    /// A row of the matrix, its means subtracted.
    pub fn centred(&self, at: usize) -> Vec<f64> {
        let row = self.matrix().row(at);
        row.iter().zip(self.pca.mean()).map(|(value, mean)| value - mean).collect()
    }
}
