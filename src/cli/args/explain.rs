//! `dimlens explain`: which number, of which customer.

use super::{ClusterArgs, DataArgs, PageArgs, TalkArgs, TsneArgs};
use crate::data::RowId;
use crate::narrative::mathematics::Topic;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `dimlens explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// What to explain
    #[arg(long)]
    pub(in crate::cli) topic: Topics,
    /// The customer it is explained on, by the number of its row; the first on the map where left out
    #[arg(long, value_name = "N", value_parser = row, allow_negative_numbers = true)]
    pub(in crate::cli) row: Option<RowId>,
    /// Draw its figures too, into this file and, where there are more, OUT-2 and so on; a PDF has them on its pages
    #[arg(short, long, value_name = "OUT.svg|pdf|png")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) page: PageArgs,
    #[command(flatten)]
    pub(in crate::cli) tsne: TsneArgs,
    #[command(flatten)]
    pub(in crate::cli) cluster: ClusterArgs,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}

/// One topic, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Topics {
    /// This one.
    One(Topic),
    /// All that can be told of the table.
    All,
}

impl Topics {
    /// Each topic once, in the order in which each needs earlier ones only.
    pub fn listed(asked: &[Self]) -> Vec<Topic> {
        let is_asked =
            |topic: &Topic| asked.contains(&Self::All) || asked.contains(&Self::One(*topic));
        Topic::ALL.into_iter().filter(is_asked).collect()
    }
}

/// All topics, then all of them at once.
const VALUES: [Topics; Topic::ALL.len() + 1] = {
    let mut values = [Topics::All; Topic::ALL.len() + 1];
    let mut at = 0;
    while at < Topic::ALL.len() {
        values[at] = Topics::One(Topic::ALL[at]);
        at += 1;
    }
    values
};

impl ValueEnum for Topics {
    fn value_variants<'a>() -> &'a [Self] {
        &VALUES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::One(topic) => PossibleValue::new(topic.key()).help(topic.question()),
            Self::All => {
                PossibleValue::new("all").help("All of these, as far as the table has them")
            }
        })
    }
}

pub(super) fn row(text: &str) -> Result<RowId, String> {
    match text.trim().parse() {
        Ok(row @ 1..) => Ok(RowId(row)),
        _ => Err("rows count from 1, as they stand in the file".to_owned()),
    }
}
