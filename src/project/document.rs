//! The document and the one place that changes it.

mod analyses;
mod clustering;
mod explaining;
mod judging;
mod keeping;
mod key;
mod on_demand;
mod opening;
mod others;
mod roles;
mod strips;
mod told;
mod tsne;
mod weighing;

pub use analyses::Analysis;
pub use explaining::Question;
pub use key::Key;
pub use told::JobLine;

use super::decision::decision;
use super::file::is_project;
use super::source::{Opened, Source};
use super::{Action, Choices, History, Job, Live, MapResult, Slot, Trouble, compute};
use crate::data::{Notice, ReadOptions};
use crate::features::{FeatureError, Prepared, prepare, prepare_only};
use crate::methods::{Method, MethodError};
use analyses::Analyses;
use explaining::Explaining;
use keeping::Keeping;
use opening::Opening;
use std::sync::Arc;
use strips::Strips;

/// Called when a job ends, so that its waiter looks.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What the user chose and what followed from it.
pub struct Project {
    wake: Wake,
    opened: Option<Opened>,
    table_number: u64,
    opening: Option<Opening>,
    open_error: Option<String>,
    /// What could not be read: it may be tried again with other options.
    refused: Option<(Source, ReadOptions)>,
    choices: Choices,
    /// What of the choices did not fit the table as it was read.
    renumbered: Vec<Notice>,
    history: History<Choices>,
    prepared: Slot<Key, Prepared>,
    pca: Slot<Key, MapResult>,
    tsne: Slot<Key, MapResult>,
    /// Other methods in the place of the map at the left and at the right.
    others: [Slot<Key, MapResult>; 2],
    /// t-SNE takes long: it runs for a new table and when asked for.
    tsne_wanted: Option<tsne::Want>,
    /// The latest run of t-SNE, under way or ended.
    live: Option<(Key, Arc<Live>)>,
    /// Counts the runs of t-SNE.
    runs: u64,
    analyses: Analyses,
    strips: Strips,
    explaining: Explaining,
    keeping: Keeping,
}

impl Project {
    /// A project without a table.
    pub fn new(wake: Wake) -> Self {
        Self {
            wake,
            opened: None,
            table_number: 0,
            opening: None,
            open_error: None,
            refused: None,
            choices: Choices::default(),
            renumbered: Vec::new(),
            history: History::default(),
            prepared: Slot::default(),
            pca: Slot::default(),
            tsne: Slot::default(),
            tsne_wanted: None,
            live: None,
            runs: 0,
            others: Default::default(),
            analyses: Analyses::default(),
            strips: Strips::default(),
            explaining: Explaining::default(),
            keeping: Keeping::default(),
        }
    }

    /// Does what was asked for.
    pub fn apply(&mut self, action: Action) {
        self.apply_analysis(&action);
        self.apply_explaining(&action);
        match action {
            Action::Analyse(_)
            | Action::GiveUp(_)
            | Action::Judge
            | Action::StopJudging
            | Action::Cluster
            | Action::StopClustering
            | Action::Weigh
            | Action::StopWeighing
            | Action::Explain(_)
            | Action::StopExplaining => {}
            Action::ComputeStrip => self.strips.maps.want(),
            Action::StopStrip => self.strips.maps.stop(),
            Action::AdoptPerplexity(perplexity) => self.adopt_perplexity(perplexity),
            Action::RestartTsne { from_map } => self.restart_tsne(from_map),
            Action::PauseTsne(paused) => self.pause_tsne(paused),
            Action::ContinueTsne(more) => self.tsne_wanted = Some(tsne::Want::More(more)),
            Action::UseIteration(iteration) => self.use_iteration(iteration),
            Action::Open(path) if is_project(&path) => self.open_project(path, None),
            Action::Open(path) => self.open(Source::File(path), ReadOptions::default()),
            Action::OpenSample(sample) => {
                self.open(Source::Sample(sample), ReadOptions::default());
            }
            Action::Retry(options) => {
                if let Some((source, _)) = self.refused.take() {
                    self.open(source, options);
                }
            }
            Action::UseData(instead) => self.use_data(instead),
            Action::Arrived(take) => self.arrived(take),
            Action::Restore(path) => self.restore(path),
            Action::LeaveProject => self.keeping.asked = None,
            Action::Saved(path, saved) => self.saved(path, *saved),
            Action::Choose(choices) => {
                self.follow_map(&choices);
                // Another method at the right, or other rows, are asked for by choosing them.
                if choices.right != self.choices.right || choices.rows() != self.choices.rows() {
                    self.tsne_wanted = Some(tsne::Want::Shown);
                }
                self.history.set(&mut self.choices, choices);
            }
            Action::Undo => {
                self.history.undo(&mut self.choices);
            }
            Action::Redo => {
                self.history.redo(&mut self.choices);
            }
            Action::Run(method) if method.is_tsne() => {
                self.tsne_wanted = Some(tsne::Want::Shown);
            }
            // PCA follows every change by itself, unless it was cancelled or failed.
            Action::Run(_) => {
                self.prepared.forgive();
                self.pca.forgive();
                self.others[0].forgive();
            }
            Action::Cancel(None) => self.stop_opening(),
            Action::Cancel(Some(Method::Tsne)) => self.stop_tsne(),
            Action::Cancel(Some(other)) if other != Method::Pca => {
                self.others[usize::from(other.is_tsne())].cancel();
            }
            Action::Cancel(Some(_)) => {
                self.prepared.cancel();
                self.pca.cancel();
            }
            Action::CancelAll => {
                self.opening = None;
                self.keeping.loading = None;
                self.prepared.cancel();
                self.pca.cancel();
                self.stop_tsne();
                self.others.iter_mut().for_each(Slot::cancel);
                self.strips.maps.stop();
            }
        }
        self.follow();
    }

