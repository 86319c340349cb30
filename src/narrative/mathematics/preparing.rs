//! What happened to the columns before anything was drawn: `z = (x - centre) / scale`, and what became of missing cells.

use super::{Lesson, Numbers, Step, Told, shown_amounts, tidy};
use crate::features::StepKind;
use crate::words::{count_of, format_value};
use serde::Serialize;

const SOURCE: &str = "Jolliffe (2002), Principal Component Analysis, sections 2.3 and 14.2";
/// Columns that are told one by one.
const TOLD: usize = 6;
/// Rows of which a column's spread is read where they are more.
const ROWS: usize = 10_000;

/// One value of a customer on its way into the matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The column as the method sees it.
    pub feature: String,
    /// What stands in the file.
    pub cell: String,
    /// What was subtracted.
    pub center: f64,
    /// What was divided by.
    pub scale: f64,
    /// Whether it was bent first.
    pub bent: bool,
    /// What became of it.
    pub prepared: f64,
}

/// Cells of a column that were filled, and what they could do to the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FilledCell {
    /// The column.
    pub column: String,
    /// How many of its cells were filled.
    pub cells: usize,
    /// How far a customer would move on the PCA map if such a cell went from the column's 5th to its 95th percentile.
    pub moved: f64,
}

/// How a customer was prepared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preparing {
    /// Its values, in the order of the matrix.
    pub values: Vec<Standing>,
    /// Mean and standard deviation of the first two amounts before, and after.
    pub spread: Vec<(String, [f64; 2], [f64; 2])>,
    /// Columns with filled cells, the most weighty first.
    pub filled: Vec<FilledCell>,
    /// The length of the PCA map's x axis in the same units, to compare with.
    pub map_width: f64,
}

fn preparing(lesson: &Lesson<'_>, at: usize) -> Preparing {
    let (matrix, features) = (lesson.matrix(), lesson.matrix().features());
    let row = matrix.row(at);
    let position = lesson.table.position(matrix.rows()[at]);
    let values = features
        .iter()
        .zip(&row)
        .map(|(feature, &prepared)| Standing {
            feature: feature.name.clone(),
            cell: position
                .and_then(|at| Some(lesson.table.column(&feature.column)?.text(at)))
                .unwrap_or_default(),
            center: feature.center,
            scale: feature.scale,
            bent: feature.bend.is_some(),
            prepared,
        })
        .collect();
    let columns = columns(lesson);
    let spread = shown_amounts(lesson)
        .into_iter()
        .filter(|&j| features[j].bend.is_none())
        .map(|j| {
            let after = mean_and_deviation(&columns[j]);
            // Backwards through the scaling.
            let (center, scale) = (features[j].center, features[j].scale);
            let before = [after[0] * scale + center, after[1] * scale];
            (features[j].name.clone(), before, after)
        })
        .collect();
    let components = lesson.pca.components();
    let entry =
        |j: usize| lesson.plane.of(|k| (k < components.nrows()).then(|| components[[k, j]]));
    let mut filled: Vec<FilledCell> = lesson
        .prepared
        .ledger
        .iter()
        .filter_map(|line| {
            let cells = line
                .steps
                .iter()
                .filter(|step| step.kind == StepKind::Filled)
                .map(|s| s.cells)
                .sum();
            let own = (0..features.len()).filter(|j| features[*j].column == line.column);
            let moved = own
                .map(|j| {
                    let [low, high] = percentiles(&columns[j]);
                    let [x, y] = entry(j);
                    (high - low).abs() * x.hypot(y)
                })
                .fold(0.0, f64::max);
            (cells > 0).then(|| FilledCell { column: line.column.clone(), cells, moved })
        })
        .collect();
    filled.sort_by(|a, b| b.moved.total_cmp(&a.moved));
    let first = lesson.pca.explained_variance().get(lesson.plane.axes[0]).copied().unwrap_or(0.0);
    Preparing { values, spread, filled, map_width: 4.0 * first.max(0.0).sqrt() }
}

/// The prepared columns, of evenly chosen rows where there are many.
fn columns(lesson: &Lesson<'_>) -> Vec<Vec<f64>> {
    let (rows, features) = lesson.matrix().dim();
    let step = rows.div_ceil(ROWS).max(1);
    let mut columns = vec![Vec::with_capacity(rows / step + 1); features];
    for at in (0..rows).step_by(step) {
        for (column, value) in columns.iter_mut().zip(lesson.matrix().row(at)) {
            column.push(value);
        }
    }
    columns
}

fn mean_and_deviation(values: &[f64]) -> [f64; 2] {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let square = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>();
    [mean, (square / (n - 1.0).max(1.0)).sqrt()]
}

fn percentiles(values: &[f64]) -> [f64; 2] {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    [0.05, 0.95].map(|share| {
        let at = (share * (sorted.len().max(1) - 1) as f64).round() as usize;
        sorted.get(at).copied().unwrap_or(0.0)
    })
}

pub(super) fn told(lesson: &Lesson<'_>, at: usize) -> Told {
    let found = preparing(lesson, at);
    let row = lesson.matrix().rows()[at];
    let columns = count_of(found.values.len(), "prepared column", "prepared columns");
    let scaled = found.values.iter().any(|value| value.scale != 1.0);
    let how = if scaled {
        "each value less its centre, over its scale, so that no column outweighs another by its unit"
    } else {
        "the values are not scaled, so a column with large numbers outweighs the others"
    };
    let missing = match found.filled.first() {
        Some(filled) => format!(
            "Missing cells were filled: what is put into an empty cell of {} can move its customer by up to {} on the PCA map.",
            filled.column,
            format_value(filled.moved)
        ),
        None => "No cell was missing.".to_owned(),
    };
    let sentence = format!("Row {row} became {columns}: {how}. {missing}");
    let mut steps = Vec::new();
    for value in found.values.iter().take(TOLD) {
        let bent = if value.bent { ", bent first" } else { "" };
        steps.push(Step::new(
            format!(
                "{}: \u{201c}{}\u{201d}{bent}; less {}, over {}",
                value.feature,
                value.cell,
                format_value(value.center),
                format_value(value.scale)
            ),
            value.prepared,
        ));
    }
    for (name, before, after) in &found.spread {
        let [mean, deviation] = before.map(format_value);
        let [mean_after, deviation_after] = [tidy(after[0], after[1]), after[1]].map(format_value);
        steps.push(Step::said(format!(
            "{name}: mean {mean}, standard deviation {deviation} before; {mean_after} and {deviation_after} after."
        )));
    }
    for filled in found.filled.iter().take(3) {
        let cells = count_of(filled.cells, "cell", "cells");
        steps.push(Step::new(
            format!("{}: {cells} filled; one can move its customer by up to", filled.column),
            filled.moved,
        ));
    }
    if !found.filled.is_empty() {
        steps.push(Step::new(
            "to compare, the width of the PCA map: four standard deviations along x",
            found.map_width,
        ));
    }
    Told { sentence, steps, numbers: Numbers::Preparing(found), source: SOURCE }
}
