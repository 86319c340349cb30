//! Why something cannot be explained.

use crate::data::RowId;
use crate::methods::MethodError;
use crate::metrics::MetricError;
use crate::progress::Cancelled;

/// Why something cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// No such customer.
    #[error("row {row} is not on the maps; they show rows {first} to {last}. Name one of those.")]
    NoSuchRow {
        /// What was asked for.
        row: RowId,
        /// The first row on the maps.
        first: RowId,
        /// The last.
        last: RowId,
    },
    /// A t-SNE map is needed.
    #[error("this is about the t-SNE map, which is not computed; run t-SNE first.")]
    NoTsne,
    /// Two features are needed.
    #[error("this needs two prepared columns; the table has one. Let another column take part.")]
    OneFeature,
    /// A computation failed.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// A measure failed.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// It was stopped.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
