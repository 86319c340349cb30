//! t-SNE (van der Maaten and Hinton 2008), our own engine. The files are the steps of the method:
//!
//! | step | file |
//! |---|---|
//! | what may be set, and the checks | `settings` |
//! | the nearest neighbours of every row | `neighbors` |
//! | how much each pair belongs together | `affinity` |
//! | where the points start | `initialization` |
//! | which way each point is drawn and pushed | `gradient` |
//! | how far it goes | `optimizer` |
//! | the run: phases, divergence, pause and continue | `run` |
//!
//! The work is split by rows, never by threads, and sums run in a fixed order: the same table and the
//! same settings give the same map, bit for bit, with any number of threads.

// What runs inside `lanes::wide` must be inlined there, or it is compiled for the baseline.
#![allow(clippy::inline_always)]

mod affinity;
mod gradient;
mod initialization;
pub(crate) mod lanes;
mod neighbors;
mod optimizer;
mod run;
mod settings;
#[cfg(test)]
mod tests;

pub(super) use run::REDUCE_TO;
pub(crate) use run::reduced;

pub use affinity::{Affinities, Bandwidth, bandwidth};
pub use neighbors::Neighbors;
pub use run::{KlPoint, Phase, TsneRun, recent, settled};
pub use settings::{Start, TsneSettings, TsneValidParams};
