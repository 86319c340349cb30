//! `dimlens plot`: one figure as a file.

use super::args::{PlotArgs, ScalingArg};
use super::console::Console;
use super::{
    Usage, choices, color, computed, judged, output, pca_json, pca_more, plot_clusters, prepared,
    read,
};
use crate::data::Table;
use crate::features::Prepared;
use crate::methods::{Method, Plane};
use crate::plots::Figure;
use crate::progress::Progress;
use crate::project::{
    Choices, Faint, FigureKind, MapResult, PcaPanels, Scaling, Span, coloring, colors, kl_figure,
    map_figure, scree_figure,
};
use crate::report::{self, Page};
use anyhow::Context;
use std::sync::Arc;

pub(super) fn run(args: &PlotArgs) -> anyhow::Result<()> {
    args.data.check_files(Some(&args.output))?;
    output::refuse_overwriting(&args.data.file, &args.output)?;
    // Before the work, not after it.
    report::check_name(&args.output)?;
    let page = page(args)?;
    plot_clusters::check(args)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    let mut choices = choices(&args.data, &args.method)?;
    let (table, _) = read(&args.data, &console)?;
    color(&mut choices, &table, args.color_by.as_ref())?;
    choices.plane = Plane {
        axes: args.axes.unwrap_or(Plane::default().axes),
        flip: args.flip.unwrap_or_default(),
    };
    choices.pca.components = choices.pca.components.max(args.component.unwrap_or(1));
    choices.kept = args.components.unwrap_or(choices.kept);
    choices.faint = args.faint;
    let prepared = Arc::new(prepared(&table, &choices, &console)?);
    args.data.save(&choices.recipe)?;
    let result = computed(args.method.method, &prepared, &choices, &console)?;
    let mut figure = figure(args, &table, &prepared, &choices, &result, &console)?;
    if let Some(title) = &args.page.title {
        figure.title.clone_from(title);
    }
    let caption = figure.caption.clone();
    let undrawn = output::figure(&args.output, figure, page, &console)?;
    if args.talk.json {
        return output::json(&serde_json::json!({
            "method": result.method.key(),
            "figure": args.figure.key(),
            "file": args.output.display().to_string(),
            "rows": result.embedding.rows().len(),
            "caption": caption,
            "notices": undrawn,
        }));
    }
    console.notices(table.notices().iter().chain(&prepared.notices).chain(&result.notices));
    console.notices(&undrawn);
    Ok(())
}

fn figure(
    args: &PlotArgs,
    table: &Arc<Table>,
    prepared: &Arc<Prepared>,
    choices: &Choices,
    result: &MapResult,
    console: &Console,
) -> anyhow::Result<Figure> {
    let by = colors(table, &prepared.roles, choices, None, None);
    let colors = || coloring(table, result.embedding.rows(), &by);
    let panels = || {
        PcaPanels::new(table, &prepared.matrix, result)
            .with_context(|| format!("the figure {} needs --method pca", args.figure.key()))
    };
    let component = args.component.unwrap_or(1) - 1;
    // Unless one or so many are asked for, each figure tells of what it is usually looked at for.
    let span = |usual: Span| match (args.component, args.components) {
        (Some(_), _) => Span::One(component),
        (None, Some(kept)) => Span::First(kept),
        (None, None) => usual,
    };
    Ok(match args.figure {
        FigureKind::Map => {
            let cos2 = if choices.faint { result.cos2(&prepared.matrix) } else { None };
            let faint = cos2.map_or_else(Faint::default, |cos2| Faint::of_plane(&cos2));
            map_figure(table, result, &colors(), &faint)
        }
        FigureKind::Scree => scree(args, table, prepared, choices, result, console)?,
        FigureKind::Kl => {
            kl_figure(table, result).context("the KL curve belongs to t-SNE: use --method tsne")?
        }
        FigureKind::Loadings => panels()?.loadings(component, args.cutoff)?,
        FigureKind::Heatmap => panels()?.heat(choices.kept),
        FigureKind::Biplot => {
            let scaling = match args.scaling {
                ScalingArg::Form => Scaling::Form,
                ScalingArg::Covariance => Scaling::Covariance,
            };
            panels()?.biplot(scaling, args.arrows, &colors())
        }
        FigureKind::Circle => panels()?.circle(args.arrows),
        FigureKind::Contributions => panels()?.contributions(span(Span::One(0)))?,
        FigureKind::Cos2 => panels()?.cos2(span(Span::Plane))?,
        FigureKind::Agreement => agreement(table, prepared, choices, result, console)?,
        FigureKind::Outliers => panels()?.outliers(choices.kept, &Progress::new())?,
        FigureKind::Contingency
        | FigureKind::Flow
        | FigureKind::Silhouettes
        | FigureKind::HowMany => {
            plot_clusters::figure(args, table, prepared, choices, result, console)?
        }
    })
}

/// The neighbours that the map keeps, beside those that the other map keeps: t-SNE, or PCA where it is t-SNE.
fn agreement(
    table: &Table,
    prepared: &Arc<Prepared>,
    choices: &Choices,
    result: &MapResult,
    console: &Console,
) -> anyhow::Result<Figure> {
    let other = if result.method.is_tsne() { Method::Pca } else { Method::Tsne };
    let other = computed(other, prepared, choices, console)?;
    let (other, result) = (Arc::new(other), Arc::new(result.clone()));
    let maps = if result.method.is_tsne() { [other, result] } else { [result, other] };
    let found = judged(table, prepared, &maps, choices, console)?;
    Ok(Figure::clone(found.figure()))
}

/// The scree plot, with what was asked for besides.
fn scree(
    args: &PlotArgs,
    table: &Table,
    prepared: &Prepared,
    choices: &Choices,
    result: &MapResult,
    console: &Console,
) -> anyhow::Result<Figure> {
    let (mut parallel, mut bootstrap) = (None, None);
    if let Some(model) = &result.pca {
        let (matrix, seed) = (&prepared.matrix, args.data.seed);
        if args.parallel_analysis {
            parallel = Some(pca_json::parallel(matrix, model.clone(), seed, console)?);
        }
        if let Some(resamples) = args.bootstrap {
            let recipe = &choices.recipe;
            let firm = pca_more::bootstrap(prepared, recipe, model, resamples, seed, console)?;
            bootstrap = Some(firm.0);
        }
    }
    scree_figure(table, result, choices.kept, parallel.as_ref(), bootstrap.as_ref())
        .context("the scree plot belongs to PCA: use --method pca")
}

/// What cannot be drawn is said before the work.
fn page(args: &PlotArgs) -> anyhow::Result<Page> {
    let wrong = |text: &str| Err(Usage::new(text.to_owned()));
    let page = args.page.page(Some(&args.output))?;
    let method = args.method.method;
    match args.figure {
        kind if kind.fits(method) => {}
        FigureKind::Scree => return wrong("the scree plot belongs to PCA: use --method pca"),
        FigureKind::Kl => return wrong("the KL curve belongs to t-SNE: use --method tsne"),
        other => {
            let key = other.key();
            return Err(Usage::new(format!("the figure {key} needs --method pca")));
        }
    }
    if (args.axes.is_some() || args.flip.is_some() || args.faint) && method != Method::Pca {
        return wrong(
            "--axes, --flip and --faint are about principal components: they need --method pca",
        );
    }
    let asked = args.parallel_analysis || args.bootstrap.is_some();
    if asked && (args.figure != FigureKind::Scree || method != Method::Pca) {
        return wrong("--parallel-analysis and --bootstrap need --figure scree and --method pca.");
    }
    Ok(page)
}
