//! Old workbooks (.xls), before calamine opens them: it lays out all cells between the outermost ones of each sheet,
//! and a changed byte moves a cell so far away that no memory holds what is between.
//!
//! The file is a compound file (MS-CFB); its stream of the name Workbook holds records of four bytes and a content
//! (MS-XLS). Only the places of the cells are read here, and what cannot be read is left to calamine.

use super::super::super::{DataError, memory};
use super::WHAT;

/// Columns of a sheet of the format.
const COLUMNS: u32 = 256;
/// Bytes that calamine takes for a cell.
const CELL: u64 = 32;
/// Streams below this size lie in small sectors.
const SMALL: usize = 4096;
/// Sectors of this number and above are no sectors: ends, free ones.
const LAST: u32 = 0xFFFF_FFFA;

/// Refuses a workbook whose cells lie where none can, or too far apart for the free memory.
pub(super) fn check(file: &str, bytes: &[u8]) -> Result<(), DataError> {
    let Some(stream) = workbook(bytes) else { return Ok(()) };
    let mut spans: Vec<Span> = Vec::new();
    let mut rest = stream.as_slice();
    while let Some((kind, content, after)) = record(rest) {
        match kind {
            0x0809 => spans.push(Span::default()),
            0x0006
            | 0x0201
            | 0x0203..=0x0205
            | 0x0207
            | 0x027E
            | 0x00BD
            | 0x00BE
            | 0x00D6
            | 0x00FD => {
                let many = matches!(kind, 0x00BD | 0x00BE);
                let row = u16_at(content, 0);
                let column = u16_at(content, 2);
                let last =
                    if many { u16_at(content, content.len().saturating_sub(2)) } else { column };
                if let (Some(row), Some(column), Some(last)) = (row, column, last) {
                    if column.max(last) >= COLUMNS {
                        return Err(DataError::Damaged {
                            file: file.to_owned(),
                            what: WHAT,
                            message: "a cell lies beyond the last column".to_owned(),
                        });
                    }
                    if let Some(span) = spans.last_mut() {
                        span.add(row, column.max(last));
                    }
                }
            }
            _ => {}
        }
        rest = after;
    }
    memory::refuse_beyond(file, spans.iter().map(|span| CELL * span.cells()).sum())
}

/// The rows and columns that hold a sheet's cells. Where it begins is not asked: few sheets begin far down.
#[derive(Default)]
struct Span {
    rows: u32,
    columns: u32,
}

impl Span {
    fn add(&mut self, row: u32, column: u32) {
        self.rows = self.rows.max(row + 1);
        self.columns = self.columns.max(column + 1);
    }

    fn cells(&self) -> u64 {
        u64::from(self.rows) * u64::from(self.columns)
    }
}

/// Type and content of the first record, and what follows it.
fn record(rest: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let (kind, length) = (u16_at(rest, 0)?, u16_at(rest, 2)? as usize);
    let (content, after) = rest.get(4..)?.split_at_checked(length)?;
    Some((kind, content, after))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u32::from(u16::from_le_bytes(*two)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?))
}

/// The stream that holds the sheets.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let size =
        1_usize.checked_shl(u16_at(bytes, 30)?).filter(|size| (128..=4096).contains(size))?;
    let small =
        1_usize.checked_shl(u16_at(bytes, 32)?).filter(|small| (16..=1024).contains(small))?;
    let sector = |id: u32| {
        let start = (id as usize).checked_add(1)?.checked_mul(size)?;
        bytes.get(start..).map(|rest| &rest[..rest.len().min(size)])
    };
    let most = bytes.len() / size + 1;
    // The table of sectors, itself in sectors: 109 are named in the header, more in sectors of their own.
    let mut tables: Vec<u32> = (0..109).map_while(|at| u32_at(bytes, 76 + 4 * at)).collect();
    let mut next = u32_at(bytes, 68)?;
    for _ in 0..most {
        let Some(more) = sector(next).filter(|_| next < LAST) else { break };
        let ids: Vec<u32> = (0..size / 4).map_while(|at| u32_at(more, 4 * at)).collect();
        let (last, ids) = ids.split_last()?;
        tables.extend(ids);
        next = *last;
    }
    tables.retain(|id| *id < LAST);
    tables.truncate(most);
    let mut table: Vec<u32> = Vec::new();
    for id in tables {
        let ids = sector(id)?;
        table.extend((0..ids.len() / 4).filter_map(|at| u32_at(ids, 4 * at)));
    }
    let chain = |first: u32, table: &[u32]| {
        let mut ids = Vec::new();
        let mut id = first;
        while id < LAST && ids.len() <= most.max(table.len()) {
            ids.push(id);
            let Some(next) = table.get(id as usize) else { break };
            id = *next;
        }
        ids
    };
    let read = |first: u32| -> Vec<u8> {
        chain(first, &table).into_iter().take(most).filter_map(sector).flatten().copied().collect()
    };
    let folder = read(u32_at(bytes, 48)?);
    let entries = folder.chunks_exact(128);
    let named = |entry: &&[u8], name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.starts_with(&wide) && entry[wide.len()..wide.len() + 2] == [0, 0]
    };
    let mut found =
        entries.clone().filter(|entry| named(entry, "Workbook") || named(entry, "Book"));
    let entry = found.next()?;
    let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    let mut stream = if length >= SMALL {
        read(first)
    } else {
        let root = read(u32_at(entries.clone().next()?, 116)?);
        let table = read(u32_at(bytes, 60)?);
        let table: Vec<u32> =
            (0..table.len() / 4).filter_map(|at| u32_at(&table, 4 * at)).collect();
        let pieces = chain(first, &table).into_iter().filter_map(|id| {
            let start = (id as usize).checked_mul(small)?;
            root.get(start..).map(|rest| &rest[..rest.len().min(small)])
        });
        pieces.take(SMALL).flatten().copied().collect()
    };
    stream.truncate(length);
    Some(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../../../tests/it/files/customers.xls");

    #[test]
    fn cells_that_no_sheet_holds_are_refused() {
        assert!(check("f", BOOK).is_ok());
        let stream = workbook(BOOK).unwrap();
        // The first number of the sheet: type, length, row, column.
        let at = (0..stream.len() - 8)
            .find(|&at| stream[at..].starts_with(&[0x03, 0x02, 14, 0]))
            .or_else(|| {
                (0..stream.len() - 8).find(|&at| stream[at..].starts_with(&[0x7E, 0x02, 10, 0]))
            });
        let cell = &stream[at.unwrap()..][..8];
        let place = memchr::memmem::find(BOOK, cell).unwrap();
        let mut damaged = BOOK.to_vec();
        damaged[place + 7] = 0xFF;
        let error = check("f", &damaged).unwrap_err().to_string();
        assert!(error.contains("beyond the last column"), "{error}");
    }

    #[test]
    fn what_is_no_compound_file_is_left_alone() {
        for length in [0, 8, 100, 600, 5000] {
            assert!(check("f", &BOOK[..length]).is_ok(), "{length}");
        }
        assert!(check("f", &[0xFF; 4000]).is_ok());
    }
}
