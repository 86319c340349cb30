//! What the window writes beside itself: figures, reports, the clipboard.

use crate::data::{Notice, fingerprint};
use crate::plots::Figure;
use crate::project::{Comparison, Job, Poll, Project, Source};
use crate::report::{self, Page, Picture, Story, Told};
use crate::words::capitalised;
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What came of it.
pub(super) enum Written {
    /// A file of this name, and what it does not show as it was asked for.
    File(PathBuf, Vec<Notice>),
    /// A picture for the clipboard.
    Picture(Picture),
}

/// The work under way, if any; the next takes its place.
#[derive(Default)]
pub(super) struct Writer {
    job: Option<Job<Result<Written, String>>>,
}

impl Writer {
    /// Draws a figure into a file, or for the clipboard.
    pub fn figure(
        &mut self,
        figure: Arc<Figure>,
        page: Page,
        path: Option<PathBuf>,
        ctx: &egui::Context,
    ) {
        let waker = ctx.clone();
        self.job = Some(Job::spawn(
            "export",
            move || waker.request_repaint(),
            move |_| match path {
                Some(path) => {
                    let written = report::figure(&path, &figure, &page);
                    written.map(|told| Written::File(path, told)).map_err(said)
                }
                None => report::drawn(&figure, &page).map(Written::Picture).map_err(said),
            },
        ));
    }

    /// Computes what a report lacks, and writes it.
    ///
    /// # Errors
    /// A sentence, where there is nothing to report yet, or the name says no format.
    pub fn report(
        &mut self,
        project: &Project,
        path: PathBuf,
        ctx: &egui::Context,
    ) -> Result<(), String> {
        report::check_report_name(&path).map_err(said)?;
        let (Some(opened), Some(to)) = (project.opened(), project.to_compare()) else {
            return Err("There is nothing to report yet: both maps come first.".to_owned());
        };
        let known = project.fingerprint().map(|found| found.blake3.clone());
        let (table, source, waker) =
            (Arc::clone(&opened.table), opened.source.clone(), ctx.clone());
        self.job = Some(Job::spawn(
            "Report",
            move || waker.request_repaint(),
            move |progress| {
                let stopped = |error: crate::progress::Cancelled| error.to_string();
                let fingerprint = match (known, source) {
                    // That of the file as it was read, whatever became of it.
                    (Some(known), _) => known,
                    (None, Source::File(path)) => {
                        fingerprint(&path, &progress.part(0.0, 0.02)).map_err(stopped)?
                    }
                    (None, Source::Sample(_)) => {
                        "none: a sample that the program brings along".to_owned()
                    }
                };
                let (prepared, choices, known) = to;
                let work = progress.part(0.02, 0.98);
                let found = Comparison::new(&table, &prepared, &choices, known, &work)
                    .map_err(|error| capitalised(&error.to_string()))?;
                let story = Story::new(Told {
                    table: &table,
                    prepared: &prepared,
                    choices: &choices,
                    found: &found,
                    fingerprint: &fingerprint,
                });
                progress.check().map_err(stopped)?;
                let written = report::report(&path, &story);
                written.map(|told| Written::File(path, told)).map_err(said)
            },
        ));
        Ok(())
    }

    /// Writes a table.
    pub fn table(
        &mut self,
        work: impl FnOnce() -> Result<PathBuf, String> + Send + 'static,
        ctx: &egui::Context,
    ) {
        let waker = ctx.clone();
        let wake = move || waker.request_repaint();
        self.job = Some(Job::spawn("export", wake, move |_| {
            work().map(|path| Written::File(path, Vec::new()))
        }));
    }

    /// Gives it up.
    pub fn stop(&mut self) {
        self.job = None;
    }

    /// What came of it, told once.
    pub fn poll(&mut self) -> Option<Result<Written, String>> {
        let result = match self.job.as_ref()?.poll() {
            Poll::Running => return None,
            Poll::Done(result) => result,
            Poll::Panicked(message) => Err(message),
        };
        self.job = None;
        Some(result)
    }

    /// Its name, how far it is, and for how long.
    pub fn under_way(&self) -> Option<(&str, Option<f32>, Duration)> {
        let job = self.job.as_ref()?;
        Some((job.name(), job.progress().fraction(), job.elapsed()))
    }
}

fn said(error: report::ReportError) -> String {
    capitalised(&format!("{:#}", anyhow::Error::from(error)))
}
