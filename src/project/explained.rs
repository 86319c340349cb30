//! A topic of the mathematics explained, with all that it was told from: whoever plays with the numbers computes on.

use super::lesson::map_lesson;
use super::{ClusterSpace, Clusterings, MapResult};
use crate::data::{RowId, Table};
use crate::features::Prepared;
use crate::methods::cluster::ClusterSettings;
use crate::methods::tsne::Affinities;
use crate::methods::{Clustering, TsneSettings};
use crate::metrics::find_clusters;
use crate::narrative::mathematics::{
    ExplainError, Explanation, Lesson, MapLesson, Numbers, Topic, explain,
};
use crate::progress::Progress;
use ndarray::ArrayView2;
use std::sync::Arc;

/// A t-SNE map, and what it was made of.
pub type KnownMap = (Arc<MapResult>, Arc<MapLesson>);

/// What a topic is told from.
#[derive(Debug, Clone)]
pub struct ExplainInputs {
    /// The table.
    pub table: Arc<Table>,
    /// Its columns as the methods see them.
    pub prepared: Arc<Prepared>,
    /// The PCA of these.
    pub pca: Arc<MapResult>,
    /// Their t-SNE map, if there is one.
    pub tsne: Option<Arc<MapResult>>,
    /// Who belongs to whom, where the run is still there.
    pub p: Option<Arc<Affinities>>,
    /// How it was asked for.
    pub settings: TsneSettings,
    /// How customers are grouped.
    pub clusters: ClusterSettings,
}

/// A topic, filled in, and what it was told from.
#[derive(Debug)]
pub struct Explained {
    /// What is to be said.
    pub found: Explanation,
    sources: Sources,
}

/// What was given, and what had to be found of it.
#[derive(Debug)]
struct Sources {
    inputs: ExplainInputs,
    map: Option<Arc<MapLesson>>,
    clusters: Option<[Clustering; 2]>,
}

impl Sources {
    fn lesson(&self) -> Result<Lesson<'_>, ExplainError> {
        Ok(Lesson {
            table: &self.inputs.table,
            prepared: &self.inputs.prepared,
            pca: self.inputs.pca.pca.as_ref().ok_or(ExplainError::OneFeature)?,
            plane: self.inputs.pca.plane,
            tsne: self.map.as_deref(),
            clusters: self.clusters.as_ref(),
        })
    }
}

impl Explained {
    /// Explains a topic; what a map was made of is found again, unless it is `known`, and clusters are those of
    /// `grouped`, where somebody looked for them.
    ///
    /// # Errors
    /// [`ExplainError`].
    pub fn new(
        topic: Topic,
        row: Option<RowId>,
        inputs: ExplainInputs,
        known: Option<KnownMap>,
        grouped: Option<&Clusterings>,
        progress: &Progress,
    ) -> Result<Self, ExplainError> {
        let matrix = &inputs.prepared.matrix;
        let map = match (&inputs.tsne, known) {
            (Some(map), Some((of, known))) if Arc::ptr_eq(map, &of) => Some(known),
            (Some(map), _) => {
                let (p, part) = (inputs.p.clone(), progress.part(0.0, 0.6));
                Some(Arc::new(map_lesson(matrix, map, &inputs.settings, p, &part)?))
            }
            (None, _) => None,
        };
        let wanted = inputs.tsne.as_ref().filter(|_| topic == Topic::Metrics);
        let rest = progress.part(0.6, 0.9);
        let clusters = wanted.map(|map| both(&inputs, map, grouped, &rest)).transpose()?;
        let sources = Sources { inputs, map, clusters };
        let found = explain(topic, &sources.lesson()?, row, &progress.part(0.9, 1.0))?;
        Ok(Self { found, sources })
    }

    /// What it was told from, to compute on.
    ///
    /// # Errors
    /// [`ExplainError::OneFeature`] where there is no PCA of our own.
    pub fn lesson(&self) -> Result<Lesson<'_>, ExplainError> {
        self.sources.lesson()
    }

    /// Whether both are of the same prepared columns and components.
    pub fn is_of_the_columns_of(&self, other: &Self) -> bool {
        let (a, b) = (&self.sources.inputs, &other.sources.inputs);
        Arc::ptr_eq(&a.prepared, &b.prepared) && Arc::ptr_eq(&a.pca, &b.pca)
    }

    /// The numbers.
    pub fn numbers(&self) -> &Numbers {
        &self.found.numbers
    }

    /// The t-SNE map and what it was made of, for the next topic.
    pub fn known(&self) -> Option<KnownMap> {
        let Sources { inputs, map, .. } = &self.sources;
        Some((Arc::clone(inputs.tsne.as_ref()?), Arc::clone(map.as_ref()?)))
    }
}

/// Clusters of the data, and those seen on the t-SNE map.
fn both(
    inputs: &ExplainInputs,
    map: &MapResult,
    grouped: Option<&Clusterings>,
    progress: &Progress,
) -> Result<[Clustering; 2], ExplainError> {
    let found = |space| Some(grouped?.of_space(space)?.clustering.clone());
    if let (Some(data), Some(map)) = (found(ClusterSpace::Features), found(ClusterSpace::TsneMap)) {
        return Ok([data, map]);
    }
    let matrix = &inputs.prepared.matrix;
    let group = |values: ArrayView2<'_, f64>, progress: &Progress| {
        let found = find_clusters(values, &inputs.clusters, progress)?;
        Ok::<_, ExplainError>(Clustering::new(Arc::clone(matrix.rows()), &found.grouped.groups))
    };
    let points = ndarray::arr2(map.embedding.points());
    let data = group(matrix.values().view(), &progress.part(0.0, 0.5))?;
    Ok([data, group(points.view(), &progress.part(0.5, 1.0))?])
}
