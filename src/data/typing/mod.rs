//! Text cells become numbers, dates or words: one decision for a whole column, by evidence, and said.
//!
//! Plain numbers are the fast way. Where they fail, a sample of the cells says what is worth a closer
//! look; all cells are then surveyed, the columns hear what the others are certain of (a decimal comma,
//! the day in front), and each is read in one pass. One cell that does not fit makes a column words.

mod amounts;
mod booleans;
mod calendar;
mod clock;
mod compact;
mod currencies;
mod date_order;
mod dates;
mod marks;
mod missing;
mod months;
mod notation;
mod numbers;
mod reading;
mod remarks;
mod settle;
mod units;
mod unix;
mod vote;
mod wishes;
mod words;

pub(super) use booleans::yes;
pub(super) use calendar::{civil, iso, weekday, year};
pub use missing::sentinel;

pub(super) use missing::known;
pub(super) use numbers::{Plain, PlainReader};
pub(super) use units::is_unit;
pub(super) use wishes::Wishes;

use super::cells::Cells;
use super::{Column, Guess, Levels, Notice, Values};
use amounts::{Amount, Mark, Unit};
use dates::Date;
use marks::Marks;
use numbers::Points;
use rayon::prelude::*;
use remarks::Remark;
use vote::Vote;
use words::words;

/// Cells looked at before all are.
const SAMPLE: usize = 512;
/// Share of the sample from which a closer look is taken.
const WORTH: f64 = 0.5;

/// Columns, and what they say of the marks in numbers.
pub(super) struct Typing {
    /// The columns, in the order of their names.
    pub columns: Vec<Column>,
    /// The table's decimal mark.
    pub decimal: Guess<char>,
    /// The table's mark between thousands.
    pub thousands: Guess<Option<char>>,
}

/// Types all columns, in parallel.
pub(super) fn columns(
    names: Vec<String>,
    mut cells: Vec<Cells>,
    wishes: &Wishes,
    notices: &mut Vec<Notice>,
) -> Typing {
    let ready = cells.par_iter_mut().map(|cells| ready(cells, wishes)).collect();
    typed(names, ready, &|at| cells[at].known(), wishes, notices)
}

/// What a column is at first sight.
enum Ready {
    Plain(Plain),
    Words(Levels),
    Open,
}

/// Takes a column that is plain numbers, or words and nothing else, out of its cells.
fn ready(cells: &mut Cells, wishes: &Wishes) -> Ready {
    if let Some(plain) = cells.take_plain() {
        return Ready::Plain(plain);
    }
    // What the user calls missing may be all that keeps a column from numbers.
    let words = if wishes.names_missing() { None } else { cells.levels(is_word) };
    words.map_or(Ready::Open, Ready::Words)
}

/// The same for any store of cells: `cells` gives the known ones of a column, `None` for the others, and is
/// asked only where a column is not `ready` already.
fn typed<'a>(
    names: Vec<String>,
    ready: Vec<Ready>,
    cells: &(impl Fn(usize) -> Vec<Option<&'a str>> + Sync),
    wishes: &Wishes,
    notices: &mut Vec<Notice>,
) -> Typing {
    let known = |at: usize| wishes.known(cells(at));
    let surveys: Vec<Survey> = names
        .par_iter()
        .zip(ready)
        .enumerate()
        .map(|(at, (name, ready))| match ready {
            Ready::Plain(plain) => survey_plain(name, plain, wishes),
            Ready::Words(levels) => Survey::Settled(words::united(name, levels), None),
            Ready::Open => survey(name, &known(at), wishes),
        })
        .collect();
    let vote = Vote::count(&surveys, wishes);
    let typed: Vec<Typed> = surveys
        .into_par_iter()
        .zip(&names)
        .enumerate()
        .map(|(at, (survey, name))| {
            let mut typed = settle(name, survey, &|| known(at), wishes, vote);
            typed.blanked += wishes.count(|| cells(at));
            typed
        })
        .collect();
    let (decimal, thousands) = (marks::decimal(&typed, wishes.mark), marks::thousands(&typed));
    let mut remarks = Vec::new();
    let columns = names
        .into_iter()
        .zip(typed)
        .map(|(name, typed)| {
            remarks.extend(Wishes::said_missing(&name, typed.blanked));
            remarks.extend(typed.remarks);
            Column { name, values: typed.values, reading: typed.reading }
        })
        .collect();
    remarks::gather(remarks, notices);
    Typing { columns, decimal, thousands }
}

