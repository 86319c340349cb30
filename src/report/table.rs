//! Rows of words as comma-separated values.

/// A CSV file (RFC 4180, but lines end in a line feed; UTF-8): fields with commas, quotes or line breaks
/// are quoted. Rows may be shorter or longer than the header; they are written as they are.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn csv(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(header).expect("memory takes every record");
    for row in rows {
        writer.write_record(&row).expect("memory takes every record");
    }
    writer.into_inner().expect("memory takes every record")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_fields_survive_a_round_trip() {
        let header = ["id", "a,b", "say \"hi\""].map(str::to_owned);
        let rows = [["1", "line\nbreak", ""], ["", " blank ", "\u{e9}\u{20ac}"]]
            .map(|row| row.map(str::to_owned).to_vec());
        let bytes = csv(&header, rows.iter().cloned());
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        assert_eq!(reader.headers().unwrap(), &header[..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }

    #[test]
    fn a_single_empty_field_is_not_an_empty_line() {
        let bytes = csv(&["a".to_owned()], std::iter::once(vec![String::new()]));
        assert_eq!(bytes, b"a\n\"\"\n");
    }
}
