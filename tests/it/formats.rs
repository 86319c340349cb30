//! One table in every format is one table; damaged files are errors that name the file.

use super::support::{dimlens, failure, folder, json, text};
use dimlens::data::{self, Column, ColumnProfile, Format, ReadOptions, Table, Values};
use dimlens::progress::Progress;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use std::io::Write;
use std::path::{Path, PathBuf};

const SAME: [(&str, Format); 8] = [
    ("customers.csv", Format::Csv),
    ("customers.jsonl", Format::Json),
    ("customers.parquet", Format::Parquet),
    ("customers.feather", Format::Arrow),
    ("customers.arrows", Format::ArrowStream),
    ("customers.xlsx", Format::Excel),
    ("customers.xls", Format::Excel),
    ("customers.ods", Format::OpenDocument),
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/files").join(name)
}

fn read(bytes: &[u8]) -> Result<Table, data::DataError> {
    data::read_bytes("f", bytes, &ReadOptions::default(), &Progress::new())
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

/// All that is known of a column: NaN is not equal to itself.
fn told(column: &Column, rows: usize) -> (String, String, Vec<String>) {
    let profile = ColumnProfile::new(column);
    let values = match &column.values {
        Values::Numbers(_) => "numbers",
        Values::Dates(_) => "dates",
        Values::Text(_) => "text",
    };
    let about = format!("{values} {:?} {} missing", profile.kind, profile.missing);
    (column.name.clone(), about, (0..rows).map(|at| column.text(at)).collect())
}

fn all_told(table: &Table) -> Vec<(String, String, Vec<String>)> {
    table.columns().iter().map(|column| told(column, table.rows().len())).collect()
}

fn notices(table: &Table) -> String {
    table.notices().iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[test]
fn the_same_table_comes_from_every_format() {
    let expected = all_told(&read(&bytes("customers.csv")).unwrap());
    assert_eq!((expected.len(), expected[0].2[1].as_str()), (9, "00007"));
    assert_eq!(expected[8].2[0], "9007199254740993");
    for (name, format) in SAME {
        let table = read(&bytes(name)).unwrap();
        assert_eq!(table.origin().format, format, "{name}");
        assert_eq!(all_told(&table), expected, "{name}");
        assert_eq!(table.dialect().is_some(), format == Format::Csv, "{name}");
        // Packed, it is the same again.
        for packed in [gzip(&bytes(name)), zstd::encode_all(&bytes(name)[..], 3).unwrap()] {
            let table = read(&packed).unwrap();
            assert!(table.origin().packing.is_some());
            assert_eq!(all_told(&table), expected, "{name}, packed");
        }
    }
}

#[test]
fn types_that_few_tables_need_are_read_or_named() {
    let table = read(&bytes("odd.parquet")).unwrap();
    let cells = |name: &str| {
        let column = table.column(name).unwrap();
        (0..3).map(|at| column.text(at)).collect::<Vec<_>>().join("|")
    };
    assert_eq!(cells("price"), "1|2|");
    assert_eq!(cells("when").split('|').next(), Some("2024-07-01T10:00:00"));
    assert_eq!((cells("clock"), cells("span")), ("6.5||18".into(), "1.5||0".into()));
    assert_eq!((cells("home.city"), cells("home.zip")), ("Bern||Genf".into(), "3000||".into()));
    assert_eq!((cells("word"), cells("void")), ("yes|no|".into(), "||".into()));
    assert_eq!(cells("big"), "9223372036854775809|1|2");
    let said = notices(&table);
    for words in ["left out: tags (a list), photo (bytes)", "read as UTC: when (written for Europe"]
    {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_workbook_as_people_make_them() {
    let table = read(&bytes("customers.xlsx")).unwrap();
    let said = notices(&table);
    for words in ["also has: Cover, Notes", "Customers, as of March", "1 in age (#N/A)"] {
        assert!(said.contains(words), "{said}");
    }
    let file = path("customers.xlsx");
    let found = json(&["info", text(&file), "--sheet", "notes", "--json"]);
    assert_eq!((&found["sheet"], &found["rows"]), (&"Notes".into(), &1.into()));
    // Written by a program that computes nothing.
    assert!(found["notices"].to_string().contains("not saved count as missing: length"));
    assert_eq!(json(&["info", text(&file), "--sheet", "2", "--json"])["rows"], 12);
    let error = failure(&["info", text(&file), "--sheet", "Kundschaft"]);
    assert!(error.contains("1 Cover, 2 Kunden, 3 Notes"), "{error}");
}

#[test]
fn info_tells_the_format_and_leaves_the_marks_of_text_null() {
    let found = json(&["info", text(&path("customers.parquet")), "--json"]);
    assert_eq!((&found["format"], &found["files"]), (&"parquet".into(), &1.into()));
    assert!(found["separator"].is_null() && found["encoding"].is_null());
    let map = found.as_object().unwrap();
    assert!(map.contains_key("separator") && map.contains_key("encoding"));
    let found = json(&["info", text(&path("customers.csv")), "--json"]);
    assert_eq!((&found["format"], &found["separator"]), (&"csv".into(), &",".into()));
}

#[test]
fn standard_input_can_be_any_format() {
    for (name, format) in SAME {
        let input = std::fs::File::open(path(name)).unwrap();
        let output = dimlens(&["info", "-", "--json"]).stdin(input).output().unwrap();
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&found["rows"], &found["format"]),
            (&12.into(), &format.key().into()),
            "{name}"
        );
    }
}

/// A few bytes changed, perhaps the end cut off, perhaps packed before: read, or an error with the file's name,
/// never a panic. The cases are the same in each run; `PROPTEST_CASES` asks for more.
fn never_panics(name: &str) {
    let cases = ProptestConfig::default().cases;
    let config = ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() };
    let flips = prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..6);
    let cut = prop::option::of(any::<prop::sample::Index>());
    let whole = bytes(name);
    let damages = (flips, cut, 0..3).prop_map(move |(flips, cut, packed)| {
        let mut damage = match packed {
            0 => gzip(&whole),
            1 => zstd::encode_all(&whole[..], 3).unwrap(),
            _ => whole.clone(),
        };
        for (at, flip) in &flips {
            let at = at.index(damage.len());
            damage[at] ^= flip;
        }
        damage.truncate(cut.map_or(usize::MAX, |cut| cut.index(damage.len())));
        damage
    });
    let outcome = TestRunner::new(config).run(&damages, |damage| {
        if let Err(error) = read(&damage) {
            prop_assert!(error.to_string().starts_with('f'), "{error}");
        }
        Ok(())
    });
    assert_eq!(outcome, Ok(()), "{name}");
}

