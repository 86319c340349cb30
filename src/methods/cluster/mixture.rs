//! Gaussian mixtures by expectation and maximisation (Dempster, Laird and Rubin 1977), our own.
//!
//! linfa-clustering 0.8.1 has one, but adds up densities instead of their logarithms: one customer some 80 standard
//! deviations away from the others makes every number NaN, and the fit fails. It is the oracle of the tests where
//! it works. Columns are brought to variance 1 first; [`FLOOR`] is added to the variances, so that a group without
//! spread in some column has a density all the same.

use super::Covariance;
use crate::progress::{Cancelled, Progress};
use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;
use std::f64::consts::TAU;

/// Added to the variance of each column in each group, in units of the column's own: a deviation of 3 %.
const FLOOR: f64 = 1e-3;
/// It stands still where a row's log-likelihood grows by less on average.
const STILL: f64 = 1e-5;
/// Rounds at most.
const ROUNDS: u64 = 200;
/// Blocks of rows at most: sums are made block by block, whatever the threads.
const BLOCKS: usize = 64;

/// What was found.
#[derive(Debug)]
pub(super) struct Mixture {
    /// The likeliest cloud of each row.
    pub groups: Vec<u32>,
    /// Bayesian information criterion (Schwarz 1978): -2 ln L + parameters ln n; less is better.
    pub bic: f64,
}

/// One cloud.
struct Cloud {
    weight: f64,
    mean: Vec<f64>,
    /// The inverse of the Cholesky factor of the covariance, lower triangle, row by row; the diagonal alone where the
    /// cloud is stretched along the axes.
    white: Vec<f64>,
}

/// What the rows add to a cloud: count, differences from its mean, products of these.
struct Sums(Vec<f64>);

/// Whether clouds are stretched any way, where that is left open: ten rows a number of them.
pub(super) fn is_full(covariance: Covariance, rows: usize, columns: usize, k: usize) -> bool {
    match covariance {
        Covariance::Full => true,
        Covariance::Diagonal => false,
        Covariance::Auto => rows >= 10 * k * (columns * (columns + 3) / 2),
    }
}

/// Fits `k` clouds, from groups that were found otherwise.
pub(super) fn mixture(
    rows: ArrayView2<'_, f64>,
    k: usize,
    full: bool,
    start: &[u32],
    progress: &Progress,
) -> Result<Mixture, Cancelled> {
    let rows = standardised(rows);
    let (n, p) = rows.dim();
    let size = if full { p * (p + 1) / 2 } else { p };
    let mut clouds: Vec<Cloud> =
        (0..k).map(|_| Cloud { weight: 0.0, mean: vec![0.0; p], white: Vec::new() }).collect();
    let mut parts = Array2::<f64>::zeros((n, k));
    for (mut parts, group) in parts.outer_iter_mut().zip(start) {
        parts[*group as usize] = 1.0;
    }
    maximise(&mut clouds, &rows, &parts, full);
    let mut likelihood = f64::NEG_INFINITY;
    for round in 0..ROUNDS {
        progress.step(round, ROUNDS)?;
        let found = expect(&clouds, &rows, &mut parts, full);
        let gain = (found - likelihood) / n as f64;
        likelihood = found;
        // Rounding may take a hair; NaN stops too.
        if gain.is_nan() || gain < STILL {
            break;
        }
        maximise(&mut clouds, &rows, &parts, full);
    }
    let likeliest = |parts: ndarray::ArrayView1<'_, f64>| {
        (1..k).fold(0, |best, at| if parts[at] > parts[best] { at } else { best }) as u32
    };
    let parameters = (k * (1 + p + size) - 1) as f64;
    Ok(Mixture {
        groups: parts.outer_iter().map(likeliest).collect(),
        bic: (n as f64).ln().mul_add(parameters, -2.0 * likelihood),
    })
}

/// Columns with mean 0 and variance 1; constant ones say nothing and are left out.
fn standardised(rows: ArrayView2<'_, f64>) -> Array2<f64> {
    let n = rows.nrows() as f64;
    let mut kept: Vec<usize> = Vec::new();
    let mut own = rows.to_owned();
    for (at, mut column) in own.columns_mut().into_iter().enumerate() {
        let mean = column.sum() / n;
        column -= mean;
        let deviation = (column.iter().map(|v| v * v).sum::<f64>() / n).sqrt();
        if deviation > 0.0 {
            column /= deviation;
            kept.push(at);
        }
    }
    own.select(Axis(1), &kept)
}

fn block(n: usize) -> usize {
    n.div_ceil(BLOCKS).max(64)
}

/// How likely each row is of each cloud; returns the log-likelihood of all.
fn expect(clouds: &[Cloud], rows: &Array2<f64>, parts: &mut Array2<f64>, full: bool) -> f64 {
    let p = rows.ncols();
    let constant = -0.5 * p as f64 * TAU.ln();
    let base: Vec<f64> = clouds
        .iter()
        .map(|cloud| {
            let place = |i: usize| if full { i * (i + 1) / 2 + i } else { i };
            let volume: f64 = (0..p).map(|i| cloud.white[place(i)].ln()).sum();
            cloud.weight.ln() + constant + volume
        })
        .collect();
    let size = block(rows.nrows());
    let sums: Vec<f64> = parts
        .axis_chunks_iter_mut(Axis(0), size)
        .into_par_iter()
        .zip(rows.axis_chunks_iter(Axis(0), size))
        .map(|(mut parts, rows)| {
            let (mut sum, mut gap) = (0.0, vec![0.0; p]);
            for (mut parts, row) in parts.outer_iter_mut().zip(rows.outer_iter()) {
                for ((part, cloud), base) in parts.iter_mut().zip(clouds).zip(&base) {
                    for ((gap, value), mean) in gap.iter_mut().zip(row).zip(&cloud.mean) {
                        *gap = value - mean;
                    }
                    *part = base - 0.5 * length(&cloud.white, &gap, full);
                }
                // About the largest, so that no row is too far away for all clouds.
                let largest = parts.iter().fold(f64::NEG_INFINITY, |most, v| most.max(*v));
                let all: f64 = parts.iter().map(|v| (v - largest).exp()).sum();
                let log = largest + all.ln();
                parts.mapv_inplace(|v| (v - log).exp());
                sum += log;
            }
            sum
        })
        .collect();
    sums.iter().sum()
}

