//! What is computed of a PCA only when asked for: outliers, parallel analysis, the bootstrap.
//!
//! Each belongs to one matrix. A result of another matrix is never drawn beside the PCA on show; undo brings
//! back what was computed before.

use super::super::outlier_rows::OutlierRows;
use super::clustering::Grouping;
use super::judging::Judging;
use super::weighing::Weighing;
use super::{Action, Job, Key, Project, Slot, Trouble, method_trouble};
use crate::data::Table;
use crate::features::Prepared;
use crate::methods::pca::{Bootstrap, BootstrapSettings, Parallel, ParallelSettings};
use crate::methods::{MethodError, PcaModel};
use crate::progress::Progress;
use crate::project::MapResult;
use std::sync::Arc;

/// What can be asked for beside the maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Analysis {
    /// T2 and SPE of each row.
    Outliers,
    /// Eigenvalues of permuted columns.
    Parallel,
    /// Intervals of eigenvalues from resampled rows.
    Bootstrap,
}

impl Analysis {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Outliers, Self::Parallel, Self::Bootstrap];

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Outliers => "Outliers",
            Self::Parallel => "Parallel analysis",
            Self::Bootstrap => "Bootstrap",
        }
    }
}

/// What came of one.
pub(super) enum Found {
    Outliers(Arc<OutlierRows>),
    Parallel(Parallel),
    Bootstrap(Bootstrap),
}

/// The matrix, and how many components it is about; 0 where it is about all.
pub(super) type Asked = (Key, usize);

/// Results and work under way.
#[derive(Default)]
pub(super) struct Analyses {
    slots: [Slot<Asked, Found>; 3],
    wanted: Vec<Analysis>,
    /// What is measured of the maps.
    pub(super) judging: Judging,
    /// How customers are grouped.
    pub(super) grouping: Grouping,
    /// What is to be said of the maps.
    pub(super) weighing: Weighing,
}

impl Analyses {
    pub(super) fn slot(&self, analysis: Analysis) -> &Slot<Asked, Found> {
        &self.slots[analysis as usize]
    }

    /// Wants one as soon as there is a PCA of the present choices.
    pub(super) fn want(&mut self, analysis: Analysis) {
        self.slots[analysis as usize].forgive();
        if !self.wanted.contains(&analysis) {
            self.wanted.push(analysis);
        }
    }

    pub(super) fn cancel(&mut self, analysis: Analysis) {
        self.wanted.retain(|wanted| *wanted != analysis);
        self.slots[analysis as usize].cancel();
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn poll(&mut self) -> bool {
        // Not `any`: each must look.
        let mut changed = self.judging.poll();
        changed |= self.grouping.poll();
        changed |= self.weighing.poll();
        for slot in &mut self.slots {
            changed |= slot.poll();
        }
        changed
    }

    fn found(&self, analysis: Analysis, asked: &Asked) -> Option<&Found> {
        self.slots[analysis as usize].kept(asked).map(AsRef::as_ref)
    }
}

/// What the work is given.
struct Work {
    table: Arc<Table>,
    prepared: Arc<Prepared>,
    result: Arc<MapResult>,
    components: usize,
    bootstrap: BootstrapSettings,
}

impl Work {
    fn run(self, analysis: Analysis, progress: &Progress) -> Result<Found, MethodError> {
        let Self { table, prepared, result, components, bootstrap } = self;
        let own_pca = || MethodError::Failed {
            method: analysis.title(),
            message: "it needs the program's own PCA.".to_owned(),
        };
        let model = |result: &MapResult| result.pca.clone().ok_or_else(own_pca);
        Ok(match analysis {
            Analysis::Outliers => {
                let rows = OutlierRows::new(table, prepared, result, components, progress)?;
                Found::Outliers(Arc::new(rows.ok_or_else(own_pca)?))
            }
            Analysis::Parallel => {
                let (values, settings) = (prepared.matrix.values(), ParallelSettings::default());
                let values = values.view();
                let found = Parallel::analysis(&model(&result)?, values, settings, progress)?;
                Found::Parallel(found)
            }
            Analysis::Bootstrap => {
                let values = prepared.matrix.values();
                let model = model(&result)?;
                Found::Bootstrap(Bootstrap::new(&model, values.view(), bootstrap, progress)?)
            }
        })
    }
}

impl Project {
    /// What is asked of a PCA of this key and model.
    fn asked(&self, analysis: Analysis, key: &Key, model: Option<&PcaModel>) -> Asked {
        let kept = model.map_or(0, |model| model.components().nrows());
        let components = match analysis {
            Analysis::Outliers => self.choices.kept.clamp(1, kept.max(1)),
            Analysis::Parallel => 0,
            Analysis::Bootstrap => kept,
        };
        (key.of_matrix(), components)
    }

