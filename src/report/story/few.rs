//! A table of so few rows that two maps cannot be compared: what can be said all the same.

use super::{Block, Drawn, LONGEST, Section, Story, clean, columns, panels, provenance};
use crate::data::{Notice, Table};
use crate::features::Prepared;
use crate::project::{Choices, Faint, MapResult, coloring, colors, map_figure};
use crate::words::count_of;

/// What such a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Few<'a> {
    /// The table.
    pub table: &'a Table,
    /// What became of its columns.
    pub prepared: &'a Prepared,
    /// What was chosen.
    pub choices: &'a Choices,
    /// The map of PCA, where there are rows enough for that.
    pub pca: Option<&'a MapResult>,
    /// Why there is no more: a sentence.
    pub why: &'a str,
    /// The fingerprint of the file.
    pub fingerprint: &'a str,
}

impl Few<'_> {
    /// What reading, preparing and PCA had to say.
    pub fn notices(&self) -> Vec<&Notice> {
        let of_map = self.pca.iter().flat_map(|map| &map.notices);
        self.table.notices().iter().chain(&self.prepared.notices).chain(of_map).collect()
    }
}

impl Story {
    /// Tells what can be told of so few rows.
    pub fn of_few(few: Few<'_>) -> Self {
        let Few { table, prepared, choices, pca, why, fingerprint } = few;
        let rows = count_of(prepared.matrix.rows().len(), "row", "rows");
        let advice = "A map shows who is like whom among many. Of so few rows the table itself says more: read it row by row.";
        let lead = Block::Lead { text: "Too few rows to compare maps.".to_owned() };
        let mut sections = vec![Section {
            id: "verdict",
            title: "Which map to use",
            blocks: vec![lead, Block::text(why), Block::text(advice)],
        }];
        if let Some(pca) = pca {
            let by = colors(table, &prepared.roles, choices, None, None);
            let coloring = coloring(table, prepared.matrix.rows(), &by);
            let figure = map_figure(table, pca, &coloring, &Faint::default());
            sections.push(Section {
                id: "maps",
                title: "The map of PCA",
                blocks: vec![Block::Figures { list: vec![Drawn::new(figure)] }],
            });
            sections.push(panels::components(table, prepared, choices, pca));
        }
        sections.push(columns::section(prepared));
        sections.push(provenance::caveats(&few.notices()));
        sections.push(provenance::section(table, prepared, choices, None, fingerprint));
        Self {
            title: clean(&table.short_name(), LONGEST),
            subtitle: format!("{rows}: too few for more than the following."),
            sections,
        }
    }
}
