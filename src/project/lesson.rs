//! What a t-SNE map was made of, for whoever explains it.

use super::MapResult;
use crate::features::FeatureMatrix;
use crate::methods::tsne::{Affinities, TsneRun, TsneSettings, reduced};
use crate::methods::{Method, MethodError};
use crate::narrative::mathematics::{LinkedMap, MapLesson};
use crate::progress::Progress;
use std::sync::Arc;

/// What a map was made of: its affinities, found again from its settings where they are not `known`.
///
/// # Errors
/// [`MethodError`]: a map of another method or of other rows, settings that do not fit, cancelled.
pub fn map_lesson(
    matrix: &FeatureMatrix,
    result: &MapResult,
    settings: &TsneSettings,
    known: Option<Arc<Affinities>>,
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
    let p = match known {
        Some(p) => p,
        None => Arc::clone(TsneRun::new(&params, values.view(), progress)?.affinities()),
    };
    let curve = used.curve_so_far();
    Ok(MapLesson {
        p,
        map: LinkedMap::new(result.embedding.points().to_vec()),
        perplexity: params.perplexity(),
        neighbors: params.neighbors(),
        kl: [curve.first(), curve.last()].map(|point| point.map(|point| point.kl)),
        iterations: used.iterations,
        caption: result.caption.clone(),
        reduced: reduced(values.view(), progress)?,
    })
}
