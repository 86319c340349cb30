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
