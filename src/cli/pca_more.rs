//! What `embed --json` tells of a PCA beyond its components: columns that took no part, rotated
//! components, how firm they are.

use super::args::EmbedArgs;
use super::console::Console;
use crate::data::{Column, Levels, Table, Values};
use crate::features::{Prepared, Recipe, Role, known};
use crate::methods::PcaModel;
use crate::methods::pca::{
    Bootstrap, BootstrapSettings, Interval, SupplementaryColumn, Varimax, centroids,
};
use ndarray::{Array2, ArrayView2};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Columns of words with more levels than this are no categories.
const LEVELS: usize = 50;

/// How firm components are, over so many resampled tables.
pub(super) fn bootstrap(
    prepared: &Prepared,
    recipe: &Recipe,
    model: &PcaModel,
    resamples: usize,
    seed: u64,
    console: &Console,
) -> anyhow::Result<(Bootstrap, BootstrapSettings)> {
    let settings = BootstrapSettings {
        resamples,
        restandardise: recipe.standardises(),
        seed,
        ..BootstrapSettings::default()
    };
    let (matrix, model) = (prepared.matrix.clone(), model.clone());
    let firm = console
        .run("bootstrap", move |p| Bootstrap::new(&model, matrix.values().view(), settings, p))??;
    Ok((firm, settings))
}

/// All that was asked for, by its key.
pub(super) fn described(
    table: &Table,
    prepared: &Prepared,
    recipe: &Recipe,
    model: &PcaModel,
    args: &EmbedArgs,
    console: &Console,
) -> anyhow::Result<Map<String, Value>> {
    let mut found = Map::new();
    found.insert("supplementary".to_owned(), supplementary(table, prepared, recipe, model));
    if args.varimax {
        let loadings = model.loadings();
        let turned = console.run("varimax", move |p| Varimax::new(loadings.view(), p))??;
        let told = json!({
            "rotation": nested(turned.rotation.view()),
            "loadings": nested(turned.loadings.view()),
            "explained_variance": turned.explained_variance,
        });
        found.insert("varimax".to_owned(), told);
    }
    if let Some(resamples) = args.bootstrap {
        let (firm, settings) =
            bootstrap(prepared, recipe, model, resamples, args.data.seed, console)?;
        let ends = |interval: &Interval| [interval.low, interval.high];
        let rows = firm.loadings.rows().into_iter();
        let told = json!({
            "resamples": settings.resamples,
            "confidence": settings.confidence,
            "restandardised": settings.restandardise,
            "eigenvalues": firm.eigenvalues.iter().map(ends).collect::<Vec<_>>(),
            "loadings": rows.map(|row| row.iter().map(ends).collect()).collect::<Vec<Vec<_>>>(),
            "likeness": firm.likeness,
        });
        found.insert("bootstrap".to_owned(), told);
    }
    Ok(found)
}

fn nested(matrix: ArrayView2<'_, f64>) -> Vec<Vec<f64>> {
    matrix.rows().into_iter().map(|row| row.to_vec()).collect()
}

/// Labels and columns that were left out, laid over the components: numbers by correlation, words and labels
/// by the centres of their rows.
fn supplementary(table: &Table, prepared: &Prepared, recipe: &Recipe, model: &PcaModel) -> Value {
    let matrix = &prepared.matrix;
    let scores = model.transform(matrix.values().view());
    let places: Vec<usize> = matrix.rows().iter().filter_map(|row| table.position(*row)).collect();
    let (mut columns, mut categories, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let seen = table.columns().iter().zip(table.profiles().iter());
    for ((column, profile), role) in seen.zip(&prepared.roles) {
        if !matches!(role.role, Role::Label | Role::Ignored) {
            continue;
        }
        let cells = Cells { column: known(column, recipe), places: &places };
        if let Some(values) = cells.numbers() {
            let found = SupplementaryColumn::new(scores.view(), &values);
            columns.push(json!({
                "name": column.name,
                "rows": found.rows,
                "correlations": found.correlations,
            }));
            if role.role != Role::Label {
                continue;
            }
        }
        if profile.distinct > LEVELS {
            left_out.push(&column.name);
        } else {
            categories.push(category(&column.name, &scores, &cells.levels()));
        }
    }
    json!({ "columns": columns, "categories": categories, "too_many_levels": left_out })
}

fn category(name: &str, scores: &Array2<f64>, levels: &Levels) -> Value {
    let told = centroids(scores.view(), levels).into_iter().map(|centroid| {
        json!({
            "level": levels.names()[centroid.level],
            "rows": centroid.rows,
            "centroid": centroid.centre,
            "test_value": centroid.test_value,
        })
    });
    json!({ "name": name, "levels": told.collect::<Vec<_>>() })
}

/// A column's cells in the rows of the matrix, those that mean "not known" left out.
struct Cells<'a> {
    column: Cow<'a, Column>,
    places: &'a [usize],
}

impl Cells<'_> {
    fn numbers(&self) -> Option<Vec<f64>> {
        let (Values::Numbers(values) | Values::Dates(values)) = &self.column.values else {
            return None;
        };
        Some(self.places.iter().map(|&at| values[at]).collect())
    }

    fn levels(&self) -> Levels {
        let texts: Vec<String> = self.places.iter().map(|&at| self.column.text(at)).collect();
        // A missing cell is an empty text.
        let cells: Vec<Option<&str>> =
            texts.iter().map(|text| Some(text.as_str()).filter(|t| !t.is_empty())).collect();
        Levels::new(&cells)
    }
}
