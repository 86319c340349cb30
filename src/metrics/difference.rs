//! What sets some rows apart from the rest: an effect size for each column.
//!
//! Numbers: Cohen's d, the difference of the means in pooled standard deviations (Cohen 1988, eq. 2.5.1 with n - 1).
//! Levels: Cramer's V of the table level x inside / outside (Cramer 1946), corrected for chance (Bergsma 2013, eq. 9
//! to 12): many levels make the plain V large where nothing differs. To sort both by one measure, d counts as the
//! correlation that it stands for, |d| / sqrt(d^2 + n^2 / (n1 n2)) (Cohen 1988, eq. 2.2.6 for unequal parts), which
//! lies between 0 and 1 as V does.

use crate::data::{Column, RowId, Table, Values};
use crate::progress::{Cancelled, Progress};
use rayon::prelude::*;

/// Bars of the small histograms.
pub const BINS: usize = 16;
/// Levels that are told apart; the others are one.
const LEVELS: usize = 20;

/// How a column differs between the rows inside and outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The table's column.
    pub column: usize,
    /// How strongly, from 0 to 1, whatever the kind of column.
    pub strength: f64,
    /// Cells that are missing, inside and outside.
    pub missing: [usize; 2],
    /// In what.
    pub kind: DifferenceKind,
}

/// In what a column differs.
#[derive(Debug, Clone, PartialEq)]
pub enum DifferenceKind {
    /// Numbers, or days.
    Numbers {
        /// Cohen's d: positive where they are larger inside. Infinite where both parts are constant and differ.
        d: f64,
        /// Mean inside and outside.
        means: [f64; 2],
        /// Counts in [`BINS`] equal bins between the smallest and the largest number, inside and outside.
        bins: Vec<[usize; 2]>,
        /// The smallest and the largest number.
        range: [f64; 2],
    },
    /// Levels.
    Levels {
        /// Cramer's V, corrected.
        v: f64,
        /// The level, its count inside and outside; that whose share differs most first. `None`: all the rare ones.
        counts: Vec<(Option<String>, [usize; 2])>,
    },
}

/// How the rows `inside` differ from the others of `all`, column by column, the largest difference first; columns
/// without a cell inside or outside are left out. Both lists ascend. Ties in the order of the table.
///
/// # Errors
/// [`Cancelled`].
pub fn differences(
    table: &Table,
    columns: &[usize],
    inside: &[RowId],
    all: &[RowId],
    progress: &Progress,
) -> Result<Vec<Difference>, Cancelled> {
    let part = parts(table, inside, all);
    let mut found = columns
        .par_iter()
        .map(|&at| {
            progress.check()?;
            Ok(table.columns().get(at).and_then(|column| difference(at, column, &part)))
        })
        .collect::<Result<Vec<Option<Difference>>, Cancelled>>()?
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    Ok(found)
}

/// For each row of the table: inside, outside, or neither.
fn parts(table: &Table, inside: &[RowId], all: &[RowId]) -> Vec<Option<bool>> {
    let (mut inside, mut all) = (inside.iter().peekable(), all.iter().peekable());
    let part = |row: &RowId| {
        while all.next_if(|one| *one < row).is_some() {}
        while inside.next_if(|one| *one < row).is_some() {}
        (all.peek() == Some(&row)).then(|| inside.peek() == Some(&row))
    };
    table.rows().iter().map(part).collect()
}

fn difference(at: usize, column: &Column, part: &[Option<bool>]) -> Option<Difference> {
    match &column.values {
        Values::Numbers(values) | Values::Dates(values) => numbers(at, values, part),
        Values::Text(levels) => {
            let mut counts = vec![[0_usize; 2]; levels.names().len()];
            let mut missing = [0; 2];
            for (code, part) in levels.codes().zip(part) {
                let Some(is_inside) = part else { continue };
                match code {
                    Some(code) => counts[code as usize][usize::from(!is_inside)] += 1,
                    None => missing[usize::from(!is_inside)] += 1,
                }
            }
            let named = levels.names().iter().cloned().zip(counts).collect();
            of_levels(at, named, missing)
        }
    }
}

