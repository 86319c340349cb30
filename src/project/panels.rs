//! The panels that explain a PCA: the same ones in the window, in files, in the report.
//!
//! Each carries a reading of the data at hand in its caption; `readings` writes them. An axis that is turned
//! round on the map is turned round in every panel.

mod columns;
mod span;

pub use span::Span;

use super::{MapResult, readings};
use crate::data::Table;
use crate::features::{Feature, FeatureMatrix};
use crate::methods::pca::{Outliers, RowFit, component_name};
use crate::methods::{Loadings, MethodError, PcaModel, Plane};
use crate::plots::{
    BiplotInput, CircleInput, Coloring, Figure, MapInput, OutlierInput, biplot, circle, outliers,
};
use crate::progress::Progress;
use crate::words::format_count;
use serde::{Deserialize, Serialize};

/// Arrows of a biplot, and names on a correlation circle, until the user wants more or fewer.
pub const NAMED: usize = 10;
/// Arrows on a correlation circle.
const ARROWS: usize = 60;
/// Arrows whose tips are nearer than this share of the longest arrow are drawn as one.
const ALIKE: f64 = 0.02;
/// Rows that are named among outliers.
const ROWS: usize = 6;

/// What a biplot shows as it is: a plane cannot do both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// Rows in principal coordinates: distances between rows are true.
    #[default]
    Form,
    /// Columns in principal coordinates: lengths of arrows and angles between them are true.
    Covariance,
}

/// A PCA with what its panels are drawn from.
pub struct PcaPanels<'a> {
    table: &'a Table,
    matrix: &'a FeatureMatrix,
    result: &'a MapResult,
    model: &'a PcaModel,
    loadings: Loadings,
}

impl<'a> PcaPanels<'a> {
    /// The panels of a result; `None` where it is not our own PCA, or of another matrix.
    pub fn new(table: &'a Table, matrix: &'a FeatureMatrix, result: &'a MapResult) -> Option<Self> {
        let model = result.pca.as_ref()?;
        if matrix.features().len() != model.mean().len() || matrix.rows() != result.embedding.rows()
        {
            return None;
        }
        let loadings = Loadings::of_matrix(model, matrix);
        Some(Self { table, matrix, result, model, loadings })
    }

    /// Rows as points and so many of the columns that matter most in this plane as arrows.
    pub fn biplot(&self, scaling: Scaling, named: usize, coloring: &Coloring) -> Figure {
        let plane = self.result.plane;
        let sd = |k: usize| self.model.explained_variance().get(k).map_or(0.0, |v| v.sqrt());
        let points: Vec<[f64; 2]> = match scaling {
            Scaling::Form => self.result.embedding.points().to_vec(),
            Scaling::Covariance => {
                let by = plane.axes.map(sd);
                let shared = |v: f64, sd: f64| if sd > 0.0 { v / sd } else { 0.0 };
                let points = self.result.embedding.points().iter();
                points.map(|p| [shared(p[0], by[0]), shared(p[1], by[1])]).collect()
            }
        };
        let (components, loadings) = (self.model.components(), self.loadings.loadings());
        let coordinates = match scaling {
            Scaling::Form => components,
            Scaling::Covariance => loadings,
        };
        let tip = |j: usize| plane.of(|k| coordinates.get([k, j]).copied());
        let (arrows, features) = self.arrows(&self.ranked(), tip, named);
        let name = match scaling {
            Scaling::Form => "PCA biplot, form scaling",
            Scaling::Covariance => "PCA biplot, covariance scaling",
        };
        let labels = self.result.axis_labels();
        let map = MapInput {
            title: name,
            caption: "",
            points: &points,
            axis_labels: [&labels[0], &labels[1]],
            numbered_axes: true,
            coloring,
            faint: &[],
        };
        let mut drawn = biplot(&BiplotInput { map, arrows: &arrows });
        let all = self.matrix.features().len();
        let reading = readings::biplot(scaling, &self.kept(), features, all, drawn.factor);
        drawn.figure.caption = self.caption(&reading);
        drawn.figure
    }

    /// Columns as arrows, so many of them with names: their correlations with both components of the plane.
    pub fn circle(&self, named: usize) -> Figure {
        let correlations = self.loadings.correlations();
        let mut ranked: Vec<usize> = (0..self.matrix.features().len()).collect();
        let cos2 = self.cos2_of(Span::Plane);
        let size = |j: usize| Some(cos2[j]).filter(|v| v.is_finite()).unwrap_or(-1.0);
        ranked.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        let at = |j: usize| self.result.plane.of(|k| correlations.get([k, j]).copied());
        let (columns, features) = self.arrows(&ranked, at, ARROWS.max(named));
        let name = |j: usize| self.matrix.features()[j].name.as_str();
        let mut reading = readings::cos2("this plane", &cos2, name);
        if features < ranked.len() {
            reading.push_str(&readings::hidden(ranked.len() - features));
        }
        let labels = self.result.axis_labels();
        circle(&CircleInput {
            title: "Correlation circle",
            caption: &self.caption(&reading),
            axis_labels: [&labels[0], &labels[1]],
            columns: &columns,
            named,
        })
    }

