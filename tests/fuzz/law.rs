//! What must hold for any bytes whatever: they are read as a table that hangs together, or refused in one
//! line; without a panic, and in time. The fuzz target and the tests call the same function.

use dimlens::data::{ColumnProfile, DataError, Dialect, ReadOptions, Table, read_bytes};
use dimlens::progress::Progress;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Time for bytes of any kind, and what each of them may add: far more than any takes, far less than a hang.
const START: Duration = Duration::from_secs(5);
const EACH_BYTE: Duration = Duration::from_micros(20);

/// Reads the bytes as they are, and as a user who is wrong about them would.
pub fn any_bytes(bytes: &[u8]) {
    check(bytes, &ReadOptions::default());
    // What is decided follows from the bytes, so that a finding can be run again.
    let sum = bytes.iter().fold(0_usize, |sum, byte| sum * 31 % 9973 + usize::from(*byte));
    let pick = |from: &str, turn: usize| from.chars().cycle().nth(sum / turn);
    let options = ReadOptions {
        separator: pick(",;\t| ^", 1),
        header: [None, Some(true), Some(false)][sum % 3],
        encoding: [None, Some("windows-1252"), Some("utf-16le"), Some("shift_jis")][sum % 4]
            .map(str::to_owned),
        quote: [None, Some('\''), Some(ReadOptions::NO_QUOTE)][sum / 3 % 3],
        skip: [None, Some(0), Some(1), Some(1000)][sum / 5 % 4],
        decimal: [None, Some(','), Some('.')][sum / 7 % 3],
        day_first: [None, Some(true), Some(false)][sum / 11 % 3],
        missing: ["-1", "a", "1,5"][..sum / 13 % 4].iter().map(|&word| word.into()).collect(),
        ..ReadOptions::default()
    };
    check(bytes, &options);
}

fn check(bytes: &[u8], options: &ReadOptions) {
    let started = Instant::now();
    match read_bytes("any.csv", bytes, options, &Progress::new()) {
        Ok(table) => hangs_together(&table),
        Err(error) => refused_in_one_line(&error),
    }
    let most = START + EACH_BYTE * bytes.len() as u32;
    assert!(started.elapsed() < most, "{:?} for {} bytes", started.elapsed(), bytes.len());
}

fn hangs_together(table: &Table) {
    let rows = table.rows().len();
    assert!(table.rows().is_sorted());
    let names: BTreeSet<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names.len(), table.columns().len(), "names are unique");
    assert!(names.iter().all(|name| !name.trim().is_empty()), "names are not blank");
    for column in table.columns() {
        let profile = ColumnProfile::new(column);
        assert!(profile.missing <= rows && profile.distinct <= rows);
        let empty = (0..rows).filter(|&at| column.text(at).is_empty()).count();
        assert_eq!(empty, profile.missing, "{}: a cell has a text or is missing", column.name);
    }
    for notice in table.notices() {
        assert!(!notice.text.is_empty());
    }
    for told in table.dialect().into_iter().flat_map(Dialect::told) {
        assert!((0.0..=1.0).contains(&told.confidence) && !told.reason.is_empty(), "{told:?}");
    }
}

fn refused_in_one_line(error: &DataError) {
    let text = error.to_string();
    assert!(text.starts_with("any.csv"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}
