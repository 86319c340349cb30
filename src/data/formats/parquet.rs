//! Parquet files, in runs of row groups, so that reading tells how far it is and can be stopped.

mod pages;

use super::super::{DataError, memory};
use super::draft::row_ids_fit;
use super::{frame, wall};
use crate::progress::Progress;
use polars::io::mmap::MmapBytesReader;
use polars::prelude::{
    ArrowDataType, ArrowSchema, DataFrame, ParquetReader, Schema, SchemaExt, SerReader,
};
use std::io::Cursor;

/// What it is, for errors.
pub(super) const WHAT: &str = "Parquet file";
/// Rows of one run, at least: enough for all cores.
const RUN: usize = 1 << 19;

/// What the file's end says of it.
pub(super) struct Outline {
    /// Names and types of the columns.
    pub schema: Schema,
    /// Rows.
    pub rows: usize,
}

/// Reads names, types and the number of rows only.
pub(super) fn outline(file: &str, reader: impl MmapBytesReader) -> Result<Outline, DataError> {
    wall::guard(file, WHAT, || {
        let refused = |error| frame::refused(file, WHAT, &error);
        let mut reader = ParquetReader::new(reader);
        let rows = reader.num_rows().map_err(refused)?;
        let schema = reader.schema().map_err(refused)?;
        refuse_halves(file, &schema)?;
        let schema = Schema::from_arrow_schema(schema.as_ref());
        Ok(Outline { schema, rows })
    })
}

/// Refuses numbers in half precision, which polars' reader has no type for.
fn refuse_halves(file: &str, schema: &ArrowSchema) -> Result<(), DataError> {
    let halves: Vec<String> = schema
        .iter_values()
        .filter(|field| matches!(field.dtype(), ArrowDataType::Float16))
        .map(|field| field.name.to_string())
        .collect();
    if halves.is_empty() {
        return Ok(());
    }
    let message = format!(
        "the file is sound, but numbers in half precision (float16) are not read: {}. Save them as float32 or float64.",
        frame::list(&halves)
    );
    Err(DataError::Unsupported { file: file.to_owned(), message })
}

/// Reads all.
pub(super) fn read(file: &str, bytes: &[u8], progress: &Progress) -> Result<DataFrame, DataError> {
    let outline = outline(file, Cursor::new(bytes))?;
    row_ids_fit(file, outline.rows)?;
    // 8 bytes a cell as read, and as many as kept.
    memory::refuse_beyond(file, 16 * outline.rows as u64 * outline.schema.len() as u64)?;
    wall::guard(file, WHAT, || {
        let refused = |error| frame::refused(file, WHAT, &error);
        if let Some(message) = pages::wrong(&mut ParquetReader::new(Cursor::new(bytes)), bytes) {
            return Err(DataError::Damaged { file: file.to_owned(), what: WHAT, message });
        }
        let metadata =
            ParquetReader::new(Cursor::new(bytes)).get_metadata().map_err(refused)?.clone();
        let run = |start: usize, length: usize| {
            let mut reader = ParquetReader::new(Cursor::new(bytes));
            reader.set_metadata(metadata.clone());
            reader.with_slice(Some((start, length))).finish().map_err(refused)
        };
        let mut whole: Option<DataFrame> = None;
        let (mut start, mut end) = (0, 0);
        for (at, group) in metadata.row_groups.iter().enumerate() {
            end += group.num_rows();
            if end - start < RUN && at + 1 < metadata.row_groups.len() {
                continue;
            }
            progress.step(start as u64, outline.rows as u64)?;
            let part = run(start, end - start)?;
            match &mut whole {
                Some(whole) => drop(whole.vstack_mut_owned(part).map_err(refused)?),
                None => whole = Some(part),
            }
            start = end;
        }
        let whole = whole.map_or_else(|| run(0, 0), Ok)?;
        if whole.height() == outline.rows {
            return Ok(whole);
        }
        Err(DataError::Damaged {
            file: file.to_owned(),
            what: WHAT,
            message: format!("{} rows were announced, {} found", outline.rows, whole.height()),
        })
    })
}
