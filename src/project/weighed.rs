//! The evidence about two maps and the verdict on it, for the window, the command line and the report.

use super::{MapAgreement, MapResult, evidence};
use crate::features::FeatureMatrix;
use crate::methods::MethodError;
use crate::methods::tsne::TsneSettings;
use crate::narrative::{Evidence, Verdict};
use crate::progress::Progress;
use std::sync::Arc;

/// What was found about two maps, and what is to be used.
#[derive(Debug)]
pub struct Weighed {
    /// The numbers.
    pub evidence: Evidence,
    /// What they say.
    pub verdict: Verdict,
}

/// The share of the work that judging takes.
const JUDGING: f64 = 0.3;

impl Weighed {
    /// Weighs the maps of PCA and t-SNE; judges them first where that was not done. `name` is the table's.
    ///
    /// # Errors
    /// [`MethodError`]: maps of other methods or rows, too few rows, cancelled.
    pub fn new(
        name: &str,
        matrix: &FeatureMatrix,
        maps: [&MapResult; 2],
        judged: Option<Arc<MapAgreement>>,
        settings: &TsneSettings,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let (judged, rest) = if let Some(judged) = judged {
            (judged, progress.clone())
        } else {
            let part = progress.part(0.0, JUDGING);
            let judged = MapAgreement::new(name, matrix, maps, settings.seed, &part)?;
            (Arc::new(judged), progress.part(JUDGING, 1.0))
        };
        let evidence = evidence(matrix, maps, &judged, settings, &rest)?;
        Ok(Self { verdict: Verdict::new(&evidence), evidence })
    }
}
