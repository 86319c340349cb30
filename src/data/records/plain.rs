//! The quick look at data without quotation marks: lines are records, and all have as many separators.

use crate::data::Dialect;
use rayon::prelude::*;

/// Bytes of a part, up to the end of a record.
pub(super) const PART: usize = 1 << 20;

/// Whether a dialect has no marks but separators and line ends, and all lines end in `\n`.
pub(super) fn may_be_bare(text: &str, dialect: &Dialect) -> bool {
    let bytes = text.as_bytes();
    let lone_return =
        || memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'));
    !dialect.backslash && dialect.comment.is_none() && dialect.quote.value == '"' && !lone_return()
}

/// Records that were counted.
pub(super) struct Counts {
    /// Lines with at least one filled cell.
    pub records: usize,
    /// Lines with empty cells only.
    pub blank: usize,
}

/// Counts the records of `width` fields; `None` where there is a quotation mark or a line of another width.
pub(super) fn count(parts: &[&str], separator: u8, width: usize) -> Option<Counts> {
    let parts: Option<Vec<Counts>> =
        parts.par_iter().map(|part| count_part(part.as_bytes(), separator, width)).collect();
    let sum = |of: fn(&Counts) -> usize, parts: &[Counts]| parts.iter().map(of).sum();
    let parts = parts?;
    Some(Counts { records: sum(|c| c.records, &parts), blank: sum(|c| c.blank, &parts) })
}

/// Cuts after line ends.
pub(super) fn parts(mut data: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(data.len() / PART + 1);
    while data.len() > PART {
        let end = memchr::memchr(b'\n', &data.as_bytes()[PART..]);
        let (part, rest) = data.split_at(end.map_or(data.len(), |at| PART + at + 1));
        parts.push(part);
        data = rest;
    }
    if !data.is_empty() {
        parts.push(data);
    }
    parts
}

/// Whether a line holds no filled cell. Most lines begin with one.
pub(super) fn is_blank(line: &[u8], separator: u8) -> bool {
    let void = |b: &u8| *b == separator || b.is_ascii_whitespace();
    line.first().is_none_or(void) && line.iter().all(void)
}

fn count_part(part: &[u8], separator: u8, width: usize) -> Option<Counts> {
    if memchr::memchr(b'"', part).is_some() {
        return None;
    }
    let mut counts = Counts { records: 0, blank: 0 };
    let (mut start, mut separators) = (0, 0);
    let mut end_line = |line: &[u8], separators: usize| {
        if is_blank(line, separator) {
            counts.blank += usize::from(!line.trim_ascii().is_empty());
            return true;
        }
        counts.records += 1;
        separators + 1 == width
    };
    for at in memchr::memchr2_iter(separator, b'\n', part) {
        if part[at] == separator {
            separators += 1;
            continue;
        }
        if !end_line(&part[start..at], separators) {
            return None;
        }
        (start, separators) = (at + 1, 0);
    }
    if start < part.len() && !end_line(&part[start..], separators) {
        return None;
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str, width: usize) -> Option<(usize, usize)> {
        count(&parts(text), b',', width).map(|c| (c.records, c.blank))
    }

    #[test]
    fn records_and_blank_records_are_told_apart() {
        assert_eq!(counted("1,2\n,\n\n3,\n,4", 2), Some((3, 1)));
        assert_eq!(counted("1\r\n2\r\n\r\n", 1), Some((2, 0)));
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_careful_way() {
        assert_eq!(counted("1,2\n3\n", 2), None);
        assert_eq!(counted("1,\"2\"\n", 2), None);
    }

    #[test]
    fn parts_end_with_lines() {
        let text = "12,34\n".repeat(PART / 2);
        let parts = parts(&text);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.ends_with('\n')));
        assert_eq!(parts.concat(), text);
        assert_eq!(counted(&text, 2), Some((PART / 2, 0)));
    }
}
