//! `dimlens report`: all that is found about one table, as one file.

use super::{ClusterArgs, DataArgs, TalkArgs, Topics, TsneArgs, explain};
use crate::data::RowId;
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
    /// Add the mathematics of these topics, filled in with the table's numbers: names between commas, or all
    #[arg(long, value_name = "TOPICS", value_delimiter = ',')]
    pub(in crate::cli) explain: Vec<Topics>,
    /// The customer that topics are explained on, by the number of its row; the first on the map where left out
    #[arg(long, value_name = "N", value_parser = explain::row, allow_negative_numbers = true, requires = "explain")]
    pub(in crate::cli) row: Option<RowId>,
    /// The file to write; its ending (.html, .pdf) decides the format
    #[arg(short, long, value_name = "OUT.html|pdf")]
    pub(in crate::cli) output: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}
