//! PCA against scikit-learn, through the built program: `tests/reference/README.md` says how the values were
//! made.

use super::support::{data_set, dimlens, folder, json, text};
use serde_json::Value;

/// Eigenvalues agree to this share of the largest.
const TOLERANCE: f64 = 1e-9;
/// Components are compared where neighbouring eigenvalues lie further apart than this share of the largest.
const APART: f64 = 1e-4;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[test]
fn pca_equals_scikit_learn() {
    let reference: Value = serde_json::from_str(include_str!("../reference/pca.json")).unwrap();
    let sets = reference["sets"].as_array().unwrap();
    let mut left_out = 0;
    for set in sets {
        let file = set["file"].as_str().unwrap();
        let Some(path) = data_set(file) else {
            left_out += 1;
            continue;
        };
        compare(set, text(&path));
    }
    if left_out > 0 {
        println!("{left_out} of {} sets left out: DIMLENS_TEST_DATA is not set", sets.len());
    }
    assert!(sets.len() - left_out >= 7, "the shipped sets must be there");
}

fn compare(set: &Value, path: &str) {
    let names: Vec<&str> =
        set["feature_names"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    let dropped: Vec<&str> =
        set["dropped"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    let folder = folder();
    let out = folder.path().join("c.csv");
    let exclude = dropped.join(",");
    let mut args = vec!["embed", path, "--method", "pca", "--categories", "ignore", "--json"];
    args.extend(["--scale", set["scale"].as_str().unwrap(), "--components", "10"]);
    args.extend(["-o", text(&out)]);
    if !dropped.is_empty() {
        args.extend(["--exclude", &exclude]);
    }
    let found = json(&args);
    let label = format!("{} ({})", set["file"], set["scale"]);
    let ours: Vec<&str> =
        found["feature_names"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    assert_eq!(ours, names, "{label}");
    assert_eq!(found["rows"], set["rows"], "{label}");

    let wanted = numbers(&set["explained_variance"]);
    let values = numbers(&found["pca"]["explained_variance"]);
    assert_eq!(values.len(), wanted.len(), "{label}");
    for (a, b) in values.iter().zip(&wanted) {
        assert!((a - b).abs() <= TOLERANCE * wanted[0], "{label}: {a} and {b}");
    }
    let ratio = numbers(&found["pca"]["explained_variance_ratio"]);
    for (a, b) in ratio.iter().zip(numbers(&set["explained_variance_ratio"])) {
        assert!((a - b).abs() <= TOLERANCE, "{label}: ratio {a} and {b}");
    }
    let csv = std::fs::read_to_string(&out).unwrap();
    let names: Vec<String> = (1..=wanted.len().min(10)).map(|k| format!("pc{k}")).collect();
    assert_eq!(csv.lines().next().unwrap(), format!("row,x,y,{}", names.join(",")), "{label}");
    let components = set["components"].as_array().unwrap();
    for (k, component) in components.iter().enumerate() {
        let gap = |j: usize| (wanted[j] - wanted[k]).abs() > APART * wanted[0];
        if (k > 0 && !gap(k - 1)) || (k + 1 < wanted.len() && !gap(k + 1)) {
            continue;
        }
        let (ours, theirs) = (numbers(&found["pca"]["components"][k]), numbers(component));
        let sign = ours.iter().zip(&theirs).map(|(a, b)| a * b).sum::<f64>().signum();
        for (a, b) in ours.iter().zip(&theirs) {
            assert!((a - sign * b).abs() < 1e-7, "{label}, component {}: {a} and {b}", k + 1);
        }
        same_scores(set, &csv, k, sign, &label);
    }
}

/// The first five rows' scores, as written to the file.
fn same_scores(set: &Value, csv: &str, k: usize, sign: f64, label: &str) {
    let scores = set["scores_first_5_rows"].as_array().unwrap();
    for (line, wanted) in csv.lines().skip(1).zip(scores) {
        let cells: Vec<f64> = line.split(',').map(|c| c.parse().unwrap()).collect();
        let (ours, theirs) = (cells[3 + k], wanted[k].as_f64().unwrap());
        let close = (ours - sign * theirs).abs() < 1e-6 * (1.0 + theirs.abs());
        assert!(close, "{label}, row {}, PC{}: {ours} and {theirs}", cells[0], k + 1);
    }
}

/// The check can fail: the same columns without standardising do not pass for standardised ones.
#[test]
#[should_panic(expected = "and")]
fn another_preparation_does_not_pass() {
    let reference: Value = serde_json::from_str(include_str!("../reference/pca.json")).unwrap();
    let mut set = reference["sets"][1].clone();
    assert_eq!(set["scale"], "standard");
    set["scale"] = "none".into();
    let path = data_set(set["file"].as_str().unwrap()).unwrap();
    compare(&set, text(&path));
}

#[test]
fn linfas_own_pca_agrees_with_ours() {
    let path = data_set("benchmarks/sklearn_wine.csv").unwrap();
    let folder = folder();
    let run = |method: &str| {
        let out = folder.path().join(format!("{method}.csv"));
        let found = json(&["embed", text(&path), "--method", method, "--json", "-o", text(&out)]);
        numbers(&found["pca"]["explained_variance"])
    };
    let (ours, theirs) = (run("pca"), run("linfa-pca"));
    assert_eq!(ours.len(), theirs.len());
    for (a, b) in ours.iter().zip(&theirs) {
        assert!((a - b).abs() < 1e-9 * ours[0]);
    }
}

#[test]
fn linfas_other_methods_tell_what_they_did() {
    let path = data_set("benchmarks/sklearn_iris.csv").unwrap();
    let folder = folder();
    let run = |method: &str, seed: &str| {
        let out = folder.path().join(format!("{method}.csv"));
        let args = ["embed", text(&path), "--method", method, "--json", "--seed", seed];
        let found = json(&[&args[..], &["-o", text(&out)]].concat());
        assert_eq!((&found["method"], &found["rows"]), (&method.into(), &150.into()));
        assert!(found.get("pca").is_none() && found.get("tsne").is_none());
        (found, std::fs::read_to_string(&out).unwrap())
    };
    let (found, csv) = run("diffusion-map", "1");
    let left = numbers(&found["diffusion_map"]["eigenvalues"]);
    assert!(1.0 > left[0] && left[0] > left[1] && left[1] > 0.0);
    assert!(found["diffusion_map"]["bandwidth"].as_f64().unwrap() > 0.0);
    // Setosa, the first fifty, lies apart from the others.
    let first: Vec<f64> =
        csv.lines().skip(1).map(|l| l.split(',').nth(1).unwrap().parse().unwrap()).collect();
    let side = |points: &[f64]| points.iter().filter(|x| **x > 0.0).count();
    let (setosa, others) = (side(&first[..50]), side(&first[50..]));
    assert!((setosa == 0 && others >= 95) || (setosa == 50 && others <= 5), "{setosa}, {others}");
    let (_, once) = run("random-projection", "1");
    assert_eq!(run("random-projection", "1").1, once);
    assert_ne!(run("random-projection", "2").1, once);
    let few = folder.path().join("few.csv");
    std::fs::write(&few, "a,b\n1,2\n3,5\n4,4\n").unwrap();
    let output = dimlens(&["embed", text(&few), "--method", "diffusion-map"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("needs at least 31 rows"));
}

/// The rules' counts on iris, by hand from scikit-learn's eigenvalues 2.918, 0.914, 0.147, 0.021.
#[test]
fn the_rules_for_the_number_of_components_are_told() {
    let path = data_set("benchmarks/sklearn_iris.csv").unwrap();
    let found = json(&["embed", text(&path), "--json"]);
    let rules = &found["pca"]["rules"];
    assert_eq!(rules["kaiser"]["components"], 1);
    assert_eq!(rules["broken_stick"]["components"], 1);
    let counts: Vec<u64> = rules["cumulative"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["components"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [2, 2, 2]);
    assert_eq!(rules["reading"], "Kaiser 1, broken stick 1: one component.");
    assert!(rules.get("parallel_analysis").is_none(), "it takes time, so it is asked for");

    let found = json(&["embed", text(&path), "--json", "--parallel-analysis"]);
    let rules = &found["pca"]["rules"];
    let reading = "Kaiser 1, broken stick 1, parallel analysis 1: one component.";
    assert_eq!(rules["reading"], reading);
    assert_eq!(rules["parallel_analysis"]["permutations"], 100);
    assert_eq!(numbers(&rules["parallel_analysis"]["line"]).len(), 4);
}

/// T2 and SPE of every row and their limits, against numpy and scipy, through the file that is written.
#[test]
fn outliers_are_written_beside_the_coordinates() {
    let path = data_set("benchmarks/sklearn_wine.csv").unwrap();
    let folder = folder();
    let out = folder.path().join("w.csv");
    let args = ["embed", text(&path), "--json", "--outliers", "--components", "3"];
    // The cultivar is a label by its role, not by its name.
    let found = json(&[&args[..], &["--label", "cultivar", "-o", text(&out)]].concat());
    let reference: Value =
        serde_json::from_str(include_str!("../reference/pca_more.json")).unwrap();
    let wanted = &reference["wine"];
    let outliers = &found["pca"]["outliers"];
    assert_eq!(outliers["components"], 3);
    for key in ["t2_limit", "spe_limit"] {
        let (a, b) = (outliers[key].as_f64().unwrap(), wanted[key].as_f64().unwrap());
        assert!((a / b - 1.0).abs() < 1e-9, "{key}: {a} and {b}");
    }
    let csv = std::fs::read_to_string(&out).unwrap();
    assert!(csv.starts_with("row,x,y,pc1,pc2,pc3,t2,spe,cos2\n"));
    let limit = outliers["t2_limit"].as_f64().unwrap();
    let mut far = Vec::new();
    for (at, line) in csv.lines().skip(1).enumerate() {
        let cells: Vec<f64> = line.split(',').map(|c| c.parse().unwrap()).collect();
        for (cell, key) in [(6, "t2"), (7, "spe"), (8, "cos2")] {
            let wanted = wanted[key][at].as_f64().unwrap();
            assert!((cells[cell] - wanted).abs() < 1e-9 * (1.0 + wanted), "{key}, row {}", at + 1);
        }
        if cells[6] > limit {
            far.push(cells[0]);
        }
    }
    assert_eq!(numbers(&outliers["rows_beyond_t2"]), far);
    assert!(!far.is_empty());
}

#[test]
fn what_only_pca_tells_is_refused_of_other_methods() {
    let path = data_set("benchmarks/sklearn_iris.csv").unwrap();
    for options in [
        &["--outliers"][..],
        &["--parallel-analysis"],
        &["--varimax", "--json"],
        &["--bootstrap", "50", "--json"],
    ] {
        let args = [&["embed", text(&path), "--method", "tsne"][..], options].concat();
        let output = dimlens(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("--method pca"));
    }
}

/// Labels and columns that were left out do not shape the components and are laid over them.
#[test]
fn columns_that_took_no_part_are_laid_over_the_components() {
    let path = data_set("benchmarks/sklearn_iris.csv").unwrap();
    let found = json(&["embed", text(&path), "--json", "--exclude", "petal_width"]);
    assert_eq!(found["features"], 3);
    let told = &found["pca"]["supplementary"];
    let column = &told["columns"][0];
    assert_eq!((&column["name"], &column["rows"]), (&"petal_width".into(), &150.into()));
    assert!(numbers(&column["correlations"])[0] > 0.8, "as petal length, which it goes with");
    let species = &told["categories"][0];
    assert_eq!(species["name"], "species");
    let levels = species["levels"].as_array().unwrap();
    assert_eq!(levels.len(), 3);
    // Over all rows the centres weigh out.
    for k in 0..2 {
        let sum: f64 = levels.iter().map(|l| 50.0 * numbers(&l["centroid"])[k]).sum();
        assert!(sum.abs() < 1e-9);
    }
    // A number that means "not known" is no value here either.
    let folder = folder();
    let file = folder.path().join("t.csv");
    std::fs::write(&file, "a,b,c\n1,5,1\n2,3,2\n3,4,-1\n4,9,4\n5,1,5\n").unwrap();
    let args = ["embed", text(&file), "--json", "--exclude", "c", "--set", "c:missing=-1"];
    assert_eq!(json(&args)["pca"]["supplementary"]["columns"][0]["rows"], 4);
}

#[test]
fn varimax_and_bootstrap_are_told_where_asked_for() {
    let path = data_set("benchmarks/sklearn_wine.csv").unwrap();
    let args = ["embed", text(&path), "--json", "--label", "cultivar", "--components", "3"];
    let found = json(&[&args[..], &["--varimax", "--bootstrap", "200"]].concat());
    let reference: Value =
        serde_json::from_str(include_str!("../reference/pca_more.json")).unwrap();
    for (k, wanted) in reference["wine"]["varimax"].as_array().unwrap().iter().enumerate() {
        let loadings = numbers(&found["pca"]["varimax"]["loadings"][k]);
        for (a, b) in loadings.iter().zip(numbers(wanted)) {
            assert!((a - b).abs() < 1e-6, "{a} and {b}");
        }
    }
    let told = &found["pca"]["bootstrap"];
    assert_eq!((&told["resamples"], &told["restandardised"]), (&200.into(), &true.into()));
    let values = numbers(&found["pca"]["explained_variance"]);
    let first = numbers(&told["eigenvalues"][0]);
    assert!(first[0] < values[0] && values[0] < first[1] && first[1] < 1.2 * values[0]);
    assert_eq!(told["loadings"][2].as_array().unwrap().len(), 13);
    assert_eq!(numbers(&told["likeness"]).len(), 3);
}
