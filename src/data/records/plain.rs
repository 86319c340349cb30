//! The quick look at data without quotation marks: lines are records, and all have as many separators.

use rayon::prelude::*;

/// Bytes that one thread looks at, up to the end of a line.
const PART: usize = 1 << 20;

/// Records that were counted.
pub(super) struct Counts {
    /// Lines with at least one filled cell.
    pub records: usize,
    /// Lines with empty cells only.
    pub blank: usize,
}

/// Counts the records of `width` fields; `None` where there is a quotation mark or a line of another width.
pub(super) fn count(data: &[u8], separator: u8, width: usize) -> Option<Counts> {
    if memchr::memchr(b'"', data).is_some() {
        return None;
    }
    let parts: Option<Vec<Counts>> =
        parts(data).into_par_iter().map(|part| count_part(part, separator, width)).collect();
    let sum = |of: fn(&Counts) -> usize, parts: &[Counts]| parts.iter().map(of).sum();
    let parts = parts?;
    Some(Counts { records: sum(|c| c.records, &parts), blank: sum(|c| c.blank, &parts) })
}

/// Cuts the data after line ends.
fn parts(mut data: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::with_capacity(data.len() / PART + 1);
    while data.len() > PART {
        let end = memchr::memchr(b'\n', &data[PART..]).map_or(data.len(), |at| PART + at + 1);
        let (part, rest) = data.split_at(end);
        parts.push(part);
        data = rest;
    }
    parts.push(data);
    parts
}

fn count_part(part: &[u8], separator: u8, width: usize) -> Option<Counts> {
    let mut counts = Counts { records: 0, blank: 0 };
    let (mut start, mut separators) = (0, 0);
    let mut end_line = |line: &[u8], separators: usize| {
        // Looked at closely only where it could be blank: most lines begin with a filled cell.
        let may_be_blank = line.first().is_none_or(|&b| b == separator || b.is_ascii_whitespace());
        if may_be_blank && line.iter().all(|&b| b == separator || b.is_ascii_whitespace()) {
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
        count(text.as_bytes(), b',', width).map(|c| (c.records, c.blank))
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
        let parts = parts(text.as_bytes());
        assert!(parts.len() > 1 && parts[..parts.len() - 1].iter().all(|p| p.ends_with(b"\n")));
        assert_eq!(counted(&text, 2), Some((PART / 2, 0)));
    }
}
