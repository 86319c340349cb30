//! Every cell of the awkward files, beside an independent reading of the same bytes.
//!
//! The independent reading knows from `EXPECTED.tsv` how each file is written, and from the tables below how
//! its numbers and dates are; it guesses nothing. A cell agrees where the texts are equal, where both are
//! missing, or where the number or the date is the one that the text means.

use super::support::test_data;
use dimlens::data::{Column, ReadOptions, Table, Values, read};
use dimlens::progress::Progress;
use std::path::Path;
use std::time::{Duration, Instant};

/// Files to be read with every value intact.
const LEAST: usize = 37;
/// Time for one file.
const MOST: Duration = Duration::from_secs(2);

/// How a file writes its dates, as the places of year, month and day among the numbers of a cell.
const DATES: [(&str, [usize; 3]); 4] = [
    ("02_table-with-accents.csv", [2, 1, 0]),
    ("29_comma_decimal_null.csv", [0, 1, 2]),
    ("31_mixed_dates.csv", [2, 0, 1]),
    ("43_ks_1033_data.csv", [2, 0, 1]),
];

struct Expected {
    file: String,
    encoding: String,
    separator: u8,
    above: usize,
    header: usize,
    rows: usize,
    columns: usize,
    outcome: String,
}

fn expected(folder: &Path) -> Vec<Expected> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').from_path(folder.join("EXPECTED.tsv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cell = |name: &str| {
            record.get(header.iter().position(|h| h == name).unwrap()).unwrap().to_owned()
        };
        let count = |name: &str| cell(name).parse().unwrap();
        Expected {
            file: cell("file"),
            encoding: cell("encoding"),
            separator: cell("delimiter").as_bytes()[0],
            above: count("preamble"),
            header: count("header_rows"),
            rows: count("rows"),
            columns: count("columns"),
            outcome: cell("outcome"),
        }
    });
    rows.collect()
}

/// The data cells as they stand in the file, padded and cut to the table's width.
fn raw(folder: &Path, expected: &Expected) -> Vec<Vec<String>> {
    let bytes = std::fs::read(folder.join(&expected.file)).unwrap();
    let label = match expected.encoding.as_str() {
        // UTF-16 and the mark of UTF-8 are told by their first bytes.
        "utf-16" | "utf-8-sig" => "utf-8",
        "cp1252" => "windows-1252",
        label => label,
    };
    let (text, _, _) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().decode(&bytes);
    let reader = csv::ReaderBuilder::new()
        .delimiter(expected.separator)
        .escape(text.contains("\\\"").then_some(b'\\'))
        .comment(text.contains("\n#").then_some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let filled = |record: &csv::StringRecord| record.iter().any(|cell| !cell.trim().is_empty());
    reader
        .into_records()
        .map(Result::unwrap)
        .filter(filled)
        .skip(expected.above + expected.header)
        .map(|record| {
            // A NUL is no letter, and the reader says so.
            let cells = record.iter().map(|cell| cell.replace('\0', ""));
            cells.chain(std::iter::repeat(String::new())).take(expected.columns).collect()
        })
        .collect()
}

fn is_missing(raw: &str) -> bool {
    ["", "na", "n/a", "nan", "null", ".", "-", "?", "none"].contains(&raw.to_lowercase().as_str())
}

/// Whether any cell of the column can only have a decimal comma: one comma, and not three digits behind it.
fn has_comma(cells: &[&str]) -> bool {
    cells.iter().any(|cell| {
        let (whole, fraction) = cell.split_once(',').unwrap_or_default();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        !whole.contains(',')
            && !fraction.contains(',')
            && digits(fraction) != 3
            && digits(fraction) > 0
    })
}

fn number(raw: &str, comma: bool) -> Option<f64> {
    let plain: String = raw
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "+-.,".contains(*c))
        .filter(|c| *c != if comma { '.' } else { ',' })
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    // 200.000.000 can only be thousands.
    let points = plain.matches('.').count();
    if points > 1 { plain.replace('.', "").parse().ok() } else { plain.parse().ok() }
}

/// The date that a cell means, as ISO text without the time of day.
fn date(file: &str, raw: &str) -> Option<String> {
    let places = DATES.iter().find(|(name, _)| *name == file).map(|(_, places)| *places);
    let mut day = raw.split_whitespace().next()?.to_owned();
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    }
    let parts: Vec<i64> =
        day.split(['-', '/', '.']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    // A year of four digits in front needs no table.
    let places = if parts[0] > 31 { [0, 1, 2] } else { places? };
    let [year, month, date] = places.map(|at| parts[at]);
    Some(format!("{:04}-{month:02}-{date:02}", if year < 100 { 2000 + year } else { year }))
}

fn agrees(file: &str, column: &Column, at: usize, raw: &str, comma: bool) -> bool {
    let found = column.text(at);
    match &column.values {
        _ if found.is_empty() => is_missing(raw),
        Values::Text(_) => found == raw,
        Values::Numbers(values) => number(raw, comma) == Some(values[at]),
        Values::Dates(_) => date(file, raw).as_deref() == found.get(..10),
    }
}

