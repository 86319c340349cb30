//! From neighbours to affinities: how much each pair of rows belongs together.
//!
//! Each row gets a Gaussian whose width makes the effective number of its neighbours equal the perplexity
//! (van der Maaten and Hinton 2008, equation 1); `p_ij = (p_j|i + p_i|j) / 2n`, so that P is symmetric and sums
//! to 1.

use super::neighbors::Neighbors;
use crate::methods::MethodError;
use crate::progress::Progress;
use rayon::prelude::*;

/// Rows that one task takes.
const ROWS: usize = 512;
/// How near a row's entropy comes to ln(perplexity), in nats.
const TOLERANCE: f64 = 1e-5;

/// The symmetric matrix P, its rows sparse and ascending by column; the diagonal is empty.
#[derive(Debug, Clone)]
pub struct Affinities {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    /// sum of p ln p.
    negative_entropy: f64,
    /// Rows that have as many equally near neighbours as the perplexity, or more: those weigh alike.
    tied: usize,
}

impl Affinities {
    /// The affinities at a perplexity. `progress` only learns of cancellation.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`].
    pub fn new(
        neighbors: &Neighbors,
        perplexity: f64,
        progress: &Progress,
    ) -> Result<Self, MethodError> {
        let (n, k) = (neighbors.rows(), neighbors.k());
        let mut conditional = vec![0.0_f32; n * k];
        let tied = conditional
            .par_chunks_mut(ROWS * k)
            .enumerate()
            .map(|(part, out)| {
                progress.check()?;
                let mut tied = 0;
                for (at, out) in out.chunks_mut(k).enumerate() {
                    let i = part * ROWS + at;
                    let fits = conditionals(neighbors.distances(i), perplexity, out, |_, _| ());
                    tied += usize::from(!fits);
                }
                Ok(tied)
            })
            .collect::<Result<Vec<usize>, MethodError>>()?;
        let mut p = symmetric(neighbors, &conditional);
        p.tied = tied.iter().sum();
        Ok(p)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Entries that are stored.
    pub fn entries(&self) -> usize {
        self.columns.len()
    }

    /// The neighbours of a row, ascending, and their affinities.
    #[inline]
    pub fn row(&self, i: usize) -> (&[u32], &[f32]) {
        let range = self.starts[i]..self.starts[i + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// The same affinities with the rows in another order: `rows[place]` says who stands at a place. Columns
    /// are places too, no longer ascending.
    pub(super) fn arranged(&self, rows: &[u32]) -> Self {
        let mut place_of = vec![0_u32; rows.len()];
        let mut starts = Vec::with_capacity(rows.len() + 1);
        starts.push(0);
        let mut end = 0;
        for (place, &row) in rows.iter().enumerate() {
            place_of[row as usize] = place as u32;
            end += self.starts[row as usize + 1] - self.starts[row as usize];
            starts.push(end);
        }
        let (mut columns, mut values) = (vec![0; end], vec![0.0; end]);
        let (mut columns_left, mut values_left) = (&mut columns[..], &mut values[..]);
        let mut parts = Vec::new();
        for (part, rows) in rows.chunks(ROWS).enumerate() {
            let length = starts[part * ROWS + rows.len()] - starts[part * ROWS];
            let (columns, values);
            (columns, columns_left) = columns_left.split_at_mut(length);
            (values, values_left) = values_left.split_at_mut(length);
            parts.push((rows, columns, values));
        }
        parts.into_par_iter().for_each(|(rows, columns, values)| {
            let mut at = 0;
            for &row in rows {
                let (from, p) = self.row(row as usize);
                for (column, &from) in columns[at..].iter_mut().zip(from) {
                    *column = place_of[from as usize];
                }
                values[at..at + p.len()].copy_from_slice(p);
                at += p.len();
            }
        });
        Self { starts, columns, values, negative_entropy: self.negative_entropy, tied: self.tied }
    }

    /// sum of p ln p over all entries: the part of the divergence that no map changes.
    pub fn negative_entropy(&self) -> f64 {
        self.negative_entropy
    }

    /// Rows whose neighbourhood no Gaussian narrows enough: as many equally near rows as the perplexity, or more.
    pub fn tied(&self) -> usize {
        self.tied
    }
}

/// How wide the Gaussian of one row is, and how that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Bandwidth {
    /// Its standard deviation, in the units of the distances; none where the neighbours weigh alike.
    pub sigma: Option<f64>,
    /// The widths that were tried, and the effective number of neighbours at each.
    pub tried: Vec<(f64, f64)>,
    /// What each neighbour weighs: `p_j|i`; they sum to 1.
    pub p: Vec<f64>,
}

/// The width for a row whose squared distances to its neighbours, ascending, are these: as [`Affinities`] finds it.
pub fn bandwidth(distances: &[f32], perplexity: f64) -> Bandwidth {
    let mut tried = Vec::new();
    let mut p = vec![0.0_f32; distances.len()];
    if !distances.is_empty() {
        conditionals(distances, perplexity, &mut p, |beta, entropy| {
            tried.push(((0.5 / beta).sqrt(), entropy.exp()));
        });
    }
    let sigma = tried.last().map(|(sigma, _)| *sigma);
    Bandwidth { sigma, tried, p: p.into_iter().map(f64::from).collect() }
}

/// The conditional affinities of one row from its squared distances, ascending; they sum to 1. `false` where no
/// width gives the perplexity, because too many rows are equally near: they then weigh alike. `watch` sees each
/// precision that is tried, and its entropy.
fn conditionals(
    distances: &[f32],
    perplexity: f64,
    out: &mut [f32],
    mut watch: impl FnMut(f64, f64),
) -> bool {
    let target = perplexity.ln();
    let nearest = f64::from(distances[0]);
    let shifted: Vec<f64> = distances.iter().map(|&d| f64::from(d) - nearest).collect();
    let twins = shifted.iter().take_while(|&&d| d == 0.0).count();
    if twins as f64 >= perplexity {
        out.fill(0.0);
        out[..twins].fill(1.0 / twins as f32);
        return twins as f64 == perplexity;
    }
    // The widest Gaussian: every neighbour weighs alike. It is as near as these neighbours come.
    if (distances.len() as f64).ln() <= target {
        out.fill(1.0 / distances.len() as f32);
        return true;
    }
    let mean = shifted.iter().sum::<f64>() / shifted.len() as f64;
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut beta = 1.0 / mean;
    let mut weights = vec![0.0; shifted.len()];
    let mut total = 1.0;
    for _ in 0..200 {
        let (mut first, mut second) = (0.0, 0.0);
        total = 0.0;
        for (weight, &d) in weights.iter_mut().zip(&shifted) {
            *weight = (-beta * d).exp();
            total += *weight;
            first += *weight * d;
            second += *weight * d * d;
        }
        let (mean, square) = (first / total, second / total);
        // Entropy H = ln(total) + beta E[d]; dH / d ln(beta) = -beta^2 Var[d].
        let excess = total.ln() + beta * mean - target;
        watch(beta, excess + target);
        if excess.abs() < TOLERANCE {
            break;
        }
        if excess > 0.0 {
            low = beta;
        } else {
            high = beta;
        }
        let slope = beta * beta * (square - mean * mean);
        let newton = beta * (excess / slope).clamp(-2.0, 2.0).exp();
        let inside = newton.is_finite() && newton > low && newton < high;
        beta = if inside {
            newton
        } else if high.is_finite() {
            f64::midpoint(low, high)
        } else {
            beta * 2.0
        };
    }
    for (out, weight) in out.iter_mut().zip(&weights) {
        *out = (weight / total) as f32;
    }
    true
}

/// (P + P transposed) / 2n, as ascending rows.
fn symmetric(neighbors: &Neighbors, conditional: &[f32]) -> Affinities {
    let (n, k) = (neighbors.rows(), neighbors.k());
    let scale = 0.5 / n as f32;
    // Who names row i as a neighbour: ascending, because the rows are walked in order.
    let mut starts = vec![0_usize; n + 1];
    for i in 0..n {
        for &j in neighbors.indices(i) {
            starts[j as usize + 1] += 1;
        }
    }
    for i in 0..n {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut named_by = vec![(0_u32, 0.0_f32); n * k];
    for i in 0..n {
        let row = &conditional[i * k..(i + 1) * k];
        for (&j, &p) in neighbors.indices(i).iter().zip(row) {
            named_by[next[j as usize]] = (i as u32, p);
            next[j as usize] += 1;
        }
    }
    let parts: Vec<Part> = (0..n.div_ceil(ROWS))
        .into_par_iter()
        .map(|part| {
            let mut out = Part::default();
            let mut own: Vec<(u32, f32)> = Vec::with_capacity(k);
            for i in part * ROWS..((part + 1) * ROWS).min(n) {
                own.clear();
                let row = &conditional[i * k..(i + 1) * k];
                own.extend(neighbors.indices(i).iter().copied().zip(row.iter().copied()));
                own.sort_unstable_by_key(|&(j, _)| j);
                out.merge(&own, &named_by[starts[i]..starts[i + 1]], scale);
            }
            out
        })
        .collect();
    let entries = parts.iter().map(|part| part.columns.len()).sum();
    let mut all = Affinities {
        starts: Vec::with_capacity(n + 1),
        columns: Vec::with_capacity(entries),
        values: Vec::with_capacity(entries),
        negative_entropy: 0.0,
        tied: 0,
    };
    all.starts.push(0);
    for part in parts {
        for length in part.lengths {
            let end = all.starts.last().copied().unwrap_or(0) + length;
            all.starts.push(end);
        }
        all.columns.extend(part.columns);
        all.values.extend(part.values);
        all.negative_entropy += part.negative_entropy;
    }
    all
}

/// Some rows of P.
#[derive(Default)]
struct Part {
    lengths: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    negative_entropy: f64,
}

impl Part {
    /// Adds one row: the neighbours it names and those that name it, both ascending.
    fn merge(&mut self, own: &[(u32, f32)], by: &[(u32, f32)], scale: f32) {
        let before = self.columns.len();
        let (mut own, mut by) = (own.iter().peekable(), by.iter().peekable());
        loop {
            let (column, p) = match (own.peek(), by.peek()) {
                (None, None) => break,
                (Some(a), Some(b)) if a.0 == b.0 => (a.0, a.1 + b.1),
                (Some(a), Some(b)) if a.0 > b.0 => (b.0, b.1),
                (Some(a), _) => (a.0, a.1),
                (None, Some(b)) => (b.0, b.1),
            };
            own.next_if(|a| a.0 == column);
            by.next_if(|b| b.0 == column);
            let p = p * scale;
            if p > 0.0 {
                self.columns.push(column);
                self.values.push(p);
                self.negative_entropy += f64::from(p) * f64::from(p).ln();
            }
        }
        self.lengths.push(self.columns.len() - before);
    }
}
