//! How clusters are found.

use crate::methods::cluster::{ClusterMethod, ClusterSettings, HowMany};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// The settings of clusterings.
#[derive(Debug, Args)]
pub(in crate::cli) struct ClusterArgs {
    /// How many clusters, or auto: as many as the data speak for, which may be one
    #[arg(long, default_value = "auto", value_name = "K|auto", value_parser = how_many, allow_negative_numbers = true)]
    pub(in crate::cli) clusters: HowMany,
    /// How clusters are found
    #[arg(long, default_value = "k-means")]
    pub(in crate::cli) cluster_method: ClusterMethod,
}

impl ClusterArgs {
    /// As settings.
    pub(in crate::cli) fn settings(&self, seed: u64) -> ClusterSettings {
        ClusterSettings {
            method: self.cluster_method,
            k: self.clusters,
            seed,
            ..ClusterSettings::default()
        }
    }

    /// What contradicts itself.
    pub(in crate::cli) fn check(&self) -> Result<(), String> {
        if matches!(self.clusters, HowMany::Given(_)) && !self.cluster_method.takes_k() {
            return Err(format!(
                "--clusters has no effect on --cluster-method {}, which finds the number by itself; leave it out.",
                self.cluster_method.key()
            ));
        }
        Ok(())
    }
}

impl ValueEnum for ClusterMethod {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.about()))
    }
}

fn how_many(text: &str) -> Result<HowMany, String> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(HowMany::Found);
    }
    match text.trim().parse() {
        Ok(k @ 1..) => Ok(HowMany::Given(k)),
        _ => Err("a number, 1 or more, or auto".to_owned()),
    }
}
