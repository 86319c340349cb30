//! `dimlens sample`: which table, and where it goes.

use clap::Args;
use std::path::PathBuf;

/// `dimlens sample`
#[derive(Debug, Args)]
pub struct SampleArgs {
    /// The sample to write; all are listed where left out
    pub(in crate::cli) name: Option<String>,
    /// The CSV file to write; standard output where left out
    #[arg(short, long, value_name = "OUT.csv")]
    pub(in crate::cli) output: Option<PathBuf>,
}
