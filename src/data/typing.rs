//! Text cells become numbers where a whole column allows it.

use super::parse::Cells;
use super::{Column, Levels, Notice, Values};
use rayon::prelude::*;

/// Cells that mean "not known", case aside, in any column.
const MISSING: [&str; 10] = ["", "na", "n/a", "#n/a", "nan", "null", "<na>", "-", ".", "?"];
/// Whole numbers from here on are not all exact in f64; such columns are codes and stay text.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// A text column in which this share of cells are numbers was probably meant to be one.
const NEARLY: f64 = 0.9;

/// Types all columns, in parallel.
pub(super) fn columns(names: Vec<String>, cells: &Cells, notices: &mut Vec<Notice>) -> Vec<Column> {
    let typed: Vec<(Column, Option<Notice>)> = names
        .into_par_iter()
        .zip(cells.par_iter())
        .map(|(name, cells)| {
            let trimmed: Vec<Option<&str>> = cells
                .iter()
                .map(|cell| cell.map(str::trim).filter(|text| !is_missing(text)))
                .collect();
            let (values, notice) = values(&name, &trimmed);
            (Column { name, values }, notice)
        })
        .collect();
    let mut columns = Vec::with_capacity(typed.len());
    for (column, notice) in typed {
        columns.push(column);
        notices.extend(notice);
    }
    columns
}

/// A finite or infinite number as programs write it; no thousands marks, no decimal commas.
pub(super) fn number(text: &str) -> Option<f64> {
    // Rust also reads "nan" and "infinity"; the first is missing, the second a number.
    text.parse::<f64>().ok().filter(|value| !value.is_nan())
}

fn is_missing(text: &str) -> bool {
    text.len() <= 4 && MISSING.iter().any(|token| text.eq_ignore_ascii_case(token))
}

/// `None` is missing among numbers and a level among words.
fn is_none(text: &str) -> bool {
    text.eq_ignore_ascii_case("none")
}

fn values(name: &str, cells: &[Option<&str>]) -> (Values, Option<Notice>) {
    let mut numbers = Vec::with_capacity(cells.len());
    let (mut known, mut read, mut code) = (0_usize, 0_usize, false);
    let mut odd = None;
    for (at, cell) in cells.iter().enumerate() {
        let mut value = f64::NAN;
        if let Some(text) = cell.filter(|text| !is_none(text)) {
            known += 1;
            if let Some(number) = number(text) {
                read += 1;
                code |= is_code(text, number);
                value = number;
            } else if odd.is_none() {
                odd = Some((at, text));
            }
        }
        numbers.push(value);
    }
    if let (false, true, Some((at, text))) = (code, read > 0, odd) {
        let share = read as f64 / known as f64;
        let notice = (share >= NEARLY).then(|| {
            Notice::warning(format!(
                "{name} is text: {} of {known} cells are not numbers, the first is \u{201c}{text}\u{201d} in row {}.",
                known - read,
                at + 1
            ))
        });
        return (Values::Text(Levels::new(cells)), notice);
    }
    // A column with nothing but "none" is a column of words.
    let words = known == 0 && cells.iter().any(Option::is_some);
    if code || words || read < known {
        (Values::Text(Levels::new(cells)), None)
    } else {
        (Values::Numbers(numbers), None)
    }
}

/// Leading zeros and very long whole numbers are names, not amounts: postcodes, account numbers.
fn is_code(text: &str, value: f64) -> bool {
    let digits = text.trim_start_matches(['+', '-']).as_bytes();
    let leading_zero = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    leading_zero || (value.abs() >= EXACT && digits.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(cells: &[&str]) -> Values {
        let cells: Vec<Option<&str>> =
            cells.iter().map(|c| Some(*c).filter(|t| !is_missing(t))).collect();
        values("x", &cells).0
    }

    fn numbers(cells: &[&str]) -> Option<Vec<f64>> {
        match typed(cells) {
            Values::Numbers(numbers) => Some(numbers),
            Values::Text(_) => None,
        }
    }

    #[test]
    fn missing_marks_do_not_make_text() {
        let read = numbers(&["1", "NA", "-2.5", "", "1e3", "?", "None"]).unwrap();
        assert_eq!(read.iter().filter(|v| v.is_nan()).count(), 4);
        assert_eq!((read[0], read[2], read[4]), (1.0, -2.5, 1000.0));
    }

    #[test]
    fn none_is_a_level_among_words() {
        let Values::Text(levels) = typed(&["gold", "None", "gold"]) else { panic!() };
        assert_eq!(levels.names(), ["None", "gold"]);
    }

    #[test]
    fn codes_stay_text() {
        assert!(numbers(&["00123", "04567"]).is_none());
        assert!(numbers(&["9007199254740993", "1"]).is_none());
        assert!(numbers(&["0", "0.5", "-0.25"]).is_some());
    }

    #[test]
    fn infinity_is_a_number_and_is_kept() {
        assert_eq!(numbers(&["1", "inf"]).unwrap()[1], f64::INFINITY);
    }

    #[test]
    fn one_word_among_numbers_is_said() {
        let mut cells = vec![Some("1"); 30];
        cells[6] = Some("12 EUR");
        let (values, notice) = values("price", &cells);
        assert!(matches!(values, Values::Text(_)));
        assert!(notice.unwrap().text.contains("row 7"));
    }
}
