//! Text of DOS and of old Macintoshes, which is taken for windows-1252: its vowels with marks are quotation marks and
//! daggers there.

use super::super::Notice;
use encoding_rs::{Encoding, WINDOWS_1252};

/// Letters that are shown on either side.
const AROUND: usize = 12;

/// What to say where most letters beyond ASCII are signs in the middle of words.
pub(super) fn doubt(encoding: &'static Encoding, bytes: &[u8]) -> Option<Notice> {
    if encoding != WINDOWS_1252 {
        return None;
    }
    let beyond = bytes.iter().filter(|b| !b.is_ascii()).count();
    let odd: Vec<usize> =
        (1..bytes.len().saturating_sub(1)).filter(|&at| is_odd(bytes, at)).collect();
    let first = *odd.first()?;
    if odd.len() * 2 < beyond {
        return None;
    }
    let letter = |b: &&u8| b.is_ascii_alphabetic() || !b.is_ascii();
    let before = bytes[..first].iter().rev().take(AROUND).take_while(letter).count();
    let after = bytes[first..].iter().take(AROUND).take_while(letter).count();
    let (word, _) = WINDOWS_1252.decode_without_bom_handling(&bytes[first - before..first + after]);
    Some(Notice::warning(format!(
        "The encoding is in doubt: signs stand in the middle of words, as in \u{201c}{word}\u{201d}. The file may come \
         from an old Macintosh (--encoding macintosh) or from DOS (code page 437 or 850, which are not read: save it \
         as UTF-8 first)."
    )))
}

/// A sign of windows-1252 between letters, but for the apostrophe.
fn is_odd(bytes: &[u8], at: usize) -> bool {
    let sign = matches!(bytes[at], 0x80..=0x91 | 0x93..=0x99 | 0x9B | 0x9D | 0x9F);
    // A dash or dots between words are no letters of either.
    let between = matches!(bytes[at], 0x85 | 0x96 | 0x97);
    let next = bytes[at + 1];
    sign && !between && bytes[at - 1].is_ascii_alphabetic() && next.is_ascii_lowercase()
        || matches!(bytes[at], 0x8A | 0x8E) && bytes[at - 1].is_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_inside_words_are_told() {
        // "Jürgen", "Köln" in code page 850; "Zoé", "Orléans" on a Macintosh.
        for bytes in [&b"J\x81rgen,K\x94ln\n"[..], b"Zo\x8e,Orl\x8eans\n"] {
            let said = doubt(WINDOWS_1252, bytes).unwrap().text;
            assert!(said.contains("--encoding macintosh"), "{said}");
        }
    }

    #[test]
    fn western_text_is_not() {
        for bytes in [
            &b"Andr\xe9,it\x92s,\x93quoted\x94,5\x96 6\n"[..],
            b"\x80 5,c\x9cur,Ko\x9aice\n",
            b"wait\x85what,a\x97b\n",
            b"plain\n",
        ] {
            assert_eq!(doubt(WINDOWS_1252, bytes), None, "{bytes:?}");
        }
        assert_eq!(doubt(encoding_rs::WINDOWS_1250, b"J\x81rgen\n"), None);
    }
}
