//! Why a table has no feature matrix.

use crate::data::{RowId, Table};
use crate::progress::Cancelled;
use crate::words::shortened;

/// What is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum FeatureError {
    /// A column was named that the table does not have.
    #[error("there is no column \u{201c}{name}\u{201d}. The columns are: {known}.")]
    NoSuchColumn {
        /// The name as given.
        name: String,
        /// The names there are, shortened.
        known: String,
    },
    /// The table has a header only.
    #[error("the table has no rows. A map needs at least two.")]
    NoRows,
    /// One row cannot be compared with anything.
    #[error("only one row is left. A map needs at least two.")]
    OneRow,
    /// Dropping rows with missing cells left too few.
    #[error(
        "{left} of {all} rows have no missing cell; a map needs at least two. Fill missing cells instead of dropping rows, or exclude the columns with most of them: {worst}."
    )]
    AllDropped {
        /// Rows without a missing cell.
        left: usize,
        /// Rows of the table.
        all: usize,
        /// The columns with the most missing cells.
        worst: String,
    },
    /// Every column was left out.
    #[error(
        "no usable feature is left: {reasons}. Choose columns that hold numbers or categories."
    )]
    NoFeatures {
        /// Each column with the reason why it takes no part, shortened.
        reasons: String,
    },
    /// A number too large to compute with.
    #[error(
        "column \u{201c}{feature}\u{201d}, row {row}: the value is too large to compute with. Rescale or exclude the column."
    )]
    NotFinite {
        /// The feature.
        feature: String,
        /// The row.
        row: RowId,
    },
    /// The user stopped the work.
    // Not `transparent`, which would hide the cause from whoever looks for it.
    #[error("stopped")]
    Cancelled(#[from] Cancelled),
}

impl FeatureError {
    /// A column was named that `table` does not have.
    pub fn no_such_column(name: &str, table: &Table) -> Self {
        let known: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
        Self::NoSuchColumn { name: name.to_owned(), known: shortened(&known, 12) }
    }
}
