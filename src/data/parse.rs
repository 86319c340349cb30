//! polars cuts the checked records into columns of text; nothing else in the program says polars.

use super::DataError;
use super::records::Records;
use polars::prelude::{
    ChunkedArray, CsvEncoding, CsvParseOptions, CsvReadOptions, DataType, NewChunkedArray,
    PolarsError, Schema, SerReader, StringType,
};
use std::io::Cursor;
use std::sync::Arc;

/// One column of cells as text; `None` where the cell is empty. Blank records are left out.
pub(super) type Cells = Vec<ChunkedArray<StringType>>;

/// Splits the data records into columns of text.
pub(super) fn parse(file: &str, records: &Records, names: &[String]) -> Result<Cells, DataError> {
    if records.count == 0 {
        return Ok(names
            .iter()
            .map(|name| ChunkedArray::from_slice(name.into(), &[] as &[&str]))
            .collect());
    }
    let refused = |error: PolarsError| DataError::Parse {
        file: file.to_owned(),
        message: error.to_string().replace('\n', " "),
    };
    let schema: Schema = names.iter().map(|n| (n.as_str().into(), DataType::String)).collect();
    let frame = CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(Arc::new(schema)))
        .with_infer_schema_length(Some(0))
        .with_rechunk(true)
        .with_parse_options(
            CsvParseOptions::default()
                .with_separator(records.separator)
                .with_quote_char(Some(b'"'))
                .with_encoding(CsvEncoding::Utf8),
        )
        .into_reader_with_file_handle(Cursor::new(&*records.data))
        .finish()
        .map_err(refused)?;
    let mut cells = Cells::with_capacity(names.len());
    for column in frame.columns() {
        cells.push(column.str().map_err(refused)?.clone());
    }
    drop_blank(&mut cells, records);
    match cells.first().map(ChunkedArray::len) {
        Some(height) if height != records.count => Err(DataError::Parse {
            file: file.to_owned(),
            message: format!(
                "{} records were counted but {height} read. Check the quotation marks.",
                records.count
            ),
        }),
        _ => Ok(cells),
    }
}

/// Leaves out records with empty cells only; the check counted them.
fn drop_blank(cells: &mut Cells, records: &Records) {
    let height = cells.first().map_or(0, ChunkedArray::len);
    if height == records.count {
        return;
    }
    let mut filled = vec![false; height];
    for column in &*cells {
        for (seen, cell) in filled.iter_mut().zip(column.iter()) {
            *seen |= cell.is_some_and(|text| !text.trim().is_empty());
        }
    }
    for column in cells {
        let kept: Vec<Option<&str>> =
            column.iter().zip(&filled).filter(|(_, f)| **f).map(|(cell, _)| cell).collect();
        *column = ChunkedArray::from_slice_options(column.name().clone(), &kept);
    }
}
