//! How two columns go together: a sum over customers.
//!
//! `cov(a, b) = sum_i (a_i - mean_a)(b_i - mean_b) / (n - 1)` (Jolliffe 2002, section 1.1).

use super::{ExplainError, Lesson, Numbers, Step, Told, amounts, tidy};
use crate::data::RowId;
use crate::words::{format_count, format_value};
use ndarray::{Array2, ArrayView2};
use serde::Serialize;

const SOURCE: &str = "Jolliffe (2002), Principal Component Analysis, section 1.1";
/// Customers who are told one by one.
const TOLD: usize = 5;
/// Rows on which the strongest pair is looked for; the pair that is then told is computed on all.
const ROWS: usize = 10_000;

/// What one customer adds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairTerm {
    /// The customer.
    pub row: RowId,
    /// How far it is from the mean of each of the two columns.
    pub deviations: [f64; 2],
    /// Both multiplied.
    pub product: f64,
}

/// A covariance as a sum over customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Covariance {
    /// The two columns.
    pub features: [String; 2],
    /// Their positions among the prepared columns.
    #[serde(skip)]
    pub at: [usize; 2],
    /// The means of both.
    pub means: [f64; 2],
    /// Their standard deviations.
    pub deviations: [f64; 2],
    /// The sum of the products over all customers.
    pub sum: f64,
    /// Customers.
    pub rows: usize,
    /// The sum over n - 1.
    pub covariance: f64,
    /// That over both standard deviations; none where a column is constant.
    pub correlation: Option<f64>,
    /// The customers who add the most, either way.
    pub largest: Vec<PairTerm>,
}

/// The covariance of two prepared columns, by position.
pub fn covariance_of(lesson: &Lesson<'_>, [a, b]: [usize; 2]) -> Covariance {
    let matrix = lesson.matrix();
    let (rows, columns) = matrix.dim();
    let mean = [a, b].map(|j| lesson.pca.mean()[j]);
    let (mut sum, mut squares) = (0.0, [0.0; 2]);
    let mut largest: Vec<PairTerm> = Vec::with_capacity(TOLD + 1);
    for (from, block) in lesson.blocks() {
        for (i, row) in block.chunks_exact(columns).enumerate() {
            let deviations = [row[a] - mean[0], row[b] - mean[1]];
            let product = deviations[0] * deviations[1];
            sum += product;
            for (square, deviation) in squares.iter_mut().zip(deviations) {
                *square += deviation * deviation;
            }
            let smaller = largest.last().is_some_and(|last| product.abs() <= last.product.abs());
            if largest.len() == TOLD && smaller {
                continue;
            }
            let place = largest.partition_point(|one| one.product.abs() >= product.abs());
            largest.insert(place, PairTerm { row: matrix.rows()[from + i], deviations, product });
            largest.truncate(TOLD);
        }
    }
    let degrees = (rows - 1) as f64;
    let deviations = squares.map(|square| (square / degrees).sqrt());
    let covariance = sum / degrees;
    let both = deviations[0] * deviations[1];
    Covariance {
        features: [a, b].map(|j| lesson.name(j).to_owned()),
        at: [a, b],
        means: mean,
        deviations,
        sum,
        rows,
        covariance,
        correlation: (both > 0.0).then(|| (covariance / both).clamp(-1.0, 1.0)),
        largest,
    }
}

/// The correlations of all prepared columns, on at most 10,000 evenly chosen rows; 0 where one is constant.
pub fn correlations(values: ArrayView2<'_, f64>) -> Array2<f64> {
    let step = values.nrows().div_ceil(ROWS).max(1);
    let mut some = values.slice(ndarray::s![..;step, ..]).to_owned();
    for mut column in some.columns_mut() {
        let mean = column.mean().unwrap_or(0.0);
        column -= mean;
        let length = column.iter().map(|v| v * v).sum::<f64>().sqrt();
        if length > 0.0 {
            column /= length;
        }
    }
    some.t().dot(&some)
}

/// A correlation below this is hardly one.
const WEAK: f64 = 0.1;
/// Columns that correlate more than this say the same.
const SAME: f64 = 0.9999;

/// The two columns that go together the most without saying the same: amounts where there are two, else any of different
/// origin.
pub(super) fn strongest(lesson: &Lesson<'_>) -> Result<[usize; 2], ExplainError> {
    let features = lesson.matrix().features();
    if features.len() < 2 {
        return Err(ExplainError::OneFeature);
    }
    let found = correlations(lesson.matrix().values().view());
    let all: Vec<usize> = (0..features.len()).collect();
    let among = |columns: &[usize], most: f64| {
        let mut best = None;
        for (nth, &b) in columns.iter().enumerate() {
            // Levels of one column exclude each other: that is no finding.
            let others = columns[..nth].iter();
            for &a in others.filter(|a| features[**a].column != features[b].column) {
                let strength: f64 = found[[a, b]].abs();
                if strength <= most && best.is_none_or(|(_, before)| strength > before) {
                    best = Some(([a, b], strength));
                }
            }
        }
        best.map(|(pair, _)| pair)
    };
    let amounts = amounts(lesson);
    let pair = among(&amounts, SAME).or_else(|| among(&all, SAME)).or_else(|| among(&all, 1.0));
    Ok(pair.unwrap_or([0, 1]))
}

pub(super) fn told(lesson: &Lesson<'_>) -> Result<Told, ExplainError> {
    let found = covariance_of(lesson, strongest(lesson)?);
    let [a, b] = &found.features;
    let way = if found.covariance < 0.0 { "low" } else { "high" };
    let first = match (lesson.matrix().features().len(), amounts(lesson).len()) {
        (2, _) => format!("{a} and {b} are the two columns there are"),
        (_, 3..) => format!("{a} and {b} go together the most of all amounts"),
        _ => format!("{a} and {b} are two of the columns"),
    };
    let weak = found.correlation.is_none_or(|r| r.abs() < WEAK);
    let tends = if weak { "hardly tends" } else { "tends" };
    let sentence = if tidy(found.covariance, found.deviations[0] * found.deviations[1]) == 0.0 {
        format!("{a} and {b} do not go together at all: their covariance is 0.")
    } else {
        format!(
            "{first}: who is high in {a} {tends} to be {way} in {b}. Their covariance, the mean product \
             of both deviations, is {}.",
            format_value(found.covariance)
        )
    };
    let mean = |of: usize| tidy(found.means[of], found.deviations[of]);
    let mut steps = vec![
        Step::new(format!("mean of {a}"), mean(0)),
        Step::new(format!("mean of {b}"), mean(1)),
    ];
    for term in &found.largest {
        let [x, y] =
            [0, 1].map(|d| tidy(term.deviations[d], found.deviations[d])).map(format_value);
        let both = found.deviations[0] * found.deviations[1];
        steps.push(Step::new(
            format!("row {}: {x} \u{00d7} {y}", term.row),
            tidy(term.product, both),
        ));
    }
    let rows = format_count(found.rows);
    steps.push(Step::new(format!("the products of all {rows} customers together"), found.sum));
    steps.push(Step::new(
        format!("divided by n \u{2212} 1 = {}: the covariance", format_count(found.rows - 1)),
        found.covariance,
    ));
    if let Some(correlation) = found.correlation {
        let [x, y] = found.deviations.map(format_value);
        steps.push(Step::new(
            format!("divided by both standard deviations ({x} and {y}): the correlation"),
            correlation,
        ));
    }
    Ok(Told { sentence, steps, numbers: Numbers::Covariance(found), source: SOURCE })
}
