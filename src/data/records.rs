//! Every record, looked at once: its line, its number of fields. What is out of shape is padded or cut and
//! said, or refused with the line.

mod marks;
mod plain;
mod tally;
mod titles;
mod walk;

pub(super) use tally::Tally;
pub(super) use titles::Titles;

use super::{DataError, Dialect, Notice, header};
use crate::progress::Progress;
use crate::words::{count_of, format_count, one_line};
use csv::ByteRecord;

/// Columns, at most: each costs about a kilobyte, whatever is in it.
const WIDEST: usize = 100_000;
/// Records between two looks at whether to stop.
const BEAT: usize = 4096;

/// Records that were looked at, in parts that threads can read apart.
pub(super) struct Records<'a> {
    /// The header's cells, or as many empty ones as there are fields.
    pub header: Vec<String>,
    /// Records that hold at least one cell.
    pub count: usize,
    /// The data, cut at the ends of records.
    pub parts: Vec<Part<'a>>,
    dialect: Dialect,
    shape: Shape,
}

/// What is known of the records before their cells are read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Shape {
    /// Nothing.
    #[default]
    Any,
    /// No quotation marks, and all records equally wide: separators and line ends are all there is.
    Bare,
    /// No quotation marks; that all records are equally wide and none is blank is taken for granted and is seen
    /// when the cells are read, so that most files are cut only once.
    Alike,
}

/// Records that stand behind each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// Their text.
    pub text: &'a str,
    /// How many of them hold at least one cell.
    pub count: usize,
}

/// Reads every record once; where `hopeful`, none of those that are likely to be all alike.
pub(super) fn check<'a>(
    file: &str,
    text: &'a str,
    dialect: &Dialect,
    hopeful: bool,
    notices: &mut Vec<Notice>,
    progress: &Progress,
) -> Result<Records<'a>, DataError> {
    let found = survey(text, dialect, hopeful, progress)?;
    if let Some(line) = found.unclosed {
        return Err(DataError::StrayQuote { file: file.to_owned(), line });
    }
    if found.header.len() > WIDEST {
        let (columns, most) = (format_count(found.header.len()), format_count(WIDEST));
        return Err(DataError::TooWide { file: file.to_owned(), columns, most });
    }
    found.titles.say(notices);
    header::say_units(&dialect.header_rows, &found.header, notices);
    found.tally.settle(file, notices)?;
    say_comments(text, dialect, notices);
    let Survey { header, tally, parts, shape, .. } = found;
    Ok(Records { header, count: tally.count, parts, dialect: dialect.clone(), shape })
}

/// Says how many lines were passed over as comments.
fn say_comments(text: &str, dialect: &Dialect, notices: &mut Vec<Notice>) {
    let Some(mark) = dialect.comment else { return };
    let mut lines = text.lines().enumerate().filter(|(_, line)| line.starts_with(mark));
    let Some((first, line)) = lines.next() else { return };
    notices.push(Notice::info(format!(
        "Comments were passed over: {} with {mark}, the first is line {}: \u{201c}{}\u{201d}.",
        count_of(lines.count() + 1, "line begins", "lines begin"),
        first + 1,
        one_line(line, 60)
    )));
}

/// What the first look at all records found.
#[derive(Default)]
struct Survey<'a> {
    titles: Titles,
    header: Vec<String>,
    data_start: usize,
    tally: Tally,
    /// The line of a quotation mark that nothing closes.
    unclosed: Option<u64>,
    parts: Vec<Part<'a>>,
    shape: Shape,
}

