//! What `dimlens run` writes for a project.

use crate::methods::Method;
use crate::project::Choices;
use serde::{Deserialize, Serialize};
use std::path::{Component, Path, PathBuf};

/// What becomes of columns that name customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identifiers {
    /// They are written as they are.
    #[default]
    Keep,
    /// They are left out.
    Omit,
    /// Each name becomes `customer-000001`, the same one the same.
    Pseudonym,
}

impl Identifiers {
    // serde hands a reference.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn are_kept(&self) -> bool {
        *self == Self::Keep
    }
}

/// One file to write. Paths count from the project's folder and stay in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Output {
    /// The places of the rows on a map, as `dimlens embed` writes them.
    Coordinates {
        /// The map.
        method: Method,
        /// Columns of the table to write beside them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keep: Vec<String>,
        /// What becomes of those that name customers.
        #[serde(default, skip_serializing_if = "Identifiers::are_kept")]
        identifiers: Identifiers,
        /// A CSV file, .parquet or .xlsx.
        path: String,
    },
    /// The scores of the rows on the principal components.
    Scores {
        /// Columns of the table to write beside them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keep: Vec<String>,
        /// What becomes of those that name customers.
        #[serde(default, skip_serializing_if = "Identifiers::are_kept")]
        identifiers: Identifiers,
        /// A CSV file, .parquet or .xlsx.
        path: String,
    },
    /// What each feature weighs in each principal component.
    Loadings {
        /// A CSV file, .parquet or .xlsx.
        path: String,
    },
    /// The cluster of each row, in the data and on both maps.
    Clusters {
        /// Columns of the table to write beside them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keep: Vec<String>,
        /// What becomes of those that name customers.
        #[serde(default, skip_serializing_if = "Identifiers::are_kept")]
        identifiers: Identifiers,
        /// A CSV file, .parquet or .xlsx.
        path: String,
    },
    /// A line for each row of each segment.
    Segments {
        /// Columns of the table to write beside them; those that name customers where left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keep: Vec<String>,
        /// What becomes of those that name customers.
        #[serde(default, skip_serializing_if = "Identifiers::are_kept")]
        identifiers: Identifiers,
        /// A CSV file, .parquet or .xlsx.
        path: String,
    },
    /// A figure, as `dimlens plot` draws it.
    Figure {
        /// Its name, as `--figure` takes it; the map where left out.
        #[serde(default = "map")]
        figure: String,
        /// The method that it belongs to.
        method: Method,
        /// A picture.
        path: String,
    },
    /// The report, as `dimlens report` and the window write it.
    Report {
        /// A page, .html or .pdf.
        path: String,
    },
}

fn map() -> String {
    "map".to_owned()
}

impl Output {
    /// The path as written in the project.
    pub fn path(&self) -> &str {
        match self {
            Self::Coordinates { path, .. }
            | Self::Scores { path, .. }
            | Self::Loadings { path }
            | Self::Clusters { path, .. }
            | Self::Segments { path, .. }
            | Self::Figure { path, .. }
            | Self::Report { path } => path,
        }
    }

    /// The methods whose maps it is made of.
    pub fn methods(&self, choices: &Choices) -> Vec<Method> {
        match self {
            Self::Coordinates { method, .. } | Self::Figure { method, .. } => vec![*method],
            Self::Scores { .. } | Self::Loadings { .. } => vec![Method::Pca],
            Self::Clusters { .. } => vec![choices.left, choices.right],
            Self::Segments { .. } => Vec::new(),
            Self::Report { .. } => vec![Method::Pca, Method::Tsne],
        }
    }

    /// The columns of the table that are written, and what becomes of those that name customers; of a table of rows.
    pub fn kept(&self) -> Option<(&[String], Identifiers)> {
        match self {
            Self::Coordinates { keep, identifiers, .. }
            | Self::Scores { keep, identifiers, .. }
            | Self::Clusters { keep, identifiers, .. }
            | Self::Segments { keep, identifiers, .. } => Some((keep, *identifiers)),
            Self::Loadings { .. } | Self::Figure { .. } | Self::Report { .. } => None,
        }
    }

    /// What its file may be called: what programs and shells run is not among it.
    fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::Figure { .. } => &["svg", "png", "pdf"],
            Self::Report { .. } => &["html", "htm", "pdf"],
            _ => &["csv", "parquet", "pq", "xlsx"],
        }
    }

    /// Refuses a path that leads out of the project's folder, or is none of what it is to hold.
    pub(super) fn check(&self) -> Result<(), String> {
        let path = self.path();
        let refused = |why: &str| {
            Err(format!(
                "the output \u{201c}{path}\u{201d} {why}. Outputs are written into the project\u{2019}s own folder: give a path from there, such as \u{201c}results/map.csv\u{201d}."
            ))
        };
        if path.trim().is_empty() || path.contains('\0') {
            return refused("has no name");
        }
        // Both kinds of stroke, whatever this system takes: projects travel.
        let parts = path.split(['/', '\\']);
        let upward = parts.clone().any(|part| part == "..");
        let rooted = Path::new(path)
            .components()
            .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
            || path.starts_with(['/', '\\'])
            || path.as_bytes().get(1) == Some(&b':');
        if upward || rooted {
            return refused("leads out of the project\u{2019}s folder");
        }
        if super::is_project(Path::new(path)) {
            return refused("would be a project");
        }
        if parts.clone().any(|part| part.starts_with('.') && part != ".") {
            return refused("would be hidden");
        }
        let endings = self.endings();
        let ending = Path::new(path).extension().unwrap_or_default();
        if !endings.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            return refused(&format!("ends in none of .{}", endings.join(", .")));
        }
        Ok(())
    }

    /// Where it is to be written, for a project in this folder.
    ///
    /// # Errors
    /// A sentence: there is no such folder, or a link leads out of the project's folder.
    pub fn place(&self, folder: &Path) -> Result<PathBuf, String> {
        self.check()?;
        let path = self.path();
        let place = folder.join(path);
        let home =
            folder.canonicalize().map_err(|error| format!("{}: {error}.", folder.display()))?;
        let parent = place.parent().unwrap_or(folder);
        let real = parent.canonicalize().map_err(|_| {
            format!(
                "there is no folder {} for the output \u{201c}{path}\u{201d}. Create it.",
                parent.display()
            )
        })?;
        let target = place.canonicalize().unwrap_or_else(|_| real.clone());
        if !real.starts_with(&home) || !target.starts_with(&home) {
            return Err(format!(
                "the output \u{201c}{path}\u{201d} leads out of the project\u{2019}s folder through a link."
            ));
        }
        Ok(place)
    }
}
