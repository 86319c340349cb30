//! From table to matrix, each decision written down.

use super::advice::{self, Advice, Subject};
use super::cells::Cells;
use super::make::Made;
use super::summary::{NAMED, Summary};
use super::view::View;
use super::{
    ColumnRole, Feature, FeatureError, FeatureMatrix, Impute, LedgerLine, Recipe, Role, ledger,
    names, roles,
};
use crate::data::{Notice, RowId, Table};
use crate::progress::Progress;
use crate::words::{count_of, format_count, shortened};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// A matrix, and the ledger of how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The numbers.
    pub matrix: FeatureMatrix,
    /// The role of each column of the table.
    pub roles: Vec<ColumnRole>,
    /// What became of each column of the table.
    pub ledger: Vec<LedgerLine>,
    /// What an analyst would look at again; nothing of it is done.
    pub advice: Vec<Advice>,
    /// What was left out, filled, encoded, guessed, and the advice in short.
    pub notices: Vec<Notice>,
}

/// Prepares a table as the recipe says. Impute first, then bend, then mean and standard deviation (n - 1) over
/// the filled column.
///
/// # Errors
/// [`FeatureError`] where nothing is left to draw, or a column is named that is not there.
pub fn prepare(
    table: &Table,
    recipe: &Recipe,
    progress: &Progress,
) -> Result<Prepared, FeatureError> {
    let view = View::new(table, recipe)?;
    let roles = roles::of_view(&view, recipe);
    of_roles(table, &view, roles, recipe, progress)
}

/// The same of some rows only, as if the table had no others; but what each column is for is found out from all
/// rows: a part of them must not turn a feature into an identifier. `rows` ascend.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_only(
    table: &Table,
    rows: &[RowId],
    recipe: &Recipe,
    progress: &Progress,
) -> Result<Prepared, FeatureError> {
    let roles = roles::of_view(&View::new(table, recipe)?, recipe);
    let part = table.only(rows);
    let view = View::new(&part, recipe)?;
    let mut prepared = of_roles(&part, &view, roles, recipe, progress)?;
    prepared.notices.insert(
        0,
        Notice::warning(format!(
            "The maps are of {} of {} only, as chosen.",
            format_count(part.rows().len()),
            count_of(table.rows().len(), "row", "rows")
        )),
    );
    Ok(prepared)
}

fn of_roles(
    table: &Table,
    view: &View,
    mut roles: Vec<ColumnRole>,
    recipe: &Recipe,
    progress: &Progress,
) -> Result<Prepared, FeatureError> {
    match table.rows().len() {
        0 => return Err(FeatureError::NoRows),
        1 => return Err(FeatureError::OneRow),
        _ => {}
    }
    let mut notices = Vec::new();
    say_roles(table, &roles, &mut notices);
    let kept = kept_rows(view, recipe, &roles, &mut notices)?;
    let made = made(view, recipe, &roles, &kept, progress)?;
    let mut summary = Summary::default();
    for (at, made) in made.iter().enumerate() {
        let Some(made) = made else { continue };
        summary.note(&view.columns[at], made, recipe);
        if made.columns.is_empty() {
            roles[at] = ColumnRole::constant();
        }
    }
    summary.say(&mut notices);
    let mut ledger: Vec<LedgerLine> = view
        .columns
        .iter()
        .zip(&roles)
        .zip(&made)
        .map(|((seen, role), made)| ledger::line(seen, role, made.as_ref(), recipe))
        .collect();
    let (columns, mut features): (Vec<Cells>, Vec<Feature>) =
        made.into_iter().flatten().flat_map(|made| made.columns).unzip();
    if columns.is_empty() {
        return Err(FeatureError::NoFeatures { reasons: reasons(table, &roles) });
    }
    let renamed = names::unique(&mut features);
    if !renamed.is_empty() {
        let renamed = shortened(&renamed, NAMED);
        notices.push(Notice::info(format!("Features of one name were numbered: {renamed}.")));
        name_features(&mut ledger, &features);
    }
    let subject = Subject {
        view,
        roles: &roles,
        kept: &kept,
        recipe,
        columns: &columns,
        features: &features,
    };
    let advice = advice::advise(&subject, progress)?;
    advice::say(&advice, &mut notices);
    let rows: Vec<RowId> = kept.iter().map(|&at| table.rows()[at]).collect();
    let matrix = FeatureMatrix::of_cells(columns, features, rows)?;
    Ok(Prepared { matrix, roles, ledger, advice, notices })
}

/// The matrix columns of each column that takes part.
fn made(
    view: &View,
    recipe: &Recipe,
    roles: &[ColumnRole],
    kept: &[usize],
    progress: &Progress,
) -> Result<Vec<Option<Made>>, FeatureError> {
    let (done, all) = (AtomicU64::new(0), view.columns.len() as u64);
    view.columns
        .par_iter()
        .zip(roles)
        .map(|(seen, role)| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), all)?;
            let takes_part = role.role == Role::Feature;
            Ok(takes_part.then(|| Made::new(seen, kept, recipe.plan(seen.name()))))
        })
        .collect()
}

/// The ledger's features under the names that they have in the end.
fn name_features(ledger: &mut [LedgerLine], features: &[Feature]) {
    for line in ledger {
        let own = features.iter().filter(|feature| feature.column == line.column);
        line.features = own.map(|feature| feature.name.clone()).collect();
    }
}

/// Positions of the rows that take part.
fn kept_rows(
    view: &View,
    recipe: &Recipe,
    roles: &[ColumnRole],
    notices: &mut Vec<Notice>,
) -> Result<Vec<usize>, FeatureError> {
    let all = view.rows().len();
    let drops = |name: &str| recipe.plan(name).impute == Impute::DropRow;
    let features = || view.columns.iter().zip(roles).filter(|(_, r)| r.role == Role::Feature);
    let strict: Vec<_> = features().map(|(seen, _)| seen).filter(|s| drops(s.name())).collect();
    let kept: Vec<usize> =
        (0..all).filter(|&at| strict.iter().all(|seen| seen.is_whole(at))).collect();
    if kept.len() < 2 {
        let mut worst: Vec<(usize, &str)> = strict
            .iter()
            .map(|seen| ((0..all).filter(|&at| !seen.is_whole(at)).count(), seen.name()))
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
            "{} of {} {} left out because a cell is missing.",
            format_count(all - kept.len()),
            count_of(all, "row", "rows"),
            if all - kept.len() == 1 { "was" } else { "were" }
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
        notices.push(Notice::info(format!("{}: {what} ({why}).", shortened(&names, NAMED))));
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
