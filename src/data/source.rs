//! Where the bytes come from, and the refusal of bytes that are no table of text.

use super::DataError;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Control characters beyond this share of the first bytes are no text in any encoding.
const CONTROLS: f64 = 0.05;
/// Bytes looked at.
const LOOK: usize = 64 * 1024;
/// Letters of a page or document that are looked at.
const MARKUP: usize = 4096;

/// The name under which a path appears in messages.
pub(super) fn display_name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// All bytes of a file, or of standard input where `path` is `-`.
pub(super) fn load(path: &Path) -> Result<Vec<u8>, DataError> {
    if path != Path::new("-") {
        let mut bytes = Vec::new();
        return match open(path)?.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(refused(path, error)),
        };
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| refused(path, error))
}

/// A file, to be read.
pub(super) fn open(path: &Path) -> Result<File, DataError> {
    if path.is_dir() {
        return Err(DataError::IsDirectory { file: display_name(path) });
    }
    File::open(path).map_err(|error| refused(path, error))
}

pub(super) fn refused(path: &Path, cause: std::io::Error) -> DataError {
    let file = display_name(path);
    match cause.kind() {
        ErrorKind::NotFound => DataError::NotFound { file },
        ErrorKind::PermissionDenied => DataError::NoPermission { file },
        _ => DataError::Io { file, cause },
    }
}

/// Refuses what is no text, by its first bytes.
pub(super) fn refuse_binary(file: &str, bytes: &[u8]) -> Result<(), DataError> {
    match binary(bytes) {
        Some(what) => Err(DataError::Binary { file: file.to_owned(), what }),
        None => Ok(()),
    }
}

/// Refuses a page or document in angle brackets, whatever its name: many programs export tables as HTML under the name
/// of a workbook.
pub(super) fn refuse_markup(file: &str, text: &str) -> Result<(), DataError> {
    let head: String = text.trim_start().chars().take(MARKUP).collect::<String>().to_lowercase();
    let begins = |tags: &[&str]| tags.iter().any(|tag| head.starts_with(tag));
    let what = if !begins(&["<"]) {
        return Ok(());
    } else if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        "a workbook in the XML of Excel 2003, which only spreadsheet programs read"
    } else if begins(&["<!doctype html", "<html", "<table"])
        || (head.contains("<table")
            && begins(&["<!--", "<?xml", "<head", "<meta", "<style", "<div"]))
    {
        "a web page (HTML), whatever its name ends in; a spreadsheet program opens it"
    } else if begins(&["<?xml"]) {
        "an XML document"
    } else {
        return Ok(());
    };
    Err(DataError::Binary { file: file.to_owned(), what })
}

/// What the first bytes say of a file that is no text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"PK\x03\x04", "a ZIP archive without a workbook in it"),
        (b"\xD0\xCF\x11\xE0", "an old Office document without a workbook in it"),
        (b"\x1F\x8B", "a gzip archive in an archive"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive in an archive"),
        (b"FEA1", "a Feather file of version 1"),
        (b"PARE", "an encrypted Parquet file"),
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x7FELF", "a program"),
    ];
    if bytes.get(257..262) == Some(b"ustar") {
        return Some("a tar archive");
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    // NUL is not counted: UTF-16 is full of it, and damaged files hold a few.
    let look = &bytes[..bytes.len().min(LOOK)];
    let control = |b: u8| matches!(b, 1..=8 | 14..=26 | 28..=31);
    let nul = memchr::memchr_iter(0, look).count();
    // Half of a letter in UTF-16 may look like a control character; a whole one has a NUL beside it.
    let halves =
        look.starts_with(b"\xFF\xFE") || look.starts_with(b"\xFE\xFF") || many_nul(nul, look);
    let controls = if halves {
        let whole = |pair: &&[u8]| pair.contains(&0) && pair.iter().any(|b| control(*b));
        look.chunks_exact(2).filter(whole).count()
    } else {
        look.iter().filter(|b| control(**b)).count()
    };
    let many = |count: usize, share: f64| count as f64 > share * look.len() as f64;
    (many(controls, CONTROLS) || many(nul, 0.6)).then_some("binary data")
}

/// Whether so much of it is NUL that it may be UTF-16.
fn many_nul(nul: usize, look: &[u8]) -> bool {
    nul * 5 >= look.len() && !look.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Option<String> {
        refuse_binary("f", bytes).err().map(|error| error.to_string())
    }

    #[test]
    fn archives_and_noise_are_named() {
        assert!(refused(b"PK\x03\x04xx").unwrap().contains("ZIP archive"));
        assert!(refused(&[1, 2, 3, 200, 5, 0, 7, 255, 1, 1, 16]).unwrap().contains("binary"));
        assert!(refused(&[0; 64]).unwrap().contains("binary"));
    }

    #[test]
    fn pages_and_documents_are_named() {
        let refused = |text: &str| refuse_markup("f.xls", text).err().map(|e| e.to_string());
        for page in ["<html><body>", "\n<!DOCTYPE html>", "<TABLE border=1>", "<meta x>\n<table>"] {
            assert!(refused(page).unwrap().contains("web page (HTML)"), "{page}");
        }
        let xml = "<?xml version=\"1.0\"?>\n";
        assert!(refused(xml).unwrap().contains("an XML document"));
        let book =
            format!("{xml}<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">");
        assert!(refused(&book).unwrap().contains("Excel 2003"));
        assert_eq!([refused("<5,>5\n1,2\n"), refused("a,<html>\n")], [None, None]);
    }

    #[test]
    fn text_in_any_encoding_passes() {
        assert_eq!(refused("a,b\nn\u{e4}me,\u{1F600}\n".as_bytes()), None);
        let utf_16: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(refused(&utf_16), None);
        assert_eq!(refused(b"a|b\nval\x002|3\n"), None);
        // U+4E16 has the byte 0x16.
        for mark in ["\u{feff}", ""] {
            let text = format!("{mark}\u{4e16}q,\u{4e16}\u{4e16}\n1,2\n3,4\n");
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(refused(&big), None);
        }
    }
}