/// Cells that differ, the first of them, and how many were compared.
fn compare(file: &str, table: &Table, raw: &[Vec<String>]) -> (usize, String, usize) {
    let (mut wrong, mut first, mut all) = (0, String::new(), 0);
    for (place, column) in table.columns().iter().enumerate() {
        let cells: Vec<&str> = raw.iter().map(|record| record[place].trim()).collect();
        let comma = has_comma(&cells);
        for (at, raw) in cells.iter().enumerate() {
            all += 1;
            if !agrees(file, column, at, raw, comma) {
                wrong += 1;
                if first.is_empty() {
                    first = format!(
                        "{}, row {}: {:?} for {raw:?}",
                        column.name,
                        at + 1,
                        column.text(at)
                    );
                }
            }
        }
    }
    (wrong, first, all)
}

#[test]
fn every_value_of_the_awkward_files_is_intact() {
    let Some(folder) = test_data().map(|data| data.join("awkward")) else {
        println!("values of 40 awkward files left out: DIMLENS_TEST_DATA is not set");
        return;
    };
    let expected = expected(&folder);
    let (mut intact, mut refused) = (0, 0);
    let mut table_of_outcomes = vec![format!(
        "{:40} {:>6} {:>7} {:>7} {:>6} {:>5}  outcome",
        "file", "rows", "columns", "cells", "wrong", "ms"
    )];
    for expected in &expected {
        let started = Instant::now();
        let table = read(&folder.join(&expected.file), &ReadOptions::default(), &Progress::new());
        let took = started.elapsed();
        assert!(took < MOST, "{} takes {took:?}", expected.file);
        let line = match &table {
            Err(error) => {
                refused += 1;
                assert_eq!(expected.outcome, "either", "{error}");
                format!("{:40} {:>34}  refused: {error}", expected.file, took.as_millis())
            }
            Ok(table) => {
                let (rows, columns) = (table.rows().len(), table.columns().len());
                let alike = (rows, columns) == (expected.rows, expected.columns);
                let raw = raw(&folder, expected);
                let (wrong, first, cells) = if alike && raw.len() == rows {
                    compare(&expected.file, table, &raw)
                } else {
                    (1, "other rows or columns than expected".to_owned(), 0)
                };
                intact += usize::from(wrong == 0);
                let words = if wrong == 0 { "intact" } else { &first };
                assert!(wrong == 0 || expected.outcome == "either", "{}: {first}", expected.file);
                format!(
                    "{:40} {rows:>6} {columns:>7} {cells:>7} {wrong:>6} {:>5}  {words}",
                    expected.file,
                    took.as_millis()
                )
            }
        };
        table_of_outcomes.push(line);
    }
    println!("{}", table_of_outcomes.join("\n"));
    println!("{intact} of {} intact, {refused} refused in words", expected.len());
    assert!(intact >= LEAST, "{intact} intact");
}

/// The files that no other tool reads unasked: decimal commas, thousands marks, dates.
#[test]
fn numbers_with_marks_come_out_as_numbers() {
    let Some(folder) = test_data().map(|data| data.join("awkward")) else { return };
    let table =
        |file: &str| read(&folder.join(file), &ReadOptions::default(), &Progress::new()).unwrap();
    let numbers = |table: &Table, column: usize| match &table.columns()[column].values {
        Values::Numbers(numbers) => numbers.clone(),
        other => panic!("{}: {other:?}", table.columns()[column].name),
    };
    let hotels = table("02_table-with-accents.csv");
    assert_eq!(numbers(&hotels, 4)[..2], [0.611_553_068, 0.559_014_092]);
    assert_eq!(numbers(&hotels, 5)[0], 81.204_161_29);
    assert_eq!(hotels.columns()[2].text(0), "2013-01-01");
    assert_eq!(numbers(&hotels, 3)[0], 2013.0);
    // "in restauro" stands among two cells: nothing is lost, and the thousands wait for a decision.
    let museums = table("09_issue-825.csv");
    assert_eq!([0, 1].map(|at| museums.columns()[1].text(at)), ["23.824", "in restauro"]);
    let options = ReadOptions {
        missing: vec!["in restauro".to_owned()],
        decimal: Some(','),
        ..ReadOptions::default()
    };
    let told = read(&folder.join("09_issue-825.csv"), &options, &Progress::new()).unwrap();
    assert_eq!(numbers(&told, 1)[0], 23_824.0);
    assert!(numbers(&told, 1)[1].is_nan());
    let money = table("27_multi_column.csv");
    assert_eq!(numbers(&money, 1), [1e5, 300_000.2, 300_000_000.4, 50.0, 9_999_999_999.2]);
    let both = table("28_decimal_separators.csv");
    assert_eq!(numbers(&both, 0), [1.1, 0.25, 15_300.0, 15_300.0, -15_300.0]);
    assert_eq!(numbers(&both, 0), numbers(&both, 1));
    let funding = table("29_comma_decimal_null.csv");
    let column = funding.columns().iter().position(|c| c.name == "FINANZ_STATO_FSC").unwrap();
    assert!(numbers(&funding, column).contains(&8e7));
    let locale = table("37_test_locale.csv");
    assert_eq!((numbers(&locale, 0), numbers(&locale, 1)), (vec![1.7], vec![2e8]));
    let states = table("42_FY09_EDU_Recipients_by_State.csv");
    assert_eq!(numbers(&states, 3)[..4], [6718.0, 776.0, 26_822.0, 2061.0]);
    assert_eq!(numbers(&states, 8)[0], 12_426.0);
    assert_eq!(states.columns()[2].text(0), "01", "codes keep their zero");
}
