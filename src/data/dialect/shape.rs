//! How text falls into records.

use csv::ByteRecord;

/// What decides how text falls into records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    pub separator: u8,
    pub quote: u8,
    /// A mark inside a field is written `\"`.
    pub backslash: bool,
    /// Lines that begin with `#` are no records.
    pub comment: bool,
}

impl Shape {
    /// A reader of such records.
    pub fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        self.reader_of(text.as_bytes())
    }

    /// A reader of such records from any source.
    pub fn reader_of<R: std::io::Read>(self, source: R) -> csv::Reader<R> {
        csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .quote(self.quote)
            .double_quote(!self.backslash)
            .escape(self.backslash.then_some(b'\\'))
            .comment(self.comment.then_some(b'#'))
            .has_headers(false)
            .flexible(true)
            .from_reader(source)
    }

    /// The records' numbers of fields; blank records say nothing of the shape.
    pub fn widths(self, look: &str, whole: bool) -> Vec<usize> {
        self.measured(look, whole, ByteRecord::len)
    }

    /// The same, without the empty fields at the end of a record.
    pub fn extents(self, look: &str, whole: bool) -> Vec<usize> {
        let last = |record: &ByteRecord| {
            record.iter().enumerate().rfind(|(_, cell)| filled(cell)).map_or(0, |(at, _)| at + 1)
        };
        self.measured(look, whole, last)
    }

    fn measured(self, look: &str, whole: bool, of: impl Fn(&ByteRecord) -> usize) -> Vec<usize> {
        let records = self.reader(look).into_byte_records().map_while(Result::ok);
        let mut widths: Vec<usize> =
            records.filter(|record| record.iter().any(filled)).map(|record| of(&record)).collect();
        if !whole && widths.len() > 1 {
            widths.pop(); // cut off in the middle
        }
        widths
    }
}

fn filled(cell: &[u8]) -> bool {
    !cell.trim_ascii().is_empty()
}

/// The commonest width and the share of records that have it; on a tie the width that comes first.
pub(super) fn common(widths: &[usize]) -> (usize, f64) {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let most = sorted
        .chunk_by(|a, b| a == b)
        .map(|run| (run.len(), widths.iter().position(|w| w == &run[0]), run[0]))
        .max_by_key(|&(count, place, _)| (count, std::cmp::Reverse(place)));
    most.map_or((0, 0.0), |(count, _, width)| (width, count as f64 / widths.len() as f64))
}
