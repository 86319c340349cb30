//! Projects without a window: what was saved is computed again, what changed is said, what is hostile is refused.

use super::support::{cells, dimlens, failure, folder, json, run, sample, text};
use dimlens::data::ReadOptions;
use dimlens::features::Role;
use dimlens::methods::Method;
use dimlens::progress::Progress;
use dimlens::project::file::{Identifiers, KeptView, Output, Snapshot};
use dimlens::project::{Choices, ColorChoice, Source, new_segment};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Penguins in a folder of their own, and a project beside them.
pub fn project_in(folder: &Path, choices: Choices, outputs: Vec<Output>) -> PathBuf {
    let data = folder.join("penguins.csv");
    std::fs::copy(sample("penguins"), &data).unwrap();
    let table = dimlens::data::read(&data, &ReadOptions::default(), &Progress::new()).unwrap();
    let snapshot = Snapshot {
        source: Source::File(data),
        table: Arc::new(table),
        fingerprint: None,
        choices,
        view: KeptView::default(),
        outputs,
        project: None,
    };
    let path = folder.join("p.dimlens");
    std::fs::write(&path, snapshot.text(folder, false).unwrap()).unwrap();
    path
}

fn coordinates(method: Method, keep: &[&str], path: &str) -> Output {
    let keep = keep.iter().map(|name| (*name).to_owned()).collect();
    Output::Coordinates { method, keep, identifiers: Identifiers::Keep, path: path.into() }
}

fn without_year() -> Choices {
    let mut choices = Choices::default();
    choices.recipe.roles.insert("year".into(), Role::Ignored);
    choices.color_by = ColorChoice::Column("island".into());
    choices
}

#[test]
fn run_writes_what_the_project_lists_as_the_other_commands_would() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let outputs = vec![
        coordinates(Method::Pca, &["species"], "pca.csv"),
        coordinates(Method::Tsne, &[], "tsne.parquet"),
        Output::Figure { figure: "map".into(), method: Method::Pca, path: "map.svg".into() },
        Output::Figure {
            figure: "agreement".into(),
            method: Method::Pca,
            path: "agree.svg".into(),
        },
    ];
    let project = project_in(folder.path(), without_year(), outputs);
    let said = json(&["run", text(&project), "--json"]);
    assert_eq!((&said["rows"], &said["features"]), (&344.into(), &8.into()));
    assert_eq!(said["outputs"].as_array().unwrap().len(), 4);
    let file = at("penguins.csv");
    let same = ["--exclude", "year", "--quiet"];
    let embed = ["embed", text(&file), "--method", "pca", "--keep", "species", "-o"];
    run(&[&embed[..], &[text(&at("e.csv"))], &same].concat());
    assert_eq!(std::fs::read(at("pca.csv")).unwrap(), std::fs::read(at("e.csv")).unwrap());
    let plot = ["plot", text(&file), "--color-by", "island", "-o"];
    run(&[&plot[..], &[text(&at("plot.svg"))], &same].concat());
    let drawn = |name: &str| std::fs::read_to_string(at(name)).unwrap();
    assert!(drawn("map.svg") == drawn("plot.svg"), "{}", drawn("map.svg"));
    let info = json(&["info", text(&at("tsne.parquet")), "--json"]);
    assert_eq!((&info["format"], &info["rows"]), (&"parquet".into(), &344.into()));
    // Again the same bytes, from another working folder.
    let before = std::fs::read(at("tsne.parquet")).unwrap();
    let output =
        dimlens(&["run", "p.dimlens", "--quiet"]).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(std::fs::read(at("tsne.parquet")).unwrap(), before);
}

/// Customers with names, two groups of them, and a segment that is a formula.
fn named_customers(folder: &Path, outputs: &serde_json::Value) -> PathBuf {
    let row = |i: u32| {
        let side = (i % 2) * 90;
        format!("c{:03},{},{},{},{}\n", 60 - i, side + i % 7, side + i * 3 % 5, i % 11, i * 5 % 13)
    };
    let text: String = (0..60).map(row).collect();
    std::fs::write(folder.join("t.csv"), format!("customer_id,a,b,c,d\n{text}")).unwrap();
    let segments = serde_json::json!([
        {"name": "=1+1", "style": 0, "rows": [[1, 3]]},
        {"name": "late", "style": 1, "rows": [[3, 3], [60, 60]]},
    ]);
    let choices = serde_json::json!({
        "segments": segments, "tsne": {"iterations": 50}, "clusters": {"k": {"given": 2}}
    });
    let data = serde_json::json!({"path": "t.csv"});
    let project =
        serde_json::json!({"dimlens": 1, "data": data, "choices": choices, "outputs": outputs});
    let path = folder.join("p.dimlens");
    std::fs::write(&path, project.to_string()).unwrap();
    path
}

