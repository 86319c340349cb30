//! Everything the user decided, one plain value.

use super::{ClusterLook, ClusterSpace, Segment};
use crate::data::{Notice, ReadOptions, RowId, RowNumbers, Table};
use crate::features::Recipe;
use crate::methods::cluster::ClusterSettings;
use crate::methods::{Method, PcaSettings, Plane, TsneSettings};
use crate::words::{count_of, one_line, shortened};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What colours the points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorChoice {
    /// The first label column, if there is one.
    #[default]
    Auto,
    /// One colour for all.
    Nothing,
    /// A column of the table.
    Column(String),
    /// The user's segments.
    Segments,
    /// A number that was measured of each row on the maps.
    Measure(Measure),
    /// The clusters found in a space.
    Clusters(ClusterSpace),
}

/// What is measured of each row on the maps on show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Trustworthiness on the map at the left.
    TrustLeft,
    /// Trustworthiness on the map at the right.
    TrustRight,
    /// Share of the neighbours on one map that are none on the other.
    Moved,
}

impl Measure {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::TrustLeft, Self::TrustRight, Self::Moved];

    /// Its name, for maps of these methods.
    pub fn title(self, [left, right]: [Method; 2]) -> String {
        match self {
            Self::TrustLeft => format!("trust on the {} map", left.title()),
            Self::TrustRight => format!("trust on the {} map", right.title()),
            Self::Moved => "who moved".to_owned(),
        }
    }

    /// What it tells.
    pub fn about(self) -> &'static str {
        match self {
            Self::TrustLeft | Self::TrustRight => {
                "Are a row's neighbours on this map its neighbours in the data? 1 where all are, about 0.5 where \
                 the map might as well be random."
            }
            Self::Moved => {
                "The share of a row's neighbours on one map that are not beside it on the other: 0 for a row \
                 that both maps show alike, 1 for one that they show among other rows altogether."
            }
        }
    }
}

/// Components that are kept until the user cuts elsewhere: as many as a map shows.
const KEPT: usize = 2;

/// The user's decisions about one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// How the file is to be read, where its guesses are wrong.
    pub read: ReadOptions,
    /// How columns become features.
    pub recipe: Recipe,
    /// PCA's settings.
    pub pca: PcaSettings,
    /// The two components that the PCA map shows.
    pub plane: Plane,
    /// The cut: how many leading components are kept, where a panel tells of several together.
    pub kept: usize,
    /// On the PCA map, rows that its plane shows badly are faint.
    pub faint: bool,
    /// On either map, rows that it lies about are faint.
    pub lies: bool,
    /// The method of the map at the left: PCA, or one that is drawn in its place.
    pub left: Method,
    /// The method of the map at the right: t-SNE, or the other implementation of it.
    pub right: Method,
    /// t-SNE's settings.
    pub tsne: TsneSettings,
    /// Another perplexity starts t-SNE at once, from the map at hand.
    pub follow_map: bool,
    /// How customers are grouped.
    pub clusters: ClusterSettings,
    /// Where they are grouped besides: among all columns and on both maps they always are.
    pub clusters_also: Option<ClusterSpace>,
    /// Names and colours of clusters.
    pub cluster_looks: Vec<ClusterLook>,
    /// What colours the points, on both maps alike.
    pub color_by: ColorChoice,
    /// Classes of the legend that are switched off, by name.
    pub hidden: Vec<String>,
    /// Customers that the user named, in the order of lists; the later ones are drawn over the earlier.
    pub segments: Vec<Segment>,
    /// How the rows on the maps were narrowed down, each a part of the one before; none: all rows.
    pub scope: Vec<Segment>,
    /// What the rows of segments are numbered from; none where no table was read yet.
    pub numbered: Option<RowNumbers>,
    /// Segments of rows that are numbered otherwise: they wait until the file is read so again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SetAside>,
}

/// What was chosen of rows under other numbers than they have now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// What they were numbered from.
    pub numbered: RowNumbers,
    /// The segments.
    pub segments: Vec<Segment>,
    /// What the maps were narrowed to.
    pub scope: Vec<Segment>,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            read: ReadOptions::default(),
            recipe: Recipe::default(),
            pca: PcaSettings::default(),
            plane: Plane::default(),
            kept: KEPT,
            faint: false,
            lies: false,
            left: Method::Pca,
            right: Method::Tsne,
            tsne: TsneSettings::default(),
            follow_map: false,
            clusters: ClusterSettings::default(),
            clusters_also: None,
            cluster_looks: Vec::new(),
            color_by: ColorChoice::default(),
            hidden: Vec::new(),
            segments: Vec::new(),
            scope: Vec::new(),
            numbered: None,
            set_aside: Vec::new(),
        }
    }
}

