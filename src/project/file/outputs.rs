//! What `dimlens run` writes for a project.

use crate::methods::Method;
use serde::{Deserialize, Serialize};
use std::path::{Component, Path, PathBuf};

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
}

fn map() -> String {
    "map".to_owned()
}

impl Output {
    /// The path as written in the project.
    pub fn path(&self) -> &str {
        match self {
            Self::Coordinates { path, .. } | Self::Figure { path, .. } => path,
        }
    }

    /// The method whose result is written.
    pub fn method(&self) -> Method {
        match self {
            Self::Coordinates { method, .. } | Self::Figure { method, .. } => *method,
        }
    }

    /// What its file may be called: what programs and shells run is not among it.
    fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::Coordinates { .. } => &["csv", "parquet", "pq", "xlsx"],
            Self::Figure { .. } => &["svg", "png", "pdf"],
        }
    }

    /// Refuses a path that leads out of the project's folder, or is none of a table or picture.
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