    /// Rows by T2 and SPE over the first components, at most those kept.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`].
    pub fn outliers(&self, components: usize, progress: &Progress) -> Result<Figure, MethodError> {
        let fit = RowFit::new(self.model, self.matrix.values().view(), progress)?;
        Ok(self.outlier_figure(&Outliers::new(&fit, components)))
    }

    /// Rows by T2 and SPE, once both are known.
    pub(super) fn outlier_figure(&self, found: &Outliers) -> Figure {
        let rows = self.matrix.rows();
        let beyond: Vec<[bool; 2]> =
            (0..rows.len()).map(|i| [found.is_far(i), found.is_off_the_plane(i)]).collect();
        let over = |value: f64, limit: Option<f64>| limit.map_or(0.0, |limit| value / limit);
        let worst =
            |i: usize| over(found.t2[i], found.t2_limit).max(over(found.spe[i], found.spe_limit));
        let mut named: Vec<usize> =
            (0..rows.len()).filter(|i| beyond[*i].contains(&true)).collect();
        named.sort_by(|a, b| worst(*b).total_cmp(&worst(*a)));
        named.truncate(ROWS);
        let names: Vec<(usize, String)> = named
            .into_iter()
            .map(|i| (i, format!("row {}", format_count(rows[i].0 as usize))))
            .collect();
        let counts = [0, 1].map(|d| beyond.iter().filter(|b| b[d]).count());
        let farthest = names.first().map(|(_, name)| name.as_str());
        let reading = readings::outliers(rows.len(), counts, farthest);
        outliers(&OutlierInput {
            title: &format!("Outliers of {}", readings::first(found.components)),
            caption: &self.caption(&reading),
            t2: &found.t2,
            spe: &found.spe,
            limits: [found.t2_limit, found.spe_limit],
            beyond: &beyond,
            names: &names,
        })
    }

    /// "PC1: tenure +, contract (Two year +)".
    pub fn name(&self, component: usize) -> String {
        name(self.model, self.result.plane, component, self.matrix.features())
    }

    fn sign(&self, component: usize) -> f64 {
        sign(self.result.plane, component)
    }

    /// "PC1 and PC2 keep 31.2 % of the variance".
    fn kept(&self) -> String {
        let ratio = self.model.explained_variance_ratio();
        let sum: f64 = self.result.plane.axes.iter().filter_map(|k| ratio.get(*k)).sum();
        format!("{} keep {:.1} % of the variance", self.said(Span::Plane), sum * 100.0)
    }

    /// At most so many different arrows, in this order; features whose arrows cover each other share one. Also,
    /// how many features they stand for.
    fn arrows(
        &self,
        ranked: &[usize],
        tip: impl Fn(usize) -> [f64; 2],
        most: usize,
    ) -> (Vec<(String, [f64; 2])>, usize) {
        let size = |[x, y]: [f64; 2]| x.hypot(y);
        let tips: Vec<(usize, [f64; 2])> = ranked.iter().map(|&j| (j, tip(j))).collect();
        let longest = tips.iter().map(|(_, tip)| size(*tip)).fold(0.0, f64::max);
        let mut found: Vec<(usize, [f64; 2], usize)> = Vec::new();
        for (j, tip) in tips {
            let near = |other: &[f64; 2]| size([other[0] - tip[0], other[1] - tip[1]]);
            let alike = found.iter().position(|(_, other, _)| near(other) < ALIKE * longest);
            match alike {
                Some(at) => found[at].2 += 1,
                None if found.len() < most => found.push((j, tip, 1)),
                None => {}
            }
        }
        let features = found.iter().map(|(_, _, count)| count).sum();
        let name = |j: usize, count: usize| {
            let name = &self.matrix.features()[j].name;
            if count > 1 { format!("{name} and {} alike", count - 1) } else { name.clone() }
        };
        (found.into_iter().map(|(j, tip, count)| (name(j, count), tip)).collect(), features)
    }

    /// Columns by what they contribute to the plane: the length of their loadings in it.
    fn ranked(&self) -> Vec<usize> {
        let loadings = self.loadings.loadings();
        let size = |j: usize| -> f64 {
            let parts = self.result.plane.axes.iter().filter_map(|k| loadings.get([*k, j]));
            parts.map(|v| v * v).sum()
        };
        let mut ranked: Vec<usize> = (0..self.matrix.features().len()).collect();
        ranked.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        ranked
    }

    fn caption(&self, reading: &str) -> String {
        format!("{reading} {}: {}.", self.table.short_name(), self.result.caption)
    }
}

/// The names of all components that were computed, as the map turns them.
pub fn component_names(features: &[Feature], result: &MapResult) -> Vec<String> {
    let Some(model) = result.pca.as_ref().filter(|m| m.mean().len() == features.len()) else {
        return Vec::new();
    };
    (0..model.components().nrows()).map(|k| name(model, result.plane, k, features)).collect()
}

fn name(model: &PcaModel, plane: Plane, component: usize, features: &[Feature]) -> String {
    let row = model.components().row(component).mapv(|v| v * sign(plane, component));
    component_name(component + 1, row.view(), features)
}

/// Whether the map turns a component round.
fn sign(plane: Plane, component: usize) -> f64 {
    let turned = (0..2).any(|d| plane.axes[d] == component && plane.flip[d]);
    if turned { -1.0 } else { 1.0 }
}
