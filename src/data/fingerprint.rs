//! The fingerprint of a file: two files have the same one only where they are the same byte by byte.

use crate::progress::{Cancelled, Progress};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// Why there is no fingerprint.
#[derive(Debug, thiserror::Error)]
pub enum FingerprintError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Stopped.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// BLAKE3 of the file's bytes, 64 hexadecimal digits.
///
/// # Errors
/// [`FingerprintError`].
pub fn fingerprint(path: &Path, progress: &Progress) -> Result<String, FingerprintError> {
    let mut file = File::open(path)?;
    let total = file.metadata()?.len();
    let (mut hasher, mut piece, mut done) = (blake3::Hasher::new(), vec![0; PIECE], 0);
    loop {
        progress.step(done, total)?;
        match file.read(&mut piece) {
            Ok(0) => return Ok(hasher.finalize().to_hex().to_string()),
            Ok(count) => {
                hasher.update(&piece[..count]);
                done += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_the_bytes_and_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, b"").unwrap();
        let empty = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
        assert_eq!(fingerprint(&path, &Progress::new()).unwrap(), empty);
        let bytes = vec![7; PIECE * 2 + 1];
        std::fs::write(&path, &bytes).unwrap();
        let found = fingerprint(&path, &Progress::new()).unwrap();
        assert_eq!(found, blake3::hash(&bytes).to_hex().to_string());
        let stopped = Progress::new();
        stopped.cancel();
        assert!(matches!(fingerprint(&path, &stopped), Err(FingerprintError::Cancelled(_))));
        assert!(fingerprint(folder.path(), &Progress::new()).is_err());
    }
}
