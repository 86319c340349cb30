//! A seeded sample of a large text file, read in one pass with the memory of the sample alone.
//!
//! The beginning of the file says how it is written; every record is then looked at once, and the sample's are
//! kept. Which they are is the same as if the whole table had been read ([`super::sampling`]). What the columns
//! are is decided on the sample.

mod letters;

use super::records::{Tally, Titles, add_names, is_blank};
use super::sampling::Sampler;
use super::{DataError, Dialect, Guess, Notice, ReadOptions, RowId, RowSample, Table};
use super::{aligned, dialect, encoding, formats, header, memory, source};
use crate::progress::{Cancelled, Progress};
use csv::ByteRecord;
use encoding_rs::Encoding;
use letters::{Letters, Seen};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

/// Bytes from which a sample is drawn in passing; smaller files are read as a whole, so that all rows have a
/// say in what the columns are. Fixed: the free memory of a machine must not change what is drawn.
pub(super) const LARGE: u64 = 64 << 20;
/// Bytes that say how the file is written.
const HEAD: u64 = 4 << 20;

/// Memory that reading a text as a whole takes, in times of the file (2.4 measured with half of the columns
/// numbers, more with many different words).
const WHOLE: u64 = 3;
/// The sample that is offered where the whole does not fit.
const OFFER: usize = 100_000;

/// The sample that `options` ask for, or `None` where the file is to be read as a whole: it is not large, no
/// text of records, or no sample is asked for and it fits into the `free` memory.
pub(super) fn read(
    path: &Path,
    options: &ReadOptions,
    free: impl FnOnce() -> u64,
    progress: &Progress,
) -> Result<Option<Table>, DataError> {
    let name = source::display_name(path);
    let mut file = source::open(path)?;
    let io = |error| DataError::Io { file: name.clone(), cause: error };
    let size = file.metadata().map_err(io)?.len();
    if size < LARGE {
        return Ok(None);
    }
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head).map_err(io)?;
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    if formats::packing(&head).is_some() || formats::recognise(&head).is_some() {
        return Ok(None);
    }
    // What is last is known at the end only.
    let drawn = match options.sample.filter(|_| options.skip_end.is_none()) {
        Some(sample) => draw(&name, &file, size, &head, options, sample, progress)?,
        None => None,
    };
    if drawn.is_some() { Ok(drawn) } else { fits(&name, size, free()) }
}

fn fits(name: &str, size: u64, free: u64) -> Result<Option<Table>, DataError> {
    let takes = WHOLE * size;
    if takes <= free {
        return Ok(None);
    }
    let what = memory::beyond(takes, free);
    Err(DataError::Beyond { file: name.to_owned(), what, rows: OFFER })
}

