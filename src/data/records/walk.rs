//! The cells of checked records, one after the other: every record as wide as the header, none blank.

use super::{Records, is_blank, plain};

impl Records<'_> {
    /// Fields of a record.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// Calls `each` with the number of the column and the cell, for all cells of a text of whole records.
    pub fn walk(&self, part: &str, each: impl FnMut(usize, &str)) {
        if self.bare { self.walk_bare(part, each) } else { self.walk_careful(part, each) }
    }

    fn walk_bare(&self, part: &str, mut each: impl FnMut(usize, &str)) {
        let (bytes, separator) = (part.as_bytes(), self.dialect.separator.value as u8);
        let line_end = |from: usize| {
            memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |length| from + length)
        };
        let (mut start, mut column) = (0, 0);
        // The last line may have no end.
        let last = (!part.ends_with('\n')).then_some(bytes.len());
        for at in memchr::memchr2_iter(separator, b'\n', bytes).chain(last) {
            if at < start {
                continue; // inside a blank line
            }
            let may_be_blank = column == 0 && part[start..at].trim_ascii().is_empty();
            if may_be_blank && plain::is_blank(&bytes[start..line_end(start)], separator) {
                start = line_end(start) + 1;
                continue;
            }
            each(column, &part[start..at]);
            start = at + 1;
            column = if bytes.get(at) == Some(&separator) { column + 1 } else { 0 };
        }
    }

    fn walk_careful(&self, part: &str, mut each: impl FnMut(usize, &str)) {
        let mut reader = self.dialect.reader(part);
        let mut record = csv::ByteRecord::new();
        // The text is in memory and flexible in width: the reader has nothing to fail on.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            if is_blank(&record) {
                continue;
            }
            let cells = record.iter().chain(std::iter::repeat(&b""[..])).take(self.width());
            for (column, cell) in cells.enumerate() {
                // Cut out of a text, between ASCII marks.
                each(column, std::str::from_utf8(cell).unwrap_or_default());
            }
        }
    }
}
