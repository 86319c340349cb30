//! Where the bytes come from, and the refusal of bytes that are no text.

use super::DataError;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The name under which a path appears in messages.
pub(super) fn display_name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// All bytes of a file, or of standard input where `path` is `-`.
pub(super) fn load(path: &Path) -> Result<Vec<u8>, DataError> {
    let file = display_name(path);
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else if path.is_dir() {
        return Err(DataError::IsDirectory { file });
    } else {
        std::fs::read(path)
    };
    read.map_err(|source| match source.kind() {
        ErrorKind::NotFound => DataError::NotFound { file },
        ErrorKind::PermissionDenied => DataError::NoPermission { file },
        _ => DataError::Io { file, source },
    })
}

/// The bytes as text, less a UTF-8 byte order mark.
pub(super) fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, DataError> {
    let file = || file.to_owned();
    if let Some(what) = binary(bytes) {
        return Err(DataError::Binary { file: file(), what });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
        DataError::NotUtf8 { file: file(), line, byte: (before.len() - line_start + 1) as u64 }
    })?;
    if text.trim().is_empty() {
        return Err(DataError::Empty { file: file() });
    }
    Ok(text)
}

/// What the first bytes say of a file that is no text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"PK\x03\x04", "a ZIP archive or a spreadsheet (Excel, OpenDocument)"),
        (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
        (b"PAR1", "a Parquet file"),
        (b"ARROW1", "an Arrow file"),
        (b"%PDF", "a PDF document"),
        (b"\xFF\xFE", "UTF-16 text"),
        (b"\xFE\xFF", "UTF-16 text"),
    ];
    let start = &bytes[..bytes.len().min(64 * 1024)];
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, what)| *what)
        .or_else(|| start.contains(&0).then_some("binary data (it holds NUL bytes)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(text("f", b"\xEF\xBB\xBFa,b").unwrap(), "a,b");
    }

    #[test]
    fn a_wrong_byte_is_found_by_line_and_byte() {
        let error = text("f.csv", b"a,b\n1,2\n3,\xE9t\xE9\n").unwrap_err();
        assert!(error.to_string().starts_with("f.csv, line 3, byte 3"), "{error}");
    }

    #[test]
    fn spreadsheets_and_nul_bytes_are_named() {
        assert!(text("f", b"PK\x03\x04xx").unwrap_err().to_string().contains("spreadsheet"));
        assert!(text("f", b"a,b\n\0,1\n").unwrap_err().to_string().contains("NUL"));
    }

    #[test]
    fn blank_text_is_empty() {
        assert!(matches!(text("f", b" \n\n"), Err(DataError::Empty { .. })));
        assert!(matches!(text("f", b""), Err(DataError::Empty { .. })));
    }
}
