//! Arrow IPC: files (also called Feather 2) and streams. A file is a stream between two marks, with a table of
//! contents behind it, and is read as one.

mod messages;

use super::super::{DataError, Format, Notice, memory};
use super::draft::row_ids_fit;
use super::{frame, wall};
use polars::prelude::{DataFrame, IpcStreamReader, SerReader};
use std::io::Cursor;

/// What announces a message of a stream.
const CONTINUES: [u8; 4] = [0xFF; 4];
/// The first message of a stream, the schema, is shorter.
const LONGEST: u32 = 1 << 26;
/// Both ends of a file; at its beginning two blanks follow.
pub(super) const MARK: &[u8] = b"ARROW1";

/// Whether the bytes begin like a stream: with the length of a first message.
pub(super) fn is_stream(bytes: &[u8]) -> bool {
    let Some((&CONTINUES, rest)) = bytes.split_first_chunk::<4>() else { return false };
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
    let damaged = |message: &str| DataError::Damaged {
        file: file.to_owned(),
        what,
        message: message.to_owned(),
    };
    let stream = match format {
        Format::Arrow => inside(bytes).ok_or_else(|| damaged("its end is missing"))?,
        _ => bytes,
    };
    let sum = messages::sum(stream)
        .ok_or_else(|| damaged("a part of it is missing, or said to lie where it does not"))?;
    row_ids_fit(file, usize::try_from(sum.rows).unwrap_or(usize::MAX))?;
    memory::refuse_beyond(file, sum.bytes.saturating_mul(2))?;
    let frame = wall::guard(file, what, || {
        let reader = IpcStreamReader::new(Cursor::new(stream)).set_rechunk(false);
        reader.finish().map_err(|error| frame::refused(file, what, &error))
    })?;
    if frame.height() as u64 != sum.rows {
        return Err(damaged("it has fewer rows than it says"));
    }
    memory::refuse_beyond(file, 8 * sum.rows * frame.width() as u64)?;
    if format == Format::ArrowStream && !sum.ended {
        notices.push(Notice::warning(
            "The stream has no end mark: it may have been cut off, and rows may be missing.",
        ));
    }
    Ok(frame)
}

/// The stream inside a file: between the mark and the table of contents, whose length stands before the last mark.
fn inside(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_suffix(MARK)?;
    let (rest, length) = rest.split_last_chunk::<4>()?;
    let end = rest.len().checked_sub(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    rest.get(8..end)
}
