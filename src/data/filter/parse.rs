//! The text of a filter is read from left to right; what cannot be read is said with its place.

use super::super::{Column, Table, Values};
use super::FilterError;
use super::evaluate::is_same;
use super::expression::{Compare, Expression, Rule, Test};
use super::reader::{Reader, ends_word};
use super::value::{Span, is_marked_number, number};
use std::ops::Range;

/// Parentheses and `not` within each other: more is a slip of the keyboard, and would end the stack.
const DEEPEST: usize = 64;
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
    fn column(
        &mut self,
        unquoted: Option<(usize, Vec<&'a Column>)>,
    ) -> Result<&'a Column, FilterError> {
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
        let mut columns = self.columns.iter().map(|column| &**column);
        let alike = columns.clone().filter(|column| is_same(&column.name, &lower));
        let exact = columns.find(|column| column.name == name);
        exact.map_or_else(|| alike.collect(), |column| vec![column])
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
}

fn joined(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}
