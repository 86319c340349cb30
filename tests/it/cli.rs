//! The headless commands of the built program.

use super::support::{dimlens, folder, json, run, run_with_input, sample, text};
use std::collections::BTreeSet;

fn records(csv: &str) -> Vec<Vec<&str>> {
    csv.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn info_says_what_was_understood() {
    let info = json(&["info", text(&sample("wa_churn")), "--json"]);
    assert_eq!(info["rows"], 7043);
    assert_eq!(info["separator"], ",");
    assert_eq!(info["format"], "csv");
    let columns = info["columns"].as_array().unwrap();
    let column = |name: &str| columns.iter().find(|c| c["name"] == name).unwrap();
    assert_eq!(columns.len(), 20);
    assert_eq!(column("churn")["role"], "label");
    assert_eq!(column("total_charges")["missing"], 11);
    assert_eq!(column("total_charges")["type"], "decimal");
    assert_eq!(column("contract")["type"], "text");
    assert_eq!(column("contract")["distinct"], 3);
    let words = run(&["info", text(&sample("wa_churn")), "--quiet"]);
    assert!(words.contains("7,043 rows, 20 columns"));
}

#[test]
fn embed_writes_rows_coordinates_components_and_kept_columns() {
    let csv = run(&[
        "embed",
        text(&sample("penguins")),
        "--components",
        "3",
        "--keep",
        "species,sex",
        "--quiet",
    ]);
    let records = records(&csv);
    assert_eq!(records[0], ["row", "x", "y", "pc1", "pc2", "pc3", "species", "sex"]);
    assert_eq!(records.len(), 345);
    assert_eq!((records[1][0], records[344][0]), ("1", "344"));
    for record in &records[1..] {
        assert_eq!((record[1], record[2]), (record[3], record[4]), "the map is PC1 and PC2");
        assert!(record[1..6].iter().all(|v| v.parse::<f64>().unwrap().is_finite()));
    }
    // The fourth penguin is not known but by species.
    assert_eq!(records[4][6..], ["Adelie", ""]);
}

#[test]
fn embed_json_keeps_the_contract() {
    let folder = folder();
    let out = folder.path().join("c.csv");
    let path = sample("digits");
    let found = json(&["embed", text(&path), "--json", "--threads", "2", "-o", text(&out)]);
    for key in
        ["method", "rows", "features", "feature_names", "settings", "seed", "threads", "notices"]
    {
        assert!(!found[key].is_null(), "{key}");
    }
    for key in ["read", "prepare", "neighbours", "optimise", "total"] {
        assert!(found["seconds"][key].as_f64().unwrap() >= 0.0, "{key}");
    }
    assert_eq!(found["threads"], 2);
    // 64 pixels, three of them constant; the digit is set aside.
    assert_eq!(found["features"], 61);
    let pca = &found["pca"];
    assert_eq!(pca["explained_variance"].as_array().unwrap().len(), 61);
    assert_eq!(pca["components"].as_array().unwrap().len(), 2);
    assert_eq!(pca["mean"].as_array().unwrap().len(), 61);
    assert_eq!(pca["scale"].as_array().unwrap().len(), 61);
    assert!(found["notices"].to_string().contains("pixel_0_0"));
    assert!(found.get("tsne").is_none());
}

#[test]
fn mean_and_scale_are_those_of_the_raw_columns() {
    let folder = folder();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, "a,b\n1,10\n2,30\n3,20\n").unwrap();
    let out = folder.path().join("c.csv");
    for scale in ["standard", "none"] {
        let found = json(&["embed", text(&path), "--scale", scale, "--json", "-o", text(&out)]);
        assert_eq!(found["pca"]["mean"], serde_json::json!([2.0, 20.0]), "{scale}");
        let divided = if scale == "standard" { [1.0, 10.0] } else { [1.0, 1.0] };
        assert_eq!(found["pca"]["scale"], serde_json::json!(divided), "{scale}");
    }
}

