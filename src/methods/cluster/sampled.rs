//! Methods that look at all pairs, on large tables: a seeded sample is grouped, and each other row goes where the
//! sampled row nearest to it went.

use crate::progress::{Cancelled, Progress};
use ndarray::{ArrayView2, Axis};
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows of one task.
const BLOCK: usize = 256;

/// A seeded choice of rows, ascending; all of them where they are not more.
pub(crate) fn sample(rows: usize, most: usize, seed: u64) -> Vec<usize> {
    if rows <= most {
        return (0..rows).collect();
    }
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let mut chosen = index::sample(&mut random, rows, most).into_vec();
    chosen.sort_unstable();
    chosen
}

/// For each row the position in `chosen` of the row nearest to it, the first of equal ones; chosen rows have their own.
pub(super) fn nearest(
    rows: ArrayView2<'_, f64>,
    chosen: &[usize],
    progress: &Progress,
) -> Result<Vec<usize>, Cancelled> {
    // Column by column, so that distances to all of them grow side by side.
    let columns = rows.select(Axis(0), chosen).reversed_axes();
    let columns = columns.as_standard_layout();
    let (done, total) = (AtomicU64::new(0), rows.nrows().div_ceil(BLOCK) as u64);
    let blocks: Vec<usize> = (0..rows.nrows()).step_by(BLOCK).collect();
    let found = blocks
        .into_par_iter()
        .map(|start| {
            progress.step(done.fetch_add(1, Ordering::Relaxed), total)?;
            let mut squares = vec![0.0_f64; chosen.len()];
            let block = start..(start + BLOCK).min(rows.nrows());
            Ok(block
                .map(|at| {
                    if let Ok(own) = chosen.binary_search(&at) {
                        return own;
                    }
                    squares.fill(0.0);
                    for (column, value) in columns.outer_iter().zip(rows.row(at)) {
                        for (square, other) in squares.iter_mut().zip(column) {
                            *square += (other - value) * (other - value);
                        }
                    }
                    let best = |best: usize, at: usize| {
                        if squares[at] < squares[best] { at } else { best }
                    };
                    (0..squares.len()).fold(0, best)
                })
                .collect::<Vec<usize>>())
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    Ok(found.concat())
}