/// The squared length of a difference in standard deviations of a cloud.
fn length(white: &[f64], gap: &[f64], full: bool) -> f64 {
    if !full {
        return white.iter().zip(gap).map(|(w, g)| w * w * g * g).sum();
    }
    let mut from = 0;
    (0..gap.len())
        .map(|i| {
            let line = &white[from..=from + i];
            from += i + 1;
            let sum: f64 = line.iter().zip(gap).map(|(w, g)| w * g).sum();
            sum * sum
        })
        .sum()
}

/// The clouds that make the rows likeliest, where they belong to them by these parts.
fn maximise(clouds: &mut [Cloud], rows: &Array2<f64>, parts: &Array2<f64>, full: bool) {
    let (n, p) = rows.dim();
    let products = if full { p * (p + 1) / 2 } else { p };
    let size = block(n);
    let sums: Vec<Vec<Sums>> = rows
        .axis_chunks_iter(Axis(0), size)
        .into_par_iter()
        .zip(parts.axis_chunks_iter(Axis(0), size))
        .map(|(rows, parts)| {
            let add = |(at, cloud): (usize, &Cloud)| {
                let mut sums = vec![0.0; 1 + p + products];
                let mut gap = vec![0.0; p];
                for (row, parts) in rows.outer_iter().zip(parts.outer_iter()) {
                    let part = parts[at];
                    if part == 0.0 {
                        continue;
                    }
                    for ((gap, value), mean) in gap.iter_mut().zip(row).zip(&cloud.mean) {
                        *gap = value - mean;
                    }
                    sums[0] += part;
                    let (first, second) = sums[1..].split_at_mut(p);
                    let mut place = 0;
                    for i in 0..p {
                        let weighted = part * gap[i];
                        first[i] += weighted;
                        if full {
                            for (sum, other) in second[place..=place + i].iter_mut().zip(&gap) {
                                *sum += weighted * other;
                            }
                            place += i + 1;
                        } else {
                            second[i] += weighted * gap[i];
                        }
                    }
                }
                Sums(sums)
            };
            clouds.iter().enumerate().map(add).collect()
        })
        .collect();
    for (at, cloud) in clouds.iter_mut().enumerate() {
        let mut total = vec![0.0; 1 + p + products];
        for block in &sums {
            for (total, sum) in total.iter_mut().zip(&block[at].0) {
                *total += sum;
            }
        }
        cloud.become_of(&total, n, full);
    }
}

impl Cloud {
    fn become_of(&mut self, sums: &[f64], n: usize, full: bool) {
        let p = self.mean.len();
        // A cloud that lost all its rows stays where it is, without weight.
        let count = sums[0].max(f64::MIN_POSITIVE);
        self.weight = (sums[0] / n as f64).max(f64::MIN_POSITIVE);
        let shift: Vec<f64> = sums[1..=p].iter().map(|sum| sum / count).collect();
        let mut covariance: Vec<f64> = sums[1 + p..].iter().map(|sum| sum / count).collect();
        let mut place = 0;
        for i in 0..p {
            for j in if full { 0..i + 1 } else { i..i + 1 } {
                covariance[place] -= shift[i] * shift[j];
                if i == j {
                    covariance[place] = covariance[place].max(0.0) + FLOOR;
                }
                place += 1;
            }
        }
        for (mean, shift) in self.mean.iter_mut().zip(&shift) {
            *mean += shift;
        }
        self.white = if full {
            inverse_root(covariance, p)
        } else {
            covariance.into_iter().map(|v| 1.0 / v.sqrt()).collect()
        };
    }
}

/// The inverse of the Cholesky factor of a matrix, given by its lower triangle, in place.
fn inverse_root(mut matrix: Vec<f64>, p: usize) -> Vec<f64> {
    let at = |i: usize, j: usize| i * (i + 1) / 2 + j;
    for i in 0..p {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|l| matrix[at(i, l)] * matrix[at(j, l)]).sum();
            let rest = matrix[at(i, j)] - dot;
            // The floor keeps it above zero but for rounding.
            matrix[at(i, j)] =
                if i == j { rest.max(FLOOR * 1e-6).sqrt() } else { rest / matrix[at(j, j)] };
        }
    }
    let mut inverse = vec![0.0; matrix.len()];
    for j in 0..p {
        inverse[at(j, j)] = 1.0 / matrix[at(j, j)];
        for i in j + 1..p {
            let dot: f64 = (j..i).map(|l| matrix[at(i, l)] * inverse[at(l, j)]).sum();
            inverse[at(i, j)] = -dot / matrix[at(i, i)];
        }
    }
    inverse
}
