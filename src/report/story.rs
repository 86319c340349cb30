//! What a report says, section by section, as plain data: HTML and PDF draw the same story.

mod clusters;
mod columns;
mod few;
mod maps;
mod mathematics;
mod panels;
mod provenance;
mod verdict;

use crate::data::Table;
use crate::features::Prepared;
use crate::plots::Figure;
use crate::project::{Choices, Comparison};
use serde::Serialize;

use super::text::{clean, short_words};
pub use few::Few;

/// Letters of a name or value; longer ones end in an ellipsis.
const LONGEST: usize = 160;

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct Story {
    /// The table's name.
    pub title: String,
    /// Its size, and what was asked.
    pub subtitle: String,
    /// In the order of reading.
    pub sections: Vec<Section>,
}

/// One part of it.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Its name within the page.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// One piece of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// The answer, in a few words.
    Lead {
        /// The words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// The words.
        text: String,
    },
    /// What is to be kept in mind.
    Note {
        /// The words.
        text: String,
    },
    /// A heading within the section.
    Heading {
        /// The words.
        text: String,
    },
    /// Sentences, one below the other.
    List {
        /// Whether their order says something.
        numbered: bool,
        /// The sentences.
        items: Vec<String>,
    },
    /// Rows and columns.
    Grid(Grid),
    /// Pictures, side by side where there is room.
    Figures {
        /// The pictures.
        list: Vec<Drawn>,
    },
    /// Formulas, one below the other.
    Formulas {
        /// The formulas.
        list: Vec<Typeset>,
    },
    /// Groups of customers, in words.
    Cards {
        /// One a group.
        list: Vec<Card>,
    },
}

/// A formula in a report.
#[derive(Debug, Clone, Serialize)]
pub struct Typeset {
    /// Its picture as SVG in the colour of the text around it, with names that no other formula has.
    pub svg: String,
    /// How it is said aloud.
    pub spoken: &'static str,
    /// Each symbol and what it stands for.
    pub symbols: &'static [(&'static str, &'static str)],
}

/// A table of words.
#[derive(Debug, Clone, Serialize)]
pub struct Grid {
    /// What the columns are.
    pub head: Vec<String>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
    /// Whether all columns but the first hold numbers.
    pub numbers: bool,
}

/// A picture in a report.
#[derive(Debug, Clone, Serialize)]
pub struct Drawn {
    /// The picture.
    #[serde(skip)]
    pub figure: Figure,
    /// The picture as SVG, once somebody has drawn it for a page.
    pub svg: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The words below it.
    pub words: String,
}

/// A group of customers.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// What it is called.
    pub name: String,
    /// How many.
    pub size: String,
    /// Who they are.
    pub sentence: String,
    /// Column, and what is different in it.
    pub lines: Vec<[String; 2]>,
    /// How far it may be relied on.
    pub reliance: String,
}

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The table.
    pub table: &'a Table,
    /// What became of its columns.
    pub prepared: &'a Prepared,
    /// What was chosen.
    pub choices: &'a Choices,
    /// What was found.
    pub found: &'a Comparison,
    /// The fingerprint of the file, or why there is none.
    pub fingerprint: &'a str,
}

impl Story {
    /// Tells what was found.
    pub fn new(told: Told<'_>) -> Self {
        let Told { table, prepared, choices, found, fingerprint } = told;
        let notices = found.notices(table, prepared);
        let used = found.maps[1].tsne.as_ref();
        let rows = told.prepared.matrix.rows().len();
        let features = told.prepared.matrix.features().len();
        Self {
            title: clean(&told.table.short_name(), LONGEST),
            subtitle: format!(
                "{}, {}: which map shows its shape, and how far may it be believed?",
                crate::words::count_of(rows, "row", "rows"),
                crate::words::count_of(features, "feature", "features")
            ),
            sections: vec![
                verdict::section(told),
                maps::section(told),
                maps::believed(told),
                panels::components(table, prepared, choices, &found.maps[0]),
                panels::optimisation(told),
                clusters::section(told),
                mathematics::methods(told),
                columns::section(prepared),
                provenance::caveats(&notices),
                provenance::section(table, prepared, choices, used, fingerprint),
            ],
        }
    }
}

impl Block {
    fn text(text: &str) -> Self {
        Self::Text { text: sentence(text) }
    }

    fn note(text: &str) -> Self {
        Self::Note { text: sentence(text) }
    }

    fn heading(text: &str) -> Self {
        Self::Heading { text: sentence(text) }
    }

    fn list<S: AsRef<str>>(numbered: bool, items: impl IntoIterator<Item = S>) -> Self {
        let items = items.into_iter().map(|item| sentence(item.as_ref())).collect();
        Self::List { numbered, items }
    }

    fn grid(head: &[&str], rows: Vec<Vec<String>>, numbers: bool) -> Self {
        let rows = rows
            .into_iter()
            .map(|row| row.into_iter().map(|cell| sentence(&cell)).collect())
            .collect();
        Self::Grid(Grid {
            head: head.iter().map(|name| (*name).to_owned()).collect(),
            rows,
            numbers,
        })
    }
}

/// Words of the data among our own: whatever stands in them stays in its sentence.
fn sentence(text: &str) -> String {
    clean(&short_words(text), 1_200)
}

impl Drawn {
    /// A picture whose caption, the reading of the data at hand, stands below it as text.
    fn new(mut figure: Figure) -> Self {
        let words = sentence(&figure.caption);
        let alt = sentence(&format!("{}. {}", figure.title, figure.caption));
        figure.caption.clone_from(&alt);
        Self { figure, svg: String::new(), alt, words }
    }
}
