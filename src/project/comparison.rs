//! All that is found out about a table for its report: both maps, judged, grouped and weighed.

use super::{Choices, ClusterInputs, Clusterings, MapAgreement, MapResult, Weighed, compute};
use crate::data::{Notice, Table};
use crate::features::Prepared;
use crate::methods::{Method, MethodError};
use crate::progress::Progress;
use std::sync::Arc;

/// What was found about one table.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// PCA's and t-SNE's.
    pub maps: [Arc<MapResult>; 2],
    /// How far each may be believed, and how far they agree.
    pub judged: Arc<MapAgreement>,
    /// The groups on the maps and in the data.
    pub clusterings: Arc<Clusterings>,
    /// Which map to use for what.
    pub weighed: Arc<Weighed>,
}

/// What of it is there already, of the same choices.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// PCA's map and t-SNE's.
    pub maps: [Option<Arc<MapResult>>; 2],
    /// Of these two maps.
    pub judged: Option<Arc<MapAgreement>>,
    /// Of these two maps.
    pub clusterings: Option<Arc<Clusterings>>,
    /// Of these two maps.
    pub weighed: Option<Arc<Weighed>>,
}

/// Where the parts of the work end: PCA, t-SNE, judging, groups; then the evidence is weighed.
const WORK: [f64; 4] = [0.02, 0.35, 0.45, 0.75];

impl Comparison {
    /// Computes what is not known.
    ///
    /// # Errors
    /// [`MethodError`]: settings that do not fit the table, too few rows, failed or cancelled.
    pub fn new(
        table: &Table,
        prepared: &Prepared,
        choices: &Choices,
        known: Known,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let matrix = &prepared.matrix;
        // What cannot be is said before the work.
        choices.clusters.check(matrix.rows().len())?;
        let name = table.short_name();
        let map = |known: Option<Arc<MapResult>>, method, part: Progress| {
            known.map_or_else(|| compute(method, matrix, choices, &part).map(Arc::new), Ok)
        };
        let [pca, tsne] = known.maps;
        let all_known = pca.is_some() && tsne.is_some();
        let pca = map(pca, Method::Pca, progress.part(0.0, WORK[0]))?;
        let tsne = map(tsne, Method::Tsne, progress.part(WORK[0], WORK[1]))?;
        let maps = [&*pca, &*tsne];
        let judged = if let Some(judged) = known.judged.filter(|_| all_known) {
            judged
        } else {
            let part = progress.part(WORK[1], WORK[2]);
            Arc::new(MapAgreement::new(&name, matrix, maps, choices.tsne.seed, &part)?)
        };
        let clusterings = if let Some(found) = known.clusterings.filter(|_| all_known) {
            found
        } else {
            let roles = &prepared.roles[..];
            let inputs = ClusterInputs { table, roles, matrix, maps };
            let part = progress.part(WORK[2], WORK[3]);
            let also = choices.clusters_also;
            Arc::new(Clusterings::of_maps(inputs, &choices.clusters, also, &part)?)
        };
        let weighed = if let Some(weighed) = known.weighed.filter(|_| all_known) {
            weighed
        } else {
            let part = progress.part(WORK[3], 1.0);
            let judged = Some(Arc::clone(&judged));
            Arc::new(Weighed::new(&name, matrix, maps, judged, &choices.tsne, &part)?)
        };
        Ok(Self { maps: [pca, tsne], judged, clusterings, weighed })
    }

    /// What reading, preparing and all methods had to say, each once.
    pub fn notices<'a>(&'a self, table: &'a Table, prepared: &'a Prepared) -> Vec<&'a Notice> {
        let of_maps = self.maps.iter().flat_map(|map| &map.notices);
        let of_groups = self.clusterings.list.iter().flat_map(|one| &one.notices);
        let said = table.notices().iter().chain(&prepared.notices).chain(of_maps).chain(of_groups);
        let mut notices: Vec<&Notice> = Vec::new();
        for notice in said {
            // Each clustering says the same of its sample.
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        notices
    }
}
