//! `dimlens report`: all that is found about one table, as one file.

use super::{ClusterArgs, DataArgs, TalkArgs, TsneArgs};
use clap::Args;
use std::path::PathBuf;

/// `dimlens report`
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    #[command(flatten)]
    pub(in crate::cli) tsne: TsneArgs,
    #[command(flatten)]
    pub(in crate::cli) cluster: ClusterArgs,
    /// The column that colours the points; the label where left out
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) color_by: Option<String>,
    /// The file to write; its ending (.html, .pdf) decides the format
    #[arg(short, long, value_name = "OUT.html|pdf")]
    pub(in crate::cli) output: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}
