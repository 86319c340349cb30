//! `dimlens plot`: which figure, and how it is drawn.

use super::{ClusterArgs, DataArgs, MethodArgs, PageArgs, TalkArgs};
use crate::project::{ClusterSpace, FigureKind};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `dimlens plot`
#[derive(Debug, Args)]
pub struct PlotArgs {
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    #[command(flatten)]
    pub(in crate::cli) method: MethodArgs,
    /// What to draw
    #[arg(long, default_value = "map")]
    pub(in crate::cli) figure: FigureKind,
    /// PCA: the two components that the map, the biplot and the circle show
    #[arg(long, value_name = "A,B", value_parser = axes)]
    pub(in crate::cli) axes: Option<[usize; 2]>,
    /// PCA: turn an axis round; which way a component points is a convention
    #[arg(long, value_name = "x|y|xy", value_parser = flip)]
    pub(in crate::cli) flip: Option<[bool; 2]>,
    /// PCA: the component of loadings, contributions and cos2; 1 where left out (cos2: the map's two)
    #[arg(long, value_name = "N", value_parser = component, allow_negative_numbers = true)]
    pub(in crate::cli) component: Option<usize>,
    /// PCA: so many components are kept: the cut of the scree plot and the heat map, and what contributions, cos2
    /// and outliers are told for; 2 where left out
    #[arg(long, value_name = "N", value_parser = component, allow_negative_numbers = true)]
    pub(in crate::cli) components: Option<usize>,
    /// PCA scree: compare the eigenvalues with those of 100 tables of permuted columns (Horn 1965)
    #[arg(long)]
    pub(in crate::cli) parallel_analysis: bool,
    /// PCA scree: whiskers, how far the eigenvalues move in N tables of rows drawn with replacement
    #[arg(long, value_name = "N")]
    pub(in crate::cli) bootstrap: Option<usize>,
    /// PCA loadings: leave out those that are smaller
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = cutoff, allow_negative_numbers = true, hide_default_value = true)]
    pub(in crate::cli) cutoff: f64,
    /// PCA: arrows of the biplot, names on the circle
    #[arg(long, value_name = "N", default_value_t = crate::project::NAMED, value_parser = component, allow_negative_numbers = true)]
    pub(in crate::cli) arrows: usize,
    /// PCA map: hold back the rows of which the plane shows less than half of the squared distance to the centre
    #[arg(long)]
    pub(in crate::cli) faint: bool,
    /// PCA: what the biplot shows as it is
    #[arg(long, default_value = "form")]
    pub(in crate::cli) scaling: ScalingArg,
    #[command(flatten)]
    pub(in crate::cli) cluster: ClusterArgs,
    /// silhouette, how-many: where clusters are looked for; features where left out
    #[arg(long, value_name = "SPACE")]
    pub(in crate::cli) space: Option<ClusterSpace>,
    /// contingency, clusters-flow: two spaces, or a space and a label column; pca-map,tsne-map where left out
    #[arg(long, value_name = "A,B", value_parser = between)]
    pub(in crate::cli) between: Option<[String; 2]>,
    /// The column that colours the points; the label where left out
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) color_by: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) page: PageArgs,
    /// The file to write; its ending (.svg, .pdf, .png) decides the format
    #[arg(short, long, value_name = "OUT.svg|pdf|png")]
    pub(in crate::cli) output: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) talk: TalkArgs,
}

/// The figures on the command line are those of the window.
impl ValueEnum for FigureKind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.about()))
    }
}

impl ValueEnum for ClusterSpace {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()))
    }
}

/// `plot --scaling`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ScalingArg {
    /// Distances between rows
    Form,
    /// Lengths of arrows, and angles between them
    Covariance,
}

/// A component as typed, counted from 1.
fn component(text: &str) -> Result<usize, String> {
    match text.trim().parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err("components count from 1".to_owned()),
    }
}

/// Two components between a comma, as indices.
fn axes(text: &str) -> Result<[usize; 2], String> {
    let two = || "two different components, such as 2,3".to_owned();
    let (a, b) = text.split_once(',').ok_or_else(two)?;
    let (a, b) = (component(a)?, component(b)?);
    if a == b { Err(two()) } else { Ok([a - 1, b - 1]) }
}

/// Two names between a comma.
fn between(text: &str) -> Result<[String; 2], String> {
    let (a, b) = text.split_once(',').ok_or("two of them, such as features,tsne-map")?;
    Ok([a, b].map(|name| name.trim().to_owned()))
}

fn cutoff(text: &str) -> Result<f64, String> {
    match text.trim().parse() {
        Ok(value @ 0.0..=f64::MAX) => Ok(value),
        _ => Err("a number, 0 or more".to_owned()),
    }
}

fn flip(text: &str) -> Result<[bool; 2], String> {
    match text {
        "x" => Ok([true, false]),
        "y" => Ok([false, true]),
        "xy" | "x,y" => Ok([true, true]),
        _ => Err("x, y or xy".to_owned()),
    }
}
