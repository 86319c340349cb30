//! What an analyst would be told over the shoulder: never done silently, always with what follows it.
//!
//! `columns` looks at one column at a time, `dates` at days far from all others, `pairs` at columns that say the same, `sums` at columns that
//! follow from others, `duplicates` at rows, `say` gathers it all for the notices. Cost: one sort of each
//! column and a few passes; what need not be exact looks at a seeded sample of rows, and says so.

mod columns;
mod dates;
mod duplicates;
mod pairs;
mod say;
mod sums;

use super::cells::Cells;
use super::view::View;
use super::{ColumnRole, Feature, Offer, Recipe, Role, Scale};
use crate::data::RowId;
use crate::progress::{Cancelled, Progress};
use crate::words::count_of;
use rayon::prelude::*;
use serde::Serialize;

pub(super) use say::say;

/// What an advice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdviceKind {
    /// One unscaled column shapes the map.
    Dominates,
    /// More than 40 % of a column's cells are missing.
    MostlyMissing,
    /// A number that may mean "not known".
    Sentinel,
    /// A value 20 robust standard deviations from the median.
    Outlier,
    /// A date far from all others.
    FarDate,
    /// A feature of which no value occurs twice.
    Identifier,
    /// A feature that may be the answer.
    Answer,
    /// Few different whole numbers: amounts or codes?
    Codes,
    /// Nearly all cells are equal.
    NearConstant,
    /// Columns that say nearly the same.
    Correlated,
    /// A column that follows from others.
    Sum,
    /// Rows that are equal in all features.
    DuplicateRows,
    /// A long tail that a bend would shorten.
    Skewed,
}

/// One advice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    /// What it is about.
    pub kind: AdviceKind,
    /// The columns of the table that it is about.
    pub columns: Vec<String>,
    /// A full sentence, with the numbers.
    pub text: String,
    /// The number that gave rise to it: a share, a correlation, a skewness, robust deviations, a count.
    pub measure: f64,
    /// Rows that show it, at most ten.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowId>,
    /// What would follow it.
    pub offers: Vec<Offer>,
}

/// Rows that are named as examples.
const SHOWN_ROWS: usize = 10;

impl Advice {
    fn new(kind: AdviceKind, column: &str, measure: f64, text: String) -> Self {
        let columns = vec![column.to_owned()];
        Self { kind, columns, text, measure, rows: Vec::new(), offers: Vec::new() }
    }

    fn offering(mut self, offers: impl IntoIterator<Item = Offer>) -> Self {
        self.offers.extend(offers);
        self
    }
}

/// What the advice looks at.
pub(super) struct Subject<'a> {
    pub view: &'a View<'a>,
    pub roles: &'a [ColumnRole],
    /// Positions of the rows that take part.
    pub kept: &'a [usize],
    pub recipe: &'a Recipe,
    /// The prepared columns.
    pub columns: &'a [Cells],
    pub features: &'a [Feature],
}

impl Subject<'_> {
    fn is_feature(&self, at: usize) -> bool {
        self.roles[at].role == Role::Feature
    }
}

/// All advice, by kind, then in the table's order.
pub(super) fn advise(subject: &Subject, progress: &Progress) -> Result<Vec<Advice>, Cancelled> {
    let singly: Result<Vec<Vec<Advice>>, Cancelled> = (0..subject.view.columns.len())
        .into_par_iter()
        .map(|at| {
            progress.check()?;
            Ok(if subject.is_feature(at) {
                columns::advise(subject, at)
            } else if subject.roles[at].is_constant() {
                columns::blank(&subject.view.columns[at]).into_iter().collect()
            } else {
                Vec::new()
            })
        })
        .collect();
    let mut advice: Vec<Advice> = dominance(subject).into_iter().collect();
    advice.extend(singly?.into_iter().flatten());
    progress.check()?;
    let pairs = pairs::advise(subject);
    progress.check()?;
    advice.extend(sums::advise(subject));
    progress.check()?;
    advice.extend(duplicates::advise(subject));
    advice.extend(pairs);
    advice.sort_by_key(|one| one.kind);
    Ok(advice)
}

/// Share of the total variance from which one unscaled column dominates the picture.
const DOMINATES: f64 = 0.5;

/// One column that shapes the whole map because columns are not scaled.
fn dominance(subject: &Subject) -> Option<Advice> {
    if subject.recipe.scale != Scale::None || subject.columns.len() < 2 {
        return None;
    }
    let spread = super::scale::standard_deviation;
    let variances: Vec<f64> =
        subject.columns.par_iter().map(|c| spread(&c.values()).powi(2)).collect();
    let total: f64 = variances.iter().sum();
    let (at, variance) = variances.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    let share = variance / total;
    let feature = &subject.features[at];
    let name = &feature.name;
    let text = if share > DOMINATES {
        format!(
            "Columns are not scaled: {name} alone has {:.0} % of the variance and will shape the map. Standardise to weigh all columns alike.",
            share * 100.0
        )
    } else {
        format!(
            "Columns are not scaled: those with larger numbers weigh more, most of all {name} with {:.0} % of the variance.",
            share * 100.0
        )
    };
    let offer = Offer::new(
        "Standardise all columns",
        super::RecipeChange::ScaleAll { to: Scale::Standard },
    );
    Some(Advice::new(AdviceKind::Dominates, &feature.column, share, text).offering([offer]))
}

/// Where an advice comes from a sample: ", judged by a sample of 50,000 rows".
fn by_sample(looked_at: usize, all: usize) -> String {
    if looked_at == all {
        return String::new();
    }
    format!(", judged by a sample of {}", count_of(looked_at, "row", "rows"))
}

#[cfg(test)]
mod tests;
