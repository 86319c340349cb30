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
    // Rust also reads "nan" and "infinity"; the first is missing, the second a number.
    text.parse::<f64>().ok().filter(|value| !value.is_nan())
}

/// Reads a column of plain numbers cell by cell.
#[derive(Debug, Default)]
pub(in crate::data) struct PlainReader {
    numbers: Vec<f64>,
    known: usize,
    code: bool,
    points: Points,
    soft: Option<String>,
}

impl PlainReader {
    /// Takes the next cell as it stands in the file.
    pub fn push_text(&mut self, cell: &str) -> bool {
        // What is a number as it stands is neither missing nor padded: the way of nearly every cell.
        match number(cell) {
            Some(value) => self.take(cell, value),
            None => self.push(missing::known(Some(cell))),
        }
    }

    fn take(&mut self, text: &str, value: f64) -> bool {
        self.known += 1;
        self.code |= is_code(text, value);
        if self.points != Points::Decimal
            && let Some((whole, fraction)) = text.split_once('.')
        {
            let either = may_be_thousands(whole, fraction);
            self.points = if either { Points::Either } else { Points::Decimal };
        }
        self.numbers.push(value);
        true
    }

    /// Takes the next cell, which is known or `None`. False where it is no number: the column is none of
    /// plain numbers.
    pub fn push(&mut self, cell: Option<&str>) -> bool {
        let Some(text) = cell else {
            self.numbers.push(f64::NAN);
            return true;
        };
        if let Some(value) = number(text) {
            return self.take(text, value);
        }
        if missing::is_soft(text) {
            self.soft.get_or_insert_with(|| text.to_owned());
            self.numbers.push(f64::NAN);
            return true;
        }
        false
    }

    /// Takes the cells that follow.
    pub fn append(&mut self, later: Self) {
        self.numbers.extend_from_slice(&later.numbers);
        self.known += later.known;
        self.code |= later.code;
        self.points = self.points.max(later.points);
        self.soft = self.soft.take().or(later.soft);
    }

    /// Makes room for more cells.
    pub fn reserve(&mut self, more: usize) {
        self.numbers.reserve_exact(more);
    }

    /// The column; `None` where no cell is known but words that can mean missing.
    pub fn finish(self) -> Option<Plain> {
        let Self { numbers, known, code, points, soft } = self;
        (known > 0 || soft.is_none()).then_some(Plain { numbers, code, points, soft })
    }
}

/// Reads a column whose known cells are plain numbers throughout; `None` at the first that is not.
pub(super) fn plain(cells: &[Option<&str>]) -> Option<Plain> {
    let mut reader = PlainReader::default();
    reader.reserve(cells.len());
    cells.iter().all(|cell| reader.push(*cell)).then(|| reader.finish())?
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
        let cells = [Some("1"), Some("23.824"), None, Some("none"), Some("0.5"), Some("n.a.")];
        for cut in 0..=cells.len() {
            let mut parts = cells.split_at(cut);
            let mut first = PlainReader::default();
            for part in [&mut parts.0, &mut parts.1] {
                let mut reader = PlainReader::default();
                assert!(part.iter().all(|cell| reader.push(*cell)));
                first.append(reader);
            }
            let (read, whole) = (first.finish().unwrap(), plain(&cells).unwrap());
            assert_eq!((read.points, &read.soft), (whole.points, &whole.soft), "{cut}");
            assert_eq!(format!("{:?}", read.numbers), format!("{:?}", whole.numbers));
        }
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
