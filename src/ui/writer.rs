//! What the window writes beside itself: figures, tables, reports, recipes, the clipboard.

use crate::data::{Fingerprint, Notice, fingerprint};
use crate::methods::MethodError;
use crate::plots::Figure;
use crate::progress::Progress;
use crate::project::{Comparison, Job, Poll, Project, Source};
use crate::report::{self, Page, Picture, ReportError, Story, Told};
use crate::words::capitalised;
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What came of it.
pub(super) enum Written {
    /// A file of this name.
    File(PathBuf),
    /// A file, and what is to be said of it.
    Said(String),
    /// A picture for the clipboard.
    Picture(Picture),
    /// Nothing: the user stopped it, and what was there before is as it was.
    Stopped,
}

impl Written {
    /// A file that may not show all as it was asked for.
    fn told(path: PathBuf, told: &[Notice]) -> Self {
        if told.is_empty() {
            return Self::File(path);
        }
        let begin = format!("Saved {}", path.display());
        Self::Said(told.iter().fold(begin, |all, one| all + ". " + &one.text))
    }
}

/// The work under way, if any; one at a time.
#[derive(Default)]
pub(super) struct Writer {
    job: Option<Job<Result<Written, String>>>,
}

impl Writer {
    /// Writes something; `work` learns from its progress that it is to stop.
    pub fn begin(
        &mut self,
        name: &str,
        ctx: &egui::Context,
        work: impl FnOnce(&Progress) -> Result<Written, String> + Send + 'static,
    ) {
        let waker = ctx.clone();
        self.job = Some(Job::spawn(name, move || waker.request_repaint(), work));
    }

    /// Draws a figure into a file, or for the clipboard.
    pub fn figure(
        &mut self,
        figure: Arc<Figure>,
        page: Page,
        path: Option<PathBuf>,
        ctx: &egui::Context,
    ) {
        self.begin("Writing the figure", ctx, move |progress| {
            written(match path {
                Some(path) => {
                    let told = report::figure(&path, &figure, &page, progress);
                    told.map(|told| Written::told(path, &told))
                }
                None => report::drawn(&figure, &page).map(Written::Picture),
            })
        });
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
        let (table, source) = (Arc::clone(&opened.table), opened.source.clone());
        self.begin("Writing the report", ctx, move |progress| {
            let fingerprint = match (known, source) {
                // That of the file as it was read, whatever became of it.
                (Some(known), _) => known,
                (None, Source::File(path)) => match fingerprint(&path, &progress.part(0.0, 0.02)) {
                    Ok(found) => found,
                    Err(_) => return Ok(Written::Stopped),
                },
                (None, Source::Sample(sample)) => {
                    Fingerprint::of_bytes(sample.csv.as_bytes()).blake3
                }
            };
            let (prepared, choices, known) = to;
            let work = progress.part(0.02, 0.98);
            let found = match Comparison::new(&table, &prepared, &choices, known, &work) {
                Ok(found) => found,
                Err(MethodError::Cancelled(_)) => return Ok(Written::Stopped),
                Err(error) => return Err(capitalised(&error.to_string())),
            };
            let story = Story::new(Told {
                table: &table,
                prepared: &prepared,
                choices: &choices,
                found: &found,
                fingerprint: &fingerprint,
            });
            let rest = progress.part(0.98, 1.0);
            written(report::report(&path, &story, &rest).map(|told| Written::told(path, &told)))
        });
        Ok(())
    }

    /// Asks it to stop; what came of that is told as usual: it may have been too late.
    pub fn stop(&mut self) {
        if let Some(job) = &self.job {
            job.progress().cancel();
        }
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
        let name = if job.progress().is_cancelled() { "Stopping" } else { job.name() };
        Some((name, job.progress().fraction(), job.elapsed()))
    }
}

/// What came of writing, for the window.
pub(super) fn written(result: Result<Written, ReportError>) -> Result<Written, String> {
    match result {
        Err(ReportError::Cancelled(_)) => Ok(Written::Stopped),
        other => other.map_err(said),
    }
}

fn said(error: ReportError) -> String {
    capitalised(&format!("{:#}", anyhow::Error::from(error)))
}
