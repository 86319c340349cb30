//! How a table is written, found by evidence over its records: separator, quotation, comments, what stands
//! above the header, the header itself.

mod cells;
mod preamble;
mod quoting;
mod shape;
mod told;

use super::{DataError, ReadOptions};
use super::{Guess, header};
use rayon::prelude::*;
use shape::{Shape, common};
pub use told::Told;

/// The separators that are tried, in the order that decides ties.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Bytes looked at: thousands of records of an ordinary table.
const LOOK: usize = 1 << 20;
/// Records that are looked at closely.
const RECORDS: usize = 200;
/// The score of text that no separator splits.
const UNSPLIT: f64 = 0.02;

/// How the text of a table is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Dialect {
    /// The encoding's name as in the WHATWG standard, lower case. The confidence is the share of lines, or
    /// of letters, that agree.
    pub encoding: Guess<String>,
    /// The character between fields; [`ReadOptions::BLANKS`] where two or more blanks part them. The confidence is the share of records that it cuts alike, times its
    /// part of the evidence beside the next best one's; where nothing is cut, the share of records in which
    /// no separator stands.
    pub separator: Guess<char>,
    /// The quotation mark; [`ReadOptions::NO_QUOTE`] where there is none. The confidence is the share of the
    /// records with marks in which all of them open, close or are doubled.
    pub quote: Guess<char>,
    /// A quotation mark inside a field is written `\"` and not `""`.
    pub backslash: bool,
    /// Lines that begin with this are no records.
    pub comment: Option<char>,
    /// Records above the header that are no part of the table. The confidence is the share of records that
    /// are as wide as their side of the line asks: narrower above, as wide as the table below.
    pub preamble: Guess<usize>,
    /// Records that hold the column names; 0 where columns are named by their place. The confidence is the
    /// share of the columns with an opinion that agree.
    pub header_rows: Guess<usize>,
    /// The decimal mark: a comma where any column was read with one. The confidence is the share of the
    /// columns with marks in their numbers that show it; one that can be read either way counts half.
    pub decimal: Guess<char>,
    /// The mark between thousands, if any. The confidence is the share of the columns that it, or its
    /// absence, matters to which show it; one that can be read either way counts half.
    pub thousands: Guess<Option<char>>,
}

impl Dialect {
    /// A reader of records in this dialect.
    pub(super) fn reader<'a>(&self, text: &'a str) -> csv::Reader<&'a [u8]> {
        self.shape().reader(text)
    }

    /// The same from any source of UTF-8.
    pub(super) fn reader_of<R: std::io::Read>(&self, source: R) -> csv::Reader<R> {
        self.shape().reader_of(source)
    }

    /// Whether a quotation mark opens a field at the end of a record, and nothing closes it.
    pub(super) fn leaves_open(&self, record: &[u8]) -> bool {
        quoting::marks(record, self.shape()).open
    }

    /// Whether the separator leaves most records whole.
    pub(super) fn parts_nothing(&self, look: &str) -> bool {
        common(&self.shape().widths(look, true)).0 <= 1
    }

    fn shape(&self) -> Shape {
        Shape {
            separator: self.separator.value as u8,
            quote: self.quote.value as u8,
            backslash: self.backslash,
            comment: self.comment.is_some(),
        }
    }
}

/// What a shape makes of the text.
#[derive(Debug, Clone, Copy)]
struct Found {
    shape: Shape,
    /// The evidence for it, in no unit.
    score: f64,
    /// The commonest number of fields.
    width: usize,
    /// The share of records that have it.
    share: f64,
}

/// Whether there are as many records as are to be skipped.
///
/// # Errors
/// [`DataError::AllSkipped`] where there are fewer.
pub(super) fn check_skip(
    name: &str,
    dialect: &Dialect,
    options: &ReadOptions,
) -> Result<(), DataError> {
    let records = dialect.preamble.value;
    match options.skip {
        Some(skip) if skip > records => {
            Err(DataError::AllSkipped { file: name.to_owned(), skip, records })
        }
        _ => Ok(()),
    }
}

/// Decides on everything that `options` leave open, but for the marks in numbers, which the columns decide.
/// `encoding` is carried along.
pub(super) fn sniff(text: &str, options: &ReadOptions, encoding: Guess<String>) -> Dialect {
    let look = &text[..text.floor_char_boundary(LOOK)];
    let whole = look.len() == text.len();
    let hint = separator_line(look);
    let skip = options.skip.unwrap_or(0);
    let (best, next) = best_shape(look, whole, skip, options, hint);
    let Found { shape, width, .. } = best;
    let widths = shape.widths(look, whole);
    // The line that names the separator is a record of its own.
    let above = usize::from(hint.is_some()).max(skip).min(widths.len());
    let preamble = match options.skip {
        Some(_) => Guess::given(above),
        None => preamble::find(&widths, &shape.extents(look, whole), above, width, |from| {
            first_records(shape, look, from)
        }),
    };
    let records = first_records(shape, look, preamble.value);
    Dialect {
        encoding,
        separator: separator(&best, next, options, hint, look),
        quote: quoting::quote(look, shape, options.quote),
        backslash: shape.backslash,
        comment: shape.comment.then_some('#'),
        preamble,
        header_rows: header::find(&records, options.header),
        decimal: Guess::certain('.', "There is no number yet."),
        thousands: Guess::certain(None, "There is no number yet."),
    }
}

