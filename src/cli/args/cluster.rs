//! How customers are grouped.

use crate::methods::cluster::{ClusterMethod, ClusterSettings, HowMany};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// Clusters and the way to them.
#[derive(Debug, Args)]
pub(in crate::cli) struct ClusterArgs {
    /// Clusters, or auto: as many as the data speak for, for each clustering
    #[arg(long, default_value = "auto", value_name = "K|auto", value_parser = how_many, allow_negative_numbers = true)]
    pub(in crate::cli) clusters: HowMany,
    /// The way to clusters; dbscan and hdbscan find their number by themselves
    #[arg(long, default_value = "k-means", value_name = "METHOD")]
    pub(in crate::cli) cluster_method: ClusterMethod,
}

impl ClusterArgs {
    /// As settings, what is not asked for as by default.
    pub(in crate::cli) fn settings(&self, seed: u64) -> ClusterSettings {
        let (method, k) = (self.cluster_method, self.clusters);
        ClusterSettings { method, k, seed, ..ClusterSettings::default() }
    }
}

fn how_many(text: &str) -> Result<HowMany, String> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(HowMany::Found);
    }
    match text.trim().parse() {
        Ok(number @ 1..) => Ok(HowMany::Given(number)),
        _ => Err("a whole number, 1 or more, or auto".to_owned()),
    }
}

/// The methods on the command line are those of the window.
impl ValueEnum for ClusterMethod {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.about()))
    }
}
