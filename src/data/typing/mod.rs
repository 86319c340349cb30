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
mod missing;
mod months;
mod notation;
mod numbers;
mod reading;
mod remarks;
mod settle;
mod vote;
mod words;

pub(super) use booleans::yes;
pub(super) use calendar::{civil, iso, weekday, year};
pub(super) use missing::known;
pub(super) use numbers::{Plain, PlainReader};

use super::cells::Cells;
use super::{Column, Notice, Values};
use amounts::{Amount, Mark, Unit};
use dates::Date;
use numbers::Points;
use rayon::prelude::*;
use remarks::Remark;
use vote::Vote;
use words::words;

/// Cells looked at before all are.
const SAMPLE: usize = 512;
/// Share of the sample from which a closer look is taken.
const WORTH: f64 = 0.5;

/// Types all columns, in parallel.
pub(super) fn columns(
    names: Vec<String>,
    mut cells: Vec<Cells>,
    notices: &mut Vec<Notice>,
) -> Vec<Column> {
    let plain = cells.iter_mut().map(Cells::take_plain).collect();
    typed(names, plain, &|at| cells[at].known(), notices)
}

/// The same for any store of cells: `cells` gives the known ones of a column, `None` for the others, and is
/// asked only where a column is not `plain` already.
fn typed<'a>(
    names: Vec<String>,
    plain: Vec<Option<Plain>>,
    cells: &(impl Fn(usize) -> Vec<Option<&'a str>> + Sync),
    notices: &mut Vec<Notice>,
) -> Vec<Column> {
    let surveys: Vec<Survey> = names
        .par_iter()
        .zip(plain)
        .enumerate()
        .map(|(at, (name, plain))| match plain {
            Some(plain) => survey_plain(name, plain),
            None => survey(name, &cells(at)),
        })
        .collect();
    let vote = Vote::count(&surveys);
    let typed: Vec<Typed> = surveys
        .into_par_iter()
        .zip(&names)
        .enumerate()
        .map(|(at, (survey, name))| settle(name, survey, || cells(at), vote))
        .collect();
    let mut remarks = Vec::new();
    let columns = names
        .into_iter()
        .zip(typed)
        .map(|(name, typed)| {
            remarks.extend(typed.remarks);
            Column { name, values: typed.values, reading: typed.reading }
        })
        .collect();
    remarks::gather(remarks, notices);
    columns
}

/// Types columns of text that stand beside columns with types of their own.
pub(super) fn texts<'a>(
    names: Vec<String>,
    cells: &(impl Fn(usize) -> Vec<Option<&'a str>> + Sync),
    notices: &mut Vec<Notice>,
) -> Vec<Column> {
    let plain = names.iter().map(|_| None).collect();
    typed(names, plain, cells, notices)
}

/// Asks about numbers that may mean "not known" in columns that came as numbers.
pub(super) fn suspect<'a>(columns: impl Iterator<Item = &'a Column>, notices: &mut Vec<Notice>) {
    let remarks = columns.filter_map(|column| settle::sentinel(&column.name, &column.values));
    remarks::gather(remarks.collect(), notices);
}

/// A date as programs write it: `2024-03-08`, `2024-03-08T10:30:00`.
pub(super) fn date(text: &str) -> Option<f64> {
    Date::new(text)?.days(dates::Order::Year)
}

/// A number with either decimal mark, for the question whether a record holds names or data. `90 %`, `(2)`
/// and `$5` may be names.
pub(super) fn number(text: &str) -> Option<f64> {
    numbers::number(text).or_else(|| {
        let amount = Amount::new(text).filter(|a| a.unit == Unit::Bare && !a.parentheses)?;
        amount.read(Mark::Point).or_else(|| amount.read(Mark::Comma))
    })
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
}

impl Typed {
    fn new(values: Values, remark: Option<Remark>) -> Self {
        Self { values, reading: None, remarks: remark.into_iter().collect() }
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
}

fn survey_plain(name: &str, plain: Plain) -> Survey {
    if let Some(typed) = compact::compact_dates(name, &plain) {
        return Survey::Settled(typed, None);
    }
    if plain.points == Points::Either {
        return Survey::Points(plain);
    }
    let mark = (plain.points == Points::Decimal).then_some(Mark::Point);
    Survey::Settled(plain_numbers(name, plain), mark)
}

fn survey(name: &str, cells: &[Option<&str>]) -> Survey {
    if let Some(plain) = numbers::plain(cells) {
        if plain.code {
            let mut typed = words(name, cells);
            typed.remarks.push(settle::code(name));
            return Survey::Settled(typed, None);
        }
        return survey_plain(name, plain);
    }
    let worth = |is: &dyn Fn(&str) -> bool| share(cells, is) >= WORTH;
    if worth(&is_amount) {
        let mut evidence = notation::Evidence::default();
        cells.iter().flatten().for_each(|text| evidence.add(text));
        return Survey::Numbers(evidence);
    }
    if worth(&|text| Date::new(text).is_some()) {
        let mut evidence = date_order::Evidence::default();
        cells.iter().flatten().for_each(|text| evidence.add(text));
        return Survey::Dates(evidence);
    }
    Survey::Settled(words(name, cells), None)
}

/// The share of evenly spread known cells, those that may mean missing left out, for which `is` holds.
fn share(cells: &[Option<&str>], is: &dyn Fn(&str) -> bool) -> f64 {
    let known = || cells.iter().flatten().filter(|text| !missing::is_soft(text));
    let step = known().count().div_ceil(SAMPLE).max(1);
    let (mut all, mut good) = (0_usize, 0_usize);
    for text in known().step_by(step) {
        all += 1;
        good += usize::from(is(text));
    }
    good as f64 / all.max(1) as f64
}

fn settle<'a>(
    name: &str,
    survey: Survey,
    cells: impl Fn() -> Vec<Option<&'a str>>,
    vote: Vote,
) -> Typed {
    match survey {
        Survey::Settled(typed, _) => typed,
        Survey::Numbers(evidence) => settle::numbers(name, &cells(), &evidence, vote.mark),
        Survey::Dates(evidence) => settle::dates(name, &cells(), &evidence, vote.order),
        Survey::Points(_) if vote.mark == Some(Mark::Comma) => {
            let cells = cells();
            let mut evidence = notation::Evidence::default();
            cells.iter().flatten().for_each(|text| evidence.add(text));
            settle::numbers(name, &cells, &evidence, vote.mark)
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
    typed.remarks.extend(settle::sentinel(name, &typed.values));
    typed
}

#[cfg(test)]
mod tests;
