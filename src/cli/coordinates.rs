//! The table that a map becomes: rows, places, what is known of them besides, kept columns of the file.

use super::pca_json::ToldRows;
use crate::data::{Notice, Table, Written, WrittenCells};
use crate::features::{ColumnRole, FeatureError, Role};
use crate::project::MapResult;
use crate::report::{self, Identifiers, TableFormat};
use ndarray::Array2;
use std::path::Path;

/// What is written of a map.
pub(super) struct Coordinates<'a> {
    pub table: &'a Table,
    pub roles: &'a [ColumnRole],
    pub result: &'a MapResult,
    /// Scores of principal components, a column each.
    pub scores: Option<&'a Array2<f64>>,
    /// T2, SPE and cos2 of each row.
    pub told: Option<&'a ToldRows>,
    /// Columns of the file.
    pub keep: &'a [String],
    pub identifiers: Identifiers,
}

impl Coordinates<'_> {
    /// `row`, `x`, `y`, `pc1` ... `pcN`, `t2`, `spe` and `cos2` where asked for, then the kept columns; and what is to be
    /// said of their names.
    pub fn columns(&self) -> (Vec<Written>, Vec<Notice>) {
        let (rows, points) = (self.result.embedding.rows(), self.result.embedding.points());
        let axis = |d: usize| WrittenCells::Numbers(points.iter().map(|point| point[d]).collect());
        let column = |name: &str, cells| Written { name: name.to_owned(), cells };
        let mut columns = vec![
            column("row", WrittenCells::Whole(rows.iter().map(|row| row.0).collect())),
            column("x", axis(0)),
            column("y", axis(1)),
        ];
        for (k, scores) in self.scores.iter().flat_map(|s| s.columns()).enumerate() {
            let cells = WrittenCells::Numbers(scores.to_vec());
            columns.push(Written { name: format!("pc{}", k + 1), cells });
        }
        if let Some(told) = self.told {
            for (k, name) in ToldRows::HEADER.into_iter().enumerate() {
                let cells = (0..rows.len()).map(|at| told.numbers(at)[k]).collect();
                columns.push(column(name, WrittenCells::Numbers(cells)));
            }
        }
        let mut notices = Vec::new();
        let mut taken: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let (keep, names) = self.kept(&mut taken, &mut notices);
        let places: Vec<Option<usize>> = rows.iter().map(|row| self.table.position(*row)).collect();
        let whole: Vec<Option<usize>> = (0..self.table.rows().len()).map(Some).collect();
        for ((name, identifier), title) in keep.into_iter().zip(names) {
            let Some(of) = self.table.column(name) else { continue };
            let written = report::written(of, title, &places);
            columns.push(if identifier && self.identifiers == Identifiers::Pseudonym {
                report::pseudonyms(&report::written(of, String::new(), &whole).cells, written)
            } else {
                written
            });
        }
        (columns, notices)
    }

    /// The columns to keep, whether each is an identifier, and the names that they get.
    fn kept(
        &self,
        taken: &mut Vec<String>,
        notices: &mut Vec<Notice>,
    ) -> (Vec<(&str, bool)>, Vec<String>) {
        let identifier = |name: &str| {
            let at = self.table.columns().iter().position(|column| column.name == name);
            at.and_then(|at| self.roles.get(at)).is_some_and(|role| role.role == Role::Identifier)
        };
        let all = self.keep.iter().map(|name| (name.as_str(), identifier(name)));
        let (gone, kept): (Vec<_>, Vec<_>) =
            all.partition(|(_, identifier)| *identifier && self.identifiers == Identifiers::Omit);
        if !gone.is_empty() {
            let gone: Vec<&str> = gone.into_iter().map(|(name, _)| name).collect();
            notices.push(Notice::info(format!(
                "Identifiers were left out of the output, as asked: {}.",
                gone.join(", ")
            )));
        }
        let names: Vec<String> = kept.iter().map(|(name, _)| (*name).to_owned()).collect();
        let before = taken.len();
        notices.extend(keep_names(taken, &names));
        (kept, taken.split_off(before))
    }
}

/// Adds the kept columns' names; a name that stands there already gets a number, and that is said.
fn keep_names(header: &mut Vec<String>, keep: &[String]) -> Option<Notice> {
    let mut renamed = Vec::new();
    for name in keep {
        let taken = |n: &String| header.contains(n) || (n != name && keep.contains(n));
        let numbered = (2..).map(|k| format!("{name} ({k})"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|n| !taken(n));
        let free = free.unwrap_or_else(|| name.clone());
        if free != *name {
            renamed.push(format!("{name} is {free}"));
        }
        header.push(free);
    }
    (!renamed.is_empty()).then(|| {
        let renamed = renamed.join(", ");
        Notice::info(format!(
            "Kept columns were renamed in the output, where the name is taken: {renamed}."
        ))
    })
}

/// Refuses columns to keep that the table does not have.
pub(super) fn check_kept(table: &Table, keep: &[String]) -> Result<(), FeatureError> {
    match keep.iter().find(|name| table.column(name).is_none()) {
        None => Ok(()),
        Some(name) => Err(FeatureError::no_such_column(name, table)),
    }
}

/// What is to be known of text that a spreadsheet would run as a formula.
pub(super) fn formulas(columns: &[Written], format: TableFormat, harmless: bool) -> Option<Notice> {
    let run = format == TableFormat::Csv && !harmless && report::has_formulas(columns);
    run.then(|| {
        Notice::warning(
            "Some text begins with = + - @, and a spreadsheet that opens the CSV would run it as a formula: --harmless puts an apostrophe before it.",
        )
    })
}

/// The format that an output's name asks for; CSV for standard output.
pub(super) fn format_of(path: Option<&Path>) -> TableFormat {
    path.map_or(TableFormat::Csv, TableFormat::of)
}
