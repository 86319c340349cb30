//! Decisions that are in no file yet are kept in the state folder: at once, at most once a second, each time whole.

use super::lock::Tried;
use super::{Crashed, Lock};
use crate::project::file::{ENDING, KeptView};
use crate::project::{Choices, Job, Poll, Project};
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The least time between two writings; 5 s of work may be lost at most.
const BEAT: Duration = Duration::from_secs(1);
/// How long the end of the program waits for a writing under way.
const END: Duration = Duration::from_secs(3);
/// Places that are tried for a window of this process.
const PLACES: u32 = 100;

/// Where this window keeps its decisions.
#[derive(Debug)]
pub(in crate::ui) struct Autosave {
    file: PathBuf,
    /// Held as long as the window lives: so others know that it did not crash.
    _lock: Lock,
    /// What is in the file, and of which table.
    kept: Option<(u64, Choices)>,
    wrote: Option<Instant>,
    job: Option<Writing>,
    /// What was last wrong, so that it is said once.
    trouble: Option<String>,
    ended: bool,
}

#[derive(Debug)]
struct Writing {
    of: (u64, Choices),
    job: Job<Result<(), String>>,
}

impl Autosave {
    /// A place in a state folder; `None` where nothing can be kept there.
    pub fn begin(state: &Path) -> Option<Self> {
        let folder = folder(state);
        std::fs::create_dir_all(&folder).ok()?;
        let id = std::process::id();
        for place in 0..PLACES {
            let name = format!("window-{id}-{place}");
            let file = folder.join(format!("{name}.{ENDING}"));
            if file.exists() {
                continue;
            }
            if let Tried::Held(lock) = Lock::take(&folder.join(format!("{name}.lock"))) {
                return Some(Self {
                    file,
                    _lock: lock,
                    kept: None,
                    wrote: None,
                    job: None,
                    trouble: None,
                    ended: false,
                });
            }
        }
        None
    }

    /// What windows left behind that ended without being closed.
    pub fn left_behind(state: &Path) -> Vec<Crashed> {
        Crashed::all(&folder(state))
    }

    /// Keeps what is not kept yet. Returns what the user is to know. Wakes the window only where something waits.
    pub fn tend(&mut self, project: &Project, view: KeptView, ctx: &Context) -> Option<String> {
        let said = self.poll();
        if self.ended || self.job.is_some() {
            return said;
        }
        if !project.is_unsaved() {
            self.forget();
            return said;
        }
        let table = project.table_number();
        let choices = project.choices();
        if self.kept.as_ref().is_some_and(|(of, kept)| *of == table && kept == choices) {
            return said;
        }
        let since = self.wrote.map_or(BEAT, |wrote| wrote.elapsed());
        if since < BEAT {
            ctx.request_repaint_after(BEAT.saturating_sub(since));
            return said;
        }
        if let Some(snapshot) = project.snapshot(view) {
            let (file, waker) = (self.file.clone(), ctx.clone());
            let job = Job::spawn(
                "autosave",
                move || waker.request_repaint(),
                move |_| {
                    let folder = file.parent().unwrap_or(Path::new("."));
                    let text = snapshot.text(folder, true)?;
                    crate::report::save(&file, text.as_bytes())
                        .map_err(|error| format!("{:#}", anyhow::Error::from(error)))
                },
            );
            self.wrote = Some(Instant::now());
            self.job = Some(Writing { of: (table, choices.clone()), job });
        }
        said
    }

    fn poll(&mut self) -> Option<String> {
        let outcome = match self.job.as_ref()?.job.poll() {
            Poll::Running => return None,
            Poll::Done(outcome) => outcome,
            Poll::Panicked(message) => Err(message),
        };
        self.ended_with(outcome)
    }

    fn ended_with(&mut self, outcome: Result<(), String>) -> Option<String> {
        let writing = self.job.take()?;
        // Also after a failure: it is tried again at the next decision, not all the time.
        self.kept = Some(writing.of);
        match outcome {
            Ok(()) => {
                self.trouble = None;
                None
            }
            Err(message) if self.trouble.as_ref() == Some(&message) => None,
            Err(message) => {
                self.trouble = Some(message.clone());
                Some(format!(
                    "Unsaved decisions cannot be kept for a crash ({message}). Save the project to be safe."
                ))
            }
        }
    }

    /// Whether the decisions at hand are in the file.
    pub fn has(&self, project: &Project) -> bool {
        let kept = self.kept.as_ref();
        self.trouble.is_none()
            && kept.is_some_and(|(of, kept)| {
                *of == project.table_number() && kept == project.choices()
            })
    }

    fn forget(&mut self) {
        if self.kept.take().is_some() {
            let _ = std::fs::remove_file(&self.file);
        }
    }

    /// The user decided: nothing of this window is to be offered again.
    pub fn end(&mut self) {
        self.ended = true;
        if let Some(writing) = self.job.take() {
            let _ = writing.job.wait(END);
        }
        self.kept = None;
        let _ = std::fs::remove_file(&self.file);
    }
}

fn folder(state: &Path) -> PathBuf {
    state.join("autosave")
}
