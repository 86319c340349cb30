//! `dimlens explain` of the built program.

use super::support::{dimlens, failure, json, run, sample, text};
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
