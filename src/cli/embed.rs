//! `dimlens embed`: the coordinates of a map, and what is to be known of them.

use super::args::EmbedArgs;
use super::console::Console;
use super::coordinates::{Coordinates, check_kept, format_of, formulas};
use super::pca_json;
use super::{choices, computed, output, pca_more, prepared, read, tsne_json};
use crate::data::Notice;
use crate::features::{FeatureMatrix, Prepared};
use crate::methods::Method;
use crate::project::{Choices, DiffusionUsed, MapResult};
use ndarray::Array2;
use serde::Serialize;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[derive(Serialize)]
struct Embed<'a> {
    method: &'static str,
    rows: usize,
    features: usize,
    feature_names: Vec<&'a str>,
    settings: Value,
    seed: u64,
    threads: usize,
    seconds: Seconds,
    #[serde(skip_serializing_if = "Option::is_none")]
    pca: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tsne: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diffusion_map: Option<DiffusionUsed>,
    notices: Vec<&'a Notice>,
}

/// Wall-clock seconds of each step.
#[derive(Serialize)]
struct Seconds {
    read: f64,
    prepare: f64,
    neighbours: f64,
    optimise: f64,
    total: f64,
}

pub(super) fn run(args: &EmbedArgs) -> anyhow::Result<()> {
    let started = Instant::now();
    args.data.check_files(args.output.as_deref())?;
    if let Some(path) = &args.output {
        output::refuse_overwriting(&args.data.file, path)?;
    }
    pca_json::check(args)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    let mut choices = choices(&args.data, &args.method)?;
    let (table, read_time) = read(&args.data, &console)?;
    check_kept(&table, &args.keep.0)?;
    let format = format_of(args.output.as_deref());
    // Before the work, not after it.
    format.check(table.rows().len(), args.keep.0.len() + 3).map_err(anyhow::Error::msg)?;
    choices.pca.components = args.components.unwrap_or(2).max(2);
    let preparing = Instant::now();
    let prepared = prepared(&table, &choices, &console)?;
    let prepare_time = preparing.elapsed();
    args.data.save(&choices.recipe)?;
    let result = computed(args.method.method, &prepared, &choices, &console)?;
    // pc1 ... pcN beside a t-SNE map come from a PCA of the same matrix.
    let beside = match (args.components, args.method.method) {
        (None, _) | (Some(_), Method::Pca) => None,
        (Some(_), _) => Some(computed(Method::Pca, &prepared, &choices, &console)?),
    };
    let model = beside.as_ref().unwrap_or(&result);
    let rules = pca_json::rules(&prepared.matrix, &result, args, &console)?;
    let told = pca_json::rows(&prepared.matrix, &result, args, &console)?;
    let scores = args.components.and_then(|_| scores(model, &prepared.matrix));
    let mut written = Vec::new();
    if args.output.is_some() || !args.talk.json {
        let columns;
        (columns, written) = Coordinates {
            table: &table,
            roles: &prepared.roles,
            result: &result,
            scores: scores.as_ref(),
            told: told.as_ref(),
            keep: &args.keep.0,
            identifiers: args.ids.into(),
        }
        .columns();
        written.extend(formulas(&columns, format, args.harmless));
        output::table(args.output.as_deref(), columns, format, args.harmless, &console)?;
    }
    let said = table.notices().iter().chain(&prepared.notices).chain(&result.notices);
    let capped = capped(args.components, scores.as_ref());
    let notices: Vec<&Notice> = said.chain(&written).chain(&capped).collect();
    if args.talk.json {
        let mut pca = result
            .explained_variance
            .as_ref()
            .map(|_| pca_json::described(&prepared.matrix, &result, rules.as_ref(), told.as_ref()));
        if let (Some(pca), Some(model)) = (&mut pca, &result.pca) {
            let more =
                pca_more::described(&table, &prepared, &choices.recipe, model, args, &console)?;
            for (key, value) in more {
                pca[key] = value;
            }
        }
        let neighbours = result.tsne.as_ref().map_or(Duration::ZERO, |used| used.neighbors_took);
        let seconds = Seconds {
            read: read_time.as_secs_f64(),
            prepare: prepare_time.as_secs_f64(),
            neighbours: neighbours.as_secs_f64(),
            optimise: result.took.saturating_sub(neighbours).as_secs_f64(),
            total: started.elapsed().as_secs_f64(),
        };
        return output::json(&Embed {
            pca,
            ..described(&prepared, &choices, args.data.rows, &result, seconds, notices)
        });
    }
    console.notices(notices);
    if !args.talk.quiet {
        if let Some(rules) = rules {
            eprintln!("{}", rules.reading());
        }
        if let Some(told) = told {
            eprintln!("{}", told.reading());
        }
        eprintln!("{}; {:.1} s", result.caption, started.elapsed().as_secs_f64());
    }
    Ok(())
}

/// More components were asked for than there are.
fn capped(asked: Option<usize>, scores: Option<&Array2<f64>>) -> Option<Notice> {
    let (asked, found) = (asked?, scores?.ncols());
    (found < asked).then(|| {
        Notice::info(format!(
            "{asked} components were asked for; this table has {found}, which were written."
        ))
    })
}

fn scores(model: &MapResult, matrix: &FeatureMatrix) -> Option<Array2<f64>> {
    model.pca.as_ref().map(|pca| pca.transform(matrix.values().view()))
}

fn described<'a>(
    prepared: &'a Prepared,
    choices: &Choices,
    rows: Option<usize>,
    result: &MapResult,
    seconds: Seconds,
    notices: Vec<&'a Notice>,
) -> Embed<'a> {
    let matrix = &prepared.matrix;
    let mut settings = json!({
        "recipe": choices.recipe,
        "read": choices.read,
        "rows": rows,
        "components": choices.pca.components,
    });
    let bends: serde_json::Map<String, Value> =
        matrix.features().iter().filter_map(|f| Some((f.name.clone(), json!(f.bend?)))).collect();
    if !bends.is_empty() {
        settings["bends"] = bends.into();
    }
    if let Some(used) = &result.tsne {
        settings["tsne"] = tsne_json::settings(used, choices);
        let theta = (result.method == Method::LinfaTsne).then_some(choices.tsne.theta);
        settings["tsne"]["theta"] = theta.into();
    }
    Embed {
        method: result.method.key(),
        rows: matrix.rows().len(),
        features: matrix.features().len(),
        feature_names: matrix.features().iter().map(|f| f.name.as_str()).collect(),
        settings,
        seed: choices.tsne.seed,
        threads: rayon::current_num_threads(),
        seconds,
        pca: None,
        diffusion_map: result.diffusion,
        // linfa-tsne tells nothing of its way.
        tsne: result.tsne.as_ref().map(|used| {
            let curve: Vec<(usize, f64)> = used.curve.iter().map(|p| (p.iteration, p.kl)).collect();
            json!({
                "kl_divergence": used.curve.last().map(|point| point.kl),
                "iterations": used.iterations,
                "kl_curve": curve,
                "settled": used.settled,
            })
        }),
        notices,
    }
}