/// Types columns of text that stand beside columns with types of their own.
pub(super) fn texts<'a>(
    names: Vec<String>,
    cells: &(impl Fn(usize) -> Vec<Option<&'a str>> + Sync),
    wishes: &Wishes,
    notices: &mut Vec<Notice>,
) -> Vec<Column> {
    let open = names.iter().map(|_| Ready::Open).collect();
    typed(names, open, cells, wishes, notices).columns
}

/// Blanks numbers that mean "not known" as the user says, in columns that came as numbers, and asks about those
/// that may mean it.
pub(super) fn suspect<'a>(
    columns: impl Iterator<Item = &'a mut Column>,
    wishes: &Wishes,
    notices: &mut Vec<Notice>,
) {
    let mut remarks = Vec::new();
    for column in columns {
        if let Values::Numbers(numbers) = &mut column.values {
            remarks.extend(Wishes::said_missing(&column.name, wishes.blank(numbers)));
        }
        remarks.extend(settle::sentinel(&column.name, &column.values));
    }
    remarks::gather(remarks, notices);
}

/// A date as programs write it: `2024-03-08`, `2024-03-08T10:30:00`.
pub(super) fn date(text: &str) -> Option<f64> {
    Date::new(text)?.days(dates::Order::Year)
}

/// Whether a date names a month and no day: `2024-03`, `Mar 2024`.
pub(super) fn is_month(text: &str) -> bool {
    matches!(Date::new(text), Some(Date::Certain(dates::Written::Month, _)))
}

/// A number with either decimal mark, for the question whether a record holds names or data. `90 %`, `(2)`
/// and `$5` may be names.
pub(super) fn number(text: &str) -> Option<f64> {
    numbers::number(text).or_else(|| {
        let amount = Amount::new(text).filter(|a| a.unit == Unit::Bare && !a.parentheses)?;
        amount.read(Mark::Point).or_else(|| amount.read(Mark::Comma))
    })
}

/// Whether a cell can be a date.
pub(super) fn is_date(text: &str) -> bool {
    Date::new(text).is_some()
}

fn is_amount(text: &str) -> bool {
    let fits =
        |amount: Amount| [Mark::Point, Mark::Comma].iter().any(|m| amount.read(*m).is_some());
    numbers::number(text).is_some() || Amount::new(text).is_some_and(fits)
}

/// A column as typed.
struct Typed {
    values: Values,
    reading: Option<String>,
    remarks: Vec<Remark>,
    /// The marks in its numbers.
    marks: Option<Marks>,
    /// Cells that are missing because the user says so.
    blanked: usize,
}

impl Typed {
    fn new(values: Values, remark: Option<Remark>) -> Self {
        let remarks = remark.into_iter().collect();
        Self { values, reading: None, remarks, marks: None, blanked: 0 }
    }
}

/// What a column is by itself.
enum Survey {
    /// Nothing is open. The mark is the decimal one, if the column shows it.
    Settled(Typed, Option<Mark>),
    /// Plain numbers whose points may mark thousands.
    Points(Plain),
    /// Numbers with marks, or nearly.
    Numbers(notation::Evidence),
    /// Dates, or nearly.
    Dates(date_order::Evidence),
    /// Numbers with a unit behind each, and what they are without it.
    Unit(String, Box<Self>),
}

fn survey_plain(name: &str, mut plain: Plain, wishes: &Wishes) -> Survey {
    let blanked = wishes.blank(&mut plain.numbers);
    let mut survey = typed_plain(name, plain);
    if let Survey::Settled(typed, _) = &mut survey {
        typed.blanked = blanked;
    }
    survey
}

fn typed_plain(name: &str, plain: Plain) -> Survey {
    let dates = compact::compact_dates(name, &plain).or_else(|| unix::times(name, &plain));
    if let Some(typed) = dates {
        return Survey::Settled(typed, None);
    }
    if plain.points == Points::Either {
        return Survey::Points(plain);
    }
    let mark = (plain.points == Points::Decimal).then_some(Mark::Point);
    Survey::Settled(plain_numbers(name, plain), mark)
}

