//! Where the rows lie that are grouped.

use super::super::TsneUsed;
use super::ClusterInputs;
use crate::methods::tsne::TsneRun;
use crate::methods::{Method, MethodError, PcaSettings, TsneSettings};
use crate::metrics::NOISE_ROWS;
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2, s};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// From a table to the points that are grouped.
pub(super) type Way<'a> =
    Box<dyn Fn(ArrayView2<'_, f64>, &Progress) -> Result<Array2<f64>, MethodError> + Sync + 'a>;

/// The share of the variance that the first components hold, where rows are grouped by them.
const HELD: f64 = 0.9;
/// Rows and iterations of a t-SNE of shuffled columns, at most.
const TSNE: (usize, usize) = (400, 400);

/// Where the rows lie that are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Space {
    /// All prepared features.
    Features,
    /// The first principal components that together hold 90 % of the variance.
    Components,
    /// The map at the left.
    PcaMap,
    /// The map at the right.
    TsneMap,
}

impl Space {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Features, Self::Components, Self::PcaMap, Self::TsneMap];

    /// The name on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Features => "features",
            Self::Components => "components",
            Self::PcaMap => "pca-map",
            Self::TsneMap => "tsne-map",
        }
    }

    /// The name at the head of a list.
    pub fn name(self, inputs: &ClusterInputs<'_>) -> String {
        match self {
            Self::Features => "Prepared features".to_owned(),
            Self::Components => "First components".to_owned(),
            Self::PcaMap => format!("{} map", inputs.maps[0].method.title()),
            Self::TsneMap => format!("{} map", inputs.maps[1].method.title()),
        }
    }

    /// What is to be said of clusters that are found there.
    pub fn warning(self, inputs: &ClusterInputs<'_>) -> Option<String> {
        let map = match self {
            Self::Features | Self::Components => return None,
            Self::PcaMap => inputs.maps[0],
            Self::TsneMap => inputs.maps[1],
        };
        let name = map.method.title();
        Some(if map.method.is_tsne() {
            format!(
                "Clusters seen on a {name} map are clusters of the map: it pulls neighbours together, tears groups apart and \
                 draws islands into noise. Their sizes and the gaps between them mean nothing; believe those that the \
                 prepared features show too."
            )
        } else {
            format!(
                "Clusters seen on a {name} map are clusters of two axes: groups that lie apart in other directions are \
                 one on top of the other here."
            )
        })
    }

    /// The points that are grouped.
    pub(super) fn points(
        self,
        inputs: &ClusterInputs<'_>,
        progress: &Progress,
    ) -> Result<Arc<Array2<f64>>, MethodError> {
        let on = |at: usize| {
            let points = inputs.maps[at].embedding.points();
            if inputs.maps[at].embedding.rows() != inputs.matrix.rows() {
                let message = "the map is of other rows than the prepared columns. Run it again.";
                return Err(MethodError::Failed {
                    method: "Clustering",
                    message: message.to_owned(),
                });
            }
            Ok(Arc::new(ndarray::arr2(points)))
        };
        match self {
            Self::Features => Ok(inputs.matrix.values()),
            Self::Components => Ok(Arc::new(components(inputs.matrix.values().view(), progress)?)),
            Self::PcaMap => on(0),
            Self::TsneMap => on(1),
        }
    }

    /// The way to such points from another table of the same columns; `None` where the map is of another method.
    pub(super) fn way<'a>(self, inputs: &ClusterInputs<'a>) -> Option<Way<'a>> {
        match self {
            Self::Features => Some(Box::new(|values, _| Ok(values.to_owned()))),
            Self::Components => Some(Box::new(components)),
            Self::PcaMap if inputs.maps[0].pca.is_some() => Some(Box::new(plane)),
            Self::TsneMap if inputs.maps[1].method == Method::Tsne => {
                let used = inputs.maps[1].tsne.as_ref()?;
                Some(Box::new(move |values, progress| tsne(used, values, progress)))
            }
            _ => None,
        }
    }

    /// Rows that are taken along such a way, at most: a t-SNE for each table takes its time.
    pub(super) fn rows_of_way(self) -> usize {
        if self == Self::TsneMap { TSNE.0 } else { NOISE_ROWS }
    }
}

fn components(
    values: ArrayView2<'_, f64>,
    progress: &Progress,
) -> Result<Array2<f64>, MethodError> {
    let settings = PcaSettings { components: values.ncols() };
    let model = settings.check(values.nrows(), values.ncols())?.fit_with(values, progress)?;
    let mut held = 0.0;
    let shares = model.explained_variance_ratio();
    let short = shares.iter().take_while(|share| {
        held += **share;
        held < HELD
    });
    let needed = short.count() + 1;
    let scores = model.transform(values);
    let needed = needed.min(scores.ncols());
    Ok(scores.slice(s![.., ..needed]).to_owned())
}

/// The map of a t-SNE with the settings of another.
fn tsne(
    used: &TsneUsed,
    values: ArrayView2<'_, f64>,
    progress: &Progress,
) -> Result<Array2<f64>, MethodError> {
    let most = (values.nrows() - 1) as f64 / 3.0;
    let settings = TsneSettings {
        perplexity: Some(used.perplexity.min(most)),
        iterations: used.iterations.min(TSNE.1),
        seed: used.seed,
        ..TsneSettings::default()
    };
    let params = settings.check(values.nrows())?;
    let mut run = TsneRun::new(&params, values, progress)?;
    run.advance(params.iterations(), progress, |_| ())?;
    let points: Vec<[f64; 2]> = run.points().iter().map(|point| point.map(f64::from)).collect();
    Ok(ndarray::arr2(&points))
}

/// The first two components.
fn plane(values: ArrayView2<'_, f64>, progress: &Progress) -> Result<Array2<f64>, MethodError> {
    let settings = PcaSettings { components: 2 };
    let model = settings.check(values.nrows(), values.ncols())?.fit_with(values, progress)?;
    Ok(model.transform(values))
}
