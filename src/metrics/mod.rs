//! How far a map or a clustering may be believed: plain numbers, each with its source and its oracle.
//!
//! | question | answer | file |
//! |---|---|---|
//! | are neighbours on the map neighbours in the data? | trustworthiness at one k | `trust` |
//! | and the other way round, at every size of neighbourhood, for each row? | continuity, share kept, curves | `faithfulness` |
//! | does the large picture hold? | Shepard's rank correlation | `shepard` |
//! | do two maps put the same rows side by side? | share of neighbours | `shared` |
//! | are two maps the same picture, turned and stretched? | Procrustes disparity | `procrustes` |
//! | does each row lie well in its cluster? | silhouette | `silhouette`, `silhouettes` |
//! | do two clusterings tell the same story? | adjusted Rand index, adjusted mutual information | `contingency`, `agreement` |
//! | do the rows fall into groups with gaps, and does a map lay them over each other? | mutual neighbour graph | `groups` |
//! | how much farther than need be are neighbours on a map? | stretch | `stretch` |
//! | in how many directions do the rows spread? | `TwoNN`, maximum likelihood | `intrinsic_dimension` |
//! | would noise look like this? | columns and directions shuffled | `shuffled` |
//! | how many clusters are there? | silhouette, BIC, gap statistic | `how_many` |
//! | would other customers give the same clusters? | bootstrapped Jaccard | `stability` |
//! | would noise look like this? | the same on shuffled columns | `noise_control` |
//! | which cluster of one is which of the other, who changed sides? | the best pairing | `matching` |
//! | what sets some rows apart from the rest? | Cohen's d, Cramer's V | `difference` |
//!
//! Distances are Euclidean and exact in f64, of the prepared table and of the map; equal ones go to the smaller
//! row. Up to [`EXACT_UP_TO`] rows every row is asked; beyond, a seeded sample of [`SAMPLE`] rows is, each against
//! *all* rows, and the result says so ([`Asked`]). The work is split by rows and counts are whole numbers: the
//! same table gives the same answer, bit for bit, with any number of threads.

// What runs inside `lanes::wide` must be inlined there, or it is compiled for the baseline.
#![allow(clippy::inline_always)]

mod agreement;
mod asked;
mod contingency;
mod difference;
mod distances;
mod error;
mod faithfulness;
mod groups;
mod how_many;
mod intrinsic_dimension;
mod matching;
mod neighborhoods;
mod noise_control;
mod procrustes;
mod ranks;
mod shared;
mod shepard;
mod shuffled;
mod silhouette;
mod silhouettes;
mod stability;
mod stretch;
mod tally;
#[cfg(test)]
mod tests;
mod trust;

pub use agreement::{adjusted_mutual_information, adjusted_rand};
pub use asked::{Asked, EXACT_UP_TO, SAMPLE};
pub use contingency::Contingency;
pub use difference::{BINS, Difference, DifferenceKind, differences};
pub use error::MetricError;
pub use faithfulness::{FaithAt, Faithfulness, NEIGHBOURS, RowFaith, faithfulness};
pub use groups::{Groups, groups};
pub use how_many::{ForK, FoundClusters, HowManyClusters, find_clusters, how_many};
pub use intrinsic_dimension::{IntrinsicDimension, intrinsic_dimension};
pub use matching::Matching;
pub use noise_control::{Looks, NOISE_ROWS, NoiseControl, group_again, noise_control};
pub use procrustes::{Procrustes, procrustes};
pub use shared::{SharedAt, SharedNeighbors, shared_neighbors};
pub use shepard::{PAIRS, Shepard, shepard};
pub use shuffled::{Contrast, Shuffled, shuffle_columns, shuffled};
pub use silhouette::{ClusterSilhouette, Silhouette, silhouette};
pub use silhouettes::silhouettes;
pub use stability::{ClusterStability, Firmness, RESAMPLES, Stability, stability};
pub use stretch::{Stretch, stretch};
pub use trust::{Trustworthiness, trustworthiness};
