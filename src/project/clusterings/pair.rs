//! Two ways to group the same rows, compared.

use super::NamedClustering;
use crate::data::RowId;
use crate::methods::{Clustering, MethodError};
use crate::metrics::{
    Contingency, Matching, MetricError, adjusted_mutual_information, adjusted_rand,
};

/// One of two groupings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its place in the list of clusterings; `None` for a label column.
    pub place: Option<usize>,
    /// What it is called.
    pub name: String,
    /// The group of each row.
    pub groups: Vec<Option<u32>>,
    /// What each group is called.
    pub names: Vec<String>,
    /// What it means to have no group.
    pub nothing: &'static str,
}

impl Side {
    pub(super) fn of_clustering(place: usize, one: &NamedClustering) -> Self {
        Self {
            place: Some(place),
            name: one.name.clone(),
            groups: one.clustering.groups().to_vec(),
            names: (0..one.clustering.k() as u32).map(|k| Clustering::name(Some(k))).collect(),
            nothing: "noise",
        }
    }

    /// What a group is called.
    pub fn group_name(&self, group: Option<u32>) -> &str {
        group.and_then(|group| self.names.get(group as usize)).map_or(self.nothing, |name| name)
    }
}

/// Two groupings of the same rows, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusteringPair {
    /// The first.
    pub a: Side,
    /// The second.
    pub b: Side,
    /// Adjusted Rand index over the rows that have a group in both; none where there is no such row.
    pub ari: Option<f64>,
    /// Adjusted mutual information of the same.
    pub ami: Option<f64>,
    /// Rows that have a group in both.
    pub compared: usize,
    /// Which group is which.
    pub matching: Matching,
    /// The customers whose groups are no partners: they changed sides. Ascending.
    pub changed: Vec<RowId>,
}

impl ClusteringPair {
    pub(super) fn new(rows: &[RowId], a: Side, b: Side) -> Result<Self, MethodError> {
        let failed = |error: MetricError| MethodError::Failed {
            method: "Comparing clusterings",
            message: error.to_string(),
        };
        let matching = Matching::new(&a.groups, &b.groups).map_err(failed)?;
        let counts = match Contingency::new(&a.groups, &b.groups) {
            Ok(counts) => Some(counts),
            Err(MetricError::NothingInCommon) => None,
            Err(other) => return Err(failed(other)),
        };
        let changed = matching.changed.iter().filter_map(|&at| rows.get(at).copied()).collect();
        Ok(Self {
            ari: counts.as_ref().map(adjusted_rand),
            ami: counts.as_ref().map(adjusted_mutual_information),
            compared: counts.map_or(0, |counts| counts.compared as usize),
            a,
            b,
            matching,
            changed,
        })
    }
}
