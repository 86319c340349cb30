use super::*;
use linfa::traits::{Predict, Transformer};
use ndarray::{Array1, array};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

pub(super) fn random(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    // Columns of different spread, so that eigenvalues lie apart.
    Array2::from_shape_fn((rows, columns), |(_, j)| random.gen_range(-1.0..1.0) * (1.0 + j as f64))
}

/// Values from numpy and scipy, `tests/reference/pca_more.json`: README.md beside it says how they were made.
pub(super) fn reference() -> serde_json::Value {
    serde_json::from_str(include_str!("../../../tests/reference/pca_more.json")).unwrap()
}

/// A table of those values: the measurements of iris or wine, standardised (n - 1).
pub(super) fn table(name: &str) -> Array2<f64> {
    let text = match name {
        "iris" => include_str!("../../../tests/reference/sklearn_iris.csv"),
        "wine" => include_str!("../../../tests/reference/sklearn_wine.csv"),
        _ => panic!("no table {name}"),
    };
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(1)
        .map(|line| {
            // The last column is the answer.
            let cells = line.split(',').collect::<Vec<_>>();
            cells[..cells.len() - 1].iter().map(|cell| cell.parse().unwrap()).collect()
        })
        .collect();
    let mut matrix = Array2::from_shape_fn((rows.len(), rows[0].len()), |(i, j)| rows[i][j]);
    for mut column in matrix.columns_mut() {
        let (mean, sd) = (column.mean().unwrap(), column.std(1.0));
        column.mapv_inplace(|v| (v - mean) / sd);
    }
    matrix
}

pub(super) fn fit(matrix: &Array2<f64>, components: usize) -> PcaModel {
    let (rows, columns) = matrix.dim();
    PcaSettings { components }
        .check(rows, columns)
        .unwrap()
        .fit_with(matrix.view(), &Progress::new())
        .unwrap()
}

/// The covariance matrix by its definition.
fn brute_covariance(matrix: &Array2<f64>) -> Array2<f64> {
    let (n, p) = matrix.dim();
    let mean = |j: usize| matrix.column(j).sum() / n as f64;
    Array2::from_shape_fn((p, p), |(a, b)| {
        (0..n).map(|i| (matrix[[i, a]] - mean(a)) * (matrix[[i, b]] - mean(b))).sum::<f64>()
            / (n as f64 - 1.0)
    })
}

#[test]
fn components_are_eigenvectors_of_the_covariance() {
    for (rows, columns) in [(300, 7), (5000, 3), (9, 9), (6, 20)] {
        let matrix = random(rows, columns, 5);
        let model = fit(&matrix, 4);
        let covariance = brute_covariance(&matrix);
        let largest = model.explained_variance()[0];
        for (v, value) in model.components().rows().into_iter().zip(model.explained_variance()) {
            let image: Array1<f64> = covariance.dot(&v);
            for (a, b) in image.iter().zip(v) {
                assert!((a - value * b).abs() < 1e-10 * largest, "{rows} x {columns}");
            }
        }
        let trace: f64 = covariance.diag().sum();
        assert!((model.explained_variance().iter().sum::<f64>() - trace).abs() < 1e-10 * trace);
    }
}

#[test]
fn linfa_with_all_components_agrees() {
    let matrix = random(200, 6, 3);
    let linfa = linfa_reduction::Pca::params(6).fit(&DatasetBase::from(matrix.clone())).unwrap();
    let ours = fit(&matrix, 6);
    for (a, b) in ours.singular_values().iter().zip(linfa.singular_values()) {
        assert!((a - b).abs() < 1e-9 * ours.singular_values()[0]);
    }
}

#[test]
fn an_offset_of_1e9_keeps_its_digits() {
    let matrix = random(500, 3, 11);
    let shifted = matrix.mapv(|v| v + 1e9);
    let (a, b) = (fit(&matrix, 3), fit(&shifted, 3));
    for (x, y) in a.explained_variance().iter().zip(b.explained_variance()) {
        assert!((x - y).abs() < 1e-6 * x);
    }
}

