//! What a user may set, and the checks.

use super::fit::ClusterValidParams;
use crate::methods::MethodError;
use serde::{Deserialize, Serialize};

/// Clusters that may be asked for: more nobody tells apart on a picture.
const MOST: usize = 100;

/// The ways to clusters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterMethod {
    /// Each row to the nearest of k centres.
    #[default]
    KMeans,
    /// k Gaussian clouds, each row to the likeliest.
    Mixture,
    /// The closest groups are joined again and again.
    Hierarchical,
    /// Rows with many neighbours within a radius, joined.
    Dbscan,
    /// The same at all radii, the most lasting groups taken.
    Hdbscan,
}

impl ClusterMethod {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 5] =
        [Self::KMeans, Self::Mixture, Self::Hierarchical, Self::Dbscan, Self::Hdbscan];

    /// The name in sentences.
    pub fn title(self) -> &'static str {
        match self {
            Self::KMeans => "k-means",
            Self::Mixture => "Gaussian mixture",
            Self::Hierarchical => "hierarchical clustering",
            Self::Dbscan => "DBSCAN",
            Self::Hdbscan => "HDBSCAN",
        }
    }

    /// The name on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::KMeans => "k-means",
            Self::Mixture => "mixture",
            Self::Hierarchical => "hierarchical",
            Self::Dbscan => "dbscan",
            Self::Hdbscan => "hdbscan",
        }
    }

    /// What it is good for, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::KMeans => "Round groups of similar width; every customer belongs to one.",
            Self::Mixture => {
                "Stretched and overlapping clouds; every customer belongs to the likeliest."
            }
            Self::Hierarchical => "Groups within groups; every customer belongs to one.",
            Self::Dbscan => "Dense regions of any form at one density; the rest is noise.",
            Self::Hdbscan => "Dense regions of any form and density; the rest is noise.",
        }
    }

    /// Whether the number of clusters is asked for or to be found; the others find it by themselves.
    pub fn takes_k(self) -> bool {
        matches!(self, Self::KMeans | Self::Mixture | Self::Hierarchical)
    }
}

/// How many clusters there are to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowMany {
    /// As many as the data speak for; one is an answer too.
    #[default]
    Found,
    /// So many.
    Given(usize),
}

/// How far apart two groups are, for hierarchical clustering.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Linkage {
    /// By how much the squared distances to the centres grow when they are joined.
    #[default]
    Ward,
    /// The mean of all distances between them.
    Average,
    /// The largest distance between them.
    Complete,
}

/// The form of the clouds of a mixture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covariance {
    /// Stretched any way where rows suffice for it, along the axes otherwise.
    #[default]
    Auto,
    /// Stretched any way.
    Full,
    /// Stretched along the axes only.
    Diagonal,
}

/// What a user may set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterSettings {
    /// The way to clusters.
    pub method: ClusterMethod,
    /// How many, for the methods that do not find that by themselves.
    pub k: HowMany,
    /// For hierarchical clustering.
    pub linkage: Linkage,
    /// For mixtures.
    pub covariance: Covariance,
    /// DBSCAN's radius; at the elbow of the distances to the nearest neighbours where `None`.
    pub radius: Option<f64>,
    /// DBSCAN: neighbours within the radius, the row itself among them, that make a row part of a dense region;
    /// HDBSCAN: the neighbour whose distance tells how dense it is around a row. By the table where `None`.
    pub min_points: Option<usize>,
    /// HDBSCAN: rows that make a group; a hundredth of the rows, at least 5, where `None`.
    pub min_cluster_size: Option<usize>,
    /// From which all that is random follows.
    pub seed: u64,
}

impl Default for ClusterSettings {
    fn default() -> Self {
        Self {
            method: ClusterMethod::default(),
            k: HowMany::default(),
            linkage: Linkage::default(),
            covariance: Covariance::default(),
            radius: None,
            min_points: None,
            min_cluster_size: None,
            seed: 42,
        }
    }
}

impl ClusterSettings {
    /// The same with another number of clusters.
    #[must_use]
    pub fn given(&self, k: usize) -> Self {
        Self { k: HowMany::Given(k), ..self.clone() }
    }

    /// The same for `rows` of `of` rows: where a group has fewer rows, fewer are asked for.
    #[must_use]
    pub fn for_part(&self, rows: usize, of: usize) -> Self {
        let share = (rows as f64 / of as f64).min(1.0);
        let part = |count: usize, least: usize| {
            ((count as f64 * share).round() as usize).max(least).min(rows)
        };
        Self {
            min_cluster_size: self.min_cluster_size.map(|size| part(size, 3)),
            min_points: self.min_points.map(|points| part(points, 2)),
            ..self.clone()
        }
    }

    /// Checks the settings against the matrix.
    ///
    /// # Errors
    /// [`MethodError`]: too few rows, more clusters than rows, a setting outside its range.
    pub fn check(&self, rows: usize) -> Result<ClusterValidParams, MethodError> {
        let method = self.method.title();
        if rows < 2 {
            return Err(MethodError::TooFewRows { method, needed: 2, rows });
        }
        let range = |setting, value: usize, range| {
            Err(MethodError::OutOfRange { setting, value: value as f64, range })
        };
        match self.k {
            HowMany::Given(k) if self.method.takes_k() => {
                if !(1..=MOST).contains(&k) {
                    return range("the number of clusters", k, "from 1 to 100");
                }
                if k > rows {
                    return Err(MethodError::TooManyClusters { clusters: k, different: rows });
                }
            }
            _ => {}
        }
        if let Some(value) = self.radius
            && !(value.is_finite() && value > 0.0)
        {
            return Err(MethodError::OutOfRange { setting: "the radius", value, range: "above 0" });
        }
        if let Some(points) = self.min_points
            && !(1..=rows).contains(&points)
        {
            return range(
                "the least number of neighbours",
                points,
                "1 or more, and at most the rows",
            );
        }
        if let Some(size) = self.min_cluster_size
            && !(2..=rows).contains(&size)
        {
            return range("the smallest cluster", size, "2 or more, and at most the rows");
        }
        Ok(ClusterValidParams::new(self.clone(), rows))
    }
}
