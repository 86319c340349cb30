//! A [`FeatureMatrix`] becomes an [`Embedding`], or a [`Clustering`].
//!
//! Each method has settings that anyone may type ([`PcaSettings`], [`TsneSettings`]); `check(rows, ..)`
//! turns them into parameters that can be fitted, or says why not. Our own estimators implement linfa's
//! traits and are thin wrappers over `fit_with(.., &Progress)`; no linfa type is in a public signature
//! above this folder.

pub mod cluster;
mod diffusion_map;
mod embedding;
mod error;
mod linfa_pca;
mod linfa_tsne;
pub mod pca;
mod random_projection;
pub mod tsne;

pub use cluster::{ClusterMethod, ClusterSettings, Clustering, HowMany};
pub use diffusion_map::{DiffusionMap, diffusion_map};
pub use embedding::Embedding;
pub use error::MethodError;
pub use linfa_pca::linfa_pca;
pub use linfa_tsne::{ROW_LIMIT as LINFA_TSNE_ROW_LIMIT, linfa_tsne};
pub use pca::{Loadings, PcaModel, PcaSettings, PcaValidParams, Plane};
pub use random_projection::random_projection;
pub use tsne::{TsneSettings, TsneValidParams};

use crate::features::FeatureMatrix;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The ways to a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Principal component analysis, exact.
    Pca,
    /// t-distributed stochastic neighbour embedding.
    Tsne,
    /// Barnes-Hut t-SNE through linfa-tsne, the reference method.
    LinfaTsne,
    /// linfa-reduction's PCA with all components, the reference method.
    LinfaPca,
    /// The slowest ways of a walk among like customers, by linfa-reduction.
    DiffusionMap,
    /// Two random directions, by linfa-reduction.
    RandomProjection,
}

impl Method {
    /// The name on maps and in sentences.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pca => "PCA",
            Self::Tsne => "t-SNE",
            Self::LinfaTsne => "t-SNE (Barnes-Hut, linfa-tsne)",
            Self::LinfaPca => "PCA (linfa-reduction)",
            Self::DiffusionMap => "Diffusion map (linfa-reduction)",
            Self::RandomProjection => "Random projection (linfa-reduction)",
        }
    }

    /// Whether it is an implementation of t-SNE.
    pub fn is_tsne(self) -> bool {
        matches!(self, Self::Tsne | Self::LinfaTsne)
    }

    /// What it is good for, and what it takes, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Pca => {
                "The two directions of greatest variance, exact: distances are true as far as these hold."
            }
            Self::Tsne => {
                "Neighbours stay neighbours; how far groups lie apart, and how large they are, means little."
            }
            Self::LinfaTsne => {
                "The reference: Barnes-Hut t-SNE by linfa-tsne; one thread, at most 20,000 rows, and another picture at each run."
            }
            Self::LinfaPca => {
                "The reference: PCA by linfa-reduction; at most 200,000 rows, and only independent columns."
            }
            Self::DiffusionMap => {
                "The two slowest ways of a walk among like customers, by linfa-reduction; 31 to 4,000 rows."
            }
            Self::RandomProjection => {
                "A yardstick by linfa-reduction: a map that tells no more than two random directions tells nothing; at most 5,000,000 rows."
            }
        }
    }

    /// The name on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pca => "pca",
            Self::Tsne => "tsne",
            Self::LinfaTsne => "linfa-tsne",
            Self::LinfaPca => "linfa-pca",
            Self::DiffusionMap => "diffusion-map",
            Self::RandomProjection => "random-projection",
        }
    }
}

/// The share of each row's squared distance to the centre that its place on the map keeps, 0 to 1; 1 for a
/// row in the centre, which is where it should be.
pub fn plane_cos2(matrix: &FeatureMatrix, model: &PcaModel, points: &[[f64; 2]]) -> Vec<f64> {
    let (rows, columns) = matrix.dim();
    let share = |row: &mut Vec<f64>, at: usize| {
        row.resize(columns, 0.0);
        matrix.block(at..at + 1, row);
        let squares = row.iter().zip(model.mean()).map(|(value, mean)| (value - mean).powi(2));
        let (whole, [x, y]) = (squares.sum::<f64>(), points[at]);
        // Rounding may leave a hair more than 1.
        if whole > 0.0 { ((x * x + y * y) / whole).min(1.0) } else { 1.0 }
    };
    (0..rows.min(points.len())).into_par_iter().map_init(Vec::new, share).collect()
}

/// Two of a model's scores as a map; a table of one component lies on a line.
pub fn pca_map(matrix: &FeatureMatrix, model: &PcaModel, plane: Plane) -> Embedding {
    Embedding::new(Arc::clone(matrix.rows()), model.places(matrix, plane))
}
