//! The document and its file: what was opened from where, what is not saved yet, what is asked about the data.

use super::super::file::{KeptView, LoadedProject, Output, ProjectError, ProjectFile, Snapshot};
use super::opening::Opening;
use super::{Choices, History, Job, Project};
use crate::data::{Fingerprint, Notice, Table};
use crate::project::Poll;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The project's file and how the document stands to it.
#[derive(Default)]
pub(super) struct Keeping {
    /// The project file.
    file: Option<PathBuf>,
    /// What the program had kept by itself, where the document came from there.
    restored: Option<PathBuf>,
    /// The choices that need not be saved: those of the file, or those that a table begins with; none where
    /// everything is to be saved.
    saved: Option<Choices>,
    fingerprint: Option<Fingerprint>,
    /// The one before the file was read once more.
    before: Option<Fingerprint>,
    /// Its table's number and the work that finds it.
    finding: Option<(u64, Job<Option<Fingerprint>>)>,
    outputs: Vec<Output>,
    view: Option<KeptView>,
    notices: Vec<Notice>,
    pub(super) loading: Option<Loading>,
    pub(super) asked: Option<Box<LoadedProject>>,
    /// The choices when what is under way was asked for: leaving those was agreed to.
    pub(super) since: Option<Choices>,
    /// What came after more was decided: it waits for the user's word.
    pub(super) arrived: Option<Arrived>,
    /// The file of the program's own that is being restored: another one has no say over where Save writes.
    restoring: Option<PathBuf>,
    /// What was restored is less than the file held.
    reduced: bool,
}

/// What was read, and waits.
pub(super) enum Arrived {
    /// A table.
    Table(Box<(Table, Opening)>),
    /// A project.
    Project(Box<LoadedProject>),
}

/// A project on its way in.
pub(super) struct Loading {
    pub(super) path: PathBuf,
    pub(super) job: Job<Result<LoadedProject, ProjectError>>,
}

impl Project {
    /// Reads a project; `instead` is used in the place of the data that it names.
    pub(super) fn open_project(&mut self, path: PathBuf, instead: Option<PathBuf>) {
        let from = path.clone();
        self.load(path, move |p| LoadedProject::open(&from, instead.as_deref(), p));
    }

    fn load(
        &mut self,
        path: PathBuf,
        work: impl FnOnce(&crate::progress::Progress) -> Result<LoadedProject, ProjectError>
        + Send
        + 'static,
    ) {
        self.open_error = None;
        self.opening = None;
        self.refused = None;
        self.keeping.asked = None;
        self.keeping.arrived = None;
        self.keeping.since = Some(self.choices.clone());
        let job = Job::spawn("project", self.waker(), work);
        self.keeping.loading = Some(Loading { path, job });
    }

    /// Goes on with the project that asked for its data.
    pub(super) fn use_data(&mut self, instead: Option<PathBuf>) {
        let Some(asked) = self.keeping.asked.take() else { return };
        match (instead, *asked) {
            (Some(instead), LoadedProject { path, file, .. }) => {
                let from = path.clone();
                self.load(path, move |p| LoadedProject::with(&from, file, Some(&instead), p));
            }
            (None, loaded) if loaded.data.is_some() => self.take_project(loaded),
            // Now it may be looked into.
            (None, LoadedProject { path, file, unread: Some(place), .. }) => {
                let from = path.clone();
                self.load(path, move |p| LoadedProject::with(&from, file, Some(&place), p));
            }
            // Nothing was found that could be used.
            (None, asked) => self.keeping.asked = Some(Box::new(asked)),
        }
    }

    /// Takes in what the reading of a project brought, and a fingerprint. Returns whether the document changed.
    pub(super) fn poll_project(&mut self) -> bool {
        self.poll_fingerprint();
        let Some(loading) = &self.keeping.loading else { return false };
        let outcome = match loading.job.poll() {
            Poll::Running => return false,
            Poll::Done(outcome) => outcome.map_err(|error| error.to_string()),
            Poll::Panicked(message) => {
                Err(format!("A fault in the program stopped the reading: {message}."))
            }
        };
        self.keeping.loading = None;
        match outcome {
            Ok(loaded) if loaded.data.is_some() && loaded.doubts.is_empty() => {
                if self.decided_since() {
                    self.keeping.arrived = Some(Arrived::Project(Box::new(loaded)));
                } else {
                    self.take_project(loaded);
                }
            }
            Ok(loaded) => self.keeping.asked = Some(Box::new(loaded)),
            Err(message) => self.open_error = Some(message),
        }
        true
    }

    /// Whether more was decided, and not saved, since what comes was asked for.
    pub(super) fn decided_since(&self) -> bool {
        self.is_unsaved() && self.keeping.since.as_ref() != Some(&self.choices)
    }

    /// Whether something was read that waits for the user's word.
    pub fn has_arrived(&self) -> bool {
        self.keeping.arrived.is_some()
    }

    /// Takes in what waits, or leaves it.
    pub(super) fn arrived(&mut self, take: bool) {
        match self.keeping.arrived.take() {
            Some(Arrived::Table(read)) if take => self.take_in(read.0, read.1),
            Some(Arrived::Project(loaded)) if take => self.take_project(*loaded),
            _ => {}
        }
    }

