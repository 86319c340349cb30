//! Why the first component points where it points: no other direction has more variance.
//!
//! The variance along a unit vector u is `u' S u`; it is largest for the eigenvector of S with the largest eigenvalue
//! (Jolliffe 2002, section 1.1). In a plane of two columns, `u = (cos a, sin a)`.

use super::{ExplainError, Lesson, Numbers, Step, Told, covariance, tidy};
use crate::progress::Progress;
use crate::words::format_value;
use serde::Serialize;

const SOURCE: &str = "Jolliffe (2002), Principal Component Analysis, section 1.1";
/// Degrees between two directions that are listed.
const EVERY: usize = 5;

/// The variance along a direction that turns in a plane.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Turning {
    /// What spans the plane: two columns.
    pub features: [String; 2],
    /// Their positions among the prepared columns.
    #[serde(skip)]
    pub at: [usize; 2],
    /// Variances of both and their covariance: `[s_aa, s_ab, s_bb]`.
    pub covariance: [f64; 3],
    /// Degrees from the first axis, 0 to 180, and the variance along them.
    pub turned: Vec<[f64; 2]>,
    /// The direction of the largest variance, in degrees, and that variance.
    pub best: [f64; 2],
    /// The variance across it: the smallest.
    pub least: f64,
    /// The first eigenvalue of all columns.
    pub eigenvalue: f64,
    /// `|S v - lambda v| / lambda` for the first component: how exactly it is an eigenvector.
    pub residual: f64,
    /// The product of the first two components: 0 where they are perpendicular.
    pub perpendicular: f64,
}

/// The variance along a direction of a plane, by the angle from its first axis in degrees.
pub fn turned([aa, ab, bb]: [f64; 3], degrees: f64) -> f64 {
    let (sin, cos) = degrees.to_radians().sin_cos();
    cos * cos * aa + 2.0 * sin * cos * ab + sin * sin * bb
}

/// `S v`, from the rows: the mean of (x . v) x.
fn times(lesson: &Lesson<'_>, v: &[f64], progress: &Progress) -> Result<Vec<f64>, ExplainError> {
    let (rows, columns) = lesson.matrix().dim();
    let mut product = vec![0.0; columns];
    for (from, mut block) in lesson.blocks() {
        progress.step(from as u64, rows as u64)?;
        for row in block.chunks_exact_mut(columns) {
            for (value, mean) in row.iter_mut().zip(lesson.pca.mean()) {
                *value -= mean;
            }
            let score: f64 = row.iter().zip(v).map(|(a, b)| a * b).sum();
            for (sum, value) in product.iter_mut().zip(&*row) {
                *sum += score * value;
            }
        }
    }
    let degrees = (rows - 1) as f64;
    Ok(product.into_iter().map(|value| value / degrees).collect())
}

/// The same in the plane of two other columns, by position.
pub fn turning_in(lesson: &Lesson<'_>, told: &Turning, at: [usize; 2]) -> Turning {
    let found = covariance::covariance_of(lesson, at);
    let [a, b] = found.deviations.map(|deviation| deviation * deviation);
    let plane = [a, found.covariance, b];
    // The angle of the larger eigenvector of a symmetric 2 x 2 matrix.
    let angle = 0.5 * (2.0 * plane[1]).atan2(plane[0] - plane[2]);
    let degrees = angle.to_degrees().rem_euclid(180.0);
    let angles = (0..=180 / EVERY).map(|step| (step * EVERY) as f64);
    Turning {
        features: found.features,
        at,
        covariance: plane,
        turned: angles.map(|degrees| [degrees, turned(plane, degrees)]).collect(),
        best: [degrees, turned(plane, degrees)],
        least: turned(plane, degrees + 90.0),
        ..told.clone()
    }
}

fn turning(lesson: &Lesson<'_>, progress: &Progress) -> Result<Turning, ExplainError> {
    let at = covariance::strongest(lesson)?;
    let components = lesson.pca.components();
    let first = components.row(0).to_vec();
    let eigenvalue = lesson.pca.explained_variance()[0];
    let product = times(lesson, &first, progress)?;
    let off = product.iter().zip(&first).map(|(sv, v)| (sv - eigenvalue * v).powi(2)).sum::<f64>();
    let second = (components.nrows() > 1).then(|| components.row(1));
    let perpendicular =
        second.map_or(0.0, |second| first.iter().zip(second).map(|(a, b)| a * b).sum::<f64>());
    let of_all = Turning {
        eigenvalue,
        residual: if eigenvalue > 0.0 { off.sqrt() / eigenvalue } else { 0.0 },
        perpendicular,
        ..Turning::default()
    };
    Ok(turning_in(lesson, &of_all, at))
}

pub(super) fn told(lesson: &Lesson<'_>, progress: &Progress) -> Result<Told, ExplainError> {
    let found = turning(lesson, progress)?;
    let [a, b] = &found.features;
    let sentence = format!(
        "Turn a direction in the plane of {a} and {b}: the variance along it is largest at {:.0}\u{00b0}, and smallest straight across. \
         The first component is that direction among all columns at once.",
        found.best[0]
    );
    let [aa, ab, bb] = found.covariance.map(format_value);
    let steps = vec![
        Step::said(format!(
            "S of these two columns: variance of {a} {aa}, of {b} {bb}, covariance {ab}."
        )),
        Step::new(format!("along {a} (0\u{00b0})"), turned(found.covariance, 0.0)),
        Step::new(format!("along {b} (90\u{00b0})"), turned(found.covariance, 90.0)),
        Step::new(format!("at {:.1}\u{00b0}, the best", found.best[0]), found.best[1]),
        Step::new("straight across it, the least", tidy(found.least, found.best[1]).max(0.0)),
        Step::new("among all columns: the first eigenvalue", found.eigenvalue),
        Step::new("how exactly it is one: |S v \u{2212} \u{03bb} v| / \u{03bb}", found.residual),
        Step::new(
            format!(
                "first \u{00b7} second component: {} but for rounding, as eigenvectors of a symmetric S are perpendicular",
                format_value(0.0)
            ),
            found.perpendicular,
        ),
    ];
    Ok(Told { sentence, steps, numbers: Numbers::Eigenvectors(found), source: SOURCE })
}
