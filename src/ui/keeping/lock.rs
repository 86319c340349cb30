//! Who writes: a lock that the system takes back when its holder ends, however it ends. Beside a project it is a hidden
//! file with the number of the process; one that is left over means nothing.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A lock that is held.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    // Closing the file gives the lock back.
    _file: File,
}

/// What came of trying to lock.
#[derive(Debug)]
pub(in crate::ui) enum Tried {
    /// It is ours.
    Held(Lock),
    /// Another process has it; its number, where that can be read.
    Taken(Option<u32>),
    /// Nothing can be locked here: the folder may not be written, or its system knows no locks.
    Impossible,
}

impl Lock {
    /// Takes a lock, without waiting.
    pub fn take(path: &Path) -> Tried {
        let options =
            File::options().read(true).write(true).create(true).truncate(false).open(path);
        let Ok(mut file) = options else { return Tried::Impossible };
        match file.try_lock() {
            Ok(()) => {
                // For people and for the one who comes second; the lock holds without it.
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                Tried::Held(Self { path: path.to_owned(), _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = (&mut file).take(20).read_to_string(&mut text);
                Tried::Taken(text.trim().parse().ok())
            }
            Err(TryLockError::Error(_)) => Tried::Impossible,
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The lock of the project at hand.
#[derive(Debug, Default)]
pub(in crate::ui) struct ProjectLock {
    of: Option<PathBuf>,
    held: Option<Lock>,
    taken: bool,
}

impl ProjectLock {
    /// Keeps to the project at hand. Returns what the user is to know where another window has it.
    pub fn follow(&mut self, project: Option<&Path>) -> Option<String> {
        if self.of.as_deref() == project {
            return None;
        }
        *self = Self { of: project.map(Path::to_owned), ..Self::default() };
        let project = project?;
        let name = project.file_name()?.to_string_lossy().into_owned();
        match Lock::take(&project.with_file_name(format!(".{name}.lock"))) {
            Tried::Held(lock) => {
                self.held = Some(lock);
                None
            }
            Tried::Impossible => None,
            Tried::Taken(process) => {
                self.taken = true;
                let process = process.map_or_else(String::new, |id| format!(" (process {id})"));
                Some(format!(
                    "Another window{process} has {name} open. You can look and try things here; Save asks for another name, so that neither window writes over the other\u{2019}s work."
                ))
            }
        }
    }

    /// Whether another window has the project.
    pub fn is_taken(&self) -> bool {
        self.taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_and_what_is_left_over_means_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("p.dimlens");
        let (mut first, mut second) = (ProjectLock::default(), ProjectLock::default());
        assert_eq!(first.follow(Some(&project)), None);
        let said = second.follow(Some(&project)).unwrap();
        assert!(
            said.contains(&std::process::id().to_string()) && said.contains("p.dimlens"),
            "{said}"
        );
        assert!(second.is_taken() && !first.is_taken());
        first.follow(None);
        second.follow(None);
        assert_eq!(second.follow(Some(&project)), None, "the first has gone");
        drop(second);
        std::fs::write(folder.path().join(".p.dimlens.lock"), "1").unwrap();
        assert_eq!(first.follow(Some(&project)), None, "process 1 holds no lock");
    }
}