    /// Reads what the program had kept by itself.
    pub(super) fn restore(&mut self, path: PathBuf) {
        self.open_project(path.clone(), None);
        self.keeping.restoring = Some(path);
    }

    fn poll_fingerprint(&mut self) {
        let Some((table, job)) = &self.keeping.finding else { return };
        let found = match job.poll() {
            Poll::Running => return,
            Poll::Done(found) => found,
            Poll::Panicked(_) => None,
        };
        let current = *table == self.table_number;
        self.keeping.finding = None;
        if !current {
            return;
        }
        let before = self.keeping.before.take();
        if before.is_some() && found.is_some() && before != found {
            self.keeping.notices.push(Notice::warning(
                "The file was changed by somebody since it was opened, and was read as it is now. Segments hold customers by the number of their row: where rows moved, they hold others.",
            ));
        }
        self.keeping.fingerprint = found;
    }

    /// Puts a project in the place of the document; one without a table goes on asking.
    fn take_project(&mut self, loaded: LoadedProject) {
        let other = !loaded.doubts.is_empty();
        let (path, decided) = (loaded.path.clone(), loaded.file.choices.clone());
        let Some((file, data, notices)) = loaded.settle() else { return };
        let ProjectFile { choices, outputs, view, autosave, .. } = file;
        let options = choices.read.clone();
        self.choices = choices;
        self.history = History::default();
        if self.choices.set_aside == decided.set_aside && self.choices.scope != decided.scope {
            // The maps had to be widened: undo says so, and takes it back.
            let mut before = Choices { scope: decided.scope.clone(), ..self.choices.clone() };
            self.history.set(&mut before, self.choices.clone());
        }
        self.renumbered = Vec::new();
        self.install(data.table, data.source, options);
        let own = self.keeping.restoring.as_ref() == Some(&path);
        let kept_by_itself = autosave.is_some();
        // A file from elsewhere does not say what Save writes over.
        let autosave = autosave.map(|mut kept| {
            kept.project = kept.project.filter(|_| own);
            kept
        });
        let (file, restored) = match autosave {
            Some(kept) => (kept.project.map(PathBuf::from), Some(path)),
            None => (Some(path), None),
        };
        self.keeping = Keeping {
            file,
            restored,
            // What was adjusted to the table is to be saved, as is what no user ever saved.
            saved: (!other && !kept_by_itself).then_some(decided),
            fingerprint: Some(data.fingerprint),
            reduced: other,
            outputs,
            view: Some(view),
            notices,
            ..Keeping::default()
        };
    }

    /// A table was opened that is no project yet: only what is decided from now on is to be saved.
    pub(super) fn begin_unsaved(&mut self) {
        self.keeping = Keeping { saved: Some(self.choices.clone()), ..Keeping::default() };
        self.find_fingerprint();
    }

    /// The file was read once more: it may have another content now.
    pub(super) fn find_fingerprint_anew(&mut self) {
        self.keeping.before = self.keeping.fingerprint.take();
        self.find_fingerprint();
    }

    fn find_fingerprint(&mut self) {
        let Some(opened) = &self.opened else { return };
        let source = opened.source.clone();
        let job = Job::spawn("fingerprint", self.waker(), move |_| source.fingerprint().ok());
        self.keeping.finding = Some((self.table_number, job));
    }

    /// These choices are in this file.
    pub(super) fn saved(&mut self, path: PathBuf, choices: Choices) {
        self.keeping.file = Some(path);
        self.keeping.saved = Some(choices);
    }

    /// Everything that a project file would hold now; `None` where no table is open.
    pub fn snapshot(&self, view: KeptView) -> Option<Snapshot> {
        let opened = self.opened.as_ref()?;
        Some(Snapshot {
            source: opened.source.clone(),
            table: Arc::clone(&opened.table),
            fingerprint: self.keeping.fingerprint.clone(),
            // What is being tried only may not be readable.
            choices: Choices { read: opened.options.clone(), ..self.choices.clone() },
            view,
            outputs: self.keeping.outputs.clone(),
            project: self.keeping.file.clone(),
        })
    }

    /// The project file, where the document has one.
    pub fn file(&self) -> Option<&Path> {
        self.keeping.file.as_deref()
    }

    /// What the program had kept by itself, where the document came from there.
    pub fn restored(&self) -> Option<&Path> {
        self.keeping.restored.as_deref()
    }

    /// The fingerprint of the data that are open, once it is known.
    pub fn fingerprint(&self) -> Option<&Fingerprint> {
        self.keeping.fingerprint.as_ref()
    }

    /// Whether all that the program had kept by itself is in the document.
    pub fn restored_whole(&self) -> bool {
        !self.keeping.reduced
    }

    /// Whether the user decided anything that is in no file.
    pub fn is_unsaved(&self) -> bool {
        self.opened.is_some() && self.keeping.saved.as_ref() != Some(&self.choices)
    }

    /// The project that asks about its data: they are not there, or not what they were.
    pub fn data_question(&self) -> Option<&LoadedProject> {
        self.keeping.asked.as_deref()
    }

    /// What of the window a project brought along; told once.
    pub fn take_view(&mut self) -> Option<KeptView> {
        self.keeping.view.take()
    }

    /// What was said when the project was opened.
    pub(super) fn project_notices(&self) -> &[Notice] {
        &self.keeping.notices
    }
}
