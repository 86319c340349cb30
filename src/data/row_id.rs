//! The name of a customer on every map, table and export.

use std::fmt;

/// The 1-based number of the non-blank data record after the header.
///
/// It is given once, on reading, and kept through sampling and dropping; results are joined by it and
/// never by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct RowId(pub u32);

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
