//! The system's file dialog, on its own thread: the window goes on drawing.
//!
//! rfd answers "nothing chosen" both when the user cancels and when the system has no dialog; it tells the
//! second in its log. So a small logger listens for rfd's errors. A system whose dialog never comes says
//! nothing at all: then this window still has the focus, and after a while typing is offered instead. The
//! dialog is waited for even then, since it may be slow: who answers first, dialog or typing, is heard.

use super::{ExportPlan, TablePlan};
use crate::project::{Job, Poll};
use eframe::egui;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// rfd said that no dialog could be shown.
static FAILED: AtomicBool = AtomicBool::new(false);
/// A dialog that has not come after this long may never come.
const PATIENCE: Duration = Duration::from_secs(3);

/// Endings of files that may hold a table; any other can be chosen as well.
const TABLES: [&str; 23] = [
    "dimlens", "csv", "tsv", "tab", "txt", "dat", "gz", "zst", "json", "jsonl", "ndjson",
    "parquet", "pq", "arrow", "arrows", "feather", "ipc", "xlsx", "xlsm", "xlsb", "xls", "ods",
    "psv",
];

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

/// What a file is wanted for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A table to open.
    Open,
    /// A figure to write.
    Export(ExportPlan),
    /// A recipe to read.
    LoadRecipe,
    /// A recipe to write.
    SaveRecipe,
    /// Segments to write.
    ExportSegments,
    /// A report to write.
    ExportReport,
    /// A project to write; the name that is proposed.
    SaveProject(String),
    /// The table of a project that was not found where the project says.
    LocateData,
    /// A table to write.
    ExportTable(TablePlan),
}

impl Purpose {
    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Files of one kind are looked for where the last of that kind was.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Open | Self::LocateData => "table",
            Self::Export(_) => "figure",
            Self::LoadRecipe | Self::SaveRecipe => "recipe",
            Self::ExportSegments | Self::ExportTable(_) | Self::ExportReport => "export",
            Self::SaveProject(_) => "project",
        }
    }

    fn dialog(
        &self,
        folder: Option<&Path>,
        frame: &eframe::Frame,
    ) -> Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> {
        let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        match self {
            Self::Open => Box::pin(
                dialog
                    .set_title("Open a table")
                    .add_filter("Tables and projects", &TABLES)
                    .add_filter("All files", &["*"])
                    .pick_file(),
            ),
            Self::LoadRecipe => Box::pin(
                dialog
                    .set_title("Load recipe")
                    .add_filter("Recipes", &["json"])
                    .add_filter("All files", &["*"])
                    .pick_file(),
            ),
            Self::SaveRecipe => Box::pin(
                dialog
                    .set_title("Save recipe")
                    .set_file_name("recipe.json")
                    .add_filter("Recipes", &["json"])
                    .save_file(),
            ),
            Self::LocateData => Box::pin(
                dialog
                    .set_title("Locate the table of the project")
                    .add_filter("Tables", &TABLES[1..])
                    .add_filter("All files", &["*"])
                    .pick_file(),
            ),
            Self::SaveProject(name) => Box::pin(
                dialog
                    .set_title("Save project")
                    .set_file_name(name)
                    .add_filter("Projects", &["dimlens"])
                    .save_file(),
            ),
            Self::ExportTable(plan) => {
                let ending = plan.format.ending();
                Box::pin(
                    dialog
                        .set_title("Export table")
                        .set_file_name(&plan.name)
                        .add_filter(plan.format.title(), &[ending])
                        .save_file(),
                )
            }
            Self::ExportSegments => Box::pin(
                dialog
                    .set_title("Export segments")
                    .set_file_name("segments.csv")
                    .add_filter("CSV", &["csv"])
                    .save_file(),
            ),
            Self::ExportReport => Box::pin(
                dialog
                    .set_title("Export report")
                    .set_file_name("report.html")
                    .add_filter("HTML", &["html"])
                    .add_filter("PDF", &["pdf"])
                    .save_file(),
            ),
            Self::Export(plan) => {
                let ending = plan.format.ending();
                Box::pin(
                    dialog
                        .set_title("Export figure")
                        .set_file_name(plan.file_name())
                        .add_filter(ending.to_uppercase(), &[ending])
                        .save_file(),
                )
            }
        }
    }
}

