//! Results become figures: the same ones in the window, in files, in the report.

use super::agreement::said_of_lies;
use super::{
    Choices, ClusterLook, ClusterNames, ClusterSpace, Clusterings, ColorChoice, JudgedMap,
    MapAgreement, MapResult, Measured, NamedClustering, Segment, readings, segment_codes,
};
use crate::data::{RowId, Table, Values};
use crate::features::{ColumnRole, Role};
use crate::methods::Clustering;
use crate::methods::pca::{Bootstrap, Parallel, Rules};
use crate::plots::{
    ColorBy, Coloring, Figure, Ink, Key, Legend, LegendEntries, MapInput, ScreeLine, Shape,
    format_value, map, palette, scree,
};
use std::fmt::Write as _;
use std::sync::Arc;

/// A row of which the plane keeps less than this share of its squared distance to the centre is shown badly.
const HALF: f64 = 0.5;

/// What colours the points, found out for one table: equal ones give equal colours.
#[derive(Debug, Clone, Default)]
pub enum Colors {
    /// One colour for all.
    #[default]
    Nothing,
    /// A column of the table.
    Column(String),
    /// The user's segments.
    Segments(Vec<Segment>),
    /// What was measured of each row.
    Measured(Arc<Measured>),
    /// The clusters that were found in a space.
    Clusters(Arc<Clusterings>, ClusterSpace, Vec<ClusterLook>),
}

/// Measures are equal where they are the same one: they are large, and hold gaps that equal nothing.
impl PartialEq for Colors {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) => true,
            (Self::Column(a), Self::Column(b)) => a == b,
            (Self::Segments(a), Self::Segments(b)) => a == b,
            (Self::Measured(a), Self::Measured(b)) => Arc::ptr_eq(a, b),
            (Self::Clusters(a, at, al), Self::Clusters(b, bt, bl)) => {
                at == bt && Arc::ptr_eq(a, b) && al == bl
            }
            _ => false,
        }
    }
}

impl Colors {
    /// What it is called.
    pub fn title(&self) -> &str {
        match self {
            Self::Nothing => "nothing",
            Self::Column(name) => name,
            Self::Segments(_) => "Segments",
            Self::Measured(measured) => measured.title(),
            Self::Clusters(found, space, _) => {
                found.of_space(*space).map_or("clusters", |found| &found.name)
            }
        }
    }
}

/// What colours the points: what was chosen, or the first label column. A measure colours nothing until it is there.
pub fn colors(
    table: &Table,
    roles: &[ColumnRole],
    choices: &Choices,
    judged: Option<&MapAgreement>,
    clusters: Option<&Arc<Clusterings>>,
) -> Colors {
    let column = match &choices.color_by {
        ColorChoice::Nothing => None,
        ColorChoice::Measure(measure) => {
            let measured = judged.map(|judged| judged.measured(*measure));
            return measured.map_or(Colors::Nothing, |m| Colors::Measured(Arc::clone(m)));
        }
        ColorChoice::Clusters(space) => {
            return clusters.map_or(Colors::Nothing, |found| {
                Colors::Clusters(Arc::clone(found), *space, choices.cluster_looks.clone())
            });
        }
        ColorChoice::Segments => return Colors::Segments(choices.segments.clone()),
        ColorChoice::Column(name) => table.column(name),
        ColorChoice::Auto => {
            let mut columns = table.columns().iter().zip(roles);
            columns.find(|(_, role)| role.role == Role::Label).map(|(column, _)| &**column)
        }
    };
    column.map_or(Colors::Nothing, |column| Colors::Column(column.name.clone()))
}

/// Colours for the points of these rows.
pub fn coloring(table: &Table, rows: &[RowId], colors: &Colors) -> Coloring {
    match colors {
        Colors::Nothing => Coloring::new(&ColorBy::Nothing, rows.len()),
        Colors::Column(name) => of_column(table, rows, name),
        Colors::Measured(measured) => of_measured(rows, measured),
        Colors::Clusters(found, space, looks) => {
            let none = || Coloring::new(&ColorBy::Nothing, rows.len());
            found.of_space(*space).map_or_else(none, |found| of_clusters(rows, found, looks))
        }
        Colors::Segments(segments) => {
            let codes = segment_codes(segments, rows);
            let levels: Vec<&str> = segments.iter().map(|segment| &*segment.name).collect();
            let styles: Vec<usize> = segments.iter().map(|segment| segment.style).collect();
            let (codes, levels, styles) = (&codes, &levels, &styles);
            let by = ColorBy::Chosen { title: colors.title(), codes, levels, styles };
            Coloring::new(&by, rows.len())
        }
    }
}

