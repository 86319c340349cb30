//! Who writes: a lock that the system takes back when its holder ends, however it ends. Beside a project it is a hidden
//! file with the number of the process; one that is left over means nothing.

use std::fs::{File, Metadata, TryLockError, symlink_metadata};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The number of a process has no more digits.
const DIGITS: u64 = 20;
/// A holder that goes takes its file away just when another opens it: so often it is tried again.
const TRIES: usize = 8;

/// A lock that is held.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    // Closing it gives the lock back.
    file: File,
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
    /// Takes a lock, without waiting. What stands under its name and is no lock of ours (a link, a file with words in
    /// it) stays as it is.
    pub fn take(path: &Path) -> Tried {
        // One file, however it is spelled, has one lock.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize();
        let (Ok(folder), Some(name)) = (folder, path.file_name()) else { return Tried::Impossible };
        let path = folder.join(name);
        (0..TRIES).find_map(|_| Self::attempt(&path)).unwrap_or(Tried::Impossible)
    }

    /// `None` where the file was taken away meanwhile.
    fn attempt(path: &Path) -> Option<Tried> {
        let mut options = File::options();
        options.read(true).write(true);
        match symlink_metadata(path) {
            Ok(there) if !there.is_file() => return Some(Tried::Impossible),
            Ok(_) => {}
            // Only a new file: a link that appears here just now is not followed.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                options.create_new(true);
            }
            Err(_) => return Some(Tried::Impossible),
        }
        let mut file = match options.open(path) {
            Ok(file) => file,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) =>
            {
                return None;
            }
            Err(_) => return Some(Tried::Impossible),
        };
        let ours = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => return Some(Tried::Impossible),
        };
        // Locked under another name, or under none any more: two could hold it.
        if !stands_at(&file, path) {
            return None;
        }
        let mut bytes = Vec::new();
        let read = (&mut file).take(DIGITS + 1).read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        if !ours {
            return Some(Tried::Taken(text.trim().parse().ok()));
        }
        let number = bytes.len() as u64 <= DIGITS && bytes.iter().all(u8::is_ascii_digit);
        if read.is_err() || !number {
            return Some(Tried::Impossible);
        }
        // For people and for the one who comes second; the lock holds without it.
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()));
        Some(Tried::Held(Self { path: path.to_owned(), file }))
    }
}

/// Whether an open file is the one of this name, which is no link and has no other name.
fn stands_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), symlink_metadata(path)) {
        (Ok(open), Ok(there)) => open.is_file() && there.is_file() && is_one(&open, &there),
        _ => false,
    }
}

#[cfg(unix)]
fn is_one(open: &Metadata, there: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (open.dev(), open.ino(), open.nlink()) == (there.dev(), there.ino(), 1)
}

/// Elsewhere a file that is open keeps its name.
#[cfg(not(unix))]
fn is_one(_: &Metadata, _: &Metadata) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Another's file under the name is not ours to take away.
        if stands_at(&self.file, &self.path) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Where the lock of a project lies: beside the project itself, not beside a link to it.
fn place(project: &Path) -> Option<PathBuf> {
    let real = project.canonicalize().unwrap_or_else(|_| project.to_owned());
    let name = real.file_name()?.to_string_lossy().into_owned();
    Some(real.with_file_name(format!(".{name}.lock")))
}

