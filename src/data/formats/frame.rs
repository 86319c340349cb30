//! Columns with types, as polars reads them, become ours: numbers, dates, yes and no, text.

use super::super::{DataError, Format, Levels, Notice, Origin, Values};
use super::draft::{Draft, Given};
use polars::prelude::{
    ChunkedArray, DataFrame, DataType, Float64Type, PolarsResult, Series, TimeUnit,
};
use std::fmt::Write;

/// From here on f64 does not hold every whole number.
const EXACT: u64 = 1 << 53;
/// Names that one notice lists.
const SHOWN: usize = 12;

/// Turns a frame into columns. What cannot be a column is named in a notice.
pub(super) fn draft(frame: DataFrame, format: Format, notices: &mut Vec<Notice>) -> Draft {
    let rows = frame.height();
    let mut found = Found::default();
    for column in frame.into_columns() {
        let name = column.name().to_string();
        found.add(name, &column.take_materialized_series());
    }
    found.say(notices);
    Draft { columns: found.columns, rows, origin: Origin::typed(format) }
}

#[derive(Default)]
struct Found {
    columns: Vec<(String, Given)>,
    /// Columns that are left out, with their types.
    left_out: Vec<String>,
    /// Columns of instants, with their zones.
    zoned: Vec<String>,
    /// Durations and times of day.
    clocks: Vec<String>,
    /// Structures that became columns.
    opened: Vec<String>,
    /// Bytes that are text.
    bytes: Vec<String>,
}

impl Found {
    /// Adds a column, or those of a structure.
    fn add(&mut self, name: String, series: &Series) {
        if let DataType::Struct(_) = series.dtype()
            && let Ok(structure) = series.struct_()
        {
            self.opened.push(name.clone());
            // A missing structure has missing fields.
            let mut structure = structure.clone();
            structure.zip_outer_validity(&structure.clone());
            for field in structure.fields_as_series() {
                self.add(format!("{name}.{}", field.name()), &field);
            }
            return;
        }
        match self.given(&name, series) {
            Ok(Some(given)) => self.columns.push((name, given)),
            _ => self.left_out.push(format!("{name} ({})", kind(series.dtype()))),
        }
    }

