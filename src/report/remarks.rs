//! What a file does not show as it was asked for: told when it is written.

use std::collections::BTreeSet;

use super::scripts;
use super::text::{Weight, clean};
use crate::data::Notice;
use crate::words::{count_of, format_value};

/// Signs that are named, at most.
const NAMED: usize = 12;

/// What is to be told of a drawing.
#[derive(Debug, Default, Clone)]
pub(super) struct Remarks {
    /// Letters that no font here has.
    letters: BTreeSet<char>,
    /// The texts that they stand in.
    texts: BTreeSet<String>,
    /// Dots an inch that very many points are drawn with, where more were asked for.
    coarse: Option<f64>,
}

impl Remarks {
    /// Looks for letters that cannot be drawn here.
    pub(super) fn look(&mut self, text: &str, weight: Weight) {
        let mut lacking = scripts::lacking(text, weight).peekable();
        if lacking.peek().is_some() {
            self.texts.insert(clean(text, 200));
        }
        self.letters.extend(lacking);
    }

    /// Very many points were drawn with so many dots an inch.
    pub(super) fn coarser(&mut self, dpi: f64) {
        self.coarse = Some(self.coarse.map_or(dpi, |other| other.min(dpi)));
    }

    /// Adds those of another drawing.
    pub(super) fn join(&mut self, other: Self) {
        self.letters.extend(other.letters);
        self.texts.extend(other.texts);
        if let Some(dpi) = other.coarse {
            self.coarser(dpi);
        }
    }

    /// A sentence each.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if !self.letters.is_empty() {
            let named: Vec<String> = self
                .letters
                .iter()
                .take(NAMED)
                .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
                .collect();
            let more = self.letters.len() - named.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let [are, them] = if self.letters.len() == 1 { ["is", "it"] } else { ["are", "them"] };
            notices.push(Notice::warning(format!(
                "{} in {} {are} drawn as a box, as no font of this computer has {them}: {}{more}. Install a font that \
                 has {them}, or write SVG or HTML, which carry all text as text.",
                count_of(self.letters.len(), "sign", "signs"),
                count_of(self.texts.len(), "text", "texts"),
                named.join(", ")
            )));
        }
        if let Some(dpi) = self.coarse {
            notices.push(Notice::info(format!(
                "The layer of very many points is drawn with {} dots an inch, fewer than asked for, so that the file stays \
                 small; axes and words are sharp at any size. A PNG has all the dots.",
                format_value(dpi.round())
            )));
        }
        notices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_has_is_named_and_where_it_stands_counted() {
        let mut remarks = Remarks::default();
        for text in ["plain", "odd \u{10fffd}", "odd \u{10fffd}", "\u{10fffc}"] {
            remarks.look(text, Weight::Regular);
        }
        let told = remarks.notices();
        assert_eq!(told.len(), 1);
        assert!(told[0].text.starts_with("2 signs in 2 texts are drawn"), "{}", told[0].text);
        assert!(told[0].text.contains("U+10FFFC") && told[0].text.contains("U+10FFFD"));
        assert!(Remarks::default().notices().is_empty());
        let mut coarse = Remarks::default();
        coarse.coarser(300.4);
        remarks.join(coarse);
        assert!(remarks.notices()[1].text.contains("300 dots an inch"));
    }
}
