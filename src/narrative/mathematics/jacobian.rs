//! What the axes mean: how a place on the map answers to a column.
//!
//! PCA's map is `y = V' (x - mean)`: its Jacobian `dy/dx = V'` is the same for every customer. t-SNE chooses places, not a
//! function from rows to places, so it has none (van der Maaten 2009 adds one by a network of its own).

use super::{Lesson, Numbers, Step, Told};
use crate::words::format_value;
use serde::Serialize;

const SOURCE: &str =
    "Jolliffe (2002), section 1.1; van der Maaten (2009), AISTATS 5, 384-391, for what t-SNE lacks";
/// Columns that are told one by one.
const TOLD: usize = 5;

/// How a place on the PCA map answers to each column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Jacobian {
    /// The columns, those that move a customer the most first.
    pub features: Vec<String>,
    /// By how much one prepared unit of each moves a customer, along x and y, axes as they are turned.
    pub entries: Vec<[f64; 2]>,
    /// The same for one unit as the file has it; none where the column was bent, so that it depends on the customer.
    pub of_a_unit: Vec<Option<[f64; 2]>>,
    /// The largest difference between these and what moving a customer by hand gives.
    pub checked: f64,
}

fn jacobian(lesson: &Lesson<'_>, at: usize) -> Jacobian {
    let components = lesson.pca.components();
    let features = lesson.matrix().features();
    let entry =
        |j: usize| lesson.plane.of(|k| (k < components.nrows()).then(|| components[[k, j]]));
    let mut order: Vec<usize> = (0..features.len()).collect();
    let size = |j: usize| entry(j)[0].hypot(entry(j)[1]);
    order.sort_by(|a, b| size(*b).total_cmp(&size(*a)).then(a.cmp(b)));
    // By hand: the same customer with one value a unit higher, sent through the model.
    let row = lesson.matrix().row(at);
    let mut rows = ndarray::Array2::zeros((order.len() + 1, row.len()));
    for (i, mut line) in rows.outer_iter_mut().enumerate() {
        line.assign(&ndarray::ArrayView1::from(&row));
        if i > 0 {
            line[order[i - 1]] += 1.0;
        }
    }
    let scores = lesson.pca.transform(rows.view());
    let place = |i: usize| lesson.plane.of(|k| scores.get([i, k]).copied());
    let here = place(0);
    let off = |(i, &j): (usize, &usize)| {
        let there = place(i + 1);
        (0..2).map(|a| (there[a] - here[a] - entry(j)[a]).abs()).fold(0.0, f64::max)
    };
    Jacobian {
        features: order.iter().map(|j| features[*j].name.clone()).collect(),
        entries: order.iter().map(|j| entry(*j)).collect(),
        of_a_unit: order
            .iter()
            .map(|&j| features[j].bend.is_none().then(|| entry(j).map(|v| v / features[j].scale)))
            .collect(),
        checked: order.iter().enumerate().map(off).fold(0.0, f64::max),
    }
}

pub(super) fn told(lesson: &Lesson<'_>, at: usize) -> Told {
    let found = jacobian(lesson, at);
    let [x, y] = found.entries.first().copied().unwrap_or_default();
    let sentence = format!(
        "One prepared unit more of {} moves any customer by ({}, {}) on the PCA map, whoever it is: so its axes mean something. t-SNE gives no \
         function from a row to a place at all: so its axes do not.",
        found.features.first().map_or("a column", |name| name),
        format_value(x),
        format_value(y)
    );
    let mut steps = Vec::new();
    for (name, [x, y]) in found.features.iter().zip(&found.entries).take(TOLD) {
        let text =
            format!("{name}: {} along x, {} along y; in all", format_value(*x), format_value(*y));
        steps.push(Step::new(text, x.hypot(*y)));
    }
    steps.push(Step::new("largest difference from moving this customer by hand", found.checked));
    Told { sentence, steps, numbers: Numbers::Jacobian(found), source: SOURCE }
}
