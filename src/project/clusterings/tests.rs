//! The default three on a real table.

use super::*;
use crate::data::{Table, sample};
use crate::features::{Prepared, Recipe, prepare};
use crate::methods::Method;
use crate::methods::cluster::ClusterMethod;
use crate::project::{Choices, compute};

fn penguins() -> (Table, Prepared, [MapResult; 2]) {
    let progress = Progress::new();
    let table = sample::find("penguins").unwrap().read(&progress).unwrap();
    let prepared = prepare(&table, &Recipe::default(), &progress).unwrap();
    let choices = Choices::default();
    let map = |method| compute(method, &prepared.matrix, &choices, &progress).unwrap();
    let maps = [map(Method::Pca), map(Method::Tsne)];
    (table, prepared, maps)
}

#[test]
fn the_maps_and_the_features_are_grouped_compared_and_controlled() {
    let (table, prepared, maps) = penguins();
    let inputs = ClusterInputs {
        table: &table,
        roles: &prepared.roles,
        matrix: &prepared.matrix,
        maps: [&maps[0], &maps[1]],
    };
    let progress = Progress::new();
    let found = Clusterings::of_maps(inputs, &ClusterSettings::default(), None, &progress).unwrap();
    let names: Vec<&str> = found.list.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["PCA map, k-means", "t-SNE map, k-means", "Prepared features, k-means"]);
    assert_eq!((found.pairs.len(), found.with_labels.len()), (3, 3));
    for one in &found.list {
        assert_eq!(one.clustering.sizes().iter().sum::<usize>(), 344);
        let how_many = one.how_many.as_ref().unwrap();
        assert_eq!(how_many.chosen, one.clustering.k(), "{}", one.name);
        assert!(one.clustering.k() > 1, "{}: {how_many:?}", one.name);
        let stability = one.stability.as_ref().unwrap();
        assert_eq!(stability.clusters.len(), one.clustering.k());
        assert!(
            one.silhouette.as_ref().unwrap().mean > one.in_features.as_ref().unwrap().mean - 1e-9
        );
    }
    assert!(found.list[1].warning.as_ref().unwrap().contains("tears groups apart"));
    assert!(found.list[2].warning.is_none());
    // Penguins have three species: that is no noise.
    assert!(!found.noise_of(Space::Features).unwrap().noise_looks_like_this());
    assert!(found.noise_of(Space::TsneMap).is_some());
    let species = &found.with_labels[2];
    assert_eq!((species.b.name.as_str(), species.a.place), ("species", Some(2)));
    assert!(species.ari.unwrap() > 0.3, "{:?}", species.ari);
    for pair in found.pairs.iter().chain(&found.with_labels) {
        let matching = &pair.matching;
        let kept: usize = (0..matching.pairs).map(|at| matching.counts[at][at]).sum();
        assert_eq!(kept + pair.changed.len(), 344, "{} and {}", pair.a.name, pair.b.name);
    }
    assert!(progress.fraction().is_some_and(|share| share > 0.9 && share <= 1.0));
}

#[test]
fn any_method_in_any_space_is_a_clustering() {
    let (table, prepared, maps) = penguins();
    let inputs = ClusterInputs {
        table: &table,
        roles: &prepared.roles,
        matrix: &prepared.matrix,
        maps: [&maps[0], &maps[1]],
    };
    let mut list = Vec::new();
    for space in Space::ALL {
        for method in ClusterMethod::ALL {
            let settings = ClusterSettings { method, ..ClusterSettings::default().given(3) };
            let mut one = NamedClustering::new(inputs, space, &settings, &Progress::new()).unwrap();
            one.control(inputs, &Progress::new()).unwrap();
            assert_eq!(one.clustering.groups().len(), 344);
            if method.takes_k() {
                assert_eq!(one.clustering.k(), 3, "{}", one.name);
            }
            list.push(one);
        }
    }
    let found = Clusterings::new(inputs, list).unwrap();
    assert_eq!(found.pairs.len(), 20 * 19 / 2);
    let again =
        NamedClustering::new(inputs, Space::Components, &found.list[5].settings, &Progress::new());
    assert_eq!(again.unwrap().clustering, found.list[5].clustering);
}

/// By hand: how long the default set takes, and what it says.
#[test]
#[ignore = "prints times"]
fn the_default_set_of_a_real_table() {
    use std::time::Instant;
    let progress = Progress::new();
    let file = std::env::var("TABLE").unwrap();
    let table = crate::data::read(
        std::path::Path::new(&file),
        &crate::data::ReadOptions::default(),
        &progress,
    )
    .unwrap();
    let prepared = prepare(&table, &Recipe::default(), &progress).unwrap();
    let choices = Choices::default();
    let map = |method| compute(method, &prepared.matrix, &choices, &progress).unwrap();
    let maps = [map(Method::Pca), map(Method::Tsne)];
    let inputs = ClusterInputs {
        table: &table,
        roles: &prepared.roles,
        matrix: &prepared.matrix,
        maps: [&maps[0], &maps[1]],
    };
    println!("{file}: {:?}", prepared.matrix.values().dim());
    let method: ClusterMethod = match std::env::var("METHOD").ok().as_deref() {
        None => ClusterMethod::KMeans,
        Some(key) => ClusterMethod::ALL.into_iter().find(|m| m.key() == key).unwrap(),
    };
    let settings = ClusterSettings { method, ..ClusterSettings::default() };
    let started = Instant::now();
    let mut list = Vec::new();
    for space in Space::ALL {
        let started = Instant::now();
        let mut one = NamedClustering::new(inputs, space, &settings, &progress).unwrap();
        let took = started.elapsed();
        let started = Instant::now();
        one.control(inputs, &progress).unwrap();
        let stable: Vec<String> = one
            .stability
            .iter()
            .flat_map(|s| s.clusters.iter().flatten())
            .map(|c| format!("{:.2}", c.jaccard))
            .collect();
        println!(
            "{}: {:?} + {:?}, sizes {:?} noise {}, silhouette {:?} in features {:?}, stability {stable:?}",
            one.name,
            took,
            started.elapsed(),
            one.clustering.sizes(),
            one.clustering.noise(),
            one.mean_silhouette(),
            one.in_features.as_ref().map(|s| s.mean),
        );
        if let Some(many) = &one.how_many {
            println!(
                "   {} | sil {:?} bic {} gap {} like normal {}",
                many.why, many.by_silhouette, many.by_bic, many.by_gap, many.like_normal
            );
        }
        if let Some(noise) = &one.noise {
            let s: Vec<f64> = noise.shuffled.iter().filter_map(|l| l.stability).collect();
            println!(
                "   noise: real {:?}, shuffled {:?} stability mean {:.2}",
                noise.real,
                noise.of_noise(),
                s.iter().sum::<f64>() / s.len() as f64
            );
        }
        list.push(one);
    }
    let started_pairs = Instant::now();
    let found = Clusterings::new(inputs, list).unwrap();
    for pair in found.pairs.iter().chain(&found.with_labels) {
        println!(
            "   {} / {}: ARI {:?} AMI {:?} changed {}",
            pair.a.name,
            pair.b.name,
            pair.ari,
            pair.ami,
            pair.changed.len()
        );
    }
    println!("pairs {:?}, all {:?}", started_pairs.elapsed(), started.elapsed());
}
