//! The cells of checked records, one after the other: every record as wide as the header, none blank.

use super::marks::Marks;
use super::{Records, Shape, is_blank, plain};
use csv::StringRecord;
use std::collections::VecDeque;

/// Bytes at the end of a text in which its last lines stand.
const TAIL: usize = 1 << 14;

impl Records<'_> {
    /// Fields of a record.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// The last records, `most` of them or fewer.
    pub fn tail(&self, most: usize) -> Vec<StringRecord> {
        let Some(part) = self.parts.last() else { return Vec::new() };
        // Where lines are records the last lines are enough.
        let from = part.text.len().saturating_sub(TAIL);
        let cut = (self.shape != Shape::Any && from > 0)
            .then(|| memchr::memchr(b'\n', &part.text.as_bytes()[from..]))
            .flatten();
        let text = cut.map_or(part.text, |at| &part.text[from + at + 1..]);
        let mut last = VecDeque::new();
        let mut record = StringRecord::new();
        self.walk(text, |column, cell| {
            record.push_field(cell);
            if column + 1 == self.width() {
                last.push_back(std::mem::take(&mut record));
                if last.len() > most {
                    last.pop_front();
                }
            }
        });
        last.into()
    }

    /// Calls `each` with the number of the column and the cell, for all cells of a text of whole records.
    /// Whether all records were as they were taken to be.
    pub fn walk(&self, part: &str, each: impl FnMut(usize, &str)) -> bool {
        match self.shape {
            Shape::Alike => return self.walk_alike(part, each),
            Shape::Bare => self.walk_bare(part, each),
            Shape::Any => self.walk_careful(part, each),
        }
        true
    }

    /// Ends at the first record that is blank or has another width.
    fn walk_alike(&self, part: &str, mut each: impl FnMut(usize, &str)) -> bool {
        let (bytes, separator) = (part.as_bytes(), self.dialect.separator.value as u8);
        let last_column = self.width().saturating_sub(1);
        let (mut line, mut start, mut column) = (0, 0, 0);
        // The last line may have no end.
        let last = (!part.ends_with('\n')).then_some(bytes.len());
        for at in Marks::new(bytes, separator, b'\n').chain(last) {
            let cell = &part[start..at];
            start = at + 1;
            if bytes.get(at) == Some(&separator) {
                if column == last_column {
                    return false;
                }
                each(column, cell);
                column += 1;
            } else {
                if column != last_column || plain::is_blank(&bytes[line..at], separator) {
                    return false;
                }
                each(column, cell);
                (line, column) = (start, 0);
            }
        }
        true
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
