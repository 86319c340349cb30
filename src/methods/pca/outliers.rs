//! Rows that are unlike the rest: far out within the components (T2), or far from them (SPE).
//!
//! T2 (Hotelling 1931) is the squared distance to the centre in units of each component's spread, SPE the
//! squared distance to the plane of the components over all columns. The limits are those that one row in
//! twenty of a normal cloud is beyond: for T2 of rows that were fitted themselves a Beta distribution (Tracy,
//! Young and Mason 1992), for SPE a chi-square distribution of the SPEs' own mean and variance (Box 1954).

use super::quantile::{beta_quantile, chi_square_quantile};
use super::{PcaModel, RowFit};
use ndarray::ArrayView1;

/// The share of ordinary rows that lies beyond a limit.
pub const ALPHA: f64 = 0.05;
/// Components below this share of the first are rounding; T2 cannot divide by them.
const ZERO: f64 = 1e-12;
/// A residual below this share of the variance is rounding.
const NOTHING: f64 = 1e-20;
/// A row is beyond a limit by more than rounding.
const ROUNDING: f64 = 1e-9;

/// T2 and SPE of each row with their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Outliers {
    /// Components that both refer to.
    pub components: usize,
    /// Hotelling's T2 of each row.
    pub t2: Vec<f64>,
    /// The limit of T2; none where there are hardly more rows than components.
    pub t2_limit: Option<f64>,
    /// The squared distance of each row to the plane of the components.
    pub spe: Vec<f64>,
    /// The limit of SPE; none where the components leave nothing, or the same of each row.
    pub spe_limit: Option<f64>,
}

impl Outliers {
    /// Measures the rows that a model was fitted to with its first `components`; more than are kept, or
    /// than have any variance, become those.
    pub fn new(fit: &RowFit, components: usize) -> Self {
        let variances = fit.explained_variance();
        let smallest = variances.first().copied().unwrap_or(0.0) * ZERO;
        let kept = components.min(fit.components());
        let components = variances.iter().take(kept).take_while(|v| **v > smallest).count();
        let t2: Vec<f64> = fit
            .scores()
            .rows()
            .into_iter()
            .map(|row| row.iter().zip(&variances[..components]).map(|(t, v)| t * t / v).sum())
            .collect();
        let spe = fit.spe(components);
        let (n, total) = (t2.len() as f64, variances.iter().sum());
        Self {
            components,
            t2_limit: t2_limit(n, components as f64),
            spe_limit: spe_limit(&spe, total),
            t2,
            spe,
        }
    }

    /// Whether a row lies beyond the limit of T2.
    pub fn is_far(&self, row: usize) -> bool {
        self.t2_limit.is_some_and(|limit| self.t2[row] > limit * (1.0 + ROUNDING))
    }

    /// Whether a row lies beyond the limit of SPE.
    pub fn is_off_the_plane(&self, row: usize) -> bool {
        self.spe_limit.is_some_and(|limit| self.spe[row] > limit * (1.0 + ROUNDING))
    }
}

fn t2_limit(rows: f64, components: f64) -> Option<f64> {
    if components < 1.0 || components >= rows - 1.0 {
        return None;
    }
    let quantile = beta_quantile(1.0 - ALPHA, components / 2.0, (rows - components - 1.0) / 2.0);
    Some((rows - 1.0).powi(2) / rows * quantile)
}

fn spe_limit(spe: &[f64], total: f64) -> Option<f64> {
    let n = spe.len() as f64;
    let mean = spe.iter().sum::<f64>() / n;
    if mean <= total * NOTHING {
        return None;
    }
    // About their mean, so that nearly equal SPEs keep their digits.
    let variance = spe.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / (n - 1.0);
    if variance <= (mean * ROUNDING).powi(2) {
        return None;
    }
    let (scale, degrees) = (variance / (2.0 * mean), 2.0 * mean * mean / variance);
    Some(scale * chi_square_quantile(1.0 - ALPHA, degrees))
}

/// Which columns make a row an outlier.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlierColumns {
    /// Each column's part in T2; they sum to it, and some may be negative (Nomikos 1996).
    pub t2: Vec<f64>,
    /// Each column's part in SPE: the square of what the components leave of it.
    pub spe: Vec<f64>,
}

