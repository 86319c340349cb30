//! From table to matrix, each decision written down.

use super::ledger::{Ledger, shortened};
use super::make::Made;
use super::scale::standard_deviation;
use super::{
    Categories, ColumnRole, Feature, FeatureError, FeatureMatrix, Impute, Recipe, Role, Scale,
    roles,
};
use crate::data::{Column, ColumnKind, ColumnProfile, Notice, RowId, Table, Values};
use crate::progress::Progress;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Whole numbers with this many different values may be categories.
const CODED: std::ops::RangeInclusive<usize> = 3..=8;
/// Share of the total variance from which one unscaled column dominates the picture.
const DOMINATES: f64 = 0.5;

/// A matrix, and the ledger of how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The numbers.
    pub matrix: FeatureMatrix,
    /// The role of each column of the table.
    pub roles: Vec<ColumnRole>,
    /// What was left out, filled, encoded, guessed.
    pub notices: Vec<Notice>,
}

/// Prepares a table as the recipe says. Impute first, then mean and standard deviation (n - 1) over the
/// filled column.
///
/// # Errors
/// [`FeatureError`] where nothing is left to draw, or a column is named that is not there.
pub fn prepare(
    table: &Table,
    recipe: &Recipe,
    progress: &Progress,
) -> Result<Prepared, FeatureError> {
    let profiles: Vec<ColumnProfile> = table.columns().par_iter().map(ColumnProfile::new).collect();
    let mut roles = roles(table, &profiles, recipe)?;
    match table.rows().len() {
        0 => return Err(FeatureError::NoRows),
        1 => return Err(FeatureError::OneRow),
        _ => {}
    }
    leave_words_out(table, recipe, &mut roles);
    let mut notices = Vec::new();
    say_roles(table, &roles, &mut notices);
    ask_about_codes(table, &profiles, &roles, &mut notices);
    let kept = kept_rows(table, recipe, &roles, &mut notices)?;
    let mut ledger = Ledger::default();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut features: Vec<Feature> = Vec::new();
    let done = AtomicU64::new(0);
    let made: Result<Vec<Option<Made>>, FeatureError> = table
        .columns()
        .par_iter()
        .zip(&roles)
        .map(|(column, role)| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), table.columns().len() as u64)?;
            Ok((role.role == Role::Feature).then(|| Made::new(column, &kept, recipe)))
        })
        .collect();
    for (at, made) in made?.into_iter().enumerate() {
        let Some(made) = made else { continue };
        ledger.note(&table.columns()[at], &made);
        if made.columns.is_empty() {
            "constant".clone_into(&mut roles[at].reason);
            roles[at].role = Role::Ignored;
        }
        for (values, feature) in made.columns {
            columns.push(values);
            features.push(feature);
        }
    }
    ledger.say(&mut notices);
    if recipe.scale == Scale::None {
        warn_of_dominance(&columns, &features, &mut notices);
    }
    if columns.is_empty() {
        return Err(FeatureError::NoFeatures { reasons: reasons(table, &roles) });
    }
    let rows: Vec<RowId> = kept.iter().map(|&at| table.rows()[at]).collect();
    let matrix = FeatureMatrix::new(&columns, features, rows)?;
    Ok(Prepared { matrix, roles, notices })
}

/// Under `--categories ignore` columns of words take no part.
fn leave_words_out(table: &Table, recipe: &Recipe, roles: &mut [ColumnRole]) {
    for (column, role) in table.columns().iter().zip(roles) {
        let words = matches!(column.values, Values::Text(_));
        if recipe.categories == Categories::Ignore && words && role.role == Role::Feature {
            role.role = Role::Ignored;
            "columns of words are left out".clone_into(&mut role.reason);
        }
    }
}