#[test]
fn run_writes_scores_loadings_clusters_segments_and_the_report() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let outputs = serde_json::json!([
        {"what": "scores", "keep": ["a"], "path": "scores.csv"},
        {"what": "loadings", "path": "loadings.xlsx"},
        {"what": "loadings", "path": "loadings.csv"},
        {"what": "clusters", "keep": ["customer_id"], "identifiers": "pseudonym", "path": "clusters.csv"},
        {"what": "coordinates", "method": "tsne", "keep": ["customer_id", "b"], "identifiers": "omit", "path": "map.csv"},
        {"what": "segments", "path": "segments.csv"},
        {"what": "segments", "path": "segments.parquet"},
        {"what": "report", "path": "report.html"},
        {"what": "report", "path": "report.pdf"},
    ]);
    let project = named_customers(folder.path(), &outputs);
    let said = json(&["run", text(&project), "--json"]).to_string();
    assert!(said.contains("Identifiers were left out of the output, as asked: customer_id"));
    let scores = cells(text(&at("scores.csv")));
    assert_eq!(scores[0], ["row", "pc1", "pc2", "pc3", "pc4", "a"]);
    assert_eq!(scores.len(), 61);
    let (loadings, clusters) = (cells(text(&at("loadings.csv"))), cells(text(&at("clusters.csv"))));
    assert_eq!((loadings.len(), &loadings[0][..2]), (5, &["feature".into(), "pc1".into()][..]));
    let spaces = ["cluster (pca-map)", "cluster (tsne-map)", "cluster (features)"];
    assert_eq!(
        (clusters[0][0].as_str(), &clusters[0][1..4]),
        ("row", &spaces.map(str::to_owned)[..])
    );
    assert_eq!(clusters[1].last().unwrap(), "customer-000001");
    // Rows of the two sides are parted.
    let of = |row: usize| &clusters[row][3];
    assert!((3..=60).all(|row| of(row) == of(row - 2)) && of(1) != of(2));
    let map = cells(text(&at("map.csv")));
    assert_eq!(map[0], ["row", "x", "y", "b"]);
    let segments = cells(text(&at("segments.csv")));
    assert_eq!(segments[0], ["row", "customer_id", "segment"]);
    assert_eq!(segments[1], ["1", "c060", "'=1+1"], "harmless in a spreadsheet");
    assert_eq!(segments.len(), 6);
    let typed = json(&["info", text(&at("segments.parquet")), "--json"]);
    assert_eq!(typed["rows"], 5);
    // The same page as from the command line, to the byte.
    let html = std::fs::read_to_string(at("report.html")).unwrap();
    assert!(html.contains("<section id=\"verdict\">") && html.contains("Fingerprint"));
    let table = at("t.csv");
    let own = at("own.html");
    run(&[
        "report",
        text(&table),
        "-o",
        text(&own),
        "--iterations",
        "50",
        "--clusters",
        "2",
        "--quiet",
    ]);
    assert!(html == std::fs::read_to_string(&own).unwrap(), "another page");
    assert!(std::fs::read(at("report.pdf")).unwrap().starts_with(b"%PDF-"));
    // A name that is none is said before anything is written.
    let wrong = serde_json::json!([{"what": "clusters", "keep": ["nobody"], "path": "new.csv"}]);
    let project = named_customers(folder.path(), &wrong);
    assert!(failure(&["run", text(&project)]).contains("nobody") && !at("new.csv").exists());
}

