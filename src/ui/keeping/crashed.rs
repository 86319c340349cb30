//! What windows left behind that ended without being closed.

use super::Lock;
use super::lock::Tried;
use crate::project::file::{LARGEST, ProjectFile, is_project};
use crate::words::{count_of, one_line};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What a writing that was cut off left is removed after so many seconds.
const REMAINS: u64 = 3_600;

/// The decisions of a window that ended without being closed.
#[derive(Debug)]
pub struct Crashed {
    /// What it had kept.
    pub path: PathBuf,
    /// The table or project that it was about.
    pub name: String,
    /// When it was last written.
    pub at: SystemTime,
    /// Held while it is offered, so that no other window offers it too.
    lock: Lock,
}

impl Crashed {
    /// All in a folder whose windows have ended, the latest first.
    pub(super) fn all(folder: &Path) -> Vec<Self> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut found = Vec::new();
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if is_project(&path) {
                found.extend(Self::of(path));
            } else if path.extension().is_some_and(|ending| ending == "part") {
                let old = std::fs::metadata(&path).and_then(|there| there.modified());
                let age = old.ok().and_then(|at| at.elapsed().ok());
                if age.is_some_and(|age| age.as_secs() > REMAINS) {
                    let _ = std::fs::remove_file(&path);
                }
            }
        }
        found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.path.cmp(&b.path)));
        found
    }

    fn of(path: PathBuf) -> Option<Self> {
        let Tried::Held(lock) = Lock::take(&path.with_extension("lock")) else { return None };
        let there = std::fs::metadata(&path).ok()?;
        let at = there.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let text = (there.len() <= LARGEST).then(|| std::fs::read_to_string(&path).ok()).flatten();
        let name = match text.as_deref().map(ProjectFile::parse) {
            Some(Ok(file)) => name(&file),
            _ => "a file that cannot be read".to_owned(),
        };
        Some(Self { path, name, at, lock })
    }

    /// How long ago it was written, in words.
    pub fn age(&self) -> String {
        let seconds = self.at.elapsed().map_or(0, |age| age.as_secs()) as usize;
        let minutes = seconds / 60;
        match minutes {
            0 => "less than a minute ago".to_owned(),
            1..=59 => format!("{} ago", count_of(minutes, "minute", "minutes")),
            60..=1_439 => format!("{} ago", count_of(minutes / 60, "hour", "hours")),
            _ => format!("{} ago", count_of(minutes / 1_440, "day", "days")),
        }
    }

    /// Deletes it.
    pub(in crate::ui) fn discard(self) {
        let _ = std::fs::remove_file(&self.path);
        drop(self.lock);
    }
}

/// The project and its table.
fn name(file: &ProjectFile) -> String {
    let data = one_line(file.data.name(), 60);
    let project = file.autosave.as_ref().and_then(|kept| kept.project.as_ref());
    match project.and_then(|path| Path::new(path).file_name()) {
        Some(project) => format!("{} ({data})", one_line(&project.to_string_lossy(), 60)),
        None => data,
    }
}