impl OutlierColumns {
    /// Takes one row of the matrix apart, for the first `components` as [`Outliers::components`] has them.
    ///
    /// # Panics
    /// Where the row has another number of columns than the model.
    pub fn new(model: &PcaModel, row: ArrayView1<'_, f64>, components: usize) -> Self {
        assert_eq!(row.len(), model.mean().len(), "as many columns as the model was fitted to");
        let centred: Vec<f64> = row.iter().zip(model.mean()).map(|(v, m)| v - m).collect();
        let mut left = centred.clone();
        let mut weights = vec![0.0; centred.len()];
        let kept = model.components();
        for (component, variance) in
            kept.rows().into_iter().zip(model.explained_variance()).take(components)
        {
            let score: f64 = component.iter().zip(&centred).map(|(v, x)| v * x).sum();
            for ((weight, left), v) in weights.iter_mut().zip(&mut left).zip(component) {
                *weight += score / variance * v;
                *left -= score * v;
            }
        }
        Self {
            t2: centred.iter().zip(&weights).map(|(x, weight)| x * weight).collect(),
            spe: left.iter().map(|e| e * e).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fit, random, reference, table};
    use super::*;
    use crate::progress::Progress;
    use ndarray::{Array2, array};
    use proptest::prelude::*;

    fn of(matrix: &Array2<f64>, components: usize) -> (PcaModel, Outliers) {
        let model = fit(matrix, components);
        let fit = RowFit::new(&model, matrix.view(), &Progress::new()).unwrap();
        (model, Outliers::new(&fit, components))
    }

    fn same(found: &[f64], wanted: &serde_json::Value, what: &str) {
        assert_eq!(found.len(), wanted.as_array().unwrap().len(), "{what}");
        for (a, b) in found.iter().zip(wanted.as_array().unwrap()) {
            let b = b.as_f64().unwrap();
            assert!((a - b).abs() < 1e-9 * (1.0 + b.abs()), "{what}: {a} and {b}");
        }
    }

    #[test]
    fn t2_spe_limits_and_contributions_are_those_of_numpy_and_scipy() {
        for (name, components) in [("iris", 2), ("wine", 3)] {
            let matrix = table(name);
            let wanted = &reference()[name];
            let (model, found) = of(&matrix, components);
            same(&found.t2, &wanted["t2"], "T2");
            same(&found.spe, &wanted["spe"], "SPE");
            let limit = |key: &str| wanted[key].as_f64().unwrap();
            assert!((found.t2_limit.unwrap() / limit("t2_limit") - 1.0).abs() < 1e-9);
            assert!((found.spe_limit.unwrap() / limit("spe_limit") - 1.0).abs() < 1e-9);
            let row = wanted["row"].as_u64().unwrap() as usize;
            assert!(found.is_far(row));
            let columns = OutlierColumns::new(&model, matrix.row(row), components);
            same(&columns.t2, &wanted["t2_contributions"], "contributions to T2");
            same(&columns.spe, &wanted["spe_contributions"], "contributions to SPE");
        }
    }

    #[test]
    fn a_planted_row_is_found_and_its_column_named() {
        let mut matrix = random(200, 5, 9);
        // Two columns of one amount; one row breaks their relation, another lies far along it.
        for mut row in matrix.rows_mut() {
            row[4] = row[3] + 0.01 * row[4];
        }
        matrix[[17, 3]] = 3.0;
        matrix[[17, 4]] = -4.0;
        matrix[[18, 3]] = 30.0;
        matrix[[18, 4]] = 30.0;
        let (model, found) = of(&matrix, 1);
        assert!(found.is_far(18) && !found.is_off_the_plane(18));
        assert!(found.is_off_the_plane(17) && !found.is_far(17));
        let columns = OutlierColumns::new(&model, matrix.row(17), 1);
        let largest = (0..5).max_by(|&a, &b| columns.spe[a].total_cmp(&columns.spe[b])).unwrap();
        assert!(largest >= 3);
    }

    #[test]
    fn where_there_is_no_limit() {
        // Two rows, one component: T2 is the same for both whatever they are.
        let (_, found) = of(&array![[1.0], [3.0]], 1);
        assert_eq!((found.t2_limit, found.spe_limit), (None, None));
        // Rank one in three columns: the second component is rounding, and nothing is left.
        let line = Array2::from_shape_fn((20, 3), |(i, j)| (i * (j + 1)) as f64 / 7.0);
        let (_, found) = of(&line, 2);
        assert_eq!((found.components, found.spe_limit), (1, None));
        assert!(found.t2_limit.is_some() && found.t2.iter().all(|v| v.is_finite()));
        // The corners of a square plate lie equally far from any line through its middle.
        let plate = array![[2.0, 1.0], [-2.0, 1.0], [2.0, -1.0], [-2.0, -1.0]];
        let (_, found) = of(&plate, 1);
        assert_eq!(found.spe_limit, None);
        assert!((0..4).all(|row| !found.is_off_the_plane(row)));
    }

    #[test]
    fn one_row_in_twenty_of_a_normal_cloud_is_beyond_each_limit() {
        // Sums of twelve uniform numbers are as good as normal here.
        let uniform = random(4000, 72, 12);
        let cloud = Array2::from_shape_fn((4000, 6), |(i, j)| {
            (0..12).map(|k| uniform[[i, j * 12 + k]] / (1.0 + (j * 12 + k) as f64)).sum::<f64>()
        });
        let (_, found) = of(&cloud, 2);
        let far = (0..4000).filter(|&row| found.is_far(row)).count();
        let off = (0..4000).filter(|&row| found.is_off_the_plane(row)).count();
        assert!((140..=260).contains(&far) && (140..=260).contains(&off), "{far}, {off}");
    }

    proptest! {
        #[test]
        fn laws(rows in 4..40_usize, columns in 2..10_usize, seed in 0..500_u64) {
            let matrix = random(rows, columns, seed);
            let kept = columns.min(rows - 1).min(3);
            let (model, found) = of(&matrix, kept);
            // T2 has the mean A (n - 1) / n, whatever the table.
            let mean = found.t2.iter().sum::<f64>() / rows as f64;
            let wanted = found.components as f64 * (rows as f64 - 1.0) / rows as f64;
            prop_assert!((mean - wanted).abs() < 1e-8 * wanted);
            for row in 0..rows {
                let parts = OutlierColumns::new(&model, matrix.row(row), found.components);
                let sum = |parts: &[f64]| parts.iter().sum::<f64>();
                prop_assert!((sum(&parts.t2) - found.t2[row]).abs() < 1e-8 * (1.0 + found.t2[row]));
                prop_assert!((sum(&parts.spe) - found.spe[row]).abs() < 1e-8 * (1.0 + found.spe[row]));
            }
            // No fitted row can be further out than this.
            let most = (rows as f64 - 1.0).powi(2) / rows as f64;
            prop_assert!(found.t2.iter().all(|t2| *t2 <= most * (1.0 + 1e-9)));
        }
    }
}
