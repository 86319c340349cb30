//! What tells one content of a file from another: its length and a BLAKE3 hash of its bytes.

use super::{DataError, formats::folder, source};
use crate::progress::{Cancelled, Progress};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes that are taken in at a time.
const BLOCK: usize = 1 << 20;

/// Length and hash of a file, or of all files of a folder or pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes in all.
    pub bytes: u64,
    /// BLAKE3 in hexadecimal digits; of several files that of their names, lengths and hashes.
    pub blake3: String,
}

impl Fingerprint {
    /// Of bytes in memory.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, blake3: blake3::hash(bytes).to_hex().to_string() }
    }

    /// Of a file, or of all Parquet files of a folder or pattern.
    ///
    /// # Errors
    /// [`DataError`]: no such file, no permission, no file but a device or pipe, cancelled.
    pub fn of_file(path: &Path, progress: &Progress) -> Result<Self, DataError> {
        if !folder::is_many(path) {
            return one(path, progress);
        }
        let mut whole = blake3::Hasher::new();
        let mut bytes = 0;
        for file in folder::files(path)? {
            let part = one(&file, progress)?;
            // Folders may be moved as a whole: names count from where they lie.
            let inside = file.strip_prefix(path).unwrap_or(&file);
            whole.update(inside.to_string_lossy().as_bytes());
            whole.update(format!("\0{}\0{}\0", part.bytes, part.blake3).as_bytes());
            bytes += part.bytes;
        }
        Ok(Self { bytes, blake3: whole.finalize().to_hex().to_string() })
    }
}

/// How many bytes a file has, or all files of a folder or pattern: told without opening any.
///
/// # Errors
/// As [`Fingerprint::of_file`].
pub fn length(path: &Path) -> Result<u64, DataError> {
    let files = if folder::is_many(path) { folder::files(path)? } else { vec![path.to_owned()] };
    let of_one = |path: &PathBuf| {
        let file = source::display_name(path);
        refuse_unlike_file(path)?;
        let there = std::fs::metadata(path).map_err(|cause| source::refused(path, cause))?;
        if there.is_dir() { Err(DataError::IsDirectory { file }) } else { Ok(there.len()) }
    };
    files.iter().map(of_one).sum()
}

/// Refuses pipes, devices and standard input.
fn refuse_unlike_file(path: &Path) -> Result<(), DataError> {
    let there = std::fs::metadata(path);
    if path == Path::new("-") || there.is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return Err(DataError::Unsupported {
            file: source::display_name(path),
            message: "only a file can be found again. Save the table as a file first.".to_owned(),
        });
    }
    Ok(())
}

/// The hash of the file's bytes, for those who only tell it; where there is none, why.
///
/// # Errors
/// [`Cancelled`].
pub fn fingerprint(path: &Path, progress: &Progress) -> Result<String, Cancelled> {
    if !path.is_file() {
        return Ok("none: the data are no single file".to_owned());
    }
    match Fingerprint::of_file(path, progress) {
        Ok(found) => Ok(found.blake3),
        Err(DataError::Cancelled(stopped)) => Err(stopped),
        // Reading the table says better what is wrong with the file.
        Err(error) => Ok(format!("none: {error}")),
    }
}

fn one(path: &Path, progress: &Progress) -> Result<Fingerprint, DataError> {
    let file = source::display_name(path);
    let failed = |cause| DataError::Io { file: file.clone(), cause };
    // Looked at before it is opened: opening a pipe waits for its other end.
    refuse_unlike_file(path)?;
    let mut from = source::open(path)?;
    let total = from.metadata().map_err(failed)?.len();
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK];
    let mut bytes = 0_u64;
    loop {
        progress.step(bytes, total)?;
        let read = from.read(&mut block).map_err(failed)?;
        if read == 0 {
            break;
        }
        hasher.update(&block[..read]);
        bytes += read as u64;
    }
    Ok(Fingerprint { bytes, blake3: hasher.finalize().to_hex().to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_bytes_and_one_byte_changes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let content = vec![b'x'; BLOCK + 7];
        std::fs::write(&path, &content).unwrap();
        let found = Fingerprint::of_file(&path, &Progress::new()).unwrap();
        assert_eq!(found, Fingerprint::of_bytes(&content));
        // The test vector of the BLAKE3 paper's reference implementation for no input.
        let empty = Fingerprint::of_bytes(b"").blake3;
        assert!(empty.starts_with("af1349b9f5f9a1a6a0404dea36dcc949"), "{empty}");
        std::fs::write(&path, &content[1..]).unwrap();
        assert_ne!(Fingerprint::of_file(&path, &Progress::new()).unwrap(), found);
    }

    #[test]
    fn it_can_be_stopped_and_what_has_none_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "x").unwrap();
        let stopped = Progress::new();
        stopped.cancel();
        assert_eq!(fingerprint(&path, &stopped), Err(Cancelled));
        assert!(fingerprint(folder.path(), &Progress::new()).unwrap().starts_with("none"));
    }

    #[test]
    fn what_cannot_be_found_again_is_refused_at_once() {
        let of = |path: &str| Fingerprint::of_file(Path::new(path), &Progress::new());
        assert!(of("-").unwrap_err().to_string().contains("standard input"));
        assert!(of("no/such/file").is_err());
        #[cfg(unix)]
        assert!(of("/dev/zero").unwrap_err().to_string().contains("only a file"));
    }
}
