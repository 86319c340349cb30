//! Clusterings, by their definitions.

use super::{example, same_with_any_threads, square, table_and_map};
use crate::metrics::{
    Contingency, EXACT_UP_TO, MetricError, SAMPLE, adjusted_mutual_information, adjusted_rand,
    silhouette,
};
use crate::progress::Progress;
use ndarray::{Array2, ArrayView2};
use proptest::prelude::*;

/// Rousseeuw's own words, in code.
fn silhouette_of(table: ArrayView2<'_, f64>, clusters: &[Option<u32>], row: usize) -> f64 {
    let own = clusters[row].unwrap();
    let mean = |label: u32| {
        let others: Vec<f64> = (0..clusters.len())
            .filter(|&j| j != row && clusters[j] == Some(label))
            .map(|j| square(table, row, j).sqrt())
            .collect();
        (!others.is_empty()).then(|| others.iter().sum::<f64>() / others.len() as f64)
    };
    let Some(a) = mean(own) else { return 0.0 };
    let b = (0..9).filter(|&label| label != own).filter_map(mean).fold(f64::INFINITY, f64::min);
    if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
}

fn labels(rows: usize, most: u32) -> impl Strategy<Value = Vec<Option<u32>>> {
    let label = prop_oneof![1 => Just(None), 6 => (0..most).prop_map(Some)];
    proptest::collection::vec(label, rows)
}

fn some(labels: &[u32]) -> Vec<Option<u32>> {
    labels.iter().copied().map(Some).collect()
}

fn counts(first: &[u32], second: &[u32]) -> Contingency {
    Contingency::new(&some(first), &some(second)).unwrap()
}

/// Two clusterings of the same rows, some with very many clusters.
fn two() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    (1..60_usize, 1..7_u32, prop_oneof![1..7_u32, Just(60)]).prop_flat_map(|(rows, a, b)| {
        (proptest::collection::vec(0..a, rows), proptest::collection::vec(0..b, rows))
    })
}

/// Mutual information, in nats; of a clustering with itself it is the entropy.
fn information(first: &[u32], second: &[u32]) -> f64 {
    let n = first.len() as f64;
    let count = |of: &dyn Fn(usize) -> bool| (0..first.len()).filter(|&i| of(i)).count() as f64;
    let mut sum = 0.0;
    for a in 0..60 {
        for b in 0..60 {
            let both = count(&|i| first[i] == a && second[i] == b);
            if both > 0.0 {
                let (a, b) = (count(&|i| first[i] == a), count(&|i| second[i] == b));
                sum += both / n * (n * both / (a * b)).ln();
            }
        }
    }
    sum
}

/// Every order of some labels, once for each way to come to it.
fn permutations(labels: &[u32]) -> Vec<Vec<u32>> {
    if labels.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for at in 0..labels.len() {
        let mut rest = labels.to_vec();
        let first = rest.remove(at);
        all.extend(permutations(&rest).into_iter().map(|mut p| {
            p.push(first);
            p
        }));
    }
    all
}

proptest! {
    #[test]
    fn silhouettes_are_their_definition(
        ((table, _), clusters) in table_and_map()
            .prop_flat_map(|pair| { let n = pair.0.nrows(); (Just(pair), labels(n, 5)) })
    ) {
        let found = silhouette(table.view(), &clusters, 0, &Progress::new());
        let mut known: Vec<u32> = clusters.iter().copied().flatten().collect();
        known.sort_unstable();
        known.dedup();
        if known.len() < 2 {
            let refused = matches!(found, Err(MetricError::OneCluster { .. }));
            prop_assert!(refused);
            return Ok(());
        }
        let found = found.unwrap();
        let with: Vec<u32> =
            (0..clusters.len()).filter(|&i| clusters[i].is_some()).map(|i| i as u32).collect();
        prop_assert_eq!(found.asked.rows(), &with[..]);
        for (&row, value) in with.iter().zip(&found.of_rows) {
            let wanted = silhouette_of(table.view(), &clusters, row as usize);
            prop_assert!((value - wanted).abs() < 1e-12, "{} and {}", value, wanted);
        }
        let whole: f64 = found
            .of_clusters
            .iter()
            .map(|cluster| cluster.mean.unwrap() * cluster.rows as f64)
            .sum();
        prop_assert!((whole / with.len() as f64 - found.mean).abs() < 1e-12);
        let labels: Vec<u32> = found.of_clusters.iter().map(|cluster| cluster.label).collect();
        prop_assert_eq!(labels, known);
    }

    #[test]
    fn the_adjusted_rand_index_counts_pairs((first, second) in two()) {
        let (mut both, mut a, mut b, mut all) = (0.0, 0.0, 0.0, 0.0);
        for i in 0..first.len() {
            for j in 0..i {
                let (together, there) = (first[i] == first[j], second[i] == second[j]);
                both += f64::from(together && there);
                a += f64::from(together);
                b += f64::from(there);
                all += 1.0;
            }
        }
        let found = adjusted_rand(&counts(&first, &second));
        let (top, bottom) = (both * all - a * b, f64::midpoint(a, b) * all - a * b);
        // Both without any pair, or with all: the same clusters.
        let wanted = if bottom == 0.0 { 1.0 } else { top / bottom };
        prop_assert!((found - wanted).abs() < 1e-12, "{} and {}", found, wanted);
    }

    /// Chance by dealing out the labels in every possible way.
    #[test]
    fn adjusted_mutual_information_is_its_definition(
        (first, second) in (2..7_usize).prop_flat_map(|n| {
            let labels = || proptest::collection::vec(0..3_u32, n);
            (labels(), labels())
        })
    ) {
        let dealt = permutations(&second);
        let chance =
            dealt.iter().map(|dealt| information(&first, dealt)).sum::<f64>() / dealt.len() as f64;
        let most = f64::midpoint(information(&first, &first), information(&second, &second));
        let found = adjusted_mutual_information(&counts(&first, &second));
        let (top, bottom) = (information(&first, &second) - chance, most - chance);
        if counts(&first, &second).is_renaming() {
            prop_assert_eq!(found, 1.0);
        } else {
            prop_assert!(bottom > 1e-9);
            prop_assert!((found - top / bottom).abs() < 1e-9, "{} and {}", found, top / bottom);
        }
    }

    #[test]
    fn agreement_is_symmetric_and_blind_to_names((first, second) in two(), shift in 1..100_u32) {
        let there = counts(&first, &second);
        let back = counts(&second, &first);
        let renamed: Vec<u32> = second.iter().map(|label| 1000 - label * 7 + shift).collect();
        let named = counts(&first, &renamed);
        for of in [adjusted_rand, adjusted_mutual_information] {
            prop_assert!((of(&there) - of(&back)).abs() < 1e-12);
            prop_assert!((of(&there) - of(&named)).abs() < 1e-12);
            prop_assert!(of(&there) <= 1.0 + 1e-12);
            prop_assert_eq!(of(&counts(&second, &renamed)), 1.0);
        }
    }
}

