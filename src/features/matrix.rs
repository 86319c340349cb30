//! The matrix that every method takes: finite, row-major, with names on both sides.

use super::cells::Cells;
use super::{Bend, FeatureError};
use crate::data::RowId;
use ndarray::{Array2, ArrayViewMut2, Axis, s};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Rows that are laid out at a time: they stay in the cache while columns are dealt out to them.
const BLOCK: usize = 1024;
/// Numbers up to which a matrix is laid out once and for all: 64 MB.
const LAID_OUT: usize = 1 << 23;

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

/// Rows x features, finite throughout. A small one lies in memory row by row; of a large one the columns are
/// kept as small as they can be, and it is laid out only while somebody works on all of it.
#[derive(Debug, Clone)]
pub struct FeatureMatrix {
    store: Store,
    features: Vec<Feature>,
    rows: Arc<[RowId]>,
}

#[derive(Debug, Clone)]
enum Store {
    LaidOut(Arc<Array2<f64>>),
    Columns {
        cells: Arc<[Cells]>,
        /// The whole of it, as long as anybody has it.
        laid_out: Arc<Mutex<Weak<Array2<f64>>>>,
    },
}

impl PartialEq for FeatureMatrix {
    fn eq(&self, other: &Self) -> bool {
        self.features == other.features
            && self.rows == other.rows
            && match (&self.store, &other.store) {
                (Store::Columns { cells: a, .. }, Store::Columns { cells: b, .. }) => a == b,
                _ => self.values() == other.values(),
            }
    }
}

impl FeatureMatrix {
    /// Takes prepared columns, each as long as `rows`.
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
        Self::of_cells(columns.iter().cloned().map(Cells::Own).collect(), features, rows)
    }

    /// The same of columns that are kept as small as they can be.
    pub(super) fn of_cells(
        columns: Vec<Cells>,
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
        let ends: Vec<Option<usize>> = columns.par_iter().map(Cells::not_finite).collect();
        for (found, feature) in ends.into_iter().zip(&features) {
            if let Some(at) = found {
                let feature = feature.name.clone();
                return Err(FeatureError::NotFinite { feature, row: rows[at] });
            }
        }
        let store = if rows.len().saturating_mul(columns.len()) <= LAID_OUT {
            Store::LaidOut(Arc::new(laid_out(&columns)))
        } else {
            Store::Columns { cells: columns.into(), laid_out: Arc::default() }
        };
        Ok(Self { store, features, rows: rows.into() })
    }

    /// Rows and features.
    pub fn dim(&self) -> (usize, usize) {
        (self.rows.len(), self.features.len())
    }

    /// The numbers, rows x features, for work on all of them. Of a large matrix they are laid out anew unless
    /// somebody has them: let go of them as soon as the work is done.
    pub fn values(&self) -> Arc<Array2<f64>> {
        match &self.store {
            Store::LaidOut(values) => Arc::clone(values),
            Store::Columns { cells, laid_out: kept } => {
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.upgrade().unwrap_or_else(|| {
                    let values = Arc::new(laid_out(cells));
                    *kept = Arc::downgrade(&values);
                    values
                })
            }
        }
    }

    /// The numbers of one row.
    pub fn row(&self, at: usize) -> Vec<f64> {
        let mut row = vec![0.0; self.features.len()];
        self.block(at..at + 1, &mut row);
        row
    }

    /// The numbers of some rows, one row after the other, into as many places.
    pub fn block(&self, rows: Range<usize>, out: &mut [f64]) {
        let columns = self.features.len();
        match &self.store {
            Store::LaidOut(values) => {
                let rows = values.slice(s![rows, ..]);
                out.iter_mut().zip(rows).for_each(|(out, value)| *out = *value);
            }
            Store::Columns { cells, .. } => {
                for (j, cells) in cells.iter().enumerate() {
                    cells.write(rows.clone(), out.iter_mut().skip(j).step_by(columns));
                }
            }
        }
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

/// Columns laid out row by row.
fn laid_out(columns: &[Cells]) -> Array2<f64> {
    let rows = columns.first().map_or(0, Cells::len);
    let mut values = Array2::zeros((rows, columns.len()));
    values.axis_chunks_iter_mut(Axis(0), BLOCK).into_par_iter().enumerate().for_each(
        |(block, mut part): (usize, ArrayViewMut2<'_, f64>)| {
            let rows = block * BLOCK..block * BLOCK + part.nrows();
            for (cells, mut out) in columns.iter().zip(part.columns_mut()) {
                cells.write(rows.clone(), out.iter_mut());
            }
        },
    );
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large() -> FeatureMatrix {
        let rows = LAID_OUT / 2;
        let of: Arc<[u8]> = (0..rows).map(|at| (at % 3) as u8).collect();
        let cells = vec![
            Cells::level(&of, 0),
            Cells::Own((0..rows).map(|at| at as f64).collect()),
            Cells::level(&of, 2),
        ];
        let features = ["a", "b", "c"].map(Feature::amount).to_vec();
        let names = (1..=rows as u32).map(RowId).collect();
        FeatureMatrix::of_cells(cells, features, names).unwrap()
    }

    #[test]
    fn a_large_matrix_is_laid_out_while_somebody_has_it_and_says_the_same_without() {
        let matrix = large();
        assert!(matches!(&matrix.store, Store::Columns { .. }));
        let values = matrix.values();
        assert!(Arc::ptr_eq(&values, &matrix.clone().values()), "laid out once for all");
        for at in [0, 1, 2, 4_000_000] {
            assert_eq!(matrix.row(at), values.row(at).to_vec());
            let answers = [f64::from(u8::from(at % 3 == 0)), f64::from(u8::from(at % 3 == 2))];
            assert_eq!(matrix.row(at), [answers[0], at as f64, answers[1]]);
        }
        let kept = Arc::downgrade(&values);
        drop(values);
        assert!(kept.upgrade().is_none(), "nobody has it: it is gone");
        let mut block = [0.0; 6];
        matrix.block(7..9, &mut block);
        assert_eq!(block, [0.0, 7.0, 0.0, 0.0, 8.0, 1.0]);
    }

    #[test]
    fn a_number_that_is_not_finite_is_named() {
        let rows = vec![RowId(3), RowId(9)];
        let refused =
            FeatureMatrix::new(&[vec![1.0, f64::NAN]], vec![Feature::amount("spend")], rows);
        let Err(FeatureError::NotFinite { feature, row }) = refused else { panic!() };
        assert_eq!((feature.as_str(), row), ("spend", RowId(9)));
    }
}
