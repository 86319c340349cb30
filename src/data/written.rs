//! Columns that are to be written, and their Parquet: typed, so that a reader need not guess again.

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, NamedFrom, ParquetWriter, Series, TimeUnit,
};

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// A column to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: WrittenCells,
}

/// Cells to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum WrittenCells {
    /// Whole numbers.
    Whole(Vec<u32>),
    /// Numbers; NaN is missing.
    Numbers(Vec<f64>),
    /// Dates as days since 1970-01-01, the time of day as a fraction; NaN is missing.
    Dates(Vec<f64>),
    /// Words; empty is missing.
    Words(Vec<String>),
}

impl WrittenCells {
    /// How many cells there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Whole(cells) => cells.len(),
            Self::Numbers(cells) | Self::Dates(cells) => cells.len(),
            Self::Words(cells) => cells.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The columns as a Parquet file. Dates are dates, with milliseconds where one has a time of day.
///
/// # Errors
/// What the writer says: names that are taken twice, columns of unlike length.
pub fn parquet(columns: &[Written]) -> Result<Vec<u8>, String> {
    let said = |error: polars::error::PolarsError| error.to_string();
    let columns: Result<Vec<Column>, _> = columns.iter().map(column).collect();
    let columns = columns.map_err(said)?;
    let rows = columns.first().map_or(0, Column::len);
    let mut frame = DataFrame::new(rows, columns).map_err(said)?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).map_err(said)?;
    Ok(bytes)
}

fn column(column: &Written) -> Result<Column, polars::error::PolarsError> {
    let name = column.name.as_str().into();
    let known = |value: &f64| (!value.is_nan()).then_some(*value);
    Ok(match &column.cells {
        WrittenCells::Whole(cells) => Series::new(name, cells).into_column(),
        WrittenCells::Numbers(cells) => {
            let cells: Vec<Option<f64>> = cells.iter().map(known).collect();
            Series::new(name, cells).into_column()
        }
        WrittenCells::Dates(cells)
            if cells.iter().all(|day| day.is_nan() || day.fract() == 0.0) =>
        {
            let days: Vec<Option<i32>> =
                cells.iter().map(|day| known(day).map(|day| day as i32)).collect();
            Series::new(name, days).cast(&DataType::Date)?.into_column()
        }
        WrittenCells::Dates(cells) => {
            let times: Vec<Option<i64>> =
                cells.iter().map(|day| known(day).map(|day| (day * DAY).round() as i64)).collect();
            let kind = DataType::Datetime(TimeUnit::Milliseconds, None);
            Series::new(name, times).cast(&kind)?.into_column()
        }
        WrittenCells::Words(cells) => {
            let cells: Vec<Option<&str>> =
                cells.iter().map(|cell| (!cell.is_empty()).then_some(cell.as_str())).collect();
            Series::new(name, cells).into_column()
        }
    })
}
