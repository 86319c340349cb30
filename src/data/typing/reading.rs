//! One pass over the cells of a column, and what did not fit.

use super::missing;
use super::remarks::Remark;

/// A column in which this share of cells are numbers or dates was probably meant to be one.
const NEARLY: f64 = 0.9;

/// Cells read one by one.
pub(super) struct Read<'a> {
    /// One for each cell; NaN is missing.
    pub values: Vec<f64>,
    known: usize,
    good: usize,
    /// The first cell that does not fit, and its place.
    pub odd: Option<(usize, &'a str)>,
    /// The first word that was taken as missing.
    pub soft: Option<String>,
}

/// Reads each cell with `value`.
pub(super) fn read<'a>(cells: &[Option<&'a str>], value: impl Fn(&str) -> Option<f64>) -> Read<'a> {
    let mut read =
        Read { values: Vec::with_capacity(cells.len()), known: 0, good: 0, odd: None, soft: None };
    for (at, cell) in cells.iter().enumerate() {
        let mut number = f64::NAN;
        if let Some(text) = *cell {
            if let Some(value) = value(text) {
                (read.known, read.good, number) = (read.known + 1, read.good + 1, value);
            } else if missing::is_soft(text) {
                read.soft.get_or_insert_with(|| text.to_owned());
            } else {
                read.known += 1;
                read.odd.get_or_insert((at, text));
            }
        }
        read.values.push(number);
    }
    read
}

impl Read<'_> {
    /// The warning that a column is text for the sake of few cells.
    pub fn nearly(&self, name: &str, (at, text): &(usize, &str), what: &str) -> Option<Remark> {
        let share = self.good as f64 / self.known.max(1) as f64;
        (share >= NEARLY).then(|| {
            let (odd, known, row) = (self.known - self.good, self.known, at + 1);
            Remark::warning(format!(
                "{name} is text: {odd} of {known} cells are not {what}, the first is \u{201c}{text}\u{201d} in row {row}."
            ))
        })
    }
}
