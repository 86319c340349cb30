//! How a table is written, found by evidence over its records: separator, quotation, comments, what stands
//! above the header, the header itself.

mod cells;

use super::ReadOptions;
use super::header;

/// The separators that are tried, in the order that decides ties.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Bytes looked at: thousands of records of an ordinary table.
const LOOK: usize = 1 << 20;
/// The score of text that no separator splits.
const UNSPLIT: f64 = 0.02;
/// Records above the header, at most.
const PREAMBLE: usize = 30;

/// How the text of a table is written.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Dialect {
    /// The encoding's name as in the WHATWG standard, lower case.
    pub encoding: String,
    /// Why it was taken for that.
    pub encoding_reason: String,
    /// The character between fields.
    pub separator: char,
    /// Why the separator was chosen, as a sentence.
    pub separator_reason: String,
    /// The share of records that the separator cuts alike, 0 to 1.
    pub confidence: f64,
    /// The quotation mark.
    pub quote: char,
    /// A quotation mark inside a field is written `\"` and not `""`.
    pub backslash: bool,
    /// Lines that begin with this are no records.
    pub comment: Option<char>,
    /// Records above the header that are no part of the table.
    pub preamble: usize,
    /// Records that hold the column names; 0 where columns are named by their place.
    pub header_rows: usize,
    /// Why the first record was taken for names or for data, as a sentence.
    pub header_reason: String,
}

impl Dialect {
    /// A reader of records in this dialect.
    pub(super) fn reader<'a>(&self, text: &'a str) -> csv::Reader<&'a [u8]> {
        Shape {
            separator: self.separator as u8,
            quote: self.quote as u8,
            backslash: self.backslash,
            comment: self.comment.is_some(),
        }
        .reader(text)
    }
}

/// What decides how text falls into records.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shape {
    separator: u8,
    quote: u8,
    backslash: bool,
    comment: bool,
}

impl Shape {
    fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .quote(self.quote)
            .double_quote(!self.backslash)
            .escape(self.backslash.then_some(b'\\'))
            .comment(self.comment.then_some(b'#'))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
    }

    /// The records' numbers of fields; blank records say nothing of the shape.
    fn widths(self, look: &str, whole: bool) -> Vec<usize> {
        let records = self.reader(look).into_byte_records().map_while(Result::ok);
        let mut widths: Vec<usize> = records
            .filter(|record| record.iter().any(|cell| !cell.trim_ascii().is_empty()))
            .map(|record| record.len())
            .collect();
        if !whole && widths.len() > 1 {
            widths.pop(); // cut off in the middle
        }
        widths
    }
}

/// The commonest width and the share of records that have it; on a tie the width that comes first.
fn common(widths: &[usize]) -> (usize, f64) {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let most = sorted
        .chunk_by(|a, b| a == b)
        .map(|run| (run.len(), widths.iter().position(|w| w == &run[0]), run[0]))
        .max_by_key(|&(count, place, _)| (count, std::cmp::Reverse(place)));
    most.map_or((0, 0.0), |(count, _, width)| (width, count as f64 / widths.len() as f64))
}

/// Decides on everything that `options` leave open. `encoding` and its reason are carried along.
pub(super) fn sniff(
    text: &str,
    options: &ReadOptions,
    encoding: String,
    encoding_reason: String,
) -> Dialect {
    let look = &text[..text.floor_char_boundary(LOOK)];
    let whole = look.len() == text.len();
    let plain = |separator| Shape { separator, quote: b'"', backslash: false, comment: false };
    let hint = separator_line(look);
    let separators: Vec<u8> =
        options.separator.or(hint).map_or(SEPARATORS.to_vec(), |given| vec![given as u8]);
    let score = |shape: Shape| {
        let (width, share) = common(&shape.widths(look, whole));
        let score = if width > 1 {
            share * share * (width as f64).ln_1p() * cells::plausible(shape.reader(look), width)
        } else {
            // A separator that splits nothing is agreed on by all records and says little.
            UNSPLIT
        };
        (score, width, share)
    };
    let mut best = (plain(separators[0]), score(plain(separators[0])));
    let mut consider = |shape: Shape| {
        let found = score(shape);
        // A hair's breadth is no evidence: the earlier candidate keeps its place.
        if found.0 > best.1.0 * (1.0 + 1e-9) {
            best = (shape, found);
        }
    };
    for &separator in &separators {
        consider(plain(separator));
        let shape = plain(separator);
        if look.contains("\\\"") {
            consider(Shape { backslash: true, ..shape });
        }
        if look.starts_with('#') || look.contains("\n#") {
            consider(Shape { comment: true, ..shape });
            consider(Shape { comment: true, backslash: true, ..shape });
        }
        if look.contains('\'') && !look.contains('"') {
            consider(Shape { quote: b'\'', ..shape });
        }
    }
    let (shape, (_, width, share)) = best;
    let separator_reason = if options.separator.is_some() {
        "Given.".to_owned()
    } else if hint.is_some() {
        "The first line says so.".to_owned()
    } else if width <= 1 {
        "No separator splits the records well: one column.".to_owned()
    } else {
        format!("It gives {width} fields in {:.0} % of the records looked at.", share * 100.0)
    };
    let widths = shape.widths(look, whole);
    // The line that names the separator is a record of its own.
    let above = usize::from(hint.is_some()).min(widths.len());
    let preamble = above + preamble(&widths[above..], width);
    let records: Vec<csv::StringRecord> = shape
        .reader(look)
        .into_records()
        .map_while(Result::ok)
        .filter(|record| record.iter().any(|cell| !cell.trim().is_empty()))
        .skip(preamble)
        .take(200)
        .collect();
    let header = header::find(&records, options.header);
    Dialect {
        encoding,
        encoding_reason,
        separator: char::from(shape.separator),
        separator_reason,
        confidence: share,
        quote: char::from(shape.quote),
        backslash: shape.backslash,
        comment: shape.comment.then_some('#'),
        preamble,
        header_rows: header.rows,
        header_reason: header.reason,
    }
}

