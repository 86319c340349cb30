//! The text of a filter is read from left to right; what cannot be read is said with its place.

use super::super::{Column, Table, Values};
use super::evaluate::equal_levels;
use super::expression::{Compare, Expression, Rule, Test, quoted};
use super::suggest::nearest;
use super::value::{Span, is_marked_number, number};
use super::{FilterError, evaluate::is_same};
use crate::words::{one_line, shortened};
use std::ops::Range;

/// Parentheses and `not` within each other: more is a slip of the keyboard, and would end the stack.
const DEEPEST: usize = 64;
/// Letters of what was typed that a message repeats.
const REPEATED: usize = 40;
/// Signs of comparison, longer ones first, and others that are written for them.
const SIGNS: [(&str, Compare); 11] = [
    ("!=", Compare::NotEqual),
    ("<>", Compare::NotEqual),
    ("<=", Compare::LessEqual),
    (">=", Compare::GreaterEqual),
    ("==", Compare::Equal),
    ("=", Compare::Equal),
    ("<", Compare::Less),
    (">", Compare::Greater),
    ("\u{2260}", Compare::NotEqual),
    ("\u{2264}", Compare::LessEqual),
    ("\u{2265}", Compare::GreaterEqual),
];
const TESTS: &str = "=, !=, <, <=, >, >=, contains, `is missing` or `is not missing`";

/// Reads the whole text.
pub(super) fn parse(text: &str, table: &Table) -> Result<Expression, FilterError> {
    let mut reader = Reader { text, at: 0, start: 0, depth: 0, columns: table.columns() };
    let expression = reader.any()?;
    if reader.rest().starts_with(')') {
        let message = "there is no parenthesis that this one closes";
        return Err(reader.error(reader.at..reader.at + 1, message));
    }
    if !reader.rest().is_empty() {
        return Err(reader.expected("`and`, `or` or the end"));
    }
    Ok(expression)
}

struct Reader<'a> {
    text: &'a str,
    /// What was read.
    at: usize,
    /// Where the present test begins.
    start: usize,
    depth: usize,
    columns: &'a [Column],
}

impl<'a> Reader<'a> {
    /// Tests of which one must hold.
    fn any(&mut self) -> Result<Expression, FilterError> {
        let mut parts = vec![self.all()?];
        while self.keyword("or") {
            parts.push(self.all()?);
        }
        Ok(joined(parts, Expression::Any))
    }

    /// Tests that must all hold.
    fn all(&mut self) -> Result<Expression, FilterError> {
        let mut parts = vec![self.one()?];
        while self.keyword("and") {
            parts.push(self.one()?);
        }
        Ok(joined(parts, Expression::All))
    }

    /// A test, its negation, or what stands in parentheses.
    fn one(&mut self) -> Result<Expression, FilterError> {
        self.skip();
        let begin = self.at;
        // A column's name may begin like a word of the language: the longer of the two is meant.
        let name = self.unquoted_name();
        let named = name.as_ref().map_or(0, |(length, _)| *length);
        let is_not = named <= 3 && self.keyword("not");
        if is_not || (named <= 1 && self.take("(")) {
            self.depth += 1;
            if self.depth > DEEPEST {
                let message = format!("more than {DEEPEST} parentheses or `not` within each other");
                return Err(self.error(begin..self.at, &message));
            }
            let inner = if is_not {
                Expression::Not(Box::new(self.one()?))
            } else {
                let inner = self.any()?;
                if !self.take(")") {
                    if !self.rest().is_empty() {
                        return Err(self.expected("`and`, `or` or a closing parenthesis"));
                    }
                    let message = "this parenthesis is not closed";
                    return Err(self.error(begin..begin + 1, message));
                }
                inner
            };
            self.depth -= 1;
            return Ok(inner);
        }
        self.start = begin;
        let column = self.column(name)?;
        let rule = self.rule(column)?;
        Ok(Expression::Test(Test { column: column.name.clone(), rule }))
    }

