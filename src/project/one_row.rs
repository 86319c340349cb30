//! One customer among the others: who is nearest in the data, and what is unusual.

use crate::data::RowId;
use crate::features::FeatureMatrix;
use rayon::prelude::*;

/// Rows that one task takes.
const BLOCK: usize = 2_048;

/// The `k` rows nearest to `row` by the Euclidean distance of the prepared columns, nearest first; ties by row.
/// Empty where the matrix does not have the row.
pub fn nearest_rows(matrix: &FeatureMatrix, row: RowId, k: usize) -> Vec<RowId> {
    let Ok(own) = matrix.rows().binary_search(&row) else { return Vec::new() };
    let from = matrix.row(own);
    let by = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let nearest = |mut found: Vec<(f64, usize)>| {
        if found.len() > k && k > 0 {
            found.select_nth_unstable_by(k - 1, by);
            found.truncate(k);
        }
        found
    };
    let square = |row: &[f64]| row.iter().zip(&from).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let blocks: Vec<Vec<(f64, usize)>> = blocks(matrix)
        .map(|(first, values)| {
            let others = values.chunks_exact(from.len()).zip(first..).filter(|(_, at)| *at != own);
            nearest(others.map(|(row, at)| (square(row), at)).collect())
        })
        .collect();
    let mut found = nearest(blocks.concat());
    found.sort_unstable_by(by);
    found.into_iter().take(k).map(|(_, at)| matrix.rows()[at]).collect()
}

/// The rows in blocks: the place of the first, and the numbers of all, row after row.
fn blocks(matrix: &FeatureMatrix) -> impl IndexedParallelIterator<Item = (usize, Vec<f64>)> + '_ {
    let (rows, columns) = matrix.dim();
    (0..rows.div_ceil(BLOCK)).into_par_iter().map(move |block| {
        let range = block * BLOCK..rows.min((block + 1) * BLOCK);
        let (first, mut values) = (range.start, vec![0.0; range.len() * columns]);
        matrix.block(range, &mut values);
        (first, values)
    })
}

/// How far one cell lies from what is usual in its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Oddity {
    /// The table's column.
    pub column: String,
    /// Distance from the mean in standard deviations; of levels, that of the level's own 0/1 column.
    pub deviations: f64,
    /// It stands for a level, which is rare, not high or low.
    pub level: bool,
}

impl Oddity {
    /// Of a level, the share of the rows that have it: its 0/1 column lies (1 - q) / sqrt(q (1 - q)) deviations
    /// from its mean.
    pub fn share(&self) -> f64 {
        1.0 / (1.0 + self.deviations * self.deviations)
    }

    /// What is compared: for a level the deviation of a number that is as seldom, on two sides of a normal curve
    /// (its tail by Chernoff's bound, exp(-z^2 / 2)).
    fn rank(&self) -> f64 {
        if self.level { (-2.0 * self.share().ln()).sqrt() } else { self.deviations.abs() }
    }
}

/// Means and standard deviations of the prepared columns.
#[derive(Debug, Clone)]
pub struct Usual {
    mean: Vec<f64>,
    deviation: Vec<f64>,
}

impl Usual {
    /// Of a matrix, in one pass.
    pub fn new(matrix: &FeatureMatrix) -> Self {
        let (rows, columns) = matrix.dim();
        let first = matrix.row(0);
        // About the first row, so that a large offset keeps its digits.
        let sums: Vec<[Vec<f64>; 2]> = blocks(matrix)
            .map(|(_, values)| {
                let mut sums = [vec![0.0; columns], vec![0.0; columns]];
                for row in values.chunks_exact(columns) {
                    for (j, (value, about)) in row.iter().zip(&first).enumerate() {
                        sums[0][j] += value - about;
                        sums[1][j] += (value - about).powi(2);
                    }
                }
                sums
            })
            .collect();
        let n = rows as f64;
        let total = |j: usize, power: usize| sums.iter().map(|part| part[power][j]).sum::<f64>();
        let mean_about: Vec<f64> = (0..columns).map(|j| total(j, 0) / n).collect();
        let deviation = (0..columns).map(|j| {
            let square = total(j, 1) / n - mean_about[j].powi(2);
            (square.max(0.0) * n / (n - 1.0)).sqrt()
        });
        let deviation = deviation.collect();
        let mean = mean_about.iter().zip(&first).map(|(mean, about)| mean + about).collect();
        Self { mean, deviation }
    }

