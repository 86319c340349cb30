//! Why there is no number.

use crate::progress::Cancelled;

/// What is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum MetricError {
    /// Two things that should be of the same rows are not.
    #[error("{what} has {found} rows where {wanted} are expected; both must be of the same rows.")]
    DifferentRows {
        /// The one that does not fit.
        what: &'static str,
        /// Its rows.
        found: usize,
        /// Rows of the other.
        wanted: usize,
    },
    /// Trustworthiness is defined for fewer neighbours than half of the rows.
    #[error(
        "{k} neighbours cannot be judged among {rows} rows: it takes 1 to {most}, fewer than half of the rows. Choose fewer neighbours, or more rows."
    )]
    Neighbours {
        /// As asked for.
        k: usize,
        /// Rows there are.
        rows: usize,
        /// The largest number that these rows allow.
        most: usize,
    },
    /// NaN or infinity.
    #[error("{what} holds a number that is not finite, in its row {row} (counted from 0).")]
    NotFinite {
        /// The matrix or map.
        what: &'static str,
        /// 0-based row of it.
        row: usize,
    },
    /// A map without extent has no shape to compare.
    #[error("all points of {what} lie in one place, so there is no shape to compare.")]
    OnePlace {
        /// Which map.
        what: &'static str,
    },
    /// The user stopped the work.
    #[error("stopped")]
    Cancelled(#[from] Cancelled),
}
