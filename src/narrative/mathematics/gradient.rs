//! What pulls and pushes a customer on the t-SNE map, checked by finite differences.
//!
//! With `w_ij = 1 / (1 + |y_i - y_j|^2)`, `q_ij = w_ij / Z` and Z the sum of all w,
//! `dC/dy_i = 4 sum_j (p_ij - q_ij) w_ij (y_i - y_j)` (van der Maaten and Hinton 2008, equation 5 and appendix A).

use super::{ExplainError, Lesson, Numbers, Step, Told};
use crate::data::RowId;
use crate::methods::tsne::Affinities;
use crate::words::format_value;
use rayon::prelude::*;
use serde::Serialize;

const SOURCE: &str =
    "van der Maaten and Hinton (2008), JMLR 9, 2579-2605, equation 5 and appendix A";
/// Rows up to which Z is the sum over all pairs; beyond it is that of so many rows, scaled.
const ALL_PAIRS: usize = 10_000;
const SOME: usize = 2_000;
/// Links that are told.
const TOLD: usize = 8;
/// The step of the finite differences, in units of the map.
const STEP: f64 = 1e-3;

/// A map, and the sum over all its pairs.
#[derive(Debug, Clone)]
pub struct LinkedMap {
    points: Vec<[f64; 2]>,
    z: f64,
    rows_of_z: usize,
}

impl LinkedMap {
    /// Sums up the pairs: all of them up to 10,000 points, those of 2,000 points beyond (evenly chosen, scaled).
    pub fn new(points: Vec<[f64; 2]>) -> Self {
        let n = points.len();
        let step = if n > ALL_PAIRS { n.div_ceil(SOME) } else { 1 };
        let chosen: Vec<usize> = (0..n).step_by(step).collect();
        let sums: Vec<f64> =
            chosen.par_iter().map(|&i| total_weight(&points, i, points[i])).collect();
        let z = sums.iter().sum::<f64>() * n as f64 / chosen.len().max(1) as f64;
        Self { points, z, rows_of_z: chosen.len() }
    }

    /// Where everybody lies.
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// The sum of `1 / (1 + d^2)` over all ordered pairs.
    pub fn z(&self) -> f64 {
        self.z
    }

    /// Rows whose pairs were summed: all, or a sample.
    pub fn rows_of_z(&self) -> usize {
        self.rows_of_z
    }

    /// `q_ij` of two points.
    pub fn q(&self, i: usize, j: usize) -> f64 {
        weight(self.points[i], self.points[j]) / self.z
    }
}

/// `1 / (1 + d^2)`.
fn weight(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    1.0 / (1.0 + x * x + y * y)
}

/// The weights of all others, seen from `place` where point i would lie.
fn total_weight(points: &[[f64; 2]], i: usize, place: [f64; 2]) -> f64 {
    let all = points.iter().enumerate().filter(|(j, _)| *j != i);
    all.map(|(_, point)| weight(place, *point)).sum()
}

/// What one other customer adds to the attraction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Link {
    /// The other one.
    pub row: RowId,
    /// `p_ij`.
    pub p: f64,
    /// `q_ij`.
    pub q: f64,
    /// `4 p_ij w_ij (y_i - y_j)`, turned round: the pull.
    pub pull: [f64; 2],
    /// `4 q_ij w_ij (y_i - y_j)`: the push.
    pub push: [f64; 2],
}

/// The gradient of one customer, by the formula and by trying.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GradientCheck {
    /// By the formula.
    pub analytic: [f64; 2],
    /// By moving the customer a little and looking what the divergence does.
    pub finite_difference: [f64; 2],
    /// Their difference over the lengths of attraction and repulsion together: the gradient itself is nearly zero on a
    /// settled map.
    pub relative_error: f64,
    /// The sum of all pulls.
    pub attraction: [f64; 2],
    /// The sum of all pushes.
    pub repulsion: [f64; 2],
    /// The strongest links.
    pub links: Vec<Link>,
    /// Where the customer lies.
    pub place: [f64; 2],
    /// The step of the finite differences.
    pub step: f64,
}

