//! A column of words: each different one is kept once.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// The code of a missing cell.
const MISSING: u32 = u32::MAX;

/// Cells as numbers of words, in the order of their first appearance.
#[derive(Debug, Default)]
pub(in crate::data) struct Words {
    codes: Vec<u32>,
    /// All words, one behind the other.
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Finds a word's number.
    numbers: HashTable<u32>,
}

impl Words {
    /// Takes the next cell.
    pub fn push(&mut self, cell: Option<&str>) {
        let code = cell.map_or(MISSING, |word| self.number(word));
        self.codes.push(code);
    }

    /// Takes the cells that follow.
    pub fn append(&mut self, later: Self) {
        let numbers: Vec<u32> =
            (0..later.ends.len()).map(|code| self.number(later.word(code as u32))).collect();
        let code = |code: u32| numbers.get(code as usize).copied().unwrap_or(MISSING);
        self.codes.extend(later.codes.iter().map(|&old| code(old)));
    }

    /// Makes room for more cells.
    pub fn reserve(&mut self, more: usize) {
        self.codes.reserve_exact(more);
    }

    /// The cells; `None` is missing.
    pub fn cells(&self) -> impl Iterator<Item = Option<&str>> {
        self.codes.iter().map(|&code| (code != MISSING).then(|| self.word(code)))
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

    fn words(cells: &[Option<&str>]) -> Words {
        let mut words = Words::default();
        cells.iter().for_each(|cell| words.push(*cell));
        words
    }

    #[test]
    fn cells_come_back_as_they_went_in() {
        let cells = [Some("b"), None, Some(""), Some("a"), Some("b"), Some("\u{e4}")];
        assert!(words(&cells).cells().eq(cells));
        assert_eq!(words(&cells).ends.len(), 4);
    }

    #[test]
    fn parts_joined_are_the_whole() {
        let cells = [Some("b"), None, Some("a"), Some("b"), Some("c"), None, Some("a")];
        for cut in 0..=cells.len() {
            let mut joined = words(&cells[..cut]);
            joined.append(words(&cells[cut..]));
            assert!(joined.cells().eq(cells), "{cut}");
            assert_eq!(joined.letters, "bac");
        }
    }
}
