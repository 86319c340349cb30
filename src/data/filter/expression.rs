//! What a filter says, and how it is written.

use super::value::Span;
use std::fmt;

/// Tests, and how they are joined.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    /// All hold; at least two.
    All(Vec<Expression>),
    /// One holds or more; at least two.
    Any(Vec<Expression>),
    /// It does not hold.
    Not(Box<Expression>),
    /// A test of one column.
    Test(Test),
}

/// What a cell must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Test {
    pub column: String,
    pub rule: Rule,
}

/// How a cell is tested.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rule {
    /// The cell is missing, or is not.
    Missing(bool),
    /// A number is compared.
    Number(Compare, f64),
    /// A date is compared.
    Date(Compare, Span),
    /// A word is this one, or is not.
    Word(bool, String),
    /// The cell as shown holds this.
    Contains(String),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Compare {
    /// Each with its sign.
    pub const ALL: [(Self, &str); 6] = [
        (Self::Equal, "="),
        (Self::NotEqual, "!="),
        (Self::Less, "<"),
        (Self::LessEqual, "<="),
        (Self::Greater, ">"),
        (Self::GreaterEqual, ">="),
    ];

    /// How it is written.
    pub fn sign(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("=", |(_, sign)| sign)
    }
}

/// In quotation marks, those inside doubled.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Self], word: &str| {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    write!(f, " {word} ")?;
                }
                match part {
                    Self::All(_) | Self::Any(_) => write!(f, "({part})")?,
                    Self::Not(_) | Self::Test(_) => write!(f, "{part}")?,
                }
            }
            Ok(())
        };
        match self {
            Self::All(parts) => joined(f, parts, "and"),
            Self::Any(parts) => joined(f, parts, "or"),
            Self::Not(part) => match &**part {
                Self::All(_) | Self::Any(_) => write!(f, "not ({part})"),
                Self::Not(_) | Self::Test(_) => write!(f, "not {part}"),
            },
            Self::Test(Test { column, rule }) => {
                write!(f, "{} ", quoted(column))?;
                match rule {
                    Rule::Missing(true) => write!(f, "is missing"),
                    Rule::Missing(false) => write!(f, "is not missing"),
                    Rule::Number(compare, value) => write!(f, "{} {value}", compare.sign()),
                    Rule::Date(compare, span) => write!(f, "{} {}", compare.sign(), span.text),
                    Rule::Word(true, word) => write!(f, "= {}", quoted(word)),
                    Rule::Word(false, word) => write!(f, "!= {}", quoted(word)),
                    Rule::Contains(text) => write!(f, "contains {}", quoted(text)),
                }
            }
        }
    }
}