#[test]
fn damaged_text_never_panics() {
    never_panics("customers.csv");
    never_panics("customers.jsonl");
}

#[test]
fn damaged_parquet_never_panics() {
    never_panics("customers.parquet");
    never_panics("odd.parquet");
}

#[test]
fn damaged_arrow_never_panics() {
    never_panics("customers.feather");
    never_panics("customers.arrows");
}

#[test]
fn damaged_workbooks_never_panic() {
    never_panics("customers.xlsx");
    never_panics("customers.xls");
    never_panics("customers.ods");
}

/// One byte changed at a time, in places that never repeat: sizes and counts that no machine has room for end the
/// program where they are believed.
#[test]
fn a_changed_byte_never_takes_all_memory() {
    const CASES: usize = 400;
    for name in ["customers.parquet", "odd.parquet", "customers.xls"] {
        let whole = bytes(name);
        for case in 0..CASES {
            let mut damage = whole.clone();
            let at = case * whole.len() / CASES + case % 7;
            damage[at.min(whole.len() - 1)] ^= [0xFF, 0x80, 0x7F, 0x01][case % 4];
            if let Err(error) = read(&damage) {
                assert!(error.to_string().starts_with('f'), "{name}, byte {at}: {error}");
            }
        }
    }
}

#[test]
fn half_precision_is_refused_by_its_name() {
    let error = read(&bytes("halves.parquet")).unwrap_err().to_string();
    assert!(error.contains("float16") && error.contains("half"), "{error}");
}

