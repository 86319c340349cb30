//! The pages of a Parquet file, before its reader takes their word: it reserves as much memory as a page says it has
//! values, and a changed byte can make that more than any machine has.
//!
//! A page begins with its header in Thrift's compact protocol; only its sizes are read here
//! (parquet-format, `parquet.thrift`, `PageHeader`).

use super::super::super::memory;
use polars::prelude::ParquetReader;
use std::io::Cursor;

/// Structures within structures, at most.
const DEPTH: usize = 16;

/// What is wrong with the sizes in a file, if anything.
pub(super) fn wrong(reader: &mut ParquetReader<Cursor<&[u8]>>, bytes: &[u8]) -> Option<String> {
    let metadata = reader.get_metadata().ok()?.clone();
    let free = memory::free();
    for group in &metadata.row_groups {
        for column in group.parquet_columns() {
            let range = column.byte_range();
            let place = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
            let chunk = place.and_then(|(start, end)| bytes.get(start..end));
            let Some(chunk) = chunk else { return Some("a column lies outside of it".to_owned()) };
            let flat = column.descriptor().descriptor.max_rep_level == 0;
            let values = u64::try_from(column.num_values()).unwrap_or(u64::MAX);
            if flat && values != group.num_rows() as u64 {
                return Some("a column has more or fewer values than rows".to_owned());
            }
            if let Some(what) = wrong_pages(chunk, values, free) {
                return Some(what.to_owned());
            }
        }
    }
    None
}

/// The same for the pages of one column.
fn wrong_pages(mut chunk: &[u8], values: u64, free: u64) -> Option<&'static str> {
    let (mut seen, mut unpacked) = (0, 0_u64);
    while seen < values && !chunk.is_empty() {
        let mut thrift = Thrift { rest: chunk };
        let Some(page) = thrift.page() else {
            return Some("the beginning of a page cannot be read");
        };
        let rest = thrift.rest;
        let Some(rest) = usize::try_from(page.packed).ok().and_then(|packed| rest.get(packed..))
        else {
            return Some("a page is longer than its column");
        };
        let size = u64::try_from(page.unpacked).unwrap_or(u64::MAX);
        unpacked = unpacked.saturating_add(size);
        if unpacked > free {
            return Some("a page says that it is larger than the memory that is free");
        }
        let count = u64::try_from(page.values).unwrap_or(u64::MAX);
        if page.dictionary {
            // Each entry has a byte at least.
            if count > size.max(1) {
                return Some("a page has more entries than bytes");
            }
        } else {
            seen = seen.saturating_add(count);
        }
        chunk = rest;
    }
    (seen != values).then_some("its pages have more or fewer values than it says")
}

/// The sizes of a page.
#[derive(Debug, Default, PartialEq)]
struct Page {
    packed: i64,
    unpacked: i64,
    values: i64,
    dictionary: bool,
}

/// What remains of a text in Thrift's compact protocol.
struct Thrift<'a> {
    rest: &'a [u8],
}

impl Thrift<'_> {
    fn page(&mut self) -> Option<Page> {
        let mut page = Page::default();
        let mut last = 0;
        while let Some((id, kind)) = self.field(&mut last)? {
            match (id, kind) {
                (2, 5) => page.unpacked = self.integer()?,
                (3, 5) => page.packed = self.integer()?,
                // Data pages of both versions, and dictionaries: the first field counts the values.
                (5 | 7 | 8, 12) => {
                    page.dictionary = id == 7;
                    let mut inner = 0;
                    while let Some((id, kind)) = self.field(&mut inner)? {
                        if (id, kind) == (1, 5) {
                            page.values = self.integer()?;
                        } else {
                            self.skip(kind, DEPTH)?;
                        }
                    }
                }
                _ => self.skip(kind, DEPTH)?,
            }
        }
        Some(page)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn integer(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// Number and type of the next field; the inner `None` is the end of the structure.
    #[allow(clippy::option_option, reason = "the outer one is the end of the bytes")]
    fn field(&mut self, last: &mut i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        let step = i64::from(byte >> 4);
        *last = if step == 0 { self.integer()? } else { last.checked_add(step)? };
        Some(Some((*last, byte & 0x0F)))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 => {}
            3 => self.rest = self.rest.get(1..)?,
            4..=6 => {
                self.varint()?;
            }
            7 => self.rest = self.rest.get(8..)?,
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.rest = self.rest.get(length..)?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.varint()?,
                    few => u64::from(few),
                };
                for _ in 0..count {
                    // Truth in a list takes a byte.
                    self.skip(if head & 0x0F <= 2 { 3 } else { head & 0x0F }, depth)?;
                }
            }
            12 => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind, depth)?;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A data page of 3 values in 2 bytes: type 0, sizes 2 and 2, then the header of the data.
    const PAGE: [u8; 13] = [0x15, 0, 0x15, 4, 0x15, 4, 0x2C, 0x15, 6, 0x15, 0, 0, 0];

    #[test]
    fn sizes_of_a_page_are_read() {
        let page = Thrift { rest: &PAGE }.page().unwrap();
        assert_eq!(page, Page { packed: 2, unpacked: 2, values: 3, dictionary: false });
        let chunk = [&PAGE[..], &[7, 7]].concat();
        assert_eq!(wrong_pages(&chunk, 3, 1000), None);
        assert!(wrong_pages(&chunk, 4, 1000).is_some() && wrong_pages(&chunk, 2, 1000).is_some());
        assert!(wrong_pages(&chunk, 3, 1).is_some(), "no memory");
        assert!(wrong_pages(&chunk[..14], 3, 1000).is_some(), "cut off");
        assert!(wrong_pages(&[0x19, 0xFF, 0xFF, 0xFF], 3, 1000).is_some());
    }
}
