//! What can go wrong on the way to a file: what, where, what to do.

use crate::progress::Cancelled;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a file was not written. In every case nothing new stands under its name, and an older file is as it
/// was.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file name ends in no format that can be written.
    #[error("cannot tell the picture format of {path:?}: end the file name in .svg, .pdf or .png")]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The folder does not exist.
    #[error("cannot write {path:?}: there is no such folder; create it or choose another")]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// A folder has the file's name.
    #[error("cannot write {path:?}: a folder has this name; choose another name")]
    IsFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder, or the file that would be replaced, may not be written.
    #[error("cannot write {path:?}: no permission to write there; choose another folder or name")]
    NotAllowed {
        /// The file.
        path: PathBuf,
    },
    /// No space left, or the user's share is used up.
    #[error("cannot write {path:?}: the disk is full; free some space or choose another disk")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that the system says.
    #[error("cannot write {path:?}; the system says why below")]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// A PNG of no dots or of too many.
    #[error(
        "cannot draw a picture of {width:.0} x {height:.0} dots: choose 1 to {limit} a side by size and dpi"
    )]
    Size {
        /// Dots across.
        width: f64,
        /// Dots down.
        height: f64,
        /// The most dots a side.
        limit: u32,
    },
    /// A report's file name ends in no format that can be written.
    #[error("cannot tell the format of the report {path:?}: end the file name in .html or .pdf")]
    UnknownReport {
        /// The file.
        path: PathBuf,
    },
    /// The page of the report could not be written; not possible for the built-in one.
    #[error("cannot write the report's page: {reason}")]
    Template {
        /// The engine's words.
        reason: String,
    },
    /// The format cannot hold the table.
    #[error("{what}")]
    Table {
        /// A sentence with what to do.
        what: String,
    },
    /// The user stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The SVG could not be drawn; not possible for SVG written by [`super::svg()`].
    #[error("cannot draw this SVG: {reason}")]
    Draw {
        /// The renderer's words.
        reason: String,
    },
}

impl ReportError {
    /// Puts the system's words into the user's.
    pub(super) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder { path },
            ErrorKind::IsADirectory => Self::IsFolder { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::NotAllowed { path }
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Io { path, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_system_s_errors_are_told_apart() {
        let say = |errno: i32| {
            ReportError::from_io(Path::new("/x/a.png"), io::Error::from_raw_os_error(errno))
        };
        assert!(matches!(say(28), ReportError::DiskFull { .. }), "ENOSPC");
        assert!(matches!(say(30), ReportError::NotAllowed { .. }), "EROFS");
        assert!(matches!(say(13), ReportError::NotAllowed { .. }), "EACCES");
        assert!(matches!(say(2), ReportError::NoFolder { .. }), "ENOENT");
        assert!(matches!(say(21), ReportError::IsFolder { .. }), "EISDIR");
        assert!(matches!(say(5), ReportError::Io { .. }), "EIO");
        assert!(say(28).to_string().contains("/x/a.png"));
    }
}