/// The textbook's sum of squares less n times the squared mean cannot do this; ours keeps its digits.
#[test]
fn a_naive_sum_of_squares_fails_where_ours_does_not() {
    let matrix = random(500, 3, 11).mapv(|v| v / 3.0);
    let shifted = matrix.mapv(|v| v + 1e9);
    let truth = brute_covariance(&matrix);
    let n = shifted.nrows() as f64;
    let naive = |j: usize| {
        let column = shifted.column(j);
        let mean = column.sum() / n;
        (column.iter().map(|v| v * v).sum::<f64>() - n * mean * mean) / (n - 1.0)
    };
    let worst = (0..3).map(|j| (naive(j) / truth[[j, j]] - 1.0).abs()).fold(0.0, f64::max);
    assert!(worst > 0.5, "the naive way is off by {worst}");
    let ours = fit(&shifted, 3);
    let total: f64 = truth.diag().sum();
    assert!((ours.explained_variance().iter().sum::<f64>() / total - 1.0).abs() < 1e-6);
    for (a, b) in ours.components().iter().zip(fit(&matrix, 3).components()) {
        assert!((a - b).abs() < 1e-5);
    }
}

/// 128 rows of 12,625 columns, against numpy's singular values.
#[test]
fn many_more_columns_than_rows_are_exact() {
    let (rows, columns) = (128_usize, 12_625_usize);
    let matrix = Array2::from_shape_fn((rows, columns), |(i, j)| {
        let mixed = (i * 7919 + j * 104_729 + i * j * 31 + i * i * j * 17) % 1009;
        mixed as f64 / 1009.0 + (i % 5) as f64 * ((j % 7) as f64 / 7.0)
    });
    let model = fit(&matrix, 3);
    let wanted = reference()["wide"].clone();
    let values = wanted["eigenvalues"].as_array().unwrap();
    assert_eq!(model.explained_variance().len(), values.len());
    let largest = values[0].as_f64().unwrap();
    for (a, b) in model.explained_variance().iter().zip(values) {
        assert!((a - b.as_f64().unwrap()).abs() < 1e-11 * largest);
    }
    for (a, b) in model.components().row(0).iter().zip(wanted["component"].as_array().unwrap()) {
        assert!((a - b.as_f64().unwrap()).abs() < 1e-10);
    }
}

#[test]
fn constant_columns_get_no_weight_and_duplicates_the_same() {
    let base = random(80, 3, 14);
    // Columns: two alike, a constant on an offset, and two others.
    let matrix = Array2::from_shape_fn((80, 5), |(i, j)| match j {
        0 | 1 => base[[i, 0]],
        2 => 1e9 + 0.1,
        _ => base[[i, j - 2]],
    });
    let model = fit(&matrix, 5);
    assert_eq!(model.explained_variance().len(), 5);
    let values = model.explained_variance();
    assert!(values[3..].iter().all(|v| *v < 1e-12 * values[0]));
    for component in model.components().rows().into_iter().take(3) {
        assert!(component[2].abs() < 1e-12);
        assert!((component[0] - component[1]).abs() < 1e-10);
    }
}

#[test]
fn rank_deficient_tables_give_orthonormal_components() {
    // Three equal columns; and more components asked for than the rows span.
    let base = random(40, 2, 1);
    let tall = Array2::from_shape_fn((40, 6), |(i, j)| base[[i, j % 2]]);
    let flat = Array2::from_shape_fn((5, 12), |(i, j)| base[[i % 2, 0]] * (j as f64 + 1.0));
    for matrix in [tall, flat] {
        let model = fit(&matrix, 4);
        let product = model.components().dot(&model.components().t());
        for ((i, j), value) in product.indexed_iter() {
            let wanted = if i == j { 1.0 } else { 0.0 };
            assert!((value - wanted).abs() < 1e-10, "{value} at {i}, {j}");
        }
    }
}

#[test]
fn two_rows_and_one_column() {
    let model = fit(&array![[1.0], [3.0]], 2);
    assert_eq!(model.explained_variance(), [2.0]);
    assert_eq!(model.components().dim(), (1, 1));
    let scores = model.transform(array![[1.0], [3.0]].view());
    assert_eq!(scores, array![[-1.0], [1.0]]);
    let wide = fit(&array![[0.0, 3.0, 0.0], [4.0, 0.0, 0.0]], 2);
    assert!((wide.explained_variance()[0] - 12.5).abs() < 1e-12);
    assert_eq!(wide.explained_variance().len(), 1);
}