pub(super) fn length([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}

/// What the divergence gains when point i moves to `place`, in nats: its own terms of
/// `sum p ln(1 + d^2) + ln Z`, without losing digits to the rest.
pub(super) fn gain(p: &Affinities, map: &LinkedMap, i: usize, place: [f64; 2]) -> f64 {
    let (points, here) = (&map.points, map.points[i]);
    let (columns, values) = p.row(i);
    let attract: f64 = columns
        .iter()
        .zip(values)
        .map(|(&j, &p)| {
            let (was, is) = (weight(here, points[j as usize]), weight(place, points[j as usize]));
            // p_ij and p_ji.
            2.0 * f64::from(p) * ((1.0 / is - 1.0 / was) * was).ln_1p()
        })
        .sum();
    let others = points.iter().enumerate().filter(|(j, _)| *j != i);
    let more: f64 = others.map(|(_, point)| weight(place, *point) - weight(here, *point)).sum();
    attract + (2.0 * more / map.z).ln_1p()
}

/// The gradient of the row at a position.
pub fn gradient_check(p: &Affinities, map: &LinkedMap, rows: &[RowId], i: usize) -> GradientCheck {
    let (points, here) = (&map.points, map.points[i]);
    let away = |j: usize| [here[0] - points[j][0], here[1] - points[j][1]];
    let mut links: Vec<Link> = Vec::new();
    let mut attraction = [0.0; 2];
    let (columns, values) = p.row(i);
    for (&j, &p) in columns.iter().zip(values) {
        let (j, p) = (j as usize, f64::from(p));
        let w = weight(here, points[j]);
        let q = w / map.z;
        let [pull, push] = [-p, q].map(|share| away(j).map(|d| 4.0 * share * w * d));
        attraction = [attraction[0] + pull[0], attraction[1] + pull[1]];
        links.push(Link { row: rows[j], p, q, pull, push });
    }
    links.sort_by(|a, b| length(b.pull).total_cmp(&length(a.pull)).then(a.row.cmp(&b.row)));
    links.truncate(TOLD);
    let mut repulsion = [0.0; 2];
    for j in (0..points.len()).filter(|j| *j != i) {
        let w = weight(here, points[j]);
        for (sum, d) in repulsion.iter_mut().zip(away(j)) {
            *sum += 4.0 * w * w / map.z * d;
        }
    }
    // Down the slope go pulls and pushes; the gradient points up.
    let analytic = [0, 1].map(|a| -(attraction[a] + repulsion[a]));
    let finite_difference = [0, 1].map(|a| {
        let moved = |steps: f64| {
            let mut place = here;
            place[a] += steps * STEP;
            gain(p, map, i, place)
        };
        (moved(-2.0) - 8.0 * moved(-1.0) + 8.0 * moved(1.0) - moved(2.0)) / (12.0 * STEP)
    });
    let off = [analytic[0] - finite_difference[0], analytic[1] - finite_difference[1]];
    let size = length(attraction) + length(repulsion);
    GradientCheck {
        analytic,
        finite_difference,
        relative_error: if size > 0.0 { length(off) / size } else { 0.0 },
        attraction,
        repulsion,
        links,
        place: here,
        step: STEP,
    }
}

pub(super) fn told(lesson: &Lesson<'_>, at: usize) -> Result<Told, ExplainError> {
    let tsne = lesson.tsne()?;
    let rows = lesson.matrix().rows();
    let found = gradient_check(&tsne.p, &tsne.map, rows, at);
    let [pull, push, left] = [found.attraction, found.repulsion, found.analytic]
        .map(|force| format_value(length(force)));
    let sentence = format!(
        "Row {}: its neighbours pull with {pull}, everybody pushes with {push}; what is left is {left}. On a settled map both all but \
         cancel.",
        rows[at]
    );
    let pair = |[x, y]: [f64; 2]| format!("({}, {})", format_value(x), format_value(y));
    let mut steps = Vec::new();
    for link in found.links.iter().take(4) {
        steps.push(Step::new(
            format!(
                "row {} pulls: p = {}, q = {}",
                link.row,
                format_value(link.p),
                format_value(link.q)
            ),
            length(link.pull),
        ));
    }
    steps.push(Step::new(
        format!("all pulls together {}", pair(found.attraction)),
        length(found.attraction),
    ));
    steps.push(Step::new(
        format!("all pushes together {}", pair(found.repulsion)),
        length(found.repulsion),
    ));
    steps.push(Step::new(
        format!("the gradient by the formula {}", pair(found.analytic)),
        length(found.analytic),
    ));
    steps.push(Step::new(
        format!(
            "by trying: the customer moved by {} either way {}",
            found.step,
            pair(found.finite_difference)
        ),
        length(found.finite_difference),
    ));
    steps.push(Step::new("their difference over pulls and pushes", found.relative_error));
    if tsne.map.rows_of_z() < rows.len() {
        steps.push(Step::new("rows whose pairs make Z (a sample)", tsne.map.rows_of_z() as f64));
    }
    Ok(Told { sentence, steps, numbers: Numbers::Gradient(found), source: SOURCE })
}
