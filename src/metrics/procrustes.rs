//! Procrustes comparison (Gower 1975): are two maps the same picture, shifted, turned, mirrored and stretched?
//!
//! Both maps are centred and scaled to norm 1; what is left of the squared distances between them after the best
//! turn or mirroring and stretch is the disparity, 1 - s^2, as of `scipy.spatial.procrustes`. s is the sum of the
//! singular values of the 2 x 2 matrix of their products. In the plane both candidates have a closed form: the
//! best turn reaches hypot(m00 + m11, m10 - m01), the best mirroring hypot(m00 - m11, m10 + m01), and s is
//! the larger of the two.

use super::MetricError;

/// How two maps differ, and the way from one onto the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Procrustes {
    /// What no shift, turn, mirroring or stretch removes: 0 for the same picture, 1 for no likeness at all.
    pub disparity: f64,
    /// Whether the way mirrors.
    pub mirrored: bool,
    /// The stretch that brings the moved map nearest to the fixed one. The less alike they are the smaller it is:
    /// 0 for no likeness at all, where every point falls onto the centre.
    pub scale: f64,
    /// The stretch that makes both maps equally large.
    size: f64,
    /// Turn or mirroring, row by row.
    turn: [[f64; 2]; 2],
    from: [f64; 2],
    to: [f64; 2],
}

impl Procrustes {
    /// Where a point of the moved map comes to lie on the fixed one.
    pub fn onto(&self, point: [f64; 2]) -> [f64; 2] {
        self.placed(point, self.scale)
    }

    /// The same, but as large as the fixed map however little they are alike: turned for the eye, not fitted.
    pub fn turned(&self, point: [f64; 2]) -> [f64; 2] {
        self.placed(point, self.size)
    }

    fn placed(&self, point: [f64; 2], scale: f64) -> [f64; 2] {
        let [x, y] = [point[0] - self.from[0], point[1] - self.from[1]];
        let place = |k: usize| self.to[k] + scale * (self.turn[k][0] * x + self.turn[k][1] * y);
        [place(0), place(1)]
    }
}

/// Compares two maps of the same rows. Where turning and mirroring fit equally well it turns; where no way is
/// better than another it leaves the map as it stands.
///
/// # Errors
/// [`MetricError::DifferentRows`]; [`MetricError::NotFinite`]; [`MetricError::OnePlace`] where a map has fewer than
/// two different points.
///
/// # Examples
/// ```
/// use dimlens::metrics::procrustes;
/// let fixed = [[0.0, 0.0], [2.0, 0.0], [0.0, 1.0]];
/// let turned = fixed.map(|[x, y]| [5.0 - 3.0 * y, 3.0 * x]);
/// let way = procrustes(&fixed, &turned)?;
/// assert!(way.disparity < 1e-12 && !way.mirrored);
/// let [x, y] = way.onto(turned[1]);
/// assert!((x - 2.0).abs() < 1e-12 && y.abs() < 1e-12);
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn procrustes(fixed: &[[f64; 2]], moved: &[[f64; 2]]) -> Result<Procrustes, MetricError> {
    if fixed.len() != moved.len() {
        let (found, wanted) = (moved.len(), fixed.len());
        return Err(MetricError::DifferentRows { what: "the second map", found, wanted });
    }
    let (a, b) = (Shape::new("the first map", fixed)?, Shape::new("the second map", moved)?);
    let mut m = [[0.0; 2]; 2];
    for (a, b) in a.points.iter().zip(&b.points) {
        for (m, a) in m.iter_mut().zip(a) {
            for (m, b) in m.iter_mut().zip(b) {
                *m += a * b;
            }
        }
    }
    let turned = [m[0][0] + m[1][1], m[1][0] - m[0][1]];
    let mirrored = [m[0][0] - m[1][1], m[1][0] + m[0][1]];
    let length = |v: [f64; 2]| v[0].hypot(v[1]);
    let mirrors = length(mirrored) > length(turned);
    let best = if mirrors { mirrored } else { turned };
    // Rounding may leave a hair more than 1.
    let likeness = length(best).min(1.0);
    let [c, s] = if length(best) > 0.0 { best.map(|v| v / length(best)) } else { [1.0, 0.0] };
    let turn = if mirrors { [[c, s], [s, -c]] } else { [[c, -s], [s, c]] };
    Ok(Procrustes {
        disparity: 1.0 - likeness * likeness,
        mirrored: mirrors,
        scale: likeness * (a.size / b.size),
        size: a.size / b.size,
        turn,
        from: b.centre,
        to: a.centre,
    })
}

/// A map without its place and size.
struct Shape {
    points: Vec<[f64; 2]>,
    centre: [f64; 2],
    size: f64,
}

impl Shape {
    fn new(what: &'static str, map: &[[f64; 2]]) -> Result<Self, MetricError> {
        if let Some(row) = map.iter().position(|p| !p[0].is_finite() || !p[1].is_finite()) {
            return Err(MetricError::NotFinite { what, row });
        }
        // Measured from the first point and in units of the farthest, nothing is lost to a large shift.
        let first = map.first().copied().unwrap_or_default();
        let half = |p: &[f64; 2]| [p[0] / 2.0 - first[0] / 2.0, p[1] / 2.0 - first[1] / 2.0];
        let far = map.iter().map(half).fold(0.0_f64, |most, [x, y]| most.max(x.abs()).max(y.abs()));
        if far == 0.0 {
            return Err(MetricError::OnePlace { what });
        }
        let mut points: Vec<[f64; 2]> = map.iter().map(|p| half(p).map(|v| v / far)).collect();
        let n = points.len() as f64;
        let sum = points.iter().fold([0.0; 2], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
        let mean = sum.map(|v| v / n);
        for p in &mut points {
            *p = [p[0] - mean[0], p[1] - mean[1]];
        }
        let norm = points.iter().map(|p| p[0] * p[0] + p[1] * p[1]).sum::<f64>().sqrt();
        for p in &mut points {
            *p = p.map(|v| v / norm);
        }
        let unit = 2.0 * far;
        let centre = [first[0] + mean[0] * unit, first[1] + mean[1] * unit];
        Ok(Self { points, centre, size: norm * unit })
    }
}