/// Numbers with few different values, as labels have, are categories.
fn of_column(table: &Table, rows: &[RowId], name: &str) -> Coloring {
    const CATEGORIES: usize = 12;
    let Some(column) = table.column(name) else {
        return Coloring::new(&ColorBy::Nothing, rows.len());
    };
    let places = || rows.iter().map(|&row| table.position(row));
    match &column.values {
        Values::Text(levels) => {
            let codes: Vec<Option<u32>> =
                places().map(|at| at.and_then(|at| levels.code(at))).collect();
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

/// Rows without a cluster are hollow: noise, or not grouped.
fn of_clusters(rows: &[RowId], found: &NamedClustering, looks: &[ClusterLook]) -> Coloring {
    let clustering = &found.clustering;
    let codes: Vec<Option<u32>> = rows.iter().map(|&row| clustering.group(row).flatten()).collect();
    let names = ClusterNames::new(found, looks);
    let levels: Vec<&str> = names.all().iter().map(String::as_str).collect();
    let (title, styles) = (&*found.name, names.styles());
    let by = ColorBy::Chosen { title, codes: &codes, levels: &levels, styles };
    let mut coloring = Coloring::new(&by, rows.len());
    for (at, _) in codes.iter().enumerate().filter(|(_, code)| code.is_none()) {
        coloring.colors[at] = palette::MISSING;
        coloring.shapes[at] = Shape::Ring;
    }
    if let Some(Legend { entries: LegendEntries::Classes(classes), .. }) = &mut coloring.legend {
        // The last class is that of rows without one.
        if let Some(last) = classes.last_mut().filter(|_| codes.contains(&None)) {
            last.label = Clustering::name(None);
            (last.ink, last.key) = (Ink::Data(palette::MISSING), Key::Point(Shape::Ring));
        }
    }
    coloring
}

fn of_measured(rows: &[RowId], measured: &Measured) -> Coloring {
    let values = measured.among(rows);
    let by = ColorBy::Numbers { title: measured.title(), values: &values };
    let mut coloring = Coloring::new(&by, rows.len());
    if let Some(Legend { entries: LegendEntries::Scale { missing: Some(entry), .. }, .. }) =
        &mut coloring.legend
    {
        "(not judged)".clone_into(&mut entry.label);
    }
    coloring
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

/// Which rows are held back on a map, and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Faint {
    /// Row by row; empty where none is.
    pub rows: Vec<bool>,
    /// Sentences for the caption.
    pub said: String,
}

impl Faint {
    /// Rows that a plane shows badly, by the share of their squared distance to the centre that it keeps.
    pub fn of_plane(cos2: &[f64]) -> Self {
        let rows: Vec<bool> = cos2.iter().map(|share| *share < HALF).collect();
        let count = rows.iter().filter(|faint| **faint).count();
        Self { said: format!("{} ", readings::faint(count, rows.len())), rows }
    }

    /// Rows that a map lies about, beside those that are held back already. Rows that were not judged are not.
    #[must_use]
    pub fn with_lies(mut self, map: &JudgedMap, rows: &[RowId]) -> Self {
        let line = map.lie_below();
        let trust = map.trust().among(rows);
        let judged = trust.iter().filter(|trust| trust.is_finite()).count();
        let lies = trust.iter().filter(|trust| **trust < line).count();
        self.rows.resize(rows.len(), false);
        for (faint, trust) in self.rows.iter_mut().zip(&trust) {
            *faint |= *trust < line;
        }
        let _ = write!(self.said, "{} ", said_of_lies(lies, judged, line));
        self
    }
}

/// The map of one method; its caption says all that is needed to make it again.
pub fn map_figure(table: &Table, result: &MapResult, coloring: &Coloring, faint: &Faint) -> Figure {
    let labels = result.axis_labels();
    let caption = format!("{}{}", faint.said, caption(table, result));
    map(&MapInput {
        title: result.method.title(),
        caption: &caption,
        points: result.embedding.points(),
        axis_labels: [&labels[0], &labels[1]],
        numbered_axes: result.explained_variance.is_some(),
        coloring,
        faint: &faint.rows,
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