#[test]
fn the_picture_does_not_depend_on_the_number_of_threads() {
    for (rows, columns) in [(9000, 12), (20, 9000)] {
        let matrix = random(rows, columns, 2);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let model = fit(&matrix, 2);
                let scores = model.transform(matrix.view());
                (model, scores)
            })
        };
        assert_eq!(run(1), run(3));
    }
}

/// Every fourth row is far from the others, and just those are the sample that gives the provisional mean.
#[test]
fn a_sample_that_misleads_costs_no_digits() {
    let matrix = Array2::from_shape_fn((1024, 3), |(i, j)| {
        let far = if i % 4 == 0 { 1e9 } else { 1e9 - 1e6 };
        far + ((i * 7919 + j * 104_729 + i * j) % 1009) as f64 / 1024.0
    });
    let (model, covariance) = (fit(&matrix, 3), {
        // Whole multiples of 1/1024 about a round number: exact in f64.
        brute_covariance(&matrix.mapv(|v| v - 1e9))
    });
    let values = model.explained_variance();
    let total: f64 = covariance.diag().sum();
    assert!((values.iter().sum::<f64>() / total - 1.0).abs() < 1e-13);
    for (v, value) in model.components().rows().into_iter().zip(values) {
        for (a, b) in covariance.dot(&v).iter().zip(v) {
            assert!((a - value * b).abs() < 1e-13 * values[0]);
        }
    }
}

#[test]
fn linfa_traits_and_our_own_call_agree() {
    let matrix = random(60, 4, 8);
    let params = PcaSettings { components: 3 }.check(60, 4).unwrap();
    let model: PcaModel =
        Fit::<_, (), MethodError>::fit(&params, &DatasetBase::new(matrix.clone(), ())).unwrap();
    let scores: Array2<f64> = model.predict(&matrix);
    assert_eq!(scores, PcaModel::transform(&model, matrix.view()));
    let dataset: DatasetBase<Array2<f64>, ()> =
        Transformer::transform(&model, DatasetBase::new(matrix, ()));
    assert_eq!(dataset.records, scores);
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let params = PcaSettings::default().check(3, 2).unwrap();
    let run = |m: Array2<f64>| params.fit_with(m.view(), &Progress::new());
    assert!(matches!(run(Array2::ones((3, 2))), Err(MethodError::NoVariance)));
    assert!(matches!(
        run(array![[1.0, 2.0], [f64::NAN, 1.0], [0.0, 0.0]]),
        Err(MethodError::NotFinite { row: 1 })
    ));
    assert!(matches!(
        run(array![[1e200, 2.0], [0.0, 1.0], [0.0, 0.0]]),
        Err(MethodError::Failed { .. })
    ));
    assert!(PcaSettings::default().check(1, 2).is_err());
    assert!(PcaSettings { components: 0 }.check(5, 2).is_err());
    let progress = Progress::new();
    progress.cancel();
    let m = random(50, 3, 0);
    assert!(matches!(params.fit_with(m.view(), &progress), Err(MethodError::Cancelled(_))));
}

proptest! {
    #[test]
    fn laws(rows in 2..40_usize, columns in 1..12_usize, seed in 0..1000_u64) {
        let matrix = random(rows, columns, seed);
        let model = fit(&matrix, columns);
        let ratio = model.explained_variance_ratio();
        prop_assert!((ratio.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(ratio.windows(2).all(|pair| pair[0] >= pair[1] - 1e-15));
        for component in model.components().rows() {
            let largest = component.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs()));
            prop_assert!(largest.unwrap() > 0.0);
        }
        // Row order does not matter.
        let reversed = matrix.slice(ndarray::s![..;-1, ..]).to_owned();
        let again = fit(&reversed, columns);
        for (a, b) in model.explained_variance().iter().zip(again.explained_variance()) {
            prop_assert!((a - b).abs() < 1e-9 * model.explained_variance()[0]);
        }
        // Scores have the eigenvalues as variances.
        let scores = PcaModel::transform(&model, matrix.view());
        for (k, column) in scores.columns().into_iter().enumerate() {
            let variance = column.iter().map(|v| v * v).sum::<f64>() / (rows as f64 - 1.0);
            prop_assert!((variance - model.explained_variance()[k]).abs() < 1e-9 * model.explained_variance()[0]);
        }
    }
}
