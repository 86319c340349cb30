//! The quick look at data without quotation marks: lines are records, and all have as many separators.

use super::Part;
use crate::data::Dialect;
use rayon::prelude::*;

/// Bytes of a part, up to the end of a record.
pub(super) const PART: usize = 1 << 20;

/// Whether a dialect has no marks but separators and line ends.
pub(super) fn may_be_bare(dialect: &Dialect) -> bool {
    !dialect.backslash && dialect.comment.is_none() && dialect.quote.value == '"'
}

/// Cuts data into parts and counts their lines; `None` where there is a quotation mark or a line end other than
/// `\n` and `\r\n`.
pub(super) fn lines(data: &str) -> Option<Vec<Part<'_>>> {
    let counted = |text: &'_ str| {
        is_bare(text.as_bytes()).then(|| {
            let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
            ends + usize::from(!text.ends_with('\n'))
        })
    };
    let parts = cut(data).into_par_iter();
    parts.map(|text| counted(text).map(|count| Part { text, count })).collect()
}

/// Whether a part has no quotation mark, and all its lines end in `\n`.
fn is_bare(part: &[u8]) -> bool {
    let lone = |at: usize| part.get(at + 1) != Some(&b'\n');
    memchr::memchr(b'"', part).is_none() && !memchr::memchr_iter(b'\r', part).any(lone)
}

/// Cuts data into parts and counts their records, and the lines with empty cells only; `None` where there is a
/// quotation mark or a line that has not `width` fields.
pub(super) fn count(data: &str, separator: u8, width: usize) -> Option<(Vec<Part<'_>>, usize)> {
    let parts: Option<Vec<(Part, usize)>> = cut(data)
        .into_par_iter()
        .map(|text| {
            let (count, blank) = count_part(text.as_bytes(), separator, width)?;
            Some((Part { text, count }, blank))
        })
        .collect();
    let (parts, blank): (Vec<Part>, Vec<usize>) = parts?.into_iter().unzip();
    Some((parts, blank.into_iter().sum()))
}

/// Cuts after line ends.
fn cut(mut data: &str) -> Vec<&str> {
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

fn count_part(part: &[u8], separator: u8, width: usize) -> Option<(usize, usize)> {
    if !is_bare(part) {
        return None;
    }
    let (mut records, mut blank) = (0, 0);
    let (mut start, mut separators) = (0, 0);
    let mut end_line = |line: &[u8], separators: usize| {
        if is_blank(line, separator) {
            blank += usize::from(!line.trim_ascii().is_empty());
            return true;
        }
        records += 1;
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
    Some((records, blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str, width: usize) -> Option<(usize, usize)> {
        count(text, b',', width)
            .map(|(parts, blank)| (parts.iter().map(|part| part.count).sum(), blank))
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
        let parts = cut(&text);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.ends_with('\n')));
        assert_eq!(parts.concat(), text);
        assert_eq!(counted(&text, 2), Some((PART / 2, 0)));
    }
}
