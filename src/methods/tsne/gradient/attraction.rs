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

/// The differences to the next neighbours and their affinities; lanes beyond the row hold an affinity of 0.
#[inline(always)]
fn gather(
    columns: &[u32],
    values: &[f32],
    points: &[[f32; 2]],
    [x, y]: [f32; 2],
) -> (Lane, Lane, Lane) {
    let (mut dx, mut dy, mut p) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
    for (l, (&column, &value)) in columns.iter().zip(values).enumerate().take(LANES) {
        let [other_x, other_y] = points[column as usize];
        dx[l] = x - other_x;
        dy[l] = y - other_y;
        p[l] = value;
    }
    (dx, dy, p)
}

#[inline(always)]
fn row(columns: &[u32], values: &[f32], points: &[[f32; 2]], point: [f32; 2]) -> [f32; 2] {
    let (mut fx, mut fy) = ([0.0; LANES], [0.0; LANES]);
    for (columns, values) in columns.chunks(LANES).zip(values.chunks(LANES)) {
        let (dx, dy, p) = gather(columns, values, points, point);
        for l in 0..LANES {
            let force = p[l] / (1.0 + dx[l] * dx[l] + dy[l] * dy[l]);
            fx[l] += force * dx[l];
            fy[l] += force * dy[l];
        }
    }
    [sum(&fx), sum(&fy)]
}

#[inline(always)]
fn row_spread(columns: &[u32], values: &[f32], points: &[[f32; 2]], point: [f32; 2]) -> f32 {
    let mut total = [0.0; LANES];
    for (columns, values) in columns.chunks(LANES).zip(values.chunks(LANES)) {
        let (dx, dy, p) = gather(columns, values, points, point);
        let one_and_square = std::array::from_fn(|l| 1.0 + dx[l] * dx[l] + dy[l] * dy[l]);
        let logarithm = ln(&one_and_square);
        for l in 0..LANES {
            total[l] += p[l] * logarithm[l];
        }
    }
    sum(&total)
}