impl<'a> Survey<'a> {
    /// The quick way for data without a quotation mark and equally wide: true, and all is counted; or false,
    /// and every record is to be read.
    fn take_bare(&mut self, text: &'a str, dialect: &Dialect, hopeful: bool) -> bool {
        // The reader leaves the second half of the header's `\r\n` behind it. Empty lines are no records.
        let data = text[self.data_start..].trim_start_matches('\n').trim_end_matches(['\r', '\n']);
        let (separator, width) = (dialect.separator.value as u8, self.header.len());
        let parts = if hopeful {
            self.shape = Shape::Alike;
            plain::lines(data).map(|parts| (parts, 0))
        } else {
            self.shape = Shape::Bare;
            plain::count(data, separator, width)
        };
        let Some((parts, blank)) = parts else {
            self.shape = Shape::Any;
            return false;
        };
        self.tally.blank = blank;
        self.tally.count = parts.iter().map(|part| part.count).sum();
        self.parts = parts;
        true
    }
}

fn survey<'a>(
    text: &'a str,
    dialect: &Dialect,
    hopeful: bool,
    progress: &Progress,
) -> Result<Survey<'a>, DataError> {
    let bytes = text.as_bytes();
    let may_be_bare = plain::may_be_bare(dialect);
    let mut found = Survey::default();
    let mut reader = dialect.reader(text);
    let mut record = ByteRecord::new();
    let (mut above, mut header_left) = (dialect.preamble.value, dialect.header_rows.value);
    let (mut seen, mut part_start, mut counted) = (0, text.len(), 0);
    // The text is in memory and flexible in width: the reader has nothing to fail on.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        seen += 1;
        if seen % BEAT == 0 {
            progress.check()?;
        }
        let blank = is_blank(&record);
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let end = reader.position().byte() as usize;
        if end >= bytes.len() && dialect.leaves_open(&bytes[start..end]) {
            found.unclosed = Some(line_at(bytes, start));
        }
        if above > 0 || (blank && found.tally.count == 0 && header_left > 0) {
            if !blank && above > 0 {
                above -= 1;
                found.titles.add(&record);
            }
            continue;
        }
        if header_left > 0 {
            header_left -= 1;
            add_names(&mut found.header, &record);
            found.data_start = end;
            if header_left == 0 && may_be_bare && found.take_bare(text, dialect, hopeful) {
                break;
            }
            continue;
        }
        if blank {
            found.tally.blank += 1;
            continue;
        }
        if found.tally.count == 0 && dialect.header_rows.value == 0 {
            found.header = vec![String::new(); record.len()];
            found.data_start = start;
            if may_be_bare && found.take_bare(text, dialect, hopeful) {
                break;
            }
        }
        if found.tally.count == 0 {
            (found.tally.width, part_start) = (found.header.len(), found.data_start);
        }
        found.tally.add(&record, || line_at(bytes, start));
        counted += 1;
        if end - part_start >= plain::PART {
            found.parts.push(Part { text: &text[part_start..end], count: counted });
            (part_start, counted) = (end, 0);
        }
    }
    if counted > 0 {
        found.parts.push(Part { text: &text[part_start..], count: counted });
    }
    Ok(found)
}

/// The 1-based line of a record. The reader's own count is late where lines end in `\r\n`, and where blank
/// lines stand before the record.
fn line_at(bytes: &[u8], start: usize) -> u64 {
    let skipped = bytes[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let before = &bytes[..start + skipped];
    let returns =
        memchr::memchr_iter(b'\r', before).filter(|&at| before.get(at + 1) != Some(&b'\n')).count();
    1 + (memchr::memchr_iter(b'\n', before).count() + returns) as u64
}

pub(super) fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| cell.trim_ascii().is_empty())
}

/// Names that stand below each other are joined by a blank.
pub(super) fn add_names(header: &mut Vec<String>, record: &ByteRecord) {
    header.resize(header.len().max(record.len()), String::new());
    for (name, cell) in header.iter_mut().zip(record) {
        // Line breaks inside a name would break every label that shows it.
        let cell = String::from_utf8_lossy(cell).split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() && !cell.is_empty() {
            name.push(' ');
        }
        name.push_str(&cell);
    }
}

#[cfg(test)]
mod tests;