#[test]
fn odd_clusterings_have_their_documented_values() {
    let (one, each) = ([0; 6], [0, 1, 2, 3, 4, 5]);
    let halves = [0, 0, 0, 1, 1, 1];
    for of in [adjusted_rand, adjusted_mutual_information] {
        assert_eq!(of(&counts(&one, &one)), 1.0);
        assert_eq!(of(&counts(&each, &each)), 1.0);
        assert_eq!(of(&counts(&one, &each)), 0.0);
        assert_eq!(of(&counts(&one, &halves)), 0.0);
        assert!(of(&counts(&each, &halves)).abs() < 1e-12);
    }
    let table = ndarray::arr2(&[[0.0], [1.0], [5.0], [6.0], [7.0], [9.0]]);
    let found = |clusters: &[u32]| silhouette(table.view(), &some(clusters), 0, &Progress::new());
    assert!(matches!(found(&one), Err(MetricError::OneCluster { found: 1 })));
    assert_eq!(found(&each).unwrap().of_rows, [0.0; 6]);
    let none = silhouette(table.view(), &[None; 6], 0, &Progress::new());
    assert!(matches!(none, Err(MetricError::OneCluster { found: 0 })));
    let noisy = ndarray::arr2(&[[0.0], [f64::NAN], [5.0]]);
    let found = silhouette(noisy.view(), &some(&[0, 0, 1]), 0, &Progress::new());
    assert!(matches!(found, Err(MetricError::NotFinite { row: 1, .. })));
}

/// Counts of a large table, where factorials have no number: clusters at random agree no more than by chance, and
/// the same with a tenth exchanged nearly.
#[test]
fn a_million_rows_have_a_number() {
    let first: Vec<u32> = (0..1_000_000_u32).map(|i| i % 7 * (i % 3)).collect();
    let spread = |i: u32| (i.wrapping_mul(2_654_435_761) >> 16) % 10;
    let random: Vec<u32> = (0..1_000_000).map(spread).collect();
    let mixed: Vec<u32> =
        first.iter().zip(&random).map(|(a, b)| if *b == 0 { *b } else { *a }).collect();
    for of in [adjusted_rand, adjusted_mutual_information] {
        assert!(of(&counts(&first, &random)).abs() < 1e-3);
        let like = of(&counts(&first, &mixed));
        assert!(like > 0.7 && like < 0.95, "{like}");
    }
}

#[test]
fn silhouettes_of_many_rows_are_those_of_a_sample_against_all() {
    let n = EXACT_UP_TO + 2_000;
    let (table, map) = example(n);
    // A tenth has no cluster.
    let cluster = |(i, p): (usize, &[f64; 2])| (i % 10 > 0).then_some(u32::from(p[0] > 5.0));
    let clusters: Vec<Option<u32>> = map.iter().enumerate().map(cluster).collect();
    let found =
        same_with_any_threads(|| silhouette(table.view(), &clusters, 3, &Progress::new()).unwrap());
    assert_eq!((found.asked.rows().len(), found.asked.of()), (SAMPLE, n / 10 * 9));
    for at in [0, 99, SAMPLE - 1] {
        let row = found.asked.rows()[at] as usize;
        let wanted = silhouette_of(table.view(), &clusters, row);
        assert!((found.of_rows[at] - wanted).abs() < 1e-10);
    }
    let stopped = Progress::new();
    stopped.cancel();
    let found = silhouette(table.view(), &clusters, 3, &stopped);
    assert!(matches!(found, Err(MetricError::Cancelled(_))));
}

/// Silhouettes do not depend on the unit, however small or large.
#[test]
fn the_unit_does_not_matter() {
    let (table, map) = example(60);
    let clusters: Vec<Option<u32>> = map.iter().map(|p| Some(u32::from(p[1] > 4.0))).collect();
    let of = |table: &Array2<f64>| {
        silhouette(table.view(), &clusters, 0, &Progress::new()).unwrap().of_rows
    };
    let plain = of(&table);
    for unit in [2.0_f64.powi(-900), 2.0_f64.powi(900)] {
        assert_eq!(of(&(&table * unit)), plain);
    }
}
