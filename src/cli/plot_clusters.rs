//! `dimlens plot` of clusters.

use super::args::PlotArgs;
use super::console::Console;
use super::{Usage, computed};
use crate::data::Table;
use crate::features::Prepared;
use crate::methods::{Method, MethodError};
use crate::plots::Figure;
use crate::project::{
    Choices, ClusterInputs, ClusterSpace, ClusteringPair, Clusterings, FigureKind, MapResult,
    NamedClustering, cluster_figure, label_columns,
};
use anyhow::{Context, bail};
use std::sync::Arc;

/// What contradicts itself, before the work.
pub(super) fn check(args: &PlotArgs) -> anyhow::Result<()> {
    let wrong = |text: &str| Err(Usage::new(text.to_owned()));
    let pairs = matches!(args.figure, FigureKind::Contingency | FigureKind::Flow);
    if args.between.is_some() && !pairs {
        return wrong("--between needs --figure contingency or clusters-flow.");
    }
    if args.space.is_some() && (pairs || !args.figure.is_of_clusters()) {
        return wrong("--space needs --figure silhouette or how-many.");
    }
    args.cluster.check().map_err(Usage::new)
}

/// A figure of clusters. Only those that it needs are looked for.
pub(super) fn figure(
    args: &PlotArgs,
    table: &Arc<Table>,
    prepared: &Arc<Prepared>,
    choices: &Choices,
    result: &MapResult,
    console: &Console,
) -> anyhow::Result<Figure> {
    let settings = args.cluster.settings(args.data.seed);
    settings.check(prepared.matrix.rows().len())?;
    let pairs = matches!(args.figure, FigureKind::Contingency | FigureKind::Flow);
    let usual = || ["pca-map", "tsne-map"].map(str::to_owned);
    let names = if pairs {
        args.between.clone().unwrap_or_else(usual).to_vec()
    } else {
        vec![args.space.unwrap_or(ClusterSpace::Features).key().to_owned()]
    };
    if pairs {
        check_names(&names, &label_columns(table, &prepared.roles, prepared.matrix.rows()))?;
    }
    let spaces: Vec<ClusterSpace> = ClusterSpace::ALL
        .into_iter()
        .filter(|space| names.iter().any(|name| name == space.key()))
        .collect();
    let map = |method: Method, space: ClusterSpace| {
        // A map that nobody looks at is not computed: the other one stands in for it.
        if result.method == method || !spaces.contains(&space) {
            return Ok(result.clone());
        }
        computed(method, prepared, choices, console)
    };
    let maps = [map(Method::Pca, ClusterSpace::PcaMap)?, map(Method::Tsne, ClusterSpace::TsneMap)?];
    let (work, of) = (Arc::clone(prepared), Arc::clone(table));
    let found = console.run("finding groups", move |progress| {
        let (matrix, roles) = (&work.matrix, &work.roles[..]);
        let inputs = ClusterInputs { table: &of, roles, matrix, maps: maps.each_ref() };
        let list =
            spaces.iter().map(|space| NamedClustering::new(inputs, *space, &settings, progress));
        Clusterings::new(inputs, list.collect::<Result<_, MethodError>>()?)
    })??;
    let name = table.short_name();
    let pair = if pairs { Some(pair(&found, &names)?) } else { None };
    cluster_figure(args.figure, &name, &found, found.list.first(), pair, &[]).context(match args.figure {
        FigureKind::Silhouettes => "there is one cluster only, which has no silhouette; ask for more with --clusters",
        FigureKind::HowMany => "the number of clusters was not looked for; leave out --clusters, or use a method that takes one",
        _ => "no clusters were looked for",
    })
}

/// The pair that was asked for: two spaces, or a space and a label column.
fn pair<'a>(found: &'a Clusterings, names: &[String]) -> anyhow::Result<&'a ClusteringPair> {
    let key = |side: Option<usize>, column: &'a str| {
        side.and_then(|at| found.list.get(at)).map_or(column, |one| one.space.key())
    };
    let all = found.pairs.iter().chain(&found.with_labels);
    let keys = |pair: &'a ClusteringPair| {
        [key(pair.a.place, &pair.a.name), key(pair.b.place, &pair.b.name)]
    };
    let mut those = all.filter(|pair| {
        let [a, b] = keys(pair);
        names.iter().any(|name| name == a) && names.iter().any(|name| name == b)
    });
    those.next().with_context(|| format!("{} cannot be compared", names.join(" and ")))
}

/// Before the groups are looked for: two different spaces, or a space and a label column.
fn check_names(names: &[String], labels: &[String]) -> anyhow::Result<()> {
    let space = |name: &String| ClusterSpace::ALL.iter().any(|space| space.key() == name);
    let known = names.iter().all(|name| space(name) || labels.contains(name));
    let unlike = names.iter().enumerate().all(|(at, name)| !names[..at].contains(name));
    if known && unlike && names.iter().any(space) {
        return Ok(());
    }
    let labels = if labels.is_empty() { "there is none".to_owned() } else { labels.join(", ") };
    bail!(
        "{} cannot be compared. Name two of features, components, pca-map, tsne-map, or one of them and a label \
         column of 2 to 50 levels ({labels}).",
        names.join(" and ")
    )
}
