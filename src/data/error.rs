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
    #[error("{file}: this is a folder, not a file. Choose a CSV file in it.")]
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
    #[error("{file}: cannot be read: {source}")]
    Io {
        /// The path as given.
        file: String,
        /// The system's own words.
        source: std::io::Error,
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
    #[error("{file}: this is not a text table but {what}. Save it as CSV (UTF-8) and open that.")]
    Binary {
        /// The path as given.
        file: String,
        /// What the bytes look like, with its article.
        what: &'static str,
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
    /// polars refused the table, in its own words.
    #[error("{file}: {message}")]
    Parse {
        /// The path as given.
        file: String,
        /// What polars said.
        message: String,
    },
    /// The user stopped the reading.
    // Not `transparent`, which would hide the cause from whoever looks for it.
    #[error("stopped")]
    Cancelled(#[from] Cancelled),
}
