//! What a t-SNE map was made of, for whoever explains it.

use super::MapResult;
use crate::features::FeatureMatrix;
use crate::methods::tsne::{TsneRun, TsneSettings, reduced};
use crate::methods::{Method, MethodError};
use crate::narrative::mathematics::{LinkedMap, MapLesson};
use crate::progress::Progress;
use std::sync::Arc;

/// Finds the affinities of a map again, from the settings that it was made with.
///
/// # Errors
/// [`MethodError`]: a map of another method or of other rows, settings that do not fit, cancelled.
pub fn map_lesson(
    matrix: &FeatureMatrix,
    result: &MapResult,
    settings: &TsneSettings,
    progress: &Progress,
) -> Result<MapLesson, MethodError> {
    let failed = |message: &str| {
        Err(MethodError::Failed { method: "The mathematics", message: message.to_owned() })
    };
    let Some(used) = result.tsne.as_ref().filter(|_| result.method == Method::Tsne) else {
        return failed("only a map of t-SNE has neighbours to explain.");
    };
    if result.embedding.rows() != matrix.rows() {
        return failed("the map is of other rows than the prepared columns. Run it again.");
    }
    let values = matrix.values();
    let settings =
        TsneSettings { perplexity: Some(used.perplexity), seed: used.seed, ..settings.clone() };
    let params = settings.check(values.nrows())?;
    let run = TsneRun::new(&params, values.view(), progress)?;
    let curve = used.curve_so_far();
    Ok(MapLesson {
        p: Arc::clone(run.affinities()),
        map: LinkedMap::new(result.embedding.points().to_vec()),
        perplexity: params.perplexity(),
        neighbors: params.neighbors(),
        kl: [curve.first(), curve.last()].map(|point| point.map(|point| point.kl)),
        iterations: used.iterations,
        caption: result.caption.clone(),
        reduced: reduced(values.view(), progress)?,
    })
}