/// Positions of the rows that take part.
fn kept_rows(
    table: &Table,
    recipe: &Recipe,
    roles: &[ColumnRole],
    notices: &mut Vec<Notice>,
) -> Result<Vec<usize>, FeatureError> {
    let all = table.rows().len();
    if recipe.impute != Impute::DropRow {
        return Ok((0..all).collect());
    }
    let features = || table.columns().iter().zip(roles).filter(|(_, r)| r.role == Role::Feature);
    let whole = |column: &Column, at: usize| match &column.values {
        Values::Numbers(values) | Values::Dates(values) => values[at].is_finite(),
        Values::Text(levels) => levels.codes()[at].is_some(),
    };
    let kept: Vec<usize> =
        (0..all).filter(|&at| features().all(|(column, _)| whole(column, at))).collect();
    if kept.len() < 2 {
        let mut worst: Vec<(usize, &str)> = features()
            .map(|(c, _)| ((0..all).filter(|&at| !whole(c, at)).count(), c.name.as_str()))
            .filter(|(missing, _)| *missing > 0)
            .collect();
        worst.sort_by_key(|(missing, _)| std::cmp::Reverse(*missing));
        let worst: Vec<&str> = worst.into_iter().map(|(_, name)| name).collect();
        return Err(FeatureError::AllDropped {
            left: kept.len(),
            all,
            worst: shortened(&worst, 5),
        });
    }
    if kept.len() < all {
        notices.push(Notice::warning(format!(
            "{} of {all} rows were left out because a cell is missing.",
            all - kept.len()
        )));
    }
    Ok(kept)
}

fn say_roles(table: &Table, roles: &[ColumnRole], notices: &mut Vec<Notice>) {
    let mut said: Vec<(Role, &str, Vec<&str>)> = Vec::new();
    for (column, role) in table.columns().iter().zip(roles) {
        if role.role == Role::Feature || role.reason == "chosen" {
            continue;
        }
        match said.iter_mut().find(|(r, why, _)| *r == role.role && *why == role.reason) {
            Some((_, _, names)) => names.push(&column.name),
            None => said.push((role.role, &role.reason, vec![&column.name])),
        }
    }
    for (role, why, names) in said {
        let what = match role {
            Role::Label => "set aside as label",
            Role::Identifier => "set aside as identifier",
            Role::Feature | Role::Ignored => "left out",
        };
        notices.push(Notice::info(format!("{}: {what} ({why}).", shortened(&names, 8))));
    }
}

/// Few different whole numbers may be codes; only the user knows.
fn ask_about_codes(
    table: &Table,
    profiles: &[ColumnProfile],
    roles: &[ColumnRole],
    notices: &mut Vec<Notice>,
) {
    let coded: Vec<&str> = table
        .columns()
        .iter()
        .zip(profiles)
        .zip(roles)
        .filter(|((_, p), r)| {
            r.role == Role::Feature
                && p.kind == ColumnKind::Integer
                && CODED.contains(&p.distinct)
                && p.distinct * 4 <= table.rows().len()
        })
        .map(|((column, _), _)| column.name.as_str())
        .collect();
    if !coded.is_empty() {
        notices.push(Notice::question(format!(
            "{}: few different whole numbers, taken as amounts. Are they codes of categories?",
            shortened(&coded, 8)
        )));
    }
}

fn warn_of_dominance(columns: &[Vec<f64>], features: &[Feature], notices: &mut Vec<Notice>) {
    let variances: Vec<f64> = columns.iter().map(|c| standard_deviation(c).powi(2)).collect();
    let total: f64 = variances.iter().sum();
    let most = variances.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    if let (Some((at, variance)), true) = (most, columns.len() > 1) {
        let share = variance / total;
        let name = &features[at].name;
        if share > DOMINATES {
            notices.push(Notice::warning(format!(
                "Columns are not scaled: {name} alone has {:.0} % of the variance and will shape the map. Standardise to weigh all columns alike.",
                share * 100.0
            )));
        } else {
            notices.push(Notice::warning(
                format!(
                    "Columns are not scaled: those with larger numbers weigh more, most of all {name} with {:.0} % of the variance.",
                    share * 100.0
                ),
            ));
        }
    }
}

fn reasons(table: &Table, roles: &[ColumnRole]) -> String {
    let all: Vec<String> = table
        .columns()
        .iter()
        .zip(roles)
        .map(|(column, role)| format!("{} ({})", column.name, role.reason))
        .collect();
    shortened(&all, 6)
}

#[cfg(test)]
mod tests;