    fn given(&mut self, name: &str, series: &Series) -> PolarsResult<Option<Given>> {
        let given = match series.dtype() {
            DataType::Boolean => {
                let words = |yes: bool| if yes { "true" } else { "false" };
                let cells: Vec<Option<&str>> =
                    series.bool()?.iter().map(|cell| cell.map(words)).collect();
                Given::Ready { values: Values::Text(Levels::new(&cells)), reading: None }
            }
            DataType::Int64
                if !series.i64()?.iter().flatten().all(|v| v.unsigned_abs() < EXACT) =>
            {
                text(series)?
            }
            DataType::UInt64 if !series.u64()?.iter().flatten().all(|v| v < EXACT) => text(series)?,
            DataType::Decimal(..) if floats(series)?.iter().any(|v| v.abs() >= EXACT as f64) => {
                text(series)?
            }
            DataType::Decimal(..) => Given::numbers(floats(series)?),
            dtype if dtype.is_primitive_numeric() => Given::numbers(floats(series)?),
            DataType::Date => dates(in_days(series, 1.0)?, None),
            DataType::Datetime(unit, None) => dates(in_days(series, per_day(*unit))?, None),
            DataType::Datetime(unit, Some(zone)) => {
                self.zoned.push(format!("{name} (written for {zone})"));
                dates(in_days(series, per_day(*unit))?, Some("UTC"))
            }
            DataType::Duration(unit) => {
                self.clocks.push(format!("{name} (days)"));
                clock(in_days(series, per_day(*unit))?, "duration in days")
            }
            DataType::Time => {
                self.clocks.push(format!("{name} (hours since midnight)"));
                let day = per_day(TimeUnit::Nanoseconds);
                clock(in_days(series, day / 24.0)?, "hours since midnight")
            }
            DataType::String | DataType::Categorical(..) | DataType::Enum(..) | DataType::Null => {
                text(series)?
            }
            DataType::Binary => match utf_8(series)? {
                Some(cells) => {
                    self.bytes.push(name.to_owned());
                    Given::Strings(cells)
                }
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok(Some(given))
    }

    fn say(&self, notices: &mut Vec<Notice>) {
        if !self.left_out.is_empty() {
            notices.push(Notice::warning(format!(
                "Columns of lists or bytes were left out: {}.",
                list(&self.left_out)
            )));
        }
        for (names, before) in [
            (&self.opened, "Structures became one column a field, as in a.b: "),
            (&self.bytes, "Bytes without a type were read as text in UTF-8: "),
            (&self.zoned, "Times with a zone were read as UTC: "),
            (&self.clocks, "Durations and times of day became numbers: "),
        ] {
            if !names.is_empty() {
                notices.push(Notice::info(format!("{before}{}.", list(names))));
            }
        }
    }
}

fn dates(days: Vec<f64>, reading: Option<&str>) -> Given {
    Given::Ready { values: Values::Dates(days), reading: reading.map(str::to_owned) }
}

fn clock(values: Vec<f64>, reading: &str) -> Given {
    Given::Ready { values: Values::Numbers(values), reading: Some(reading.to_owned()) }
}

fn per_day(unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Nanoseconds => 86_400e9,
        TimeUnit::Microseconds => 86_400e6,
        TimeUnit::Milliseconds => 86_400e3,
    }
}

/// The counts that stand behind dates and times, divided by those of a day.
fn in_days(series: &Series, per_day: f64) -> PolarsResult<Vec<f64>> {
    let mut values = floats(&series.to_physical_repr())?;
    for value in &mut values {
        *value /= per_day;
    }
    Ok(values)
}

/// Text that typing decides on.
fn text(series: &Series) -> PolarsResult<Given> {
    Ok(Given::Strings(series.cast(&DataType::String)?.str()?.clone()))
}

/// NaN where missing.
fn floats(series: &Series) -> PolarsResult<Vec<f64>> {
    let floats = series.cast(&DataType::Float64)?;
    let floats: &ChunkedArray<Float64Type> = floats.f64()?;
    Ok(floats.iter().map(|value| value.unwrap_or(f64::NAN)).collect())
}

/// Bytes as text, if all of them are; some programs write text so.
fn utf_8(series: &Series) -> PolarsResult<Option<ChunkedArray<polars::prelude::StringType>>> {
    let bytes = series.binary()?;
    if !bytes.iter().flatten().all(|cell| std::str::from_utf8(cell).is_ok()) {
        return Ok(None);
    }
    Ok(Some(
        bytes.iter().map(|cell| cell.and_then(|cell| std::str::from_utf8(cell).ok())).collect(),
    ))
}

/// What a type is, for people.
pub(super) fn kind(dtype: &DataType) -> String {
    match dtype {
        DataType::Boolean => "yes/no".to_owned(),
        DataType::String | DataType::Categorical(..) | DataType::Enum(..) => "text".to_owned(),
        DataType::Date => "a date".to_owned(),
        DataType::Datetime(_, None) => "a time without zone".to_owned(),
        DataType::Datetime(_, Some(_)) => "a time with zone".to_owned(),
        DataType::Duration(_) => "a duration".to_owned(),
        DataType::Time => "a time of day".to_owned(),
        DataType::List(_) => "a list".to_owned(),
        DataType::Struct(_) => "a structure".to_owned(),
        DataType::Binary => "bytes".to_owned(),
        dtype if dtype.is_numeric() => "a number".to_owned(),
        other => other.to_string(),
    }
}

/// Names between commas, the first ones.
pub(super) fn list(names: &[String]) -> String {
    let mut text = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        let _ = write!(text, " and {} more", names.len() - SHOWN);
    }
    text
}

/// polars' own words on one line.
pub(super) fn refused(
    file: &str,
    what: &'static str,
    error: &polars::prelude::PolarsError,
) -> DataError {
    let message = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    DataError::Damaged { file: file.to_owned(), what, message }
}
