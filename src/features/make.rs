//! The matrix columns of one original column: filled, encoded, scaled.

use super::encode::{self, Encoded};
use super::scale::Scaler;
use super::{Feature, Recipe, Scale};
use crate::data::{Column, Levels, Values};

/// What became of a column.
pub(super) struct Made {
    /// Scaled columns; constant ones are left out where scaling needs a divisor.
    pub columns: Vec<(Vec<f64>, Feature)>,
    /// What each of them measures, where a date became several numbers; else empty.
    pub parts: Vec<&'static str>,
    /// What missing cells became, as words.
    pub filled: Option<String>,
    /// Levels that went into "other".
    pub others: usize,
    /// The standard deviation stood in for quartiles that are equal.
    pub by_deviation: bool,
}

impl Made {
    /// Makes the columns of `column` for the rows at `kept`.
    pub fn new(column: &Column, kept: &[usize], recipe: &Recipe) -> Self {
        let Encoded { columns, parts, filled, others } = encoded(column, kept, recipe);
        let k = columns.len();
        let mut by_deviation = false;
        let columns = columns
            .into_iter()
            .enumerate()
            .filter_map(|(at, (level, values))| {
                let name = match (&level, parts.get(at)) {
                    (Some(level), _) => format!("{}={level}", column.name),
                    (None, Some(part)) => format!("{} ({part})", column.name),
                    (None, None) => column.name.clone(),
                };
                let (values, feature, fallen) = scaled(column, name, level, values, k, recipe)?;
                by_deviation |= fallen;
                Some((values, feature))
            })
            .collect();
        Self { columns, parts, filled, others, by_deviation }
    }
}

fn scaled(
    column: &Column,
    name: String,
    level: Option<String>,
    mut values: Vec<f64>,
    k: usize,
    recipe: &Recipe,
) -> Option<(Vec<f64>, Feature, bool)> {
    let scale = match (recipe.scale, &level) {
        // 0/1 columns have no useful quartiles, and are in 0..1 already.
        (Scale::Robust, Some(_)) => Scale::Standard,
        (Scale::MinMax, Some(_)) if k > 1 => Scale::None,
        (scale, _) => scale,
    };
    let mut scaler = Scaler::fit(&values, scale)?;
    if recipe.one_hot_weight && matches!(scale, Scale::Standard | Scale::Robust) {
        // k columns from one column together weigh as one column.
        scaler.scale *= (k as f64).sqrt();
    }
    for value in &mut values {
        *value = scaler.apply(*value);
    }
    let (center, scale) = (scaler.center, scaler.scale);
    let feature = Feature { name, column: column.name.clone(), level, center, scale };
    Some((values, feature, scaler.by_deviation))
}

fn encoded(column: &Column, kept: &[usize], recipe: &Recipe) -> Encoded {
    let taken = |values: &[f64]| kept.iter().map(|&at| values[at]).collect::<Vec<f64>>();
    match &column.values {
        Values::Numbers(values) => encode::numbers(&taken(values), recipe.impute),
        Values::Dates(days) => encode::dates(&taken(days), recipe.impute),
        Values::Text(levels) => {
            // Coded anew: a level may have lost all its rows.
            let cells: Vec<Option<&str>> = kept.iter().map(|&at| levels.get(at)).collect();
            encode::words(&Levels::new(&cells), recipe.categories)
        }
    }
}
