//! A table written in any dialect reads back equal.
//!
//! Only what can be told in principle is asked. So: words begin with a capital Q, and none is a number, a
//! date or a mark for missing; fractions have one, two or four digits, because three could be thousands;
//! cells with a separator, a quotation mark or a line end inside are quoted; a table without a header has a
//! column of numbers without a gap; titles above a table of at least three columns hold no separator; and
//! the encoding is named where short texts fit several.

use dimlens::data::{ReadOptions, Table, Values, read_bytes};
use dimlens::progress::Progress;
use proptest::prelude::*;

/// A cell and what it must become.
#[derive(Debug, Clone)]
enum Cell {
    Missing,
    Word(String),
    /// A whole number.
    Whole(i64),
    /// A number before the decimal mark, and the digits behind it.
    Decimal(i64, String),
}

#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is one independent property of a dialect")]
struct Written {
    separator: char,
    /// All cells are quoted, or those that need it.
    quote_all: bool,
    /// A mark inside a field is written `\"`.
    backslash: bool,
    line_end: &'static str,
    header: bool,
    titles: usize,
    encoding: Encoding,
    comma: bool,
    last_line_end: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16 {
        big: bool,
        marked: bool,
    },
    /// An encoding of the WHATWG standard, which is named to the reader.
    Named(&'static str),
}

#[derive(Debug, Clone)]
struct Given {
    names: Vec<String>,
    /// Columns of cells, all equally long.
    columns: Vec<Vec<Cell>>,
    written: Written,
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![
        3 => Just(Encoding::Utf8),
        1 => Just(Encoding::Utf8Marked),
        2 => any::<(bool, bool)>().prop_map(|(big, marked)| Encoding::Utf16 { big, marked }),
        1 => Just(Encoding::Named("windows-1252")),
        1 => Just(Encoding::Named("shift_jis")),
        1 => Just(Encoding::Named("windows-1251")),
    ]
}

/// Letters that the encoding has, and marks that need quoting.
fn word(encoding: Encoding) -> BoxedStrategy<String> {
    let letters = match encoding {
        Encoding::Named("windows-1252") => "[a-z\u{e9}\u{fc}\u{20ac} ]",
        Encoding::Named("shift_jis") => "[a-z\u{6771}\u{4eac}\u{30ab} ]",
        Encoding::Named(_) => "[a-z\u{436}\u{444} ]",
        // Shape alone tells UTF-16 without a mark, by its Latin letters.
        Encoding::Utf16 { marked: false, .. } => "[a-z ]",
        _ => "[a-z\u{e9}\u{4e16}\u{1f600} ]",
    };
    let marks = "[,;\t|\"'\n]";
    let inner = format!("({letters}{{1,6}}|{letters}{{0,3}}{marks}{letters}{{0,3}})");
    inner.prop_regex().prop_map(|inner| format!("Q{inner}q")).boxed()
}

trait Regex {
    fn prop_regex(&self) -> BoxedStrategy<String>;
}

impl Regex for String {
    fn prop_regex(&self) -> BoxedStrategy<String> {
        proptest::string::string_regex(self).unwrap().boxed()
    }
}

fn column(kind: usize, rows: usize, encoding: Encoding) -> BoxedStrategy<Vec<Cell>> {
    let cell = match kind {
        0 => word(encoding).prop_map(Cell::Word).boxed(),
        1 => (-900_i64..900).prop_map(Cell::Whole).boxed(),
        _ => (-900_i64..900, "([0-9]|[0-9]{2}|[0-9]{4})")
            .prop_map(|(whole, fraction)| Cell::Decimal(whole, fraction))
            .boxed(),
    };
    let cell = prop_oneof![6 => cell, 1 => Just(Cell::Missing)];
    proptest::collection::vec(cell, rows).boxed()
}

fn written(encoding: Encoding) -> impl Strategy<Value = Written> {
    let separator = proptest::sample::select(vec![',', ';', '\t', '|']);
    let line_end = proptest::sample::select(vec!["\n", "\r\n", "\r"]);
    (separator, line_end, any::<[bool; 5]>(), 0_usize..3).prop_map(
        move |(separator, line_end, [quote_all, backslash, header, comma, last], titles)| Written {
            separator,
            quote_all,
            backslash,
            line_end,
            header,
            titles: if header { titles } else { 0 },
            encoding,
            comma,
            last_line_end: last,
        },
    )
}

fn given() -> impl Strategy<Value = Given> {
    (encoding(), 4_usize..12).prop_flat_map(|(encoding, rows)| {
        let columns = proptest::collection::vec(0_usize..3, 2..5).prop_flat_map(move |kinds| {
            kinds.into_iter().map(|kind| column(kind, rows, encoding)).collect::<Vec<_>>()
        });
        let counted = (-900_i64..0)
            .prop_map(move |first| (first..).take(rows).map(Cell::Whole).collect::<Vec<_>>());
        (counted, columns, written(encoding), proptest::collection::vec(word(encoding), 5))
            .prop_map(|(counted, mut columns, written, words)| {
                columns.insert(0, counted);
                let names = (0..columns.len())
                    .map(|at| format!("N{at}{}", words[at].split_whitespace().collect::<String>()))
                    .collect();
                Given { names, columns, written }
            })
    })
}

impl Written {
    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Missing => self.quoted(""),
            Cell::Word(word) => self.quoted(word),
            Cell::Whole(whole) => self.quoted(&whole.to_string()),
            Cell::Decimal(whole, fraction) => {
                let mark = if self.comma { ',' } else { '.' };
                self.quoted(&format!("{whole}{mark}{fraction}"))
            }
        }
    }

    fn quoted(&self, text: &str) -> String {
        let needed = text.contains([',', ';', '\t', '|', '"', '\'', '\n', '\r']);
        // A decimal comma needs quoting only where the comma separates.
        let number = text.bytes().all(|b| b.is_ascii_digit() || b"-,.".contains(&b));
        if !(self.quote_all || needed && !(number && self.separator != ',')) {
            return text.to_owned();
        }
        let inside = if self.backslash { "\\\"" } else { "\"\"" };
        format!("\"{}\"", text.replace('"', inside))
    }

    fn text(&self, given: &Given) -> String {
        let mut lines: Vec<String> = (0..self.titles).map(|n| format!("Quarter {n}")).collect();
        let separator = self.separator.to_string();
        if self.header {
            let names: Vec<String> = given.names.iter().map(|name| self.quoted(name)).collect();
            lines.push(names.join(&separator));
        }
        for row in 0..given.columns[0].len() {
            let cells: Vec<String> = given.columns.iter().map(|c| self.cell(&c[row])).collect();
            lines.push(cells.join(&separator));
        }
        lines.join(self.line_end) + if self.last_line_end { self.line_end } else { "" }
    }

    fn bytes(&self, given: &Given) -> Vec<u8> {
        let text = self.text(given);
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16 { big, marked } => {
                let mark = if marked { "\u{feff}" } else { "" };
                let units = mark.encode_utf16().chain(text.encode_utf16()).collect::<Vec<u16>>();
                let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
                units.into_iter().flat_map(bytes).collect()
            }
            Encoding::Named(name) => {
                let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
                let (bytes, _, unmappable) = encoding.encode(&text);
                assert!(!unmappable, "{name} has all letters of {text:?}");
                bytes.into_owned()
            }
        }
    }
}

