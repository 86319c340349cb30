//! The lengths inside Arrow messages, checked before polars believes them: it takes as much memory as a damaged
//! file says, and a program that asks for more than there is ends.
//!
//! Layout: <https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format>; its tables are
//! flatbuffers, of which only what is needed here is read.

/// What announces a message.
const CONTINUES: u32 = u32::MAX;
/// Kinds of messages with a body.
const DICTIONARY: u8 = 2;
const BATCH: u8 = 3;
/// Bytes before a compressed buffer: its length when unpacked, or -1 where it is not packed.
const PREFIX: usize = 8;

/// What the messages of a stream add up to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    /// Rows of the batches.
    pub rows: u64,
    /// Bytes of all buffers, unpacked.
    pub bytes: u64,
    /// Whether the mark was found that ends a stream.
    pub ended: bool,
}

/// Adds up all messages; `None` where a length leads outside its place.
pub(super) fn sum(mut stream: &[u8]) -> Option<Sum> {
    let mut sum = Sum::default();
    while !stream.is_empty() {
        if number::<4>(stream, 0)? != u64::from(CONTINUES) {
            return None;
        }
        let length = usize::try_from(number::<4>(stream, 4)?).ok()?;
        if length == 0 {
            sum.ended = true;
            break;
        }
        let (message, rest) = stream.get(8..)?.split_at_checked(length)?;
        let message = Table::root(message)?;
        let body = usize::try_from(message.number::<8>(3)?).ok()?;
        let (body, rest) = rest.split_at_checked(body)?;
        match message.number::<1>(1)? as u8 {
            BATCH => {
                let (rows, bytes) = batch(&message.table(2)?, body)?;
                sum.rows = sum.rows.checked_add(rows)?;
                sum.bytes = sum.bytes.checked_add(bytes)?;
            }
            DICTIONARY => {
                let (_, bytes) = batch(&message.table(2)?.table(1)?, body)?;
                sum.bytes = sum.bytes.checked_add(bytes)?;
            }
            _ => {}
        }
        stream = rest;
    }
    Some(sum)
}

/// Rows and unpacked bytes of a batch.
fn batch(batch: &Table, body: &[u8]) -> Option<(u64, u64)> {
    let sane = |length: u64| u32::try_from(length).ok();
    let rows = sane(batch.number::<8>(0)?)?;
    for node in batch.structs(1)? {
        sane(number::<8>(node, 0)?)?;
        sane(number::<8>(node, 8)?)?;
    }
    let packed = batch.place(3)?.is_some();
    let mut bytes = 0_u64;
    for buffer in batch.structs(2)? {
        let [start, length] = [0, 8].map(|at| number::<8>(buffer, at));
        let (start, length) = (usize::try_from(start?).ok()?, usize::try_from(length?).ok()?);
        let buffer = body.get(start..start.checked_add(length)?)?;
        let unpacked = match (packed, length) {
            (true, 1..) => match number::<PREFIX>(buffer, 0)? {
                u64::MAX => length as u64,
                unpacked => unpacked,
            },
            _ => length as u64,
        };
        bytes = bytes.checked_add(unpacked)?;
    }
    Some((u64::from(rows), bytes))
}

/// A little-endian number of `N` bytes; negative ones come out huge.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(N)?)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}

/// A table of a flatbuffer: its fields are found through a list of offsets.
struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
    offsets: usize,
    end: usize,
}

impl<'a> Table<'a> {
    fn root(bytes: &'a [u8]) -> Option<Self> {
        Self::new(bytes, usize::try_from(number::<4>(bytes, 0)?).ok()?)
    }

    fn new(bytes: &'a [u8], at: usize) -> Option<Self> {
        let back = number::<4>(bytes, at)? as u32;
        let offsets = i64::try_from(at).ok()?.checked_sub(i64::from(back.cast_signed()))?;
        let offsets = usize::try_from(offsets).ok()?;
        let end = offsets.checked_add(usize::try_from(number::<2>(bytes, offsets)?).ok()?)?;
        Some(Self { bytes, at, offsets, end })
    }

    /// Where a field lies; `Some(None)` where it has its default.
    #[allow(
        clippy::option_option,
        reason = "a field that is not there is no fault, as one outside is"
    )]
    fn place(&self, field: usize) -> Option<Option<usize>> {
        let entry = self.offsets + 4 + 2 * field;
        if entry + 2 > self.end {
            return Some(None);
        }
        let offset = usize::try_from(number::<2>(self.bytes, entry)?).ok()?;
        Some((offset > 0).then_some(self.at + offset))
    }

    fn number<const N: usize>(&self, field: usize) -> Option<u64> {
        self.place(field)?.map_or(Some(0), |place| number::<N>(self.bytes, place))
    }

    /// What the offset in a field points to.
    fn target(&self, field: usize) -> Option<usize> {
        let place = self.place(field)??;
        place.checked_add(usize::try_from(number::<4>(self.bytes, place)?).ok()?)
    }

    fn table(&self, field: usize) -> Option<Self> {
        Self::new(self.bytes, self.target(field)?)
    }

    /// A list of structures of two numbers, 16 bytes each.
    fn structs(&self, field: usize) -> Option<std::slice::ChunksExact<'a, u8>> {
        if self.place(field)?.is_none() {
            return Some([].chunks_exact(16));
        }
        let start = self.target(field)?;
        let length = usize::try_from(number::<4>(self.bytes, start)?).ok()?;
        let end = length.checked_mul(16)?.checked_add(start + 4)?;
        Some(self.bytes.get(start + 4..end)?.chunks_exact(16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{Column, DataFrame, IpcCompression, IpcStreamWriter, SerWriter};

    fn stream(compression: Option<IpcCompression>) -> Vec<u8> {
        let columns = vec![Column::new("a".into(), vec![7_i64; 1000])];
        let mut frame = DataFrame::new_infer_height(columns).unwrap();
        let mut bytes = Vec::new();
        IpcStreamWriter::new(&mut bytes).with_compression(compression).finish(&mut frame).unwrap();
        bytes
    }

    #[test]
    fn rows_and_unpacked_bytes_are_those_of_the_writer() {
        for compression in [None, Some(IpcCompression::LZ4)] {
            let found = sum(&stream(compression)).unwrap();
            assert!(found.ended);
            assert_eq!(found.rows, 1000);
            assert!((8000..8200).contains(&found.bytes), "{found:?}");
        }
    }

    #[test]
    fn a_length_that_leads_outside_is_seen() {
        let whole = stream(None);
        assert_eq!(sum(&whole[..whole.len() - 100]), None);
        assert!(!sum(&whole[..whole.len() - 8]).unwrap().ended);
        assert_eq!(sum(b"\xff\xff\xff\xff\xff\xff\xff\x7f1234"), None);
    }
}
