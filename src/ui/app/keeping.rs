//! The window keeps what the user decided: project files, what is not saved yet, what is asked before it would be lost.

use super::super::keeping::{
    Autosave, Crashed, Keep, Leave, ProjectLock, Settings, and_ending, file_name,
};
use super::super::{Ask, Purpose};
use super::App;
use crate::project::file::{ENDING, KeptView, is_project};
use crate::project::{Action, Choices, Job, Poll, Source};
use crate::ui::Tab;
use crate::words::capitalised;
use eframe::egui::{self, ViewportCommand};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the window keeps, and how far it is with it.
#[derive(Default)]
pub(super) struct Keeper {
    pub(super) settings: Option<Settings>,
    pub(super) autosave: Option<Autosave>,
    /// Why there is no place for an autosave at all.
    pub(super) homeless: Option<&'static str>,
    /// What windows left behind is being looked for.
    pub(super) looking: Option<Job<Vec<Crashed>>>,
    lock: ProjectLock,
    saving: Option<Saving>,
    /// What waits for the saving, or for the name to save under.
    then: Option<Leave>,
    /// What a crash left and is open now; deleted when its decisions are kept anew.
    pub(super) restoring: Option<Crashed>,
    /// The table that is on the list of recent files.
    pub(super) noted: u64,
    may_close: bool,
    /// The window was asked to close while files were being written.
    closing: bool,
    /// What is to be saved as soon as the saving under way is done.
    next: Option<PathBuf>,
    /// The document that a name was asked for.
    naming: Option<u64>,
    /// A file that was not replaced when it was first named: named again, it is.
    spared: Option<PathBuf>,
    /// The project file, and when it was last known to hold what is open.
    known: Option<(PathBuf, SystemTime)>,
}

struct Saving {
    path: PathBuf,
    /// The table of the document that is saved.
    table: u64,
    choices: Choices,
    job: Job<Result<(), String>>,
}

