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
                *out = row(columns, values, points, points[i]);
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
                rows.map(|i| {
                    let (columns, values) = p.row(i);
                    f64::from(row_spread(columns, values, points, points[i]))
                })
                .sum()
            })
        })
        .collect();
    parts.iter().sum()
}

/// Differences to some neighbours, and their affinities.
struct Near {
    dx: Lane,
    dy: Lane,
    p: Lane,
}

/// Shows a row's neighbours to `take`, a lane of them at a time; lanes beyond the row hold an affinity of 0.
#[inline(always)]
fn each_lane(
    columns: &[u32],
    values: &[f32],
    points: &[[f32; 2]],
    [x, y]: [f32; 2],
    mut take: impl FnMut(&Near),
) {
    let near = |columns: &[u32; LANES], values: &Lane| {
        let others: [[f32; 2]; LANES] = std::array::from_fn(|l| points[columns[l] as usize]);
        Near {
            dx: std::array::from_fn(|l| x - others[l][0]),
            dy: std::array::from_fn(|l| y - others[l][1]),
            p: *values,
        }
    };
    let (full, rest) = columns.as_chunks::<LANES>();
    let (full_values, rest_values) = values.as_chunks::<LANES>();
    for (columns, values) in full.iter().zip(full_values) {
        take(&near(columns, values));
    }
    if !rest.is_empty() {
        let (mut columns, mut values) = ([0; LANES], [0.0; LANES]);
        columns[..rest.len()].copy_from_slice(rest);
        values[..rest.len()].copy_from_slice(rest_values);
        take(&near(&columns, &values));
    }
}

#[inline(always)]
fn row(columns: &[u32], values: &[f32], points: &[[f32; 2]], point: [f32; 2]) -> [f32; 2] {
    let (mut fx, mut fy) = ([0.0; LANES], [0.0; LANES]);
    each_lane(columns, values, points, point, |Near { dx, dy, p }| {
        for l in 0..LANES {
            let force = p[l] / (1.0 + dx[l] * dx[l] + dy[l] * dy[l]);
            fx[l] += force * dx[l];
            fy[l] += force * dy[l];
        }
    });
    [sum(&fx), sum(&fy)]
}

#[inline(always)]
fn row_spread(columns: &[u32], values: &[f32], points: &[[f32; 2]], point: [f32; 2]) -> f32 {
    let mut total = [0.0; LANES];
    each_lane(columns, values, points, point, |Near { dx, dy, p }| {
        let logarithm = ln(&std::array::from_fn(|l| 1.0 + dx[l] * dx[l] + dy[l] * dy[l]));
        for l in 0..LANES {
            total[l] += p[l] * logarithm[l];
        }
    });
    sum(&total)
}