fn words(process: Option<u32>) -> String {
    process.map_or_else(String::new, |id| format!(" (process {id})"))
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
        match Lock::take(&place(project)?) {
            Tried::Held(lock) => {
                self.held = Some(lock);
                None
            }
            Tried::Impossible => Some(format!(
                "{name} cannot be locked where it lies, so another window would not be told that it is open here: open it in one window only."
            )),
            Tried::Taken(process) => {
                self.taken = true;
                Some(format!(
                    "Another window{} has {name} open. You can look and try things here; Save asks for another name, so that neither window writes over the other\u{2019}s work.",
                    words(process)
                ))
            }
        }
    }

    /// Why a project that is not the one at hand may not be written over: another window has it open.
    pub fn other_has(&self, project: &Path) -> Option<String> {
        let place = place(project)?;
        let own = self.of.as_deref().and_then(self::place);
        if self.held.is_some() && own.as_ref() == Some(&place) {
            return None;
        }
        match Lock::take(&place) {
            Tried::Taken(process) => Some(format!(
                "Another window{} has {} open; nothing was written. Choose another name.",
                words(process),
                project.display()
            )),
            Tried::Held(_) | Tried::Impossible => None,
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
        let third = ProjectLock::default();
        assert!(third.other_has(&project).is_some() && first.other_has(&project).is_none());
        assert_eq!(third.other_has(&folder.path().join("q.dimlens")), None);
        first.follow(None);
        second.follow(None);
        assert_eq!(second.follow(Some(&project)), None, "the first has gone");
        drop(second);
        std::fs::write(folder.path().join(".p.dimlens.lock"), "1").unwrap();
        assert_eq!(first.follow(Some(&project)), None, "process 1 holds no lock");
    }

    #[test]
    fn a_file_of_that_name_that_is_no_lock_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".p.dimlens.lock");
        for foreign in ["my notes", "123456789012345678901", "-1", "12\n"] {
            std::fs::write(&path, foreign).unwrap();
            assert!(matches!(Lock::take(&path), Tried::Impossible), "{foreign}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), foreign);
        }
        // One of ours that was left over is taken, and its number replaced as a whole.
        std::fs::write(&path, "12345678901234567890").unwrap();
        let held = Lock::take(&path);
        assert!(matches!(held, Tried::Held(_)));
        #[cfg(unix)]
        assert_eq!(std::fs::read_to_string(&path).unwrap(), std::process::id().to_string());
        drop(held);
        assert!(!path.exists());
        std::fs::create_dir(&path).unwrap();
        assert!(matches!(Lock::take(&path), Tried::Impossible) && path.is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_and_what_they_lead_to_stays() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (target, path) = (folder.path().join("customers"), folder.path().join("p.lock"));
        for content in ["customers of mine", "17"] {
            std::fs::write(&target, content).unwrap();
            symlink(&target, &path).unwrap();
            assert!(matches!(Lock::take(&path), Tried::Impossible));
            assert!(std::fs::symlink_metadata(&path).unwrap().is_symlink());
            std::fs::remove_file(&path).unwrap();
            // A second name of the same file is one more way to it.
            std::fs::hard_link(&target, &path).unwrap();
            assert!(matches!(Lock::take(&path), Tried::Impossible) && path.exists());
            std::fs::remove_file(&path).unwrap();
            assert_eq!(std::fs::read_to_string(&target).unwrap(), content);
        }
        symlink(folder.path().join("none"), &path).unwrap();
        assert!(matches!(Lock::take(&path), Tried::Impossible));
        assert!(!folder.path().join("none").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_whose_file_was_taken_away_does_not_take_away_that_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.lock");
        let first = Lock::take(&path);
        std::fs::remove_file(&path).unwrap();
        let second = Lock::take(&path);
        assert!(matches!((&first, &second), (Tried::Held(_), Tried::Held(_))));
        drop(first);
        assert!(path.exists() && matches!(Lock::take(&path), Tried::Taken(_)));
    }

    #[cfg(unix)]
    #[test]
    fn one_project_has_one_lock_however_its_path_is_spelled() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("p.dimlens");
        std::fs::write(&project, "{}").unwrap();
        let link = folder.path().join("q.dimlens");
        std::os::unix::fs::symlink(&project, &link).unwrap();
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        let mut first = ProjectLock::default();
        assert_eq!(first.follow(Some(&project)), None);
        for spelling in [link, inner.join("../p.dimlens")] {
            let mut second = ProjectLock::default();
            assert!(second.follow(Some(&spelling)).is_some(), "{}", spelling.display());
        }
    }
}
