//! What the user fixes before reading must be possible.

use super::{DataError, ReadOptions};

/// The quotation mark that stands for "there is none": no text that is read holds a NUL.
pub(super) const NO_QUOTE: char = '\0';

impl ReadOptions {
    /// The mark to give as [`ReadOptions::quote`] where quotation marks are letters like others.
    pub const NO_QUOTE: char = NO_QUOTE;

    /// Refuses what no table can be written with.
    pub(super) fn check(&self, file: &str) -> Result<(), DataError> {
        let refused = |what: String| Err(DataError::Option { file: file.to_owned(), what });
        let mark = |c: char| {
            c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '\r' | '\n' | '\\')
        };
        if let Some(c) = self.separator
            && (!mark(c) || matches!(c, '"' | NO_QUOTE))
        {
            return refused(format!(
                "{c:?} cannot separate fields. Choose , ; | tab or another single ASCII mark"
            ));
        }
        if let Some(c) = self.quote
            && (!mark(c) || Some(c) == self.separator)
        {
            return refused(format!(
                "{c:?} cannot be the quotation mark. Choose \" or ' or another single ASCII mark that is not the separator"
            ));
        }
        if let Some(c) = self.decimal
            && !matches!(c, '.' | ',')
        {
            return refused(format!("{c:?} cannot be the decimal mark. Choose a point or a comma"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_table_is_written_with_is_refused() {
        let usual = ReadOptions::default;
        for (options, words) in [
            (ReadOptions { separator: Some('\u{20ac}'), ..usual() }, "separate fields"),
            (ReadOptions { separator: Some('"'), ..usual() }, "separate fields"),
            (ReadOptions { quote: Some('x'), ..usual() }, "quotation mark"),
            (ReadOptions { quote: Some(';'), separator: Some(';'), ..usual() }, "quotation mark"),
            (ReadOptions { decimal: Some(';'), ..usual() }, "decimal mark"),
        ] {
            let error = options.check("f.csv").err().unwrap().to_string();
            assert!(error.starts_with("f.csv") && error.contains(words), "{error}");
        }
        let fine =
            ReadOptions { separator: Some('^'), quote: Some('\''), decimal: Some(','), ..usual() };
        assert!(fine.check("f").is_ok() && usual().check("f").is_ok());
    }
}
