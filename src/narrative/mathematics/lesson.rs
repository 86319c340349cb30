//! What is explained: a table, how it was prepared, its components, its t-SNE map.

use super::ExplainError;
use super::gradient::LinkedMap;
use crate::data::{RowId, Table};
use crate::features::{FeatureMatrix, Prepared};
use crate::methods::tsne::Affinities;
use crate::methods::{Clustering, PcaModel, Plane};
use std::sync::Arc;

/// Rows of a block.
const BLOCK: usize = 1024;

/// The squared distance of two rows.
pub(super) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

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
    /// Method, settings, seed, rows: for what is drawn of it.
    pub caption: String,
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

    /// The positions of at most so many rows, evenly chosen, these among them; ascending.
    pub fn some(&self, most: usize, with: &[usize]) -> Vec<usize> {
        let rows = self.matrix().dim().0;
        let most = most.clamp(1, rows.max(1));
        let mut chosen: Vec<usize> = (0..most.min(rows)).map(|nth| nth * rows / most).collect();
        chosen.extend(with.iter().filter(|at| **at < rows));
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }

    /// The prepared columns in blocks of rows, row after row; where each block begins.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, Vec<f64>)> + '_ {
        let (rows, columns) = self.matrix().dim();
        (0..rows).step_by(BLOCK).map(move |from| {
            let count = BLOCK.min(rows - from);
            let mut block = vec![0.0; count * columns];
            self.matrix().block(from..from + count, &mut block);
            (from, block)
        })
    }

    /// The squared distances of a row to all rows, in the prepared columns.
    pub(super) fn squared_distances(&self, at: usize) -> Vec<f64> {
        let own = self.matrix().row(at);
        let mut squares = Vec::with_capacity(self.matrix().dim().0);
        for (_, block) in self.blocks() {
            squares.extend(block.chunks_exact(own.len()).map(|row| squared_distance(row, &own)));
        }
        squares
    }

    /// A row of the matrix, its means subtracted.
    pub fn centred(&self, at: usize) -> Vec<f64> {
        let row = self.matrix().row(at);
        row.iter().zip(self.pca.mean()).map(|(value, mean)| value - mean).collect()
    }
}
