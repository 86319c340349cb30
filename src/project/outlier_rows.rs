//! Rows that are unlike the rest, and which columns make them so.

use super::{MapResult, PcaPanels, readings};
use crate::data::{RowId, Table};
use crate::features::Prepared;
use crate::methods::MethodError;
use crate::methods::pca::{OutlierColumns, Outliers, RowFit};
use crate::plots::Figure;
use crate::progress::Progress;
use ndarray::Array1;
use std::sync::Arc;

/// T2 and SPE of each row, with what they were computed from.
pub struct OutlierRows {
    prepared: Arc<Prepared>,
    result: Arc<MapResult>,
    table: Arc<Table>,
    found: Outliers,
    figure: Arc<Figure>,
}

/// One column's part in what makes a row an outlier.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnPart {
    /// The feature.
    pub name: String,
    /// The row's cell in the column that it comes from; empty where it is missing.
    pub cell: String,
    /// Its part in T2 or SPE.
    pub part: f64,
}

/// Why a row is where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlierRow {
    /// A sentence.
    pub reading: String,
    /// Each feature's part in T2, the largest first.
    pub t2: Vec<ColumnPart>,
    /// Each feature's part in SPE, the largest first.
    pub spe: Vec<ColumnPart>,
}

impl OutlierRows {
    /// Measures the rows of a PCA over its first `components`; `None` where it is not our own, or of another
    /// matrix.
    ///
    /// # Errors
    /// [`MethodError::Cancelled`].
    pub fn new(
        table: Arc<Table>,
        prepared: Arc<Prepared>,
        result: Arc<MapResult>,
        components: usize,
        progress: &Progress,
    ) -> Result<Option<Self>, MethodError> {
        let Some(panels) = PcaPanels::new(&table, &prepared.matrix, &result) else {
            return Ok(None);
        };
        let Some(model) = &result.pca else { return Ok(None) };
        let fit = RowFit::new(model, prepared.matrix.values().view(), progress)?;
        let found = Outliers::new(&fit, components);
        let figure = Arc::new(panels.outlier_figure(&found));
        drop(panels);
        Ok(Some(Self { prepared, result, table, found, figure }))
    }

    /// The picture.
    pub fn figure(&self) -> &Arc<Figure> {
        &self.figure
    }

    /// The rows, as they stand in the picture.
    pub fn rows(&self) -> &Arc<[RowId]> {
        self.prepared.matrix.rows()
    }

    /// Rows beyond both limits, or beyond at least one.
    pub fn beyond(&self, both: bool) -> Vec<RowId> {
        let is_beyond = |i: &usize| {
            let limits = [self.found.is_far(*i), self.found.is_off_the_plane(*i)];
            if both { !limits.contains(&false) } else { limits.contains(&true) }
        };
        let rows = self.rows();
        (0..rows.len()).filter(is_beyond).map(|i| rows[i]).collect()
    }

    /// What makes this row what it is; `None` where it took no part.
    pub fn explain(&self, row: RowId) -> Option<OutlierRow> {
        let at = self.rows().binary_search(&row).ok()?;
        let model = self.result.pca.as_ref()?;
        let values = Array1::from(self.prepared.matrix.row(at));
        let columns = OutlierColumns::new(model, values.view(), self.found.components);
        let (t2, spe) = (self.sorted(row, &columns.t2), self.sorted(row, &columns.spe));
        let measures = [
            ("T\u{b2}", self.found.t2[at], self.found.t2_limit, self.found.is_far(at), &t2),
            (
                "SPE",
                self.found.spe[at],
                self.found.spe_limit,
                self.found.is_off_the_plane(at),
                &spe,
            ),
        ];
        let said = measures.map(|(name, value, limit, beyond, parts)| {
            let parts: Vec<(&str, f64)> = parts.iter().map(|p| (p.name.as_str(), p.part)).collect();
            readings::outlier(name, value, limit, beyond, &parts)
        });
        Some(OutlierRow { reading: format!("{}; {}.", said[0], said[1]), t2, spe })
    }

    fn sorted(&self, row: RowId, parts: &[f64]) -> Vec<ColumnPart> {
        let place = self.table.position(row);
        let cell = |column: &str| {
            let column = self.table.column(column);
            place.zip(column).map_or_else(String::new, |(at, column)| column.text(at))
        };
        let features = self.prepared.matrix.features();
        let mut found: Vec<ColumnPart> = features
            .iter()
            .zip(parts)
            .map(|(f, part)| ColumnPart {
                name: f.name.clone(),
                cell: cell(&f.column),
                part: *part,
            })
            .collect();
        // Stable: equal parts stay in the order of the table.
        found.sort_by(|a, b| b.part.total_cmp(&a.part));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, sample};
    use crate::features::prepare;
    use crate::methods::Method;
    use crate::project::{Choices, compute};

    fn penguins() -> OutlierRows {
        let progress = Progress::new();
        let sample = sample::find("penguins").unwrap();
        let table = Arc::new(sample.read_as(&ReadOptions::default(), &progress).unwrap());
        let choices = Choices::default();
        let prepared = Arc::new(prepare(&table, &choices.recipe, &progress).unwrap());
        let result = compute(Method::Pca, &prepared.matrix, &choices, &progress).unwrap();
        OutlierRows::new(table, prepared, Arc::new(result), 2, &progress).unwrap().unwrap()
    }

    #[test]
    fn parts_sum_to_the_measures_and_name_cells_of_the_table() {
        let rows = penguins();
        let either = rows.beyond(false);
        assert!(!either.is_empty() && rows.beyond(true).iter().all(|row| either.contains(row)));
        let row = either[0];
        let at = rows.rows().binary_search(&row).unwrap();
        let why = rows.explain(row).unwrap();
        let sum = |parts: &[ColumnPart]| parts.iter().map(|part| part.part).sum::<f64>();
        assert!((sum(&why.t2) - rows.found.t2[at]).abs() < 1e-9);
        assert!((sum(&why.spe) - rows.found.spe[at]).abs() < 1e-9);
        assert!(why.spe.windows(2).all(|pair| pair[0].part >= pair[1].part));
        assert!(why.reading.contains("beyond its limit"), "{}", why.reading);
        let year = why.t2.iter().find(|part| part.name == "year").unwrap();
        assert!(year.cell.starts_with("20"), "{}", year.cell);
        assert_eq!(rows.explain(RowId(100_000)), None);
    }
}
