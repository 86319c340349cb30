//! A project as a file: where the data lie, every decision, what is to be written; never the data themselves.
//!
//! JSON with the version of its shape at the top. A file is taken whole or refused: what is damaged, of a newer
//! shape, or holds a key that means nothing here is said by name, so that nothing of it is lost in silence.

mod change;
mod check;
mod load;
mod outputs;
mod paths;
mod write;

pub use load::{LoadedData, LoadedProject};
pub use outputs::{Identifiers, Output};
pub use write::Snapshot;

use super::Choices;
use crate::data::Fingerprint;
use crate::progress::Cancelled;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The ending of the file's name.
pub const ENDING: &str = "dimlens";
/// The version of the file's shape that is written, and the newest that is read.
pub const VERSION: u32 = 1;

/// A project of more bytes than this is none, and none is written: it holds decisions, not data. Taken apart, a file
/// needs some twenty times its size.
pub const LARGEST: u64 = 64 << 20;

/// Everything that a project file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectFile {
    /// The version of the shape.
    pub dimlens: u32,
    /// The program that wrote it; for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// Where the data lie.
    pub data: DataAt,
    /// Every decision.
    #[serde(default)]
    pub choices: Choices,
    /// What of the window is worth keeping.
    #[serde(default)]
    pub view: KeptView,
    /// What `dimlens run` writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Output>,
    /// Only where the program kept it by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autosave: Option<Autosaved>,
}

/// Where the data lie, and how they looked when the project was saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataAt {
    /// A sample of the program, in the place of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
    /// The path from the project's folder, with `/` between its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The whole path, for a project that was moved without its data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute: Option<String>,
    /// Length and hash of the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
    /// Rows of the table as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<usize>,
    /// Its columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

impl DataAt {
    /// The name for messages.
    pub fn name(&self) -> &str {
        let path = self.path.as_deref().or(self.absolute.as_deref());
        let name = path.map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path));
        self.sample.as_deref().or(name).unwrap_or("the table")
    }
}

/// What of the window is worth keeping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeptView {
    /// The panel below the maps, by the words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab: Option<String>,
    /// The width of the columns beside the maps, in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<u16>,
    /// The height of the panel below the maps, in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<u16>,
}

/// What is to be known of a project that the program kept by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Autosaved {
    /// The project that was being worked on; none where it was never saved.
    pub project: Option<String>,
}

/// Why a project cannot be read or written: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// It is refused.
    #[error("{path}: {what}")]
    Refused {
        /// The project file.
        path: String,
        /// A sentence, and what to do.
        what: String,
    },
    /// The user stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl ProjectError {
    fn refused(path: &Path, what: impl Into<String>) -> Self {
        Self::Refused { path: path.display().to_string(), what: what.into() }
    }
}

/// Whether a path is that of a project, by its ending.
pub fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
