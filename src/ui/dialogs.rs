//! The system's file dialogs, each on its own thread: the window goes on drawing.
//!
//! rfd answers "nothing chosen" both when the user cancels and when the system has no dialog; it tells the
//! second in its log. So a small logger listens for rfd's errors.

use super::ExportPlan;
use crate::project::{Job, Poll};
use eframe::egui;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// rfd said that no dialog could be shown.
static FAILED: AtomicBool = AtomicBool::new(false);
/// A dialog that has not come after this long may never come: typing is offered.
const PATIENCE: Duration = Duration::from_secs(3);

struct Listener;

impl log::Log for Listener {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() == log::Level::Error && metadata.target().starts_with("rfd")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            FAILED.store(true, Ordering::SeqCst);
        }
    }

    fn flush(&self) {}
}

/// Begins to listen for rfd's failures; once a program.
pub(super) fn listen_for_failures() {
    // Another logger is there already: dialogs work, only their failures stay unheard.
    let _ = log::set_logger(&Listener).map(|()| log::set_max_level(log::LevelFilter::Error));
}

/// What came of a dialog.
pub(super) enum Picked {
    /// A table to open.
    Open(PathBuf),
    /// A file to export to.
    Save(ExportPlan, PathBuf),
    /// The system has no dialog; the plan is that of an export.
    Unavailable(Option<ExportPlan>),
}

/// The dialogs that are open.
#[derive(Default)]
pub(super) struct Dialogs {
    open: Option<Job<Option<PathBuf>>>,
    save: Option<(ExportPlan, Job<Option<PathBuf>>)>,
}

impl Dialogs {
    /// Asks for a table.
    pub fn open(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        if self.open.is_some() {
            return;
        }
        let dialog = rfd::AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Open a table")
            .add_filter("Tables (CSV, TSV, text)", &["csv", "tsv", "tab", "txt", "dat"])
            .add_filter("All files", &["*"]);
        // Made on this thread, as macOS demands; waited for on another.
        self.open = Some(job(ctx, dialog.pick_file()));
    }

    /// Asks where to write a figure.
    pub fn save(&mut self, plan: ExportPlan, ctx: &egui::Context, frame: &eframe::Frame) {
        if self.save.is_some() {
            return;
        }
        let ending = plan.format.ending();
        let dialog = rfd::AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Export figure")
            .set_file_name(plan.file_name())
            .add_filter(ending.to_uppercase(), &[ending]);
        self.save = Some((plan, job(ctx, dialog.save_file())));
    }

    /// Takes in what was chosen.
    pub fn poll(&mut self) -> Option<Picked> {
        if let Some(answer) = self.open.as_ref().and_then(answer) {
            self.open = None;
            return match answer {
                Some(path) => Some(Picked::Open(path)),
                None => unavailable().then_some(Picked::Unavailable(None)),
            };
        }
        if let Some(answer) = self.save.as_ref().and_then(|(_, job)| answer(job)) {
            let (plan, _) = self.save.take()?;
            return match answer {
                Some(path) => Some(Picked::Save(plan.clone(), plan.with_ending(path))),
                None => unavailable().then_some(Picked::Unavailable(Some(plan))),
            };
        }
        None
    }

    /// Whether a dialog is open, and so long that it may never have appeared.
    pub fn waiting(&self) -> Waiting {
        let longest = [self.open.as_ref(), self.save.as_ref().map(|(_, job)| job)]
            .into_iter()
            .flatten()
            .map(Job::elapsed)
            .max();
        match longest {
            None => Waiting::No,
            Some(time) if time < PATIENCE => Waiting::Shortly,
            Some(_) => Waiting::Long,
        }
    }
}

/// Whether the window waits for the system's dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// No dialog is open.
    No,
    /// One was asked for a moment ago.
    Shortly,
    /// One is open, or never came.
    Long,
}

fn job(
    ctx: &egui::Context,
    dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
) -> Job<Option<PathBuf>> {
    FAILED.store(false, Ordering::SeqCst);
    let waker = ctx.clone();
    // So that the offer to type a path appears without the user moving the pointer.
    ctx.request_repaint_after(PATIENCE + Duration::from_millis(50));
    Job::spawn(
        "file dialog",
        move || waker.request_repaint(),
        move |_| pollster::block_on(dialog).map(|handle| handle.path().to_owned()),
    )
}

/// The answer, if there is one; a dialog that panicked counts as unavailable.
#[allow(clippy::option_option, reason = "no answer yet, or an answer that names no file")]
fn answer(job: &Job<Option<PathBuf>>) -> Option<Option<PathBuf>> {
    match job.poll() {
        Poll::Running => None,
        Poll::Done(path) => Some(path),
        Poll::Panicked(_) => {
            FAILED.store(true, Ordering::SeqCst);
            Some(None)
        }
    }
}

fn unavailable() -> bool {
    FAILED.swap(false, Ordering::SeqCst)
}
