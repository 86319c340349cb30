//! A column of the matrix, as small as it can be kept: numbers that the table holds are not held twice, and
//! the 0/1 columns of all levels of a column share one byte a row.

use super::scale::Scaler;
use crate::data::{Column, Values};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Finite numbers, unless scaling made them too large; one for each row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cells {
    /// Numbers of their own.
    Own(Vec<f64>),
    /// The table's numbers, all of them, prepared when they are asked for.
    Table {
        /// It holds numbers.
        column: Arc<Column>,
        /// What stands for a cell that is not finite.
        fill: f64,
        /// Centre and divisor.
        scaler: Scaler,
    },
    /// Whether a row is of one level.
    Level {
        /// The level of each row.
        of: Arc<[u8]>,
        /// The level that is asked for.
        level: u8,
        /// What no and yes became.
        answers: [f64; 2],
    },
}

impl Cells {
    /// 1 where a row is of that level, else 0.
    pub fn level(of: &Arc<[u8]>, level: u8) -> Self {
        Self::Level { of: Arc::clone(of), level, answers: [0.0, 1.0] }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Own(values) => values.len(),
            Self::Table { column, .. } => numbers(column).len(),
            Self::Level { of, .. } => of.len(),
        }
    }

    /// The number of one row.
    pub fn get(&self, at: usize) -> f64 {
        match self {
            Self::Own(values) => values[at],
            Self::Table { column, fill, scaler } => scaler.apply(whole(numbers(column)[at], *fill)),
            Self::Level { of, level, answers } => answers[usize::from(of[at] == *level)],
        }
    }

    /// All numbers, laid out where they are not.
    pub fn values(&self) -> Cow<'_, [f64]> {
        match self {
            Self::Own(values) => Cow::Borrowed(values),
            Self::Table { .. } | Self::Level { .. } => {
                let mut values = vec![0.0; self.len()];
                self.write(0..self.len(), values.iter_mut());
                Cow::Owned(values)
            }
        }
    }

    /// Writes the numbers of some rows to places that may lie apart.
    pub fn write<'a>(&self, rows: Range<usize>, out: impl Iterator<Item = &'a mut f64>) {
        match self {
            Self::Own(values) => out.zip(&values[rows]).for_each(|(out, value)| *out = *value),
            Self::Table { column, fill, scaler } => {
                let values = &numbers(column)[rows];
                out.zip(values).for_each(|(out, v)| *out = scaler.apply(whole(*v, *fill)));
            }
            Self::Level { of, level, answers } => {
                out.zip(&of[rows]).for_each(|(out, of)| *out = answers[usize::from(of == level)]);
            }
        }
    }

    /// The same numbers, centred and divided; they were neither before.
    pub fn scaled(self, by: Scaler) -> Self {
        match self {
            Self::Own(mut values) => {
                for value in &mut values {
                    *value = by.apply(*value);
                }
                Self::Own(values)
            }
            Self::Table { column, fill, .. } => Self::Table { column, fill, scaler: by },
            Self::Level { of, level, answers } => {
                Self::Level { of, level, answers: answers.map(|answer| by.apply(answer)) }
            }
        }
    }

    /// The first row whose number is not finite.
    pub fn not_finite(&self) -> Option<usize> {
        match self {
            Self::Own(values) => values.iter().position(|value| !value.is_finite()),
            Self::Table { .. } => (0..self.len()).find(|&at| !self.get(at).is_finite()),
            Self::Level { of, level, answers } => {
                of.iter().position(|of| !answers[usize::from(of == level)].is_finite())
            }
        }
    }
}

fn whole(value: f64, fill: f64) -> f64 {
    if value.is_finite() { value } else { fill }
}

fn numbers(column: &Column) -> &[f64] {
    match &column.values {
        Values::Numbers(values) | Values::Dates(values) => values,
        Values::Text(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_they_are_kept_the_numbers_are_the_same() {
        let raw = [4.0, f64::NAN, -1.5, f64::INFINITY, 0.1];
        let column =
            Column { name: "v".to_owned(), values: Values::Numbers(raw.to_vec()), reading: None };
        let filled = vec![4.0, 7.0, -1.5, 7.0, 0.1];
        let scaler = Scaler { center: 0.3, scale: 1.7, by_deviation: false };
        let plain = Scaler { center: 0.0, scale: 1.0, by_deviation: false };
        let table = Cells::Table { column: Arc::new(column), fill: 7.0, scaler: plain };
        assert_eq!(*table.values(), *filled);
        let levels = Cells::level(&Arc::from([2, 0, 2, 1, 0]), 2);
        assert_eq!(*levels.values(), [1.0, 0.0, 1.0, 0.0, 0.0]);
        for (kept, values) in [(table, filled), (levels.clone(), levels.values().into_owned())] {
            let own = Cells::Own(values).scaled(scaler);
            let kept = kept.scaled(scaler);
            assert_eq!((kept.len(), kept.not_finite()), (5, None));
            for at in 0..5 {
                assert_eq!(kept.get(at).to_bits(), own.get(at).to_bits());
            }
            let mut part = [0.0; 2];
            kept.write(1..3, part.iter_mut());
            assert_eq!(part, own.values()[1..3]);
        }
    }

    #[test]
    fn what_scaling_made_too_large_is_found() {
        let by = Scaler { center: f64::NAN, scale: f64::NAN, by_deviation: false };
        let cells = Cells::Own(vec![1.0, 2.0]).scaled(by);
        assert_eq!(cells.not_finite(), Some(0));
        let level = Cells::level(&Arc::from([0, 1]), 1);
        assert_eq!(level.not_finite(), None);
        assert_eq!(level.scaled(by).not_finite(), Some(0));
    }
}
