//! The nearest neighbours of every row: exact, or for very large tables nearly so ([`inverted`]).
//!
//! Squared distances come as |b|^2 - 2ab from blocked products in f32, tile by tile; each row keeps the
//! nearest so far, a few more than are asked for. Those candidates are measured again in f64. What f32 may
//! have got wrong is bounded: a row whose candidates could have missed somebody (tight groups far from the
//! centre) is searched again in f64, so that the answer is exact for any data. Ties: the smaller row first.

mod candidates;
mod inverted;
mod points;

use crate::methods::MethodError;
use crate::progress::Progress;
use inverted::Groups;
use ndarray::ArrayView2;
use points::Points;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows that one task takes: its tile of distances fills half a second-level cache.
const ROWS: usize = 256;
/// Operations up to which all pairs are looked at; that is some 130,000 rows of 50 columns, where it takes as
/// long as the rest of a run.
const EXACT_UP_TO: f64 = 1.2e12;

/// The k nearest neighbours of each row, nearest first; a row is no neighbour of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbors {
    k: usize,
    indices: Vec<u32>,
    distances: Vec<f32>,
    recall: Option<f64>,
}

impl Neighbors {
    /// Finds the `k` nearest rows of each row of `matrix` by Euclidean distance: exactly up to a fixed size of
    /// the table, nearly so beyond. `progress` learns of cancellation and counts tasks.
    ///
    /// # Errors
    /// [`MethodError::TooFewRows`] where there are not `k` others, [`MethodError::Cancelled`].
    pub fn new(
        matrix: ArrayView2<'_, f64>,
        k: usize,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let (rows, columns) = matrix.dim();
        // An entry of the tile costs about as much as 16 columns' products.
        let operations = (rows as f64).powi(2) * (columns + 16) as f64;
        if operations <= EXACT_UP_TO {
            Self::exact(matrix, k, progress)
        } else {
            Self::approximate(matrix, k, progress)
        }
    }

    /// The same, exact whatever the size.
    ///
    /// # Errors
    /// As [`Neighbors::new`].
    pub fn exact(
        matrix: ArrayView2<'_, f64>,
        k: usize,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let rows = enough(matrix.nrows(), k)?;
        let points = Points::new(matrix);
        let all = 0..rows;
        let (mut indices, mut distances) = (vec![0; rows * k], vec![0.0; rows * k]);
        let (done, total) = (AtomicU64::new(0), rows.div_ceil(ROWS) as u64);
        (indices.par_chunks_mut(ROWS * k), distances.par_chunks_mut(ROWS * k))
            .into_par_iter()
            .enumerate()
            .try_for_each(|(block, (indices, distances))| {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                let all = std::slice::from_ref(&all);
                points.search(block * ROWS, k, all, indices, distances, progress)
            })?;
        Ok(Self { k, indices, distances, recall: None })
    }

    /// The same, looking only where neighbours are likely. [`Neighbors::recall`] tells the share found.
    ///
    /// # Errors
    /// As [`Neighbors::new`].
    pub fn approximate(
        matrix: ArrayView2<'_, f64>,
        k: usize,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let rows = enough(matrix.nrows(), k)?;
        let points = Points::new(matrix);
        let groups = Groups::new(&points, progress)?;
        let points = points.arranged(groups.rows());
        let (probes, recall) = groups.probes(&points, k, progress)?;
        let (mut indices, mut distances) = (vec![0; rows * k], vec![0.0; rows * k]);
        let (mut indices_left, mut distances_left) = (&mut indices[..], &mut distances[..]);
        let mut parts = Vec::new();
        for range in groups.ranges() {
            let (first, second);
            (first, indices_left) = indices_left.split_at_mut(range.len() * k);
            (second, distances_left) = distances_left.split_at_mut(range.len() * k);
            parts.push((range, first, second));
        }
        let (done, total) = (AtomicU64::new(0), parts.len() as u64);
        parts.into_par_iter().enumerate().try_for_each(
            |(group, (range, indices, distances))| {
                progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
                let reach = groups.reach(group, probes, 4 * k);
                let blocks = indices.chunks_mut(ROWS * k).zip(distances.chunks_mut(ROWS * k));
                for (block, (indices, distances)) in blocks.enumerate() {
                    let from = range.start + block * ROWS;
                    points.search(from, k, &reach, indices, distances, progress)?;
                }
                Ok::<(), MethodError>(())
            },
        )?;
        let found = Self { k, indices, distances, recall: Some(recall) };
        Ok(found.named(groups.rows()))
    }

    /// Places become the rows that stand there.
    fn named(self, rows: &[u32]) -> Self {
        let mut named = Self {
            indices: vec![0; self.indices.len()],
            distances: vec![0.0; self.distances.len()],
            ..self
        };
        for (place, &row) in rows.iter().enumerate() {
            let (from, to) = (place * self.k, row as usize * self.k);
            for at in 0..self.k {
                named.indices[to + at] = rows[self.indices[from + at] as usize];
                named.distances[to + at] = self.distances[from + at];
            }
        }
        named
    }

    /// Share of the true neighbours that were found, as measured on some rows; `None` where all were.
    pub fn recall(&self) -> Option<f64> {
        self.recall
    }

    /// Neighbours of each row.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.indices.len() / self.k
    }

    /// The neighbours of a row, nearest first.
    pub fn indices(&self, row: usize) -> &[u32] {
        &self.indices[row * self.k..(row + 1) * self.k]
    }

    /// Their squared distances, in units of the table's own spread (total variance 1).
    pub fn distances(&self, row: usize) -> &[f32] {
        &self.distances[row * self.k..(row + 1) * self.k]
    }
}

/// As many rows as it takes.
fn enough(rows: usize, k: usize) -> Result<usize, MethodError> {
    if k == 0 || k >= rows {
        return Err(MethodError::TooFewRows { method: "t-SNE", needed: k + 1, rows });
    }
    Ok(rows)
}
