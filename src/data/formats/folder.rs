//! Many Parquet files as one table: a folder, or a pattern such as `parts/*.parquet`.
//!
//! The files are sorted by path, so that rows are repeatable; columns are matched by name. Folders named
//! `key=value`, as programs write them that split a table, are columns.

use super::super::{DataError, Format, Notice, ReadOptions, Table, memory, source};
use super::draft::{Draft, Given, row_ids_fit};
use super::parquet::{self, Outline};
use super::{frame, frame::list};
use crate::progress::Progress;
use polars::prelude::{Column, DataFrame, DataType, PolarsResult, Schema, TimeUnit};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders within folders, at most.
const DEPTH: usize = 16;

/// Whether the path stands for many files.
pub(in crate::data) fn is_many(path: &Path) -> bool {
    path != Path::new("-")
        && (path.is_dir() || (path.to_string_lossy().contains(['*', '?', '[']) && !path.exists()))
}

/// Reads all of them as one table.
pub(in crate::data) fn read(
    path: &Path,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Table, DataError> {
    let file = source::display_name(path);
    options.refuse_without_effect(&file, Format::Parquet)?;
    let mut notices = Vec::new();
    let paths = find(path, &file, &mut notices)?;
    let mut parts = Vec::with_capacity(paths.len());
    for path in paths {
        progress.check()?;
        parts.push(Part::new(path)?);
    }
    if parts.len() > 1 {
        let text = "files were read as one table, in the order of their paths.";
        notices.insert(0, Notice::info(format!("{} {text}", parts.len())));
    }
    let columns = agree(&parts, &mut notices)?;
    let rows: usize = parts.iter().map(|part| part.outline.rows).sum();
    row_ids_fit(&file, rows)?;
    memory::refuse_beyond(&file, 16 * rows as u64 * columns.len() as u64)?;
    let mut whole = DataFrame::empty_with_schema(&columns);
    for (at, part) in parts.iter().enumerate() {
        progress.step(at as u64, parts.len() as u64)?;
        let refused = |error| frame::refused(&part.name, parquet::WHAT, &error);
        let read = parquet::read(&part.name, &source::load(&part.path)?, &Progress::new())?;
        whole.vstack_mut_owned(fitted(&read, &columns).map_err(refused)?).map_err(refused)?;
    }
    let mut draft = frame::draft(whole, Format::Parquet, &mut notices);
    draft.origin.files = parts.len();
    add_keys(&parts, &mut draft);
    draft.finish(&file, options, notices)
}

/// One file.
struct Part {
    path: PathBuf,
    name: String,
    outline: Outline,
    /// What its folders say of all its rows.
    keys: Vec<(String, String)>,
}

impl Part {
    fn new(path: PathBuf) -> Result<Self, DataError> {
        let name = source::display_name(&path);
        let outline = parquet::outline(&name, source::open(&path)?)?;
        let folders = path.parent().into_iter().flat_map(Path::components);
        let keys = folders
            .filter_map(|folder| {
                let folder = folder.as_os_str().to_string_lossy().into_owned();
                let (key, value) = folder.split_once('=')?;
                (!key.is_empty()).then(|| (key.to_owned(), value.to_owned()))
            })
            .collect();
        Ok(Self { path, name, outline, keys })
    }
}

/// The files that a table is read from, sorted: the path itself, or what lies in a folder or fits a pattern.
///
/// # Errors
/// [`DataError`] where there are none.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, DataError> {
    if is_many(path) {
        find(path, &source::display_name(path), &mut Vec::new())
    } else {
        Ok(vec![path.to_owned()])
    }
}

/// Whether writing to `output` would change the table that is read from `path`: it is one of its files, or a Parquet
/// file among them, which would be read with them the next time.
pub fn would_change(path: &Path, output: &Path) -> bool {
    // Where nothing can be read, reading says so.
    let files = files(path).unwrap_or_default();
    let real = |path: &Path| path.canonicalize().ok();
    let target = real(output);
    if target.is_some() && files.iter().any(|file| real(file) == target) {
        return true;
    }
    let parquet = |ending: &std::ffi::OsStr| {
        ["parquet", "pq"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    if !is_many(path) || !output.extension().is_some_and(parquet) {
        return false;
    }
    let folder = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => real(folder),
        _ => real(Path::new(".")),
    };
    let Some(beside) = folder(output) else { return false };
    match real(path) {
        Some(whole) => beside.starts_with(whole),
        None => files.iter().any(|file| folder(file).as_ref() == Some(&beside)),
    }
}

/// The Parquet files of a folder, or those that a pattern names, sorted.
fn find(path: &Path, file: &str, notices: &mut Vec<Notice>) -> Result<Vec<PathBuf>, DataError> {
    let mut found = Vec::new();
    if path.is_dir() {
        let mut others = Vec::new();
        walk(path, file, DEPTH, &mut found, &mut others)?;
        if found.is_empty() {
            return Err(DataError::IsDirectory { file: file.to_owned() });
        }
        others.sort();
        if !others.is_empty() {
            notices.push(Notice::warning(format!(
                "Files that are not Parquet were left out: {}.",
                list(&others)
            )));
        }
    } else {
        let wrong = |message: String| DataError::Unsupported { file: file.to_owned(), message };
        let paths = glob::glob(&path.to_string_lossy())
            .map_err(|error| wrong(format!("this pattern of files cannot be read: {error}.")))?;
        for path in paths {
            let path = path.map_err(|error| DataError::Io {
                file: error.path().display().to_string(),
                cause: error.into(),
            })?;
            if path.is_dir() {
                continue;
            }
            if !is_parquet(&path)? {
                return Err(wrong(format!(
                    "{} is not a Parquet file, and only those are read many at once. Choose one file, or put them together first.",
                    path.display()
                )));
            }
            found.push(path);
        }
        if found.is_empty() {
            return Err(wrong("no file has such a name. Check the pattern.".to_owned()));
        }
    }
    found.sort();
    Ok(found)
}

/// All files below a folder. Names that begin with a dot or an underscore are the bookkeeping of programs.
fn walk(
    folder: &Path,
    file: &str,
    depth: usize,
    found: &mut Vec<PathBuf>,
    others: &mut Vec<String>,
) -> Result<(), DataError> {
    let failed = |cause| DataError::Io { file: file.to_owned(), cause };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with(['.', '_']) {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                walk(&path, file, depth - 1, found, others)?;
            }
        } else if is_parquet(&path)? {
            found.push(path);
        } else {
            others.push(name);
        }
    }
    Ok(())
}

