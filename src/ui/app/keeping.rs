//! The window keeps what the user decided: project files, what is not saved yet, what is asked before it would be lost.

use super::super::keeping::{
    Autosave, Crashed, Keep, Leave, ProjectLock, Settings, file_name, state_folder,
};
use super::super::{Ask, Purpose};
use super::App;
use crate::project::file::{ENDING, KeptView, is_project};
use crate::project::{Action, Choices, Job, Poll, Source};
use crate::ui::Tab;
use crate::words::capitalised;
use eframe::egui::{self, ViewportCommand};
use std::path::{Path, PathBuf};

/// What the window keeps, and how far it is with it.
#[derive(Default)]
pub(super) struct Keeper {
    pub(super) settings: Option<Settings>,
    autosave: Option<Autosave>,
    lock: ProjectLock,
    saving: Option<Saving>,
    /// What waits for the saving, or for the name to save under.
    then: Option<Leave>,
    /// What a crash left and is open now; deleted when its decisions are kept anew.
    restoring: Option<Crashed>,
    /// The table that is on the list of recent files.
    noted: u64,
    may_close: bool,
}

struct Saving {
    path: PathBuf,
    choices: Choices,
    job: Job<Result<(), String>>,
}

impl App {
    /// The same window, which keeps its settings and what is not saved in the user's state folder.
    #[must_use]
    pub fn keeping(self, ctx: &egui::Context) -> Self {
        match state_folder() {
            Some(folder) => self.keeping_in(&folder, ctx),
            None => self,
        }
    }

    /// The same with another folder, for tests.
    #[must_use]
    pub fn keeping_in(mut self, folder: &Path, ctx: &egui::Context) -> Self {
        let settings = Settings::load(folder);
        settings.apply(ctx);
        self.view.keeping.recent = settings.recent().to_vec();
        self.view.keeping.crashed = Autosave::left_behind(folder);
        self.keeper.settings = Some(settings);
        self.keeper.autosave = Autosave::begin(folder);
        self
    }

    /// Keeps what is to be kept; once a frame.
    pub(super) fn keep(&mut self, ctx: &egui::Context) {
        self.poll_saving(ctx);
        let asking = self.dialogs.waiting().is_some() || self.view.typed_path.is_some();
        if self.keeper.saving.is_none() && !asking {
            // No name was given: nothing waits for the saving any more.
            self.keeper.then = None;
        }
        if let Some(view) = self.project.take_view() {
            let tab = view.tab.and_then(|title| Tab::ALL.into_iter().find(|t| t.title() == title));
            self.view.tab = tab.unwrap_or(self.view.tab);
        }
        if let Some(said) = self.keeper.lock.follow(self.project.file()) {
            self.view.tell(said);
        }
        let view = self.kept_view();
        if let Some(autosave) = &mut self.keeper.autosave {
            if let Some(said) = autosave.tend(&self.project, view, ctx) {
                self.view.fail(said);
            }
            let kept = autosave.has(&self.project) || !self.project.is_unsaved();
            let open = self.project.restored();
            if self.keeper.restoring.as_ref().is_some_and(|old| kept && open == Some(&old.path))
                && let Some(old) = self.keeper.restoring.take()
            {
                old.discard();
            }
        }
        if let Some(settings) = &mut self.keeper.settings {
            settings.follow(ctx);
            if self.keeper.noted != self.project.table_number() {
                self.keeper.noted = self.project.table_number();
                let source = self.project.opened().map(|opened| &opened.source);
                let path = match (self.project.file(), source) {
                    (Some(project), _) => Some(project),
                    (None, Some(Source::File(path))) if path != Path::new("-") => {
                        Some(path.as_path())
                    }
                    _ => None,
                };
                if let Some(path) = path {
                    settings.opened(path);
                }
            }
            if self.view.keeping.recent != settings.recent() {
                self.view.keeping.recent = settings.recent().to_vec();
            }
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.keeper.may_close {
            if self.project.is_unsaved() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.view.keeping.leaving = Some(Leave::Close);
                ctx.request_repaint();
            } else {
                self.end();
            }
        }
    }

    /// Nothing of this window is to be offered again.
    fn end(&mut self) {
        self.keeper.may_close = true;
        if let Some(autosave) = &mut self.keeper.autosave {
            autosave.end();
        }
    }

    fn kept_view(&self) -> KeptView {
        KeptView { tab: Some(self.view.tab.title().to_owned()) }
    }

    /// A change of the document; what would lose unsaved decisions waits for the user's word.
    pub(super) fn document(&mut self, action: Action) {
        let leaves = matches!(action, Action::Open(_) | Action::OpenSample(_));
        if leaves && self.project.is_unsaved() {
            self.view.keeping.leaving = Some(Leave::Open(Box::new(action)));
        } else {
            self.project.apply(action);
        }
    }

