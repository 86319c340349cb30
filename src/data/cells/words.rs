//! Columns of words: each different one is kept once.

use crate::data::Levels;
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// The code of a missing cell.
const MISSING: u32 = u32::MAX;

/// A column of words: cells as numbers of words.
#[derive(Debug, Default)]
pub(in crate::data) struct Words {
    codes: Vec<u32>,
    known: Vocabulary,
}

impl Words {
    /// Joins the parts of a column. The codes of each part are those of its own vocabulary.
    pub fn join(mut codes: Vec<u32>, parts: Vec<(usize, Vocabulary)>) -> Self {
        let mut known = Vocabulary::default();
        let mut rest = codes.as_mut_slice();
        for (count, part) in parts {
            let (cells, later) = rest.split_at_mut(count);
            rest = later;
            if known.ends.is_empty() {
                known = part; // its numbers stay what they are
                continue;
            }
            let new: Vec<u32> =
                (0..part.ends.len()).map(|code| known.number(part.word(code as u32))).collect();
            for code in cells.iter_mut().filter(|code| **code != MISSING) {
                *code = new[*code as usize];
            }
        }
        Self { codes, known }
    }

    /// The cells; `None` is missing.
    pub fn cells(&self) -> impl Iterator<Item = Option<&str>> {
        self.codes.iter().map(|&code| (code != MISSING).then(|| self.known.word(code)))
    }

    /// The levels of the column, where each of its words is such.
    pub fn levels(&self, such: impl Fn(&str) -> bool) -> Option<Levels> {
        let words: Vec<&str> =
            (0..self.known.ends.len()).map(|code| self.known.word(code as u32)).collect();
        words.iter().all(|word| such(word)).then(|| Levels::of(&self.codes, &words))
    }
}

/// Different words, numbered in the order of their first appearance.
#[derive(Debug, Default)]
pub(in crate::data) struct Vocabulary {
    /// All words, one behind the other.
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Finds a word's number.
    numbers: HashTable<u32>,
}

impl Vocabulary {
    /// The code of a cell.
    pub fn code(&mut self, cell: Option<&str>) -> u32 {
        cell.map_or(MISSING, |word| self.number(word))
    }

    fn word(&self, code: u32) -> &str {
        word(&self.letters, &self.ends, code)
    }

    /// The number of a word, a new one where it was not seen before.
    fn number(&mut self, text: &str) -> u32 {
        let hash = |text: &str| FixedState::default().hash_one(text);
        let Self { letters, ends, numbers, .. } = self;
        if let Some(&code) = numbers.find(hash(text), |&code| word(letters, ends, code) == text) {
            return code;
        }
        let code = ends.len() as u32;
        letters.push_str(text);
        ends.push(letters.len());
        numbers.insert_unique(hash(text), code, |&code| hash(word(letters, ends, code)));
        code
    }
}

fn word<'a>(letters: &'a str, ends: &[usize], code: u32) -> &'a str {
    let at = code as usize;
    &letters[at.checked_sub(1).map_or(0, |before| ends[before])..ends[at]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(parts: &[&[Option<&str>]]) -> Words {
        let mut codes = Vec::new();
        let mut coded = |cells: &&[Option<&str>]| {
            let mut words = Vocabulary::default();
            codes.extend(cells.iter().map(|cell| words.code(*cell)));
            (cells.len(), words)
        };
        let parts = parts.iter().map(&mut coded).collect();
        Words::join(codes, parts)
    }

    #[test]
    fn cells_come_back_as_they_went_in() {
        let cells = [Some("b"), None, Some(""), Some("a"), Some("b"), Some("\u{e4}")];
        let words = join(&[&cells]);
        assert!(words.cells().eq(cells));
        assert_eq!(words.known.ends.len(), 4);
    }

    #[test]
    fn parts_joined_are_the_whole() {
        let cells = [None, Some("b"), None, Some("a"), Some("b"), Some("c"), None, Some("a")];
        for cut in 0..=cells.len() {
            let joined = join(&[&cells[..cut], &cells[cut..]]);
            assert!(joined.cells().eq(cells), "{cut}");
            assert_eq!(joined.known.letters, "bac");
        }
    }
}
