//! Western or Central European: both use the same bytes for other letters, and short texts are easily taken
//! for the wrong one. What stands beside a letter tells.

use encoding_rs::{Encoding, ISO_8859_2, WINDOWS_1250, WINDOWS_1252};

/// What the letters that read differently speak for.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Votes {
    pub western: usize,
    pub central: usize,
    /// Letters and signs that read differently.
    pub differing: usize,
}

impl Votes {
    /// The share of the letters with an opinion that `count` of them are; 0.5 where none has one, and 1 where
    /// all letters read the same either way.
    pub fn share(self, count: usize) -> f64 {
        match (self.differing, self.western + self.central) {
            (0, _) => 1.0,
            (_, 0) => 0.5,
            (_, all) => count as f64 / all as f64,
        }
    }
}

/// Whether an encoding is one that Western European text is mistaken for.
pub(super) fn is_central(encoding: &'static Encoding) -> bool {
    encoding == WINDOWS_1250 || encoding == ISO_8859_2
}

/// Asks every letter beyond ASCII that `central` reads otherwise than windows-1252.
pub(super) fn votes(bytes: &[u8], central: &'static Encoding) -> Votes {
    let read = |encoding: &'static Encoding| -> Vec<char> {
        (0x80..=0xFF)
            .map(|b| encoding.decode_without_bom_handling(&[b]).0.chars().next().unwrap_or(' '))
            .collect()
    };
    let (western_letters, central_letters) = (read(WINDOWS_1252), read(central));
    let mut votes = Votes::default();
    for (at, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let place = usize::from(byte - 0x80);
        if western_letters[place] == central_letters[place] {
            continue;
        }
        votes.differing += 1;
        let vote = if western_letters[place].is_alphabetic() && central_letters[place].is_control()
        {
            1
        } else {
            Around::new(bytes, at).vote(byte)
        };
        votes.western += usize::from(vote > 0);
        votes.central += usize::from(vote < 0);
    }
    votes
}

/// What stands beside a letter.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Beside {
    /// No letter.
    Nothing,
    Vowel,
    Consonant,
    /// A letter that is itself in doubt.
    Doubtful,
}

impl Beside {
    fn of(byte: Option<u8>) -> Self {
        match byte {
            Some(b) if b.is_ascii_alphabetic() => {
                if b"aeiouy".contains(&b.to_ascii_lowercase()) {
                    Self::Vowel
                } else {
                    Self::Consonant
                }
            }
            // These vowels are the same in both.
            Some(b)
                if b >= 0xC0
                    && b"\xE1\xE2\xE4\xE9\xEB\xED\xEE\xF3\xF4\xF6\xFA\xFC\xFD"
                        .contains(&(b | 0x20)) =>
            {
                Self::Vowel
            }
            Some(0x8A | 0x8C | 0x8E | 0x9A | 0x9C | 0x9E | 0x9F | 0xC0..) => Self::Doubtful,
            _ => Self::Nothing,
        }
    }
}

struct Around {
    before: Option<u8>,
    after: Option<u8>,
    later: Option<u8>,
    last: Beside,
    next: Beside,
}

impl Around {
    fn new(bytes: &[u8], at: usize) -> Self {
        let small = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied();
        let (before, after) = (small(at.checked_sub(1)), small(at.checked_add(1)));
        let later = small(at.checked_add(2)).map(|b| b.to_ascii_lowercase());
        Self { before, after, later, last: Beside::of(before), next: Beside::of(after) }
    }

    fn is(byte: Option<u8>, any: &[u8]) -> bool {
        byte.is_some_and(|b| any.contains(&b.to_ascii_lowercase()))
    }

