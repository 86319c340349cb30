//! The text of a filter, and how far it was read: words, signs and values.

use super::super::Column;
use super::FilterError;
use std::sync::Arc;

pub(super) struct Reader<'a> {
    pub text: &'a str,
    /// What was read.
    pub at: usize,
    /// Where the present test begins.
    pub start: usize,
    pub depth: usize,
    pub columns: &'a [Arc<Column>],
}

impl<'a> Reader<'a> {
    /// How far a value reaches: to `and`, `or`, or a parenthesis that closes what it did not open.
    pub fn unquoted_value(&self) -> usize {
        let rest = self.rest();
        let (mut open, mut after_blank) = (0_usize, true);
        for (at, letter) in rest.char_indices() {
            let ends = match letter {
                '(' => {
                    open += 1;
                    false
                }
                ')' if open == 0 => true,
                ')' => {
                    open -= 1;
                    false
                }
                _ => {
                    after_blank
                        && ["and", "or"].iter().any(|word| begins_with_word(&rest[at..], word))
                }
            };
            if ends {
                return rest[..at].trim_end().len();
            }
            after_blank = letter.is_whitespace();
        }
        rest.trim_end().len()
    }

    /// Text in quotation marks, doubled inside; `None` where none begins here.
    pub fn quoted(&mut self) -> Result<Option<String>, FilterError> {
        self.skip();
        let mut letters = self.rest().char_indices().peekable();
        let close = match letters.next() {
            Some((_, mark @ ('"' | '\''))) => mark,
            Some((_, '\u{201c}')) => '\u{201d}',
            _ => return Ok(None),
        };
        let mut text = String::new();
        while let Some((at, letter)) = letters.next() {
            if letter != close {
                text.push(letter);
            } else if letters.next_if(|(_, next)| *next == close).is_some() {
                text.push(close);
            } else {
                self.at += at + letter.len_utf8();
                return Ok(Some(text));
            }
        }
        let begin = self.at;
        Err(self.error(begin..self.text.len(), "this quotation mark is not closed"))
    }

    /// What stands here up to a sign, a parenthesis or a word of the language.
    pub fn phrase(&self) -> &'a str {
        let rest = self.rest();
        let words = ["and", "or", "is", "contains"];
        let mut after_blank = false;
        for (at, letter) in rest.char_indices() {
            let ends = is_sign(letter)
                || letter == ')'
                || (after_blank && words.iter().any(|word| begins_with_word(&rest[at..], word)));
            if ends {
                return rest[..at].trim_end();
            }
            after_blank = letter.is_whitespace();
        }
        rest.trim_end()
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn blanks(&self) -> usize {
        self.rest().len() - self.rest().trim_start().len()
    }

    pub fn skip(&mut self) {
        self.at += self.blanks();
    }

    /// Takes a sign, where it stands here.
    pub fn take(&mut self, sign: &str) -> bool {
        self.skip();
        let is_here = self.rest().starts_with(sign);
        if is_here {
            self.at += sign.len();
        }
        is_here
    }

    /// Takes a word of the language, where it stands here.
    pub fn keyword(&mut self, word: &str) -> bool {
        self.skip();
        let is_here = begins_with_word(self.rest(), word);
        if is_here {
            self.at += word.len();
        }
        is_here
    }
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '=' | '!' | '<' | '>' | '\u{2260}' | '\u{2264}' | '\u{2265}')
}

/// Whether a word can end before this text.
pub(super) fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || is_sign(next) || next == ')')
}

/// Whether a text begins with a word of the language, whatever its case.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && (ends_word(&text[word.len()..])
            || text[word.len()..].starts_with(['(', '"', '\'', '\u{201c}']))
}
