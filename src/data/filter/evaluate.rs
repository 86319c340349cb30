//! Which rows fulfil a filter: block by block, on all cores, each test over a whole block.

use super::super::digits::write_number;
use super::super::{Column, Levels, Needle, Table, Values};
use super::expression::{Compare, Expression, Rule, Test};
use rayon::prelude::*;

/// Rows that are looked at together: their answers stay in the nearest cache.
const BLOCK: usize = 16_384;

/// The answer for each row.
pub(super) fn rows(expression: &Expression, table: &Table) -> Vec<bool> {
    let plan = Plan::new(expression, table);
    let mut answers = vec![false; table.rows().len()];
    answers.par_chunks_mut(BLOCK).enumerate().for_each(|(block, answers)| {
        plan.fill(block * BLOCK, answers);
    });
    answers
}

/// An expression with the cells that it is about.
enum Plan<'a> {
    All(Vec<Plan<'a>>),
    Any(Vec<Plan<'a>>),
    Not(Box<Plan<'a>>),
    /// Numbers or days, and the range that they must lie in.
    Within(&'a [f64], Bounds),
    /// The answer for each level, and for missing cells.
    Levels(&'a Levels, Vec<bool>, bool),
    /// Numbers as shown.
    Digits(&'a [f64], Needle),
    /// Cells as shown.
    Shown(&'a Column, Needle),
    /// Numbers or days that are missing.
    Nan(&'a [f64]),
    /// The same for all rows.
    Always(bool),
}

/// From the first to the second, both included; nothing where one is not a number.
struct Bounds(f64, f64);

impl Bounds {
    /// The bounds themselves are included, or are not.
    fn new((from, with_from): (f64, bool), (to, with_to): (f64, bool)) -> Self {
        // Nothing lies beyond infinity.
        let above = |value: f64| if value == f64::INFINITY { f64::NAN } else { value.next_up() };
        let below =
            |value: f64| if value == f64::NEG_INFINITY { f64::NAN } else { value.next_down() };
        Self(if with_from { from } else { above(from) }, if with_to { to } else { below(to) })
    }

    fn hold(&self, value: f64) -> bool {
        (self.0..=self.1).contains(&value)
    }
}

impl<'a> Plan<'a> {
    fn new(expression: &Expression, table: &'a Table) -> Self {
        let each = |parts: &[Expression]| parts.iter().map(|part| Self::new(part, table)).collect();
        match expression {
            Expression::All(parts) => Self::All(each(parts)),
            Expression::Any(parts) => Self::Any(each(parts)),
            Expression::Not(part) => Self::not(Self::new(part, table)),
            Expression::Test(test) => Self::test(test, table),
        }
    }

    fn not(plan: Self) -> Self {
        Self::Not(Box::new(plan))
    }

    fn test(Test { column, rule }: &Test, table: &'a Table) -> Self {
        let column = table.column(column);
        let Some(column) = column else {
            return Self::Always(matches!(
                rule,
                Rule::Missing(true)
                    | Rule::Word(false, _)
                    | Rule::Number(Compare::NotEqual, _)
                    | Rule::Date(Compare::NotEqual, _)
            ));
        };
        match (rule, &column.values) {
            (Rule::Missing(wanted), Values::Numbers(cells) | Values::Dates(cells)) => {
                let missing = Self::Nan(cells);
                if *wanted { missing } else { Self::not(missing) }
            }
            (Rule::Missing(wanted), Values::Text(levels)) => {
                Self::Levels(levels, vec![!*wanted; levels.names().len()], *wanted)
            }
            (Rule::Number(compare, value), Values::Numbers(cells)) => {
                Self::compare(cells, *compare, (*value, *value, true))
            }
            (Rule::Date(compare, span), Values::Dates(cells)) => {
                Self::compare(cells, *compare, (span.start, span.end, false))
            }
            (Rule::Word(wanted, word), Values::Text(levels)) => {
                let equal = equal_levels(levels, word);
                Self::Levels(levels, equal.iter().map(|one| one == wanted).collect(), !*wanted)
            }
            (Rule::Contains(text), Values::Text(levels)) => {
                let needle = Needle::new(text);
                let held = levels.names().par_iter().map(|name| needle.is_in(name)).collect();
                Self::Levels(levels, held, false)
            }
            (Rule::Contains(text), Values::Numbers(cells)) => {
                Self::Digits(cells, Needle::new(text))
            }
            (Rule::Contains(text), Values::Dates(_)) => Self::Shown(column, Needle::new(text)),
            (Rule::Number(compare, _) | Rule::Date(compare, _), _) => {
                Self::Always(*compare == Compare::NotEqual)
            }
            (Rule::Word(wanted, _), _) => Self::Always(!*wanted),
        }
    }

    /// Cells compared with what goes from `start` to `end`, the end itself included or not.
    fn compare(
        cells: &'a [f64],
        compare: Compare,
        (start, end, with_end): (f64, f64, bool),
    ) -> Self {
        let within = |from, to| Self::Within(cells, Bounds::new(from, to));
        let (lowest, highest) = ((f64::NEG_INFINITY, true), (f64::INFINITY, true));
        match compare {
            Compare::Equal => within((start, true), (end, with_end)),
            Compare::NotEqual => Self::not(within((start, true), (end, with_end))),
            Compare::Less => within(lowest, (start, false)),
            Compare::LessEqual => within(lowest, (end, with_end)),
            Compare::Greater => within((end, !with_end), highest),
            Compare::GreaterEqual => within((start, true), highest),
        }
    }

    /// Answers for the rows from `start` on.
    fn fill(&self, start: usize, answers: &mut [bool]) {
        let rows = start..start + answers.len();
        match self {
            Self::All(parts) => joined(parts, start, answers, |a, b| a & b),
            Self::Any(parts) => joined(parts, start, answers, |a, b| a | b),
            Self::Not(part) => {
                part.fill(start, answers);
                for answer in answers {
                    *answer = !*answer;
                }
            }
            Self::Within(cells, bounds) => {
                for (answer, cell) in answers.iter_mut().zip(&cells[rows]) {
                    *answer = bounds.hold(*cell);
                }
            }
            Self::Levels(levels, of_level, of_missing) => {
                for (answer, at) in answers.iter_mut().zip(rows) {
                    *answer = levels.code(at).map_or(*of_missing, |code| of_level[code as usize]);
                }
            }
            Self::Digits(cells, needle) => {
                let mut text = String::new();
                for (answer, cell) in answers.iter_mut().zip(&cells[rows]) {
                    write_number(&mut text, *cell);
                    *answer = !cell.is_nan() && needle.is_in(&text);
                }
            }
            Self::Shown(column, needle) => {
                for (answer, at) in answers.iter_mut().zip(rows) {
                    *answer = needle.is_in(&column.text(at));
                }
            }
            Self::Nan(cells) => {
                for (answer, cell) in answers.iter_mut().zip(&cells[rows]) {
                    *answer = cell.is_nan();
                }
            }
            Self::Always(same) => answers.fill(*same),
        }
    }
}

fn joined(
    parts: &[Plan<'_>],
    start: usize,
    answers: &mut [bool],
    join: impl Fn(bool, bool) -> bool,
) {
    let Some((first, others)) = parts.split_first() else { return };
    first.fill(start, answers);
    let mut more = vec![false; answers.len()];
    for part in others {
        part.fill(start, &mut more);
        for (answer, one) in answers.iter_mut().zip(&more) {
            *answer = join(*answer, *one);
        }
    }
}

/// The levels that are a word: that very word, where it is one, else all that differ in case only.
pub(super) fn equal_levels(levels: &Levels, word: &str) -> Vec<bool> {
    let names = levels.names();
    let mut equal = vec![false; names.len()];
    if let Ok(at) = names.binary_search_by(|name| name.as_str().cmp(word)) {
        equal[at] = true;
        return equal;
    }
    let wanted = word.to_lowercase();
    names.par_iter().map(|name| is_same(name, &wanted)).collect_into_vec(&mut equal);
    equal
}

/// Whether a text is the same but for case as one in lower case.
pub(super) fn is_same(text: &str, lower: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(lower) } else { text.to_lowercase() == lower }
}
