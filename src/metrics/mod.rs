//! How far a map or a clustering may be believed: plain numbers, each with its source and its oracle.
//!
//! | question | answer | file |
//! |---|---|---|
//! | are neighbours on the map neighbours in the data? | trustworthiness | `trust` |
//! | what sets some rows apart from the rest? | Cohen's d, Cramer's V | `difference` |
//! | are two maps the same picture, turned and stretched? | Procrustes disparity | `procrustes` |
//!
//! Distances are Euclidean and exact in f64, of the prepared table and of the map; equal ones go to the smaller
//! row. Up to [`EXACT_UP_TO`] rows every row is asked; beyond, a seeded sample of [`SAMPLE`] rows is, each against
//! *all* rows, and the result says so ([`Asked`]). The work is split by rows and counts are whole numbers: the
//! same table gives the same answer, bit for bit, with any number of threads.

// What runs inside `lanes::wide` must be inlined there, or it is compiled for the baseline.
#![allow(clippy::inline_always)]

mod asked;
mod difference;
mod distances;
mod error;
mod neighborhoods;
mod procrustes;
mod trust;

pub use asked::{Asked, EXACT_UP_TO, SAMPLE};
pub use difference::{BINS, Difference, DifferenceKind, differences};
pub use error::MetricError;
pub use procrustes::{Procrustes, procrustes};
pub use trust::{Trustworthiness, trustworthiness};

#[cfg(test)]
mod tests;
