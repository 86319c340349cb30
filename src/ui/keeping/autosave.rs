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
/// The longest time until a writing that failed is tried again; first it is as short as the beat, then doubled.
const LONGEST: Duration = Duration::from_secs(30);
/// How long the end of the program waits for a writing under way.
const END: Duration = Duration::from_secs(3);
/// Places that are tried for a window of this process.
const PLACES: u32 = 100;

/// Where this window keeps its decisions.
#[derive(Debug)]
pub(in crate::ui) struct Autosave {
    folder: PathBuf,
    /// None while there is no such folder that can be written.
    place: Option<Place>,
    /// What is in the file, and of which table.
    kept: Option<(u64, Choices)>,
    wrote: Option<Instant>,
    job: Option<Writing>,
    /// What was last wrong, and how often in turn.
    trouble: Option<(String, u32)>,
    ended: bool,
}

#[derive(Debug)]
struct Place {
    file: PathBuf,
    /// Held as long as the window lives: so others know that it did not crash.
    _lock: Lock,
}

#[derive(Debug)]
struct Writing {
    of: (u64, Choices),
    job: Job<Result<(), String>>,
}

impl Autosave {
    /// A place in a state folder; where nothing can be kept there, that is a trouble, and it is tried again.
    pub fn begin(state: &Path) -> Self {
        let mut new = Self {
            folder: folder(state),
            place: None,
            kept: None,
            wrote: None,
            job: None,
            trouble: None,
            ended: false,
        };
        new.find_place();
        new
    }

    fn find_place(&mut self) {
        match Place::in_folder(&self.folder) {
            Ok(place) => self.place = Some(place),
            Err(message) => self.fail(message),
        }
    }

    fn fail(&mut self, message: String) {
        let before = self.trouble.as_ref().map_or(0, |(_, times)| *times);
        self.trouble = Some((message, before + 1));
    }

    /// The time between two writings.
    fn pause(&self) -> Duration {
        let times = self.trouble.as_ref().map_or(0, |(_, times)| *times);
        (BEAT * 2_u32.pow(times.saturating_sub(1).min(8))).min(LONGEST)
    }

    /// Why the last writing failed, until one succeeds.
    pub fn trouble(&self) -> Option<String> {
        let (message, _) = self.trouble.as_ref()?;
        let message = message.trim_end_matches('.');
        Some(format!(
            "Unsaved decisions cannot be kept for a crash ({message}). It is tried again by itself; save the project to be safe."
        ))
    }

    /// What windows left behind that ended without being closed.
    pub fn left_behind(state: &Path) -> Vec<Crashed> {
        Crashed::all(&folder(state))
    }

    /// Keeps what is not kept yet. Wakes the window only where something waits.
    pub fn tend(&mut self, project: &Project, view: KeptView, ctx: &Context) {
        self.poll();
        if self.ended || self.job.is_some() {
            return;
        }
        if !project.is_unsaved() {
            self.forget();
            return;
        }
        let table = project.table_number();
        let choices = project.choices();
        if self.kept.as_ref().is_some_and(|(of, kept)| *of == table && kept == choices) {
            return;
        }
        let pause = self.pause();
        let since = self.wrote.map_or(pause, |wrote| wrote.elapsed());
        if since < pause {
            ctx.request_repaint_after(pause.saturating_sub(since));
            return;
        }
        self.wrote = Some(Instant::now());
        if self.place.is_none() {
            self.find_place();
        }
        let (Some(place), Some(snapshot)) = (&self.place, project.snapshot(view)) else {
            ctx.request_repaint_after(self.pause());
            return;
        };
        let (file, waker) = (place.file.clone(), ctx.clone());
        let job = Job::spawn(
            "autosave",
            move || waker.request_repaint(),
            move |_| {
                let folder = file.parent().unwrap_or(Path::new("."));
                let text = snapshot.text(folder, true)?;
                // The folder may have been cleaned away while the window was open.
                let _ = std::fs::create_dir_all(folder);
                crate::report::save(&file, text.as_bytes())
                    .map_err(|error| format!("{:#}", anyhow::Error::from(error)))
            },
        );
        self.job = Some(Writing { of: (table, choices.clone()), job });
    }

    fn poll(&mut self) {
        let Some(writing) = &self.job else { return };
        let outcome = match writing.job.poll() {
            Poll::Running => return,
            Poll::Done(outcome) => outcome,
            Poll::Panicked(message) => Err(message),
        };
        let Some(Writing { of, .. }) = self.job.take() else { return };
        match outcome {
            Ok(()) => (self.kept, self.trouble) = (Some(of), None),
            // The file, if there is one, holds what was kept before.
            Err(message) => self.fail(message),
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
        if let (Some(_), Some(place)) = (self.kept.take(), &self.place) {
            let _ = std::fs::remove_file(&place.file);
        }
    }

    /// The user decided: nothing of this window is to be offered again.
    pub fn end(&mut self) {
        self.ended = true;
        if let Some(writing) = self.job.take() {
            let _ = writing.job.wait(END);
        }
        self.kept = None;
        if let Some(place) = &self.place {
            let _ = std::fs::remove_file(&place.file);
        }
    }
}

impl Place {
    /// A free one.
    fn in_folder(folder: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{} cannot be created: {error}", folder.display()))?;
        let id = std::process::id();
        for place in 0..PLACES {
            let name = format!("window-{id}-{place}");
            let file = folder.join(format!("{name}.{ENDING}"));
            if file.exists() {
                continue;
            }
            if let Tried::Held(lock) = Lock::take(&folder.join(format!("{name}.lock"))) {
                return Ok(Self { file, _lock: lock });
            }
        }
        Err(format!("{} takes no file or no lock", folder.display()))
    }
}

fn folder(state: &Path) -> PathBuf {
    state.join("autosave")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_said_and_tried_again_ever_more_seldom_until_there_is_a_place() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("state");
        std::fs::write(&state, "a file stands in the way").unwrap();
        let mut autosave = Autosave::begin(&state);
        assert!(autosave.place.is_none());
        let said = autosave.trouble().unwrap();
        assert!(said.contains("cannot be created") && said.contains("tried again"), "{said}");
        let mut pauses = Vec::new();
        for _ in 0..8 {
            pauses.push(autosave.pause());
            autosave.find_place();
        }
        assert!(pauses.is_sorted() && pauses[0] == BEAT && pauses[7] == LONGEST, "{pauses:?}");
        std::fs::remove_file(&state).unwrap();
        autosave.find_place();
        assert!(autosave.place.is_some());
    }
}
