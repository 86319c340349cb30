//! What the columns together say of the marks in their numbers.

use super::Typed;
use super::amounts::Mark;
use crate::data::Guess;

/// The marks in the numbers of one column, and how far it shows them: 1, or the share of its cells where
/// some contradict, or a half where it can be read either way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Marks {
    /// The decimal mark that it was read with.
    pub decimal: Mark,
    /// The mark between thousands.
    pub thousands: Option<char>,
    /// How far the column shows it.
    pub support: f64,
}

impl Marks {
    /// Decimal points, as programs write them.
    pub const PLAIN: Self = Self { decimal: Mark::Point, thousands: None, support: 1.0 };
}

/// The decimal mark of the table: a comma where any column was read with one.
pub(super) fn decimal(columns: &[Typed], given: Option<Mark>) -> Guess<char> {
    if let Some(mark) = given {
        return Guess::given(mark.char());
    }
    let marks: Vec<Marks> = columns.iter().filter_map(|column| column.marks).collect();
    if marks.is_empty() {
        return Guess::certain('.', "No number holds a mark.");
    }
    let commas = marks.iter().filter(|m| m.decimal == Mark::Comma).count();
    let mark = if commas > 0 { Mark::Comma } else { Mark::Point };
    let count = if commas > 0 { commas } else { marks.len() };
    let reason = format!(
        "Of {} whose numbers hold marks, {count} {} read so.",
        columns_of(marks.len()),
        if count == 1 { "was" } else { "were" }
    );
    let support: f64 = marks.iter().filter(|m| m.decimal == mark).map(|m| m.support).sum();
    Guess::new(mark.char(), support / marks.len() as f64, reason)
}

/// The mark between thousands: that of most columns with one.
pub(super) fn thousands(columns: &[Typed]) -> Guess<Option<char>> {
    let marks: Vec<Marks> = columns.iter().filter_map(|column| column.marks).collect();
    let mut found: Vec<char> = marks.iter().filter_map(|m| m.thousands).collect();
    found.sort_unstable();
    let most = found.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).map(|run| run[0]);
    // Without any, it matters only to columns whose marks could be such.
    let concerned: Vec<&Marks> = marks
        .iter()
        .filter(|m| if most.is_some() { m.thousands.is_some() } else { m.support == 0.5 })
        .collect();
    if concerned.is_empty() {
        return Guess::certain(None, "No number holds such a mark.");
    }
    let agree = concerned.iter().filter(|m| m.thousands == most);
    let (all, count) = (concerned.len(), agree.clone().count());
    let share = agree.map(|m| m.support).sum::<f64>() / all as f64;
    let reason = match most {
        None => {
            format!("The marks in {} could be such, and were read as decimal.", columns_of(all))
        }
        Some(_) => format!(
            "Of {} with such marks, {count} {} this one.",
            columns_of(all),
            if count == 1 { "has" } else { "have" }
        ),
    };
    Guess::new(most, share, reason)
}

fn columns_of(count: usize) -> String {
    format!("{count} {}", if count == 1 { "column" } else { "columns" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Values;

    fn column(decimal: Mark, thousands: Option<char>, support: f64) -> Typed {
        let mut typed = Typed::new(Values::Numbers(Vec::new()), None);
        typed.marks = Some(Marks { decimal, thousands, support });
        typed
    }

    #[test]
    fn columns_that_disagree_halve_the_confidence() {
        let both = [column(Mark::Comma, None, 1.0), column(Mark::Point, None, 1.0)];
        let found = decimal(&both, None);
        assert_eq!((found.value, found.confidence), (',', 0.5));
        assert_eq!(decimal(&both[1..], None).confidence, 1.0);
        assert!(decimal(&both, Some(Mark::Point)).is_given());
        assert_eq!(decimal(&[], None).value, '.');
    }

    #[test]
    fn an_absent_thousands_mark_is_doubtful_where_a_mark_could_be_one() {
        let found = thousands(&[column(Mark::Point, None, 0.5), column(Mark::Point, None, 1.0)]);
        assert_eq!((found.value, found.confidence), (None, 0.5));
        let found = thousands(&[
            column(Mark::Point, Some(','), 1.0),
            column(Mark::Point, Some(','), 0.5),
            column(Mark::Point, None, 1.0),
        ]);
        assert_eq!((found.value, found.confidence), (Some(','), 0.75));
    }
}
