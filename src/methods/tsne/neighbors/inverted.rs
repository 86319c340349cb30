//! The nearest neighbours of most rows, for tables where looking at all pairs would take longer than the rest.
//!
//! An inverted file (Jegou, Douze and Schmid 2011, without its codes): rows are grouped around centres by a few
//! rounds of k-means, and a row looks only into the groups whose centres are nearest to its own group's. How many of
//! the true neighbours that finds is measured on some rows; where it is less than 95 %, more groups are looked
//! into.

use super::points::{Points, product};
use crate::methods::MethodError;
use crate::progress::Progress;
use rand::SeedableRng;
use rand::seq::index;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use std::ops::Range;

/// Share of the true neighbours that must be found.
const RECALL: f64 = 0.95;
/// Rows on which that is measured.
const MEASURED: usize = 200;
/// Groups that are looked into at first.
const FIRST_PROBES: usize = 24;
/// Rows per centre that the centres are fitted to.
const FITTED: usize = 32;
/// Rounds of k-means.
const ROUNDS: usize = 6;
/// Rows that one task assigns.
const ROWS: usize = 1024;
const SEED: u64 = 1;

/// Rows sorted by group.
pub(super) struct Groups {
    /// `rows[place]` is the row of the table that stands at a place.
    rows: Vec<u32>,
    /// First place of each group, and the end of the last.
    starts: Vec<usize>,
    /// For each group all groups, the nearest first.
    nearest: Vec<Vec<u32>>,
}

impl Groups {
    /// Groups of about sqrt(n) rows.
    pub(super) fn new(points: &Points, progress: &Progress) -> Result<Self, MethodError> {
        let n = points.rows();
        let count = (n as f64).sqrt() as usize;
        let mut rng = Xoshiro256Plus::seed_from_u64(SEED);
        let fitted = index::sample(&mut rng, n, (count * FITTED).min(n)).into_vec();
        let mut centres: Vec<Vec<f32>> =
            fitted[..count].iter().map(|&row| points.query(row).to_vec()).collect();
        for _ in 0..ROUNDS {
            progress.check()?;
            let of = assigned(points, &fitted, &centres);
            centres = moved(points, &fitted, &of, centres);
        }
        progress.check()?;
        let all: Vec<usize> = (0..n).collect();
        let of = assigned(points, &all, &centres);
        let mut starts = vec![0; count + 1];
        for &group in &of {
            starts[group as usize + 1] += 1;
        }
        for group in 0..count {
            starts[group + 1] += starts[group];
        }
        let mut next = starts.clone();
        let mut rows = vec![0; n];
        for (row, &group) in of.iter().enumerate() {
            rows[next[group as usize]] = row as u32;
            next[group as usize] += 1;
        }
        let nearest =
            (0..count).into_par_iter().map(|group| by_distance(&centres, group)).collect();
        Ok(Self { rows, starts, nearest })
    }

