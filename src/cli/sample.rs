//! `dimlens sample`: the embedded tables.

use super::args::SampleArgs;
use super::output;
use crate::data::sample::{SAMPLES, find};
use anyhow::bail;

pub(super) fn run(args: &SampleArgs) -> anyhow::Result<()> {
    let Some(name) = &args.name else {
        let lines: Vec<String> = SAMPLES
            .iter()
            .map(|sample| format!("{:10} {}\n", sample.name, sample.promise))
            .collect();
        return output::write(args.output.as_deref(), lines.concat().as_bytes());
    };
    let Some(sample) = find(name) else {
        let known: Vec<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
        bail!("there is no sample \u{201c}{name}\u{201d}. The samples are: {}.", known.join(", "))
    };
    output::write(args.output.as_deref(), sample.csv.as_bytes())
}
