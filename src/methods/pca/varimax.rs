//! Varimax (Kaiser 1958): kept components turned among themselves until each column loads high on few of
//! them, which makes them easier to name. What they explain together stays the same.
//!
//! Pairs of components are turned by Kaiser's closed angle, round after round, until no angle is left. With
//! Kaiser's normalisation: columns count alike, however much of them the components explain.

use crate::progress::{Cancelled, Progress};
use ndarray::{Array2, ArrayView2, Axis};

/// Angles (radians) below this end the rounds.
const STILL: f64 = 1e-12;
/// Rounds after which the turning is taken as it is; it takes about ten.
const ROUNDS: usize = 1000;

/// Rotated components.
#[derive(Debug, Clone, PartialEq)]
pub struct Varimax {
    /// Orthonormal, kept x rotated: rotated loadings are its transpose times the loadings.
    pub rotation: Array2<f64>,
    /// Rotated components x columns, by what they explain; in each the entry of largest magnitude is positive.
    pub loadings: Array2<f64>,
    /// What each explains: the sum of its squared loadings.
    pub explained_variance: Vec<f64>,
}

impl Varimax {
    /// Rotates loadings (kept components x columns) as [`super::PcaModel::loadings`] gives them.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(loadings: ArrayView2<'_, f64>, progress: &Progress) -> Result<Self, Cancelled> {
        let kept = loadings.nrows();
        let mut rotation: Array2<f64> = Array2::eye(kept);
        let mut turned = normalised(loadings);
        for _ in 0..ROUNDS {
            progress.check()?;
            let mut largest = 0.0_f64;
            for a in 0..kept {
                for b in a + 1..kept {
                    let angle = best_angle(&turned, a, b);
                    largest = largest.max(angle.abs());
                    turn(&mut turned, a, b, angle);
                    let mut columns = rotation.view_mut();
                    columns.swap_axes(0, 1);
                    turn_rows(columns, a, b, angle);
                }
            }
            if largest < STILL {
                break;
            }
        }
        Ok(Self::ordered(loadings, &rotation))
    }

    /// Sorts and signs the rotated components.
    fn ordered(loadings: ArrayView2<'_, f64>, rotation: &Array2<f64>) -> Self {
        let rotated = rotation.t().dot(&loadings);
        let explained = |a: usize| rotated.row(a).iter().map(|l| l * l).sum::<f64>();
        let mut order: Vec<usize> = (0..rotated.nrows()).collect();
        order.sort_by(|&a, &b| explained(b).total_cmp(&explained(a)));
        let explained_variance = order.iter().map(|&a| explained(a)).collect();
        let unsigned = rotated.select(Axis(0), &order);
        let mut rotation = rotation.select(Axis(1), &order);
        let loadings = super::eigen::sign(unsigned.clone());
        for ((mut column, before), after) in
            rotation.columns_mut().into_iter().zip(unsigned.rows()).zip(loadings.rows())
        {
            if before.iter().zip(after).any(|(before, after)| before != after) {
                column.mapv_inplace(|v| -v);
            }
        }
        Self { rotation, loadings, explained_variance }
    }
}

/// Each column's loadings brought to length 1; a column that is not explained at all stays 0.
fn normalised(loadings: ArrayView2<'_, f64>) -> Array2<f64> {
    let mut turned = loadings.to_owned();
    for mut column in turned.columns_mut() {
        let length = column.dot(&column).sqrt();
        if length > 0.0 {
            column /= length;
        }
    }
    turned
}

/// The angle between two components at which the variance of the squared loadings is largest.
fn best_angle(loadings: &Array2<f64>, a: usize, b: usize) -> f64 {
    let [mut sum_u, mut sum_v, mut squares, mut product, mut counted] = [0.0; 5];
    for (x, y) in loadings.row(a).iter().zip(loadings.row(b)) {
        let (u, v) = (x * x - y * y, 2.0 * x * y);
        sum_u += u;
        sum_v += v;
        squares += u * u - v * v;
        product += 2.0 * u * v;
        counted += 1.0;
    }
    let sine = product - 2.0 * sum_u * sum_v / counted;
    let cosine = squares - (sum_u * sum_u - sum_v * sum_v) / counted;
    // Where both are rounding, every angle is as good as another: none is taken.
    if sine.hypot(cosine) <= 1e-14 * counted { 0.0 } else { sine.atan2(cosine) / 4.0 }
}

