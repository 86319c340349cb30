//! Two columns before and after they were prepared, customer by customer.

use super::Lesson;
use crate::data::Values;

/// Customers that are shown; more are chosen evenly.
const SHOWN: usize = 4_000;
/// A prepared number that differs by more than this share is not what its cell gives: the cell was filled.
const DIGITS: f64 = 1e-6;

/// Columns before and after they were prepared.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// The columns' positions among the prepared ones: one or two.
    pub columns: Vec<usize>,
    /// The positions of the customers in the matrix, ascending.
    pub at: Vec<usize>,
    /// What the file holds of each customer, column by column; not a number where the cell was filled.
    pub before: Vec<Vec<f64>>,
    /// What the methods see.
    pub after: Vec<Vec<f64>>,
    /// Customers of whom a cell of these columns was filled.
    pub filled: Vec<bool>,
}

/// The first amounts among the prepared columns that take part as numbers of the file, at most two: those that are told by
/// their mean and standard deviation.
pub fn amounts(lesson: &Lesson<'_>) -> Vec<usize> {
    let features = lesson.matrix().features();
    let is_amount = |j: &usize| {
        let feature = &features[*j];
        let numbers = lesson.table.column(&feature.column);
        let numbers = numbers.is_some_and(|column| matches!(column.values, Values::Numbers(_)));
        feature.level.is_none() && numbers
    };
    (0..features.len()).filter(is_amount).take(2).collect()
}

/// These prepared columns of at most 4,000 customers, evenly chosen, the one at `at` among them. Columns that are no numbers
/// in the file have nothing to show.
pub fn before_after(lesson: &Lesson<'_>, columns: &[usize], at: usize) -> Option<BeforeAfter> {
    let features = lesson.matrix().features();
    let mut raw = Vec::new();
    for j in columns {
        let feature = features.get(*j).filter(|feature| feature.level.is_none())?;
        match &lesson.table.column(&feature.column)?.values {
            Values::Numbers(values) => raw.push((feature, values)),
            _ => return None,
        }
    }
    let chosen = lesson.some(SHOWN, &[at]);
    let (mut before, mut after) = (vec![Vec::new(); raw.len()], vec![Vec::new(); raw.len()]);
    let mut filled = Vec::new();
    for &place in &chosen {
        let row = lesson.matrix().row(place);
        let position = lesson.table.position(lesson.matrix().rows()[place]);
        let mut any = false;
        for (nth, ((feature, values), j)) in raw.iter().zip(columns).enumerate() {
            let cell = position.and_then(|at| values.get(at)).copied().unwrap_or(f64::NAN);
            let bent = feature.bend.map_or(cell, |bend| bend.apply(cell));
            let own = (bent - feature.center) / feature.scale;
            // What a cell does not give was put in its place: it was empty, or a code for "not known".
            let was_filled = !((own - row[*j]).abs() <= DIGITS * own.abs().max(1.0));
            any |= was_filled;
            before[nth].push(if was_filled { f64::NAN } else { cell });
            after[nth].push(row[*j]);
        }
        filled.push(any);
    }
    Some(BeforeAfter { columns: columns.to_vec(), at: chosen, before, after, filled })
}
