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
    /// Too few rows to have neighbours to speak of.
    #[error("neighbours can be judged from {needed} rows on; this table has {rows}.")]
    TooFewRows {
        /// Rows that it takes at least.
        needed: usize,
        /// Rows there are.
        rows: usize,
    },
    /// A silhouette compares a row's cluster with the others.
    #[error(
        "a silhouette compares clusters, and this clustering has {found}. Ask for two clusters or more."
    )]
    OneCluster {
        /// Clusters that have rows: none or one.
        found: usize,
    },
    /// No row has a cluster in both clusterings.
    #[error("no row has a cluster in both clusterings, so there is nothing to compare.")]
    NothingInCommon,
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

/// `what` is of the same rows as the other.
pub(super) fn same_rows(
    what: &'static str,
    found: usize,
    wanted: usize,
) -> Result<(), MetricError> {
    if found == wanted {
        return Ok(());
    }
    Err(MetricError::DifferentRows { what, found, wanted })
}