/// Whether there are lines that begin with `#`, and none of them is a record like the others: `#b,1` is one.
fn hashes_are_comments(look: &str, found: Found) -> bool {
    if !(look.starts_with('#') || look.contains("\n#")) {
        return false;
    }
    let mut records = found.shape.reader(look).into_byte_records().map_while(Result::ok);
    found.width < 2 || !records.any(|r| r.len() == found.width && r[0].starts_with(b"#"))
}

/// The first filled records after `skip` of them.
fn first_records(shape: Shape, look: &str, skip: usize) -> Vec<csv::StringRecord> {
    let records = shape.reader(look).into_records().map_while(Result::ok);
    let filled = records.filter(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    filled.skip(skip).take(RECORDS).collect()
}

/// The shape with the most evidence, and the evidence for the best one with another separator.
fn best_shape(
    look: &str,
    whole: bool,
    skip: usize,
    options: &ReadOptions,
    hint: Option<char>,
) -> (Found, f64) {
    let separators: Vec<u8> = match options.separator.or(hint) {
        // Blanks are made tabs of before this matters.
        Some(ReadOptions::BLANKS) => vec![b'\t'],
        Some(given) => vec![given as u8],
        None => SEPARATORS.to_vec(),
    };
    let quote = options.quote.map_or(b'"', |quote| quote as u8);
    let score = |shape: Shape| {
        let widths = shape.widths(look, whole);
        let (width, share) = common(widths.get(skip..).unwrap_or_default());
        let score = if width > 1 {
            let plausible = cells::plausible(shape.reader(look), width, skip);
            share * share * (width as f64).ln_1p() * plausible * quoting::well(look, shape).max(0.5)
        } else {
            // A separator that splits nothing is agreed on by all records and says little.
            UNSPLIT
        };
        Found { shape, score, width, share }
    };
    let best_of = |separator: u8| {
        let plain = Shape { separator, quote, backslash: false, comment: false };
        let bare = score(plain);
        let mut best = bare;
        let mut consider = |shape: Shape| {
            let found = score(shape);
            // A hair's breadth is no evidence: the earlier candidate keeps its place.
            if found.score > best.score * (1.0 + 1e-9) {
                best = found;
            }
        };
        if look.contains("\\\"") {
            consider(Shape { backslash: true, ..plain });
        }
        if hashes_are_comments(look, bare) {
            consider(Shape { comment: true, ..plain });
            consider(Shape { comment: true, backslash: true, ..plain });
        }
        if options.quote.is_none() && look.contains('\'') && !look.contains('"') {
            consider(Shape { quote: b'\'', ..plain });
        }
        best
    };
    let best_of_each: Vec<Found> = separators.into_par_iter().map(best_of).collect();
    let mut best = best_of_each[0];
    for found in &best_of_each[1..] {
        if found.score > best.score * (1.0 + 1e-9) {
            best = *found;
        }
    }
    let others =
        best_of_each.iter().filter(|f| f.shape.separator != best.shape.separator && f.width > 1);
    (best, others.map(|f| f.score).fold(0.0, f64::max))
}

fn separator(
    best: &Found,
    next: f64,
    options: &ReadOptions,
    hint: Option<char>,
    look: &str,
) -> Guess<char> {
    let mark = char::from(best.shape.separator);
    if options.separator.is_some() {
        return Guess::given(mark);
    }
    if hint.is_some() {
        return Guess::certain(mark, "The first line says so.");
    }
    if best.width <= 1 {
        let lines = || look.lines().filter(|line| !line.trim().is_empty()).take(RECORDS);
        let bare =
            lines().filter(|line| !line.bytes().any(|b| SEPARATORS.contains(&b))).count() as f64;
        let reason = "No separator splits the records well: one column.";
        return Guess::new(mark, bare / lines().count().max(1) as f64, reason);
    }
    // Where no separator gives plausible cells, nothing speaks for this one.
    let total = best.score + next;
    let part = if total > 0.0 { best.score / total } else { 0.0 };
    let (width, share) = (best.width, best.share * 100.0);
    let reason = format!("It gives {width} fields in {share:.0} % of the records looked at.");
    Guess::new(mark, best.share * part, reason)
}

/// Excel's own hint: a first line `sep=;`.
fn separator_line(look: &str) -> Option<char> {
    let line = look.lines().next()?.trim_matches('"');
    let mut mark = line.strip_prefix("sep=")?.chars();
    let found = mark.next().filter(char::is_ascii)?;
    mark.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests;
