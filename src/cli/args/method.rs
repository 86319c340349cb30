//! How a map is made.

use crate::methods::Method;
use crate::methods::tsne::Start;
use clap::Args;

/// The method and its settings.
#[derive(Debug, Args)]
pub(in crate::cli) struct MethodArgs {
    /// How the map is made
    #[arg(long, default_value = "pca")]
    pub(in crate::cli) method: Method,
    #[command(flatten)]
    pub(in crate::cli) tsne: TsneArgs,
    /// linfa-tsne: angle of the Barnes-Hut approximation; 0 is exact and slow
    #[arg(long, default_value_t = 0.5, allow_negative_numbers = true)]
    pub(in crate::cli) theta: f64,
}

/// The settings of t-SNE.
#[derive(Debug, Args)]
pub(in crate::cli) struct TsneArgs {
    /// t-SNE: effective number of neighbours; 30, less for small tables, where left out
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    pub(in crate::cli) perplexity: Option<f64>,
    /// t-SNE: iterations, both phases together
    #[arg(long, default_value_t = 750, value_name = "N", allow_negative_numbers = true)]
    pub(in crate::cli) iterations: usize,
    /// t-SNE: factor on the attraction in the first third of the iterations, at most 250
    #[arg(long, default_value_t = 12.0, value_name = "F", allow_negative_numbers = true)]
    pub(in crate::cli) exaggeration: f64,
    /// t-SNE: the same in the iterations after those; 1 is t-SNE itself
    #[arg(long, default_value_t = 1.0, value_name = "F", allow_negative_numbers = true)]
    pub(in crate::cli) late_exaggeration: f64,
    /// t-SNE: step per unit of gradient, or auto: rows / exaggeration, at least 50
    #[arg(long, default_value = "auto", value_name = "RATE", value_parser = learning_rate, allow_negative_numbers = true)]
    pub(in crate::cli) learning_rate: LearningRate,
    /// t-SNE: where the points start
    #[arg(long, default_value = "pca")]
    pub(in crate::cli) start: Start,
}

/// `--learning-rate`; `None` is auto.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::cli) struct LearningRate(pub Option<f64>);

fn learning_rate(text: &str) -> Result<LearningRate, String> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(LearningRate(None));
    }
    let rate = text.parse().map_err(|_| "give a number, or auto".to_owned())?;
    Ok(LearningRate(Some(rate)))
}
