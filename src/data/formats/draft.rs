//! A table whose text cells are not typed yet.

use super::super::{
    Column, DataError, Notice, Origin, ReadOptions, RowId, Table, Values, naming, typing,
};
use polars::prelude::{ChunkedArray, StringType};

/// The cells of a column.
pub(super) enum Given {
    /// Numbers or dates, or words that are what they are.
    Ready { values: Values, reading: Option<String> },
    /// Text that may be anything, as polars holds it.
    Strings(ChunkedArray<StringType>),
    /// Text that may be anything.
    Texts(Vec<Option<String>>),
}

impl Given {
    /// Numbers that need no explanation.
    pub fn numbers(values: Vec<f64>) -> Self {
        Self::Ready { values: Values::Numbers(values), reading: None }
    }

    fn known(&self) -> Vec<Option<&str>> {
        match self {
            Self::Ready { .. } => Vec::new(),
            Self::Strings(cells) => cells.iter().map(typing::known).collect(),
            Self::Texts(cells) => cells.iter().map(|cell| typing::known(cell.as_deref())).collect(),
        }
    }
}

/// Columns with their names as given, and where they come from.
pub(super) struct Draft {
    /// In the file's order; all of `rows` cells.
    pub columns: Vec<(String, Given)>,
    /// Rows of the table.
    pub rows: usize,
    /// How the file was written.
    pub origin: Origin,
}

impl Draft {
    /// Types the text and names the columns. Text columns decide together, as in a CSV file.
    pub fn finish(
        self,
        file: &str,
        options: &ReadOptions,
        mut notices: Vec<Notice>,
    ) -> Result<Table, DataError> {
        if self.columns.is_empty() {
            return Err(DataError::Empty { file: file.to_owned() });
        }
        let rows = row_ids(file, self.rows)?;
        let header: Vec<String> = self.columns.iter().map(|(name, _)| one_line(name)).collect();
        let names = naming::unique(&header, &mut notices);
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(names.len());
        let (mut text_names, mut texts) = (Vec::new(), Vec::new());
        for (name, (_, given)) in names.into_iter().zip(self.columns) {
            columns.push(match given {
                Given::Ready { values, reading } => Some(Column { name, values, reading }),
                text => {
                    text_names.push(name);
                    texts.push(text);
                    None
                }
            });
        }
        let wishes = typing::Wishes::new(options);
        typing::suspect(columns.iter_mut().flatten(), &wishes, &mut notices);
        let mut typed =
            typing::texts(text_names, &|at| texts[at].known(), &wishes, &mut notices).into_iter();
        let columns = columns.into_iter().filter_map(|column| column.or_else(|| typed.next()));
        let columns = columns.collect();
        Ok(Table::new(file.to_owned(), self.origin, rows, columns, notices))
    }
}

/// The rows' names.
pub(in crate::data) fn row_ids(file: &str, count: usize) -> Result<Vec<RowId>, DataError> {
    row_ids_fit(file, count)?;
    Ok((1..=count as u32).map(RowId).collect())
}

/// The name of the row at that 1-based place.
pub(in crate::data) fn row_id(file: &str, at: usize) -> Result<RowId, DataError> {
    row_ids_fit(file, at)?;
    Ok(RowId(at as u32))
}

/// Refuses more rows than there are names for.
pub(super) fn row_ids_fit(file: &str, count: usize) -> Result<(), DataError> {
    if u32::try_from(count).is_ok() {
        return Ok(());
    }
    Err(DataError::TooLarge {
        file: file.to_owned(),
        what: format!("it has {count} rows, and a table holds {}", u32::MAX),
    })
}

/// Line breaks inside a name would break every label that shows it.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
