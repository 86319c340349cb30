//! Do two clusterings tell the same story? Two indices, both 1 for the same clusters whatever their names and 0 on
//! average for clusters dealt out at random.
//!
//! - The *adjusted Rand index* (Hubert and Arabie 1985) counts pairs of rows that are together in both; large
//!   clusters have most of the pairs.
//! - *Adjusted mutual information* (Vinh, Epps and Bailey 2010; mean of the two entropies as the maximum) asks how
//!   much one says about the other; small clusters count too.
//!
//! What chance would give is exact in both. For mutual information it is a mean over hypergeometric counts, whose
//! weights are built up from the likeliest count outwards, so that no factorial is needed and nothing overflows.

use super::Contingency;

/// Weights below this share of the likeliest are left out; together they are far below the last bit.
const NEGLIGIBLE: f64 = 1e-40;

/// The adjusted Rand index: 1 for the same clusters, 0 on average by chance, below 0 for less than chance.
///
/// # Examples
/// ```
/// use dimlens::metrics::{Contingency, adjusted_rand};
/// let first = [0, 0, 1, 1].map(Some);
/// let renamed = [5, 5, 3, 3].map(Some);
/// assert_eq!(adjusted_rand(&Contingency::new(&first, &renamed)?), 1.0);
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn adjusted_rand(counts: &Contingency) -> f64 {
    if counts.is_renaming() {
        return 1.0;
    }
    let pairs = |n: u64| u128::from(n) * u128::from(n.saturating_sub(1)) / 2;
    let sum = |of: &[(u32, u64)]| of.iter().map(|&(_, n)| pairs(n)).sum::<u128>() as f64;
    let both = counts.cells.iter().map(|&(_, _, n)| pairs(n)).sum::<u128>() as f64;
    let (first, second) = (sum(&counts.first), sum(&counts.second));
    let chance = first * second / pairs(counts.compared) as f64;
    (both - chance) / (f64::midpoint(first, second) - chance)
}

/// Adjusted mutual information: 1 for the same clusters, 0 on average by chance, below 0 for less than chance. It is
/// 0 where one of the two is a single cluster, which says nothing about the other.
pub fn adjusted_mutual_information(counts: &Contingency) -> f64 {
    if counts.is_renaming() {
        return 1.0;
    }
    if counts.first.len() == 1 || counts.second.len() == 1 {
        return 0.0;
    }
    let chance = expected_information(counts);
    let entropies = f64::midpoint(entropy(counts, &counts.first), entropy(counts, &counts.second));
    (information(counts) - chance) / (entropies - chance)
}

/// In nats.
fn entropy(counts: &Contingency, of: &[(u32, u64)]) -> f64 {
    let total = counts.compared as f64;
    of.iter().map(|&(_, n)| n as f64 / total * (total / n as f64).ln()).sum()
}

fn information(counts: &Contingency) -> f64 {
    let cell = |&(a, b, n): &(usize, usize, u64)| {
        said(n, counts.first[a].1, counts.second[b].1, counts.compared)
    };
    counts.cells.iter().map(cell).sum()
}

/// What a cell adds to the mutual information.
fn said(both: u64, a: u64, b: u64, total: u64) -> f64 {
    let (both, total) = (both as f64, total as f64);
    both / total * ((total / a as f64) * (both / b as f64)).ln()
}

/// The mutual information of clusters of these sizes dealt out at random, on average.
fn expected_information(counts: &Contingency) -> f64 {
    let (first, second) = (sizes(&counts.first), sizes(&counts.second));
    let mut sum = 0.0;
    for &(a, times) in &first {
        for &(b, as_often) in &second {
            sum += (times * as_often) as f64 * expected_cell(a, b, counts.compared);
        }
    }
    sum
}

/// Different sizes and how often each occurs: clusters of one size need one calculation.
fn sizes(of: &[(u32, u64)]) -> Vec<(u64, u64)> {
    let mut sizes: Vec<u64> = of.iter().map(|&(_, n)| n).collect();
    sizes.sort_unstable();
    sizes.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect()
}

/// What a cell between clusters of `a` and `b` of `total` rows adds on average.
fn expected_cell(a: u64, b: u64, total: u64) -> f64 {
    let least = (a + b).saturating_sub(total);
    let most = a.min(b);
    // The likeliest count of the hypergeometric distribution.
    let mode = u128::from(a + 1) * u128::from(b + 1) / u128::from(total + 2);
    let mode = (mode as u64).clamp(least, most);
    // How much likelier a count of n + 1 is than one of n.
    let ratio = |n: u64| {
        ((a - n) as f64 / (n + 1) as f64) * ((b - n) as f64 / ((total + n + 1) - a - b) as f64)
    };
    let (mut weights, mut sum) = (1.0, said_or_0(mode, a, b, total));
    let mut weight = 1.0;
    for n in mode + 1..=most {
        weight *= ratio(n - 1);
        if weight < NEGLIGIBLE {
            break;
        }
        weights += weight;
        sum += weight * said(n, a, b, total);
    }
    weight = 1.0;
    for n in (least..mode).rev() {
        weight /= ratio(n);
        if weight < NEGLIGIBLE {
            break;
        }
        weights += weight;
        sum += weight * said_or_0(n, a, b, total);
    }
    sum / weights
}

/// An empty cell says nothing.
fn said_or_0(both: u64, a: u64, b: u64, total: u64) -> f64 {
    if both == 0 { 0.0 } else { said(both, a, b, total) }
}
