//! `dimlens explain`: which number, of which customer.

use super::{ClusterArgs, DataArgs, TalkArgs, TsneArgs};
use crate::data::RowId;
use crate::narrative::mathematics::Topic;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// `dimlens explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// What to explain
    #[arg(long)]
    pub(in crate::cli) topic: Topic,
    /// The customer it is explained on, by the number of its row; the first on the map where left out
    #[arg(long, value_name = "N", value_parser = row, allow_negative_numbers = true)]
    pub(in crate::cli) row: Option<RowId>,
    #[command(flatten)]
    pub(in crate::cli) tsne: TsneArgs,
    #[command(flatten)]
    pub(in crate::cli) cluster: ClusterArgs,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}

impl ValueEnum for Topic {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.question()))
    }
}

fn row(text: &str) -> Result<RowId, String> {
    match text.trim().parse() {
        Ok(row @ 1..) => Ok(RowId(row)),
        _ => Err("rows count from 1, as they stand in the file".to_owned()),
    }
}