fn numbers(at: usize, values: &[f64], part: &[Option<bool>]) -> Option<Difference> {
    let (mut count, mut sum, mut missing) = ([0_usize; 2], [0.0_f64; 2], [0; 2]);
    let mut range = [f64::INFINITY, f64::NEG_INFINITY];
    let known = || {
        let sides =
            values.iter().zip(part).filter_map(|(v, part)| Some((*v, usize::from(!(*part)?))));
        sides.filter(|(v, _)| v.is_finite())
    };
    for (value, part) in values.iter().zip(part) {
        if let (true, Some(is_inside)) = (value.is_nan(), part) {
            missing[usize::from(!is_inside)] += 1;
        }
    }
    let about = known().next()?.0;
    for (value, side) in known() {
        count[side] += 1;
        // About the first, so that a large offset keeps its digits.
        sum[side] += value - about;
        range = [range[0].min(value), range[1].max(value)];
    }
    if count.contains(&0) {
        return None;
    }
    let [inside, outside] = [0, 1].map(|side| sum[side] / count[side] as f64);
    let mut squares = 0.0;
    let mut bins = vec![[0; 2]; BINS];
    for (value, side) in known() {
        let mean = if side == 0 { inside } else { outside };
        squares += (value - about - mean).powi(2);
        // Halved first: the difference may overflow.
        let share = (value / 2.0 - range[0] / 2.0) / (range[1] / 2.0 - range[0] / 2.0);
        let bin = if share.is_finite() { (share * BINS as f64) as usize } else { 0 };
        bins[bin.min(BINS - 1)][side] += 1;
    }
    let n = (count[0] + count[1]) as f64;
    let deviation = (squares / (n - 2.0).max(1.0)).sqrt();
    let gap = inside - outside;
    let d = if gap == 0.0 { 0.0 } else { gap / deviation };
    let spread = n * n / (count[0] as f64 * count[1] as f64);
    let strength = if d.is_infinite() { 1.0 } else { d.abs() / (d * d + spread).sqrt() };
    let means = [about + inside, about + outside];
    let kind = DifferenceKind::Numbers { d, means, bins, range };
    Some(Difference { column: at, strength, missing, kind })
}

fn of_levels(
    at: usize,
    mut levels: Vec<(String, [usize; 2])>,
    missing: [usize; 2],
) -> Option<Difference> {
    levels.retain(|(_, counts)| counts.iter().sum::<usize>() > 0);
    // The most frequent are told apart; stable, so that equal ones stay in their order.
    levels.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    let rare = levels.split_off(levels.len().min(LEVELS));
    let mut counts: Vec<(Option<String>, [usize; 2])> =
        levels.into_iter().map(|(name, counts)| (Some(name), counts)).collect();
    if !rare.is_empty() {
        let sum = |side: usize| rare.iter().map(|(_, counts)| counts[side]).sum();
        counts.push((None, [sum(0), sum(1)]));
    }
    let total = [0, 1].map(|side| counts.iter().map(|(_, counts)| counts[side]).sum::<usize>());
    if total.contains(&0) {
        return None;
    }
    let v = cramers_v(&counts.iter().map(|(_, counts)| *counts).collect::<Vec<_>>());
    let gap = |counts: &[usize; 2]| {
        (counts[0] as f64 / total[0] as f64 - counts[1] as f64 / total[1] as f64).abs()
    };
    counts.sort_by(|a, b| gap(&b.1).total_cmp(&gap(&a.1)));
    Some(Difference {
        column: at,
        strength: v,
        missing,
        kind: DifferenceKind::Levels { v, counts },
    })
}

