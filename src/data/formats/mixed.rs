//! Columns whose cells each have a type of their own: those of sheets and of JSON.

use super::super::{Levels, Values, typing};
use super::draft::Given;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Missing,
    /// A number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// Days since 1970-01-01.
    Date(f64),
    /// The time of day, as a share of the day.
    Clock(f64),
    /// Days between two times.
    Span(f64),
    /// Text, which may be anything.
    Text(Box<str>),
}

impl Cell {
    /// Text, or nothing where it is blank.
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Missing } else { Self::Text(text.into()) }
    }

    /// As it would stand in a CSV file, with every digit.
    pub fn written(&self) -> Option<String> {
        Some(match self {
            Self::Missing => return None,
            // Display writes very large numbers with all their zeros.
            Self::Number(value) if value.abs() >= 1e21 => format!("{value:e}"),
            Self::Number(value) | Self::Span(value) => value.to_string(),
            Self::Bool(yes) => word(*yes).to_owned(),
            Self::Date(days) => typing::iso(*days),
            Self::Clock(share) => {
                let seconds = (share * 86_400.0).round() as u32;
                format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
            }
            Self::Text(text) => text.to_string(),
        })
    }

    /// Missing in any column.
    fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => typing::known(Some(text)).is_none(),
            _ => false,
        }
    }
}

fn word(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

/// One type for the column where all its cells agree; the text of all cells where not, to be typed like that
/// of a CSV file.
pub(super) fn column(cells: &[Cell]) -> Given {
    let values = |value: &dyn Fn(&Cell) -> Option<f64>| -> Option<Vec<f64>> {
        let mut any = false;
        let values: Option<Vec<f64>> = cells
            .iter()
            .map(|cell| {
                if cell.is_missing() {
                    Some(f64::NAN)
                } else {
                    any = true;
                    value(cell)
                }
            })
            .collect();
        values.filter(|_| any)
    };
    let number = |cell: &Cell| if let Cell::Number(value) = cell { Some(*value) } else { None };
    if let Some(numbers) = values(&number) {
        return Given::numbers(numbers);
    }
    let date = |cell: &Cell| if let Cell::Date(days) = cell { Some(*days) } else { None };
    if let Some(days) = values(&date) {
        return Given::Ready { values: Values::Dates(days), reading: None };
    }
    let clock =
        |cell: &Cell| if let Cell::Clock(share) = cell { Some(*share * 24.0) } else { None };
    if let Some(hours) = values(&clock) {
        let reading = Some("hours since midnight".to_owned());
        return Given::Ready { values: Values::Numbers(hours), reading };
    }
    let span = |cell: &Cell| match cell {
        Cell::Span(days) => Some(*days),
        // A duration of less than a day is often written like a time of day.
        Cell::Clock(share) => Some(*share),
        _ => None,
    };
    if let Some(days) = values(&span) {
        let reading = Some("duration in days".to_owned());
        return Given::Ready { values: Values::Numbers(days), reading };
    }
    if cells.iter().all(|cell| cell.is_missing() || matches!(cell, Cell::Bool(_)))
        && cells.iter().any(|cell| !cell.is_missing())
    {
        let words: Vec<Option<&str>> = cells
            .iter()
            .map(|cell| if let Cell::Bool(yes) = cell { Some(word(*yes)) } else { None })
            .collect();
        return Given::Ready { values: Values::Text(Levels::new(&words)), reading: None };
    }
    Given::Texts(cells.iter().map(Cell::written).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(cells: &[Cell]) -> Option<Vec<f64>> {
        match column(cells) {
            Given::Ready { values: Values::Numbers(values), .. } => Some(values),
            _ => None,
        }
    }

    #[test]
    fn words_for_missing_do_not_make_numbers_text() {
        let cells = [Cell::Number(1.5), Cell::text("n/a"), Cell::Missing, Cell::Number(-2.0)];
        let values = numbers(&cells).unwrap();
        assert_eq!((values[0], values[3]), (1.5, -2.0));
        assert!(values[1].is_nan() && values[2].is_nan());
    }

    #[test]
    fn mixed_cells_are_text_with_every_digit() {
        let cells =
            [Cell::Number(0.1 + 0.2), Cell::text("x"), Cell::Date(19_790.5), Cell::Bool(true)];
        let Given::Texts(texts) = column(&cells) else { panic!() };
        let texts: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
        assert_eq!(texts, ["0.30000000000000004", "x", "2024-03-08T12:00:00", "true"]);
    }

    #[test]
    fn times_and_durations_are_numbers_with_their_unit() {
        assert_eq!(numbers(&[Cell::Clock(0.5), Cell::Clock(0.25)]), Some(vec![12.0, 6.0]));
        assert_eq!(numbers(&[Cell::Span(1.5), Cell::Clock(0.25)]), Some(vec![1.5, 0.25]));
        assert_eq!(Cell::Clock(0.5).written().as_deref(), Some("12:00:00"));
    }
}
