//! Files appear whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::ReportError;
use crate::progress::Progress;

/// Bytes that are written at a time.
const BLOCK: usize = 1 << 20;

/// Writes `bytes` under `path`: beside it first, flushed to the disk, then renamed, so that at no moment
/// half a file stands under that name. A file that was there is replaced, unless it is write-protected; a
/// link stays a link, its target is replaced. The new file has the usual mode (0666 less the umask). Where
/// the name is no file but a device or pipe, such as `/dev/stdout`, the bytes go straight into it.
///
/// # Errors
/// Says what, where and what to do: no such folder, no permission, disk full, a folder of that name.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    save_unless_stopped(path, bytes, &Progress::new())
}

/// The same; stopped before the end, nothing new stands under `path` (a device or pipe keeps what went into it).
///
/// # Errors
/// As [`save`], and [`ReportError::Cancelled`].
pub fn save_unless_stopped(
    path: &Path,
    bytes: &[u8],
    progress: &Progress,
) -> Result<(), ReportError> {
    progress.check()?;
    let fail = |source| ReportError::from_io(path, source);
    let target = match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(ReportError::IsFolder { path: path.to_owned() }),
        Ok(there) if !there.is_file() => {
            let mut device = fs::OpenOptions::new().write(true).open(path).map_err(fail)?;
            return write(&mut device, path, bytes, progress);
        }
        // A rename asks for the folder's permission only and would replace what its owner has protected.
        Ok(there) if there.permissions().readonly() => {
            return Err(ReportError::NotAllowed { path: path.to_owned() });
        }
        Ok(_) => fs::canonicalize(path).map_err(fail)?,
        Err(_) => path.to_owned(),
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dimlens-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes the umask off; tempfile's own 0600 would hide an export from colleagues.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(fail)?;
    write(&mut file, path, bytes, progress)?;
    file.as_file().sync_all().map_err(fail)?;
    progress.check()?;
    file.persist(&target).map(drop).map_err(|failed| fail(failed.error))
}

fn write(
    to: &mut impl Write,
    path: &Path,
    bytes: &[u8],
    progress: &Progress,
) -> Result<(), ReportError> {
    let mut done = 0;
    for block in bytes.chunks(BLOCK) {
        progress.step(done, bytes.len() as u64)?;
        to.write_all(block).map_err(|error| ReportError::from_io(path, error))?;
        done += block.len() as u64;
    }
    Ok(progress.step(done, bytes.len() as u64)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn writes_and_replaces_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b.csv");
        save(&path, b"a long first version").unwrap();
        save(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(names(folder.path()), ["a b.csv"]);
    }

    #[test]
    fn what_is_stopped_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        save(&path, b"old").unwrap();
        let stopped = Progress::new();
        stopped.cancel();
        let error = save_unless_stopped(&path, &vec![7; 3 * BLOCK], &stopped).unwrap_err();
        assert!(matches!(error, ReportError::Cancelled(_)));
        let new = folder.path().join("b.csv");
        assert!(save_unless_stopped(&new, b"new", &stopped).is_err());
        assert_eq!(
            (fs::read(&path).unwrap(), names(folder.path())),
            (b"old".into(), vec!["a.csv".into()])
        );
        let progress = Progress::new();
        save_unless_stopped(&path, &vec![7; 3 * BLOCK], &progress).unwrap();
        assert_eq!(progress.fraction(), Some(1.0));
    }

    #[test]
    fn failures_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), b"old").unwrap();
        fs::create_dir(folder.path().join("dir")).unwrap();
        let at = |name: &str| save(&folder.path().join(name), b"new").unwrap_err();
        assert!(matches!(at("none/a.png"), ReportError::NoFolder { .. }));
        assert!(matches!(at("file/a.png"), ReportError::NoFolder { .. }));
        assert!(matches!(at("dir"), ReportError::IsFolder { .. }));
        let long = "x".repeat(300);
        assert!(matches!(at(&long), ReportError::Io { .. }));
        assert_eq!(names(folder.path()), ["dir", "file"]);
        assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"old");
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        fn chmod(path: &Path, mode: u32) {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }

        #[test]
        fn the_mode_is_that_of_any_new_file() {
            let folder = tempfile::tempdir().unwrap();
            let (ours, usual) = (folder.path().join("ours"), folder.path().join("usual"));
            save(&ours, b"x").unwrap();
            fs::write(&usual, b"x").unwrap();
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode(&ours), mode(&usual));
        }

        #[test]
        fn a_protected_file_stays() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.csv");
            fs::write(&path, b"old").unwrap();
            chmod(&path, 0o444);
            assert!(matches!(save(&path, b"new"), Err(ReportError::NotAllowed { .. })));
            assert_eq!(fs::read(&path).unwrap(), b"old");
        }

        #[test]
        fn a_folder_without_permission_stays_empty() {
            let folder = tempfile::tempdir().unwrap();
            chmod(folder.path(), 0o555);
            // Root may write anywhere; then there is nothing to see here.
            if fs::write(folder.path().join("probe"), b"").is_err() {
                let error = save(&folder.path().join("a.png"), b"new").unwrap_err();
                assert!(matches!(error, ReportError::NotAllowed { .. }));
                assert!(names(folder.path()).is_empty());
            }
            chmod(folder.path(), 0o755);
        }

        #[test]
        fn a_link_stays_a_link_and_a_device_a_device() {
            let folder = tempfile::tempdir().unwrap();
            let (file, link) = (folder.path().join("file"), folder.path().join("link"));
            fs::write(&file, b"old").unwrap();
            symlink(&file, &link).unwrap();
            save(&link, b"new").unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read(&file).unwrap(), b"new");

            let device = folder.path().join("null");
            symlink("/dev/null", &device).unwrap();
            save(&device, b"new").unwrap();
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
            symlink("/dev/full", folder.path().join("full")).unwrap();
            let full = save(&folder.path().join("full"), b"new").unwrap_err();
            assert!(matches!(full, ReportError::DiskFull { .. }));
        }
    }
}
