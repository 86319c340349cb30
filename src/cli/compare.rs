//! `dimlens compare`: both maps, how far each may be believed, the groups that are seen on them, and which map to use
//! for what.

mod clusters;
mod json;
mod text;

use super::args::CompareArgs;
use super::console::Console;
use super::{Usage, choices_of, computed, grouped, judged, output, prepared, read, tsne_json};
use crate::data::{Notice, Table};
use crate::features::Prepared;
use crate::methods::Method;
use crate::project::{Choices, ClusterSpace, Comparison, Weighed};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;

/// All that was found.
struct Compared {
    /// The table's name.
    name: String,
    all: Comparison,
    /// Seconds of each step.
    took: serde_json::Map<String, Value>,
}

pub(super) fn run(args: &CompareArgs) -> anyhow::Result<()> {
    let started = Instant::now();
    args.data.check_files(None)?;
    args.cluster.check().map_err(Usage::new)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    let choices = choices_of(&args.data, &args.tsne)?;
    let (table, read_took) = read(&args.data, &console)?;
    let preparing = Instant::now();
    let prepared = Arc::new(prepared(&table, &choices, &console)?);
    let prepare_took = preparing.elapsed();
    args.data.save(&choices.recipe)?;
    let mut found = compared(args, &table, &prepared, &choices, &console)?;
    let steps = [("read", read_took), ("prepare", prepare_took), ("total", started.elapsed())];
    found.took.extend(steps.map(|(step, took)| (step.to_owned(), took.as_secs_f64().into())));
    let notices = found.all.notices(&table, &prepared);
    if args.talk.json {
        return output::json(&described(args, &table, &prepared, &choices, &found, &notices));
    }
    output::write(None, text::of(&found).as_bytes())?;
    console.notices(notices);
    if !args.talk.quiet {
        eprintln!("{:.1} s", started.elapsed().as_secs_f64());
    }
    Ok(())
}

/// The whole comparison, step by step, each in a job that can be stopped.
fn compared(
    args: &CompareArgs,
    table: &Arc<Table>,
    prepared: &Arc<Prepared>,
    choices: &Choices,
    console: &Console,
) -> anyhow::Result<Compared> {
    let groups = args.cluster.settings(args.data.seed);
    let also = args.components.then_some(ClusterSpace::Components);
    // What cannot be is said before the work.
    groups.check(prepared.matrix.rows().len())?;
    let name = table.short_name();
    let mut took = serde_json::Map::new();
    let mut since = Instant::now();
    let mut done = |step: &str| {
        took.insert(step.to_owned(), since.elapsed().as_secs_f64().into());
        since = Instant::now();
    };
    let pca = Arc::new(computed(Method::Pca, prepared, choices, console)?);
    done("pca");
    let maps = [pca, Arc::new(computed(Method::Tsne, prepared, choices, console)?)];
    done("tsne");
    let judged = judged(table, prepared, &maps, choices, console)?;
    done("judge");
    if !args.talk.quiet && !args.talk.json {
        // The first result: what comes after it takes longer than all before.
        eprintln!("{}", text::neighbors_kept(&judged));
    }
    let clusterings = grouped(table, prepared, &maps, groups, also, console)?;
    done("clusterings");
    let (of, work, settings) = (name.clone(), Arc::clone(prepared), choices.tsne.clone());
    let (known, to_weigh) = (Some(Arc::clone(&judged)), maps.clone());
    let weighed = console.run("weighing the evidence", move |progress| {
        let maps = [&*to_weigh[0], &*to_weigh[1]];
        Weighed::new(&of, &work.matrix, maps, known, &settings, progress)
    })??;
    done("evidence");
    let all = Comparison { maps, judged, clusterings, weighed: Arc::new(weighed) };
    Ok(Compared { name, all, took })
}

fn described(
    args: &CompareArgs,
    table: &Table,
    prepared: &Prepared,
    choices: &Choices,
    found: &Compared,
    notices: &[&Notice],
) -> Value {
    let Comparison { maps, judged, weighed, clusterings } = &found.all;
    let took = &found.took;
    json!({
        "file": table.name(),
        "rows": prepared.matrix.rows().len(),
        "features": prepared.matrix.features().len(),
        "settings": {
            "recipe": choices.recipe,
            "read": choices.read,
            "rows": args.data.rows,
            "clusters": args.cluster.settings(args.data.seed),
            "tsne": maps[1].tsne.as_ref().map(|used| tsne_json::settings(used, choices)),
        },
        "seed": choices.tsne.seed,
        "threads": rayon::current_num_threads(),
        "seconds": took,
        "maps": {"pca": json::map(&judged.maps[0]), "tsne": json::map(&judged.maps[1])},
        "agreement": {
            "neighbours_shared": weighed.evidence.shared,
            "neighbours_shared_by_chance": weighed.evidence.shared_by_chance,
            "k": judged.shared.k,
            "procrustes": judged.disparity,
        },
        "clusterings": clusters::list(clusterings),
        "pairs": clusters::pairs(clusterings),
        "with_labels": clusters::with_labels(clusterings),
        "verdict": json::verdict(&weighed.verdict),
        "evidence": weighed.evidence,
        "notices": notices,
    })
}
