//! A customer rebuilt from a few components: `X = U S V'`, cut after k of them.
//!
//! The best approximation of rank k keeps the k largest singular values (Eckart and Young 1936); what is lost is the
//! sum of the squares of the others.

use super::{ExplainError, Lesson, Numbers, Step, Told, tidy};
use crate::methods::{PcaModel, PcaSettings};
use crate::progress::Progress;
use crate::words::{count_of, format_value};
use serde::Serialize;

const SOURCE: &str = "Eckart and Young (1936), Psychometrika 1, 211-218";
/// Ranks that are told, at most.
const MOST: usize = 60;

/// A customer rebuilt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rebuilt {
    /// The columns.
    pub features: Vec<String>,
    /// The prepared values, less their means.
    pub original: Vec<f64>,
    /// The singular values, descending, as many as there are.
    pub singular_values: Vec<f64>,
    /// The customer's values rebuilt from 0, 1, 2 ... components.
    pub rebuilt: Vec<Vec<f64>>,
    /// The squared distance of each to the original.
    pub errors: Vec<f64>,
    /// The share of the variance of all customers that as many components keep.
    pub kept: Vec<f64>,
    /// Components there are: with all of them the customer is itself again.
    pub rank: usize,
}

/// The row at a position rebuilt from the components of a model, up to [`MOST`] of them and from all that it has.
pub fn rebuilt(lesson: &Lesson<'_>, model: &PcaModel, at: usize) -> Rebuilt {
    let original = lesson.centred(at);
    let components = model.components();
    let ratio = model.explained_variance_ratio();
    let mut now = vec![0.0; original.len()];
    let distance = |now: &[f64]| original.iter().zip(now).map(|(a, b)| (a - b).powi(2)).sum();
    let (mut all, mut errors, mut kept) = (vec![now.clone()], vec![distance(&now)], vec![0.0]);
    for (k, component) in components.rows().into_iter().enumerate() {
        let score: f64 = original.iter().zip(component).map(|(x, v)| x * v).sum();
        for (value, entry) in now.iter_mut().zip(component) {
            *value += score * entry;
        }
        if k < MOST || k + 1 == components.nrows() {
            errors.push(distance(&now));
            kept.push(ratio.iter().take(k + 1).sum::<f64>().min(1.0));
            all.push(now.clone());
        }
    }
    Rebuilt {
        features: lesson.matrix().features().iter().map(|f| f.name.clone()).collect(),
        singular_values: model.singular_values(),
        rank: model.explained_variance().len(),
        original,
        rebuilt: all,
        errors,
        kept,
    }
}

/// The model with all its components.
fn whole(lesson: &Lesson<'_>, progress: &Progress) -> Result<PcaModel, ExplainError> {
    let matrix = lesson.matrix();
    let (rows, columns) = matrix.dim();
    let settings = PcaSettings { components: columns.min(rows - 1).max(1) };
    Ok(settings.check(rows, columns)?.fit_matrix(matrix, progress)?)
}

pub(super) fn told(
    lesson: &Lesson<'_>,
    at: usize,
    progress: &Progress,
) -> Result<Told, ExplainError> {
    let model = whole(lesson, progress)?;
    let found = rebuilt(lesson, &model, at);
    let row = lesson.matrix().rows()[at];
    let whole = found.errors[0];
    let share = |k: usize| {
        let error = found.errors.get(k).copied().unwrap_or(0.0);
        if whole > 0.0 { 1.0 - error / whole } else { 1.0 }
    };
    let two = 2.min(found.errors.len() - 1);
    let first = if two == 2 { "The first two components keep" } else { "The only component keeps" };
    let further = if found.errors.len() > 3 {
        " Each further component brings the customer closer; with all of them nothing is lost."
    } else {
        ""
    };
    let sentence = format!(
        "{first} {:.0} % of what makes row {row} unlike the mean, its squared distance to it, and {:.0} % of the variance of all \
         customers.{further}",
        share(two) * 100.0,
        found.kept[two] * 100.0
    );
    let mut steps = vec![Step::new("squared distance of the customer to the mean", whole)];
    let last = found.errors.len() - 1;
    for k in [1, 2, 3, 5, 10, 20].into_iter().filter(|k| *k < last).chain([last]) {
        let number = if k == last { model.components().nrows() } else { k };
        let text = format!(
            "squared distance left after {} ({:.1} % of the variance kept)",
            count_of(number, "component", "components"),
            found.kept[k] * 100.0
        );
        steps.push(Step::new(text, tidy(found.errors[k], whole)));
    }
    steps.push(Step::said(format!(
        "The largest singular values: {}.",
        found
            .singular_values
            .iter()
            .take(4)
            .map(|v| format_value(*v))
            .collect::<Vec<_>>()
            .join(", ")
    )));
    Ok(Told { sentence, steps, numbers: Numbers::Svd(found), source: SOURCE })
}