fn turn(loadings: &mut Array2<f64>, a: usize, b: usize, angle: f64) {
    turn_rows(loadings.view_mut(), a, b, angle);
}

fn turn_rows(mut rows: ndarray::ArrayViewMut2<'_, f64>, a: usize, b: usize, angle: f64) {
    let (sine, cosine) = angle.sin_cos();
    for j in 0..rows.ncols() {
        let (x, y) = (rows[[a, j]], rows[[b, j]]);
        rows[[a, j]] = x * cosine + y * sine;
        rows[[b, j]] = y * cosine - x * sine;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fit, random, reference, table};
    use super::*;
    use proptest::prelude::*;

    fn of(loadings: &Array2<f64>) -> Varimax {
        Varimax::new(loadings.view(), &Progress::new()).unwrap()
    }

    /// What varimax makes as large as it can, by its definition, with Kaiser's normalisation.
    fn criterion(loadings: &Array2<f64>) -> f64 {
        let squares = normalised(loadings.view()).mapv(|l| l * l);
        squares.rows().into_iter().map(|row| row.var(0.0)).sum()
    }

    #[test]
    fn equals_r_on_iris_and_wine() {
        for (name, components) in [("iris", 2), ("wine", 3)] {
            let found = of(&fit(&table(name), components).loadings());
            let wanted = reference()[name]["varimax"].clone();
            for (row, wanted) in found.loadings.rows().into_iter().zip(wanted.as_array().unwrap()) {
                for (a, b) in row.iter().zip(wanted.as_array().unwrap()) {
                    assert!((a - b.as_f64().unwrap()).abs() < 1e-6, "{name}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn no_angle_is_better_for_two_components() {
        for seed in 0..20 {
            let loadings = fit(&random(60, 7, seed), 2).loadings();
            let best = criterion(&of(&loadings).loadings);
            for step in 0..2000 {
                let mut other = loadings.clone();
                turn(&mut other, 0, 1, f64::from(step) * std::f64::consts::PI / 2000.0);
                assert!(criterion(&other) <= best + 1e-12);
            }
        }
    }

    #[test]
    fn a_simple_structure_that_was_turned_away_is_found_again() {
        let simple = ndarray::array![
            [0.9, 0.8, 0.7, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.8, 0.7, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0],
        ];
        let mut hidden = simple.clone();
        for (a, b, angle) in [(0, 1, 0.6), (1, 2, -0.4), (0, 2, 0.5)] {
            turn(&mut hidden, a, b, angle);
        }
        let found = of(&hidden);
        for (a, b) in found.loadings.iter().zip(&simple) {
            assert!((a - b).abs() < 1e-9, "{a} and {b}");
        }
    }

    #[test]
    fn one_component_has_nothing_to_turn_and_work_can_be_stopped() {
        let loadings = fit(&random(30, 4, 1), 1).loadings();
        assert_eq!(of(&loadings).loadings, loadings);
        let progress = Progress::new();
        progress.cancel();
        assert!(Varimax::new(loadings.view(), &progress).is_err());
    }

    proptest! {
        #[test]
        fn laws(rows in 6..30_usize, columns in 3..10_usize, kept in 2..4_usize, seed in 0..300_u64) {
            let loadings = fit(&random(rows, columns, seed), kept.min(columns)).loadings();
            let found = of(&loadings);
            let product = found.rotation.t().dot(&found.rotation);
            for ((i, j), value) in product.indexed_iter() {
                prop_assert!((value - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
            let again = found.rotation.t().dot(&loadings);
            for (a, b) in again.iter().zip(&found.loadings) {
                prop_assert!((a - b).abs() < 1e-12 * (1.0 + b.abs()));
            }
            // How much of each column is explained does not change.
            for (before, after) in loadings.columns().into_iter().zip(found.loadings.columns()) {
                prop_assert!((before.dot(&before) - after.dot(&after)).abs() < 1e-10 * (1.0 + before.dot(&before)));
            }
            prop_assert!(criterion(&found.loadings) >= criterion(&loadings) - 1e-12);
            prop_assert!(found.explained_variance.windows(2).all(|pair| pair[0] >= pair[1]));
        }
    }
}
