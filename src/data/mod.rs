//! A file becomes a [`Table`]: read, understood, its columns profiled. polars stays behind this wall.
//!
//! The way: `source` fetches the bytes, `encoding` makes text of them, `dialect` and `header` find out how the
//! table is written (`aligned` where blanks part its columns), `records` looks at every record and says what can be mended, `cells` cuts them into
//! columns, `typing` turns text cells into numbers and dates where a whole column allows it. `formats` reads what
//! is no plain text: packed files, JSON, Parquet, Arrow, sheets of workbooks.

mod aligned;
mod cells;
mod dialect;
mod digits;
mod encoding;
mod error;
mod filter;
mod fingerprint;
mod footer;
mod formats;
mod guess;
mod header;
mod memory;
mod naming;
mod needle;
mod notice;
mod options;
mod order;
mod origin;
mod profile;
mod records;
mod row_id;
pub mod sample;
mod sampling;
mod search;
mod source;
mod streamed;
mod table;
mod typing;
mod written;

pub use dialect::{Dialect, Told};
pub use error::DataError;
pub use filter::{Filter, FilterError};
pub use fingerprint::{Fingerprint, fingerprint, length};
pub use formats::folder::{files, would_change};
pub use guess::Guess;
pub use needle::Needle;
pub use notice::{Notice, NoticeKind};
pub use order::order;
pub use origin::{Format, Origin, Packing, RowNumbers, Sheet, Writing};
pub use profile::{ColumnKind, ColumnProfile};
pub use row_id::RowId;
pub use sampling::RowSample;
pub use search::{Found, search};
pub use table::{Column, Levels, Table, Values};
pub use typing::sentinel;
pub use written::{Written, WrittenCells, parquet as written_parquet};

use crate::progress::Progress;
use std::path::Path;

/// What the user may fix before reading; everything else is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// The field separator, or [`ReadOptions::BLANKS`]; found by evidence where `None`.
    pub separator: Option<char>,
    /// Whether the first record holds the column names; decided by its cells where `None`.
    pub header: Option<bool>,
    /// The encoding's name; found out where `None`.
    pub encoding: Option<String>,
    /// The quotation mark, or [`ReadOptions::NO_QUOTE`]; found by evidence where `None`.
    pub quote: Option<char>,
    /// Records above the header that are no part of the table; found out where `None`.
    pub skip: Option<usize>,
    /// Records below the table that are no part of it; asked about where they look so.
    pub skip_end: Option<usize>,
    /// The decimal mark of all columns, `.` or `,`; decided column by column where `None`.
    pub decimal: Option<char>,
    /// Whether 03/04/2024 is the third of April; decided column by column where `None`.
    pub day_first: Option<bool>,
    /// Words and numbers that mean missing in every column, besides the usual ones.
    pub missing: Vec<String>,
    /// The sheet of a workbook, or the table of a file with several; the first with data where `None`.
    pub sheet: Option<String>,
    /// A random sample of rows; all where `None`.
    pub sample: Option<RowSample>,
}

/// Steps of reading a text that is in memory.
const STEPS: u64 = 5;

/// Reads a table from a file, from standard input where `path` is `-`, or from all Parquet files of a folder or
/// of a pattern such as `parts/*.parquet`.
///
/// # Errors
/// [`DataError`] names the file, the line and the column of what is wrong, and what to do about it.
pub fn read(path: &Path, options: &ReadOptions, progress: &Progress) -> Result<Table, DataError> {
    if formats::folder::is_many(path) {
        return formats::folder::read(path, options, progress).map(|table| sampled(table, options));
    }
    if path != Path::new("-")
        && let Some(table) = streamed::read(path, options, memory::free, progress)?
    {
        return Ok(table);
    }
    let bytes = source::load(path)?;
    read_bytes(&source::display_name(path), &bytes, options, progress)
}

/// Reads a table from bytes that are in memory already, in any format; `name` stands for the file in messages.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Table, DataError> {
    let table = match formats::packing(bytes) {
        Some(packing) => {
            let unpacked = formats::unpack(name, bytes, packing, progress)?;
            read_unpacked(name, &unpacked, options, progress)?.packed(packing)
        }
        None => read_unpacked(name, bytes, options, progress)?,
    };
    Ok(sampled(table, options))
}

fn sampled(table: Table, options: &ReadOptions) -> Table {
    match options.sample {
        Some(sample) => table.sample(sample),
        None => table,
    }
}

fn read_unpacked(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Table, DataError> {
    match formats::recognise(bytes) {
        Some(format) => formats::read(name, bytes, format, options, progress),
        None => read_text(name, bytes, options, progress),
    }
}

fn read_text(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Table, DataError> {
    progress.step(0, STEPS)?;
    options.check(name)?;
    source::refuse_binary(name, bytes)?;
    let mut notices = Vec::new();
    let decoded = encoding::decode(name, bytes, options.encoding.as_deref(), &mut notices)?;
    notices.extend(decoded.doubt);
    if decoded.text.trim().is_empty() {
        return Err(DataError::Empty { file: name.to_owned() });
    }
    if options.separator.is_none() && formats::is_json(&decoded.text) {
        return formats::read_json(name, &decoded.text, options, notices, progress);
    }
    options.refuse_without_effect(name, Format::Csv)?;
    if options.separator.is_none() {
        source::refuse_markup(name, &decoded.text)?;
    }
    progress.step(1, STEPS)?;
    let dialect = dialect::sniff(&decoded.text, options, decoded.encoding);
    if let Some(aligned) = aligned::find(&decoded.text, options, &dialect) {
        let dialect = aligned.dialect(dialect.encoding, options);
        dialect::check_skip(name, &dialect, options)?;
        notices.extend(aligned.notices);
        let table = read_records(name, &aligned.text, dialect, options, notices, progress)?;
        return Ok(table.parted(aligned.separator));
    }
    dialect::check_skip(name, &dialect, options)?;
    read_records(name, &decoded.text, dialect, options, notices, progress)
}

/// Reads text whose dialect is known.
fn read_records(
    name: &str,
    text: &str,
    mut dialect: Dialect,
    options: &ReadOptions,
    mut notices: Vec<Notice>,
    progress: &Progress,
) -> Result<Table, DataError> {
    let text = footer::without(name, text, &dialect, options.skip_end.unwrap_or(0), &mut notices)?;
    let said = notices.len();
    let mut records = records::check(name, text, &dialect, true, &mut notices, progress)?;
    progress.step(2, STEPS)?;
    let mut cells = cells::read(&records, progress)?;
    if cells.is_none() {
        // Not all records are alike: each is looked at, and what is wrong is said.
        notices.truncate(said);
        records = records::check(name, text, &dialect, false, &mut notices, progress)?;
        cells = cells::read(&records, progress)?;
    }
    let cells = cells.unwrap_or_default();
    if let Some(skip) = options.skip.filter(|skip| *skip > 0 && records.header.is_empty()) {
        return Err(DataError::AllSkipped { file: name.to_owned(), skip, records: skip });
    }
    footer::ask(&records.tail(footer::LOOK), records.count, &mut notices);
    let names = naming::unique(&records.header, &mut notices);
    progress.step(3, STEPS)?;
    let typed = typing::columns(names, cells, &typing::Wishes::new(options), &mut notices);
    (dialect.decimal, dialect.thousands) = (typed.decimal, typed.thousands);
    progress.step(4, STEPS)?;
    let rows = formats::row_ids(name, records.count)?;
    progress.step(STEPS, STEPS)?;
    Ok(Table::new(name.to_owned(), Origin::text(dialect), rows, typed.columns, notices))
}
