//! What a verdict rests on: plain numbers of one table and its two maps.

use crate::metrics::{IntrinsicDimension, Shuffled};
use serde::Serialize;

/// All numbers that the verdict looks at. Pairs are PCA first, t-SNE second.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// Rows on the maps.
    pub rows: usize,
    /// Columns of the prepared table.
    pub features: usize,
    /// Share of the variance that the first two components hold.
    pub variance_in_two: f64,
    /// The rows beside shuffled ones.
    pub shuffled: Shuffled,
    /// In how many directions the rows spread.
    pub dimension: Option<IntrinsicDimension>,
    /// The same of shuffled columns.
    pub dimension_of_noise: Option<IntrinsicDimension>,
    /// Groups with gaps between them.
    pub groups: GroupEvidence,
    /// Whether both maps show the clusters of the data; none where these are one.
    pub clusters: Option<ClusterEvidence>,
    /// How far each map may be believed.
    pub maps: [MapEvidence; 2],
    /// Share of neighbours that both maps have.
    pub shared: f64,
    /// The share that two maps at random have.
    pub shared_by_chance: f64,
    /// t-SNE of rows of this table, and of shuffled ones.
    pub noise: NoiseMap,
    /// How firm t-SNE's map is.
    pub stability: Stability,
}

/// One map's faithfulness.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MapEvidence {
    /// Neighbours of the small scale.
    pub k: usize,
    /// Trustworthiness there.
    pub trustworthiness: f64,
    /// Continuity there.
    pub continuity: f64,
    /// Share of the k nearest that the map keeps.
    pub kept: f64,
    /// The share that a map at random keeps.
    pub kept_by_chance: f64,
    /// Neighbours of the large scale.
    pub large_k: usize,
    /// Share of these that the map keeps.
    pub kept_at_large: f64,
    /// Trustworthiness there.
    pub trustworthiness_at_large: f64,
    /// Shepard's rank correlation of distances.
    pub shepard: Option<f64>,
    /// How much farther than need be the neighbours on the map are: 0 not at all, 1 as at random.
    pub stretch: Option<f64>,
}

/// Groups with gaps, counted without asking for their number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GroupEvidence {
    /// How many.
    pub count: usize,
    /// How many shuffled columns have: combinations of levels are groups too.
    pub in_noise: usize,
    /// Share of the neighbours on each map that are of another group.
    pub mixed: Option<[f64; 2]>,
    /// Rows that were looked at.
    pub rows: usize,
}

/// Clusters of the data (k-means, as many as they speak for) against those seen on each map, of which the finer count as one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ClusterEvidence {
    /// How many.
    pub k: usize,
    /// Adjusted Rand index of those seen on each map with those of the data.
    pub agreement: [f64; 2],
    /// Rows that were looked at.
    pub rows: usize,
}

/// Would noise look like this?
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NoiseMap {
    /// Rows of both maps.
    pub rows: usize,
    /// Trustworthiness of the map of the rows, and of that of shuffled columns.
    pub trustworthiness: [f64; 2],
    /// Share of neighbours kept, likewise.
    pub kept: [f64; 2],
}

/// How many neighbours two runs of t-SNE share that differ in one thing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stability {
    /// Rows of these runs.
    pub rows: usize,
    /// Another start, at random.
    pub starts: f64,
    /// Half the perplexity and twice (as far as the rows allow): the smaller share.
    pub perplexities: f64,
    /// Two thirds of the rows only; among those.
    pub subsamples: f64,
    /// The share that two maps at random have.
    pub by_chance: f64,
}
