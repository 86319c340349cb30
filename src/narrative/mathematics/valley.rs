//! What the divergence does as one customer is moved along her gradient: on a settled map she lies at the bottom of a
//! valley, and the gradient is the slope where she lies.

use super::gradient::{gain, length};
use super::{GradientCheck, LinkedMap};
use crate::methods::tsne::Affinities;

/// How far she is moved either way, in units of the map.
const REACH: f64 = 3.0;
/// Places either way.
const PLACES: i32 = 30;

/// The divergence along a line through a customer's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Valley {
    /// The line's direction, of length 1: along the gradient.
    pub direction: [f64; 2],
    /// How far the customer is moved, and what the divergence gains, in nats.
    pub along: Vec<[f64; 2]>,
    /// The gradient's length: the slope where the customer lies.
    pub slope: f64,
}

/// Moves the customer at a position along her gradient; along her attraction where she has none.
pub fn valley(p: &Affinities, map: &LinkedMap, i: usize, found: &GradientCheck) -> Valley {
    let slope = length(found.analytic);
    let way = if slope > 0.0 { found.analytic } else { found.attraction };
    let size = length(way);
    let direction = if size > 0.0 { way.map(|v| v / size) } else { [1.0, 0.0] };
    let along = (-PLACES..=PLACES).map(|step| {
        let by = f64::from(step) * REACH / f64::from(PLACES);
        let place = [0, 1].map(|a| found.place[a] + by * direction[a]);
        [by, gain(p, map, i, place)]
    });
    Valley { direction, along: along.collect(), slope }
}
