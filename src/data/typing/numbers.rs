//! Numbers as programs write them: the way of nearly every column.

use super::missing;

/// Whole numbers from here on are not all exact in f64; such columns are codes and stay text.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;
/// Digits from which a whole number with a leading plus is a telephone number.
const PHONE: usize = 8;

/// A column of plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::data) struct Plain {
    /// One for each cell; NaN is missing.
    pub numbers: Vec<f64>,
    /// Whether any cell is a name in digits: a postcode, an account number.
    pub code: bool,
    /// What the decimal points are.
    pub points: Points,
    /// The first word that was taken as missing.
    pub soft: Option<String>,
}

impl Plain {
    /// Whether the numbers can mean nothing else, so that the text is no longer needed.
    pub fn is_certain(&self) -> bool {
        !self.code && self.points != Points::Either
    }
}

/// What the points in a column of plain numbers can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::data) enum Points {
    /// There is none.
    #[default]
    None,
    /// Each has one to three digits before and three behind: `23.824` may be thousands.
    Either,
    /// Decimal points.
    Decimal,
}

/// A finite or infinite number as programs write it; no thousands marks, no decimal commas.
pub(super) fn number(text: &str) -> Option<f64> {
    if let Some(value) = short(text.as_bytes()) {
        return Some(value);
    }
    // Rust also reads "nan" and "infinity"; the first is missing, the second a number.
    text.parse::<f64>().ok().filter(|value| !value.is_nan())
}