#[test]
fn options_without_effect_are_wrong_usage() {
    for (name, option) in [
        ("customers.csv", ["--sheet", "x"]),
        ("customers.parquet", ["--separator", ";"]),
        ("customers.feather", ["--skip", "1"]),
        ("customers.xlsx", ["--encoding", "utf-8"]),
        ("customers.ods", ["--quote", "'"]),
        ("customers.jsonl", ["--header", "no"]),
    ] {
        let file = path(name);
        let output = dimlens(&["info", text(&file), option[0], option[1]]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(option[0]) && said.contains("means nothing"), "{said}");
    }
    let array = data::read_bytes(
        "f.json",
        b"[{\"a\": 1}, {\"a\": 2}]",
        &ReadOptions::default(),
        &Progress::new(),
    );
    assert_eq!(array.unwrap().origin().format.key(), "json");
}

#[test]
fn more_rows_skipped_than_there_are_is_said() {
    // The sheet has two rows of titles.
    for (name, skips) in [("customers.csv", ["13", "14"]), ("customers.xlsx", ["16", "30"])] {
        let file = path(name);
        for skip in skips {
            let error = failure(&["info", text(&file), "--skip", skip]);
            assert!(error.contains("were to be skipped"), "{name}: {error}");
        }
        assert_eq!(json(&["info", text(&file), "--skip-end", "2", "--json"])["rows"], 10, "{name}");
    }
}

#[test]
fn files_that_were_cut_are_errors() {
    for name in [
        "customers.parquet",
        "customers.feather",
        "customers.xlsx",
        "customers.xls",
        "customers.ods",
    ] {
        let whole = bytes(name);
        // The last bytes of an old workbook are padding.
        let slack = if name == "customers.xls" { 1024 } else { 9 };
        for length in [whole.len() / 4, whole.len() / 2, whole.len() - slack] {
            let error = read(&whole[..length]).expect_err(name).to_string();
            assert!(error.starts_with("f: "), "{name}: {error}");
        }
    }
    // A stream may end after any batch: only the end mark tells.
    let stream = bytes("customers.arrows");
    let cut = read(&stream[..stream.len() - 8]).unwrap();
    assert!(notices(&cut).contains("cut off"));
    assert!(read(&stream[..stream.len() / 2]).is_err());
}

#[test]
fn a_folder_is_one_table_in_the_order_of_paths() {
    let folder = folder();
    let at = folder.path();
    for (place, name) in [("b", "customers.parquet"), ("a", "customers.parquet")] {
        std::fs::copy(path(name), at.join(format!("{place}.parquet"))).unwrap();
    }
    std::fs::write(at.join("_SUCCESS"), "").unwrap();
    std::fs::write(at.join("readme.txt"), "hello").unwrap();
    let once = read(&bytes("customers.parquet")).unwrap();
    let pattern = at.join("*.parquet");
    for given in [at, pattern.as_path()] {
        let table = data::read(given, &ReadOptions::default(), &Progress::new()).unwrap();
        assert_eq!((table.rows().len(), table.origin().files), (24, 2));
        for (one, two) in once.columns().iter().zip(table.columns()) {
            for row in 0..24 {
                assert_eq!(two.text(row), one.text(row % 12), "{}", one.name);
            }
        }
        assert_eq!(notices(&table).contains("readme.txt"), given == at);
    }
    assert_eq!(json(&["info", text(at), "--rows", "5", "--json"])["rows"], 5);
    let error = failure(&["info", text(&at.join("*"))]);
    assert!(error.contains("readme.txt") || error.contains("_SUCCESS"), "{error}");
    assert!(failure(&["info", text(&at.join("*.pq"))]).contains("no file has such a name"));
}