#[test]
fn tsne_gives_finite_coordinates_that_keep_species_together() {
    let folder = folder();
    let out = folder.path().join("t.csv");
    let found = json(&[
        "embed",
        text(&sample("penguins")),
        "--method",
        "tsne",
        "--keep",
        "species",
        "--json",
        "-o",
        text(&out),
    ]);
    assert_eq!(found["tsne"]["iterations"], 750);
    assert_eq!(found["settings"]["tsne"]["perplexity"], 30.0);
    let csv = std::fs::read_to_string(&out).unwrap();
    let points: Vec<(f64, f64, &str)> = records(&csv)[1..]
        .iter()
        .map(|r| (r[1].parse().unwrap(), r[2].parse().unwrap(), r[3]))
        .collect();
    assert!(points.iter().all(|p| p.0.is_finite() && p.1.is_finite()));
    let alike = |places: &[(f64, f64)]| {
        let right = (0..points.len()).filter(|&i| {
            let d = |j: usize| {
                (places[i].0 - places[j].0).powi(2) + (places[i].1 - places[j].1).powi(2)
            };
            let nearest =
                (0..points.len()).filter(|&j| j != i).min_by(|&a, &b| d(a).total_cmp(&d(b)));
            points[nearest.unwrap()].2 == points[i].2
        });
        right.count() as f64 / points.len() as f64
    };
    let map: Vec<(f64, f64)> = points.iter().map(|p| (p.0, p.1)).collect();
    assert!(alike(&map) > 0.95, "{}", alike(&map));
    // The check can fail: on a map that knows nothing of the data it does.
    let random: Vec<(f64, f64)> = (0..map.len())
        .map(|i| (f64::from(i as u32 * 7919 % 344), f64::from(i as u32 * 131 % 343)))
        .collect();
    assert!(alike(&random) < 0.6, "{}", alike(&random));
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let path = sample("wa_churn");
    let with = |threads| {
        run(&["embed", text(&path), "--components", "4", "--threads", threads, "--quiet"])
    };
    assert_eq!(with("1"), with("4"));
}

#[test]
fn a_sample_of_rows_keeps_their_numbers() {
    let path = sample("digits");
    let numbers = |seed| -> Vec<u32> {
        let csv = run(&["embed", text(&path), "--rows", "50", "--seed", seed, "--quiet"]);
        records(&csv)[1..].iter().map(|r| r[0].parse().unwrap()).collect()
    };
    let once = numbers("1");
    assert_eq!(once.len(), 50);
    assert!(once.is_sorted() && once.iter().collect::<BTreeSet<_>>().len() == 50);
    assert!(*once.last().unwrap() > 1000 && *once.last().unwrap() <= 1797);
    assert_eq!(once, numbers("1"));
    assert_ne!(once, numbers("2"));
}

#[test]
fn standard_input_is_read_like_a_file() {
    let bytes = std::fs::read(sample("penguins")).unwrap();
    let piped = run_with_input(&["embed", "-", "--quiet"], &bytes);
    assert!(piped.status.success());
    let from_file = run(&["embed", text(&sample("penguins")), "--quiet"]);
    assert_eq!(String::from_utf8(piped.stdout).unwrap(), from_file);
}

#[test]
fn columns_labels_and_exclusions_are_obeyed() {
    let path = sample("penguins");
    let names = |extra: &[&str]| -> Vec<String> {
        let folder = folder();
        let out = folder.path().join("c.csv");
        let args = [&["embed", text(&path), "--json", "-o", text(&out)], extra].concat();
        serde_json::from_value(json(&args)["feature_names"].clone()).unwrap()
    };
    assert_eq!(
        names(&["--columns", "body_mass_g,bill_depth_mm"]),
        ["bill_depth_mm", "body_mass_g"]
    );
    assert!(!names(&["--exclude", "year,sex"]).iter().any(|n| n == "year" || n.starts_with("sex")));
    assert!(!names(&["--label", "island"]).iter().any(|n| n.starts_with("island")));
    assert!(names(&["--columns", "species,year"]).contains(&"species=Gentoo".to_owned()));
    assert_eq!(names(&["--categories", "ignore"]).len(), 5);
}

#[test]
fn plots_are_the_same_picture_in_both_formats_and_repeat_exactly() {
    let folder = folder();
    let path = sample("penguins");
    let draw = |name: &str, extra: &[&str]| {
        let out = folder.path().join(name);
        let args = [&["plot", text(&path), "--quiet", "-o", text(&out)], extra].concat();
        run(&args);
        std::fs::read(out).unwrap()
    };
    let svg = String::from_utf8(draw("a.svg", &[])).unwrap();
    for words in [">Gentoo", "PC1 (", "species", "344 rows"] {
        assert!(svg.contains(words), "{words} is text in the SVG");
    }
    assert_eq!(svg.as_bytes(), draw("b.svg", &[]));
    let png = draw("a.png", &["--dpi", "96", "--width", "500", "--height", "400"]);
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(&png[16..24], [0, 0, 1, 244, 0, 0, 1, 144], "500 x 400 pixels");
    let page = dimlens::report::Page { width: 900.0, height: 640.0, ..Default::default() };
    assert_eq!(draw("c.png", &[]), dimlens::report::png(&svg, &page).unwrap(), "the same picture");
    let more = ["--figure", "scree", "--parallel-analysis", "--bootstrap", "20"];
    let more = String::from_utf8(draw("m.svg", &more)).unwrap();
    for words in ["parallel analysis", "In tables of rows drawn anew"] {
        assert!(more.contains(words), "{words}");
    }
    assert!(String::from_utf8(draw("s.svg", &["--figure", "scree"])).unwrap().contains("PC1"));
    assert_ne!(svg.as_bytes(), draw("d.svg", &["--theme", "dark", "--color-by", "body_mass_g"]));
}

