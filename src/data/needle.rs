//! Text that is looked for in other text, whatever the case of its letters.

use memchr::memchr2_iter;

/// What is looked for. A text holds it where both in lower case do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    lower: String,
}

impl Needle {
    /// Looks for that text.
    pub fn new(text: &str) -> Self {
        Self { lower: text.to_lowercase() }
    }

    /// In lower case.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// Whether a text holds it; the empty text, as in missing cells, holds nothing.
    pub fn is_in(&self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        if !text.is_ascii() {
            return text.to_lowercase().contains(&self.lower);
        }
        let (text, wanted) = (text.as_bytes(), self.lower.as_bytes());
        let Some(first) = wanted.first() else { return true };
        let Some(last_start) = text.len().checked_sub(wanted.len()) else { return false };
        // Only where it begins: short texts, mostly.
        memchr2_iter(*first, first.to_ascii_uppercase(), &text[..=last_start])
            .any(|at| text[at..at + wanted.len()].eq_ignore_ascii_case(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_does_not_matter() {
        let needle = Needle::new("Two YEAR");
        assert!(needle.is_in("a two year plan") && !needle.is_in("two years".get(..6).unwrap()));
        assert!(
            Needle::new("STRASSE").is_in("Hauptstrasse")
                && Needle::new("\u{c9}t").is_in("\u{e9}T\u{e9}")
        );
        assert!(!Needle::new("").is_in(""));
    }

    proptest! {
        #[test]
        fn it_is_the_plain_rule(text in "[aAbB\u{e9}\u{c9} ]{0,12}", wanted in "[aAbB\u{e9}]{1,3}") {
            let plain = text.to_lowercase().contains(&wanted.to_lowercase());
            prop_assert_eq!(Needle::new(&wanted).is_in(&text), plain);
        }
    }
}
