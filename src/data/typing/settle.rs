//! A column whose cells were surveyed is read, now that the table's other columns have been heard.

use super::amounts::{Amount, Unit};
use super::dates::{Date, Order};
use super::marks::Marks;
use super::notation::Ground;
use super::reading::read;
use super::remarks::Remark;
use super::wishes::Wishes;
use super::{Mark, Typed, Values, clock, date_order, missing, notation, words};

/// Reads a column of numbers with marks.
pub(super) fn numbers(
    name: &str,
    cells: &[Option<&str>],
    evidence: &notation::Evidence,
    wishes: &Wishes,
    table: Option<Mark>,
) -> Typed {
    let Some(notation) = evidence.decide(wishes.mark, table) else { return words(name, cells) };
    let read = read(cells, |text| notation.value(text));
    if evidence.code {
        let mut typed = words(name, cells);
        typed.remarks.extend(read.odd.is_none().then(|| code(name)));
        return typed;
    }
    if let Some(odd) = &read.odd {
        let mut typed = words(name, cells);
        typed.remarks.extend(read.nearly(name, odd, "numbers", super::is_amount));
        return typed;
    }
    let mut values = read.values;
    let blanked = wishes.blank(&mut values);
    let mut typed = Typed::new(Values::Numbers(values), None);
    typed.blanked = blanked;
    typed.remarks.extend(read.soft.map(|soft| soft_remark(name, &soft)));
    if notation.ground == Ground::Cells && evidence.certain_cells() > 0 {
        typed.remarks.extend(wishes.said_mark(name, notation.mark));
    }
    let mut reading = Vec::new();
    let amounts = || cells.iter().flatten().filter_map(|text| Amount::new(text));
    if notation.mark == Mark::Comma {
        reading.push("decimal comma".to_owned());
        typed.remarks.push(Remark::info("Numbers were read with a decimal comma: ", name, "."));
    }
    let thousands = amounts().find_map(|amount| amount.group(notation.mark));
    if evidence.has_marks() {
        let (decimal, support) = (notation.mark, notation.support);
        typed.marks = Some(Marks { decimal, thousands, support });
    }
    if thousands.is_some() {
        reading.push("thousands marks".to_owned());
        typed.remarks.push(Remark::info("Thousands marks were read: ", name, "."));
    }
    if amounts().any(|amount| amount.parentheses) {
        reading.push("parentheses are negative".to_owned());
        typed.remarks.push(Remark::info("Parentheses mean a negative number: ", name, "."));
    }
    if amounts().any(|amount| amount.minus_behind) {
        reading.push("minus behind the number".to_owned());
        typed.remarks.push(Remark::info("A minus behind a number makes it negative: ", name, "."));
    }
    match notation.unit {
        Unit::Bare => {}
        Unit::Percent => {
            reading.push("percent".to_owned());
            let (before, after) = ("Percent signs were left out, so that 12.5 % is 12.5: ", ".");
            typed.remarks.push(Remark::info(before, name, after));
        }
        Unit::Currency(currency) => {
            reading.push(currency.to_owned());
            let bare = match evidence.bare() {
                0 => String::new(),
                bare => format!(", taken for granted in {bare} cells"),
            };
            let detail = format!("{name} ({currency}{bare})");
            typed.remarks.push(Remark::info("Currencies were left out: ", detail, "."));
        }
    }
    if notation.ground == Ground::Custom {
        typed.remarks.push(either(name, evidence.example(), notation.mark));
    }
    typed.reading = (!reading.is_empty()).then(|| reading.join(", "));
    typed.remarks.extend(sentinel(name, &typed.values));
    typed
}

/// The question whether a mark before three digits groups thousands.
fn either(name: &str, example: &str, mark: Mark) -> Remark {
    let other = if mark == Mark::Point { Mark::Comma } else { Mark::Point };
    let [taken, not] = [mark, other]
        .map(|mark| Amount::new(example).and_then(|amount| amount.read(mark)).unwrap_or_default());
    let detail = format!("{name} (\u{201c}{example}\u{201d} is {taken}, could be {not})");
    Remark::question(
        "Does the mark before three digits group thousands or begin the decimals? Nothing in the table tells: ",
        detail,
        ".",
    )
}

/// The same question for plain numbers, where the point was taken as decimal.
pub(super) fn point_remark(name: &str, cells: &[Option<&str>]) -> Option<Remark> {
    let example = cells.iter().flatten().find(|text| text.contains('.'))?;
    Some(either(name, example, Mark::Point))
}