#[test]
fn samples_are_listed_and_written() {
    let list = run(&["sample"]);
    for name in ["wa_churn", "digits", "penguins"] {
        assert!(list.contains(name));
        assert_eq!(run(&["sample", name]), std::fs::read_to_string(sample(name)).unwrap());
    }
}

#[test]
fn without_a_display_the_terminal_says_what_pca_found() {
    for args in [&[][..], &[text(&sample("penguins"))]] {
        let output = dimlens(args).output().unwrap();
        assert!(output.status.success());
        let words = String::from_utf8(output.stdout).unwrap();
        for needed in ["PC1", "is driven by", "no display", "dimlens plot"] {
            assert!(words.contains(needed), "{needed}: {words}");
        }
    }
}

#[test]
fn wrong_usage_is_status_2_and_help_names_every_command() {
    for args in [&["embed"][..], &["plot", "x.csv"], &["embed", "x.csv", "--method", "umap"]] {
        let output = dimlens(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.trim_end().lines().count(), 1, "{error}");
        assert!(error.starts_with("dimlens: ") && error.contains("--help"), "{error}");
    }
    let help = run(&["--help"]);
    for command in ["info", "embed", "plot", "sample"] {
        assert!(help.contains(command));
    }
}

#[test]
fn every_guess_has_a_confidence_and_a_reason_and_can_be_overruled() {
    use serde_json::json;
    let folder = folder();
    let path = folder.path().join("t.csv");
    let table = "titel\n'day','a','b'\n'05/06/2024','1,234','x'\n'07/08/2024','-9,999','y'\n'07/09/2024','','-9'\n";
    std::fs::write(&path, table).unwrap();
    let path = text(&path);
    let found = super::support::json(&["info", path, "--json"]);
    for guess in ["encoding", "separator", "quote", "preamble", "header", "decimal", "thousands"] {
        let confidence = found["confidence"][guess].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence), "{guess}");
        assert!(found["reasons"][guess].as_str().unwrap().ends_with('.'), "{guess}");
    }
    assert_eq!((&found["decimal"], &found["thousands"]), (&".".into(), &",".into()));
    let numbers = |info: &serde_json::Value| {
        ["first", "min", "missing"].map(|key| {
            let at = usize::from(key != "first");
            info["columns"][at][key].clone()
        })
    };
    assert_eq!(numbers(&found), [json!("2024-05-06"), json!(-9999.0), json!(1)]);
    let options = [
        "--decimal",
        ",",
        "--day-first",
        "yes",
        "--missing",
        "-9,-9.999",
        "--quote",
        "'",
        "--skip",
        "1",
    ];
    let given = super::support::json(&[&["info", path, "--json"][..], &options].concat());
    assert_eq!(numbers(&given), [json!("2024-06-05"), json!(1.234), json!(2)]);
    assert_eq!(given["columns"][2]["missing"], 1);
    for guess in ["quote", "preamble", "decimal"] {
        assert_eq!(given["reasons"][guess], "Given.", "{guess}");
    }
    let words = run(&["info", path, "--quiet"]);
    assert!(words.contains("decimal .  (50 % sure."), "{words}");
}

#[test]
fn a_table_from_another_program_is_understood_and_said() {
    let folder = folder();
    let path = folder.path().join("kunden.csv");
    // Windows-1252, semicolons, a title, a record without its last field, carriage returns.
    let text = "Kundenliste\r\n\r\nName;Stadt;Alter\r\nJ\u{fc}rg;Z\u{fc}rich;31\r\nAnn;Bern\r\nZo\u{e9};Genf;44\r\n";
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    std::fs::write(&path, bytes).unwrap();
    let info = json(&["info", super::support::text(&path), "--json"]);
    assert_eq!((&info["encoding"], &info["separator"]), (&"windows-1252".into(), &";".into()));
    assert_eq!((&info["rows"], &info["preamble"]), (&3.into(), &1.into()));
    assert!(info["notices"].to_string().contains("line 5"), "{}", info["notices"]);
    let csv = run(&[
        "embed",
        super::support::text(&path),
        "--columns",
        "Alter",
        "--keep",
        "Name,Stadt",
        "--quiet",
    ]);
    assert!(csv.lines().nth(1).unwrap().ends_with(",J\u{fc}rg,Z\u{fc}rich"), "{csv}");
    let utf_8 =
        super::support::failure(&["info", super::support::text(&path), "--encoding", "utf-8"]);
    assert!(utf_8.contains("line 4, byte 2"), "{utf_8}");
}
