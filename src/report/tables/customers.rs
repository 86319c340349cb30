//! What is known of each customer, a row each: places on the maps, scores, clusters, segments, the file's own columns.

use super::pseudonyms::pseudonyms;
use super::{Identifiers, written};
use crate::data::{RowId, Table, Written, WrittenCells};
use crate::features::{ColumnRole, Prepared, Role};
use crate::methods::PcaModel;
use crate::progress::{Cancelled, Progress};
use crate::project::{ClusterLook, ClusterNames, Clusterings, MapResult, Segment};
use std::sync::Arc;

/// Which columns the table gets.
// Each is a box to tick, not a state of one thing.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// The number of the row in the file.
    pub row_numbers: bool,
    /// Places on both maps.
    pub maps: bool,
    /// Scores of the principal components.
    pub scores: bool,
    /// The cluster in each space.
    pub clusters: bool,
    /// The segments.
    pub segments: bool,
    /// The columns of the file.
    pub columns: bool,
}

/// Everything that the table is made of; made beside the window.
#[derive(Debug, Clone)]
pub struct CustomerTable {
    /// The table as read.
    pub table: Arc<Table>,
    /// What its columns are for.
    pub roles: Vec<ColumnRole>,
    /// The maps on show.
    pub maps: Vec<Arc<MapResult>>,
    /// What the maps were made of, for scores.
    pub prepared: Option<Arc<Prepared>>,
    /// Groups, where they were looked for.
    pub clusterings: Option<Arc<Clusterings>>,
    /// What the user called clusters.
    pub looks: Vec<ClusterLook>,
    /// The user's segments.
    pub segments: Vec<Segment>,
    /// The rows to write.
    pub rows: Arc<[RowId]>,
    /// Which columns.
    pub contents: Contents,
    /// Of the columns of the file, these alone; all where `None`.
    pub only: Option<Vec<String>>,
    /// What becomes of columns that name customers.
    pub identifiers: Identifiers,
}

impl CustomerTable {
    /// The columns. A name that is taken gets a number: `x (2)`.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn columns(&self, progress: &Progress) -> Result<Vec<Written>, Cancelled> {
        let mut columns = Vec::new();
        let contents = self.contents;
        if contents.row_numbers {
            let numbers = self.rows.iter().map(|row| row.0).collect();
            columns.push(Written { name: "row".to_owned(), cells: WrittenCells::Whole(numbers) });
        }
        if contents.maps {
            for map in &self.maps {
                let places = self.places(map.embedding.rows());
                for (d, axis) in ["x", "y"].into_iter().enumerate() {
                    let points = map.embedding.points();
                    let name = format!("{}_{axis}", map.method.key());
                    columns.push(numbers(name, &places, |at| points[at][d]));
                }
            }
        }
        progress.check()?;
        if contents.scores {
            self.scores(&mut columns);
        }
        if contents.clusters {
            for found in self.clusterings.iter().flat_map(|found| &found.list) {
                progress.check()?;
                let names = ClusterNames::new(found, &self.looks);
                let group = |row: &RowId| match found.clustering.group(*row) {
                    Some(group) => names.name(group),
                    None => String::new(),
                };
                let name = format!("cluster ({})", found.space.key());
                let cells = WrittenCells::Words(self.rows.iter().map(group).collect());
                columns.push(Written { name, cells });
            }
        }
        progress.check()?;
        if contents.segments {
            let named = |row: &RowId| {
                let of = self.segments.iter().filter(|segment| segment.contains(*row));
                of.map(|segment| segment.name.as_str()).collect::<Vec<_>>().join("; ")
            };
            let cells = WrittenCells::Words(self.rows.iter().map(named).collect());
            columns.push(Written { name: "segments".to_owned(), cells });
        }
        if contents.columns {
            self.own(&mut columns, progress)?;
        }
        unlike(&mut columns);
        Ok(columns)
    }

    /// Where each row to write stands in a list of rows, which ascends.
    fn places(&self, of: &[RowId]) -> Vec<Option<usize>> {
        self.rows.iter().map(|row| of.binary_search(row).ok()).collect()
    }

    fn scores(&self, columns: &mut Vec<Written>) {
        let Some(prepared) = &self.prepared else { return };
        let matrix = &prepared.matrix;
        let model = self.maps.iter().find_map(|map| map.pca.as_ref());
        // A map of earlier choices has other features.
        let Some(model) = model.filter(|m| m.mean().len() == matrix.dim().1) else { return };
        let places = self.places(matrix.rows());
        let scores = model.transform(matrix.values().view());
        for (k, component) in scores.columns().into_iter().enumerate() {
            let name = format!("pc{}", k + 1);
            columns.push(numbers(name, &places, |at| component[at]));
        }
    }

    /// The file's own columns, identifiers as asked.
    fn own(&self, columns: &mut Vec<Written>, progress: &Progress) -> Result<(), Cancelled> {
        let places: Vec<Option<usize>> =
            self.rows.iter().map(|row| self.table.position(*row)).collect();
        let whole: Vec<Option<usize>> = (0..self.table.rows().len()).map(Some).collect();
        let all = self.table.columns();
        for (at, column) in all.iter().enumerate() {
            progress.step(at as u64, all.len() as u64)?;
            if self.only.as_ref().is_some_and(|only| !only.contains(&column.name)) {
                continue;
            }
            let identifier = self.roles.get(at).is_some_and(|role| role.role == Role::Identifier);
            let cells = |places: &[Option<usize>]| written(column, column.name.clone(), places);
            match self.identifiers {
                Identifiers::Omit if identifier => {}
                Identifiers::Pseudonym if identifier => {
                    columns.push(pseudonyms(&cells(&whole).cells, cells(&places)));
                }
                _ => columns.push(cells(&places)),
            }
        }
        Ok(())
    }
}

