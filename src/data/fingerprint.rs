//! The fingerprint of a file: two files have the same one only where they are the same byte by byte.

use crate::progress::{Cancelled, Progress};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// BLAKE3 of the file's bytes, 64 hexadecimal digits; where there is none, why.
///
/// # Errors
/// [`Cancelled`].
pub fn fingerprint(path: &Path, progress: &Progress) -> Result<String, Cancelled> {
    if !path.is_file() {
        return Ok("none: the data are no single file".to_owned());
    }
    // Reading the table says better what is wrong with the file.
    hashed(path, progress).unwrap_or_else(|error| Ok(format!("none: {error}")))
}

fn hashed(path: &Path, progress: &Progress) -> io::Result<Result<String, Cancelled>> {
    let mut file = File::open(path)?;
    let total = file.metadata()?.len();
    let (mut hasher, mut piece, mut done) = (blake3::Hasher::new(), vec![0; PIECE], 0);
    loop {
        if let Err(stopped) = progress.step(done, total) {
            return Ok(Err(stopped));
        }
        match file.read(&mut piece) {
            Ok(0) => return Ok(Ok(hasher.finalize().to_hex().to_string())),
            Ok(count) => {
                hasher.update(&piece[..count]);
                done += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
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
        assert_eq!(fingerprint(&path, &stopped), Err(Cancelled));
        assert!(fingerprint(folder.path(), &Progress::new()).unwrap().starts_with("none"));
    }
}
