//! How far the quotation marks of a text do what quotation marks do.

use super::shape::Shape;
use crate::data::{Guess, ReadOptions};

/// The quotation mark, with the share of the records with marks that use all of them well.
pub(super) fn quote(look: &str, shape: Shape, given: Option<char>) -> Guess<char> {
    let mark = char::from(shape.quote);
    if given.is_some() {
        return Guess::given(mark);
    }
    let (well, all) = count(look, shape);
    if all == 0 {
        return Guess::certain(mark, "No field is quoted.");
    }
    let inside = if shape.backslash { "behind a backslash" } else { "doubled" };
    let reason = format!(
        "In {well} of {all} records with such marks each opens or closes a field, or is {inside}."
    );
    Guess::new(mark, well as f64 / all as f64, reason)
}

/// The share of the records with marks that use all of them well; 1 where there is none.
pub(super) fn well(look: &str, shape: Shape) -> f64 {
    match count(look, shape) {
        (_, 0) => 1.0,
        (well, all) => well as f64 / all as f64,
    }
}

/// Records in which all marks are well placed, and records with marks.
fn count(look: &str, shape: Shape) -> (usize, usize) {
    let absent = memchr::memchr(shape.quote, look.as_bytes()).is_none();
    if absent || char::from(shape.quote) == ReadOptions::NO_QUOTE {
        return (0, 0);
    }
    let bytes = look.as_bytes();
    let mut reader = shape.reader(look);
    let mut record = csv::ByteRecord::new();
    let (mut well, mut all) = (0, 0);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let end = reader.position().byte() as usize;
        let raw = bytes.get(start..end).unwrap_or_default();
        if memchr::memchr(shape.quote, raw).is_some() {
            all += 1;
            let marks = marks(raw, shape);
            well += usize::from(!marks.odd && !marks.open);
        }
    }
    (well, all)
}

/// What the marks of one record do.
pub(super) struct Marks {
    /// Some stand inside a field, or have letters behind them.
    pub odd: bool,
    /// The last one opens a field, and nothing closes it.
    pub open: bool,
}

/// Reads a record, or several, as the reader does: inside a field that is not quoted a mark is a letter.
pub(super) fn marks(raw: &[u8], shape: Shape) -> Marks {
    #[derive(PartialEq)]
    enum At {
        Start,
        Plain,
        Quoted,
        Escaped,
        Closed,
    }
    let (mut at, mut odd) = (At::Start, false);
    for &byte in raw {
        let mark = byte == shape.quote;
        let ends = byte == shape.separator || byte == b'\n' || byte == b'\r';
        at = match at {
            At::Quoted if mark => At::Closed,
            At::Quoted if shape.backslash && byte == b'\\' => At::Escaped,
            At::Quoted | At::Escaped => At::Quoted,
            _ if ends => At::Start,
            At::Start if mark => At::Quoted,
            At::Closed if mark && !shape.backslash => At::Quoted,
            At::Start => At::Plain,
            At::Plain => {
                odd |= mark;
                At::Plain
            }
            At::Closed => {
                odd = true;
                At::Plain
            }
        };
    }
    Marks { odd, open: matches!(at, At::Quoted | At::Escaped) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, backslash: bool) -> (usize, usize) {
        count(text, Shape { separator: b',', quote: b'"', backslash, comment: false })
    }

    #[test]
    fn marks_open_close_or_are_doubled() {
        assert_eq!(found("a,b\n1,2\n", false), (0, 0));
        assert_eq!(found("\"a\",b\r\n1,\"x \"\"y\"\", z\"\r\n", false), (2, 2));
        assert_eq!(found("5\" pipe,1\n\"a\",2\n\"a\"b,3\n", false), (1, 3));
        assert_eq!(found("\"a \\\"b\\\"\",1\n", true), (1, 1));
        assert_eq!(found("a,\"never closed\n1,2\n", false), (0, 1));
    }
}
