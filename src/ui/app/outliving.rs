//! What outlives the window: decisions that are in no file yet, and what the user likes; found again at the start.

use super::super::keeping::{Autosave, Settings, state_folder};
use super::App;
use crate::project::{Job, Poll, Source};
use eframe::egui;
use std::path::Path;

impl App {
    /// The same window, which keeps its settings and what is not saved in the user's state folder.
    #[must_use]
    pub fn keeping(self, ctx: &egui::Context) -> Self {
        match state_folder() {
            Some(folder) => self.keeping_in(&folder, ctx),
            None => self.without_folder(),
        }
    }

    /// Nothing can be kept between runs: that is said.
    fn without_folder(mut self) -> Self {
        const HOMELESS: &str = "There is no folder for what dimlens keeps between runs (neither DIMLENS_HOME nor a home folder is set): settings and recent files are forgotten, and unsaved decisions are lost in a crash. Save the project to be safe.";
        self.keeper.homeless = Some(HOMELESS);
        self
    }

    /// The same with another folder, for tests.
    #[must_use]
    pub fn keeping_in(mut self, folder: &Path, ctx: &egui::Context) -> Self {
        let settings = Settings::load(folder);
        settings.apply(ctx);
        self.view.keeping.recent = settings.recent().to_vec();
        (self.view.hints, self.view.start_page_wanted) = settings.welcome();
        let (state, waker) = (folder.to_owned(), ctx.clone());
        let wake = move || waker.request_repaint();
        self.view.keeping.looking = true;
        self.keeper.looking =
            Some(Job::spawn("crashes", wake, move |_| Autosave::left_behind(&state)));
        self.keeper.settings = Some(settings);
        self.keeper.autosave = Some(Autosave::begin(folder));
        self
    }

    /// Keeps what is not saved, and says while that fails.
    pub(super) fn tend_autosave(&mut self, ctx: &egui::Context) {
        let view = self.kept_view();
        if let Some(autosave) = &mut self.keeper.autosave {
            autosave.tend(&self.project, view, ctx);
            // What could not be restored whole is in the old file only, until the user saves.
            let whole = self.project.restored_whole();
            let kept = whole && autosave.has(&self.project) || !self.project.is_unsaved();
            let open = self.project.restored();
            if self.keeper.restoring.as_ref().is_some_and(|old| kept && open == Some(&old.path))
                && let Some(old) = self.keeper.restoring.take()
            {
                old.discard();
            }
        }
        let trouble = self.keeper.autosave.as_ref().and_then(Autosave::trouble);
        let trouble = trouble.or_else(|| self.keeper.homeless.map(str::to_owned));
        self.view.keeping.trouble = trouble.filter(|_| self.project.is_unsaved());
    }

    /// Keeps what the user likes.
    pub(super) fn tend_settings(&mut self, ctx: &egui::Context) {
        if let Some(settings) = &mut self.keeper.settings {
            settings.tend();
            settings.follow(ctx);
            settings.follow_welcome(&self.view.hints, self.view.start_page_wanted);
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
    }

    /// Takes in what windows left behind that ended without being closed.
    pub(super) fn poll_crashes(&mut self) {
        let Some(job) = &self.keeper.looking else { return };
        match job.poll() {
            Poll::Running => return,
            Poll::Done(found) => self.view.keeping.crashed = found,
            Poll::Panicked(message) => self.view.fail(format!(
                "A fault in the program stopped the search for unsaved decisions: {message}."
            )),
        }
        self.view.keeping.looking = false;
        self.keeper.looking = None;
    }
}
