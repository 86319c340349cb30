//! One pass over the cells of a column, and what did not fit.

use super::missing;
use super::remarks::Remark;

/// A column in which this share of cells are numbers or dates was probably meant to be one.
const NEARLY: f64 = 0.9;
/// One and the same word in place of numbers or dates may mean that they are missing, where the column has at
/// least this share of them.
const MOSTLY: f64 = 0.5;

/// Cells read one by one.
pub(super) struct Read<'a> {
    /// One for each cell; NaN is missing.
    pub values: Vec<f64>,
    known: usize,
    good: usize,
    /// The first cell that fits.
    first: Option<&'a str>,
    /// The first cell that does not fit, and its place.
    pub odd: Option<(usize, &'a str)>,
    /// Whether all cells that do not fit are that one.
    alike: bool,
    /// The first word that was taken as missing.
    pub soft: Option<String>,
}

/// Reads each cell with `value`.
pub(super) fn read<'a>(cells: &[Option<&'a str>], value: impl Fn(&str) -> Option<f64>) -> Read<'a> {
    let mut read = Read {
        values: Vec::with_capacity(cells.len()),
        known: 0,
        good: 0,
        first: None,
        odd: None,
        alike: true,
        soft: None,
    };
    for (at, cell) in cells.iter().enumerate() {
        let mut number = f64::NAN;
        if let Some(text) = *cell {
            if let Some(value) = value(text) {
                (read.known, read.good, number) = (read.known + 1, read.good + 1, value);
                read.first.get_or_insert(text);
            } else if missing::is_soft(text) {
                read.soft.get_or_insert_with(|| text.to_owned());
            } else {
                read.known += 1;
                let (_, first) = *read.odd.get_or_insert((at, text));
                read.alike &= first == text;
            }
        }
        read.values.push(number);
    }
    read
}

impl Read<'_> {
    /// The warning that a column is text for the sake of few cells, or the question whether the one word in
    /// them means missing.
    /// `is` tells whether the odd cell is such a thing as well, written otherwise.
    pub fn nearly(
        &self,
        name: &str,
        (at, text): &(usize, &str),
        what: &str,
        is: impl FnOnce(&str) -> bool,
    ) -> Option<Remark> {
        let share = self.good as f64 / self.known.max(1) as f64;
        let (odd, known) = (self.known - self.good, self.known);
        if is(text) {
            let (row, first) = (at + 1, self.first.unwrap_or_default());
            return Some(Remark::warning(format!(
                "{name} is text, though its cells look like {what}: they are written in several ways that do not go together, such as \u{201c}{first}\u{201d} and \u{201c}{text}\u{201d} (row {row})."
            )));
        }
        // A single cell among many numbers is a slip, not a word of its own.
        if self.alike && share >= MOSTLY && (odd > 1 || share < NEARLY) {
            return Some(Remark::question(
                "Does one word among numbers or dates mean that they are missing? It keeps the column text until it is given as missing: ",
                format!("\u{201c}{text}\u{201d} in {odd} of {known} cells of {name}"),
                ".",
            ));
        }
        (share >= NEARLY).then(|| {
            let row = at + 1;
            Remark::warning(format!(
                "{name} is text: {odd} of {known} cells are not {what}, the first is \u{201c}{text}\u{201d} in row {row}."
            ))
        })
    }
}