    /// Takes in what jobs brought. Returns whether anything changed.
    pub fn poll(&mut self) -> bool {
        let mut changed = self.poll_opening();
        changed |= self.poll_project();
        // One after the other, not `||`: each must look.
        for ended in [
            self.prepared.poll(),
            self.pca.poll(),
            self.tsne.poll(),
            self.analyses.poll(),
            self.strips.maps.poll(),
            self.explaining.poll(),
        ] {
            changed |= ended;
        }
        for other in &mut self.others {
            changed |= other.poll();
        }
        if changed {
            self.follow();
        }
        changed
    }

    /// Asks for every result that the present choices call for.
    fn follow(&mut self) {
        self.read_again();
        let Some(opened) = &self.opened else { return };
        let wake = || self.waker();
        let key = self.prepared_key();
        if self.prepared.trouble_of(&key).is_none() {
            let (table, recipe, wake) = (Arc::clone(&opened.table), self.recipe(), wake());
            let rows = key.rows.clone();
            self.prepared.request(&key, || {
                Job::spawn("prepare", wake, move |p| {
                    let prepared = match rows {
                        Some(rows) => prepare_only(&table, &rows, &recipe, p),
                        None => prepare(&table, &recipe, p),
                    };
                    prepared.map_err(feature_trouble)
                })
            });
        }
        let (pca_key, tsne_key) = (self.pca_key(), self.tsne_key());
        let pca_wake = self.waker();
        // Undo shows the old picture at once, before anything is computed.
        if !self.tsne.is_coming(&tsne_key) {
            self.tsne.recall(&tsne_key);
        }
        let outdated = self.tsne.job().is_some() && !self.tsne.is_coming(&tsne_key);
        if outdated && self.tsne_wanted.is_none() {
            // The run under way answers a question that is no longer asked.
            self.tsne_wanted = Some(tsne::Want::Shown);
        }
        if self.recall_others() && self.tsne_wanted.is_none() {
            self.tsne_wanted = Some(tsne::Want::Shown);
        }
        let Some(prepared) = self.prepared.current(&key).cloned() else { return };
        if self.pca.trouble_of(&pca_key).is_none() {
            self.pca.request(&pca_key, || {
                map_job(Method::Pca, pca_wake, Arc::clone(&prepared), self.choices.clone())
            });
        }
        let want = self.tsne_wanted.take();
        self.follow_others(&prepared, want.is_some());
        if let Some(want) = want.filter(|_| self.choices.right == Method::Tsne) {
            self.run_tsne(&tsne_key, want, prepared);
        }
        self.analyse();
        self.go_on_explaining();
        self.follow_strip();
    }

    fn waker(&self) -> impl Fn() + Send + 'static {
        let wake = Arc::clone(&self.wake);
        move || wake()
    }

    /// The table at hand.
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// Counts the tables that were opened: results of another number belong to another table.
    pub fn table_number(&self) -> u64 {
        self.table_number
    }

    /// The user's decisions.
    pub fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Whether there is a decision to take back.
    pub fn can_undo(&self) -> bool {
        self.history.before().is_some()
    }

    /// The name of the decision that can be taken back.
    pub fn undo_name(&self) -> Option<String> {
        self.history.before().map(|before| decision(before, &self.choices))
    }

    /// The name of the decision that can be made again.
    pub fn redo_name(&self) -> Option<String> {
        self.history.after().map(|after| decision(&self.choices, after))
    }

    /// The latest prepared matrix.
    pub fn prepared(&self) -> Option<&Arc<Prepared>> {
        self.prepared.latest()
    }

    /// What is wrong with the present recipe.
    pub fn prepare_trouble(&self) -> Option<&Trouble> {
        self.prepared.trouble()
    }

    /// The latest map of a method, which may be of earlier choices: see [`Project::is_stale`].
    pub fn map(&self, method: Method) -> Option<&Arc<MapResult>> {
        self.slot(method).latest().filter(|result| result.method == method)
    }

    /// Whether the map on show is of other choices than the present ones.
    pub fn is_stale(&self, method: Method) -> bool {
        let slot = self.slot(method);
        self.map(method).is_some() && slot.current(&self.key_of(method)).is_none()
    }

    /// Why the last computation of a map did not come to a result.
    pub fn trouble(&self, method: Method) -> Option<&Trouble> {
        self.slot(method).trouble()
    }

    /// Whether a map is being computed.
    pub fn is_running(&self, method: Method) -> bool {
        self.slot(method).job().is_some()
    }
}

fn map_job(
    method: Method,
    wake: impl Fn() + Send + 'static,
    prepared: Arc<Prepared>,
    choices: Choices,
) -> Job<Result<MapResult, Trouble>> {
    Job::spawn(method.key(), wake, move |progress| {
        compute(method, &prepared.matrix, &choices, progress).map_err(method_trouble)
    })
}

fn method_trouble(error: MethodError) -> Trouble {
    match error {
        MethodError::Cancelled(_) => Trouble::Cancelled,
        other => Trouble::Failed(other.to_string()),
    }
}

fn feature_trouble(error: FeatureError) -> Trouble {
    match error {
        FeatureError::Cancelled(_) => Trouble::Cancelled,
        other => Trouble::Failed(other.to_string()),
    }
}

#[cfg(test)]
mod reread;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod undone;
