//! What the user fixes before reading must be possible.

use super::{DataError, Format, ReadOptions};

/// The quotation mark that stands for "there is none": no text that is read holds a NUL.
pub(super) const NO_QUOTE: char = '\0';

impl ReadOptions {
    /// The mark to give as [`ReadOptions::quote`] where quotation marks are letters like others.
    pub const NO_QUOTE: char = NO_QUOTE;

    /// The separator to give where columns stand below each other with two or more blanks between them.
    pub const BLANKS: char = '\u{2423}';

    /// Refuses what was decided about a file of another format, and would be passed over in silence. The decimal
    /// mark and the order of dates matter to the text in any.
    pub(super) fn refuse_without_effect(
        &self,
        file: &str,
        format: Format,
    ) -> Result<(), DataError> {
        let text = matches!(format, Format::Csv | Format::Tsv);
        let sheet = matches!(format, Format::Excel | Format::OpenDocument);
        let json = matches!(format, Format::Json | Format::JsonArray);
        let given = [
            ("--separator", self.separator.is_some(), text),
            ("--quote", self.quote.is_some(), text),
            ("--encoding", self.encoding.is_some(), text || json),
            ("--skip", self.skip.is_some(), text || sheet),
            ("--skip-end", self.skip_end.is_some(), text || sheet),
            ("--header", self.header.is_some(), text || sheet),
            ("--sheet", self.sheet.is_some(), sheet),
        ];
        match given.iter().find(|(_, given, matters)| *given && !matters) {
            None => Ok(()),
            Some((option, ..)) => Err(DataError::NoEffect {
                file: file.to_owned(),
                option,
                format: match format {
                    Format::Csv | Format::Tsv => "text with a separator",
                    Format::Json | Format::JsonArray => "JSON",
                    Format::Parquet => "Parquet",
                    Format::Arrow | Format::ArrowStream => "Arrow",
                    Format::Excel | Format::OpenDocument => "a workbook",
                },
            }),
        }
    }

    /// Refuses what no table can be written with.
    pub(super) fn check(&self, file: &str) -> Result<(), DataError> {
        let refused = |what: String| Err(DataError::Option { file: file.to_owned(), what });
        let mark = |c: char| {
            c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '\r' | '\n' | '\\')
        };
        if let Some(c) = self.separator
            && c != Self::BLANKS
            && (!mark(c) || matches!(c, '"' | NO_QUOTE))
        {
            return refused(format!(
                "{c:?} cannot separate fields. Choose , ; | tab, blanks or another single ASCII mark"
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
    fn what_a_format_has_no_room_for_is_refused() {
        let usual = ReadOptions::default;
        let skip = ReadOptions { skip: Some(1), ..usual() };
        let sheet = ReadOptions { sheet: Some("x".to_owned()), ..usual() };
        let encoding = ReadOptions { encoding: Some("utf-8".to_owned()), ..usual() };
        let refused = |options: &ReadOptions, format| {
            options.refuse_without_effect("f", format).err().map(|error| error.to_string())
        };
        let said = refused(&skip, Format::Parquet).unwrap();
        assert!(said.contains("--skip means nothing for Parquet"), "{said}");
        assert!(refused(&sheet, Format::Csv).is_some() && refused(&sheet, Format::Json).is_some());
        assert!(refused(&encoding, Format::Excel).is_some());
        for (options, format) in [
            (&skip, Format::Csv),
            (&skip, Format::OpenDocument),
            (&sheet, Format::Excel),
            (&encoding, Format::JsonArray),
            (&ReadOptions { decimal: Some(','), ..usual() }, Format::Parquet),
        ] {
            assert_eq!(refused(options, format), None);
        }
    }

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
