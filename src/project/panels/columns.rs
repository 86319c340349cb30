//! How columns take part in components: bars, and a heat map of all of them.

use super::{PcaPanels, Span};
use crate::methods::MethodError;
use crate::methods::pca::groups;
use crate::plots::{Figure, HeatInput, LyingInput, Part, heat, lying_bars};
use crate::project::readings;

/// Lines of a heat map.
const LINES: usize = 42;
/// Components of a heat map, where no more are kept.
const ACROSS: usize = 10;
/// Components of a heat map that can be told apart at a usual size.
const MOST_ACROSS: usize = 24;

impl PcaPanels<'_> {
    /// Loadings of one component, counted from 0, as bars; those smaller than `cutoff` are left out.
    ///
    /// # Errors
    /// [`MethodError::NoSuchComponent`].
    pub fn loadings(&self, component: usize, cutoff: f64) -> Result<Figure, MethodError> {
        self.known(Span::One(component))?;
        let sign = self.sign(component);
        let values = |j: usize| sign * self.loadings.loadings()[[component, j]];
        let contributions = self.loadings.contributions();
        let reading =
            readings::loadings(&self.name(component), contributions.row(component).as_slice());
        Ok(lying_bars(&LyingInput {
            title: &format!("Loadings of {}", self.said_with_share(Span::One(component))),
            caption: &self.caption(&reading),
            label: "Loading: coefficient \u{d7} \u{221a}eigenvalue",
            parts: &self.parts(values),
            reference: None,
            cutoff,
            decimals: 2,
        }))
    }

    /// What each column contributes to one component, or to several together, each by its variance, as bars.
    ///
    /// # Errors
    /// [`MethodError::NoSuchComponent`].
    pub fn contributions(&self, span: Span) -> Result<Figure, MethodError> {
        self.known(span)?;
        let values = self.contributions_of(span);
        let average = 100.0 / values.len().max(1) as f64;
        let reading = readings::contributions(&self.said(span), &values, average);
        Ok(lying_bars(&LyingInput {
            title: &format!("Contributions to {}", self.said_with_share(span)),
            caption: &self.caption(&reading),
            label: "Contribution (%)",
            parts: &self.parts(|j| values[j]),
            reference: Some((average, "if all columns contributed alike")),
            cutoff: 0.0,
            decimals: 1,
        }))
    }

    fn contributions_of(&self, span: Span) -> Vec<f64> {
        let contributions = self.loadings.contributions();
        let components = self.components_of(span);
        let weight = |k: usize| self.model.explained_variance().get(k).copied().unwrap_or(0.0);
        let total: f64 = components.iter().map(|k| weight(*k)).sum();
        let part = |j: usize| -> f64 {
            match components[..] {
                // As it is, also where it has no variance to weigh by.
                [k] => contributions[[k, j]],
                _ if total > 0.0 => {
                    let parts = components.iter().map(|&k| contributions[[k, j]] * weight(k));
                    parts.sum::<f64>() / total
                }
                _ => 0.0,
            }
        };
        (0..self.matrix.features().len()).map(part).collect()
    }

    /// How well one component, or several together, carry each column, as bars.
    ///
    /// # Errors
    /// [`MethodError::NoSuchComponent`].
    pub fn cos2(&self, span: Span) -> Result<Figure, MethodError> {
        self.known(span)?;
        let cos2 = self.cos2_of(span);
        let known: Vec<f64> = cos2.iter().copied().filter(|v| v.is_finite()).collect();
        let average = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let name = |j: usize| self.matrix.features()[j].name.as_str();
        let reading = readings::cos2(&self.said(span), &cos2, name);
        Ok(lying_bars(&LyingInput {
            title: &format!("Columns on {}", self.said_with_share(span)),
            caption: &self.caption(&reading),
            label: "cos\u{b2}: share of the column's variance that is carried",
            parts: &self.parts(|j| cos2[j]),
            reference: Some((average, "average")),
            cutoff: 0.0,
            decimals: 2,
        }))
    }

    /// The share of each column's variance that the components carry together.
    pub(super) fn cos2_of(&self, span: Span) -> Vec<f64> {
        let cos2 = self.loadings.cos2();
        let components = self.components_of(span);
        let share = |j: usize| components.iter().map(|&k| cos2[[k, j]]).sum();
        (0..self.matrix.features().len()).map(share).collect()
    }

    /// Correlations of columns with the first components, as coloured cells; a line stands behind those that
    /// are kept.
    pub fn heat(&self, kept: usize) -> Figure {
        let features = self.matrix.features();
        let found = self.model.components().nrows();
        let across = kept.clamp(ACROSS, MOST_ACROSS).min(found);
        let correlations = self.loadings.correlations();
        let groups = groups(features);
        let shown = self.most_telling(&groups, across);
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
                let values = (0..across).map(|k| self.sign(k) * correlations[[k, j]]).collect();
                rows.push((name.unwrap_or_else(|| feature.name.clone()), values));
            }
        }
        let names: Vec<String> = (0..across.min(3)).map(|k| self.name(k)).collect();
        let mut reading = format!("{}.", names.join("; "));
        if kept < across {
            reading.push_str(&readings::behind(kept));
        }
        if hidden > 0 {
            reading.push_str(&readings::hidden(hidden));
        }
        let columns: Vec<String> = (0..across).map(|k| format!("PC{}", k + 1)).collect();
        heat(&HeatInput {
            title: "Correlations of columns with components",
            caption: &self.caption(&reading),
            label: "Correlation",
            rows: &rows,
            columns: &columns,
            largest: 1.0,
            cut: Some(kept).filter(|kept| *kept < across),
        })
    }

    /// The groups with the largest part in any of the components, as many as there is room for, in the order of
    /// the table.
    fn most_telling(&self, groups: &[std::ops::Range<usize>], components: usize) -> Vec<usize> {
        let contributions = self.loadings.contributions();
        let part = |at: &usize| -> f64 {
            let all = groups[*at].clone().flat_map(|j| (0..components).map(move |k| (k, j)));
            all.map(|place| contributions[place]).fold(0.0, f64::max)
        };
        let mut ranked: Vec<usize> = (0..groups.len()).collect();
        ranked.sort_by(|a, b| part(b).total_cmp(&part(a)));
        let mut used = 0;
        let within = ranked.iter().take_while(|at| {
            used += groups[**at].len() + usize::from(groups[**at].len() > 1);
            used <= LINES
        });
        let count = within.count().max(1).min(ranked.len());
        ranked.truncate(count);
        ranked.sort_unstable();
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
}