    /// Starts what is wanted, brings back what was computed before, gives up what is no longer asked.
    pub(super) fn analyse(&mut self) {
        self.judge();
        self.group();
        self.weigh();
        let (matrix_key, pca_key) = (self.prepared_key(), self.pca_key());
        let Some(opened) = &self.opened else { return };
        let Some(prepared) = self.prepared.current(&matrix_key) else { return };
        let Some(result) = self.pca.current(&pca_key) else { return };
        for analysis in Analysis::ALL {
            let asked = self.asked(analysis, &pca_key, result.pca.as_ref());
            let slot = &mut self.analyses.slots[analysis as usize];
            slot.recall(&asked);
            // The work under way answers a question that is no longer asked: it begins anew.
            let outdated = slot.job().is_some() && !slot.is_coming(&asked);
            let at = self.analyses.wanted.iter().position(|wanted| *wanted == analysis);
            if let Some(at) = at {
                self.analyses.wanted.swap_remove(at);
            }
            if at.is_none() && !outdated {
                continue;
            }
            let work = Work {
                table: Arc::clone(&opened.table),
                prepared: Arc::clone(prepared),
                result: Arc::clone(result),
                components: asked.1,
                bootstrap: BootstrapSettings {
                    restandardise: self.choices.recipe.standardises(),
                    ..BootstrapSettings::default()
                },
            };
            let wake = self.waker();
            self.analyses.slots[analysis as usize].request(&asked, || {
                Job::spawn(analysis.title(), wake, move |p| {
                    work.run(analysis, p).map_err(method_trouble)
                })
            });
        }
    }

    /// The result of an analysis for the PCA on show, stale or not.
    fn shown(&self, analysis: Analysis) -> Option<&Found> {
        let (key, result) = (self.pca.latest_key()?, self.pca.latest()?);
        self.analyses.found(analysis, &self.asked(analysis, key, result.pca.as_ref()))
    }

    /// Parallel analysis of the PCA on show, where it was computed.
    pub fn parallel(&self) -> Option<&Parallel> {
        if let Found::Parallel(found) = self.shown(Analysis::Parallel)? {
            Some(found)
        } else {
            None
        }
    }

    /// The bootstrap of the PCA on show, where it was computed.
    pub fn bootstrap(&self) -> Option<&Bootstrap> {
        if let Found::Bootstrap(found) = self.shown(Analysis::Bootstrap)? {
            Some(found)
        } else {
            None
        }
    }

    /// The latest outliers, which may be of earlier choices: see [`Project::has`].
    pub fn outliers(&self) -> Option<&Arc<OutlierRows>> {
        let latest = self.analyses.slots[Analysis::Outliers as usize].latest()?;
        if let Found::Outliers(found) = &**latest { Some(found) } else { None }
    }

    /// Whether an analysis of the present choices is there.
    pub fn has(&self, analysis: Analysis) -> bool {
        let key = self.pca_key();
        let Some(result) = self.pca.current(&key) else { return false };
        let asked = self.asked(analysis, &key, result.pca.as_ref());
        self.analyses.found(analysis, &asked).is_some()
    }

    /// Whether it is being computed, or will be as soon as there is a PCA.
    pub fn is_analysing(&self, analysis: Analysis) -> bool {
        self.analyses.slot(analysis).job().is_some() || self.analyses.wanted.contains(&analysis)
    }

    /// Why the last try did not come to a result.
    pub fn analysis_trouble(&self, analysis: Analysis) -> Option<&Trouble> {
        self.analyses.slot(analysis).trouble()
    }

    /// Does what was asked about analyses.
    pub(super) fn apply_analysis(&mut self, action: &Action) {
        match action {
            Action::Analyse(analysis) => self.analyses.want(*analysis),
            Action::GiveUp(analysis) => self.analyses.cancel(*analysis),
            Action::Judge => self.analyses.judging.want(),
            Action::StopJudging => self.analyses.judging.stop(),
            Action::Cluster => self.analyses.grouping.want(),
            Action::StopClustering => self.analyses.grouping.stop(),
            Action::Weigh => self.analyses.weighing.want(),
            Action::StopWeighing => self.analyses.weighing.stop(),
            Action::CancelAll => {
                self.analyses.judging.stop();
                self.analyses.grouping.stop();
                self.analyses.weighing.stop();
                for analysis in Analysis::ALL {
                    self.analyses.cancel(analysis);
                }
            }
            _ => {}
        }
    }
}
