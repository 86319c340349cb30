//! Where a customer stands on a component: a sum, one term a column.
//!
//! `t = sum_j v_j (x_j - mean_j)` (Jolliffe 2002, section 1.1).

use super::{ExplainError, Lesson, Numbers, Step, Told};
use crate::words::{count_of, format_value};
use serde::Serialize;

const SOURCE: &str = "Jolliffe (2002), Principal Component Analysis, section 1.1";
/// Terms that are told one by one.
const TOLD: usize = 6;

/// What one column adds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// The column as the method sees it.
    pub feature: String,
    /// The customer's prepared value, less the column's mean.
    pub value: f64,
    /// The component's entry for this column, turned as the map turns it.
    pub coefficient: f64,
    /// Both multiplied.
    pub product: f64,
}

/// A score as a sum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The component, counted from 1.
    pub component: usize,
    /// What each column adds, the largest in magnitude first; of equal ones the earlier column.
    pub terms: Vec<Term>,
    /// All of them together.
    pub sum: f64,
    /// The score as the model computes it: where the customer stands on the map, its axis turned as the map turns it.
    pub score: f64,
}

/// The score of the row at a position, on a component counted from 0; none where the model has no such component.
pub fn score_of(lesson: &Lesson<'_>, at: usize, component: usize) -> Option<Score> {
    let components = lesson.pca.components();
    let entries = (component < components.nrows()).then(|| components.row(component))?;
    let row = lesson.matrix().row(at);
    let plane = lesson.plane;
    let turned = (0..2).any(|d| plane.axes[d] == component && plane.flip[d]);
    let sign = if turned { -1.0 } else { 1.0 };
    let mut terms: Vec<Term> = lesson
        .centred(at)
        .into_iter()
        .zip(entries)
        .enumerate()
        .map(|(j, (value, &coefficient))| Term {
            feature: lesson.name(j).to_owned(),
            value,
            coefficient: sign * coefficient,
            product: sign * value * coefficient,
        })
        .collect();
    terms.sort_by(|a, b| b.product.abs().total_cmp(&a.product.abs()));
    let sum = terms.iter().map(|term| term.product).sum();
    let one = ndarray::ArrayView2::from_shape((1, row.len()), &row).ok()?;
    let score = sign * lesson.pca.transform(one)[[0, component]];
    Some(Score { component: component + 1, terms, sum, score })
}

pub(super) fn told(lesson: &Lesson<'_>, at: usize) -> Result<Told, ExplainError> {
    let component = lesson.plane.axes[0];
    // The map shows it: the model has it.
    let score = score_of(lesson, at, component).ok_or(ExplainError::OneFeature)?;
    let row = lesson.matrix().rows()[at];
    let name = format!("PC{}", score.component);
    let side = if score.sum < 0.0 { "below" } else { "above" };
    let top: Vec<&str> = score
        .terms
        .iter()
        .filter(|term| (term.product < 0.0) == (score.sum < 0.0))
        .take(2)
        .map(|term| &*term.feature)
        .collect();
    let because = if top.is_empty() {
        String::new()
    } else {
        format!(", mostly because of {}", top.join(" and "))
    };
    let sentence = format!(
        "Row {row} stands at {} on {name}, {side} the mean customer at 0{because}. The score is a sum: each column adds its prepared value times the \
         component's coefficient.",
        format_value(score.sum)
    );
    let mut steps = vec![Step::said(format!(
        "{name} has a coefficient for each of {}.",
        count_of(score.terms.len(), "prepared column", "prepared columns")
    ))];
    for term in score.terms.iter().take(TOLD) {
        steps.push(Step::new(
            format!(
                "{}: {} \u{00d7} {}",
                term.feature,
                format_value(term.value),
                format_value(term.coefficient)
            ),
            term.product,
        ));
    }
    let rest = score.terms.get(TOLD..).unwrap_or_default();
    if !rest.is_empty() {
        let text = format!("{} together", count_of(rest.len(), "other column", "other columns"));
        steps.push(Step::new(text, rest.iter().map(|term| term.product).sum()));
    }
    steps.push(Step::new("together", score.sum));
    steps.push(Step::new("the place on the PCA map, by the model", score.score));
    Ok(Told { sentence, steps, numbers: Numbers::Score(score), source: SOURCE })
}
