//! The matrix columns of one original column: filled, encoded, bent, scaled.

use super::cells::Cells;
use super::encode::{self, Coding, Encoded, Filling, Meaning, Words};
use super::recipe::Plan;
use super::scale::Scaler;
use super::transform::FITTED;
use super::view::Seen;
use super::{Bend, Feature, Scale, Transform};
use crate::data::Values;
use std::sync::Arc;

/// What became of a column.
pub(super) struct Made {
    /// Scaled columns; constant ones are left out where scaling needs a divisor.
    pub columns: Vec<(Cells, Feature)>,
    /// What missing cells became.
    pub filled: Option<Filling>,
    /// Cells that were infinite, and count as missing.
    pub infinite: usize,
    /// How words or dates became numbers.
    pub coding: Option<Coding>,
    /// The bend, or why there is none though one was asked for.
    pub bent: Option<Result<Bend, String>>,
    /// Lambda comes from a sample of this many numbers.
    pub fitted: Option<usize>,
    /// A 0/1 column tells which cells were filled.
    pub indicator: bool,
    /// k columns that together weigh as one: k.
    pub share: usize,
    /// The standard deviation stood in for quartiles that are equal.
    pub by_deviation: bool,
}

impl Made {
    /// Makes the columns of `seen` for the rows at `kept`.
    pub fn new(seen: &Seen, kept: &[usize], plan: Plan) -> Self {
        let Encoded { mut columns, filled, coding } = encoded(seen, kept, plan);
        let k = columns.len();
        let infinite = match seen.numbers() {
            Some(values) => kept.iter().filter(|&&at| values[at].is_infinite()).count(),
            None => 0,
        };
        let (mut bent, mut fitted) = (None, None);
        if let Some(how) = plan.transform {
            let known = || kept.iter().filter(|&&at| seen.is_whole(at)).count();
            fitted = (how == Transform::YeoJohnson && known() > FITTED).then_some(FITTED);
            bent = Some(bend(seen, kept, plan, how, &mut columns));
        }
        let bend = bent.as_ref().and_then(|bent| bent.as_ref().ok()).copied();
        let indicator = plan.indicator && filled.is_some();
        if indicator {
            let of: Arc<[u8]> = kept.iter().map(|&at| u8::from(!seen.is_whole(at))).collect();
            columns.push((Meaning::Missing, Cells::level(&of, 1)));
        }
        let mut by_deviation = false;
        let columns = columns
            .into_iter()
            .filter_map(|(meaning, cells)| {
                // The indicator is a question of its own and weighs as one.
                let share = if meaning == Meaning::Missing { 1 } else { k };
                let (cells, mut feature, fallen) =
                    scaled(seen.name(), meaning, cells, share, plan)?;
                feature.bend = bend.filter(|_| feature.level.is_none());
                by_deviation |= fallen;
                Some((cells, feature))
            })
            .collect();
        let share = if plan.one_hot_weight { k } else { 1 };
        Self { columns, filled, infinite, coding, bent, fitted, indicator, share, by_deviation }
    }

    /// Whether nothing is left of it but, where it was asked for, which cells were filled.
    pub fn is_constant(&self) -> bool {
        self.columns.len() == usize::from(self.indicator)
    }
}

/// Bends the column's numbers; lambda comes from its known cells only.
fn bend(
    seen: &Seen,
    kept: &[usize],
    plan: Plan,
    how: Transform,
    columns: &mut [(Meaning, Cells)],
) -> Result<Bend, String> {
    let (Some(values), false, [(Meaning::Whole, column)]) = (seen.numbers(), plan.coded, columns)
    else {
        return Err("only amounts can be bent".to_owned());
    };
    let known: Vec<f64> =
        kept.iter().map(|&at| values[at]).filter(|value| value.is_finite()).collect();
    let bend = Bend::fit(&known, how)?;
    *column = Cells::Own(column.values().iter().map(|value| bend.apply(*value)).collect());
    Ok(bend)
}

fn scaled(
    column: &str,
    meaning: Meaning,
    cells: Cells,
    k: usize,
    plan: Plan,
) -> Option<(Cells, Feature, bool)> {
    let is_0_or_1 = matches!(meaning, Meaning::Level(_) | Meaning::Missing);
    let scale = match plan.scale {
        // 0/1 columns have no useful quartiles, and are in 0..1 already.
        Scale::Robust if is_0_or_1 => Scale::Standard,
        Scale::MinMax if is_0_or_1 && k > 1 => Scale::None,
        scale => scale,
    };
    let mut scaler = Scaler::fit(&cells.values(), scale)?;
    if plan.one_hot_weight && matches!(scale, Scale::Standard | Scale::Robust) {
        // k columns from one column together weigh as one column.
        scaler.scale *= (k as f64).sqrt();
    }
    let (name, level) = match meaning {
        Meaning::Whole => (column.to_owned(), None),
        Meaning::Part(part) => (format!("{column} ({part})"), None),
        Meaning::Level(level) => (format!("{column}={level}"), Some(level)),
        Meaning::Missing => (format!("{column} (missing)"), Some("missing".to_owned())),
    };
    let (center, scale) = (scaler.center, scaler.scale);
    let feature = Feature { name, column: column.to_owned(), level, center, scale, bend: None };
    Some((cells.scaled(scaler), feature, scaler.by_deviation))
}

fn encoded(seen: &Seen, kept: &[usize], plan: Plan) -> Encoded {
    let taken = |values: &[f64]| kept.iter().map(|&at| values[at]).collect::<Vec<f64>>();
    match &seen.column.values {
        Values::Text(levels) => Words::of_text(levels, kept).encoded(plan.categories),
        Values::Numbers(values) if plan.coded => {
            Words::of_numbers(&taken(values), |v| v.to_string()).encoded(plan.categories)
        }
        Values::Dates(days) if plan.coded => {
            Words::of_numbers(&taken(days), Values::iso_date).encoded(plan.categories)
        }
        Values::Numbers(values) if kept.len() == values.len() => {
            encode::table_numbers(&seen.column, values, plan.impute)
        }
        Values::Numbers(values) => encode::numbers(taken(values), plan.impute),
        Values::Dates(days) => encode::dates(&taken(days), plan.impute),
    }
}
