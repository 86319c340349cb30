//! Bytes become text: byte order marks first, then validity, then the letters' statistics.

mod guess;
mod old;
mod western;

use super::{DataError, Guess, Notice};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// Text, and what it was before.
pub(super) struct Decoded<'a> {
    /// The text, without byte order mark and NUL characters.
    pub text: Cow<'a, str>,
    /// The encoding's name as in the WHATWG standard, lower case.
    pub encoding: Guess<String>,
    /// What to say where the encoding is in doubt.
    pub doubt: Option<Notice>,
}

/// Decodes as `given` says, or as the bytes do. A letter that cannot be decoded is an error only where the
/// encoding was given or is certain.
pub(super) fn decode<'a>(
    file: &str,
    bytes: &'a [u8],
    given: Option<&str>,
    notices: &mut Vec<Notice>,
) -> Result<Decoded<'a>, DataError> {
    let (found, bytes, text) = match given {
        Some(label) => {
            let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                DataError::UnknownEncoding { file: file.to_owned(), label: label.to_owned() }
            })?;
            (Guess::given(encoding), without_mark(bytes, encoding), None)
        }
        None => guess::guess(bytes),
    };
    let encoding = found.value;
    let certain = encoding == UTF_8 && (found.is_given() || found.confidence == 1.0);
    let text = if let Some(text) = text {
        Cow::Borrowed(text)
    } else if certain {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let (line, byte) = place(bytes, error.valid_up_to());
            DataError::NotUtf8 { file: file.to_owned(), line, byte }
        })?;
        Cow::Borrowed(text)
    } else {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        if wrong {
            let line = std::str::from_utf8(bytes)
                .err()
                .filter(|_| encoding == UTF_8)
                .map(|error| place(bytes, error.valid_up_to()).0);
            notices.push(undecoded(encoding, line));
        }
        text
    };
    let text = without_nul(text, notices);
    let name = encoding.name().to_lowercase();
    let unlikely = || if found.is_given() { None } else { old::doubt(encoding, bytes) };
    let doubt = guess::doubt(&found, bytes).or_else(unlikely);
    Ok(Decoded { doubt, text, encoding: Guess::new(name, found.confidence, found.reason) })
}

/// Says that some bytes are no letters, and in which line the first are, where that is known.
pub(super) fn undecoded(encoding: &'static Encoding, line: Option<u64>) -> Notice {
    Notice::warning(format!(
        "Some bytes are no letters in {}{}: they are shown as \u{FFFD}. Choose another encoding, or mend the file.",
        encoding.name(),
        line.map_or_else(String::new, |line| format!(", first in line {line}"))
    ))
}

fn without_mark<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    match Encoding::for_bom(bytes) {
        Some((found, length)) if found == encoding => &bytes[length..],
        _ => bytes,
    }
}

/// NUL is no letter; files that were cut or padded by a fault hold some.
fn without_nul<'a>(text: Cow<'a, str>, notices: &mut Vec<Notice>) -> Cow<'a, str> {
    let count = memchr::memchr_iter(0, text.as_bytes()).count();
    if count == 0 {
        return text;
    }
    notices.push(nul_left_out(count as u64));
    Cow::Owned(text.replace('\0', ""))
}

/// Says so.
pub(super) fn nul_left_out(count: u64) -> Notice {
    let were = if count == 1 { "character was" } else { "characters were" };
    Notice::warning(format!("{count} NUL {were} left out: the file may be damaged."))
}

/// The 1-based line, and the byte in it, at which something lies.
fn place(bytes: &[u8], at: usize) -> (u64, u64) {
    let before = &bytes[..at];
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    (1 + memchr::memchr_iter(b'\n', before).count() as u64, (at - line_start + 1) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(bytes: &[u8]) -> (String, String) {
        let found = decode("f", bytes, None, &mut Vec::new()).unwrap();
        (found.text.into_owned(), found.encoding.value)
    }

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn marks_are_no_part_of_the_text() {
        assert_eq!(decoded(b"\xEF\xBB\xBFa,b"), ("a,b".to_owned(), "utf-8".to_owned()));
        let little = [&[0xFF, 0xFE][..], &utf_16("a,é", false)].concat();
        assert_eq!(decoded(&little), ("a,é".to_owned(), "utf-16le".to_owned()));
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let text = "name,age\nAnn,31\nBob,44\n";
        assert_eq!(decoded(&utf_16(text, true)), (text.to_owned(), "utf-16be".to_owned()));
        assert_eq!(decoded(&utf_16(text, false)), (text.to_owned(), "utf-16le".to_owned()));
    }

    #[test]
    fn letters_speak_for_their_encoding() {
        let french = "nom,ville\nAndr\u{e9},Besan\u{e7}on\nZo\u{e9},Saint-\u{c9}tienne\n";
        let latin: Vec<u8> = french.chars().map(|c| c as u8).collect();
        assert_eq!(decoded(&latin), (french.to_owned(), "windows-1252".to_owned()));
        let japanese = "名前,都市\n太郎,東京\n花子,大阪\n";
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(japanese);
        assert_eq!(decoded(&bytes), (japanese.to_owned(), "shift_jis".to_owned()));
    }

    #[test]
    fn a_given_encoding_is_obeyed_and_checked() {
        let greek = decode("f", b"\xC1\xE2", Some("iso-8859-7"), &mut Vec::new()).unwrap();
        assert_eq!(greek.text, "\u{391}\u{3b2}");
        let wrong = decode("f.csv", b"a\nb,\xE9", Some("utf-8"), &mut Vec::new()).err().unwrap();
        assert!(wrong.to_string().starts_with("f.csv, line 2, byte 3"), "{wrong}");
        assert!(decode("f", b"a", Some("klingon"), &mut Vec::new()).is_err());
    }

    #[test]
    fn nul_is_left_out_and_said() {
        let mut notices = Vec::new();
        assert_eq!(decode("f", b"val\x002,3", None, &mut notices).unwrap().text, "val2,3");
        assert!(notices[0].text.starts_with("1 NUL"));
    }

    proptest! {
        #[test]
        fn utf_8_and_utf_16_read_back(text in "[a-z,;é世\n]{8,60}") {
            prop_assert_eq!(decoded(text.as_bytes()).0, text.clone());
            let marked = [&[0xFE, 0xFF][..], &utf_16(&text, true)].concat();
            prop_assert_eq!(decoded(&marked).0, text);
        }
    }
}
