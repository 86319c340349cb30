//! What the numbers mean, in words. Numbers go in, words come out; only [`mathematics`] looks at a table, to fill its
//! formulas in.

mod clusters;
mod evidence;
pub mod mathematics;
mod reasons;
mod say;
mod verdict;

pub use clusters::{CAVEAT, CardInput, CardLine, ClusterCard, cluster_card};
pub use evidence::{ClusterEvidence, Evidence, GroupEvidence, MapEvidence, NoiseMap, Stability};
pub use verdict::{MapChoice, Reason, Verdict};
