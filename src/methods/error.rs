//! Why a method cannot run, or did not succeed.

use crate::progress::Cancelled;

/// What is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum MethodError {
    /// Too few rows for any map.
    #[error("{method} needs at least {needed} rows; this table has {rows}.")]
    TooFewRows {
        /// The method's name.
        method: &'static str,
        /// Rows that it takes at least.
        needed: usize,
        /// Rows there are.
        rows: usize,
    },
    /// More rows than the method can finish in reasonable time.
    #[error(
        "{method} takes at most {limit} rows here; this table has {rows}. Draw a sample with --rows {limit}, or use PCA."
    )]
    TooManyRows {
        /// The method's name.
        method: &'static str,
        /// Rows that it takes at most.
        limit: usize,
        /// Rows there are.
        rows: usize,
    },
    /// More clusters than there are different rows.
    #[error(
        "{clusters} clusters need at least {clusters} different rows; there are {different}. Ask for fewer."
    )]
    TooManyClusters {
        /// As asked for.
        clusters: usize,
        /// Rows that differ, at most as many as asked for.
        different: usize,
    },
    /// The perplexity that was asked for needs more rows.
    #[error(
        "perplexity {perplexity} needs at least {needed} rows; this table has {rows}. Choose at most {most}."
    )]
    PerplexityTooLarge {
        /// As asked for.
        perplexity: f64,
        /// Rows that it needs.
        needed: usize,
        /// Rows there are.
        rows: usize,
        /// The largest perplexity that these rows allow.
        most: f64,
    },
    /// A setting outside its range.
    #[error("{setting} is {value}; it must be {range}.")]
    OutOfRange {
        /// The setting's name.
        setting: &'static str,
        /// As given.
        value: f64,
        /// What it may be, in words.
        range: &'static str,
    },
    /// A component that the table does not have.
    #[error("there is no PC{component}: this table has {found} principal components.")]
    NoSuchComponent {
        /// As asked for, counted from 1.
        component: usize,
        /// How many there are.
        found: usize,
    },
    /// All rows are equal, or differ by less than f64 can square.
    #[error(
        "there is no variance to explain: all rows are the same, or the numbers are too small to square. Choose other columns, or standardise them."
    )]
    NoVariance,
    /// The input holds NaN or infinity.
    #[error("the matrix holds a number that is not finite, in row {row} of it.")]
    NotFinite {
        /// 0-based row of the matrix.
        row: usize,
    },
    /// The computation did not come to a finite result.
    #[error("{method} did not come to a finite result: {message}")]
    Failed {
        /// The method's name.
        method: &'static str,
        /// What happened.
        message: String,
    },
    /// Demanded by linfa's traits.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
    /// The user stopped the work.
    // Not `transparent`, which would hide the cause from whoever looks for it.
    #[error("stopped")]
    Cancelled(#[from] Cancelled),
}