    /// Does what was asked about keeping.
    pub(super) fn keep_asked(&mut self, keep: &Keep, ctx: &egui::Context, frame: &eframe::Frame) {
        match *keep {
            Keep::SaveAndLeave => {
                self.keeper.then = self.view.keeping.leaving.take();
                self.save(ctx, frame);
            }
            Keep::Leave => {
                if let Some(leave) = self.view.keeping.leaving.take() {
                    self.leave(leave, ctx);
                }
            }
            Keep::Stay => self.view.keeping.leaving = None,
            Keep::Later => self.view.keeping.crashed.clear(),
            Keep::Restore(at) if at < self.view.keeping.crashed.len() => {
                let crashed = self.view.keeping.crashed.remove(at);
                let path = crashed.path.clone();
                self.keeper.restoring = Some(crashed);
                self.document(Action::Open(path));
            }
            Keep::Discard(at) if at < self.view.keeping.crashed.len() => {
                self.view.keeping.crashed.remove(at).discard();
            }
            Keep::Restore(_) | Keep::Discard(_) => {}
        }
    }

    fn leave(&mut self, leave: Leave, ctx: &egui::Context) {
        match leave {
            Leave::Close => {
                self.end();
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leave::Open(action) => self.project.apply(*action),
        }
    }

    /// Saves under the project's name, or asks for one.
    pub(super) fn save(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        match self.project.file().map(Path::to_owned) {
            Some(path) if !self.keeper.lock.is_taken() => self.save_to(path, ctx),
            _ => self.save_as(ctx, frame),
        }
    }

    /// Asks for a name to save under.
    pub(super) fn save_as(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let Some(opened) = self.project.opened() else { return };
        let stem = match self.project.file() {
            Some(project) => project.with_extension(""),
            None => PathBuf::from(opened.table.short_name()).with_extension(""),
        };
        let stem = stem.file_name().unwrap_or_default().to_string_lossy();
        let name = file_name(&stem, ENDING);
        self.carry_out(Ask::Choose(Purpose::SaveProject(name)), ctx, frame);
    }

    /// Writes the project, beside the window.
    pub(super) fn save_to(&mut self, path: PathBuf, ctx: &egui::Context) {
        let path = if is_project(&path) {
            path
        } else {
            let mut name = path.into_os_string();
            name.push(format!(".{ENDING}"));
            name.into()
        };
        let Some(snapshot) = self.project.snapshot(self.kept_view()) else { return };
        if let Source::File(data) = &snapshot.source
            && let (Ok(data), Ok(there)) = (data.canonicalize(), path.canonicalize())
            && data == there
        {
            self.view
                .fail(format!("{}: this is the open table; choose another name.", path.display()));
            return;
        }
        let (to, waker, choices) = (path.clone(), ctx.clone(), snapshot.choices.clone());
        let job = Job::spawn(
            "save",
            move || waker.request_repaint(),
            move |_| {
                let folder = match to.parent() {
                    Some(folder) if !folder.as_os_str().is_empty() => folder,
                    _ => Path::new("."),
                };
                let text = snapshot.text(folder, false)?;
                crate::report::save(&to, text.as_bytes())
                    .map_err(|error| format!("{:#}", anyhow::Error::from(error)))
            },
        );
        self.keeper.saving = Some(Saving { path, choices, job });
    }

    fn poll_saving(&mut self, ctx: &egui::Context) {
        let Some(saving) = &self.keeper.saving else { return };
        let outcome = match saving.job.poll() {
            Poll::Running => return,
            Poll::Done(outcome) => outcome,
            Poll::Panicked(message) => Err(message),
        };
        let Some(Saving { path, choices, .. }) = self.keeper.saving.take() else { return };
        match outcome {
            Ok(()) => {
                self.view.tell(format!("Saved {}", path.display()));
                if let Some(settings) = &mut self.keeper.settings {
                    settings.opened(&path);
                }
                self.project.apply(Action::Saved(path, Box::new(choices)));
                if let Some(leave) = self.keeper.then.take() {
                    // What was decided while it was written is not in it.
                    if self.project.is_unsaved() {
                        self.view.keeping.leaving = Some(leave);
                    } else {
                        self.leave(leave, ctx);
                    }
                }
            }
            Err(message) => {
                self.keeper.then = None;
                self.view.fail(format!(
                    "The project was not saved: {} What was saved before is as it was.",
                    sentence(&message)
                ));
            }
        }
    }
}

fn sentence(message: &str) -> String {
    let text = capitalised(message.trim());
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}
