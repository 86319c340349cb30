//! Names and colours that the user gave clusters.

use super::{ClusterSpace, ClusteringPair, Clusterings, NamedClustering};
use crate::methods::Clustering;
use serde::{Deserialize, Serialize};

/// What a cluster is called and which colour it has, where the user decided that. It belongs to these customers: clusters
/// that are found anew keep it as long as they hold the same number of customers, from the same first to the same last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterLook {
    /// Where it was found.
    pub space: ClusterSpace,
    /// Its customers.
    pub size: usize,
    /// The first and the last of them.
    pub ends: [u32; 2],
    /// Its name; `None` keeps "Cluster 1".
    pub name: Option<String>,
    /// The number of its colour and shape; `None` keeps that of its place.
    pub style: Option<usize>,
}

impl ClusterLook {
    /// That of a cluster, with nothing decided; `None` where there is no such cluster.
    pub fn of(one: &NamedClustering, group: u32) -> Option<Self> {
        let groups = one.clustering.groups();
        let own = |found: &Option<u32>| *found == Some(group);
        let (first, last) = (groups.iter().position(own)?, groups.iter().rposition(own)?);
        let rows = one.clustering.rows();
        Some(Self {
            space: one.space,
            size: *one.clustering.sizes().get(group as usize)?,
            ends: [rows.get(first)?.0, rows.get(last)?.0],
            name: None,
            style: None,
        })
    }

    fn is_of(&self, other: &Self) -> bool {
        (self.space, self.size, self.ends) == (other.space, other.size, other.ends)
    }
}

/// The names and colours of the clusters of one clustering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClusterNames {
    names: Vec<String>,
    styles: Vec<usize>,
}

impl ClusterNames {
    /// What was decided, and for the others the number of their place.
    pub fn new(one: &NamedClustering, looks: &[ClusterLook]) -> Self {
        let (mut names, mut styles) = (Vec::new(), Vec::new());
        for group in 0..one.clustering.k() as u32 {
            let own = ClusterLook::of(one, group);
            let look = own.and_then(|own| looks.iter().find(|look| look.is_of(&own)));
            let name = look.and_then(|look| look.name.clone());
            names.push(name.unwrap_or_else(|| Clustering::name(Some(group))));
            styles.push(look.and_then(|look| look.style).unwrap_or(group as usize));
        }
        Self { names, styles }
    }

    /// What a cluster is called.
    pub fn name(&self, group: Option<u32>) -> String {
        let own = group.and_then(|group| self.names.get(group as usize));
        own.cloned().unwrap_or_else(|| Clustering::name(group))
    }

    /// The number of its colour and shape.
    pub fn style(&self, group: u32) -> usize {
        self.styles.get(group as usize).copied().unwrap_or(group as usize)
    }

    /// All names, in the order of the clusters.
    pub fn all(&self) -> &[String] {
        &self.names
    }

    /// The numbers of all colours and shapes.
    pub fn styles(&self) -> &[usize] {
        &self.styles
    }
}

/// What was decided, with one cluster changed; what says nothing is left out.
#[must_use]
pub fn with_look(looks: &[ClusterLook], look: ClusterLook) -> Vec<ClusterLook> {
    let mut changed: Vec<ClusterLook> =
        looks.iter().filter(|other| !other.is_of(&look)).cloned().collect();
    if look.name.is_some() || look.style.is_some() {
        changed.push(look);
    }
    changed
}

/// The names of the groups at both sides of a pair, in the order of its table of counts.
pub fn names_of_pair(
    found: &Clusterings,
    pair: &ClusteringPair,
    looks: &[ClusterLook],
) -> [Vec<String>; 2] {
    let matching = &pair.matching;
    [(&pair.a, &matching.first), (&pair.b, &matching.second)].map(|(side, groups)| {
        let one = side.place.and_then(|at| found.list.get(at));
        let own = one.map(|one| ClusterNames::new(one, looks));
        let name = |group: &Option<u32>| match (&own, group) {
            (Some(own), Some(_)) => own.name(*group),
            _ => side.group_name(*group).to_owned(),
        };
        groups.iter().map(name).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::RowId;
    use crate::methods::cluster::ClusterSettings;

    fn clustering(groups: &[u32]) -> NamedClustering {
        let rows: Vec<RowId> = (0..groups.len() as u32).map(|at| RowId(at + 1)).collect();
        let groups: Vec<Option<u32>> = groups.iter().copied().map(Some).collect();
        NamedClustering {
            name: "it".to_owned(),
            space: ClusterSpace::Features,
            settings: ClusterSettings::default(),
            clustering: Clustering::new(rows, &groups),
            how_many: None,
            silhouette: None,
            in_features: None,
            stability: None,
            noise: None,
            cards: Vec::new(),
            warning: None,
            notices: Vec::new(),
        }
    }

    #[test]
    fn a_name_belongs_to_the_customers_and_not_to_the_number() {
        let found = clustering(&[0, 0, 0, 1, 1]);
        let look =
            ClusterLook { name: Some("Loyal".to_owned()), ..ClusterLook::of(&found, 1).unwrap() };
        let looks = with_look(&[], look.clone());
        assert_eq!(ClusterNames::new(&found, &looks).all(), ["Cluster 1", "Loyal"]);
        // The other group fell apart: the same customers have another number now.
        let other = clustering(&[0, 2, 3, 1, 1]);
        assert_eq!(ClusterNames::new(&other, &looks).name(Some(0)), "Loyal");
        // Other customers have no name.
        assert_eq!(ClusterNames::new(&clustering(&[0, 0, 1, 1, 1]), &looks).all()[0], "Cluster 1");
        let colored = ClusterLook { style: Some(5), ..look };
        let looks = with_look(&looks, colored.clone());
        assert_eq!((looks.len(), ClusterNames::new(&found, &looks).style(1)), (1, 5));
        assert!(with_look(&looks, ClusterLook { name: None, style: None, ..colored }).is_empty());
        assert!(ClusterLook::of(&found, 7).is_none());
    }
}