    /// The column that the test is about.
    fn column(&mut self, unquoted: Option<(usize, Vec<&'a Column>)>) -> Result<&'a Column, FilterError> {
        let begin = self.at;
        let (name, found) = if let Some(name) = self.quoted()? {
            let found = self.named(&name);
            (name, found)
        } else if let Some((length, found)) = unquoted {
            self.at += length;
            (self.text[begin..self.at].to_owned(), found)
        } else {
            let name = self.phrase();
            if name.is_empty() {
                return Err(self.expected("the name of a column"));
            }
            return Err(self.unknown(begin..begin + name.len(), name));
        };
        match found[..] {
            [column] => Ok(column),
            [] => Err(self.unknown(begin..self.at, &name)),
            _ => {
                let names: Vec<&str> = found.iter().map(|column| column.name.as_str()).collect();
                let message = format!(
                    "\u{201c}{name}\u{201d} may be {}: write it with capitals as in the table",
                    names.join(" or ")
                );
                Err(self.error(begin..self.at, &message))
            }
        }
    }

    /// The columns of that name, whatever its case; the one with the same case alone, where there is one.
    fn named(&self, name: &str) -> Vec<&'a Column> {
        let lower = name.to_lowercase();
        let exact = self.columns.iter().find(|column| column.name == name);
        exact.map_or_else(
            || self.columns.iter().filter(|column| is_same(&column.name, &lower)).collect(),
            |column| vec![column],
        )
    }

    /// The longest name of a column that stands here, and the columns that are called so.
    fn unquoted_name(&self) -> Option<(usize, Vec<&'a Column>)> {
        let length = self.columns.iter().filter_map(|column| self.stands(&column.name)).max()?;
        Some((length, self.named(&self.rest()[..length])))
    }

    /// How far a name reaches that stands here, whatever its case.
    fn stands(&self, name: &str) -> Option<usize> {
        let rest = self.rest();
        let mut length = 0;
        let mut letters = rest.chars();
        for wanted in name.chars() {
            let letter = letters.next()?;
            if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
            length += letter.len_utf8();
        }
        ends_word(&rest[length..]).then_some(length)
    }

    /// What the cell must be.
    fn rule(&mut self, column: &Column) -> Result<Rule, FilterError> {
        if self.keyword("contains") {
            let holds = match column.values {
                Values::Numbers(_) => "numbers",
                Values::Dates(_) => "dates, as 2024-03-08",
                Values::Text(_) => "words",
            };
            let (text, _) = self.value("a text", holds, column)?;
            return Ok(Rule::Contains(text));
        }
        if self.keyword("is") {
            let wanted = !self.keyword("not");
            if !self.keyword("missing") {
                let expected = if wanted { "`missing` or `not missing`" } else { "`missing`" };
                return Err(self.expected(expected));
            }
            return Ok(Rule::Missing(wanted));
        }
        let (begin, sign) = (self.at, SIGNS.iter().find(|(sign, _)| self.take(sign)));
        let Some(&(_, compare)) = sign else { return Err(self.no_sign(column)) };
        match &column.values {
            Values::Numbers(_) => {
                let (text, at) = self.value("a number", "numbers", column)?;
                let found = number(&text);
                found.map(|value| Rule::Number(compare, value)).ok_or_else(|| {
                    let marks = if is_marked_number(&text) {
                        ". Write it with a point and without marks between thousands"
                    } else {
                        ""
                    };
                    self.wrong(at, "a number", "numbers", column, marks)
                })
            }
            Values::Dates(_) => {
                let expected = "a date such as 2024-03-08, 2024-03 or 2024";
                let (text, at) = self.value(expected, "dates", column)?;
                let found = Span::new(&text);
                found
                    .map(|span| Rule::Date(compare, span))
                    .ok_or_else(|| self.wrong(at, expected, "dates", column, ""))
            }
            Values::Text(_) => {
                if !matches!(compare, Compare::Equal | Compare::NotEqual) {
                    let message = format!(
                        "the column {} holds words, which are not above or below each other: \
                         after `{}` one of =, !=, contains, `is missing` or `is not missing` is expected",
                        column.name,
                        self.test(begin)
                    );
                    return Err(self.error(begin..self.at, &message));
                }
                let (word, at) = self.value("a word", "words", column)?;
                self.check_word(column, &word, at)?;
                Ok(Rule::Word(compare == Compare::Equal, word))
            }
        }
    }

    /// A word that stands in no cell is rather a slip than a wish.
    fn check_word(&self, column: &Column, word: &str, at: Range<usize>) -> Result<(), FilterError> {
        let Values::Text(levels) = &column.values else { return Ok(()) };
        if equal_levels(levels, word).contains(&true) {
            return Ok(());
        }
        let names = levels.names();
        let near = nearest(word, names.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("; the nearest is {}", quoted(&one_line(near, REPEATED))),
            None if names.len() <= 6 => {
                let names: Vec<String> = names.iter().map(|n| one_line(n, REPEATED)).collect();
                format!("; there are {}", shortened(&names, 6))
            }
            None => "; `contains` finds parts of words".to_owned(),
        };
        let word = one_line(word, REPEATED);
        let message = format!("no cell of {} is \u{201c}{word}\u{201d}{hint}", column.name);
        Err(self.error(at, &message))
    }

    /// A value, and where it stands.
    fn value(
        &mut self,
        expected: &str,
        holds: &str,
        column: &Column,
    ) -> Result<(String, Range<usize>), FilterError> {
        self.skip();
        let begin = self.at;
        if let Some(text) = self.quoted()? {
            return Ok((text, begin..self.at));
        }
        let length = self.unquoted_value();
        if length == 0 {
            return Err(self.wrong(begin..begin, expected, holds, column, ""));
        }
        self.at += length;
        Ok((self.text[begin..self.at].to_owned(), begin..self.at))
    }

    /// How far a value reaches: to `and`, `or`, or a parenthesis that closes what it did not open.
    fn unquoted_value(&self) -> usize {
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
                    after_blank && ["and", "or"].iter().any(|word| begins_with_word(&rest[at..], word))
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
    fn quoted(&mut self) -> Result<Option<String>, FilterError> {
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

    /// No test stands behind the name; the name may go on, and be another one.
    fn no_sign(&self, column: &Column) -> FilterError {
        let begin = self.start;
        let whole = Reader { at: begin, ..*self }.phrase();
        if whole.len() > self.at - begin
            && nearest(whole, self.columns.iter().map(|c| c.name.as_str()))
                .is_some_and(|near| near.len() > column.name.len())
        {
            return self.unknown(begin..begin + whole.len(), whole);
        }
        self.expected(&format!("one of {TESTS}"))
    }

    /// What stands here up to a sign, a parenthesis or a word of the language.
    fn phrase(&self) -> &'a str {
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

    fn unknown(&self, at: Range<usize>, name: &str) -> FilterError {
        let names = || self.columns.iter().map(|column| column.name.as_str());
        let hint = match nearest(name, names()) {
            Some(near) => format!("; the nearest is {near}"),
            None => format!("; there are {}", shortened(&names().collect::<Vec<_>>(), 6)),
        };
        let name = one_line(name, REPEATED);
        self.error(at, &format!("there is no column \u{201c}{name}\u{201d}{hint}"))
    }

    /// A value that is none for its column.
    fn wrong(
        &self,
        at: Range<usize>,
        expected: &str,
        holds: &str,
        column: &Column,
        more: &str,
    ) -> FilterError {
        let found = one_line(&self.text[at.clone()], REPEATED);
        let found =
            if found.is_empty() { found } else { format!(" and not \u{201c}{found}\u{201d}") };
        let message = format!(
            "after `{}` {expected} is expected{found}; the column {} holds {holds}{more}",
            self.test(at.start),
            column.name
        );
        self.error(at, &message)
    }

    /// Something else is expected here.
    fn expected(&self, what: &str) -> FilterError {
        let at = self.at + self.blanks();
        let found = self.text[at..].split_whitespace().next().unwrap_or_default();
        let before = self.test(at);
        let after = if before.is_empty() { String::new() } else { format!("after `{before}` ") };
        let not = if found.is_empty() {
            String::new()
        } else {
            format!(" and not \u{201c}{}\u{201d}", one_line(found, REPEATED))
        };
        self.error(at..at + found.len(), &format!("{after}{what} is expected{not}"))
    }

    /// The present test as far as it was read; what stands before it, where it has only begun.
    fn test(&self, to: usize) -> String {
        let own = self.text[self.start..to].trim();
        let text = if own.is_empty() { self.text[..to].trim() } else { own };
        let skipped = text.chars().count().saturating_sub(REPEATED);
        if skipped == 0 {
            return text.to_owned();
        }
        format!("\u{2026}{}", text.chars().skip(skipped).collect::<String>())
    }

    fn error(&self, at: Range<usize>, message: &str) -> FilterError {
        debug_assert!(at.end <= self.text.len());
        FilterError { at, message: message.to_owned() }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&self) -> usize {
        self.rest().len() - self.rest().trim_start().len()
    }

    fn skip(&mut self) {
        self.at += self.blanks();
    }

    /// Takes a sign, where it stands here.
    fn take(&mut self, sign: &str) -> bool {
        self.skip();
        let is_here = self.rest().starts_with(sign);
        if is_here {
            self.at += sign.len();
        }
        is_here
    }

    /// Takes a word of the language, where it stands here.
    fn keyword(&mut self, word: &str) -> bool {
        self.skip();
        let is_here = begins_with_word(self.rest(), word);
        if is_here {
            self.at += word.len();
        }
        is_here
    }
}

fn joined(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '=' | '!' | '<' | '>' | '\u{2260}' | '\u{2264}' | '\u{2265}')
}

/// Whether a word can end before this text.
fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || is_sign(next) || next == ')')
}

/// Whether a text begins with a word of the language, whatever its case.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && (ends_word(&text[word.len()..])
            || text[word.len()..].starts_with(['(', '"', '\'', '\u{201c}']))
}