/// Numbers of those rows that have a place.
fn numbers(name: String, places: &[Option<usize>], value: impl Fn(usize) -> f64) -> Written {
    let cells = places.iter().map(|place| place.map_or(f64::NAN, &value)).collect();
    Written { name, cells: WrittenCells::Numbers(cells) }
}

/// What each feature weighs in each component: component times the root of its eigenvalue.
pub fn loadings_table(model: &PcaModel, prepared: &Prepared) -> Vec<Written> {
    let features = prepared.matrix.features();
    let names = features.iter().map(|feature| feature.name.clone()).collect();
    let mut columns =
        vec![Written { name: "feature".to_owned(), cells: WrittenCells::Words(names) }];
    for (k, loadings) in model.loadings().rows().into_iter().enumerate() {
        let cells = WrittenCells::Numbers(loadings.to_vec());
        columns.push(Written { name: format!("pc{}", k + 1), cells });
    }
    columns
}

/// Makes every name unlike those before it, whatever case it has: sheets and data bases do not tell it.
pub(super) fn unlike(columns: &mut [Written]) {
    let mut taken: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let free = |name: &String| !taken.contains(&name.to_lowercase());
        if !free(&column.name) {
            let mut numbered = (2..).map(|k| format!("{} ({k})", column.name));
            column.name = numbered.find(free).unwrap_or_default();
        }
        taken.push(column.name.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_bytes};
    use crate::features::{Recipe, prepare};
    use crate::methods::Method;
    use crate::progress::Progress;
    use crate::project::{Choices, compute, new_segment};

    #[test]
    fn what_is_known_of_each_customer_stands_in_its_row() {
        let text = "customer_id,a,b,row\nx7,1,2,5\nx3,2,9,1\nx9,3,1,1\nx1,5,4,2\nx4,9,9,3\n";
        let progress = Progress::new();
        let table = read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &progress);
        let table = Arc::new(table.unwrap());
        let prepared = Arc::new(prepare(&table, &Recipe::default(), &progress).unwrap());
        let choices = Choices::default();
        let map = compute(Method::Pca, &prepared.matrix, &choices, &progress).unwrap();
        let rows: Arc<[RowId]> = [2, 4].map(RowId).into();
        let whole = CustomerTable {
            roles: prepared.roles.clone(),
            table,
            maps: vec![Arc::new(map)],
            prepared: Some(Arc::clone(&prepared)),
            clusterings: None,
            looks: Vec::new(),
            segments: vec![new_segment(&[], "../../etc", [4].map(RowId).into())],
            rows,
            contents: Contents {
                row_numbers: true,
                maps: true,
                scores: true,
                clusters: true,
                segments: true,
                columns: true,
            },
            only: None,
            identifiers: Identifiers::Pseudonym,
        };
        let columns = whole.columns(&progress).unwrap();
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names[..4], ["row", "pca_x", "pca_y", "pc1"]);
        assert!(names.ends_with(&["segments", "customer_id", "a", "b", "row (2)"]), "{names:?}");
        let of = |name: &str| &columns.iter().find(|column| column.name == name).unwrap().cells;
        assert_eq!(of("row"), &WrittenCells::Whole(vec![2, 4]));
        assert_eq!(of("pca_x"), of("pc1"), "the map is made of the first two");
        assert_eq!(of("a"), &WrittenCells::Numbers(vec![2.0, 5.0]));
        assert_eq!(of("segments"), &WrittenCells::Words(vec![String::new(), "../../etc".into()]));
        let stand_ins = ["customer-000002", "customer-000004"].map(str::to_owned).to_vec();
        assert_eq!(of("customer_id"), &WrittenCells::Words(stand_ins));
        let omitted = CustomerTable { identifiers: Identifiers::Omit, ..whole.clone() };
        let omitted = omitted.columns(&progress).unwrap();
        assert!(omitted.iter().all(|column| column.name != "customer_id"));
        let loadings = loadings_table(whole.maps[0].pca.as_ref().unwrap(), &prepared);
        assert_eq!(loadings[0].cells.len(), prepared.matrix.features().len());
    }
}
