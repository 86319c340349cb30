//! How a table was written: the file's format, and what was found out about it.

use super::Dialect;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with a separator.
    Csv,
    /// Text with tabs.
    Tsv,
    /// JSON: one object a line, or objects one after the other.
    Json,
    /// JSON: an array of objects.
    JsonArray,
    /// Parquet.
    Parquet,
    /// Arrow IPC file, also known as Feather 2.
    Arrow,
    /// Arrow IPC stream.
    ArrowStream,
    /// A workbook of Excel: .xlsx, .xlsb, .xls.
    Excel,
    /// A workbook of `LibreOffice` and others: .ods.
    OpenDocument,
}

impl Format {
    /// The name for programs: the `format` of `info --json`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json-lines",
            Self::JsonArray => "json",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::ArrowStream => "arrow-stream",
            Self::Excel => "excel",
            Self::OpenDocument => "opendocument",
        }
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Csv => "CSV text",
            Self::Tsv => "text with tabs",
            Self::Json => "JSON, one object a line",
            Self::JsonArray => "JSON array",
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow IPC file",
            Self::ArrowStream => "Arrow IPC stream",
            Self::Excel => "Excel workbook",
            Self::OpenDocument => "OpenDocument workbook",
        }
    }
}

/// How a file was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Packing {
    /// gzip.
    #[serde(rename = "gz")]
    Gzip,
    /// Zstandard.
    #[serde(rename = "zst")]
    Zstandard,
}

impl Packing {
    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
        }
    }
}

/// The sheet that a table was taken from.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Sheet {
    /// Its name.
    pub sheet: String,
    /// All sheets of the workbook, in its order.
    pub sheets: Vec<String>,
    /// Filled rows above the header that are no part of the table.
    pub preamble: usize,
    /// Rows that hold the column names; 0 where columns are named by their place.
    pub header_rows: usize,
    /// The share of the columns that agree on it, 0 to 1.
    pub header_confidence: f64,
    /// Why the first row was taken for names or for data, as a sentence.
    pub header_reason: String,
}

/// How a table was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// What the file is.
    pub format: Format,
    /// How it was packed.
    pub packing: Option<Packing>,
    /// How many files hold the table.
    pub files: usize,
    /// What was found out about it.
    pub writing: Writing,
}

/// What was found out about the way a table was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Writing {
    /// Text in a dialect.
    Text(Box<Dialect>),
    /// A sheet of a workbook.
    Sheet(Sheet),
    /// The file itself says what its columns are.
    Typed,
}

/// What the rows' numbers count from: two readings of a file that are alike in this give a record the same number.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RowNumbers {
    /// The sheet, where there are several.
    sheet: Option<String>,
    /// Lines before the header.
    preamble: usize,
    /// Lines of the header.
    header_rows: usize,
}

impl Origin {
    /// What the rows are numbered from.
    pub fn row_numbers(&self) -> RowNumbers {
        match &self.writing {
            Writing::Text(dialect) => RowNumbers {
                sheet: None,
                preamble: dialect.preamble.value,
                header_rows: dialect.header_rows.value,
            },
            Writing::Sheet(Sheet { sheet, preamble, header_rows, .. }) => RowNumbers {
                sheet: Some(sheet.clone()),
                preamble: *preamble,
                header_rows: *header_rows,
            },
            Writing::Typed => RowNumbers::default(),
        }
    }

    /// Text in that dialect.
    pub(super) fn text(dialect: Dialect) -> Self {
        let format = if dialect.separator.value == '\t' { Format::Tsv } else { Format::Csv };
        Self { writing: Writing::Text(Box::new(dialect)), ..Self::typed(format) }
    }

    /// A sheet of a workbook.
    pub(super) fn sheet(format: Format, sheet: Sheet) -> Self {
        Self { writing: Writing::Sheet(sheet), ..Self::typed(format) }
    }

    /// One file that says what its columns are.
    pub(super) fn typed(format: Format) -> Self {
        Self { format, packing: None, files: 1, writing: Writing::Typed }
    }

    /// How the text was written, where it is text.
    pub fn dialect(&self) -> Option<&Dialect> {
        match &self.writing {
            Writing::Text(dialect) => Some(dialect),
            _ => None,
        }
    }

    /// The sheet, where the table is one.
    pub fn sheet_of(&self) -> Option<&Sheet> {
        match &self.writing {
            Writing::Sheet(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// In words: "Parquet, 3 files", "CSV text, packed with gzip".
    pub fn title(&self) -> String {
        let mut title = self.format.title().to_owned();
        if self.files > 1 {
            title = format!("{title}, {} files", self.files);
        }
        match self.packing {
            Some(packing) => format!("{title}, packed with {}", packing.title()),
            None => title,
        }
    }
}
