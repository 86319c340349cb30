//! The figures of a project, as the window draws them when it is opened.

use super::console::Console;
use super::output;
use super::run::Ready;
use crate::data::Notice;
use crate::methods::Method;
use crate::plots::Figure;
use crate::progress::Progress;
use crate::project::file::{Output, ProjectFile};
use crate::project::{
    ClusterSpace, Clusterings, Faint, FigureKind, NAMED, PcaPanels, Scaling, Span, cluster_figure,
    coloring, colors, kl_figure, map_figure, scree_figure,
};
use crate::report::Page;
use anyhow::{Context, bail};
use std::path::Path;

fn kind(key: &str) -> anyhow::Result<FigureKind> {
    let found = FigureKind::ALL.into_iter().find(|kind| kind.key() == key);
    found.with_context(|| {
        let all: Vec<&str> = FigureKind::ALL.iter().map(|kind| kind.key()).collect();
        format!("there is no figure {key:?}. Choose one of {}", all.join(", "))
    })
}

/// Refuses a figure that there is none of, or none for this method.
pub(super) fn check(key: &str, method: Method) -> anyhow::Result<()> {
    match kind(key)? {
        kind if kind.fits(method) => Ok(()),
        FigureKind::Kl => bail!("the figure kl belongs to t-SNE: its method must be tsne"),
        other => bail!("the figure {} belongs to PCA: its method must be pca", other.key()),
    }
}

/// Whether both maps on show are needed, whatever is drawn.
pub(super) fn needs_both(file: &ProjectFile) -> bool {
    file.outputs.iter().any(|output| match output {
        Output::Figure { figure, .. } => {
            figure == FigureKind::Agreement.key()
                || kind(figure).is_ok_and(FigureKind::is_of_clusters)
                || file.choices.need_judging()
                || file.choices.need_clusters()
        }
        _ => false,
    })
}

/// Writes one, as large as `dimlens plot` draws it. Tells what is not drawn as it was asked for.
pub(super) fn write(
    ready: &Ready,
    key: &str,
    method: Method,
    place: &Path,
    console: &Console,
) -> anyhow::Result<Vec<Notice>> {
    let figure = figure(ready, key, method, console)?;
    let page = Page { width: 900.0, height: 640.0, ..Page::default() };
    output::figure(place, figure, page, console)
}

/// Draws one.
fn figure(ready: &Ready, key: &str, method: Method, console: &Console) -> anyhow::Result<Figure> {
    let (table, prepared, choices) = (&*ready.table, &ready.prepared, &ready.file.choices);
    let result = ready.map(method)?;
    let kind = kind(key)?;
    let judged = (choices.need_judging() || kind == FigureKind::Agreement)
        .then(|| ready.judged(console))
        .transpose()?;
    let clusters = (choices.need_clusters() || kind.is_of_clusters())
        .then(|| ready.clusters(console))
        .transpose()?;
    let by = colors(table, &prepared.roles, choices, judged.as_deref(), clusters.as_ref());
    let coloring = coloring(table, result.embedding.rows(), &by);
    let panels = || {
        PcaPanels::new(table, &prepared.matrix, result)
            .with_context(|| format!("the figure {key} needs a PCA"))
    };
    Ok(match kind {
        FigureKind::Map => {
            let cos2 = if choices.faint { result.cos2(&prepared.matrix) } else { None };
            let faint = cos2.map_or_else(Faint::default, |cos2| Faint::of_plane(&cos2));
            map_figure(table, result, &coloring, &faint)
        }
        FigureKind::Scree => scree_figure(table, result, choices.kept, None, None)
            .context("the scree plot belongs to PCA")?,
        FigureKind::Kl => kl_figure(table, result).context("the KL curve belongs to t-SNE")?,
        FigureKind::Loadings => panels()?.loadings(0, 0.0)?,
        FigureKind::Heatmap => panels()?.heat(choices.kept),
        FigureKind::Biplot => panels()?.biplot(Scaling::Form, NAMED, &coloring),
        FigureKind::Circle => panels()?.circle(NAMED),
        FigureKind::Contributions => panels()?.contributions(Span::One(0))?,
        FigureKind::Cos2 => panels()?.cos2(Span::Plane)?,
        FigureKind::Outliers => panels()?.outliers(choices.kept, &Progress::new())?,
        kind if kind.is_of_clusters() => {
            let found = clusters.context("no clusters were looked for")?;
            of_clusters(ready, kind, &found)?
        }
        FigureKind::Contingency
        | FigureKind::Flow
        | FigureKind::Silhouettes
        | FigureKind::HowMany
        | FigureKind::Agreement => {
            let judged = judged.context("the maps were not judged")?;
            Figure::clone(judged.figure())
        }
    })
}

/// Clusters of the data, or those of one map beside those of the other.
fn of_clusters(ready: &Ready, kind: FigureKind, found: &Clusterings) -> anyhow::Result<Figure> {
    let (name, looks) = (ready.table.short_name(), &ready.file.choices.cluster_looks);
    let one = found.of_space(ClusterSpace::Features).context("no clusters were looked for")?;
    let space = |place: Option<usize>| place.and_then(|at| found.list.get(at)).map(|one| one.space);
    let both = [Some(ClusterSpace::PcaMap), Some(ClusterSpace::TsneMap)];
    let mut pairs = found.pairs.iter();
    let pair = pairs.find(|pair| both == [space(pair.a.place), space(pair.b.place)]);
    cluster_figure(kind, &name, found, Some(one), pair, looks).context(match kind {
        FigureKind::Silhouettes => "there is one cluster only, which has no silhouette",
        FigureKind::HowMany => "the number of clusters was given, so it was not looked for",
        _ => "the maps were not compared",
    })
}
