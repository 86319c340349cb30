//! What `embed --json` tells of a PCA.

use super::args::EmbedArgs;
use super::console::Console;
use crate::features::FeatureMatrix;
use crate::methods::pca::{Parallel, ParallelSettings, Rules};
use crate::project::MapResult;
use serde_json::{Value, json};

/// The rules for the number of components, parallel analysis among them where it was asked for.
pub(super) fn rules(
    matrix: &FeatureMatrix,
    result: &MapResult,
    args: &EmbedArgs,
    console: &Console,
) -> anyhow::Result<Option<Rules>> {
    let Some(values) = &result.explained_variance else { return Ok(None) };
    let rules = Rules::new(values, matrix.features().len());
    let Some(model) = result.pca.clone().filter(|_| args.parallel_analysis) else {
        return Ok(Some(rules));
    };
    let settings = ParallelSettings { seed: args.data.seed, ..ParallelSettings::default() };
    let matrix = matrix.clone();
    let parallel = console.run("parallel analysis", move |progress| {
        Parallel::analysis(&model, matrix.values(), settings, progress)
    })??;
    Ok(Some(rules.with_parallel_analysis(parallel)))
}

/// Mean and scale are what was subtracted and divided from the raw columns, preparing and centring together.
pub(super) fn described(
    matrix: &FeatureMatrix,
    result: &MapResult,
    rules: Option<&Rules>,
) -> Value {
    let features = matrix.features();
    let mut value = json!({
        "explained_variance": result.explained_variance,
        "explained_variance_ratio": result.explained_variance_ratio(),
        "scale": features.iter().map(|f| f.scale).collect::<Vec<_>>(),
    });
    if let Some(model) = &result.pca {
        let mean: Vec<f64> =
            features.iter().zip(model.mean()).map(|(f, m)| f.center + m * f.scale).collect();
        let components: Vec<Vec<f64>> =
            model.components().rows().into_iter().map(|row| row.to_vec()).collect();
        value["mean"] = json!(mean);
        value["components"] = json!(components);
    }
    if let Some(rules) = rules {
        value["rules"] = json!(rules);
        value["rules"]["reading"] = rules.reading().into();
    }
    value
}