    /// Above 0 for Western, below for Central European, 0 for no opinion. `byte` reads differently in both.
    fn vote(&self, byte: u8) -> i8 {
        use Beside::{Consonant, Nothing, Vowel};
        let alone = self.last == Nothing && self.next == Nothing;
        match if byte >= 0xC0 { byte | 0x20 } else { byte } {
            // Signs, where the other has letters: powers, ordinals, fractions, a Spanish question.
            0xB2 | 0xB3 if Self::is(self.before, b"m") && self.next == Nothing => 1,
            0xBF if self.last == Nothing && self.after.is_some_and(|b| b.is_ascii_uppercase()) => 1,
            // "\u{a3}m", "\u{a3}k" beside "\u{141}uk": thousands and millions of a currency.
            0xA3 | 0xA5
                if self.last == Nothing
                    && Self::is(self.after, b"mk")
                    && self.later == Some(b')') =>
            {
                1
            }
            0xA1..=0xBF => {
                if alone {
                    1
                } else {
                    -1
                }
            }
            // oe as one letter stands before u; the other has s with an accent.
            0x8C | 0x9C => {
                if Self::is(self.after, b"u") {
                    1
                } else {
                    -1
                }
            }
            0xFF => 1,
            // n with a tilde stands between vowels, the other before a consonant or at the end.
            0xF1 => {
                if self.last == Vowel && self.next == Vowel {
                    1
                } else {
                    -1
                }
            }
            0xE3 if Self::is(self.after, b"oe") => 1,
            0xE3 if self.next == Nothing => 0,
            0xF5 if Self::is(self.after, b"e") => 1,
            0xEA if self.last == Nothing => 1,
            0xEA if self.next == Nothing || Self::is(self.before, b"i") => -1,
            0xF9 if self.next == Nothing => i8::from(Self::is(self.before, b"oi")),
            0x9F | 0xE3 | 0xF5 | 0xF9 => -1,
            0xFB => i8::from(Self::is(self.before, b"o")),
            0xEC if self.next != Nothing => -1,
            0xFE => {
                if self.last == Nothing {
                    1
                } else {
                    -1
                }
            }
            0xEF => {
                if self.last == Vowel && self.next != Nothing {
                    1
                } else {
                    -1
                }
            }
            0xE0 if self.next == Nothing => 1,
            // The "i\u{e8}re" and "i\u{e8}ce" of French.
            0xE8 if Self::is(self.before, b"i")
                && self.next == Consonant
                && self.later == Some(b'e') =>
            {
                1
            }
            // A vowel in the one, a consonant in the other: the neighbours are of the other sort.
            0xE0 | 0xE5 | 0xE6 | 0xE8 | 0xF2 | 0xF8 => match (self.last, self.next) {
                (Vowel, _) | (_, Vowel) => -1,
                // "\u{10d}t" and "\u{10d}l" begin words.
                (Nothing, Consonant) if byte | 0x20 == 0xE8 => 0,
                (Nothing | Consonant, Nothing | Consonant) => 1,
                _ => 0,
            },
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voted(text: &str, written: &'static Encoding) -> Votes {
        let (bytes, _, lost) = written.encode(text);
        assert!(!lost, "{text}");
        votes(&bytes, WINDOWS_1250)
    }

    #[test]
    fn western_words_and_signs_speak_for_western() {
        for text in [
            "\u{a3}195.50",
            "Amount (\u{a3})",
            "Revenue (\u{a3}m)",
            "\u{a5}2100",
            "12 m\u{b3}",
            "H\u{e9}l\u{e8}ne",
            "Ir\u{e8}ne",
            "Gen\u{e8}ve",
            "premi\u{e8}re",
            "Nord \u{e0} Sud",
            "c\u{153}ur",
            "S\u{e3}o Paulo",
            "Espa\u{f1}a",
            "S\u{f8}rensen",
            "H\u{e5}kan",
            "Lo\u{ef}c",
            "N\u{e6}stved",
            "citt\u{e0}",
            "\u{bf}Qu\u{e9}?",
        ] {
            let votes = voted(text, WINDOWS_1252);
            assert!(votes.western > votes.central, "{text}: {votes:?}");
        }
    }

    #[test]
    fn central_words_speak_for_central() {
        for text in [
            "\u{141}\u{f3}d\u{17a}",
            "Wroc\u{142}aw",
            "445 z\u{142}",
            "\u{17b}aneta",
            "Gda\u{144}sk",
            "wi\u{119}c",
            "Ji\u{159}\u{ed} Dvo\u{159}\u{e1}k",
            "\u{10c}esko",
            "Petrovi\u{107}",
            "Plze\u{148}",
            "dom\u{16f}m",
            "Gy\u{151}r",
            "Ia\u{15f}i",
            "m\u{11b}sto",
        ] {
            let votes = voted(text, WINDOWS_1250);
            assert!(votes.central > votes.western, "{text}: {votes:?}");
        }
    }

    #[test]
    fn letters_that_are_the_same_have_no_opinion() {
        let votes = voted("Caf\u{e9} M\u{fc}ller", WINDOWS_1252);
        assert_eq!((votes, votes.share(0)), (Votes::default(), 1.0));
        assert_eq!(voted("f\u{ea}te", WINDOWS_1252).share(0), 0.5);
    }
}
