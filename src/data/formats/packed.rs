//! Packed files, known by their first bytes.

use super::super::{DataError, Packing, memory};
use crate::progress::Progress;
use std::io::Read;

/// What is read between two looks at whether to stop.
const PIECE: u64 = 1 << 22;
/// The share of the free memory that the unpacked bytes may take: a table takes about as much again, twice.
const SHARE: u64 = 3;

/// How the bytes are packed, if they are.
pub(in crate::data) fn packing(bytes: &[u8]) -> Option<Packing> {
    match bytes {
        [0x1F, 0x8B, ..] => Some(Packing::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Packing::Zstandard),
        _ => None,
    }
}

/// Unpacks all, as long as it fits well into the memory: a few bytes may stand for very many.
pub(in crate::data) fn unpack(
    file: &str,
    bytes: &[u8],
    packing: Packing,
    progress: &Progress,
) -> Result<Vec<u8>, DataError> {
    let damaged = |error: std::io::Error| DataError::Damaged {
        file: file.to_owned(),
        what: match packing {
            Packing::Gzip => "gzip archive",
            Packing::Zstandard => "Zstandard archive",
        },
        message: error.to_string(),
    };
    let limit = memory::free() / SHARE;
    let unpacked = match packing {
        Packing::Gzip => within(limit, flate2::read::MultiGzDecoder::new(bytes), progress),
        Packing::Zstandard => {
            let decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(damaged)?;
            within(limit, decoder, progress)
        }
    };
    match unpacked {
        Ok(Some(unpacked)) => Ok(unpacked),
        Ok(None) => {
            progress.check()?;
            Err(DataError::TooLarge {
                file: file.to_owned(),
                what: format!(
                    "unpacked it is larger than {}, a third of the memory that is free",
                    memory::in_words(limit)
                ),
            })
        }
        Err(error) => Err(damaged(error)),
    }
}

/// All that the reader gives; `None` past the limit, and where it was stopped.
fn within(
    limit: u64,
    mut reader: impl Read,
    progress: &Progress,
) -> std::io::Result<Option<Vec<u8>>> {
    let mut unpacked = Vec::new();
    while (unpacked.len() as u64) <= limit {
        if progress.is_cancelled() {
            return Ok(None);
        }
        if reader.by_ref().take(PIECE).read_to_end(&mut unpacked)? == 0 {
            return Ok(Some(unpacked));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, DataError> {
        unpack("f.gz", bytes, packing(bytes).unwrap(), &Progress::new())
    }

    #[test]
    fn archives_are_known_by_their_bytes_and_unpacked() {
        let text = b"a,b\n1,2\n".repeat(9);
        assert_eq!(unpacked(&gzip(&text)).unwrap(), text);
        // Two archives one after the other are one file, as gzip itself has it.
        assert_eq!(unpacked(&[gzip(b"a,b\n"), gzip(b"1,2\n")].concat()).unwrap(), b"a,b\n1,2\n");
        assert_eq!(unpacked(&zstd::encode_all(&text[..], 3).unwrap()).unwrap(), text);
        assert_eq!(packing(b"a,b\n"), None);
    }

    #[test]
    fn a_cut_archive_says_so() {
        let text = b"a,b\n1,2\n".repeat(99);
        for packed in [gzip(&text), zstd::encode_all(&text[..], 3).unwrap()] {
            for length in 4..packed.len() {
                let error = unpacked(&packed[..length]).unwrap_err().to_string();
                assert!(error.contains("damaged or cut off"), "{length}: {error}");
            }
        }
    }

    #[test]
    fn a_few_bytes_cannot_fill_the_memory() {
        let zeros = std::io::repeat(0);
        assert_eq!(within(PIECE * 3, zeros, &Progress::new()).unwrap(), None);
    }

    #[test]
    fn unpacking_can_be_stopped() {
        let progress = Progress::new();
        progress.cancel();
        let packed = gzip(b"a,b\n");
        let stopped = unpack("f", &packed, Packing::Gzip, &progress);
        assert!(matches!(stopped, Err(DataError::Cancelled(_))));
    }
}
