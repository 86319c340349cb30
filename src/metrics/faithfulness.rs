//! How faithful a map is to the data at every size of neighbourhood.
//!
//! - *Trustworthiness* (Venna and Kaski 2001): neighbours on the map that are none in the data lower it, by how far
//!   apart they are there.
//! - *Continuity* (the same): neighbours in the data that are torn apart on the map lower it. It is trustworthiness
//!   with data and map exchanged.
//! - *Kept*: the share of the k nearest in the data that are among the k nearest on the map.
//!
//! Small k ask about close neighbours, large ones about the whole picture. A map at random keeps k / (n - 1)
//! of the neighbours, and its trustworthiness and continuity are known too, so each curve has its floor.

use super::asked::in_blocks;
use super::distances::Space;
use super::error::same_rows;
use super::neighborhoods::{Nearest, nearest, ranks};
use super::ranks::Ranks;
use super::tally::{Tally, among, behind, ks, trust};
use super::{Asked, MetricError};
use crate::progress::{Cancelled, Progress};
use ndarray::ArrayView2;
use std::ops::RangeInclusive;

/// Neighbours that a single row is judged by, where the table has the rows.
pub const NEIGHBOURS: usize = 15;

/// How far a map may be believed, as curves and for each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Faithfulness {
    /// One point for each k, from 5 to 100 or just below half of the rows (1 to 4 in tables below 12 rows).
    pub curve: Vec<FaithAt>,
    /// Neighbours that [`Faithfulness::of_rows`] looks at: 15, or as many as the curve has.
    pub k: usize,
    /// Each row that was asked, in the order of [`Faithfulness::asked`].
    pub of_rows: Vec<RowFaith>,
    /// The rows that were asked.
    pub asked: Asked,
}

/// Means over the rows for one k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaithAt {
    /// Neighbours that were looked at.
    pub k: usize,
    /// Near on the map, near in the data?
    pub trustworthiness: f64,
    /// Near in the data, near on the map?
    pub continuity: f64,
    /// Share of the nearest that are the same.
    pub kept: f64,
    /// Trustworthiness, and continuity, that a map at random has on average.
    pub trust_by_chance: f64,
    /// The share that a map at random keeps on average.
    pub kept_by_chance: f64,
}

/// What the map makes of one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowFaith {
    /// Are its neighbours on the map its neighbours in the data? 0 to 1.
    pub trustworthiness: f64,
    /// Are its neighbours in the data beside it on the map? 0 to 1.
    pub continuity: f64,
    /// Share of its nearest that are the same.
    pub kept: f64,
}

impl Faithfulness {
    /// The point of the curve for rows: [`Faithfulness::k`] neighbours.
    pub fn at_k(&self) -> FaithAt {
        self.curve[self.k - self.curve[0].k]
    }
}

/// Judges a map of a matrix. `seed` chooses the rows that are asked where not all are.
///
/// # Errors
/// [`MetricError::DifferentRows`]; [`MetricError::TooFewRows`] below four; [`MetricError::NotFinite`];
/// [`MetricError::Cancelled`].
///
/// # Examples
/// ```
/// use dimlens::metrics::faithfulness;
/// use dimlens::progress::Progress;
/// let map: Vec<[f64; 2]> = (0..40).map(|i| [f64::from(i % 7), f64::from(i * i)]).collect();
/// let data = ndarray::arr2(&map);
/// let found = faithfulness(data.view(), &map, 0, &Progress::new())?;
/// assert_eq!((found.curve[0].k, found.at_k().k), (5, 15));
/// assert!(found.curve.iter().all(|at| at.kept == 1.0 && at.continuity == 1.0));
/// # Ok::<(), dimlens::metrics::MetricError>(())
/// ```
pub fn faithfulness(
    matrix: ArrayView2<'_, f64>,
    map: &[[f64; 2]],
    seed: u64,
    progress: &Progress,
) -> Result<Faithfulness, MetricError> {
    let n = matrix.nrows();
    same_rows("the map", map.len(), n)?;
    let ks = enough(n)?;
    let spaces = (Space::of_matrix(matrix)?, Space::of_map("the map", map)?);
    let asked = Asked::new(n, seed);
    let most = *ks.end();
    let k = NEIGHBOURS.min(most);
    let parts = in_blocks(asked.rows(), progress, |asking| {
        let (trusted, continued) = both_ways(&spaces, asking, most, progress)?;
        let mut sums = (Tally::new(ks.clone()), Tally::new(ks.clone()));
        let mut of_rows = Vec::with_capacity(asking.len());
        for (there, back) in trusted.chunks(most).zip(continued.chunks(most)) {
            sums.0.row(there);
            sums.1.row(back);
            of_rows.push(RowFaith {
                trustworthiness: trust(behind(&there[..k]) as f64, k, n),
                continuity: trust(behind(&back[..k]) as f64, k, n),
                kept: among(&there[..k]) as f64 / k as f64,
            });
        }
        Ok((sums, of_rows))
    })?;
    let mut sums = (Tally::new(ks.clone()), Tally::new(ks.clone()));
    let mut of_rows = Vec::with_capacity(asked.rows().len());
    for (part, rows) in parts {
        sums.0.add(&part.0);
        sums.1.add(&part.1);
        of_rows.extend(rows);
    }
    let rows = asked.rows().len() as f64;
    let at = |(at, k): (usize, usize)| FaithAt {
        k,
        trustworthiness: trust(sums.0.lost[at] as f64 / rows, k, n),
        continuity: trust(sums.1.lost[at] as f64 / rows, k, n),
        kept: sums.0.kept[at] as f64 / (k as f64 * rows),
        trust_by_chance: trust_by_chance(k, n),
        kept_by_chance: kept_by_chance(k, n),
    };
    let curve = ks.enumerate().map(at).collect();
    Ok(Faithfulness { curve, k, of_rows, asked })
}

/// Ranks in the data of the nearest on the map, and ranks on the map of the nearest in the data.
fn both_ways(
    (data, map): &(Space<'_>, Space<'_>),
    asking: &[u32],
    k: usize,
    progress: &Progress,
) -> Result<(Vec<u32>, Vec<u32>), Cancelled> {
    let on_map = nearest(map, asking, k, progress)?;
    // The distances in the data are the dear ones: they are gone through once.
    let mut trusted = Ranks::new(data, asking, &on_map, k);
    let mut in_data = Nearest::new(asking.len(), k);
    data.scan(asking, f64::INFINITY, progress, |start, tile| {
        trusted.take(start, tile.clone());
        in_data.take(start, tile);
    })?;
    let continued = ranks(map, asking, &in_data.rows(), k, progress)?;
    Ok((trusted.ranks(), continued))
}

/// The numbers of neighbours that so many rows allow.
pub(super) fn enough(rows: usize) -> Result<RangeInclusive<usize>, MetricError> {
    ks(rows).ok_or(MetricError::TooFewRows { needed: 4, rows })
}

/// The share of k neighbours that a map at random keeps: its k neighbours are any of the n - 1 others.
pub(super) fn kept_by_chance(k: usize, n: usize) -> f64 {
    k as f64 / (n - 1) as f64
}

/// The rank of a neighbour at random is any of 1 to n - 1, so it loses (n - k - 1)(n - k) / (2 (n - 1)) on average.
fn trust_by_chance(k: usize, n: usize) -> f64 {
    let lost = ((n - k - 1) * (n - k)) as f64 / (2 * (n - 1)) as f64;
    trust(k as f64 * lost, k, n)
}
