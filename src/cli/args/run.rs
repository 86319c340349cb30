//! `dimlens run`: which project, with which data.

use super::TalkArgs;
use clap::Args;
use std::path::PathBuf;

/// `dimlens run`
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The project, as the window saved it
    #[arg(value_name = "PROJECT.dimlens")]
    pub(in crate::cli) project: PathBuf,
    /// The table to use in the place of the one that the project names
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) data: Option<PathBuf>,
    /// Go on also where the table is not what it was when the project was saved
    #[arg(long)]
    pub(in crate::cli) accept_changed: bool,
    /// Threads to use; all cores where left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), allow_negative_numbers = true)]
    pub(in crate::cli) threads: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}