/// Cramer's V of a table of levels x 2 (Bergsma 2013): 0 where there is no more than chance, 1 where the level says
/// all.
fn cramers_v(counts: &[[usize; 2]]) -> f64 {
    let columns = [0, 1].map(|side| counts.iter().map(|c| c[side]).sum::<usize>() as f64);
    let n = columns[0] + columns[1];
    let levels = counts.len() as f64;
    if n < 2.0 || levels < 2.0 {
        return 0.0;
    }
    let mut phi = 0.0;
    for count in counts {
        let row = (count[0] + count[1]) as f64;
        for side in 0..2 {
            let expected = row * columns[side] / n;
            phi += (count[side] as f64 - expected).powi(2) / expected / n;
        }
    }
    let corrected = (phi - (levels - 1.0) / (n - 1.0)).max(0.0);
    let rows = levels - (levels - 1.0).powi(2) / (n - 1.0);
    let sides = 2.0 - 1.0 / (n - 1.0);
    let room = (rows - 1.0).min(sides - 1.0);
    if room > 0.0 { (corrected / room).sqrt().min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_bytes};

    fn table(text: &str) -> Table {
        let options = ReadOptions { header: Some(true), ..ReadOptions::default() };
        read_bytes("t.csv", text.as_bytes(), &options, &Progress::new()).unwrap()
    }

    #[test]
    fn the_column_that_parts_them_comes_first() {
        // inside: rows 1 to 3.
        let table =
            table("far,near,kind,same\n9,1,a,5\n10,2,a,5\n11,3,a,5\n1,2,b,5\n2,1,b,5\n3,3,a,5\n");
        let all: Vec<RowId> = table.rows().to_vec();
        let found = differences(&table, &[0, 1, 2, 3], &all[..3], &all, &Progress::new()).unwrap();
        let names: Vec<&str> = found.iter().map(|d| &*table.columns()[d.column].name).collect();
        assert_eq!(names, ["far", "kind", "near", "same"]);
        let DifferenceKind::Numbers { d, means, bins, range } = &found[0].kind else { panic!() };
        // Both parts have variance 1: d is the gap itself.
        assert!((d - 8.0).abs() < 1e-12 && *means == [10.0, 2.0] && *range == [1.0, 11.0]);
        assert_eq!(bins.iter().fold([0, 0], |s, b| [s[0] + b[0], s[1] + b[1]]), [3, 3]);
        let DifferenceKind::Numbers { d, .. } = &found[3].kind else { panic!() };
        assert_eq!((*d, found[3].strength), (0.0, 0.0));
        let DifferenceKind::Levels { counts, .. } = &found[1].kind else { panic!() };
        assert_eq!(counts[0].1.iter().sum::<usize>() + counts[1].1.iter().sum::<usize>(), 6);
    }

    #[test]
    fn v_is_one_where_the_level_says_all_and_none_where_it_says_nothing() {
        assert!((cramers_v(&[[50, 0], [0, 50]]) - 1.0).abs() < 1e-12);
        assert_eq!(cramers_v(&[[20, 20], [30, 30]]), 0.0);
        assert_eq!(cramers_v(&[[9, 4]]), 0.0);
        // By hand: phi^2 = 0.36, less 1/99; over 1 - 1/99.
        let v: f64 = ((0.36 - 1.0 / 99.0) / (1.0 - 1.0 / 99.0_f64)).sqrt();
        assert!((cramers_v(&[[40, 10], [10, 40]]) - v).abs() < 1e-12);
    }

    #[test]
    fn many_levels_say_nothing_by_being_many() {
        // Each row its own level: the plain V would be 1.
        let counts: Vec<[usize; 2]> =
            (0..20).map(|i| if i < 5 { [1, 0] } else { [0, 1] }).collect();
        assert_eq!(cramers_v(&counts), 0.0);
    }

    #[test]
    fn missing_cells_and_rows_that_take_no_part_count_nowhere_else() {
        let table = table("id,x,y\n1,1,a\n2,,\n3,3,b\n4,100,b\n5,5,a\n");
        let rows = |numbers: &[u32]| numbers.iter().map(|n| RowId(*n)).collect::<Vec<_>>();
        let found =
            differences(&table, &[1, 2], &rows(&[1, 2, 3]), &rows(&[1, 2, 3, 5]), &Progress::new())
                .unwrap();
        let x = found.iter().find(|d| d.column == 1).unwrap();
        assert_eq!(x.missing, [1, 0]);
        let DifferenceKind::Numbers { means, .. } = &x.kind else { panic!() };
        assert_eq!(*means, [2.0, 5.0]);
        let nobody = differences(&table, &[1], &[], &rows(&[1, 2]), &Progress::new()).unwrap();
        assert!(nobody.is_empty(), "there is nothing to compare");
    }
}
