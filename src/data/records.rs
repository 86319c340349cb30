//! Every record's number of fields, checked; polars' own errors name neither line nor field.

use super::{DataError, Dialect};

/// What the check learned of the text.
pub(super) struct Records {
    /// The header's cells, or as many empty ones as there are fields.
    pub header: Vec<String>,
    /// Byte at which the data begin.
    pub data_start: usize,
    /// Records that hold at least one cell.
    pub count: usize,
    /// Records with empty cells only.
    pub blank: usize,
    /// Line and first byte of the first record whose quotation marks do not pair, if any.
    stray_quote: Option<u64>,
}

impl Records {
    /// The error for a text that two readers split differently: a stray quotation mark where there is
    /// one, else `message`.
    pub fn disagreement(&self, file: &str, message: String) -> DataError {
        match self.stray_quote {
            Some(line) => DataError::StrayQuote { file: file.to_owned(), line },
            None => DataError::Parse { file: file.to_owned(), message },
        }
    }
}

/// Reads every record once and compares its width with the header's.
pub(super) fn check(file: &str, text: &str, dialect: &Dialect) -> Result<Records, DataError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(dialect.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut found =
        Records { header: Vec::new(), data_start: 0, count: 0, blank: 0, stray_quote: None };
    let mut expected = None;
    // The text is in memory and flexible in width: the reader has nothing to fail on.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let blank = record.iter().all(|cell| cell.trim_ascii().is_empty());
        let line = record.position().map_or(0, csv::Position::line);
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let end = reader.position().byte() as usize;
        if expected.is_none() && blank && dialect.header {
            continue; // blank lines above the header
        }
        let width = *expected.get_or_insert(record.len());
        if found.header.is_empty() {
            found.header = if dialect.header {
                record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
            } else {
                vec![String::new(); width]
            };
            if dialect.header {
                found.data_start = end;
                continue;
            }
        }
        if blank {
            found.blank += 1;
            continue;
        }
        let marks = memchr::memchr_iter(b'"', &text.as_bytes()[start..end]).count();
        if marks % 2 == 1 && found.stray_quote.is_none() {
            found.stray_quote = Some(line);
        }
        if record.len() != width {
            return Err(match found.stray_quote {
                Some(line) => DataError::StrayQuote { file: file.to_owned(), line },
                None => ragged(file, line, record.len(), width),
            });
        }
        found.count += 1;
    }
    if let Some(line) = found.stray_quote {
        return Err(DataError::StrayQuote { file: file.to_owned(), line });
    }
    Ok(found)
}

fn ragged(file: &str, line: u64, found: usize, expected: usize) -> DataError {
    DataError::Ragged {
        file: file.to_owned(),
        line,
        field: found.min(expected) + 1,
        found,
        expected,
        hint: if found > expected {
            "Put quotation marks around a field that holds the separator."
        } else {
            "Add the missing fields, empty ones if need be."
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ReadOptions, dialect};
    use super::*;

    fn checked(text: &str) -> Result<Records, DataError> {
        check("f.csv", text, &dialect::sniff(text, &ReadOptions::default()))
    }

    #[test]
    fn blank_records_are_counted_and_skipped() {
        let records = checked("id,name\n1,a\n,\n\n2,b\n,\n").unwrap();
        assert_eq!((records.count, records.blank), (2, 2));
        assert_eq!(&"id,name\n1,a"[records.data_start..], "1,a");
    }

    #[test]
    fn a_long_record_is_found_by_line_and_field() {
        let error = checked("a,b\n1,2\n\"x\ny\",4\n5,6,7\n").err().unwrap();
        assert!(error.to_string().starts_with("f.csv, line 5, field 3"), "{error}");
    }

    #[test]
    fn a_short_record_is_found_by_line_and_field() {
        let error = checked("a,b,c\n1,2,3\n4,5\n").err().unwrap();
        assert!(error.to_string().starts_with("f.csv, line 3, field 3"), "{error}");
    }

    #[test]
    fn an_open_quotation_mark_is_found() {
        let error = checked("a,b\n1,2\n\"3,4\n5,6\n").err().unwrap();
        assert!(error.to_string().starts_with("f.csv, line 3"), "{error}");
        assert!(checked("a,b\n\"say \"\"hi\"\"\",2\n").is_ok());
    }
}