impl App {
    /// Keeps what is to be kept; once a frame.
    pub(super) fn keep(&mut self, ctx: &egui::Context) {
        self.poll_saving(ctx);
        self.poll_crashes();
        let asking = self.dialogs.waiting().is_some() || self.view.typed_path.is_some();
        if self.keeper.saving.is_none() && !asking {
            // No name was given: nothing waits for the saving any more.
            self.keeper.then = None;
        }
        if let Some(view) = self.project.take_view() {
            let tab = view.tab.and_then(|title| Tab::ALL.into_iter().find(|t| t.title() == title));
            self.view.tab = tab.unwrap_or(self.view.tab);
            let sizes = &mut self.view.panels;
            sizes.side = view.side.map(f32::from).or(sizes.side);
            sizes.details = view.details.map(f32::from).or(sizes.details);
            sizes.brought += u64::from(view.side.is_some() || view.details.is_some());
        }
        self.know_file();
        if self.project.has_arrived() && self.view.keeping.leaving.is_none() {
            self.view.keeping.leaving = Some(Leave::Arrived);
        }
        if let Some(said) = self.keeper.lock.follow(self.project.file()) {
            self.view.tell(said);
        }
        self.tend_autosave(ctx);
        self.tend_settings(ctx);
        if ctx.input(|input| input.viewport().close_requested()) && !self.keeper.may_close {
            if self.project.is_unsaved() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.view.keeping.leaving = Some(Leave::Close);
                ctx.request_repaint();
            } else if self.is_writing() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.keeper.closing = true;
                self.view.tell("The window closes when what is being written is done.".to_owned());
            } else {
                self.end();
            }
        }
        if self.keeper.closing && !self.is_writing() {
            self.keeper.closing = false;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// Whether a file is on its way to the disk.
    fn is_writing(&self) -> bool {
        self.keeper.saving.is_some() || self.writer.under_way().is_some()
    }

    /// Remembers when the project's file was last known to hold what is open.
    fn know_file(&mut self) {
        let file = self.project.file();
        if self.keeper.known.as_ref().map(|(path, _)| path.as_path()) == file {
            return;
        }
        // What was restored is as old as the file that it was kept in.
        let kept = self.project.restored().and_then(modified);
        let since = kept.unwrap_or_else(SystemTime::now);
        self.keeper.known = file.map(|path| (path.to_owned(), since));
    }

    /// Nothing of this window is to be offered again.
    fn end(&mut self) {
        self.keeper.may_close = true;
        if let Some(autosave) = &mut self.keeper.autosave {
            autosave.end();
        }
    }

    pub(super) fn kept_view(&self) -> KeptView {
        let whole = |size: Option<f32>| size.map(|size| size.round() as u16);
        let sizes = &self.view.panels;
        KeptView {
            tab: Some(self.view.tab.title().to_owned()),
            side: whole(sizes.side),
            details: whole(sizes.details),
        }
    }

    /// A change of the document; what would lose unsaved decisions waits for the user's word.
    pub(super) fn document(&mut self, action: Action) {
        let leaves = match &action {
            Action::Open(_) | Action::OpenSample(_) | Action::UseData(_) | Action::Restore(_) => {
                true
            }
            Action::Retry(_) => {
                let open = self.project.opened().map(|opened| &opened.source);
                self.project.refused().is_some_and(|(source, _)| Some(source) != open)
            }
            _ => false,
        };
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
            Keep::Stay => {
                if self.view.keeping.leaving.take() == Some(Leave::Arrived) {
                    self.project.apply(Action::Arrived(false));
                }
            }
            Keep::Later => self.view.keeping.crashed.clear(),
            Keep::Restore(at) if at < self.view.keeping.crashed.len() => {
                let crashed = self.view.keeping.crashed.remove(at);
                let path = crashed.path.clone();
                self.keeper.restoring = Some(crashed);
                self.document(Action::Restore(path));
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
            Leave::Arrived => self.project.apply(Action::Arrived(true)),
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
        // Another window has the file of this name.
        let other = if self.keeper.lock.is_taken() { " 2" } else { "" };
        let name = file_name(&format!("{stem}{other}"), ENDING);
        self.keeper.naming = Some(self.project.table_number());
        self.carry_out(Ask::Choose(Purpose::SaveProject(name)), ctx, frame);
    }

    /// Saves under a name that was asked for. `seen`: the user has agreed to replace a file of just this name.
    pub(super) fn save_named(&mut self, path: PathBuf, seen: bool, ctx: &egui::Context) {
        if self.keeper.naming.take().is_some_and(|table| table != self.project.table_number()) {
            self.keeper.then = None;
            self.view.fail(
                "Another table was opened since the name was asked for; nothing was written. Save again."
                    .to_owned(),
            );
            return;
        }
        let whole = is_project(&path);
        let path = if whole { path } else { and_ending(path, ENDING) };
        let own = self.project.file() == Some(path.as_path());
        if !(own || whole && seen) && path.exists() && !self.spares(&path) {
            let name = path.display();
            self.view.fail(format!(
                "{name} exists already; nothing was written. Choose it once more to replace it, or another name."
            ));
            return;
        }
        self.save_to(path, ctx);
    }

    /// Whether this file was spared before, so that the user means it; else it is spared now.
    fn spares(&mut self, path: &Path) -> bool {
        let again = self.keeper.spared.as_deref() == Some(path);
        self.keeper.spared = (!again).then(|| path.to_owned());
        if !again {
            self.keeper.then = None;
        }
        again
    }

    /// Writes the project, beside the window.
    fn save_to(&mut self, path: PathBuf, ctx: &egui::Context) {
        if self.keeper.saving.is_some() {
            // One after the other, or an older one could end last.
            self.keeper.next = Some(path);
            return;
        }
        if let Some(said) = self.keeper.lock.other_has(&path) {
            self.keeper.then = None;
            self.view.fail(said);
            return;
        }
        let known = self.keeper.known.as_ref().filter(|(file, _)| *file == path);
        let changed = known.zip(modified(&path)).is_some_and(|((_, known), now)| now > *known);
        if changed && !self.spares(&path) {
            self.view.fail(format!(
                "{} was written by somebody else since it was opened; nothing was written. Save once more to replace it, or \
                 under another name.",
                path.display()
            ));
            return;
        }
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
        let table = self.project.table_number();
        self.keeper.saving = Some(Saving { path, table, choices, job });
    }

    fn poll_saving(&mut self, ctx: &egui::Context) {
        let Some(saving) = &self.keeper.saving else { return };
        let outcome = match saving.job.poll() {
            Poll::Running => return,
            Poll::Done(outcome) => outcome,
            Poll::Panicked(message) => Err(message),
        };
        let Some(Saving { path, table, choices, .. }) = self.keeper.saving.take() else { return };
        let same = table == self.project.table_number();
        match outcome {
            Ok(()) => {
                self.view.tell(format!("Saved {}", path.display()));
                if let Some(settings) = &mut self.keeper.settings {
                    settings.opened(&path);
                }
                if same {
                    let now = modified(&path).unwrap_or_else(SystemTime::now);
                    self.keeper.known = Some((path.clone(), now));
                    self.project.apply(Action::Saved(path, Box::new(choices)));
                }
                if let Some(path) = self.keeper.next.take().filter(|_| same) {
                    self.save_to(path, ctx);
                } else if let Some(leave) = self.keeper.then.take() {
                    // What was decided while it was written is not in it.
                    if self.project.is_unsaved() {
                        self.view.keeping.leaving = Some(leave);
                    } else {
                        self.leave(leave, ctx);
                    }
                }
            }
            Err(message) => {
                (self.keeper.then, self.keeper.next) = (None, None);
                self.view.fail(format!(
                    "The project was not saved: {} What was saved before is as it was.",
                    sentence(&message)
                ));
            }
        }
    }
}

/// When a file was last written.
fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|there| there.modified()).ok()
}

fn sentence(message: &str) -> String {
    let text = capitalised(message.trim());
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}
