//! Onto the mesh and back, by cubic B-splines.

use super::cells::Cells;
use super::convolution::Convolution;
use super::{CELL, Frame};
use crate::methods::tsne::lanes::wide;
use rayon::prelude::*;

/// Rows of cells in a band; with the three rows of nodes beyond it, it never reaches past the next band.
const BAND: usize = 4;

const SIXTH: f32 = 1.0 / 6.0;

/// The spline's weights at the four nodes around a point, `t` behind the second.
#[inline(always)]
fn weights(t: f32) -> [f32; 4] {
    let s = 1.0 - t;
    let (t2, s2) = (t * t, s * s);
    [
        s2 * s * SIXTH,
        (4.0 - 6.0 * t2 + 3.0 * t2 * t) * SIXTH,
        (4.0 - 6.0 * s2 + 3.0 * s2 * s) * SIXTH,
        t2 * t * SIXTH,
    ]
}

/// Their derivatives.
#[inline(always)]
fn slopes(t: f32) -> [f32; 4] {
    let s = 1.0 - t;
    [-0.5 * s * s, t * (1.5 * t - 2.0), s * (2.0 - 1.5 * s), 0.5 * t * t]
}

#[inline(always)]
fn dot(a: &[f32; 4], b: &[f32; 4]) -> f32 {
    (a[0] * b[0] + a[2] * b[2]) + (a[1] * b[1] + a[3] * b[3])
}

/// Gives each point's unit of charge to the 4 x 4 nodes around it. Bands of every second kind are filled at
/// the same time, so that no node is written by two tasks and sums always run in the same order.
pub(super) fn spread(cells: &Cells, mesh: &mut Convolution) {
    let (width, density) = mesh.density();
    let rows = BAND * CELL;
    for odd in [false, true] {
        let skip = if odd { rows * width } else { 0 };
        if skip >= density.len() {
            break;
        }
        density[skip..].par_chunks_mut(2 * rows * width).enumerate().for_each(|(pair, nodes)| {
            let band = 2 * pair + usize::from(odd);
            if band * BAND >= cells.high() {
                return;
            }
            wide(|| {
                for i in cells.band(band * BAND, (band + 1) * BAND) {
                    let [x, y] = cells.at(i);
                    let (column, row) = (x as usize, y as usize - band * rows);
                    let across = weights(x - column as f32);
                    let along = weights(y - (y as usize) as f32);
                    for (k, along) in along.iter().enumerate() {
                        let at = (row + k) * width + column;
                        if let Some(nodes) = nodes[at..].first_chunk_mut::<4>() {
                            for (node, across) in nodes.iter_mut().zip(&across) {
                                *node += along * across;
                            }
                        }
                    }
                }
            });
        });
    }
}

/// Minus half the potential's gradient at the sorted points from `from` on.
pub(super) fn gradients(
    cells: &Cells,
    from: usize,
    frame: &Frame,
    mesh: &Convolution,
    out: &mut [[f32; 2]],
) {
    let (width, potential) = mesh.potential();
    let scale = -0.5 / frame.step;
    wide(|| {
        for (at, out) in out.iter_mut().enumerate() {
            let [x, y] = cells.at(from + at);
            let (column, row) = (x as usize, y as usize);
            let (tx, ty) = (x - column as f32, y - row as f32);
            let (across, across_slope) = (weights(tx), slopes(tx));
            let (along, along_slope) = (weights(ty), slopes(ty));
            let (mut gx, mut gy) = ([0.0_f32; 4], [0.0_f32; 4]);
            for k in 0..4 {
                let start = (row + k) * width + column;
                if let Some(nodes) = potential[start..].first_chunk::<4>() {
                    for c in 0..4 {
                        gx[c] += along[k] * nodes[c];
                        gy[c] += along_slope[k] * nodes[c];
                    }
                }
            }
            *out = [dot(&gx, &across_slope) * scale, dot(&gy, &across) * scale];
        }
    });
}