fn is_parquet(path: &Path) -> Result<bool, DataError> {
    let mut first = [0; 4];
    Ok(source::open(path)?.read_exact(&mut first).is_ok() && &first == b"PAR1")
}

/// The columns of all files, with a type that holds those of each.
fn agree(parts: &[Part], notices: &mut Vec<Notice>) -> Result<Schema, DataError> {
    let mut columns = Schema::default();
    let mut first_with: Vec<&Part> = Vec::new();
    for part in parts {
        for (name, dtype) in part.outline.schema.iter() {
            let Some((at, _, known)) = columns.get_full(name) else {
                columns.insert(name.clone(), dtype.clone());
                first_with.push(part);
                continue;
            };
            let Some(both) = common(known, dtype) else {
                return Err(DataError::Differs {
                    file: part.name.clone(),
                    column: name.to_string(),
                    found: frame::kind(dtype),
                    expected: frame::kind(known),
                    other: first_with[at].name.clone(),
                });
            };
            columns.insert(name.clone(), both);
        }
    }
    let lacking: Vec<String> = columns
        .iter_names()
        .filter_map(|name| {
            let without = parts.iter().filter(|part| !part.outline.schema.contains(name)).count();
            (without > 0).then(|| format!("{name} (in {without})"))
        })
        .collect();
    if !lacking.is_empty() {
        notices.push(Notice::warning(format!(
            "Some files lack a column that others have, and their cells are missing: {}.",
            list(&lacking)
        )));
    }
    Ok(columns)
}

/// The type that holds both, if they mean the same.
fn common(a: &DataType, b: &DataType) -> Option<DataType> {
    let text = |t: &DataType| {
        matches!(t, DataType::String | DataType::Categorical(..) | DataType::Enum(..))
    };
    let number = |t: &DataType| t.is_primitive_numeric() || t.is_decimal();
    let finest = |a: TimeUnit, b: TimeUnit| if a == b { a } else { TimeUnit::Microseconds };
    Some(match (a, b) {
        (a, b) if a == b => a.clone(),
        (DataType::Null, other) | (other, DataType::Null) => other.clone(),
        (a, b) if text(a) && text(b) => DataType::String,
        (a, b) if a.is_integer() && b.is_integer() => {
            let unsigned = matches!(a, DataType::UInt64) && b.is_unsigned_integer()
                || matches!(b, DataType::UInt64) && a.is_unsigned_integer();
            if unsigned { DataType::UInt64 } else { DataType::Int64 }
        }
        (a, b) if number(a) && number(b) => DataType::Float64,
        (DataType::Date, DataType::Datetime(unit, None))
        | (DataType::Datetime(unit, None), DataType::Date) => DataType::Datetime(*unit, None),
        (DataType::Datetime(a, None), DataType::Datetime(b, None)) => {
            DataType::Datetime(finest(*a, *b), None)
        }
        // An instant is the same in any zone.
        (DataType::Datetime(a, Some(zone)), DataType::Datetime(b, Some(_))) => {
            DataType::Datetime(finest(*a, *b), Some(zone.clone()))
        }
        (DataType::Duration(a), DataType::Duration(b)) => DataType::Duration(finest(*a, *b)),
        _ => return None,
    })
}

/// The part with all columns, in their order and of their types.
fn fitted(part: &DataFrame, columns: &Schema) -> PolarsResult<DataFrame> {
    let height = part.height();
    let fitted: PolarsResult<Vec<Column>> = columns
        .iter()
        .map(|(name, dtype)| match part.column(name) {
            Ok(column) if column.dtype() == dtype => Ok(column.clone()),
            Ok(column) => column.strict_cast(dtype),
            Err(_) => Ok(Column::full_null(name.clone(), height, dtype)),
        })
        .collect();
    DataFrame::new(height, fitted?)
}

/// Columns of what the folders say, where no file has such a column.
fn add_keys(parts: &[Part], draft: &mut Draft) {
    let mut names: Vec<&str> = Vec::new();
    for (key, _) in parts.iter().flat_map(|part| &part.keys) {
        if !names.contains(&key.as_str()) && draft.columns.iter().all(|(name, _)| name != key) {
            names.push(key);
        }
    }
    for name in names {
        let cells = parts.iter().flat_map(|part| {
            let value = part.keys.iter().find(|(key, _)| key == name).map(|(_, v)| v.clone());
            std::iter::repeat_n(value, part.outline.rows)
        });
        draft.columns.push((name.to_owned(), Given::Texts(cells.collect())));
    }
}

#[cfg(test)]
mod tests;
