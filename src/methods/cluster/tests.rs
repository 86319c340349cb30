//! Groups that are there are found, by every method, and repeat.

use super::*;
use crate::methods::MethodError;
use crate::progress::Progress;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// Groups of rows around centres far apart, dealt out in turns.
fn groups(rows: usize, columns: usize, count: usize, seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let centres = Array2::from_shape_fn((count, columns), |(i, j)| {
        if i % columns == j { 20.0 + i as f64 } else { 0.0 }
    });
    Array2::from_shape_fn((rows, columns), |(i, j)| {
        // The sum of uniform numbers: round enough.
        let noise: f64 = (0..4).map(|_| random.gen_range(-0.5..0.5)).sum();
        centres[[i % count, j]] + noise
    })
}

fn settings(method: ClusterMethod, k: usize) -> ClusterSettings {
    let k = if method.takes_k() { HowMany::Given(k) } else { HowMany::Found };
    ClusterSettings { method, k, ..ClusterSettings::default() }
}

fn fit(settings: &ClusterSettings, values: &Array2<f64>) -> Result<Grouped, MethodError> {
    settings.check(values.nrows())?.fit_with(values.view(), &Progress::new())
}

#[test]
fn every_method_finds_groups_that_lie_apart_wherever_and_however_large_they_are() {
    for (unit, offset) in [(1.0, 0.0), (1e-9, 0.0), (1e12, 0.0), (1.0, 1e7)] {
        let values = groups(240, 4, 4, 3).mapv(|v| v * unit + offset);
        for method in ClusterMethod::ALL {
            let found = fit(&settings(method, 4), &values).unwrap();
            // Noise may change which is the largest: each holds rows of one centre.
            for group in 0..4 {
                let own = (0..240).filter(|i| found.groups[*i] == Some(group));
                let mut centres: Vec<usize> = own.map(|i| i % 4).collect();
                centres.dedup();
                assert!(
                    centres.windows(2).all(|pair| pair[0] == pair[1]),
                    "{method:?} {unit} {offset}"
                );
            }
            let noise = found.groups.iter().filter(|group| group.is_none()).count();
            assert!(
                noise <= if method == ClusterMethod::Dbscan { 60 } else { 12 },
                "{method:?}: {noise}"
            );
            assert_eq!(found.k(), 4, "{method:?}");
        }
    }
}

#[test]
fn groups_are_the_same_with_any_number_of_threads() {
    let mut values = groups(600, 5, 3, 8);
    // Overlapping, so that much hangs on small numbers.
    values.column_mut(0).mapv_inplace(|v| v / 9.0);
    for linkage in [Linkage::Ward, Linkage::Average, Linkage::Complete] {
        for method in ClusterMethod::ALL {
            let settings = ClusterSettings { linkage, ..settings(method, 5) };
            let with = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| fit(&settings, &values).unwrap())
            };
            let one = with(1);
            assert_eq!(one, with(2), "{method:?}");
            assert_eq!(one, with(7), "{method:?}");
        }
    }
}

#[test]
fn large_tables_are_grouped_by_a_sample_that_is_said() {
    let values = groups(hierarchical::ROW_LIMIT + 500, 3, 3, 1);
    let found = fit(&settings(ClusterMethod::Hierarchical, 3), &values).unwrap();
    assert_eq!(found.looked_at, Some(hierarchical::ROW_LIMIT));
    assert!(found.groups.iter().enumerate().all(|(i, group)| *group == Some(i as u32 % 3)));
    assert!(found.notices[0].text.contains("4,000 of 4,500 rows"), "{}", found.notices[0].text);
}

#[test]
fn one_far_customer_does_not_break_a_mixture() {
    // linfa-clustering's own gives up here.
    let mut values = groups(5000, 6, 2, 4);
    values[[0, 0]] += 1e4;
    let far = fit(&settings(ClusterMethod::Mixture, 1), &values).unwrap();
    assert_eq!(far.k(), 1);
    for covariance in [Covariance::Full, Covariance::Diagonal] {
        let settings = ClusterSettings { covariance, ..settings(ClusterMethod::Mixture, 3) };
        let found = fit(&settings, &values).unwrap();
        assert_eq!(found.k(), 3);
        assert!(found.bic.unwrap().is_finite());
        assert_eq!(found.groups[1..].iter().filter(|group| **group == found.groups[0]).count(), 0);
    }
}

