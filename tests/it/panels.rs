//! The panels that explain a PCA, from the command line and in the window.

use super::support::{dimlens, failure, folder, json, run, sample, text, wrong_usage};
use super::window::{opened, press};
use egui_kittest::kittest::Queryable;

/// `right` is `left` but for a hair, and `alone` is of its own: PC1 is the pair, PC2 the third.
const PAIR: &str =
    "left,right,alone\n1,1.1,5\n2,2,1\n3,2.9,4\n4,4.1,2\n5,5,3\n6,5.9,5\n7,7.1,1\n8,8,4\n";

fn caption(file: &str, more: &[&str]) -> String {
    let folder = folder();
    let out = folder.path().join("figure.svg");
    let mut args = vec!["plot", file, "--json", "-o", text(&out)];
    args.extend(more);
    let found = json(&args);
    assert!(std::fs::read_to_string(&out).unwrap().starts_with("<svg"), "{more:?}");
    found["caption"].as_str().unwrap().to_owned()
}

#[test]
fn every_panel_is_drawn_and_reads_the_data() {
    let folder = folder();
    let path = folder.path().join("pair.csv");
    std::fs::write(&path, PAIR).unwrap();
    for (figure, words) in [
        ("scree", "The first 2 components keep 100 % of the variance"),
        ("loadings", "PC1: "),
        ("heatmap", "PC2: alone +"),
        ("biplot", "distances between rows are true"),
        ("circle", "This plane carries"),
        ("contributions", "2 of 3 features contribute more than the average of 33.3 % to PC1"),
        ("cos2", "PC1 and PC2 carry"),
        ("outliers", "rows are beyond the limit"),
    ] {
        let found = caption(text(&path), &["--figure", figure]);
        assert!(found.contains(words), "{figure}: {found}");
        assert!(found.contains("pair.csv: PCA, 8 rows, 3 features"), "{figure}: {found}");
    }
    let found = caption(text(&path), &["--figure", "biplot", "--scaling", "covariance"]);
    assert!(found.contains("angles and lengths of arrows"), "{found}");
    let found = caption(text(&path), &["--figure", "contributions", "--component", "2"]);
    assert!(found.starts_with("1 of 3 features contributes"), "{found}");
}

#[test]
fn any_pair_of_components_is_drawn_and_flipped_everywhere() {
    let folder = folder();
    let path = folder.path().join("pair.csv");
    std::fs::write(&path, PAIR).unwrap();
    let file = text(&path);
    assert!(caption(file, &["--figure", "loadings", "--flip", "x"]).contains("left \u{2212}"));
    assert!(caption(file, &["--figure", "biplot", "--axes", "2,3"]).contains("PC2 and PC3 keep"));
    let out = folder.path().join("map.svg");
    run(&["plot", file, "--axes", "3,1", "-q", "-o", text(&out)]);
    let svg = std::fs::read_to_string(&out).unwrap();
    let (x, y) = (svg.find("PC3 (").unwrap(), svg.find("PC1 (").unwrap());
    assert!(x < y, "x is named before y");
}

#[test]
fn what_is_not_there_is_refused() {
    let folder = folder();
    let path = folder.path().join("pair.csv");
    std::fs::write(&path, PAIR).unwrap();
    let out = folder.path().join("figure.svg");
    for (more, words) in [
        (["--axes", "3,4"], "there is no PC4: this table has 3"),
        (["--axes", "2,2"], "two different components"),
        (["--flip", "z"], "x, y or xy"),
        (["--method", "tsne"], "needs --method pca"),
    ] {
        let mut args = vec!["plot", text(&path), "--figure", "biplot", "-o", text(&out)];
        args.extend(more);
        let output = dimlens(&args).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && error.contains(words), "{more:?}: {error}");
        assert!(!out.exists());
    }
}

#[test]
fn contradictions_are_wrong_usage_and_what_can_be_compared_is_named_before_the_work() {
    let (folder, penguins) = (folder(), sample("penguins"));
    let out = folder.path().join("figure.svg");
    let plot = ["plot", text(&penguins), "-o", text(&out)];
    for (more, words) in [
        (&["--figure", "scree", "--method", "tsne"][..], "use --method pca"),
        (&["--figure", "kl"], "use --method tsne"),
        (&["--figure", "loadings", "--method", "tsne"], "needs --method pca"),
        (&["--method", "tsne", "--axes", "2,3"], "--axes"),
        (&["--method", "tsne", "--faint"], "--faint"),
        (&["--width", "1px"], "--width"),
        (&["--bootstrap", "9"], "--figure scree"),
    ] {
        let error = wrong_usage(&[&plot[..], more].concat());
        assert!(error.contains(words), "{error}");
    }
    for pair in ["features,pca-map,tsne-map", "nobody,features", "species,species"] {
        let more = ["--figure", "contingency", "--between", pair];
        let error = failure(&[&plot[..], &more].concat());
        assert!(error.contains("cannot be compared") && error.contains("(species)"), "{error}");
    }
    assert!(!out.exists());
}

#[test]
fn the_window_shows_them_in_tabs() {
    let mut harness = opened(text(&sample("penguins")));
    press(&mut harness, "Loadings");
    harness.run_steps(4);
    assert!(harness.query_all_by_label_contains("Loadings of PC1").next().is_some());
    harness.get_by_label("All").click();
    harness.run_steps(4);
    harness.get_by_label("Correlations of columns with components");
    press(&mut harness, "Biplot");
    harness.run_steps(4);
    harness.get_by_label("PCA biplot, form scaling");
    harness.get_by_label("Covariance").click();
    harness.run_steps(4);
    harness.get_by_label("PCA biplot, covariance scaling");
    harness.get_by_label("Correlation circle").click();
    harness.run_steps(4);
    assert_eq!(harness.query_all_by_label("Correlation circle").count(), 2, "button and figure");
}
