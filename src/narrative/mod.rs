//! What the numbers mean, in words. Numbers go in, words come out: nothing here looks at a table.

mod clusters;
mod evidence;
mod reasons;
mod say;
mod verdict;

pub use clusters::{CAVEAT, CardInput, CardLine, ClusterCard, cluster_card};
pub use evidence::{ClusterEvidence, Evidence, GroupEvidence, MapEvidence, NoiseMap, Stability};
pub use verdict::{MapChoice, Reason, Verdict};
