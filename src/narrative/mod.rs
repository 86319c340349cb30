//! What the numbers mean, in words. Numbers go in, words come out: nothing here looks at a table.

mod evidence;
mod reasons;
mod say;
mod verdict;

pub use evidence::{Evidence, GroupEvidence, MapEvidence, NoiseMap, Stability};
pub use verdict::{MapChoice, Reason, Verdict};