impl Choices {
    /// The rows on the maps, where they are not all.
    pub fn rows(&self) -> Option<&Arc<[RowId]>> {
        self.scope.last().map(|scope| &scope.rows)
    }

    /// The same choices, coloured by another thing: its classes are all in sight.
    #[must_use]
    pub fn colored_by(&self, color_by: ColorChoice) -> Self {
        Self { color_by, hidden: Vec::new(), ..self.clone() }
    }

    /// Whether what is chosen can be drawn only when the maps were judged.
    pub fn need_judging(&self) -> bool {
        self.lies || matches!(self.color_by, ColorChoice::Measure(_))
    }

    /// Whether what is chosen can be drawn only when customers were grouped.
    pub fn need_clusters(&self) -> bool {
        matches!(self.color_by, ColorChoice::Clusters(_))
    }

    /// The same choices for fewer rows.
    #[must_use]
    pub fn narrowed(&self, name: &str, rows: Arc<[RowId]>) -> Self {
        let mut choices = self.clone();
        choices.scope.push(Segment { name: name.to_owned(), style: 0, rows });
        choices
    }

    /// Keeps to a table that was read. Rows that were named under other numbers than it has would be other customers:
    /// such segments are set aside until it is numbered so again. Rows that are not there now stay with their segments.
    /// What the user is to know, in words.
    pub(super) fn keep_to(&mut self, table: &Table) -> Vec<Notice> {
        let mut said = self.renumber(&table.origin().row_numbers());
        let mut told: Vec<(&str, usize)> = Vec::new();
        for segment in self.segments.iter().chain(&self.scope) {
            let gone = segment.absent(table.rows());
            if gone == 0 || told.contains(&(&segment.name, gone)) {
                continue;
            }
            told.push((&segment.name, gone));
            said.push(Notice::warning(format!(
                "{} of \u{201c}{}\u{201d}, but not in the table as it is read now. They stay with it.",
                count_of(gone, "row is", "rows are"),
                one_line(&segment.name, 60)
            )));
        }
        // A map of no rows is none.
        if self.scope.last().is_some_and(|part| part.absent(table.rows()) == part.rows.len()) {
            self.scope.clear();
            said.push(Notice::warning(
                "None of the rows that the maps were narrowed to is in the table: they show all rows again.",
            ));
        }
        said
    }

    /// Rows have these numbers now.
    fn renumber(&mut self, numbers: &RowNumbers) -> Vec<Notice> {
        let before = self.numbered.replace(numbers.clone());
        let Some(before) = before.filter(|before| before != numbers) else { return Vec::new() };
        let (segments, scope) =
            (std::mem::take(&mut self.segments), std::mem::take(&mut self.scope));
        let mut said = Vec::new();
        if !(segments.is_empty() && scope.is_empty()) {
            let what = match segments.len() {
                0 => "the maps show all rows again".to_owned(),
                count => format!("{} set aside", count_of(count, "segment was", "segments were")),
            };
            said.push(Notice::warning(format!(
                "Read so, the file numbers its rows anew, and the old numbers would name other customers: {what}. Read as before, the file brings them back; so does undo."
            )));
            self.set_aside.retain(|aside| aside.numbered != before);
            self.set_aside.push(SetAside { numbered: before, segments, scope });
        }
        if let Some(at) = self.set_aside.iter().position(|aside| aside.numbered == *numbers) {
            let back = self.set_aside.remove(at);
            (self.segments, self.scope) = (back.segments, back.scope);
        }
        said
    }

    /// The same for the table of a project, which may have become another.
    pub(crate) fn fit(&mut self, table: &Table) -> Vec<Notice> {
        let mut said = self.keep_to(table);
        let mut unknown: Vec<&String> =
            self.recipe.names().filter(|name| table.column(name).is_none()).collect();
        unknown.sort_unstable();
        unknown.dedup();
        if !unknown.is_empty() {
            said.push(Notice::warning(format!(
                "What the project says of columns that the table does not have is left aside: {}.",
                shortened(&unknown, 6)
            )));
        }
        said
    }

    /// PCA's settings with as many components as the map and the cut need.
    pub fn pca_settings(&self) -> PcaSettings {
        let components = self.pca.components.max(self.plane.needs()).max(self.kept);
        PcaSettings { components }
    }
}
