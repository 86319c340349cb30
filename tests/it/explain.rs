//! `dimlens explain` of the built program.

use super::support::{dimlens, failure, folder, json, run, sample, text};
use serde_json::Value;

fn explained(topic: &str, more: &[&str]) -> Value {
    let path = sample("penguins");
    let args = ["explain", text(&path), "--topic", topic, "--json", "-q"];
    json(&[&args[..], more].concat())
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn a_score_is_the_place_that_embed_writes() {
    let path = sample("penguins");
    let places = run(&["embed", text(&path), "--method", "pca", "-q"]);
    let line = places.lines().find(|line| line.starts_with("40,")).unwrap();
    let x: f64 = line.split(',').nth(1).unwrap().parse().unwrap();
    let found = explained("score", &["--row", "40"]);
    assert_eq!((&found["topic"], &found["row"]), (&"score".into(), &40.into()));
    let terms = found["terms"].as_array().unwrap();
    let sum: f64 = terms.iter().map(|term| number(&term["product"])).sum();
    assert!((sum - x).abs() < 1e-9 && (number(&found["sum"]) - x).abs() < 1e-9, "{sum} {x}");
    assert_eq!(number(&found["score"]), x);
    for term in terms {
        let product = number(&term["value"]) * number(&term["coefficient"]);
        assert!((product - number(&term["product"])).abs() < 1e-15);
        assert!(term["feature"].is_string());
    }
    for step in found["steps"].as_array().unwrap() {
        assert!(step["text"].is_string() && step.get("value").is_some());
    }
}

#[test]
fn the_gradient_holds_for_ten_customers() {
    for row in [1, 35, 70, 105, 140, 175, 210, 245, 280, 344] {
        let row = row.to_string();
        let found = explained("gradient", &["--row", &row, "--iterations", "300"]);
        for key in ["analytic", "finite_difference"] {
            assert_eq!(found[key].as_array().unwrap().len(), 2, "{key}");
        }
        assert!(number(&found["relative_error"]) < 1e-6, "row {row}: {}", found["relative_error"]);
    }
}

#[test]
fn every_topic_says_its_numbers_for_any_number_of_threads() {
    for (topic, key) in [
        ("preparing", "values"),
        ("covariance", "correlation"),
        ("eigenvectors", "turned"),
        ("svd", "singular_values"),
        ("high-dimension", "nearest_over_farthest"),
        ("perplexity", "tried"),
        ("neighbours", "in_data"),
        ("jacobian", "entries"),
        ("metrics", "ari"),
        ("system", "objectives"),
    ] {
        let with = |threads: &str| explained(topic, &["--iterations", "60", "--threads", threads]);
        let found = with("1");
        assert!(found.get(key).is_some(), "{topic}: {found}");
        assert_eq!(found, with("3"), "{topic}");
        assert!(found["sentence"].as_str().unwrap().ends_with('.'));
        assert!(!found["formulas"].as_array().unwrap().is_empty() && found["source"].is_string());
    }
}

#[test]
fn it_reads_well_and_says_what_is_wrong() {
    let path = sample("penguins");
    let said = run(&["explain", text(&path), "--topic", "covariance", "-q"]);
    assert!(said.starts_with("Covariance: How do two columns go together?"), "{said}");
    assert!(said.contains("the correlation") && said.contains("Jolliffe (2002)"), "{said}");
    let wrong = failure(&["explain", text(&path), "--topic", "score", "--row", "345", "-q"]);
    assert!(wrong.contains("row 345") && wrong.contains("1 to 344"), "{wrong}");
    for args in [["--topic", "nonsense"], ["--row", "0"]] {
        let args = [&["explain", text(&path), "-q"][..], &args].concat();
        let output = dimlens(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn all_topics_are_told_at_once_and_their_figures_drawn() {
    let (path, folder) = (sample("penguins"), folder());
    let out = folder.path().join("m.svg");
    let args = ["explain", text(&path), "--topic", "all", "--row", "40", "--iterations", "60"];
    let found = json(&[&args[..], &["-o", text(&out), "--json", "-q"]].concat());
    let topics = found["topics"].as_array().unwrap();
    assert_eq!(topics.len(), 12);
    let files = found["files"].as_array().unwrap();
    assert!(files.len() > topics.len(), "{files:?}");
    for file in files {
        let svg = std::fs::read_to_string(file.as_str().unwrap()).unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("NaN"), "{file}");
    }
    for topic in topics {
        let key = topic["topic"].as_str().unwrap();
        assert!(folder.path().join(format!("m-{key}.svg")).exists(), "{key}");
    }
    let book = folder.path().join("m.pdf");
    run(&[&args[..], &["-o", text(&book), "-q"]].concat());
    assert!(std::fs::read(&book).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn one_topic_s_figures_are_numbered_and_the_table_is_never_written_over() {
    let (path, folder) = (sample("penguins"), folder());
    let out = folder.path().join("pair.png");
    let args = ["explain", text(&path), "--topic", "covariance", "-q", "-o"];
    let said = run(&[&args[..], &[text(&out)]].concat());
    assert!(said.starts_with("Covariance: "), "{said}");
    for name in ["pair.png", "pair-2.png"] {
        assert!(std::fs::read(folder.path().join(name)).unwrap().starts_with(b"\x89PNG"), "{name}");
    }
    let wrong = failure(&[&args[..], &["figure.docx"]].concat());
    assert!(wrong.contains(".svg") && wrong.contains(".pdf"), "{wrong}");
}

#[test]
fn a_table_too_small_for_t_sne_is_told_as_far_as_it_goes() {
    let folder = folder();
    let table = folder.path().join("three.csv");
    std::fs::write(&table, "a,b\n1,2\n2,1\n5,3\n").unwrap();
    let found = json(&["explain", text(&table), "--topic", "all", "--json", "-q"]);
    let topics = found["topics"].as_array().unwrap();
    let untold: Vec<&str> = topics
        .iter()
        .filter(|topic| topic["error"].is_string())
        .filter_map(|topic| topic["topic"].as_str())
        .collect();
    assert_eq!(untold, ["perplexity", "neighbours", "gradient", "metrics"]);
}