fn read(given: &Given) -> Table {
    let encoding = match given.written.encoding {
        Encoding::Named(name) => Some(name.to_owned()),
        _ => None,
    };
    let bytes = given.written.bytes(given);
    let options = ReadOptions { encoding, ..ReadOptions::default() };
    read_bytes("t.csv", &bytes, &options, &Progress::new()).unwrap()
}

/// What differs, in words; `None` where nothing does.
fn difference(given: &Given, table: &Table) -> Option<String> {
    let names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
    if names.len() != given.columns.len() || table.rows().len() != given.columns[0].len() {
        return Some(format!("{} rows, columns {names:?}", table.rows().len()));
    }
    if given.written.header && names != given.names {
        return Some(format!("names {names:?}"));
    }
    for (column, cells) in table.columns().iter().zip(&given.columns) {
        for (at, cell) in cells.iter().enumerate() {
            let expected = match cell {
                Cell::Missing => String::new(),
                Cell::Word(word) => word.clone(),
                Cell::Whole(whole) => whole.to_string(),
                Cell::Decimal(whole, fraction) => {
                    format!("{whole}.{fraction}").parse::<f64>().unwrap().to_string()
                }
            };
            let found = column.text(at);
            if found != expected {
                return Some(format!("{}, row {at}: {found:?} for {expected:?}", column.name));
            }
        }
        let numbers = cells.iter().any(|cell| matches!(cell, Cell::Whole(_) | Cell::Decimal(..)));
        if numbers && !matches!(column.values, Values::Numbers(_)) {
            return Some(format!("{} is no column of numbers", column.name));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn a_table_written_in_any_dialect_reads_back_equal(given in given()) {
        let table = read(&given);
        if let Some(difference) = difference(&given, &table) {
            let text = given.written.text(&given);
            prop_assert!(false, "{difference}\n{text}\n{:?}\n{:#?}", given.written, table.dialect());
        }
    }
}

/// Real words in encodings that are not named.
#[test]
fn encodings_are_told_by_real_words() {
    let french =
        "Andr\u{e9};Besan\u{e7}on\nZo\u{e9};Saint-\u{c9}tienne\nFran\u{e7}ois;N\u{ee}mes\n";
    let german = "J\u{fc}rgen;K\u{f6}ln\nB\u{e4}rbel;M\u{fc}nchen\nGro\u{df};D\u{fc}sseldorf\n";
    let japanese = "\u{592a}\u{90ce};\u{6771}\u{4eac}\n\u{82b1}\u{5b50};\u{5927}\u{962a}\n\u{6b21}\u{90ce};\u{672d}\u{5e4c}\n";
    let russian = "\u{418}\u{432}\u{430}\u{43d};\u{41c}\u{43e}\u{441}\u{43a}\u{432}\u{430}\n\u{410}\u{43d}\u{43d}\u{430};\u{41a}\u{430}\u{437}\u{430}\u{43d}\u{44c}\n";
    let polish = "\u{141}ukasz;\u{141}\u{f3}d\u{17a}\nMa\u{142}gorzata;Pozna\u{144}\nStanis\u{142}aw;Wroc\u{142}aw\n";
    for (words, label) in [
        (french, "windows-1252"),
        (german, "windows-1252"),
        (japanese, "shift_jis"),
        (russian, "windows-1251"),
        (polish, "windows-1250"),
    ] {
        let text = format!("name;city\n{}", words.repeat(4));
        let (bytes, _, _) =
            encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(&text);
        let table = read_bytes("t.csv", &bytes, &ReadOptions::default(), &Progress::new()).unwrap();
        let first = words.split([';', '\n']).collect::<Vec<_>>();
        assert_eq!(
            (table.columns()[0].text(0), table.columns()[1].text(1)),
            (first[0].into(), first[3].into())
        );
        let encoding = &table.dialect().unwrap().encoding;
        assert!(encoding.confidence > 0.0, "{encoding:?}");
    }
}