    /// `rows()[place]` is the row of the table that stands at a place.
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The groups, as ranges of places.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.starts.windows(2).map(|ends| ends[0]..ends[1])
    }

    /// Where a group looks when it looks into `probes` groups, and into more until they hold `least` rows.
    pub(super) fn reach(&self, group: usize, probes: usize, least: usize) -> Vec<Range<usize>> {
        let mut reach = Vec::new();
        let mut rows = 0;
        for (rank, &other) in self.nearest[group].iter().enumerate() {
            if rank >= probes && rows >= least {
                break;
            }
            let range = self.starts[other as usize]..self.starts[other as usize + 1];
            rows += range.len();
            reach.push(range);
        }
        reach.sort_unstable_by_key(|range| range.start);
        reach
    }

    /// How many groups it takes to find 95 % of the neighbours, and the share that this finds.
    pub(super) fn probes(
        &self,
        points: &Points,
        k: usize,
        progress: &Progress,
    ) -> Result<(usize, f64), MethodError> {
        let n = points.rows();
        let mut rng = Xoshiro256Plus::seed_from_u64(SEED + 1);
        let places = index::sample(&mut rng, n, MEASURED.min(n)).into_vec();
        let found = |place: usize, reach: &[Range<usize>]| {
            let (mut indices, mut distances) = (vec![0; k], vec![0.0; k]);
            points.search(place, k, reach, &mut indices, &mut distances, progress)?;
            indices.sort_unstable();
            Ok(indices)
        };
        let truth = places
            .par_iter()
            .map(|&place| found(place, std::slice::from_ref(&(0..n))))
            .collect::<Result<Vec<Vec<u32>>, MethodError>>()?;
        let groups = self.nearest.len();
        let mut probes = FIRST_PROBES.min(groups);
        loop {
            let shared = places
                .par_iter()
                .zip(&truth)
                .map(|(&place, truth)| {
                    let group = self.starts.partition_point(|&start| start <= place) - 1;
                    let found = found(place, &self.reach(group, probes, 4 * k))?;
                    Ok(found.iter().filter(|j| truth.binary_search(j).is_ok()).count())
                })
                .collect::<Result<Vec<usize>, MethodError>>()?;
            let recall = shared.iter().sum::<usize>() as f64 / (places.len() * k) as f64;
            if recall >= RECALL || probes == groups {
                return Ok((probes, recall));
            }
            probes = (probes * 3 / 2).min(groups);
        }
    }
}

/// The nearest centre of each of some rows.
fn assigned(points: &Points, rows: &[usize], centres: &[Vec<f32>]) -> Vec<u32> {
    // |c|^2 - 2 c x, as for rows: the centre's own length stands behind -2 c.
    let mut others = Vec::new();
    for centre in centres {
        let (numbers, _) = centre.split_at(points.columns);
        others.extend(numbers.iter().map(|v| -2.0 * v));
        others.push(numbers.iter().map(|v| v * v).sum());
    }
    let parts: Vec<Vec<u32>> = rows
        .par_chunks(ROWS)
        .map(|rows| {
            let queries: Vec<f32> =
                rows.iter().flat_map(|&row| points.query(row).iter().copied()).collect();
            let mut distances = vec![0.0; rows.len() * centres.len()];
            product(&queries, &others, points.columns + 1, &mut distances);
            let nearest = |distances: &[f32]| {
                let first = (0_u32, f32::INFINITY);
                let pairs = distances.iter().enumerate();
                pairs.fold(first, |best, (c, &d)| if d < best.1 { (c as u32, d) } else { best }).0
            };
            distances.chunks(centres.len()).map(nearest).collect()
        })
        .collect();
    parts.concat()
}

/// The centres moved to the means of their rows; one without rows stays.
fn moved(points: &Points, rows: &[usize], of: &[u32], centres: Vec<Vec<f32>>) -> Vec<Vec<f32>> {
    let width = points.columns + 1;
    let mut sums = vec![vec![0.0_f64; width]; centres.len()];
    for (&row, &group) in rows.iter().zip(of) {
        for (sum, v) in sums[group as usize].iter_mut().zip(points.query(row)) {
            *sum += f64::from(*v);
        }
    }
    // The 1 behind each row has counted them.
    let mean = |(old, sum): (Vec<f32>, Vec<f64>)| match sum[width - 1] {
        0.0 => old,
        count => sum.iter().map(|sum| (sum / count) as f32).collect(),
    };
    centres.into_iter().zip(sums).map(mean).collect()
}

fn by_distance(centres: &[Vec<f32>], group: usize) -> Vec<u32> {
    let square = |other: &Vec<f32>| -> f32 {
        other.iter().zip(&centres[group]).map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let mut order: Vec<(f32, u32)> =
        centres.iter().enumerate().map(|(c, centre)| (square(centre), c as u32)).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, c)| c).collect()
}
