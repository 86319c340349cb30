//! Paths in a project: from its own folder where that can be said, so that both may be moved together.

use crate::data::files;
use std::path::{Component, Path, PathBuf};

/// The path without links and detours; also of what is not there, such as a pattern.
pub(super) fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (whole.parent(), whole.file_name()) {
        (Some(parent), Some(name)) if parent != whole => real(parent).join(name),
        _ => whole,
    }
}

/// The way from a folder to a file, with `/` between its parts; `None` where there is none or it is no text.
pub(super) fn relative(folder: &Path, file: &Path) -> Option<String> {
    let (folder, file) = (real(folder), real(file));
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // Another drive.
    if shared == 0 {
        return None;
    }
    let up = from[shared..].iter().map(|_| Some(".."));
    let down = to[shared..].iter().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    parts.map(|parts| parts.join("/"))
}

/// Whether all files of a table, links followed, lie in the folder of a project.
pub(super) fn lies_beside(project: &Path, data: &Path) -> bool {
    let folder = project.parent().filter(|folder| !folder.as_os_str().is_empty());
    let home = real(folder.unwrap_or(Path::new(".")));
    let inside = |path: &Path| real(path).starts_with(&home);
    // Links may lead from a folder to files elsewhere.
    inside(data) && files(data).is_ok_and(|files| files.iter().all(|file| inside(file)))
}

/// Whether a path begins with the name of another machine, or of a device: only to look there tells that machine who
/// asks. Drives of this machine are written `\\?\C:\` where links were followed.
pub(super) fn is_remote(path: &str) -> bool {
    let path = path.replace('/', "\\");
    let Some(rest) = path.strip_prefix("\\\\") else { return false };
    let drive = rest.strip_prefix("?\\").map(str::as_bytes);
    !drive.is_some_and(|drive| drive.get(1) == Some(&b':') && drive[0].is_ascii_alphabetic())
}

/// Whether a path leads out of the folder that it counts from.
pub(super) fn leads_out(path: &str) -> bool {
    let rooted = Path::new(path).is_absolute() || path.starts_with(['/', '\\']);
    rooted || path.split(['/', '\\']).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_there_and_back() {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (folder.path().join("projects"), folder.path().join("data/2024"));
        std::fs::create_dir_all(&here).unwrap();
        std::fs::create_dir_all(&there).unwrap();
        let file = there.join("a b.csv");
        std::fs::write(&file, "x").unwrap();
        let way = relative(&here, &file).unwrap();
        assert_eq!(way, "../data/2024/a b.csv");
        assert_eq!(real(&here.join(way)), real(&file));
        assert_eq!(relative(&there, &file).as_deref(), Some("a b.csv"));
        assert_eq!(relative(&there, &there.join("*.parquet")).as_deref(), Some("*.parquet"));
    }

    #[test]
    fn ways_out_are_seen() {
        for out in ["../a", "a/../../b", "/etc/passwd", "\\\\server\\x", "a\\..\\b"] {
            assert!(leads_out(out), "{out}");
        }
        assert!(!leads_out("a/b..c/d.csv"));
    }

    #[test]
    fn other_machines_and_devices_are_told_from_drives() {
        for remote in
            ["\\\\server\\x", "//server/x", "\\/server", "\\\\?\\UNC\\server\\x", "\\\\.\\pipe\\x"]
        {
            assert!(is_remote(remote), "{remote}");
        }
        for near in ["\\\\?\\C:\\x.csv", "C:\\x.csv", "/x.csv", "a//b.csv", "\\x.csv", ""] {
            assert!(!is_remote(near), "{near}");
        }
    }
}