/// Reads a column of dates.
pub(super) fn dates(
    name: &str,
    cells: &[Option<&str>],
    evidence: &date_order::Evidence,
    wishes: &Wishes,
    table: Option<Order>,
) -> Typed {
    let Some(decision) = evidence.decide(wishes.order, table) else {
        let mut typed = words(name, cells);
        typed.remarks.push(Remark::question(
            "Dates are written in several ways, and nothing tells day from month, so they stay text: ",
            format!("{name} (\u{201c}{}\u{201d})", evidence.example),
            ".",
        ));
        return typed;
    };
    let read = read(cells, |text| Date::new(text)?.days(decision.order));
    if let Some(odd) = &read.odd {
        let mut typed = words(name, cells);
        typed.remarks.extend(read.nearly(name, odd, "dates", super::is_date));
        return typed;
    }
    let mut reading = Vec::new();
    let mut typed = Typed::new(Values::Dates(read.values), None);
    typed.remarks.extend(read.soft.map(|soft| soft_remark(name, &soft)));
    if evidence.certain().is_some() {
        typed.remarks.extend(wishes.said_order(name, decision.order));
    }
    if !evidence.example.is_empty() {
        let order = match decision.order {
            Order::Day => "day first",
            Order::Month => "month first",
            Order::Year => "year first",
        };
        reading.push(order.to_owned());
        let detail = format!("{name} (\u{201c}{}\u{201d} has the {order})", evidence.example);
        typed.remarks.push(if decision.guessed {
            Remark::question(
                "Is the first number of these dates the day or the month? Nothing in the table tells: ",
                detail,
                ".",
            )
        } else {
            Remark::info("Dates were read: ", detail, ".")
        });
    }
    if evidence.months {
        reading.push("months".to_owned());
        typed.remarks.push(Remark::info("Months stand for their first day: ", name, "."));
    }
    if evidence.short {
        reading.push("years of two digits".to_owned());
        // As `dates::PIVOT` says.
        typed.remarks.push(Remark::info(
            "Years of two digits were taken as 1969 to 2068: ",
            name,
            ".",
        ));
    }
    if evidence.mixed() {
        reading.push("written in several ways".to_owned());
        typed.remarks.push(Remark::info("Dates are written in several ways: ", name, "."));
    }
    typed.reading = (!reading.is_empty()).then(|| reading.join(", "));
    typed
}

/// Reads a column of times of day as hours.
pub(super) fn times(name: &str, cells: &[Option<&str>]) -> Typed {
    let read = read(cells, clock::hours);
    if let Some(odd) = &read.odd {
        let mut typed = words(name, cells);
        typed.remarks.extend(read.nearly(name, odd, "times of day", |_| false));
        return typed;
    }
    let soft = read.soft.map(|soft| soft_remark(name, &soft));
    let mut typed = Typed::new(Values::Numbers(read.values), soft);
    typed.reading = Some("time of day in hours".to_owned());
    let (before, after) = ("Times of day were read as hours, so that 14:30 is 14.5: ", ".");
    typed.remarks.push(Remark::info(before, name, after));
    typed
}

/// Says that the numbers of a column had a unit behind them.
pub(super) fn with_unit(name: &str, mut typed: Typed, unit: &str) -> Typed {
    let reading = typed.reading.take().map_or_else(String::new, |reading| format!("{reading}, "));
    typed.reading = Some(format!("{reading}{unit}"));
    let (before, after) = ("Units were left out: ", ".");
    typed.remarks.push(Remark::info(before, format!("{name} ({unit})"), after));
    typed
}

/// Names in digits stay text.
pub(super) fn code(name: &str) -> Remark {
    Remark::info(
        "Codes in digits (leading zeros, telephone numbers, more than 15 digits) stay text: ",
        name,
        ".",
    )
}

/// A word was taken as missing.
pub(super) fn soft_remark(name: &str, word: &str) -> Remark {
    Remark::info("Words were taken as missing: ", format!("\u{201c}{word}\u{201d} in {name}"), ".")
}

/// Asks about a number that may stand for "not known".
pub(super) fn sentinel(name: &str, values: &Values) -> Option<Remark> {
    let Values::Numbers(numbers) = values else { return None };
    let (value, count) = missing::sentinel(numbers)?;
    Some(Remark::question(
        "Does a number far from all others mean that the value is not known? It was kept: ",
        format!("{value} in {name} ({count} times)"),
        ".",
    ))
}
