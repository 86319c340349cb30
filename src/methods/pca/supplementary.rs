//! Columns that took no part, laid over the components: they explain a map without having shaped it.
//!
//! Numbers become correlations with the scores, categories the centres of their rows. A missing cell takes
//! its row out of that column only; how many rows were left is told.

use crate::data::Levels;
use ndarray::ArrayView2;

/// How a numeric column goes with the components.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplementaryColumn {
    /// Rows in which it is known.
    pub rows: usize,
    /// Pearson's correlation with the scores of each component; NaN where either does not vary.
    pub correlations: Vec<f64>,
}

impl SupplementaryColumn {
    /// Correlates a column, one value for each row of `scores`; what is not finite is missing.
    ///
    /// # Panics
    /// Where there are not as many values as rows.
    pub fn new(scores: ArrayView2<'_, f64>, values: &[f64]) -> Self {
        assert_eq!(scores.nrows(), values.len(), "a value for each row");
        let known: Vec<usize> = (0..values.len()).filter(|&at| values[at].is_finite()).collect();
        let column = centred(known.iter().map(|&at| values[at]).collect());
        let correlations = scores
            .columns()
            .into_iter()
            .map(|score| {
                let score = centred(known.iter().map(|&at| score[at]).collect());
                let product =
                    |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
                let length = product(&score, &score).sqrt() * product(&column, &column).sqrt();
                (product(&score, &column) / length).clamp(-1.0, 1.0)
            })
            .collect();
        Self { rows: known.len(), correlations }
    }
}

/// Differences from the mean, in units of the largest, so that no size of numbers overflows. A column that
/// does not vary becomes 0.
fn centred(mut values: Vec<f64>) -> Vec<f64> {
    let Some(&first) = values.first() else { return values };
    let widest = values.iter().fold(0.0_f64, |most, v| most.max((v / 2.0 - first / 2.0).abs()));
    if widest == 0.0 {
        return vec![0.0; values.len()];
    }
    for value in &mut values {
        *value = (*value / 2.0 - first / 2.0) / widest;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    for value in &mut values {
        *value -= mean;
    }
    values
}

/// Where the rows of one category lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Centroid {
    /// Its place in [`Levels::names`].
    pub level: usize,
    /// Rows that have it.
    pub rows: usize,
    /// Their mean score on each component.
    pub centre: Vec<f64>,
    /// How far that is from where as many rows drawn at random would lie, in standard errors (Morineau 1984):
    /// beyond 2 is more than chance. NaN where all rows have the level.
    pub test_value: Vec<f64>,
}

