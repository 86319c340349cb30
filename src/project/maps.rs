//! From a prepared matrix to a map, the same way for the window and the command line.

use super::{Choices, tsne_map};
use crate::data::Notice;
use crate::features::FeatureMatrix;
use crate::methods::tsne::{KlPoint, TsneRun};
use crate::methods::{self, Embedding, Method, MethodError, PcaModel, Plane};
use crate::progress::Progress;
use crate::words::count_of;
use std::time::{Duration, Instant};

/// A map and what is to be known of it.
#[derive(Debug, Clone)]
pub struct MapResult {
    /// How it was made.
    pub method: Method,
    /// Where each customer lies.
    pub embedding: Embedding,
    /// All eigenvalues (divisor n - 1, descending), where the method has them.
    pub explained_variance: Option<Vec<f64>>,
    /// The fitted model, for our own PCA.
    pub pca: Option<PcaModel>,
    /// The components that the map shows, for PCA.
    pub plane: Plane,
    /// Perplexity and iterations as used, for t-SNE.
    pub tsne: Option<TsneUsed>,
    /// What a diffusion map was made with, and what came out.
    pub diffusion: Option<DiffusionUsed>,
    /// The method's settings and the number of rows, for the caption.
    pub caption: String,
    /// What the method had to say.
    pub notices: Vec<Notice>,
    /// Time of fit and projection.
    pub took: Duration,
}

/// t-SNE's settings after defaults were filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct TsneUsed {
    /// Effective number of neighbours.
    pub perplexity: f64,
    /// Iterations done, both phases together.
    pub iterations: usize,
    /// Iterations asked for: more where it was stopped.
    pub asked: usize,
    /// Iterations of the first phase.
    pub early: usize,
    /// The number from which all that is random follows.
    pub seed: u64,
    /// Which of the window's runs it came of; 0 where no window looked on.
    pub run: u64,
    /// It began at the places of an earlier map, not at the start that is set.
    pub from_map: bool,
    /// The divergence along the way; empty for the reference method, which does not tell.
    pub curve: Vec<KlPoint>,
    /// Whether the divergence had all but stopped falling.
    pub settled: Option<bool>,
    /// Time for neighbours and affinities.
    pub neighbors_took: Duration,
}

/// The numbers of a diffusion map.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct DiffusionUsed {
    /// The squared distance at which likeness has fallen to 1/e.
    pub bandwidth: f64,
    /// What a step leaves of each axis.
    pub eigenvalues: [f64; 2],
}

/// Computes one map.
///
/// # Errors
/// [`MethodError`]: settings that do not fit the table, a computation that failed or was cancelled.
pub fn compute(
    method: Method,
    matrix: &FeatureMatrix,
    choices: &Choices,
    progress: &Progress,
) -> Result<MapResult, MethodError> {
    let started = Instant::now();
    let (rows, columns) = matrix.dim();
    let size =
        format!("{}, {}", count_of(rows, "row", "rows"), count_of(columns, "feature", "features"));
    let mut result = MapResult {
        method,
        embedding: Embedding::new([], Vec::new()),
        explained_variance: None,
        pca: None,
        plane: Plane::default(),
        tsne: None,
        diffusion: None,
        caption: format!("{}, {size}", method.title()),
        notices: Vec::new(),
        took: Duration::ZERO,
    };
    match method {
        Method::Pca => {
            let plane = choices.plane;
            let params = choices.pca_settings().check(rows, columns)?;
            let model = params.fit_matrix(matrix, progress)?;
            let found = model.components().nrows();
            // One component only is a map too; a component that was asked for is not made up.
            if plane.axes != Plane::default().axes && plane.needs() > found {
                return Err(MethodError::NoSuchComponent { component: plane.needs(), found });
            }
            result.embedding = methods::pca_map(matrix, &model, plane);
            result.plane = plane;
            result.explained_variance = Some(model.explained_variance().to_vec());
            if model.components().nrows() < 2 {
                result
                    .notices
                    .push(Notice::info("The table has one dimension only: the map is a line."));
            }
            result.pca = Some(model);
        }
        Method::LinfaPca => {
            let (embedding, variances) = methods::linfa_pca(matrix)?;
            (result.embedding, result.explained_variance) = (embedding, Some(variances));
        }
        Method::DiffusionMap => {
            let map = methods::diffusion_map(matrix, progress)?;
            result.caption = format!("{}, bandwidth {:.4}", result.caption, map.bandwidth);
            result.diffusion =
                Some(DiffusionUsed { bandwidth: map.bandwidth, eigenvalues: map.eigenvalues });
            result.embedding = map.embedding;
        }
        Method::RandomProjection => {
            let seed = choices.tsne.seed;
            result.caption = format!("{}, seed {seed}", result.caption);
            result.embedding = methods::random_projection(matrix, seed, progress)?;
        }
        Method::Tsne => {
            let params = choices.tsne.check(rows)?;
            let mut run = TsneRun::new(&params, matrix.values().view(), progress)?;
            run.advance(params.iterations(), progress, |_| ())?;
            result = tsne_map::of_run(&run, params.iterations(), matrix);
        }
        Method::LinfaTsne => {
            let params = choices.tsne.check(rows)?;
            result.notices.extend(params.notice().cloned());
            result.embedding = methods::linfa_tsne(&params, matrix, progress)?;
            result.tsne = Some(TsneUsed {
                perplexity: params.perplexity(),
                iterations: params.iterations(),
                asked: params.iterations(),
                early: params.early_iterations(),
                seed: choices.tsne.seed,
                run: 0,
                from_map: false,
                curve: Vec::new(),
                settled: None,
                neighbors_took: Duration::ZERO,
            });
            result.caption = format!(
                "t-SNE (Barnes-Hut, linfa-tsne), {size}, perplexity {}, {} iterations, theta {}, seed {}",
                (params.perplexity() * 10.0).round() / 10.0,
                params.iterations(),
                choices.tsne.theta,
                choices.tsne.seed
            );
        }
    }
    result.took = started.elapsed();
    Ok(result)
}

impl MapResult {
    /// The eigenvalues as shares of the total variance.
    pub fn explained_variance_ratio(&self) -> Option<Vec<f64>> {
        let values = self.explained_variance.as_ref()?;
        let total: f64 = values.iter().sum();
        Some(values.iter().map(|value| value / total).collect())
    }

    /// The share of each row's squared distance to the centre that the map shows, for our own PCA of this matrix.
    pub fn cos2(&self, matrix: &FeatureMatrix) -> Option<Vec<f64>> {
        let model = self.pca.as_ref()?;
        let fits =
            matrix.features().len() == model.mean().len() && matrix.rows() == self.embedding.rows();
        fits.then(|| methods::plane_cos2(matrix, model, self.embedding.points()))
    }

    /// What stands at the axes: the share of variance for PCA, no more than a name for the others, whose
    /// axes have no share of anything.
    pub fn axis_labels(&self) -> [String; 2] {
        if let Some(ratio) = self.explained_variance_ratio() {
            return self.plane.axes.map(|k| match ratio.get(k) {
                Some(share) => format!("PC{} ({:.1} %)", k + 1, share * 100.0),
                None => format!("PC{} (none)", k + 1),
            });
        }
        let name = match self.method {
            Method::DiffusionMap => "Diffusion",
            Method::RandomProjection => "Direction",
            _ => "t-SNE",
        };
        [1, 2].map(|axis| format!("{name} {axis}"))
    }
}
