//! Groups of customers against scikit-learn's and scipy's; `tests/reference/README.md` says how they were made.

use dimlens::methods::MethodError;
use dimlens::methods::cluster::{
    ClusterMethod, ClusterSettings, Covariance, Grouped, HowMany, Linkage, numbered,
};
use dimlens::progress::Progress;
use ndarray::{Array2, Axis};
use serde_json::Value;

struct Set {
    reference: Value,
    rows: Array2<f64>,
}

fn sets() -> Vec<Set> {
    let all: Value = serde_json::from_str(include_str!("../reference/clusters.json")).unwrap();
    let all = all["sets"].as_array().unwrap().clone();
    all.into_iter().map(Set::read).collect()
}

impl Set {
    fn read(reference: Value) -> Self {
        let file = reference["file"].as_str().unwrap();
        let path = format!("{}/tests/reference/{file}", env!("CARGO_MANIFEST_DIR"));
        let columns = reference["columns"].as_u64().unwrap() as usize;
        let text = std::fs::read_to_string(path).unwrap();
        let cells = |line: &str| {
            let cells = line.split(',').take(columns).map(|cell| cell.parse().unwrap());
            cells.collect::<Vec<f64>>()
        };
        let values: Vec<f64> = text.lines().skip(1).flat_map(cells).collect();
        let mut rows = Array2::from_shape_vec((values.len() / columns, columns), values).unwrap();
        rows -= &rows.mean_axis(Axis(0)).unwrap();
        rows /= &rows.std_axis(Axis(0), 1.0);
        Self { reference, rows }
    }

    fn fit(&self, settings: &ClusterSettings) -> Result<Grouped, MethodError> {
        settings.check(self.rows.nrows())?.fit_with(self.rows.view(), &Progress::new())
    }
}

fn groups(of: &Value) -> Vec<Option<u32>> {
    let groups: Vec<Option<u32>> =
        of.as_array().unwrap().iter().map(|g| u32::try_from(g.as_i64().unwrap()).ok()).collect();
    numbered(&groups)
}

fn inertia(rows: &Array2<f64>, groups: &[Option<u32>]) -> f64 {
    let k = groups.iter().flatten().max().unwrap() + 1;
    let of = |group: u32| {
        let own: Vec<usize> = (0..groups.len()).filter(|&i| groups[i] == Some(group)).collect();
        let rows = rows.select(Axis(0), &own);
        let centre = rows.mean_axis(Axis(0)).unwrap();
        (&rows - &centre).mapv(|v| v * v).sum()
    };
    (0..k).map(of).sum()
}

#[test]
fn k_means_is_as_tight_as_scikit_learns_best_of_a_hundred() {
    for set in sets() {
        for (k, wanted) in (2..=6).zip(set.reference["inertia"].as_array().unwrap()) {
            let found = set.fit(&ClusterSettings::default().given(k)).unwrap();
            let (found, wanted) = (inertia(&set.rows, &found.groups), wanted.as_f64().unwrap());
            // A hundred starts on either side may end in different places, one percent apart at most.
            assert!(found < wanted * 1.01, "k = {k}: {found} and {wanted}");
        }
        let three = set.fit(&ClusterSettings::default().given(3)).unwrap();
        assert_eq!(three.groups, groups(&set.reference["k_means_3"]));
    }
}

#[test]
fn trees_are_scipys() {
    for set in sets() {
        for (linkage, name) in [
            (Linkage::Ward, "ward_5"),
            (Linkage::Average, "average_5"),
            (Linkage::Complete, "complete_5"),
        ] {
            let settings = ClusterSettings {
                method: ClusterMethod::Hierarchical,
                linkage,
                ..ClusterSettings::default().given(5)
            };
            let found = set.fit(&settings).unwrap();
            assert_eq!(found.groups, groups(&set.reference[name]), "{name}");
        }
    }
}

#[test]
fn dense_regions_and_noise_are_scikit_learns() {
    for set in sets() {
        let number = |of: &Value| Some(of.as_u64().unwrap() as usize);
        let wanted = &set.reference["dbscan"];
        let settings = ClusterSettings {
            method: ClusterMethod::Dbscan,
            radius: wanted["radius"].as_f64(),
            min_points: number(&wanted["min_points"]),
            ..ClusterSettings::default()
        };
        assert_eq!(set.fit(&settings).unwrap().groups, groups(&wanted["groups"]));
        let wanted = &set.reference["hdbscan"];
        let settings = ClusterSettings {
            method: ClusterMethod::Hdbscan,
            min_cluster_size: number(&wanted["min_cluster_size"]),
            min_points: number(&wanted["min_points"]),
            ..ClusterSettings::default()
        };
        // Mutual reachability makes equal distances of different ones: a row on the edge may go either way.
        let (found, wanted) = (set.fit(&settings).unwrap().groups, groups(&wanted["groups"]));
        let other = found.iter().zip(&wanted).filter(|(a, b)| a != b).count();
        assert!(other * 100 <= found.len(), "{other} of {}", found.len());
    }
}

#[test]
fn the_bic_of_mixtures_is_scikit_learns_or_better() {
    for set in sets() {
        for (covariance, name) in [(Covariance::Full, "full"), (Covariance::Diagonal, "diag")] {
            let wanted = set.reference["bic_1_to_4"][name].as_array().unwrap();
            for (k, wanted) in (1..=4).zip(wanted) {
                let settings = ClusterSettings {
                    method: ClusterMethod::Mixture,
                    covariance,
                    k: HowMany::Given(k),
                    ..ClusterSettings::default()
                };
                let (found, wanted) =
                    (set.fit(&settings).unwrap().bic.unwrap(), wanted.as_f64().unwrap());
                println!("{} {name} {k}: {found} {wanted}", set.reference["file"]);
                if k == 1 {
                    assert!(
                        (found - wanted).abs() < 1e-6 * wanted.abs(),
                        "{name}: {found} and {wanted}"
                    );
                }
                // One start from k-means here, the best of ten there.
                assert!(
                    found < wanted + 0.05 * wanted.abs(),
                    "{name}, k = {k}: {found} and {wanted}"
                );
            }
        }
    }
}
