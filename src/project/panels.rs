//! The panels that explain a PCA: the same ones in the window, in files, in the report.
//!
//! Each carries a reading of the data at hand in its caption; `readings` writes them. An axis that is turned
//! round on the map is turned round in every panel.

use super::{MapResult, readings};
use crate::data::Table;
use crate::features::FeatureMatrix;
use crate::methods::pca::{Outliers, RowFit, component_name, groups};
use crate::methods::{Loadings, MethodError, PcaModel};
use crate::plots::{
    BiplotInput, CircleInput, Coloring, Figure, HeatInput, LyingInput, MapInput, OutlierInput,
    Part, biplot, circle, heat, lying_bars, outliers,
};
use crate::progress::Progress;
use serde::{Deserialize, Serialize};

/// Arrows of a biplot, and names on a correlation circle.
const NAMED: usize = 10;
/// Arrows on a correlation circle.
const ARROWS: usize = 60;
/// Arrows whose tips are nearer than this share of the longest arrow are drawn as one.
const ALIKE: f64 = 0.02;
/// Rows that are named among outliers.
const ROWS: usize = 6;
/// Lines of a heat map.
const LINES: usize = 42;
/// Components of a heat map.
const ACROSS: usize = 10;

/// What a biplot shows as it is: a plane cannot do both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        let loadings = Loadings::new(model, matrix.values());
        Some(Self { table, matrix, result, model, loadings })
    }

    /// Loadings of one component, counted from 0, as bars.
    ///
    /// # Errors
    /// [`MethodError::NoSuchComponent`].
    pub fn loadings(&self, component: usize) -> Result<Figure, MethodError> {
        self.known(component)?;
        let sign = self.sign(component);
        let values = |j: usize| sign * self.loadings.loadings()[[component, j]];
        let contributions = self.loadings.contributions();
        let reading =
            readings::loadings(&self.name(component), contributions.row(component).as_slice());
        Ok(lying_bars(&LyingInput {
            title: &format!("Loadings of {}", self.component(component)),
            caption: &self.caption(&reading),
            label: "Loading: coefficient \u{d7} \u{221a}eigenvalue",
            parts: &self.parts(values),
            reference: None,
            decimals: 2,
        }))
    }

    /// What each column contributes to one component, counted from 0, as bars.
    ///
    /// # Errors
    /// [`MethodError::NoSuchComponent`].
    pub fn contributions(&self, component: usize) -> Result<Figure, MethodError> {
        self.known(component)?;
        let row = self.loadings.contributions();
        let row = row.row(component);
        let average = 100.0 / row.len() as f64;
        let reading = readings::contributions(component + 1, row.as_slice(), average);
        Ok(lying_bars(&LyingInput {
            title: &format!("Contributions to {}", self.component(component)),
            caption: &self.caption(&reading),
            label: "Contribution (%)",
            parts: &self.parts(|j| row[j]),
            reference: Some((average, "if all columns contributed alike")),
            decimals: 1,
        }))
    }

    /// How well the plane on show carries each column, as bars.
    pub fn cos2(&self) -> Figure {
        let cos2: Vec<f64> =
            (0..self.matrix.features().len()).map(|j| self.plane_cos2(j)).collect();
        let known: Vec<f64> = cos2.iter().copied().filter(|v| v.is_finite()).collect();
        let average = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let name = |j: usize| self.matrix.features()[j].name.as_str();
        let reading = readings::cos2(&cos2, name);
        lying_bars(&LyingInput {
            title: &format!("Columns on the plane of {}", self.plane()),
            caption: &self.caption(&reading),
            label: "cos\u{b2}: share of the column's variance that the plane carries",
            parts: &self.parts(|j| cos2[j]),
            reference: Some((average, "average")),
            decimals: 2,
        })
    }

    /// Correlations of columns with the first components, as coloured cells.
    pub fn heat(&self) -> Figure {
        let features = self.matrix.features();
        let kept = self.model.components().nrows().min(ACROSS);
        let correlations = self.loadings.correlations();
        let contributions = self.loadings.contributions();
        // Where there are too many lines, columns with the largest part in any component stay.
        let groups = groups(features);
        let part = |at: &usize| -> f64 {
            let all = groups[*at].clone().flat_map(|j| (0..kept).map(move |k| (k, j)));
            all.map(|place| contributions[place]).fold(0.0, f64::max)
        };
        let mut ranked: Vec<usize> = (0..groups.len()).collect();
        ranked.sort_by(|a, b| part(b).total_cmp(&part(a)));
        let mut used = 0;
        let within = ranked.iter().take_while(|at| {
            used += groups[**at].len() + usize::from(groups[**at].len() > 1);
            used <= LINES
        });
        let mut shown: Vec<usize> = ranked[..within.count().max(1).min(ranked.len())].to_vec();
        shown.sort_unstable();
        let hidden = groups.len() - shown.len();
        let mut rows = Vec::new();
        for group in shown.into_iter().map(|at| groups[at].clone()) {
            let many = group.len() > 1;
            if many {
                rows.push((format!("{}:", features[group.start].column), Vec::new()));
            }
            for j in group {
                let feature = &features[j];
                let name = if many { feature.level.clone() } else { None };
                let values = (0..kept).map(|k| self.sign(k) * correlations[[k, j]]).collect();
                rows.push((name.unwrap_or_else(|| feature.name.clone()), values));
            }
        }
        let names: Vec<String> = (0..kept.min(3)).map(|k| self.name(k)).collect();
        let mut reading = format!("{}.", names.join("; "));
        if hidden > 0 {
            reading.push_str(&readings::hidden(hidden));
        }
        let columns: Vec<String> = (0..kept).map(|k| format!("PC{}", k + 1)).collect();
        heat(&HeatInput {
            title: "Correlations of columns with components",
            caption: &self.caption(&reading),
            label: "Correlation",
            rows: &rows,
            columns: &columns,
            largest: 1.0,
        })
    }

    /// Rows as points and the columns that matter most in this plane as arrows.
    pub fn biplot(&self, scaling: Scaling, coloring: &Coloring) -> Figure {
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
        let (arrows, features) = self.arrows(&self.ranked(), tip, NAMED);
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
        };
        let mut drawn = biplot(&BiplotInput { map, arrows: &arrows });
        let all = self.matrix.features().len();
        let reading = readings::biplot(scaling, &self.kept(), features, all, drawn.factor);
        drawn.figure.caption = self.caption(&reading);
        drawn.figure
    }

    /// Columns as arrows: their correlations with both components of the plane.
    pub fn circle(&self) -> Figure {
        let correlations = self.loadings.correlations();
        let mut ranked: Vec<usize> = (0..self.matrix.features().len()).collect();
        let size = |j: usize| Some(self.plane_cos2(j)).filter(|v| v.is_finite()).unwrap_or(-1.0);
        ranked.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        let at = |j: usize| self.result.plane.of(|k| correlations.get([k, j]).copied());
        let (columns, features) = self.arrows(&ranked, at, ARROWS);
        let cos2: Vec<f64> = (0..ranked.len()).map(|j| self.plane_cos2(j)).collect();
        let mut reading = readings::cos2(&cos2, |j| self.matrix.features()[j].name.as_str());
        if features < ranked.len() {
            reading.push_str(&readings::hidden(ranked.len() - features));
        }
        let labels = self.result.axis_labels();
        circle(&CircleInput {
            title: "Correlation circle",
            caption: &self.caption(&reading),
            axis_labels: [&labels[0], &labels[1]],
            columns: &columns,
            named: NAMED,
        })
    }

    /// Rows by T2 and SPE over the first components, at most those kept.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`].
    pub fn outliers(&self, components: usize, progress: &Progress) -> Result<Figure, MethodError> {
        let fit = RowFit::new(self.model, self.matrix.values(), progress)?;
        let found = Outliers::new(&fit, components);
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
        let names: Vec<(usize, String)> =
            named.into_iter().map(|i| (i, format!("row {}", rows[i]))).collect();
        let counts = [0, 1].map(|d| beyond.iter().filter(|b| b[d]).count());
        let farthest = names.first().map(|(_, name)| name.as_str());
        let reading = readings::outliers(rows.len(), counts, farthest);
        Ok(outliers(&OutlierInput {
            title: &format!("Outliers of {}", readings::first(found.components)),
            caption: &self.caption(&reading),
            t2: &found.t2,
            spe: &found.spe,
            limits: [found.t2_limit, found.spe_limit],
            beyond: &beyond,
            names: &names,
        }))
    }

    /// "PC1: tenure +, contract (Two year +)".
    pub fn name(&self, component: usize) -> String {
        let components = self.model.components();
        let row = components.row(component).mapv(|v| v * self.sign(component));
        component_name(component + 1, row.view(), self.matrix.features())
    }

    fn known(&self, component: usize) -> Result<(), MethodError> {
        let found = self.model.components().nrows();
        if component < found {
            return Ok(());
        }
        Err(MethodError::NoSuchComponent { component: component + 1, found })
    }

    /// Whether the map turns a component round.
    fn sign(&self, component: usize) -> f64 {
        let plane = &self.result.plane;
        let turned = (0..2).any(|d| plane.axes[d] == component && plane.flip[d]);
        if turned { -1.0 } else { 1.0 }
    }

    /// "PC1 (20.8 %)".
    fn component(&self, k: usize) -> String {
        let share = self.model.explained_variance_ratio().get(k).copied().unwrap_or(0.0);
        format!("PC{} ({:.1} %)", k + 1, share * 100.0)
    }

    /// "PC1 and PC2".
    fn plane(&self) -> String {
        let [a, b] = self.result.plane.axes.map(|k| k + 1);
        format!("PC{a} and PC{b}")
    }

    /// "PC1 and PC2 keep 31.2 % of the variance".
    fn kept(&self) -> String {
        let ratio = self.model.explained_variance_ratio();
        let sum: f64 = self.result.plane.axes.iter().filter_map(|k| ratio.get(*k)).sum();
        format!("{} keep {:.1} % of the variance", self.plane(), sum * 100.0)
    }

    fn plane_cos2(&self, j: usize) -> f64 {
        let cos2 = self.loadings.cos2();
        self.result.plane.axes.iter().filter_map(|k| cos2.get([*k, j])).sum()
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

    fn parts(&self, value: impl Fn(usize) -> f64) -> Vec<Part> {
        let features = self.matrix.features();
        let part = |group: std::ops::Range<usize>| {
            let many = group.len() > 1;
            let first = &features[group.start];
            let column = if many { &first.column } else { &first.name };
            let name =
                |j: usize| features[j].level.clone().unwrap_or_else(|| features[j].name.clone());
            let values = group.map(|j| (name(j), value(j))).collect();
            Part { column: column.clone(), values }
        };
        groups(features).into_iter().map(part).collect()
    }

    fn caption(&self, reading: &str) -> String {
        format!("{reading} {}: {}.", self.table.short_name(), self.result.caption)
    }
}
