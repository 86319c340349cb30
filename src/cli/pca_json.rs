//! What `embed --json` tells of a PCA.

use super::Usage;
use super::args::EmbedArgs;
use super::console::Console;
use crate::data::RowId;
use crate::features::FeatureMatrix;
use crate::methods::pca::{ALPHA, Outliers, Parallel, ParallelSettings, RowFit, Rules};
use crate::methods::{Method, PcaModel};
use crate::progress::Progress;
use crate::project::MapResult;
use crate::words::{count_of, format_count};
use serde_json::{Value, json};

/// Refuses what only our own PCA can tell where another method was asked for.
pub(super) fn check(args: &EmbedArgs) -> anyhow::Result<()> {
    let asked = [
        (args.parallel_analysis, "--parallel-analysis"),
        (args.outliers, "--outliers"),
        (args.varimax, "--varimax"),
        (args.bootstrap.is_some(), "--bootstrap"),
    ];
    match asked.iter().find(|(given, _)| *given) {
        Some((_, name)) if args.method.method != Method::Pca => {
            Err(Usage::new(format!("{name} needs --method pca.")))
        }
        _ => Ok(()),
    }
}

/// T2, SPE and cos2 of each row.
pub(super) struct ToldRows {
    outliers: Outliers,
    cos2: Vec<f64>,
    rows: Vec<RowId>,
}

impl ToldRows {
    /// The names of the columns.
    pub const HEADER: [&str; 3] = ["t2", "spe", "cos2"];

    /// One row's numbers; NaN where there is none.
    pub fn numbers(&self, at: usize) -> [f64; 3] {
        [self.outliers.t2[at], self.outliers.spe[at], self.cos2[at]]
            .map(|value| if value.is_finite() { value } else { f64::NAN })
    }

    /// The rows beyond a limit, by their names.
    fn beyond(&self, is_beyond: impl Fn(usize) -> bool) -> Vec<RowId> {
        self.rows.iter().enumerate().filter(|(at, _)| is_beyond(*at)).map(|(_, row)| *row).collect()
    }

    fn far(&self) -> Vec<RowId> {
        self.beyond(|at| self.outliers.is_far(at))
    }

    fn off_the_plane(&self) -> Vec<RowId> {
        self.beyond(|at| self.outliers.is_off_the_plane(at))
    }

    /// How many rows are beyond the limits, beside how many chance alone would put there.
    pub fn reading(&self) -> String {
        let side = |limit: Option<f64>, count: usize, name: &str| match limit {
            Some(_) => format!("{} beyond the limit of {name}", count_of(count, "row", "rows")),
            None => format!("{name} has no limit here"),
        };
        format!(
            "{}, {}; about {} would be beyond each by chance.",
            side(self.outliers.t2_limit, self.far().len(), "T2"),
            side(self.outliers.spe_limit, self.off_the_plane().len(), "SPE"),
            format_count((self.rows.len() as f64 * ALPHA).round() as usize),
        )
    }

    fn json(&self) -> Value {
        json!({
            "components": self.outliers.components,
            "alpha": ALPHA,
            "t2_limit": self.outliers.t2_limit,
            "spe_limit": self.outliers.spe_limit,
            "rows_beyond_t2": self.far(),
            "rows_beyond_spe": self.off_the_plane(),
            "reading": self.reading(),
        })
    }
}

/// T2, SPE and cos2 of each row for the components that were kept, where they were asked for.
pub(super) fn rows(
    matrix: &FeatureMatrix,
    result: &MapResult,
    args: &EmbedArgs,
    console: &Console,
) -> anyhow::Result<Option<ToldRows>> {
    let Some(model) = result.pca.clone().filter(|_| args.outliers) else { return Ok(None) };
    let rows = matrix.rows().to_vec();
    let matrix = matrix.clone();
    let fit = console
        .run("outliers", move |progress| RowFit::new(&model, matrix.values().view(), progress))??;
    let components = fit.components();
    Ok(Some(ToldRows {
        outliers: Outliers::new(&fit, components),
        cos2: fit.cos2(components),
        rows,
    }))
}

/// The rules for the number of components, parallel analysis among them where it was asked for.
pub(super) fn rules(
    matrix: &FeatureMatrix,
    result: &MapResult,
    args: &EmbedArgs,
    console: &Console,
) -> anyhow::Result<Option<Rules>> {
    let Some(values) = &result.explained_variance else { return Ok(None) };
    let rules = Rules::new(values, matrix.features().len());
    let Some(model) = result.pca.clone().filter(|_| args.parallel_analysis) else {
        return Ok(Some(rules));
    };
    let parallel = parallel(matrix, model, args.data.seed, console)?;
    Ok(Some(rules.with_parallel_analysis(parallel)))
}

/// The eigenvalues of tables of permuted columns.
pub(super) fn parallel(
    matrix: &FeatureMatrix,
    model: PcaModel,
    seed: u64,
    console: &Console,
) -> anyhow::Result<Parallel> {
    let settings = ParallelSettings { seed, ..ParallelSettings::default() };
    let matrix = matrix.clone();
    let analysis = move |progress: &Progress| {
        Parallel::analysis(&model, matrix.values().view(), settings, progress)
    };
    Ok(console.run("parallel analysis", analysis)??)
}

/// Mean and scale are what was subtracted and divided from the raw columns, preparing and centring together.
pub(super) fn described(
    matrix: &FeatureMatrix,
    result: &MapResult,
    rules: Option<&Rules>,
    told: Option<&ToldRows>,
) -> Value {
    let features = matrix.features();
    let mut value = json!({
        "explained_variance": result.explained_variance,
        "explained_variance_ratio": result.explained_variance_ratio(),
        "scale": features.iter().map(|f| f.scale).collect::<Vec<_>>(),
    });
    if let Some(model) = &result.pca {
        let mean: Vec<f64> =
            features.iter().zip(model.mean()).map(|(f, m)| f.center + m * f.scale).collect();
        let components: Vec<Vec<f64>> =
            model.components().rows().into_iter().map(|row| row.to_vec()).collect();
        value["mean"] = json!(mean);
        value["components"] = json!(components);
    }
    if let Some(rules) = rules {
        value["rules"] = json!(rules);
        value["rules"]["reading"] = rules.reading().into();
    }
    if let Some(told) = told {
        value["outliers"] = told.json();
    }
    value
}
