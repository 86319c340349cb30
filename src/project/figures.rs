//! Results become figures: the same ones in the window, in files, in the report.

use super::{ColorChoice, MapResult, readings};
use crate::data::{RowId, Table, Values};
use crate::features::{ColumnRole, Role};
use crate::methods::pca::{Bootstrap, Parallel, Rules};
use crate::plots::{ColorBy, Coloring, Figure, MapInput, ScreeLine, format_value, map, scree};

/// A row of which the plane keeps less than this share of its squared distance to the centre is shown badly.
const HALF: f64 = 0.5;

/// The column that colours the points, if any: the chosen one, or the first label.
pub fn color_column<'a>(
    table: &'a Table,
    roles: &[ColumnRole],
    choice: &'a ColorChoice,
) -> Option<&'a str> {
    match choice {
        ColorChoice::Nothing => None,
        ColorChoice::Column(name) => table.column(name).map(|column| column.name.as_str()),
        ColorChoice::Auto => table
            .columns()
            .iter()
            .zip(roles)
            .find(|(_, role)| role.role == Role::Label)
            .map(|(column, _)| column.name.as_str()),
    }
}

/// Colours for the points of these rows. Numbers with few different values, as labels have, are
/// categories.
pub fn coloring(table: &Table, rows: &[RowId], column: Option<&str>) -> Coloring {
    const CATEGORIES: usize = 12;
    let Some(column) = column.and_then(|name| table.column(name)) else {
        return Coloring::new(&ColorBy::Nothing, rows.len());
    };
    let places = || rows.iter().map(|&row| table.position(row));
    match &column.values {
        Values::Text(levels) => {
            let codes: Vec<Option<u32>> =
                places().map(|at| at.and_then(|at| levels.codes()[at])).collect();
            let by =
                ColorBy::Categories { title: &column.name, codes: &codes, levels: levels.names() };
            Coloring::new(&by, rows.len())
        }
        Values::Dates(days) => {
            let year =
                |at: usize| if days[at].is_nan() { f64::NAN } else { Values::year(days[at]) };
            let years: Vec<f64> = places().map(|at| at.map_or(f64::NAN, year)).collect();
            let title = format!("{} (year)", column.name);
            Coloring::new(&ColorBy::Numbers { title: &title, values: &years }, rows.len())
        }
        Values::Numbers(values) => {
            let values: Vec<f64> =
                places().map(|at| at.map_or(f64::NAN, |at| values[at])).collect();
            if let Some((codes, levels)) = few_whole_numbers(&values, CATEGORIES) {
                let by =
                    ColorBy::Categories { title: &column.name, codes: &codes, levels: &levels };
                return Coloring::new(&by, rows.len());
            }
            Coloring::new(&ColorBy::Numbers { title: &column.name, values: &values }, rows.len())
        }
    }
}

/// Codes and names of at most `most` different whole numbers.
fn few_whole_numbers(values: &[f64], most: usize) -> Option<(Vec<Option<u32>>, Vec<String>)> {
    let mut found: Vec<f64> = Vec::new();
    for &value in values.iter().filter(|v| !v.is_nan()) {
        if value.fract() != 0.0 {
            return None;
        }
        if let Err(at) = found.binary_search_by(|f| f.total_cmp(&(value + 0.0))) {
            found.insert(at, value + 0.0);
            if found.len() > most {
                return None;
            }
        }
    }
    let code =
        |v: &f64| found.binary_search_by(|f| f.total_cmp(&(v + 0.0))).ok().map(|at| at as u32);
    Some((values.iter().map(code).collect(), found.iter().map(f64::to_string).collect()))
}

/// The map of one method; its caption says all that is needed to make it again. `cos2` is how well the
/// plane shows each row, where rows that it shows badly are to be faint.
pub fn map_figure(
    table: &Table,
    result: &MapResult,
    coloring: &Coloring,
    cos2: Option<&[f64]>,
) -> Figure {
    let labels = result.axis_labels();
    let faint: Vec<bool> = cos2.unwrap_or_default().iter().map(|share| *share < HALF).collect();
    let mut caption = caption(table, result);
    if cos2.is_some() {
        let count = faint.iter().filter(|faint| **faint).count();
        caption = format!("{} {caption}", readings::faint(count, faint.len()));
    }
    map(&MapInput {
        title: result.method.title(),
        caption: &caption,
        points: result.embedding.points(),
        axis_labels: [&labels[0], &labels[1]],
        numbered_axes: result.explained_variance.is_some(),
        coloring,
        faint: &faint,
    })
}

/// The explained variance of a PCA, with the lines of the rules for the number of components and the cut
/// behind those that are kept; with parallel analysis and the bootstrap where they were computed of the same
/// PCA.
pub fn scree_figure(
    table: &Table,
    result: &MapResult,
    kept: usize,
    parallel: Option<&Parallel>,
    bootstrap: Option<&Bootstrap>,
) -> Option<Figure> {
    let ratio = result.explained_variance_ratio()?;
    let values = result.explained_variance.as_ref()?;
    let columns = result.pca.as_ref().map_or(values.len(), |model| model.mean().len());
    let mut rules = Rules::new(values, columns);
    if let Some(parallel) = parallel {
        rules = rules.with_parallel_analysis(parallel.clone());
    }
    let mean = rules.kaiser.line.first().copied().unwrap_or(0.0);
    let kaiser = format!("Kaiser: mean eigenvalue {}", format_value(mean));
    let mut lines = vec![
        ScreeLine { name: &kaiser, heights: &rules.kaiser.line },
        ScreeLine { name: "broken stick", heights: &rules.broken_stick.line },
    ];
    if let Some(parallel) = parallel {
        lines.push(ScreeLine { name: "parallel analysis", heights: &parallel.rule.line });
    }
    let kept = kept.clamp(1, ratio.len().max(1));
    let intervals: Vec<[f64; 2]> = bootstrap.map_or_else(Vec::new, |bootstrap| {
        bootstrap.eigenvalues.iter().map(|ends| [ends.low, ends.high]).collect()
    });
    let mut figure = scree(&ratio, values, &lines, &intervals, Some(kept));
    let mut reading = readings::scree(&ratio, &rules, kept);
    if let Some(parallel) = parallel {
        reading.push_str(&readings::parallel(parallel));
    }
    if let Some(bootstrap) = bootstrap {
        reading.push_str(&readings::bootstrap(&bootstrap.likeness));
    }
    figure.caption = format!("{reading} {}.", caption(table, result));
    Some(figure)
}

fn caption(table: &Table, result: &MapResult) -> String {
    format!("{}: {}", table.short_name(), result.caption)
}
