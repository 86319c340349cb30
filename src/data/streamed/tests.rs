use super::*;
use crate::data::read_bytes;

const SAMPLE: RowSample = RowSample { rows: 50, seed: 3 };

fn drawn(bytes: &[u8], sample: RowSample) -> Result<Table, DataError> {
    let (size, options) = (bytes.len() as u64, ReadOptions::default());
    let head = &bytes[..bytes.len().min(2000)];
    let table = draw("t.csv", bytes, size, head, &options, sample, &Progress::new())?;
    Ok(table.unwrap())
}

fn whole(bytes: &[u8], sample: RowSample) -> Table {
    let options = ReadOptions { sample: Some(sample), ..ReadOptions::default() };
    read_bytes("t.csv", bytes, &options, &Progress::new()).unwrap()
}

fn table(end: &str, separator: char) -> String {
    let line = |row: usize| {
        let note = if row.is_multiple_of(7) { "\"x\ny\"" } else { "\u{e4}" };
        [row.to_string(), note.to_owned(), format!("{}.5", row % 90)].join(&separator.to_string())
    };
    let header = format!("n{separator}note{separator}v");
    let lines: Vec<String> = std::iter::once(header).chain((1..=3000).map(line)).collect();
    lines.join(end) + end
}

#[test]
fn the_rows_are_those_of_the_whole_table() {
    for (end, separator) in [("\n", ','), ("\r\n", ';'), ("\n", '\t')] {
        let text = table(end, separator);
        for bytes in [text.clone().into_bytes(), latin(&text), little(&text)] {
            let (one, other) = (drawn(&bytes, SAMPLE).unwrap(), whole(&bytes, SAMPLE));
            assert_eq!(one.rows(), other.rows());
            assert_eq!(one.rows().len(), 50);
            assert_eq!(one.columns(), other.columns());
            assert!(one.notices().iter().any(|n| n.text.contains("sample of 50 of 3000 rows")));
        }
    }
}

fn latin(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn little(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xFF, 0xFE].into_iter().chain(units).collect()
}

#[test]
fn titles_blank_records_and_names_are_seen_as_before() {
    let text = "Report\n\nid;v\n1;2\n\n;\n".to_owned() + &"3;4\n".repeat(99);
    let all = RowSample { rows: 1000, seed: 1 };
    let (one, other) = (drawn(text.as_bytes(), all).unwrap(), whole(text.as_bytes(), all));
    assert_eq!((one.rows(), one.columns()), (other.rows(), other.columns()));
    let texts = |table: &Table| table.notices().iter().map(|n| n.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&one), texts(&other));
}

#[test]
fn records_out_of_shape_are_listed_with_their_lines() {
    for end in ["\n", "\r\n"] {
        let mut lines: Vec<&str> = vec!["a,b"; 1];
        lines.extend(["1,2"; 400]);
        lines[300] = "1";
        let table = drawn(lines.join(end).as_bytes(), SAMPLE).unwrap();
        assert!(
            table.notices().iter().any(|n| n.text.contains("line 301.")),
            "{:?}",
            table.notices()
        );
    }
}

#[test]
fn a_mark_that_nothing_closes_does_not_fill_the_memory() {
    let text = "a,b\n1,2\n3,\"x\n".to_owned() + &"4,5\n".repeat(6 << 20);
    let error = drawn(text.as_bytes(), SAMPLE).unwrap_err().to_string();
    assert!(error.starts_with("t.csv, line 3"), "{error}");
}

#[test]
fn a_large_file_is_drawn_from_or_refused_beforehand() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let line = "1,2,some words that fill a line\n".repeat(1 << 10);
    let text = "a,b,c\n".to_owned() + &line.repeat(LARGE as usize / line.len() + 1);
    std::fs::write(file.path(), &text).unwrap();
    let read = |sample, free| {
        let options = ReadOptions { sample, ..ReadOptions::default() };
        read(file.path(), &options, || free, &Progress::new())
    };
    assert_eq!(read(Some(SAMPLE), 0).unwrap().unwrap().rows().len(), 50);
    assert!(read(None, 4 * LARGE).unwrap().is_none());
    let error = read(None, 2 * LARGE).unwrap_err().to_string();
    assert!(error.contains("--rows 100000") && error.contains("MB of memory"), "{error}");
}

#[test]
fn cancelling_stops_it() {
    let text = table("\n", ',');
    let progress = Progress::new();
    progress.cancel();
    let bytes = text.as_bytes();
    let result = draw("t", bytes, 9, bytes, &ReadOptions::default(), SAMPLE, &progress);
    assert!(matches!(result, Err(DataError::Cancelled(_))));
}
