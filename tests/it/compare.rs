//! `dimlens compare` of the built program.

use super::support::{dimlens, failure, folder, json, run, sample, text};
use std::fmt::Write;

/// A small table of noise: no relation between its columns.
fn noise() -> String {
    let mut state = 11_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let mut text = String::from("a,b,c,d,e\n");
    for _ in 0..150 {
        let cells: Vec<String> = (0..5).map(|_| format!("{:.6}", next())).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

#[test]
fn json_keeps_the_contract_and_is_the_same_for_any_number_of_threads() {
    let path = sample("penguins");
    let with = |threads: &str| {
        let args = ["--json", "--iterations", "150", "--threads", threads];
        let mut found = json(&[&["compare", text(&path)], &args[..]].concat());
        assert_eq!(found["threads"], threads.parse::<u64>().unwrap());
        assert!(found["seconds"]["total"].as_f64().unwrap() > 0.0);
        found["seconds"].take();
        found["threads"].take();
        found
    };
    let found = with("1");
    assert_eq!(found, with("2"));
    assert_eq!((&found["rows"], &found["seed"]), (&344.into(), &42.into()));
    for map in ["pca", "tsne"] {
        let map = &found["maps"][map];
        for key in ["trustworthiness", "continuity", "neighbours_kept", "shepard"] {
            let value = map[key].as_f64().unwrap();
            assert!(value > 0.0 && value <= 1.0, "{key} {value}");
        }
        let curves = &map["curves"];
        assert_eq!((&curves["k"][0], &curves["k"][95]), (&5.into(), &100.into()));
        assert_eq!(curves["neighbours_kept"][10], map["neighbours_kept"]);
    }
    assert!(found["agreement"]["neighbours_shared"].as_f64().is_some());
    assert!(found["agreement"]["procrustes"].as_f64().is_some());
    let clusterings = found["clusterings"].as_array().unwrap();
    let spaces: Vec<&str> = clusterings.iter().map(|c| c["space"].as_str().unwrap()).collect();
    assert_eq!(spaces, ["pca-map", "tsne-map", "features"]);
    for one in clusterings {
        let sizes = one["sizes"].as_array().unwrap();
        assert_eq!(one["k"].as_u64().unwrap() as usize, sizes.len());
        assert_eq!(sizes.iter().map(|size| size.as_u64().unwrap()).sum::<u64>(), 344);
        assert!(one["name"].is_string() && one["silhouette"].is_number(), "{one}");
    }
    assert!(clusterings[1]["warning"].as_str().unwrap().contains("mean nothing"));
    let pairs = found["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 3);
    assert!(pairs.iter().all(|pair| pair["ari"].is_number() && pair["ami"].is_number()));
    // Each with the species.
    assert_eq!(found["with_labels"].as_array().map(Vec::len), Some(3));
    let verdict = &found["verdict"];
    // Three species, on islands, of two sexes: the plane shows the species, t-SNE all of it.
    assert_eq!(verdict["choice"], "both");
    let reasons = verdict["reasons"].as_array().unwrap();
    assert!((3..=5).contains(&reasons.len()));
    let digits = |reason: &serde_json::Value| reason.as_str().unwrap().contains(char::is_numeric);
    assert!(reasons.iter().all(digits), "each reason holds a number: {reasons:?}");
    assert!(verdict["would_change"].as_array().is_some_and(|found| !found.is_empty()));
    let clusterings = found["clusterings"].as_array().unwrap();
    let spaces: Vec<&str> = clusterings.iter().map(|c| c["space"].as_str().unwrap()).collect();
    assert_eq!(spaces, ["pca-map", "tsne-map", "features"]);
    for clustering in clusterings {
        let sizes = clustering["sizes"].as_array().unwrap();
        assert_eq!(clustering["k"], sizes.len());
        assert_eq!(sizes.iter().map(|size| size.as_u64().unwrap()).sum::<u64>(), 344);
        assert!(clustering["silhouette"].as_f64().is_some_and(|found| found > 0.2));
        assert_eq!(clustering["how_many"]["chosen"], clustering["k"]);
        for cluster in clustering["clusters"].as_array().unwrap() {
            let sentence = cluster["card"]["sentence"].as_str().unwrap();
            assert!(sentence.ends_with('.') && !sentence.starts_with("No column"), "{sentence}");
        }
    }
    assert_eq!(clusterings[2]["noise_control"]["noise_looks_like_this"], false);
    let pairs = found["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 3);
    assert!(pairs.iter().all(|pair| pair["ari"].is_number() && pair["ami"].is_number()));
    assert_eq!(found["with_labels"][2]["b"], "species");
    let confidence = verdict["confidence"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&confidence));
    assert!(found["notices"].as_array().is_some_and(|found| !found.is_empty()));
}

#[test]
fn in_words_the_verdict_comes_first_and_noise_is_called_noise() {
    let folder = folder();
    let path = folder.path().join("noise.csv");
    std::fs::write(&path, noise()).unwrap();
    let said = run(&["compare", text(&path), "--iterations", "150", "--quiet"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "noise.csv: 150 rows, 5 features");
    assert!(lines[2].starts_with("Use neither (confidence 0."), "{said}");
    assert!(said.contains("Why\n") && said.contains("What would change it\n"), "{said}");
    assert!(lines.iter().all(|line| line.chars().count() <= 100), "{said}");
    let found = json(&["compare", text(&path), "--iterations", "150", "--json"]);
    assert_eq!(found["verdict"]["choice"], "neither");
}

#[test]
fn few_rows_are_judged_with_less_confidence_and_too_few_not_at_all() {
    let folder = folder();
    let path = folder.path().join("few.csv");
    let noise = noise();
    let lines = |count: usize| noise.split_inclusive('\n').take(count).collect::<String>();
    std::fs::write(&path, lines(13)).unwrap();
    let found = json(&["compare", text(&path), "--json"]);
    assert!(found["verdict"]["confidence"].as_f64().unwrap() < 0.7);
    assert!(found["verdict"]["would_change"][0].as_str().unwrap().contains("12 rows"));
    for rows in [5, 6, 7] {
        std::fs::write(&path, lines(rows)).unwrap();
        json(&["compare", text(&path), "--json"]);
    }
    std::fs::write(&path, lines(4)).unwrap();
    let error = failure(&["compare", text(&path), "--json"]);
    assert!(error.contains("t-SNE needs at least 4 rows"), "{error}");
}

#[test]
fn a_column_and_two_columns_are_compared_too() {
    let folder = folder();
    let path = folder.path().join("narrow.csv");
    std::fs::write(&path, noise()).unwrap();
    for columns in ["a", "a,b"] {
        let args = ["compare", text(&path), "--columns", columns, "--json", "--iterations", "90"];
        let found = json(&args);
        assert_eq!(found["verdict"]["choice"], "neither", "{columns}: {found}");
    }
}

#[test]
fn the_number_of_clusters_and_the_way_to_them_can_be_asked_for() {
    let path = sample("penguins");
    let args = ["--clusters", "4", "--cluster-method", "hierarchical", "--iterations", "60"];
    let found = json(&[&["compare", text(&path), "--json"], &args[..]].concat());
    for one in found["clusterings"].as_array().unwrap() {
        assert_eq!((&one["k"], &one["method"]), (&4.into(), &"hierarchical".into()));
    }
    let output = dimlens(&["compare", text(&path), "--clusters", "0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_belongs_to_one_method_only_is_refused() {
    let path = sample("penguins");
    let output = dimlens(&["compare", text(&path), "--method", "pca"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn clusters_are_found_as_asked() {
    let path = sample("penguins");
    let with = |more: &[&str]| {
        json(&[&["compare", text(&path), "--json", "--iterations", "60"], more].concat())
    };
    let found = with(&["--clusters", "4", "--cluster-method", "hierarchical"]);
    let clusterings = found["clusterings"].as_array().unwrap();
    assert!(clusterings.iter().all(|c| c["k"] == 4 && c["method"] == "hierarchical"));
    assert!(clusterings[0]["how_many"].is_null(), "nobody asked");
    let found = with(&["--cluster-method", "hdbscan"]);
    for clustering in found["clusterings"].as_array().unwrap() {
        let sizes = clustering["sizes"].as_array().unwrap();
        let grouped: u64 = sizes.iter().map(|size| size.as_u64().unwrap()).sum();
        assert_eq!(grouped + clustering["noise"].as_u64().unwrap(), 344);
    }
    let wrong = dimlens(&["compare", text(&path), "--clusters", "3", "--cluster-method", "dbscan"]);
    assert_eq!(code_of(wrong), (2, true));
}

/// The exit status, and whether the reason is that the method finds the number by itself.
fn code_of(mut command: std::process::Command) -> (i32, bool) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), said.contains("finds the number by itself"))
}

#[test]
fn clusters_are_drawn_in_four_ways() {
    let dir = folder();
    let path = sample("penguins");
    let draw = |figure: &str, more: &[&str]| {
        let out = dir.path().join(format!("{figure}.svg"));
        let args = ["plot", text(&path), "--figure", figure, "--iterations", "100", "-q", "-o"];
        run(&[&args[..], &[text(&out)], more].concat());
        std::fs::read_to_string(&out).unwrap()
    };
    let counts = draw("contingency", &["--between", "features,species"]);
    for word in ["Cluster 1", "Adelie", "Gentoo", "species", "Adjusted Rand index"] {
        assert!(counts.contains(word), "{word}");
    }
    let flow = draw("clusters-flow", &[]);
    assert!(flow.contains("t-SNE map, k-means") && flow.matches("<path d=\"M").count() > 4);
    let silhouettes = draw("silhouette", &["--clusters", "4", "--space", "components"]);
    assert!(silhouettes.contains("Cluster 4 (") && silhouettes.contains("First components"));
    assert!(draw("how-many", &[]).contains("gap statistic: "));
    let wrong = |figure: &str, more: &[&str]| {
        let out = dir.path().join("wrong.svg");
        let args = ["plot", text(&path), "--figure", figure, "-q", "-o", text(&out)];
        let said = failure(&[&args[..], more].concat());
        assert!(!out.exists());
        said
    };
    assert!(wrong("contingency", &["--between", "features,sex_"]).contains("species"));
    assert!(wrong("silhouette", &["--clusters", "1"]).contains("--clusters"));
    assert!(wrong("how-many", &["--clusters", "3"]).contains("was not looked for"));
}