/// Digits that f64 holds exactly as a whole number, whatever they are.
const SHORT: usize = 15;
/// Exact in f64.
const POWERS: [f64; SHORT + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Few digits with or without a point: the quotient of two exact numbers is rounded once, as it must be
/// (Clinger 1990, the fast path). Twice as quick as the standard library on the cells of most tables.
fn short(text: &[u8]) -> Option<f64> {
    let negative = text.first() == Some(&b'-');
    let digits = text.strip_prefix(b"-").or(text.strip_prefix(b"+")).unwrap_or(text);
    if digits.len() > SHORT + 1 {
        return None;
    }
    let (mut whole, mut point) = (0_u64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => whole = whole * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let behind = point.map_or(0, |at| digits.len() - 1 - at);
    let count = digits.len() - usize::from(point.is_some());
    if !(1..=SHORT).contains(&count) {
        return None;
    }
    let value = whole as f64 / POWERS[behind];
    Some(if negative { -value } else { value })
}

/// What the cells of a column of plain numbers show, one after the other.
#[derive(Debug, Clone, Default)]
pub(in crate::data) struct PlainReader {
    known: usize,
    code: bool,
    points: Points,
    soft: Option<String>,
}

impl PlainReader {
    /// The number of a cell as it stands in the file, NaN where it is missing. `None` where it is neither:
    /// the column is none of plain numbers.
    pub fn read(&mut self, cell: &str) -> Option<f64> {
        // What is a number as it stands is neither missing nor padded: the way of nearly every cell.
        match number(cell) {
            Some(value) => Some(self.take(cell, value)),
            None => self.read_known(missing::known(Some(cell))),
        }
    }

    /// The same for a cell that is trimmed, and `None` where it is missing in any column.
    fn read_known(&mut self, cell: Option<&str>) -> Option<f64> {
        let Some(text) = cell else { return Some(f64::NAN) };
        if let Some(value) = number(text) {
            return Some(self.take(text, value));
        }
        missing::is_soft(text).then(|| {
            self.soft.get_or_insert_with(|| text.to_owned());
            f64::NAN
        })
    }

    fn take(&mut self, text: &str, value: f64) -> f64 {
        self.known += 1;
        self.code |= is_code(text, value);
        if self.points != Points::Decimal
            && let Some((whole, fraction)) = text.split_once('.')
        {
            let either = may_be_thousands(whole, fraction);
            self.points = if either { Points::Either } else { Points::Decimal };
        }
        value
    }

    /// Learns what the cells that follow have shown.
    pub fn append(&mut self, later: Self) {
        self.known += later.known;
        self.code |= later.code;
        self.points = self.points.max(later.points);
        self.soft = self.soft.take().or(later.soft);
    }

    /// The column; `None` where no cell is known but words that can mean missing.
    pub fn finish(self, numbers: Vec<f64>) -> Option<Plain> {
        let Self { known, code, points, soft } = self;
        (known > 0 || soft.is_none()).then_some(Plain { numbers, code, points, soft })
    }
}

/// Reads a column whose known cells are plain numbers throughout; `None` at the first that is not.
pub(super) fn plain(cells: &[Option<&str>]) -> Option<Plain> {
    let mut reader = PlainReader::default();
    let numbers: Option<Vec<f64>> = cells.iter().map(|cell| reader.read_known(*cell)).collect();
    reader.finish(numbers?)
}

fn may_be_thousands(whole: &str, fraction: &str) -> bool {
    let whole = whole.trim_start_matches(['+', '-']).as_bytes();
    (1..=3).contains(&whole.len())
        && whole[0] != b'0'
        && fraction.len() == 3
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// Leading zeros, telephone numbers and very long whole numbers are names, not amounts.
pub(super) fn is_code(text: &str, value: f64) -> bool {
    let digits = text.trim_start_matches(['+', '-']).as_bytes();
    let leading_zero = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    // Short numbers need no further look: this runs over every cell.
    leading_zero
        || (digits.len() >= PHONE
            && (value.abs() >= EXACT || text.starts_with('+'))
            && digits.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn short_numbers_are_those_of_the_standard_library(text in "[+-]?[0-9]{0,16}(\\.[0-9]{0,16})?") {
            if let Some(value) = short(text.as_bytes()) {
                prop_assert_eq!(Ok(value.to_bits()), text.parse().map(f64::to_bits));
            }
        }
    }

    #[test]
    fn signs_and_points_alone_are_no_numbers() {
        for text in ["", "-", "+", ".", "-.", "1..2", "1-2", "--1"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(
            [".5", "5.", "-0"].map(|t| number(t).unwrap().to_bits()),
            [0.5, 5.0, -0.0].map(f64::to_bits)
        );
    }

    fn points(cells: &[&str]) -> Points {
        let cells: Vec<Option<&str>> = cells.iter().copied().map(Some).collect();
        plain(&cells).unwrap().points
    }

    #[test]
    fn points_before_three_digits_may_be_thousands() {
        assert_eq!(points(&["23.824", "17.518", "12"]), Points::Either);
        for decimal in ["0.824", "23.82", "1234.567", ".500", "-0.125", "1.234e5"] {
            assert_eq!(points(&["23.824", decimal, "17.518"]), Points::Decimal, "{decimal}");
        }
        assert_eq!(points(&["1", "2e3"]), Points::None);
    }

    #[test]
    fn parts_read_apart_are_the_column_read_at_once() {
        let cells = ["1", "23.824", " NA ", "none", "0.5", "n.a."];
        let read = |cells: &[&str]| {
            let mut reader = PlainReader::default();
            assert!(cells.iter().all(|cell| reader.read(cell).is_some()));
            reader
        };
        for cut in 0..=cells.len() {
            let mut joined = read(&cells[..cut]);
            joined.append(read(&cells[cut..]));
            assert_eq!((joined.known, joined.points), (3, Points::Decimal), "{cut}");
            assert_eq!((joined.code, joined.soft.as_deref()), (false, Some("none")));
        }
        assert_eq!(PlainReader::default().read("two"), None);
    }

    #[test]
    fn codes_are_names_in_digits() {
        for code in ["007", "-01", "+41791234567", "9007199254740993"] {
            assert!(is_code(code, number(code).unwrap()), "{code}");
        }
        for amount in ["0", "0.5", "-0.25", "+5", "12345678", "9007199254740991", "1e300"] {
            assert!(!is_code(amount, number(amount).unwrap()), "{amount}");
        }
    }

    #[test]
    fn words_that_mean_missing_do_not_make_numbers_alone() {
        let read = plain(&[Some("1"), Some("unknown"), None]).unwrap();
        assert_eq!(read.soft.as_deref(), Some("unknown"));
        assert!(read.numbers[1].is_nan());
        assert_eq!(plain(&[Some("None"), None]), None);
        assert_eq!(plain(&[Some("1"), Some("two")]), None);
        assert!(plain(&[None, None]).is_some());
    }
}