    /// What is most unusual of a row, one entry a column of the table, the most unusual first. A level that the row
    /// does not have is not told.
    pub fn oddities(&self, matrix: &FeatureMatrix, row: RowId) -> Vec<Oddity> {
        let Ok(at) = matrix.rows().binary_search(&row) else { return Vec::new() };
        let mut found: Vec<Oddity> = Vec::new();
        for (j, (feature, value)) in matrix.features().iter().zip(matrix.row(at)).enumerate() {
            let deviations = (value - self.mean[j]) / self.deviation[j];
            let level = feature.level.is_some();
            if !deviations.is_finite() || level && deviations <= 0.0 {
                continue;
            }
            match found.iter_mut().find(|odd| odd.column == feature.column) {
                Some(odd) if odd.deviations.abs() >= deviations.abs() => {}
                Some(odd) => (odd.deviations, odd.level) = (deviations, level),
                None => found.push(Oddity { column: feature.column.clone(), deviations, level }),
            }
        }
        // Stable: alike in the order of the table.
        found.sort_by(|a, b| b.rank().total_cmp(&a.rank()));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Feature;

    fn matrix(columns: &[(&str, Option<&str>, &[f64])]) -> FeatureMatrix {
        let values: Vec<Vec<f64>> = columns.iter().map(|(_, _, values)| values.to_vec()).collect();
        let feature = |(name, level, _): &(&str, Option<&str>, &[f64])| Feature {
            level: level.map(str::to_owned),
            ..Feature::amount(name)
        };
        let rows = (1..=values[0].len() as u32).map(|row| RowId(row * 10)).collect();
        FeatureMatrix::new(&values, columns.iter().map(feature).collect(), rows).unwrap()
    }

    #[test]
    fn the_nearest_rows_are_those_of_the_columns_and_twins_come_in_their_order() {
        let matrix = matrix(&[
            ("a", None, &[0.0, 5.0, 1.0, 0.0, 9.0]),
            ("b", None, &[0.0, 0.0, 1.0, 0.0, 9.0]),
        ]);
        let ids = |numbers: &[u32]| numbers.iter().map(|n| RowId(*n)).collect::<Vec<_>>();
        assert_eq!(nearest_rows(&matrix, RowId(10), 3), ids(&[40, 30, 20]));
        assert_eq!(nearest_rows(&matrix, RowId(30), 2), ids(&[10, 40]));
        assert_eq!(nearest_rows(&matrix, RowId(10), 9).len(), 4, "it is no neighbour of its own");
        assert!(nearest_rows(&matrix, RowId(11), 3).is_empty());
    }

    #[test]
    fn what_is_far_from_the_mean_is_told_first_and_absent_levels_are_not() {
        let matrix = matrix(&[
            ("spend", None, &[1e9, 1e9 + 1.0, 1e9 + 2.0, 1e9 + 9.0]),
            ("kind", Some("rare"), &[0.0, 0.0, 0.0, 1.0]),
            ("kind", Some("usual"), &[1.0, 1.0, 1.0, 0.0]),
            ("flat", None, &[3.0, 3.0, 3.0, 3.0]),
        ]);
        let usual = Usual::new(&matrix);
        let odd = usual.oddities(&matrix, RowId(40));
        let told: Vec<(&str, bool)> = odd.iter().map(|o| (&*o.column, o.level)).collect();
        assert_eq!(told, [("kind", true), ("spend", false)]);
        // Mean 3, sd sqrt(50 / 3) of 0, 1, 2, 9.
        assert!((odd[1].deviations - 6.0 / (50.0_f64 / 3.0).sqrt()).abs() < 1e-6, "{odd:?}");
        let first = usual.oddities(&matrix, RowId(10));
        assert_eq!(first[0].column, "spend");
        assert!(first[0].deviations < 0.0);
    }
}