#[test]
fn data_that_changed_or_moved_are_an_error_with_a_way_out() {
    let folder = folder();
    let mut choices = without_year();
    let rows = [3, 340].map(dimlens::data::RowId);
    choices.segments.push(new_segment(&[], "../../etc", rows.into()));
    let project = project_in(folder.path(), choices, Vec::new());
    let data = folder.path().join("penguins.csv");
    let all = std::fs::read_to_string(&data).unwrap();
    let fewer: Vec<&str> = all.lines().take(301).collect();
    std::fs::write(&data, fewer.join("\n")).unwrap();
    let error = failure(&["run", text(&project)]);
    for words in
        ["is not what it was", "300 rows now; it had 344", "--accept-changed", "--data FILE"]
    {
        assert!(error.contains(words), "{error}");
    }
    let said = json(&["run", text(&project), "--accept-changed", "--json"]).to_string();
    assert!(said.contains("may hold other customers"), "{said}");
    assert!(said.contains("1 row is of the segment") || said.contains("1 row is"), "{said}");
    let whole = sample("penguins");
    assert_eq!(json(&["run", text(&project), "--data", text(&whole), "--json"])["rows"], 344);
    std::fs::remove_file(&data).unwrap();
    let error = failure(&["run", text(&project)]);
    assert!(error.contains("no such file") && error.contains("--data FILE"), "{error}");
}

