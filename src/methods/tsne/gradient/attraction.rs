//! The attraction between neighbours: `sum_j p_ij w_ij (y_i - y_j)`, over the sparse rows of P.

use crate::methods::tsne::affinity::Affinities;
use crate::methods::tsne::lanes::{LANES, Lane, ln, sum, wide};
use rayon::prelude::*;

/// Rows that one task takes.
const ROWS: usize = 256;

/// The attractive forces on all points, written to `out`.
pub(in crate::methods::tsne) fn attraction(
    p: &Affinities,
    points: &[[f32; 2]],
    out: &mut [[f32; 2]],
) {
    out.par_chunks_mut(ROWS).enumerate().for_each(|(part, out)| {
        wide(|| {
            for (at, out) in out.iter_mut().enumerate() {
                let i = part * ROWS + at;
                let (columns, values) = p.row(i);
                let mut pull = Pull::default();
                each_lane(columns, values, points, points[i], &mut pull);
                *out = [sum(&pull.x), sum(&pull.y)];
            }
        });
    });
}

/// `sum_ij p_ij ln(1 + |y_i - y_j|^2)`: what of the divergence depends on the neighbours.
pub(in crate::methods::tsne) fn spread(p: &Affinities, points: &[[f32; 2]]) -> f64 {
    let parts: Vec<f64> = (0..points.len().div_ceil(ROWS))
        .into_par_iter()
        .map(|part| {
            let rows = part * ROWS..((part + 1) * ROWS).min(points.len());
            wide(|| {
                let mut total = 0.0;
                for i in rows {
                    let (columns, values) = p.row(i);
                    let mut spread = Spread::default();
                    each_lane(columns, values, points, points[i], &mut spread);
                    total += f64::from(sum(&spread.0));
                }
                total
            })
        })
        .collect();
    parts.iter().sum()
}

/// What is done with some neighbours of a point at a time. (A closure would not be sure to be inlined.)
trait Take {
    fn take(&mut self, dx: &Lane, dy: &Lane, p: &Lane);
}

/// Shows a row's neighbours, a lane of them at a time; lanes beyond the row hold an affinity of 0.
#[inline(always)]
fn each_lane(
    columns: &[u32],
    values: &[f32],
    points: &[[f32; 2]],
    point: [f32; 2],
    taker: &mut impl Take,
) {
    let (full, rest) = columns.as_chunks::<LANES>();
    let (full_values, rest_values) = values.as_chunks::<LANES>();
    for (columns, values) in full.iter().zip(full_values) {
        show(columns, values, points, point, taker);
    }
    if !rest.is_empty() {
        let (mut columns, mut values) = ([0; LANES], [0.0; LANES]);
        columns[..rest.len()].copy_from_slice(rest);
        values[..rest.len()].copy_from_slice(rest_values);
        show(&columns, &values, points, point, taker);
    }
}

#[inline(always)]
fn show(
    columns: &[u32; LANES],
    values: &Lane,
    points: &[[f32; 2]],
    [x, y]: [f32; 2],
    taker: &mut impl Take,
) {
    let (mut dx, mut dy) = ([0.0; LANES], [0.0; LANES]);
    let mut others = [[0.0; 2]; LANES];
    for l in 0..LANES {
        others[l] = points[columns[l] as usize];
    }
    for l in 0..LANES {
        dx[l] = x - others[l][0];
        dy[l] = y - others[l][1];
    }
    taker.take(&dx, &dy, values);
}

#[derive(Default)]
struct Pull {
    x: Lane,
    y: Lane,
}

impl Take for Pull {
    #[inline(always)]
    fn take(&mut self, dx: &Lane, dy: &Lane, p: &Lane) {
        for l in 0..LANES {
            let force = p[l] / (1.0 + dx[l] * dx[l] + dy[l] * dy[l]);
            self.x[l] += force * dx[l];
            self.y[l] += force * dy[l];
        }
    }
}

#[derive(Default)]
struct Spread(Lane);

impl Take for Spread {
    #[inline(always)]
    fn take(&mut self, dx: &Lane, dy: &Lane, p: &Lane) {
        let mut square = [0.0; LANES];
        for l in 0..LANES {
            square[l] = 1.0 + dx[l] * dx[l] + dy[l] * dy[l];
        }
        let logarithm = ln(&square);
        for l in 0..LANES {
            self.0[l] += p[l] * logarithm[l];
        }
    }
}
