//! Files that other programs stumble over, where the environment names their folder.
//!
//! `EXPECTED.tsv` says of each what it holds and whether it must be read or may be refused with a reason.

use super::support::{dimlens, test_data, text};
use std::time::Instant;

/// Files whose rows, columns and separator must come out as expected.
const LEAST: usize = 37;

#[test]
fn awkward_files_are_read_as_an_analyst_would() {
    let Some(folder) = test_data().map(|data| data.join("awkward")) else {
        println!("40 awkward files left out: DIMLENS_TEST_DATA is not set");
        return;
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').from_path(folder.join("EXPECTED.tsv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (mut agree, mut all, mut wrong) = (0, 0, Vec::new());
    for record in reader.records() {
        let record = record.unwrap();
        let cell = |name: &str| record.get(column(name)).unwrap().to_owned();
        let path = folder.join(cell("file"));
        let started = Instant::now();
        let output = dimlens(&["info", text(&path), "--json"]).output().unwrap();
        assert!(started.elapsed().as_secs() < 20, "{} takes too long", cell("file"));
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!error.contains("panicked"), "{}: {error}", cell("file"));
        all += 1;
        let found = if output.status.success() {
            let info: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let columns = info["columns"].as_array().unwrap().len();
            (
                info["rows"].to_string(),
                columns.to_string(),
                info["separator"].as_str().unwrap().to_owned(),
            )
        } else {
            assert_eq!(cell("outcome"), "either", "{}: {error}", cell("file"));
            assert_eq!(error.trim_end().lines().count(), 1, "{error}");
            continue;
        };
        if found == (cell("rows"), cell("columns"), cell("delimiter")) {
            agree += 1;
        } else {
            wrong.push(format!("{}: {found:?}", cell("file")));
            assert_eq!(cell("outcome"), "either", "{}", wrong.join("\n"));
        }
    }
    println!("{agree} of {all} awkward files as expected; otherwise: {}", wrong.join("; "));
    assert!(agree >= LEAST, "{agree} of {all}");
}
