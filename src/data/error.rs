//! What can be wrong with a file: what, where, what to do.

use crate::progress::Cancelled;

/// Why a table could not be read. Every message stands alone on one line.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Nothing lies at that path.
    #[error("{file}: no such file. Check the path, or choose the file with Open.")]
    NotFound {
        /// The path as given.
        file: String,
    },
    /// The path names a folder.
    #[error("{file}: this is a folder without Parquet files. Choose a file in it.")]
    IsDirectory {
        /// The path as given.
        file: String,
    },
    /// The system forbids reading.
    #[error("{file}: no permission to read this file. Change its permissions, or copy it first.")]
    NoPermission {
        /// The path as given.
        file: String,
    },
    /// Any other trouble of the system's.
    #[error("{file}: cannot be read: {cause}")]
    Io {
        /// The path as given.
        file: String,
        /// The system's own words.
        // Not `source`, for then it would be said twice.
        cause: std::io::Error,
    },
    /// As many records were to be skipped as there are, or more.
    #[error(
        "{file}: {skip} records were to be skipped (--skip, or Rows above on the Import page), and no more than {records} are there. Skip fewer."
    )]
    AllSkipped {
        /// The path as given.
        file: String,
        /// How many were to be skipped.
        skip: usize,
        /// How many there are.
        records: usize,
    },
    /// Not one byte, or blank lines only.
    #[error(
        "{file}: the file is empty. A table needs a header line and one line for each customer."
    )]
    Empty {
        /// The path as given.
        file: String,
    },
    /// The bytes are no text.
    #[error(
        "{file}: this is no table but {what}. Save the table as CSV, Parquet or a workbook, and open that."
    )]
    Binary {
        /// The path as given.
        file: String,
        /// What the bytes look like, with its article.
        what: &'static str,
    },
    /// The bytes contradict what the file says it is.
    #[error("{file}: this {what} is damaged or cut off ({message}). Copy or download it again.")]
    Damaged {
        /// The path as given.
        file: String,
        /// What it should be, without article.
        what: &'static str,
        /// The reader's own words.
        message: String,
    },
    /// A text that does not fit into memory, of which a sample can be read.
    #[error(
        "{file}: too large to be read as a whole: {what}. Read a random sample in one pass (--rows {rows}, or Rows on the Import page), or close other programs."
    )]
    Beyond {
        /// The path as given.
        file: String,
        /// How large, and what the limit is.
        what: String,
        /// A sample that all methods take.
        rows: usize,
    },
    /// More than memory, or a table, holds.
    #[error("{file}: too large: {what}. Take a part of it, or close other programs.")]
    TooLarge {
        /// The path as given.
        file: String,
        /// How large, and what the limit is.
        what: String,
    },
    /// The file is sound, but no table of customers, or written in a way that is not read.
    #[error("{file}: {message}")]
    Unsupported {
        /// The path as given.
        file: String,
        /// What it is and what to do, in sentences.
        message: String,
    },
    /// A record of JSON cannot be read.
    #[error("{file}, line {line}, column {column}: {message}.")]
    Json {
        /// The path as given.
        file: String,
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// The workbook has no such sheet.
    #[error("{file}: there is no sheet \u{201c}{sheet}\u{201d}. Say one of: {sheets}.")]
    NoSheet {
        /// The path as given.
        file: String,
        /// The sheet as given.
        sheet: String,
        /// Those that are there, with their numbers.
        sheets: String,
    },
    /// Files of one table contradict each other.
    #[error(
        "{file}: the column {column} is {found} here and {expected} in {other}. Files are read as one table only where their columns agree."
    )]
    Differs {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// Its type in this file.
        found: String,
        /// Its type before.
        expected: String,
        /// A file before it.
        other: String,
    },
    /// The text is not UTF-8, though it was said to be.
    #[error(
        "{file}, line {line}, byte {byte} of the line: not valid UTF-8. Leave the encoding out, or name the right one."
    )]
    NotUtf8 {
        /// The path as given.
        file: String,
        /// 1-based line.
        line: u64,
        /// 1-based byte in the line.
        byte: u64,
    },
    /// An encoding that nobody knows.
    #[error(
        "{file}: there is no encoding \u{201c}{label}\u{201d}. Say utf-8, utf-16le, windows-1252, shift_jis or another name of the WHATWG standard."
    )]
    UnknownEncoding {
        /// The path as given.
        file: String,
        /// The encoding as given.
        label: String,
    },
    /// More columns than anything but a mistake has.
    #[error(
        "{file}: the header has {columns} fields, and at most {most} can be read. Choose another separator, or turn the table round."
    )]
    TooWide {
        /// The path as given.
        file: String,
        /// Fields of the header.
        columns: String,
        /// The limit.
        most: String,
    },
    /// A choice that the format leaves no room for.
    #[error("{file}: {option} means nothing for {format}. Leave it out.")]
    NoEffect {
        /// The path as given.
        file: String,
        /// What was chosen, as it is called.
        option: &'static str,
        /// What the file is.
        format: &'static str,
    },
    /// A choice that cannot be.
    #[error("{file}: {what}, or leave it to be found.")]
    Option {
        /// The path as given.
        file: String,
        /// What was chosen, why not, and what else.
        what: String,
    },
    /// Too many records have more or fewer fields than the header.
    #[error(
        "{file}, line {line}, field {field}: {count} of {rows} records do not have the {expected} fields of the header ({shown}). Put quotation marks around fields that hold the separator, or choose another separator."
    )]
    Ragged {
        /// The path as given.
        file: String,
        /// 1-based line on which the record begins.
        line: u64,
        /// 1-based field: the first one missing or the first one too many.
        field: usize,
        /// Records that do not fit.
        count: usize,
        /// All records.
        rows: usize,
        /// Fields in the header.
        expected: usize,
        /// The first three of them, in words.
        shown: String,
    },
    /// A quotation mark opens a field and nothing closes it.
    #[error(
        "{file}, line {line}: a quotation mark (\") opens a field here and nothing closes it. Close it, or double it (\"\") where it belongs to the text."
    )]
    StrayQuote {
        /// The path as given.
        file: String,
        /// 1-based line on which the record begins.
        line: u64,
    },
    /// The user stopped the reading.
    // Not `transparent`, which would hide the cause from whoever looks for it.
    #[error("stopped")]
    Cancelled(#[from] Cancelled),
}