#[test]
fn a_mixture_is_linfas_where_that_works() {
    use linfa::DatasetBase;
    use linfa::prelude::{Fit, Predict};
    use linfa_clustering::GaussianMixtureModel;
    let mut values = groups(900, 3, 3, 12);
    // They touch, and differ in size and direction.
    for (i, mut row) in values.outer_iter_mut().enumerate() {
        row.mapv_inplace(|v| v / 6.0);
        row[1] += 0.6 * row[0];
        if i % 3 == 0 {
            row[2] *= 2.5;
        }
    }
    let settings =
        ClusterSettings { covariance: Covariance::Full, ..settings(ClusterMethod::Mixture, 3) };
    let ours = fit(&settings, &values).unwrap();
    let data = DatasetBase::from(centred(values.view()).unwrap().0);
    let random = Xoshiro256Plus::seed_from_u64(1);
    let model = GaussianMixtureModel::params_with_rng(3, random)
        .n_runs(3)
        .reg_covariance(1e-5)
        .tolerance(1e-6)
        .fit(&data)
        .unwrap();
    let theirs: Vec<Option<u32>> =
        model.predict(data.records()).iter().map(|g| Some(*g as u32)).collect();
    let same = numbered(&theirs).iter().zip(&ours.groups).filter(|(a, b)| a == b).count();
    assert!(same >= 890, "{same} of 900");
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let values = groups(40, 2, 2, 1);
    let refused = |settings: ClusterSettings| fit(&settings, &values).unwrap_err().to_string();
    assert!(
        refused(settings(ClusterMethod::KMeans, 41))
            .contains("at least 41 different rows; there are 40")
    );
    assert!(refused(settings(ClusterMethod::KMeans, 0)).contains("from 1 to 100"));
    assert!(refused(ClusterSettings::default()).contains("how many"));
    let negative = ClusterSettings { radius: Some(-1.0), ..settings(ClusterMethod::Dbscan, 1) };
    assert!(refused(negative).contains("above 0"));
    let same = Array2::from_elem((9, 2), 3.0);
    let error = fit(&settings(ClusterMethod::KMeans, 2), &same).unwrap_err();
    assert!(error.to_string().contains("there are 1"), "{error}");
    for method in ClusterMethod::ALL {
        let found = fit(&settings(method, 1), &same).unwrap();
        assert_eq!(found.groups, [Some(0); 9], "{method:?}");
    }
    let mut bad = values.clone();
    bad[[3, 1]] = f64::NAN;
    assert!(matches!(
        fit(&settings(ClusterMethod::Hdbscan, 1), &bad),
        Err(MethodError::NotFinite { row: 3 })
    ));
    let progress = Progress::new();
    progress.cancel();
    for method in ClusterMethod::ALL {
        let params = settings(method, 2).check(40).unwrap();
        let stopped = params.fit_with(values.view(), &progress);
        assert!(matches!(stopped, Err(MethodError::Cancelled(_))), "{method:?}");
    }
}

#[test]
fn tables_of_equal_rows_and_few_rows_have_groups() {
    // Three places, a hundred rows each, and two rows only.
    let places = Array2::from_shape_fn((300, 2), |(i, j)| ((i % 3) * (j + 1)) as f64);
    let two = Array2::from_shape_fn((2, 1), |(i, _)| i as f64);
    for method in ClusterMethod::ALL {
        let found = fit(&settings(method, 3), &places);
        match found {
            Ok(found) => assert!(
                found.groups.iter().enumerate().all(|(i, g)| *g == Some(i as u32 % 3)),
                "{method:?}"
            ),
            // Most rows have an equal one: no radius follows.
            Err(error) => assert!(matches!(error, MethodError::NoVariance), "{method:?}: {error}"),
        }
        let found = fit(&settings(method, 2), &two);
        assert!(found.is_ok(), "{method:?}: {found:?}");
    }
    let fewer = fit(&settings(ClusterMethod::KMeans, 4), &places);
    assert!(fewer.unwrap_err().to_string().contains("4 different rows; there are 3"));
}
