//! The repulsion over all pairs: exact, and the fastest way for small tables.
//!
//! With `w = 1 / (1 + |y_i - y_j|^2)` the repulsive part of the gradient of row i is
//! `sum_j w^2 (y_i - y_j) / Z`, where Z is the sum of w over all pairs (van der Maaten and Hinton 2008, equation 5).

use super::Repulsion;
use crate::methods::tsne::lanes::{LANES, Lane, sum, wide};
use rayon::prelude::*;

/// Rows that one task takes.
const ROWS: usize = 64;

/// The repulsion (before division by Z) of every point from every other.
pub(in crate::methods::tsne) fn repulsion(x: &[f32], y: &[f32], out: &mut Repulsion) {
    let n = x.len();
    let parts: Vec<f64> = out
        .forces
        .par_chunks_mut(ROWS)
        .enumerate()
        .map(|(part, out)| {
            wide(|| {
                let mut total = 0.0;
                for (at, out) in out.iter_mut().enumerate() {
                    let i = part * ROWS + at;
                    let (fx, fy, z) = row(x, y, x[i], y[i]);
                    *out = [fx, fy];
                    total += f64::from(z);
                }
                total
            })
        })
        .collect();
    // Each point met itself once, with a weight of 1 and no force.
    out.z = parts.iter().sum::<f64>() - n as f64;
}

/// One point against all.
#[inline(always)]
fn row(xs: &[f32], ys: &[f32], x: f32, y: f32) -> (f32, f32, f32) {
    let (mut fx, mut fy, mut z) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
    let (x_lanes, x_rest) = xs.as_chunks::<LANES>();
    let (y_lanes, y_rest) = ys.as_chunks::<LANES>();
    for (xs, ys) in x_lanes.iter().zip(y_lanes) {
        lane(xs, ys, x, y, &mut fx, &mut fy, &mut z);
    }
    let (mut gx, mut gy, mut gz) = (0.0, 0.0, 0.0);
    for (&other_x, &other_y) in x_rest.iter().zip(y_rest) {
        let (dx, dy) = (x - other_x, y - other_y);
        let w = 1.0 / (1.0 + dx * dx + dy * dy);
        gx += w * w * dx;
        gy += w * w * dy;
        gz += w;
    }
    (sum(&fx) + gx, sum(&fy) + gy, sum(&z) + gz)
}

#[inline(always)]
fn lane(xs: &Lane, ys: &Lane, x: f32, y: f32, fx: &mut Lane, fy: &mut Lane, z: &mut Lane) {
    for l in 0..LANES {
        let (dx, dy) = (x - xs[l], y - ys[l]);
        let w = 1.0 / (1.0 + dx * dx + dy * dy);
        z[l] += w;
        fx[l] += w * w * dx;
        fy[l] += w * w * dy;
    }
}