/// What came of a dialog.
#[derive(Debug, PartialEq)]
pub(super) enum Picked {
    /// A file was chosen.
    Chosen(Purpose, PathBuf),
    /// The path is better typed, for this reason.
    Type(Purpose, &'static str),
}

/// Why a path is better typed.
const NONE_HERE: &str = "This system has no working file dialog. Type or paste the path.";
const NONE_CAME: &str =
    "The system\u{2019}s file dialog has not come so far. Type or paste the path instead.";
const STILL_OPEN: &str = "The system\u{2019}s file dialog was asked for before and has not answered. Type or paste the path instead.";

/// The dialog that is open, if any.
#[derive(Default)]
pub(super) struct Dialogs {
    pending: Option<Pending>,
}

struct Pending {
    purpose: Purpose,
    job: Job<Option<PathBuf>>,
    /// The window lost the focus since: to the dialog, as far as anyone can know.
    seen: bool,
    /// Typing was offered.
    offered: bool,
}

impl Dialogs {
    /// Asks for a file. Where a dialog is waited for in vain, a typed path is wanted instead.
    pub fn ask(
        &mut self,
        purpose: Purpose,
        folder: Option<&Path>,
        ctx: &egui::Context,
        frame: &eframe::Frame,
    ) -> Option<Picked> {
        match &self.pending {
            None => {
                // Made on this thread, as macOS demands; waited for on another.
                let dialog = purpose.dialog(folder, frame);
                let answer = async { dialog.await.map(|handle| handle.path().to_owned()) };
                self.begin(purpose, ctx, answer);
                None
            }
            // The same keys twice: it is on its way.
            Some(pending)
                if pending.purpose.is_like(&purpose) && pending.job.elapsed() < PATIENCE =>
            {
                None
            }
            Some(_) => Some(Picked::Type(purpose, STILL_OPEN)),
        }
    }

    fn begin(
        &mut self,
        purpose: Purpose,
        ctx: &egui::Context,
        answer: impl Future<Output = Option<PathBuf>> + Send + 'static,
    ) {
        FAILED.store(false, Ordering::SeqCst);
        let waker = ctx.clone();
        // So that typing is offered without the user moving the pointer.
        ctx.request_repaint_after(PATIENCE + Duration::from_millis(50));
        let job = Job::spawn(
            "file dialog",
            move || waker.request_repaint(),
            move |_| pollster::block_on(answer),
        );
        self.pending = Some(Pending { purpose, job, seen: false, offered: false });
    }

    /// Takes in what was chosen. `focused` says whether this window has the focus.
    pub fn poll(&mut self, focused: bool) -> Option<Picked> {
        let pending = self.pending.as_mut()?;
        pending.seen |= !focused;
        let answer = match pending.job.poll() {
            Poll::Running => return pending.overdue(PATIENCE),
            Poll::Done(path) => path,
            // A dialog that panicked counts as unavailable.
            Poll::Panicked(_) => {
                FAILED.store(true, Ordering::SeqCst);
                None
            }
        };
        let purpose = self.pending.take()?.purpose;
        let failed = FAILED.swap(false, Ordering::SeqCst);
        match answer {
            Some(path) => Some(Picked::Chosen(purpose, path)),
            None => failed.then_some(Picked::Type(purpose, NONE_HERE)),
        }
    }

    /// Waits no longer: a path was typed, or the user gave up.
    pub fn forget(&mut self) {
        self.pending = None;
    }

    /// What is waited for, and whether for so long that it may never come.
    pub fn waiting(&self) -> Option<(&Purpose, bool)> {
        let pending = self.pending.as_ref()?;
        Some((&pending.purpose, pending.job.elapsed() >= PATIENCE))
    }
}

impl Pending {
    /// Once, when the dialog is late and nothing speaks for its being there: typing.
    fn overdue(&mut self, patience: Duration) -> Option<Picked> {
        if self.seen || self.offered || self.job.elapsed() < patience {
            return None;
        }
        self.offered = true;
        Some(Picked::Type(self.purpose.clone(), NONE_CAME))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(answer: impl Future<Output = Option<PathBuf>> + Send + 'static) -> Dialogs {
        let mut dialogs = Dialogs::default();
        dialogs.begin(Purpose::Open, &egui::Context::default(), answer);
        dialogs
    }

    fn answer(dialogs: &mut Dialogs) -> Option<Picked> {
        let until = std::time::Instant::now() + Duration::from_secs(10);
        while dialogs.waiting().is_some() && std::time::Instant::now() < until {
            if let Some(picked) = dialogs.poll(true) {
                return Some(picked);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        None
    }

    #[test]
    fn a_chosen_file_is_handed_on_and_a_closed_dialog_is_nothing() {
        let path = || Some(PathBuf::from("a.csv"));
        let mut dialogs = asked(std::future::ready(path()));
        assert_eq!(answer(&mut dialogs), Some(Picked::Chosen(Purpose::Open, "a.csv".into())));
        assert_eq!(answer(&mut asked(std::future::ready(None))), None);
    }

    #[test]
    fn a_dialog_that_never_comes_is_offered_to_be_typed_once_and_still_heard() {
        let mut dialogs = asked(std::future::pending());
        let pending = dialogs.pending.as_mut().unwrap();
        assert_eq!(pending.overdue(PATIENCE), None, "it may still come");
        assert_eq!(pending.overdue(Duration::ZERO), Some(Picked::Type(Purpose::Open, NONE_CAME)));
        assert_eq!(pending.overdue(Duration::ZERO), None);
        assert!(dialogs.waiting().is_some());
        dialogs.forget();
        assert!(dialogs.waiting().is_none());
    }

    #[test]
    fn a_dialog_that_took_the_focus_is_left_in_peace() {
        let mut dialogs = asked(std::future::pending());
        assert_eq!(dialogs.poll(false), None);
        assert_eq!(dialogs.pending.as_mut().unwrap().overdue(Duration::ZERO), None);
    }
}