/// Excel's own hint: a first line `sep=;`.
fn separator_line(look: &str) -> Option<char> {
    let line = look.lines().next()?.trim_matches('"');
    let mut mark = line.strip_prefix("sep=")?.chars();
    let found = mark.next().filter(char::is_ascii)?;
    mark.next().is_none().then_some(found)
}

/// Leading records that are narrower than the table: titles, dates, notes.
fn preamble(widths: &[usize], width: usize) -> usize {
    let narrow =
        widths.iter().take_while(|w| **w < width && (**w == 1 || **w * 2 <= width)).count();
    let like_the_rest = widths.iter().skip(narrow).take(4).filter(|w| **w == width).count();
    let enough = like_the_rest >= 3.min(widths.len() - narrow) && like_the_rest >= 2;
    if narrow <= PREAMBLE && enough { narrow } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Dialect {
        sniff(text, &ReadOptions::default(), "utf-8".into(), String::new())
    }

    #[test]
    fn each_separator_is_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = "name,city,age\nAnn,Bern,30\nBob,Genf,41\n".replace(',', separator);
            let dialect = found(&text);
            assert_eq!(dialect.separator.to_string(), separator);
            assert_eq!((dialect.header_rows, dialect.preamble), (1, 0));
        }
    }

    #[test]
    fn commas_inside_semicolon_fields_do_not_mislead() {
        assert_eq!(found("a;b;note\n1,5;2,5;x, y\n2,5;3,5;z\n").separator, ';');
        assert_eq!(found("a,note\n1,\"x; y; z\"\n2,\"x; y\"\n").separator, ',');
    }

    #[test]
    fn one_column_is_read_with_commas() {
        assert_eq!(found("value\n1\n2\n").separator, ',');
    }

    /// A table of numbers with decimal commas only.
    fn german(separator: &str, columns: usize, header: Option<&str>) -> String {
        let cell = |row: usize, c: usize| format!("{},{}", row * 7 + c, (row * 31 + c) % 90 + 10);
        let line =
            |row: usize| (0..columns).map(|c| cell(row, c)).collect::<Vec<_>>().join(separator);
        let names = header.map(|name| vec![name; columns].join(separator));
        names.into_iter().chain((0..40).map(line)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn decimal_commas_are_no_separators() {
        for separator in [";", "\t", "|"] {
            for header in [Some("Umsatz"), Some("\"Umsatz\""), None] {
                for columns in 2..5 {
                    let text = german(separator, columns, header);
                    assert_eq!(found(&text).separator.to_string(), separator, "{text}");
                }
            }
        }
        // One column under one name; without a name it could as well be two columns.
        let dialect = found(&german(";", 1, Some("Umsatz")));
        assert!(dialect.separator_reason.contains("one column"), "{dialect:?}");
    }

    #[test]
    fn a_line_that_names_the_separator_is_obeyed() {
        let dialect = found("sep=;\na,b;c\n1,5;2\n2,5;3\n");
        assert_eq!((dialect.separator, dialect.preamble, dialect.header_rows), (';', 1, 1));
    }

    #[test]
    fn backslashes_and_comments_are_found() {
        let dialect = found(
            "\"\\\"Hacksaw\\\" Jim; Duggan\";1987\n# no year is known\n\"Bret \\\"Hit; Man\\\"\";1984\n\"x\";1\n",
        );
        assert!(dialect.backslash);
        assert_eq!((dialect.separator, dialect.comment), (';', Some('#')));
        assert_eq!(found("#id,name\n1,a\n2,b\n").comment, None);
        assert!(!found("a,b\n\"say \"\"hi\"\"\",2\n").backslash);
    }

    #[test]
    fn titles_above_the_header_are_no_part_of_the_table() {
        let text = "Sales of the year\nprinted by hand\n\nid,name,city\n1,a,b\n2,c,d\n3,e,f\n";
        assert_eq!(found(text).preamble, 2);
        // A short record is a short record, not a title.
        assert_eq!(found("id,name,age\n1,John\n2,Julie,26,x\n").preamble, 0);
    }

    #[test]
    fn what_is_given_is_not_guessed() {
        let options =
            ReadOptions { separator: Some(';'), header: Some(true), ..ReadOptions::default() };
        let dialect = sniff("1,2\n3,4\n", &options, String::new(), String::new());
        assert_eq!((dialect.separator, dialect.header_rows), (';', 1));
    }
}