/// The centre of the rows of each level that has any, in the order of the levels.
///
/// # Panics
/// Where there are not as many cells as rows of `scores`.
pub fn centroids(scores: ArrayView2<'_, f64>, cells: &Levels) -> Vec<Centroid> {
    assert_eq!(scores.nrows(), cells.len(), "a cell for each row");
    let known: Vec<usize> = (0..cells.len()).filter(|&at| cells.code(at).is_some()).collect();
    let n = known.len() as f64;
    // Mean and variance (divisor n, as of a whole population) of the rows that have a level.
    let moments: Vec<(f64, f64)> = scores
        .columns()
        .into_iter()
        .map(|score| {
            let mean = known.iter().map(|&at| score[at]).sum::<f64>() / n;
            (mean, known.iter().map(|&at| (score[at] - mean).powi(2)).sum::<f64>() / n)
        })
        .collect();
    let mut sums = vec![vec![0.0; scores.ncols()]; cells.names().len()];
    for &at in &known {
        let Some(code) = cells.code(at) else { continue };
        for (sum, score) in sums[code as usize].iter_mut().zip(scores.row(at)) {
            *sum += score;
        }
    }
    let of = |(level, (rows, sum)): (usize, (usize, Vec<f64>))| {
        let count = rows as f64;
        let centre: Vec<f64> = sum.iter().map(|sum| sum / count).collect();
        let error = |variance: f64| (variance / count * (n - count) / (n - 1.0)).sqrt();
        let test_value =
            centre.iter().zip(&moments).map(|(c, (mean, var))| (c - mean) / error(*var));
        let test_value =
            test_value.map(|v| if rows == known.len() { f64::NAN } else { v }).collect();
        Centroid { level, rows, centre, test_value }
    };
    let counted = cells.counts().into_iter().zip(sums).enumerate();
    counted.filter(|(_, (rows, _))| *rows > 0).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::PcaModel;
    use super::super::tests::{fit, reference, table};
    use super::*;
    use ndarray::{Array2, array};

    fn scores(name: &str, components: usize) -> (Array2<f64>, Array2<f64>) {
        let matrix = table(name);
        let scores = PcaModel::transform(&fit(&matrix, components), matrix.view());
        (matrix, scores)
    }

    fn same(found: &[f64], wanted: &serde_json::Value) {
        assert_eq!(found.len(), wanted.as_array().unwrap().len());
        for (a, b) in found.iter().zip(wanted.as_array().unwrap()) {
            assert!((a - b.as_f64().unwrap()).abs() < 1e-9, "{a} and {b}");
        }
    }

    #[test]
    fn correlations_and_centroids_are_those_of_numpy() {
        for (name, components) in [("iris", 2), ("wine", 3)] {
            let (matrix, scores) = scores(name, components);
            let squared: Vec<f64> = matrix.column(0).iter().map(|v| v * v).collect();
            let found = SupplementaryColumn::new(scores.view(), &squared);
            assert_eq!(found.rows, matrix.nrows());
            same(&found.correlations, &reference()[name]["square_of_first"]);

            let text = match name {
                "iris" => include_str!("../../../tests/reference/sklearn_iris.csv"),
                _ => include_str!("../../../tests/reference/sklearn_wine.csv"),
            };
            let classes: Vec<Option<&str>> =
                text.lines().skip(1).map(|line| line.rsplit(',').next()).collect();
            let levels = Levels::new(&classes);
            let found = centroids(scores.view(), &levels);
            let wanted = &reference()[name]["centroids"];
            assert_eq!(found.len(), wanted.as_object().unwrap().len());
            for centroid in found {
                let wanted = &wanted[&levels.names()[centroid.level]];
                assert_eq!(wanted["rows"], centroid.rows);
                same(&centroid.centre, &wanted["centroid"]);
                same(&centroid.test_value, &wanted["v_test"]);
            }
        }
    }

    #[test]
    fn missing_cells_leave_their_row_out_of_that_column() {
        let scores = array![[1.0, 1.0], [2.0, -1.0], [3.0, 1.0], [100.0, 0.0]];
        let found = SupplementaryColumn::new(scores.view(), &[10.0, 20.0, 30.0, f64::NAN]);
        assert_eq!(found.rows, 3);
        assert!((found.correlations[0] - 1.0).abs() < 1e-12);
        assert!(found.correlations[1].abs() < 1e-12);
        let levels = Levels::new(&[Some("a"), Some("b"), Some("a"), None]);
        let found = centroids(scores.view(), &levels);
        assert_eq!((found[0].rows, found[0].centre.clone()), (2, vec![2.0, 1.0]));
        assert_eq!(found[1].rows, 1);
    }

    #[test]
    fn extremes() {
        let scores = array![[1.0], [2.0], [3.0]];
        let of = |values: &[f64]| SupplementaryColumn::new(scores.view(), values).correlations[0];
        assert!(of(&[5.0; 3]).is_nan() && of(&[f64::NAN; 3]).is_nan());
        assert!((of(&[-1e308, 0.0, 1e308]) - 1.0).abs() < 1e-12);
        assert!((of(&[1e9, 1e9 - 1.0, 1e9 - 2.0]) + 1.0).abs() < 1e-12);
        let all = centroids(scores.view(), &Levels::new(&[Some("a"); 3]));
        assert!(all[0].test_value[0].is_nan() && all[0].centre == [2.0]);
        assert!(centroids(scores.view(), &Levels::new(&[None; 3])).is_empty());
    }
}
