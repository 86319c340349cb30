//! The table's own answers: label columns as groups.

use super::Side;
use crate::data::{Column, RowId, Table, Values};
use crate::features::{ColumnRole, Role};
use crate::words::format_value;

/// Label columns with at most so many different cells are groups.
const MOST: usize = 50;

/// Each label column of the table, of these rows.
pub(super) fn labels(table: &Table, roles: &[ColumnRole], rows: &[RowId]) -> Vec<Side> {
    let columns = table.columns().iter().zip(roles);
    let labels = columns.filter(|(_, role)| role.role == Role::Label);
    labels.filter_map(|(column, _)| label(table, column, rows)).collect()
}

/// The names of the label columns that are groups.
pub fn label_columns(table: &Table, roles: &[ColumnRole], rows: &[RowId]) -> Vec<String> {
    labels(table, roles, rows).into_iter().map(|side| side.name).collect()
}

fn label(table: &Table, column: &Column, rows: &[RowId]) -> Option<Side> {
    let places: Vec<Option<usize>> = rows.iter().map(|row| table.position(*row)).collect();
    let (groups, names) = match &column.values {
        Values::Text(levels) => {
            let groups = places.iter().map(|at| levels.code((*at)?)).collect();
            (groups, levels.names().to_vec())
        }
        Values::Numbers(values) => {
            let value = |at: &Option<usize>| Some(values[(*at)?]).filter(|v| !v.is_nan());
            let mut known: Vec<f64> = places.iter().filter_map(value).collect();
            known.sort_by(f64::total_cmp);
            known.dedup();
            let group = |at: &Option<usize>| {
                let found = value(at)?;
                known.iter().position(|one| *one == found).map(|at| at as u32)
            };
            if known.len() > MOST {
                return None;
            }
            (places.iter().map(group).collect(), known.iter().map(|v| format_value(*v)).collect())
        }
        Values::Dates(_) => return None,
    };
    (2..=MOST).contains(&names.len()).then(|| Side {
        place: None,
        name: column.name.clone(),
        groups,
        names,
        nothing: "missing",
    })
}
