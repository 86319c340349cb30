//! Arrow IPC: files (also called Feather 2) and streams.

use super::super::{DataError, Format, Notice};
use super::{frame, wall};
use polars::prelude::{DataFrame, IpcReader, IpcStreamReader, SerReader};
use std::io::Cursor;

/// What announces a message of a stream.
const CONTINUES: [u8; 4] = [0xFF; 4];
/// The message that ends a stream: of no length.
const END: [u8; 8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
/// The first message of a stream, the schema, is shorter.
const LONGEST: u32 = 1 << 26;

/// Whether the bytes begin like a stream: with the length of a first message.
pub(super) fn is_stream(bytes: &[u8]) -> bool {
    let Some((CONTINUES, rest)) = bytes.split_first_chunk::<4>().map(|(a, b)| (*a, b)) else {
        return false;
    };
    let length = rest.first_chunk::<4>().map_or(0, |length| u32::from_le_bytes(*length));
    (8..LONGEST).contains(&length)
}

/// Reads all.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    format: Format,
    notices: &mut Vec<Notice>,
) -> Result<DataFrame, DataError> {
    let what = if format == Format::Arrow { "Arrow file" } else { "Arrow stream" };
    let frame = wall::guard(file, what, || {
        let reader = Cursor::new(bytes);
        let frame = if format == Format::Arrow {
            IpcReader::new(reader).set_rechunk(false).finish()
        } else {
            IpcStreamReader::new(reader).set_rechunk(false).finish()
        };
        frame.map_err(|error| frame::refused(file, what, &error))
    })?;
    if format == Format::ArrowStream && !bytes.ends_with(&END) {
        notices.push(Notice::warning(
            "The stream has no end mark: it may have been cut off, and rows may be missing.",
        ));
    }
    Ok(frame)
}
