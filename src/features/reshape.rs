//! A column before and after a bend, for the picture that goes with the suggestion.

use super::{Bend, MissingCode, Recipe, Transform, sample};
use crate::data::{Column, Values};
use serde::Serialize;

/// Bars of each histogram.
const BARS: usize = 24;
/// Cells that are looked at: enough for a picture, and quick enough for a window.
const LOOKED_AT: usize = 20_000;

/// Counts in equal bins.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Histogram {
    /// Where the first bin begins.
    pub min: f64,
    /// Where the last bin ends.
    pub max: f64,
    /// Cells in each bin.
    pub counts: Vec<usize>,
}

/// What a bend makes of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reshaped {
    /// The bend, with its lambda.
    pub bend: Bend,
    /// Skewness (third central moment over the standard deviation cubed) of the known cells as they are.
    pub skewness_before: f64,
    /// The same after the bend.
    pub skewness_after: f64,
    /// The known cells as they are.
    pub before: Histogram,
    /// After the bend.
    pub after: Histogram,
}

/// What `how` would make of a column of numbers, from at most 20,000 of its known cells.
///
/// # Errors
/// In words, why the column cannot be bent so.
pub fn reshaped(column: &Column, recipe: &Recipe, how: Transform) -> Result<Reshaped, String> {
    let Values::Numbers(values) = &column.values else {
        return Err("only amounts can be bent".to_owned());
    };
    let codes = MissingCode::numbers(recipe.missing_codes(&column.name));
    let known: Vec<f64> =
        values.iter().copied().filter(|v| v.is_finite() && !codes.contains(v)).collect();
    let known = sample::values(&known, LOOKED_AT);
    let bend = Bend::fit(&known, how)?;
    let bent: Vec<f64> = known.iter().map(|&v| bend.apply(v)).collect();
    Ok(Reshaped {
        bend,
        skewness_before: skewness(&known),
        skewness_after: skewness(&bent),
        before: histogram(&known),
        after: histogram(&bent),
    })
}

fn histogram(values: &[f64]) -> Histogram {
    let (min, max) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (a.min(v), b.max(v)));
    let mut counts = vec![0; BARS];
    for value in values {
        // Halved first: max - min may overflow.
        let share = (value / 2.0 - min / 2.0) / (max / 2.0 - min / 2.0);
        let bin = if share.is_finite() { (share * BARS as f64) as usize } else { 0 };
        counts[bin.min(BARS - 1)] += 1;
    }
    Histogram { min, max, counts }
}

/// Fisher's skewness: the third central moment over the standard deviation (divisor n) cubed; 0 for a
/// constant column.
pub(super) fn skewness(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = super::scale::mean(values);
    // In units of the largest deviation, so that cubes neither overflow nor vanish.
    let unit = values.iter().fold(0.0_f64, |unit, v| unit.max((v - mean).abs()));
    if unit == 0.0 {
        return 0.0;
    }
    let (squares, cubes) = values.iter().fold((0.0, 0.0), |(squares, cubes), v| {
        let d = (v - mean) / unit;
        (squares + d * d, cubes + d * d * d)
    });
    (cubes / n) / (squares / n).powf(1.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skewness_is_that_of_the_textbook() {
        // By hand: mean 2, deviations -1 -1 -1 3, squares 12, cubes 24.
        let wanted = (24.0 / 4.0) / (12.0_f64 / 4.0).powf(1.5);
        assert!((skewness(&[1.0, 1.0, 1.0, 5.0]) - wanted).abs() < 1e-12);
        assert!((skewness(&[1e300, 1e300, 1e300, 5e300]) - wanted).abs() < 1e-12);
        assert_eq!((skewness(&[1.0, 2.0, 3.0]), skewness(&[7.0; 4])), (0.0, 0.0));
    }

    #[test]
    fn a_long_tail_is_shorter_after_the_bend_and_no_cell_is_lost() {
        let mut values: Vec<f64> = (0..1000).map(|i| (f64::from(i) / 150.0).exp()).collect();
        values.extend([f64::NAN, 999_999.0]);
        let column = Column { name: "v".into(), values: Values::Numbers(values), reading: None };
        let mut recipe = Recipe::default();
        recipe.overrides.entry("v".into()).or_default().missing = vec![999_999.0.into()];
        let shape = reshaped(&column, &recipe, Transform::Log1p).unwrap();
        assert!(shape.skewness_before > 1.9 && shape.skewness_after.abs() < 0.2, "{shape:?}");
        for histogram in [&shape.before, &shape.after] {
            assert_eq!(histogram.counts.iter().sum::<usize>(), 1000);
        }
        assert!(shape.before.counts[0] > 500 && shape.after.counts[0] < 100);
    }
}