fn survey(name: &str, cells: &[Option<&str>], wishes: &Wishes) -> Survey {
    if let Some(plain) = numbers::plain(cells) {
        if plain.code {
            let mut typed = words(name, cells);
            typed.remarks.push(settle::code(name));
            return Survey::Settled(typed, None);
        }
        return survey_plain(name, plain, wishes);
    }
    let look = sample(cells);
    let worth = |is: &dyn Fn(&str) -> bool| share(&look, is) >= WORTH;
    if worth(&is_amount) {
        let mut evidence = notation::Evidence::default();
        cells.iter().flatten().for_each(|text| evidence.add(text));
        return Survey::Numbers(evidence);
    }
    if worth(&is_date) && !dates::are_seasons(cells) {
        let mut evidence = date_order::Evidence::default();
        cells.iter().flatten().for_each(|text| evidence.add(text));
        return Survey::Dates(evidence);
    }
    if worth(&|text| clock::hours(text).is_some()) {
        return Survey::Settled(settle::times(name, cells), None);
    }
    if let Some(unit) = units::common(cells) {
        let survey = survey(name, &without_units(cells), wishes);
        return Survey::Unit(unit.to_owned(), Box::new(survey));
    }
    Survey::Settled(words(name, cells), None)
}

fn without_units<'a>(cells: &[Option<&'a str>]) -> Vec<Option<&'a str>> {
    let bare = |text| units::split(text).map_or(text, |(number, _)| number);
    cells.iter().map(|cell| cell.map(bare)).collect()
}

/// Evenly spread known cells, those that may mean missing left out.
fn sample<'a>(cells: &[Option<&'a str>]) -> Vec<&'a str> {
    let known = || cells.iter().flatten().copied().filter(|text| !missing::is_soft(text));
    let step = known().count().div_ceil(SAMPLE).max(1);
    known().step_by(step).collect()
}

/// The share of cells for which `is` holds.
fn share(cells: &[&str], is: &dyn Fn(&str) -> bool) -> f64 {
    cells.iter().filter(|text| is(text)).count() as f64 / cells.len().max(1) as f64
}

/// Whether a word is neither number, date nor time, nor a number with a unit: a column of such is one of words.
pub(super) fn is_word(text: &str) -> bool {
    !missing::is_soft(text)
        && !is_amount(text)
        && !is_date(text)
        && clock::hours(text).is_none()
        && units::split(text).is_none()
}

fn settle<'a>(
    name: &str,
    survey: Survey,
    cells: &dyn Fn() -> Vec<Option<&'a str>>,
    wishes: &Wishes,
    vote: Vote,
) -> Typed {
    match survey {
        Survey::Settled(mut typed, mark) => {
            typed.remarks.extend(mark.and_then(|mark| wishes.said_mark(name, mark)));
            typed
        }
        Survey::Numbers(evidence) => settle::numbers(name, &cells(), &evidence, wishes, vote.mark),
        Survey::Dates(evidence) => settle::dates(name, &cells(), &evidence, wishes, vote.order),
        Survey::Unit(unit, survey) => {
            let bare = settle(name, *survey, &|| without_units(&cells()), wishes, vote);
            if matches!(bare.values, Values::Numbers(_)) {
                settle::with_unit(name, bare, &unit)
            } else {
                words(name, &cells())
            }
        }
        Survey::Points(_) if vote.mark == Some(Mark::Comma) => {
            let cells = cells();
            let mut evidence = notation::Evidence::default();
            cells.iter().flatten().for_each(|text| evidence.add(text));
            settle::numbers(name, &cells, &evidence, wishes, vote.mark)
        }
        Survey::Points(plain) => {
            let mut typed = plain_numbers(name, plain);
            if vote.mark.is_none() {
                typed.remarks.extend(settle::point_remark(name, &cells()));
            }
            typed
        }
    }
}

fn plain_numbers(name: &str, plain: Plain) -> Typed {
    let soft = plain.soft.map(|soft| settle::soft_remark(name, &soft));
    let mut typed = Typed::new(Values::Numbers(plain.numbers), soft);
    typed.marks = match plain.points {
        Points::None => None,
        Points::Either => Some(Marks { support: 0.5, ..Marks::PLAIN }),
        Points::Decimal => Some(Marks::PLAIN),
    };
    typed.remarks.extend(settle::sentinel(name, &typed.values));
    typed
}

#[cfg(test)]
mod tests;