/// The same for any source; `head` is its beginning.
fn draw(
    name: &str,
    source: impl Read,
    size: u64,
    head: &[u8],
    options: &ReadOptions,
    sample: RowSample,
    progress: &Progress,
) -> Result<Option<Table>, DataError> {
    options.check(name)?;
    source::refuse_binary(name, head)?;
    let head =
        encoding::decode(name, whole_lines(head), options.encoding.as_deref(), &mut Vec::new())?;
    if options.separator.is_none() && formats::is_json(&head.text) {
        return Ok(None);
    }
    let dialect = dialect::sniff(&head.text, options, head.encoding);
    if aligned::find(&head.text, options, &dialect).is_some() {
        // Where its columns stand is known at the end only.
        return Ok(None);
    }
    dialect::check_skip(name, &dialect, options)?;
    let encoding =
        Encoding::for_label(dialect.encoding.value.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let seen = Rc::new(Seen::default());
    let letters = Letters::new(source, encoding, Rc::clone(&seen), progress, size);
    let pass = Pass::new(&dialect, sample, head.text.contains("\r\n"));
    let pass = pass.run(name, dialect.reader_of(letters), &seen)?;
    let mut notices = Vec::from_iter(head.doubt);
    seen.say(encoding, &mut notices);
    pass.titles.say(&mut notices);
    header::say_units(&dialect.header_rows, &pass.header, &mut notices);
    pass.tally.settle(name, &mut notices)?;
    let all = pass.tally.count;
    let drawn = pass.sampler.finish();
    if drawn.len() < all {
        notices.push(sample.said(all));
        notices.push(Notice::info("The file is large and was read in one pass: what its columns are was decided on the sample."));
    }
    let (rows, records): (Vec<RowId>, Vec<ByteRecord>) = drawn.into_iter().unzip();
    let plainest = Dialect {
        quote: Guess::certain('"', "As written here."),
        backslash: false,
        comment: None,
        preamble: Guess::certain(0, "As written here."),
        header_rows: Guess::certain(dialect.header_rows.value.min(1), "As written here."),
        ..dialect.clone()
    };
    let text = written(&pass.header, &records, &plainest);
    let table = super::read_records(name, &text, plainest, options, notices, progress)?;
    Ok(Some(table.drawn(rows, dialect)))
}

/// Up to the last line end, so that no letter is cut.
fn whole_lines(head: &[u8]) -> &[u8] {
    match memchr::memrchr(b'\n', head) {
        // In UTF-16 the other half may follow.
        Some(at) if head.get(at + 1) == Some(&0) => &head[..at + 2],
        Some(at) => &head[..=at],
        None => head,
    }
}

/// The sample as a text of its own, written in the plainest way.
fn written(header: &[String], records: &[ByteRecord], dialect: &Dialect) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.separator.value as u8)
        .flexible(true)
        .from_writer(Vec::new());
    // A vector takes what it is given.
    if dialect.header_rows.value > 0 {
        let _ = writer.write_record(header);
    }
    for record in records {
        let cells = record.iter().chain(std::iter::repeat(&b""[..])).take(header.len());
        let _ = writer.write_record(cells);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// One pass over all records.
struct Pass {
    above: usize,
    header_left: usize,
    /// The reader's count of lines is one short where they end in `\r\n`.
    late: u64,
    titles: Titles,
    header: Vec<String>,
    tally: Tally,
    sampler: Sampler<ByteRecord>,
}

impl Pass {
    fn new(dialect: &Dialect, sample: RowSample, carriage_returns: bool) -> Self {
        Self {
            above: dialect.preamble.value,
            header_left: dialect.header_rows.value,
            late: u64::from(carriage_returns),
            titles: Titles::default(),
            header: Vec::new(),
            tally: Tally::default(),
            sampler: Sampler::new(sample),
        }
    }

    fn run(
        mut self,
        name: &str,
        mut reader: csv::Reader<impl Read>,
        seen: &Seen,
    ) -> Result<Self, DataError> {
        let mut record = ByteRecord::new();
        loop {
            let before = reader.position().line();
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(self),
                Err(error) => return Err(refused(name, before + self.late, error)),
            }
            seen.since_record.set(0);
            self.see(name, &record)?;
        }
    }

    fn see(&mut self, name: &str, record: &ByteRecord) -> Result<(), DataError> {
        let blank = is_blank(record);
        if self.above > 0 {
            if !blank {
                self.above -= 1;
                self.titles.add(record);
            }
        } else if blank {
            self.tally.blank += usize::from(self.tally.count > 0 || self.header_left == 0);
        } else if self.header_left > 0 {
            self.header_left -= 1;
            add_names(&mut self.header, record);
        } else {
            if self.header.is_empty() {
                self.header = vec![String::new(); record.len()];
            }
            self.tally.width = self.header.len();
            let line = || record.position().map_or(0, csv::Position::line) + self.late;
            self.tally.add(record, line);
            let row = formats::row_id(name, self.tally.count)?;
            self.sampler.see(row, || record.clone());
        }
        Ok(())
    }
}

/// What stopped the reader: the user, the disk, or a record without end.
fn refused(name: &str, line: u64, error: csv::Error) -> DataError {
    let csv::ErrorKind::Io(error) = error.into_kind() else {
        // The reader is flexible in width and reads bytes: there is nothing else.
        return DataError::StrayQuote { file: name.to_owned(), line };
    };
    if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Cancelled>) {
        return DataError::Cancelled(Cancelled);
    }
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => DataError::StrayQuote { file: name.to_owned(), line },
        _ => DataError::Io { file: name.to_owned(), cause: error },
    }
}

impl Seen {
    fn say(&self, encoding: &'static Encoding, notices: &mut Vec<Notice>) {
        if self.wrong.get() {
            notices.push(encoding::undecoded(encoding, None));
        }
        if self.nul.get() > 0 {
            notices.push(encoding::nul_left_out(self.nul.get()));
        }
    }
}

#[cfg(test)]
mod tests;
