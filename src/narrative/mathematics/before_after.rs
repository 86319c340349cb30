//! Two columns before and after they were prepared, customer by customer.

use super::Lesson;
use crate::data::Values;

/// Customers that are shown; more are chosen evenly.
const SHOWN: usize = 4_000;
/// Filled cells that are shown in any case.
const FILLED: usize = 500;
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

/// Prepared columns that are amounts: numbers in the file with more than two values, else any numbers of the file.
pub fn amounts(lesson: &Lesson<'_>) -> Vec<usize> {
    let features = lesson.matrix().features();
    let (columns, profiles) = (lesson.table.columns(), lesson.table.profiles());
    let distinct = |j: &usize| {
        let feature = &features[*j];
        let at = columns.iter().position(|column| column.name == feature.column)?;
        let numbers = matches!(columns[at].values, Values::Numbers(_)) && feature.level.is_none();
        profiles.get(at).filter(|_| numbers).map(|profile| profile.distinct)
    };
    let numbers: Vec<usize> = (0..features.len()).filter(|j| distinct(j).is_some()).collect();
    let many: Vec<usize> =
        numbers.iter().copied().filter(|j| distinct(j).is_some_and(|found| found > 2)).collect();
    if many.is_empty() { numbers } else { many }
}

/// The one or two amounts whose preparing is shown: those with filled cells first.
pub fn shown_amounts(lesson: &Lesson<'_>) -> Vec<usize> {
    let features = lesson.matrix().features();
    let filled = |j: usize| {
        let line = lesson.prepared.ledger.iter().find(|line| line.column == features[j].column);
        line.is_some_and(|line| line.cells > 0)
    };
    let mut found = amounts(lesson);
    // Stable: in the table's order besides.
    found.sort_by_key(|j| !filled(*j));
    found.truncate(2);
    found
}

/// These prepared columns of about 4,000 customers at most, evenly chosen, the one at `at` and those with empty cells among them. Columns that are no numbers
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
    // Of few filled cells none is to be missed.
    let is_empty = |place: &usize| {
        let at = lesson.table.position(lesson.matrix().rows()[*place]);
        raw.iter().any(|(_, values)| at.and_then(|at| values.get(at)).is_none_or(|v| v.is_nan()))
    };
    let rows = lesson.matrix().dim().0;
    let with: Vec<usize> =
        (0..rows).filter(is_empty).take(FILLED).chain((at < rows).then_some(at)).collect();
    let chosen = lesson.some(SHOWN, &with);
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
            let was_filled = own.is_nan() || (own - row[*j]).abs() > DIGITS * own.abs().max(1.0);
            any |= was_filled;
            before[nth].push(if was_filled { f64::NAN } else { cell });
            after[nth].push(row[*j]);
        }
        filled.push(any);
    }
    Some(BeforeAfter { columns: columns.to_vec(), at: chosen, before, after, filled })
}
