//! Files that are no plain text: packed, with types of their own, or sheets. Each is known by its first bytes,
//! never by its name, so that standard input can be any of them.
//!
//! Each reader makes a [`Draft`]: columns that know what they are, beside text whose cells are typed like those
//! of a CSV file. The readers of binary formats run behind a `wall`.

mod arrow;
mod draft;
pub(super) mod folder;
mod frame;
mod json;
mod mixed;
mod packed;
mod parquet;
mod sheet;
mod wall;

pub(super) use draft::{row_id, row_ids};
pub(super) use json::is_json;
pub(super) use packed::{packing, unpack};

use super::{DataError, Format, Notice, ReadOptions, Table};
use crate::progress::Progress;

/// The format that the first bytes announce; `None` for text, and for what is not known.
pub(super) fn recognise(bytes: &[u8]) -> Option<Format> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.starts_with(b"PAR1") {
        Some(Format::Parquet)
    } else if bytes.starts_with(arrow::MARK) {
        Some(Format::Arrow)
    } else if arrow::is_stream(bytes) {
        Some(Format::ArrowStream)
    } else if bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND) {
        sheet::format(bytes)
    } else {
        None
    }
}

/// Reads a file of a format that [`recognise`] found.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Table, DataError> {
    options.refuse_without_effect(file, format)?;
    let mut notices = Vec::new();
    let draft = match format {
        Format::Arrow | Format::ArrowStream => {
            frame::draft(arrow::read(file, bytes, format, &mut notices)?, format, &mut notices)
        }
        Format::Excel | Format::OpenDocument => {
            sheet::read(file, bytes, format, options, &mut notices, progress)?
        }
        _ => frame::draft(parquet::read(file, bytes, progress)?, format, &mut notices),
    };
    progress.check()?;
    draft.finish(file, options, notices)
}

/// Reads text that [`is_json`].
pub(super) fn read_json(
    file: &str,
    text: &str,
    options: &ReadOptions,
    mut notices: Vec<Notice>,
    progress: &Progress,
) -> Result<Table, DataError> {
    options.refuse_without_effect(file, Format::Json)?;
    json::read(file, text, &mut notices, progress)?.finish(file, options, notices)
}
