//! Small awkward files of our own, cell by cell: `tests/awkward/make.py` writes them and says what they mean.

use dimlens::data::{Column, ReadOptions, Table, Values, read};
use dimlens::progress::Progress;
use std::path::{Path, PathBuf};

/// What `EXPECTED.tsv` says of a file.
struct Expected {
    file: String,
    kinds: String,
    names: Vec<String>,
    rows: Vec<Vec<String>>,
    said: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/awkward")
}

fn expected() -> Vec<Expected> {
    let text = std::fs::read_to_string(folder().join("EXPECTED.tsv")).unwrap();
    let line = |line: &str| {
        let [file, _, kinds, names, rows, said] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        Expected {
            file: file.to_owned(),
            kinds: kinds.to_owned(),
            names: serde_json::from_str(names).unwrap(),
            rows: serde_json::from_str(rows).unwrap(),
            said: said.to_owned(),
        }
    };
    text.lines().skip(1).map(line).collect()
}

fn kind(column: &Column) -> char {
    match column.values {
        Values::Numbers(_) => 'N',
        Values::Dates(_) => 'D',
        Values::Text(_) => 'T',
    }
}

/// What is not as expected.
fn wrong(expected: &Expected, table: &Table) -> Option<String> {
    let columns = table.columns();
    let names: Vec<&String> = columns.iter().map(|column| &column.name).collect();
    if names.iter().ne(&expected.names.iter().collect::<Vec<_>>()) {
        return Some(format!("the columns are {names:?}"));
    }
    let kinds: String = columns.iter().map(|column| kind(column)).collect();
    if kinds != expected.kinds {
        return Some(format!("the kinds are {kinds}"));
    }
    let rows: Vec<Vec<String>> = (0..table.rows().len())
        .map(|at| columns.iter().map(|column| column.text(at)).collect())
        .collect();
    if rows != expected.rows {
        return Some(format!("the rows are {rows:?}"));
    }
    let notices: Vec<&str> = table.notices().iter().map(|n| n.text.as_str()).collect();
    let said = notices.iter().any(|text| text.contains(&expected.said));
    (!expected.said.is_empty() && !said).then(|| format!("the notices are {notices:?}"))
}

#[test]
fn every_cell_of_our_own_awkward_files_is_as_expected() {
    let all = expected();
    assert!(all.len() >= 40, "{}", all.len());
    let failures: Vec<String> = all
        .iter()
        .filter_map(|expected| {
            let path = folder().join(&expected.file);
            let wrong = match read(&path, &ReadOptions::default(), &Progress::new()) {
                Ok(table) => wrong(expected, &table),
                Err(error) => Some(error.to_string()),
            };
            wrong.map(|what| format!("{}: {what}", expected.file))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), all.len(), failures.join("\n"));
}

#[test]
fn every_file_is_listed() {
    let mut listed: Vec<String> = expected().into_iter().map(|expected| expected.file).collect();
    let mut found: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "EXPECTED.tsv" && name != "make.py")
        .collect();
    listed.sort();
    found.sort();
    assert_eq!(listed, found);
}
