//! t-SNE against openTSNE's, through the built program: the median divergence and trustworthiness over five seeds.

use super::support::{data_set, folder, json, names, points, prepared, text};
use serde_json::Value;

/// How much worse than the reference's median ours may be.
const WORSE: f64 = 0.01;
/// Neighbours that trustworthiness looks at, as in the reference.
const NEIGHBOURS: usize = 15;

#[test]
fn maps_are_as_good_as_those_of_opentsne() {
    let reference: Value = serde_json::from_str(include_str!("../reference/tsne.json")).unwrap();
    let mut compared = 0;
    for set in reference["sets"].as_array().unwrap() {
        // The larger sets have their place in the benchmark.
        let small = set["rows"].as_u64().unwrap() < 2000;
        if let Some(path) = data_set(set["file"].as_str().unwrap()).filter(|_| small) {
            compare(set, text(&path));
            compared += 1;
        }
    }
    assert!(compared >= 5, "the shipped sets must be there");
}

fn compare(set: &Value, path: &str) {
    let dropped: Vec<&str> = names(&set["dropped"]);
    let exclude = dropped.join(",");
    let folder = folder();
    let (mut kl, mut trust, mut first) = (Vec::new(), Vec::new(), f64::INFINITY);
    let matrix = prepared(path, &dropped, set["scale"] == "standard");
    let mut map = Vec::new();
    for seed in 0..5 {
        let (out, seed) = (folder.path().join("map.csv"), seed.to_string());
        let mut args = vec!["embed", path, "--method", "tsne", "--categories", "ignore", "--json"];
        args.extend(["--scale", set["scale"].as_str().unwrap(), "--seed", &seed, "-o", text(&out)]);
        args.extend(["--exclude", &exclude]);
        let found = json(&args);
        kl.push(found["tsne"]["kl_divergence"].as_f64().unwrap());
        first = first.min(found["tsne"]["kl_curve"][0][1].as_f64().unwrap());
        map = points(text(&out));
        trust.push(trustworthiness(&matrix, &map));
    }
    let label = format!("{} ({})", set["file"], set["scale"]);
    let most = set["kl_median"].as_f64().unwrap() * (1.0 + WORSE);
    let least = set["trustworthiness_15_median"].as_f64().unwrap() * (1.0 - WORSE);
    println!(
        "{label}: KL {:.4} (at most {most:.4}), trustworthiness {:.4} (at least {least:.4})",
        median(&kl),
        median(&trust)
    );
    assert!(median(&kl) <= most, "{label}: KL {} over {most}", median(&kl));
    assert!(median(&trust) >= least, "{label}: trustworthiness {}", median(&trust));
    // The checks can fail: the start, and the map with its rows exchanged.
    assert!(first > most, "{label}: the start has a KL of {first}");
    map.rotate_left(matrix.len() / 3);
    assert!(trustworthiness(&matrix, &map) < least, "{label}");
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Venna and Kaski (2001), by its definition.
fn trustworthiness(matrix: &[Vec<f64>], map: &[Vec<f64>]) -> f64 {
    let (n, k) = (matrix.len(), NEIGHBOURS);
    let order = |points: &[Vec<f64>], i: usize| {
        let square = |j: &usize| -> f64 {
            points[i].iter().zip(&points[*j]).map(|(a, b)| (a - b) * (a - b)).sum()
        };
        let mut others: Vec<usize> = (0..n).filter(|&j| j != i).collect();
        others.sort_by_cached_key(|j| (square(j).to_bits(), *j));
        others
    };
    let mut penalty = 0;
    for i in 0..n {
        let mut rank = vec![0; n];
        for (at, j) in order(matrix, i).into_iter().enumerate() {
            rank[j] = at + 1;
        }
        penalty += order(map, i)[..k].iter().map(|&j| rank[j].saturating_sub(k)).sum::<usize>();
    }
    1.0 - 2.0 * penalty as f64 / (n * k * (2 * n - 3 * k - 1)) as f64
}
