use super::*;
use proptest::prelude::*;

/// Sixty numbers between 0 and 9.6, the same as in the reference run.
fn plain() -> Vec<f64> {
    (0..60).map(|i| f64::from((i * 7919) % 97) / 10.0).collect()
}

fn lambda(values: &[f64]) -> f64 {
    match Bend::fit(values, Transform::YeoJohnson).unwrap() {
        Bend::YeoJohnson { lambda } => lambda,
        Bend::Log1p => panic!(),
    }
}

/// `scipy.stats.yeojohnson` 1.17.1: lambda and the first three transformed values.
#[test]
fn yeo_johnson_is_that_of_scipy() {
    let a = plain();
    let b: Vec<f64> = a[..40].iter().map(|x| x.exp()).collect();
    let c: Vec<f64> = a.iter().map(|x| x - 4.8).collect();
    let d: Vec<f64> = a
        .iter()
        .enumerate()
        .map(|(i, x)| 0.1 * x * x - 3.0 + if i % 3 == 0 { *x } else { 0.0 })
        .collect();
    let reference = [
        (a, 0.746_638_963_549_936, [0.0, 4.508_662_339_722_198, 2.218_049_813_488_523]),
        (
            b,
            -0.020_763_946_006_350,
            [0.688_182_974_606_112, 5.819_287_635_028_554, 2.687_166_044_080_189],
        ),
        (
            c,
            1.015_625_847_523_896,
            [-4.716_553_765_556_292, 1.411_009_239_654_438, -2.078_149_192_056_32],
        ),
        (
            d,
            0.566_274_832_674_116,
            [-4.392_573_339_345_31, 0.731_348_539_186_67, -3.117_077_045_040_263],
        ),
    ];
    for (values, wanted, first) in reference {
        let found = lambda(&values);
        // scipy's own search stops at 1.5e-8.
        assert!((found - wanted).abs() < 1e-6, "{found} and {wanted}");
        for (x, y) in values.iter().zip(first) {
            assert!((yeo_johnson(*x, wanted) - y).abs() < 1e-9, "{x}");
        }
    }
}

/// The likelihood as the paper writes it, on a grid.
#[test]
fn no_lambda_of_a_grid_is_likelier() {
    let values: Vec<f64> = plain().iter().map(|x| (x - 3.0).powi(3)).collect();
    let likelihood = |l: f64| {
        let bent: Vec<f64> = values
            .iter()
            .map(|&x| {
                if x >= 0.0 {
                    if l == 0.0 { (x + 1.0).ln() } else { ((x + 1.0).powf(l) - 1.0) / l }
                } else if l == 2.0 {
                    -(1.0 - x).ln()
                } else {
                    -((1.0 - x).powf(2.0 - l) - 1.0) / (2.0 - l)
                }
            })
            .collect();
        let n = bent.len() as f64;
        let mean = bent.iter().sum::<f64>() / n;
        let variance = bent.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
        let logs: f64 = values.iter().map(|x| x.signum() * (1.0 + x.abs()).ln()).sum();
        -n / 2.0 * variance.ln() + (l - 1.0) * logs
    };
    let found = likelihood(lambda(&values));
    assert!((-300..=300).all(|k| likelihood(f64::from(k) / 100.0) <= found + 1e-9));
}

#[test]
fn log_is_refused_at_minus_one_with_the_reason() {
    assert_eq!(Bend::fit(&[0.0, -0.5], Transform::Log1p), Ok(Bend::Log1p));
    let why = Bend::fit(&[3.0, -1.0, -4.0], Transform::Log1p).unwrap_err();
    assert!(why.contains("2 cells are not, the smallest \u{2212}4"), "{why}");
    assert!(Bend::fit(&[3.0, -1.0, -4.0], Transform::YeoJohnson).is_ok());
}

#[test]
fn what_has_no_lambda_is_refused() {
    for values in [&[][..], &[1.0], &[2.0; 5], &[-1.7e308, 1.7e308, 0.0]] {
        let fitted = Bend::fit(values, Transform::YeoJohnson);
        let finite = |b: Bend| values.iter().all(|&v| b.apply(v).is_finite());
        assert!(fitted.is_err() || fitted.is_ok_and(finite), "{values:?}");
    }
    assert!(Bend::fit(&[2.0; 5], Transform::YeoJohnson).is_err());
}

proptest! {
    #[test]
    fn bends_are_finite_and_keep_the_order(values in prop::collection::vec(-1e9..1e9_f64, 2..50)) {
        if let Ok(bend) = Bend::fit(&values, Transform::YeoJohnson) {
            let mut sorted = values.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let bent: Vec<f64> = sorted.iter().map(|&v| bend.apply(v)).collect();
            prop_assert!(bent.iter().all(|v| v.is_finite()) && bent.is_sorted());
        }
    }

    #[test]
    fn lambda_1_changes_nothing_and_0_is_the_logarithm(x in 0.0..1e6_f64) {
        prop_assert!((yeo_johnson(x, 1.0) - x).abs() <= 1e-9 * (1.0 + x));
        prop_assert!((yeo_johnson(-x, 1.0) + x).abs() <= 1e-9 * (1.0 + x));
        prop_assert_eq!(yeo_johnson(x, 0.0), x.ln_1p());
        prop_assert!((yeo_johnson(x, 1e-9) - x.ln_1p()).abs() < 1e-6);
    }
}
