//! What outlives the window: settings, work that was not saved, and whose turn it is to write a project.

mod autosave;
mod crashed;
mod dialogs;
mod lock;
mod names;
mod settings;

pub(super) use autosave::Autosave;
pub use crashed::Crashed;
pub(super) use dialogs::{banner, data_question, leaving};
pub(super) use lock::{Lock, ProjectLock};
pub(super) use names::{and_ending, file_name};
pub(super) use settings::Settings;

use crate::project::Action;
use std::path::PathBuf;

/// What keeping needs of the view.
#[derive(Debug, Default)]
pub struct KeepingView {
    /// What waits until the user said what becomes of unsaved decisions.
    pub leaving: Option<Leave>,
    /// What windows left behind that ended without being closed.
    pub crashed: Vec<Crashed>,
    /// These are being looked for.
    pub looking: bool,
    /// Why unsaved decisions would not outlive a crash, as long as there are any.
    pub trouble: Option<String>,
    /// Files that were opened lately, the last first.
    pub recent: Vec<PathBuf>,
}

/// What leaves the document behind.
#[derive(Debug, Clone, PartialEq)]
pub enum Leave {
    /// The window is closed.
    Close,
    /// Another table or project is opened.
    Open(Box<Action>),
    /// Another one was read while decisions went on.
    Arrived,
}

/// What is asked for about keeping.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    /// Save, then leave.
    SaveAndLeave,
    /// Leave without saving.
    Leave,
    /// Go on working.
    Stay,
    /// Bring back what a window left behind.
    Restore(usize),
    /// Delete it.
    Discard(usize),
    /// Ask again at the next start.
    Later,
}

/// The folder for what the program keeps between runs: `DIMLENS_HOME`, or the system's own for programs.
pub(super) fn state_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(own) = set("DIMLENS_HOME") {
        return Some(own);
    }
    if cfg!(windows) {
        return set("LOCALAPPDATA").map(|folder| folder.join("dimlens"));
    }
    let home = set("HOME");
    if cfg!(target_vendor = "apple") {
        return home.map(|home| home.join("Library/Application Support/dimlens"));
    }
    set("XDG_STATE_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| home.map(|home| home.join(".local/state")))
        .map(|folder| folder.join("dimlens"))
}