#[test]
fn hostile_projects_are_refused_on_one_line_and_write_nothing() {
    let folder = folder();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let project = inner.join("p.dimlens");
    std::fs::copy(sample("penguins"), inner.join("a.csv")).unwrap();
    let output = |path: &str| {
        format!(
            r#"{{"dimlens":1,"data":{{"path":"a.csv"}},"outputs":[{{"what":"coordinates","method":"pca","path":"{path}"}}]}}"#
        )
    };
    let deep = format!("{{\"dimlens\":1,\"data\":{}", "[".repeat(1_000_000));
    for (content, words) in [
        (output("../out.csv"), "leads out"),
        (output("/etc/dimlens-out.csv"), "leads out"),
        (output("a.csv"), "this is the table being read"),
        (output("p.dimlens"), "would be a project"),
        (output("none/out.csv"), "Create it"),
        (deep, "recursion"),
        (r#"{"dimlens":3}"#.to_owned(), "newer version"),
        ("id,a\n1,2\n".to_owned(), "no project"),
        (String::new(), "no project"),
        (
            r#"{"dimlens":1,"data":{"path":"../../../../../etc/passwd"}}"#.to_owned(),
            "outside the project",
        ),
        (r#"{"dimlens":1,"data":{"path":"/dev/zero"}}"#.to_owned(), "only a file"),
        (
            r#"{"dimlens":1,"data":{"path":"a.csv"},"choices":{"tsne":{"iterations":1e18}}}"#
                .to_owned(),
            "invalid type",
        ),
    ] {
        std::fs::write(&project, content).unwrap();
        let error = failure(&["run", text(&project)]);
        assert!(error.contains(words), "{words}: {error}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing beside the folder");
    assert_eq!(
        std::fs::read(inner.join("a.csv")).unwrap(),
        std::fs::read(sample("penguins")).unwrap()
    );
}

#[test]
fn outputs_land_neither_on_nor_among_the_files_of_the_data() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("parts")).unwrap();
    let (penguins, part) = (sample("penguins"), at("parts/a.parquet"));
    run(&["embed", text(&penguins), "-o", text(&part), "--quiet"]);
    let before = std::fs::read(&part).unwrap();
    let (parts, pattern) = (at("parts"), at("parts/*.parquet"));
    for data in [&parts, &pattern] {
        for output in [&part, &at("parts/b.parquet"), &at("parts/../parts/c.pq")] {
            let error = failure(&["embed", text(data), "-o", text(output)]);
            assert!(error.contains("this is the table being read"), "{error}");
        }
        let beside = at("beside.parquet");
        run(&["embed", text(data), "--columns", "x,y", "-o", text(&beside), "--quiet"]);
    }
    let project = at("p.dimlens");
    for (path, output) in [("parts", "parts/a.parquet"), ("parts/*.parquet", "parts/b.parquet")] {
        let content = format!(
            r#"{{"dimlens":1,"data":{{"path":"{path}"}},"outputs":[{{"what":"coordinates","method":"pca","path":"{output}"}}]}}"#
        );
        std::fs::write(&project, content).unwrap();
        let error = failure(&["run", text(&project)]);
        assert!(error.contains("this is the table being read"), "{error}");
    }
    assert_eq!(std::fs::read(&part).unwrap(), before);
    assert_eq!(std::fs::read_dir(&parts).unwrap().count(), 1);
}

#[test]
fn what_a_project_leads_to_elsewhere_is_asked_about() {
    let folder = folder();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let secret = folder.path().join("secret.csv");
    std::fs::copy(sample("penguins"), &secret).unwrap();
    let project = inner.join("p.dimlens");
    let data = serde_json::json!({"path": "none.csv", "absolute": text(&secret)});
    let output = serde_json::json!({"what": "coordinates", "method": "pca", "keep": ["species"], "path": "o.csv"});
    let content = serde_json::json!({"dimlens": 1, "data": data, "outputs": [output]});
    std::fs::write(&project, content.to_string()).unwrap();
    let error = failure(&["run", text(&project)]);
    assert!(error.contains("outside the project"), "{error}");
    assert!(!inner.join("o.csv").exists());
    run(&["run", text(&project), "--accept-changed", "--quiet"]);
    assert_eq!(cells(text(&inner.join("o.csv"))).len(), 345);
}

#[test]
fn tables_are_written_by_their_ending_and_names_are_kept_left_out_or_replaced() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let rows: Vec<String> = (0..40)
        .map(|i| format!("c{:03},=SUM(A{}),{},{}", 39 - i, i % 4, i * i % 17, i % 5))
        .collect();
    std::fs::write(at("t.csv"), format!("customer_id,note,a,b\n{}\n", rows.join("\n"))).unwrap();
    let write = |name: &str, more: &[&str]| {
        let (input, output) = (at("t.csv"), at(name));
        let base =
            ["embed", text(&input), "--keep", "customer_id,note", "--id", "customer_id", "-o"];
        run(&[&base[..], &[text(&output), "--quiet"], more].concat());
        output
    };
    let csv = cells(text(&write("o.csv", &[])));
    assert_eq!(csv[0], ["row", "x", "y", "customer_id", "note"]);
    assert_eq!(csv[1][3..], ["c039", "=SUM(A0)"]);
    for name in ["o.parquet", "o.xlsx"] {
        let path = write(name, &[]);
        // The map is read back, by our own reader, as the same numbers.
        let back = at("back.csv");
        run(&[
            "embed",
            text(&path),
            "--keep",
            "x,note",
            "--columns",
            "x",
            "-o",
            text(&back),
            "--quiet",
        ]);
        let back = cells(text(&back));
        assert_eq!(back.len(), 41);
        for (row, of) in back[1..].iter().zip(&csv[1..]) {
            assert_eq!((&row[3], &row[4]), (&of[1], &of[4]), "{name}");
        }
    }
    let csv = cells(text(&write("o.csv", &["--ids", "omit"])));
    assert_eq!(csv[0], ["row", "x", "y", "note"]);
    let csv = cells(text(&write("o.csv", &["--ids", "pseudonym", "--harmless"])));
    assert_eq!(csv[40][3..], ["customer-000040", "'=SUM(A3)"]);
}

#[test]
fn the_readme_names_every_key_of_a_project() {
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| {
                found.push(key.clone());
                keys(value, found);
            }),
            serde_json::Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let rows = || -> Arc<[dimlens::data::RowId]> { [dimlens::data::RowId(1)].into() };
    let mut choices =
        Choices { segments: vec![new_segment(&[], "a", rows())], ..Choices::default() };
    choices.read.sample = Some(dimlens::data::RowSample { rows: 9, seed: 1 });
    let set_aside = dimlens::project::SetAside {
        numbered: dimlens::data::RowNumbers::default(),
        segments: Vec::new(),
        scope: Vec::new(),
    };
    choices.set_aside.push(set_aside);
    let folder = folder();
    let path =
        project_in(folder.path(), choices, vec![coordinates(Method::Pca, &["sex"], "a.csv")]);
    let value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut found = Vec::new();
    keys(&value, &mut found);
    let readme =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let chapter = readme.split("## Projects").nth(1).unwrap().split("\n## ").next().unwrap();
    for key in found {
        // Of the fingerprint it is said what it is.
        let told = chapter.contains(&format!("`{key}`")) || ["bytes", "blake3"].contains(&&*key);
        assert!(told, "the README does not tell what {key} is");
    }
}
