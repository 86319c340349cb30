//! `dimlens compare`: both maps of one table, and what is to be thought of them.

use super::{ClusterArgs, DataArgs, TalkArgs, TsneArgs};
use clap::Args;

/// `dimlens compare`
#[derive(Debug, Args)]
pub struct CompareArgs {
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    #[command(flatten)]
    pub(in crate::cli) tsne: TsneArgs,
    #[command(flatten)]
    pub(in crate::cli) cluster: ClusterArgs,
    /// Look for clusters among the first components, too
    #[arg(long)]
    pub(in crate::cli) components: bool,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}
