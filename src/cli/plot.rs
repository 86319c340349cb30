//! `dimlens plot`: one figure as a file.

use super::args::{FigureArg, PlotArgs, ThemeArg};
use super::console::Console;
use super::{choices, computed, output, prepared, read};
use crate::features::FeatureError;
use crate::methods::Method;
use crate::project::{ColorChoice, color_column, coloring, map_figure, scree_figure};
use crate::report::{self, Page, Theme};
use anyhow::{Context, bail};

/// The largest picture, in pixels a side, that a viewer can be trusted with.
const LARGEST: f64 = 20_000.0;

pub(super) fn run(args: &PlotArgs) -> anyhow::Result<()> {
    output::refuse_overwriting(&args.data.file, &args.output)?;
    // Before the work, not after it.
    report::check_name(&args.output)?;
    let page = page(args)?;
    let console = Console::new(args.talk.quiet, args.data.threads);
    let mut choices = choices(&args.data, &args.method)?;
    let (table, _) = read(&args.data, &console)?;
    if let Some(name) = &args.color_by {
        if table.column(name).is_none() {
            return Err(FeatureError::no_such_column(name, &table).into());
        }
        choices.color_by = ColorChoice::Column(name.clone());
    }
    let prepared = prepared(&table, &choices, &console)?;
    args.data.save(&choices.recipe)?;
    let result = computed(args.method.method, &prepared, &choices, &console)?;
    let figure = match args.figure {
        FigureArg::Map => {
            let column = color_column(&table, &prepared.roles, &choices.color_by);
            map_figure(&table, &result, &coloring(&table, result.embedding.rows(), column))
        }
        FigureArg::Scree => scree_figure(&table, &result, choices.recipe.is_standard())
            .context("the scree plot belongs to PCA: use --method pca")?,
    };
    report::figure(&args.output, &figure, &page)?;
    if args.talk.json {
        return output::json(&serde_json::json!({
            "method": result.method.key(),
            "figure": if args.figure == FigureArg::Map { "map" } else { "scree" },
            "file": args.output.display().to_string(),
            "rows": result.embedding.rows().len(),
            "caption": result.caption,
        }));
    }
    console.notices(table.notices().iter().chain(&prepared.notices).chain(&result.notices));
    Ok(())
}

fn page(args: &PlotArgs) -> anyhow::Result<Page> {
    for (name, value, least) in [
        ("--width", args.width, 200.0),
        ("--height", args.height, 150.0),
        ("--dpi", args.dpi, 24.0),
    ] {
        if !(value.is_finite() && value >= least) {
            bail!("{name} is {value}; it must be at least {least}.");
        }
    }
    let side = args.width.max(args.height) * args.dpi / 96.0;
    if side > LARGEST {
        bail!(
            "the picture would be {side:.0} pixels a side; at most {LARGEST} are drawn. Lower --dpi."
        );
    }
    if args.figure == FigureArg::Scree && args.method.method == Method::Tsne {
        bail!("the scree plot belongs to PCA: use --method pca");
    }
    let theme = if args.theme == ThemeArg::Dark { Theme::Dark } else { Theme::Light };
    Ok(Page { width: args.width, height: args.height, dpi: args.dpi, theme })
}
