//! Separator and header, found by evidence over the first records.

use super::ReadOptions;
use super::typing;

/// The separators that are tried, in the order that decides ties.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Bytes looked at: a few thousand records of an ordinary table.
const LOOK: usize = 256 * 1024;

/// How the text of a table is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Dialect {
    /// The byte between fields.
    pub separator: u8,
    /// Whether the first record holds the column names.
    pub header: bool,
    /// Why the separator was chosen, as a sentence.
    pub separator_reason: String,
    /// Why the first record was taken for names or for data, as a sentence.
    pub header_reason: String,
}

/// Decides on separator and header where `options` leave them open.
pub(super) fn sniff(text: &str, options: &ReadOptions) -> Dialect {
    let look = &text[..text.floor_char_boundary(LOOK)];
    let (separator, separator_reason) = match options.separator {
        Some(given) => (given as u8, "Given.".to_owned()),
        None => separator(look, look.len() == text.len()),
    };
    let (header, header_reason) = match options.header {
        Some(given) => (given, "Given.".to_owned()),
        None => header(look, separator),
    };
    Dialect { separator, header, separator_reason, header_reason }
}

/// The separator under which most records have the same number of fields, and that number is largest.
fn separator(look: &str, whole: bool) -> (u8, String) {
    let mut best = (b',', 0.0, 1, 0);
    for candidate in SEPARATORS {
        let mut widths = widths(look, candidate);
        if !whole && widths.len() > 1 {
            widths.pop(); // cut off in the middle
        }
        let mut sorted = widths.clone();
        sorted.sort_unstable();
        // The commonest width; the larger one on a tie.
        let Some((width, count)) = sorted
            .chunk_by(|a, b| a == b)
            .map(|run| (run[0], run.len()))
            .max_by_key(|&(width, count)| (count, width))
        else {
            continue;
        };
        let share = count as f64 / widths.len() as f64;
        // A separator that splits nothing is agreed on by all records and says nothing.
        let score = if width > 1 { share * (width as f64).ln_1p() * share } else { 0.0 };
        if score > best.1 {
            best = (candidate, score, width, (share * 100.0).round() as u32);
        }
    }
    let reason = if best.2 == 1 {
        "No separator splits the records: one column.".to_owned()
    } else {
        format!("It gives {} fields in {} % of the records looked at.", best.2, best.3)
    };
    (best.0, reason)
}

fn widths(look: &str, separator: u8) -> Vec<usize> {
    reader(look, separator).byte_records().map_while(Result::ok).map(|r| r.len()).collect()
}

/// Names are text; a first record that is numbers throughout is data, unless the numbers are years.
fn header(look: &str, separator: u8) -> (bool, String) {
    let Some(Ok(first)) = reader(look, separator).records().next() else {
        return (true, "There is no record.".to_owned());
    };
    let cells: Vec<&str> = first.iter().map(str::trim).filter(|c| !c.is_empty()).collect();
    let numbers: Vec<f64> = cells.iter().filter_map(|c| typing::number(c)).collect();
    let years = numbers.iter().all(|v| (1900.0..=2100.0).contains(v) && v.fract() == 0.0);
    if numbers.is_empty() {
        (true, "The first record is text throughout.".to_owned())
    } else if years && numbers.len() < cells.len() {
        (true, "The first record is text and years.".to_owned())
    } else if numbers.len() * 2 >= cells.len() {
        (false, "The first record is mostly numbers: columns are named by their place.".to_owned())
    } else {
        (true, "The first record is mostly text.".to_owned())
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, bool) {
        let dialect = sniff(text, &ReadOptions::default());
        (dialect.separator as char, dialect.header)
    }

    #[test]
    fn each_separator_is_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = "name,city,age\nAnn,Bern,30\nBob,Genf,41\n".replace(',', separator);
            assert_eq!(found(&text), (separator.chars().next().unwrap(), true));
        }
    }

    #[test]
    fn commas_inside_semicolon_fields_do_not_mislead() {
        assert_eq!(found("a;b;note\n1,5;2,5;x, y\n2,5;3,5;z\n"), (';', true));
        assert_eq!(found("a,note\n1,\"x; y; z\"\n2,\"x; y\"\n"), (',', true));
    }

    #[test]
    fn a_table_of_numbers_has_no_header() {
        assert_eq!(found("1,2\n3,4\n"), (',', false));
        assert_eq!(found("country,2019,2020\nFrance,1,2\n"), (',', true));
    }

    #[test]
    fn one_column_is_read_with_commas() {
        assert_eq!(found("value\n1\n2\n"), (',', true));
    }

    #[test]
    fn what_is_given_is_not_guessed() {
        let options = ReadOptions { separator: Some(';'), header: Some(true) };
        let dialect = sniff("1,2\n3,4\n", &options);
        assert_eq!((dialect.separator, dialect.header), (b';', true));
    }
}
