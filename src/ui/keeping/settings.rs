//! What a user likes: theme, scale, recent files, last folders. A JSON file in the state folder: the storage of eframe
//! would need features that the whole program is built anew for, and keeps it in a format of its own.

use crate::ui::Hints;
use eframe::egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files that are remembered.
const RECENT: usize = 12;
/// A file larger than this is not ours.
const LARGEST: u64 = 1 << 20;

/// The file's content.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Liked {
    /// `light`, `dark` or `system`.
    theme: Option<String>,
    /// 1 is the system's own.
    scale: Option<f32>,
    /// The last first.
    recent: Vec<PathBuf>,
    /// Where files of a kind were last chosen.
    folders: BTreeMap<String, PathBuf>,
    /// The hints that were read.
    hints: Hints,
    /// An empty start goes right to the sample.
    no_start_page: bool,
}

/// The settings, and where they are kept.
#[derive(Debug)]
pub(in crate::ui) struct Settings {
    file: PathBuf,
    liked: Liked,
}

impl Settings {
    /// The settings of this folder; the usual ones where there are none or they are damaged.
    pub fn load(folder: &Path) -> Self {
        let file = folder.join("settings.json");
        Self { liked: read(&file), file }
    }

    /// Makes the window look as it did.
    pub fn apply(&self, ctx: &Context) {
        match self.liked.theme.as_deref() {
            Some("light") => ctx.set_theme(ThemePreference::Light),
            Some("dark") => ctx.set_theme(ThemePreference::Dark),
            _ => {}
        }
        if let Some(scale) = self.liked.scale.filter(|scale| (0.5..=4.0).contains(scale)) {
            ctx.set_zoom_factor(scale);
        }
    }

    /// Takes down how the window looks.
    pub fn follow(&mut self, ctx: &Context) {
        let theme = match ctx.options(|options| options.theme_preference) {
            ThemePreference::Light => Some("light"),
            ThemePreference::Dark => Some("dark"),
            ThemePreference::System => None,
        };
        let scale = Some(ctx.zoom_factor()).filter(|scale| *scale != 1.0);
        if self.liked.theme.as_deref() != theme || self.liked.scale != scale {
            self.change(|liked| {
                liked.theme = theme.map(str::to_owned);
                liked.scale = scale;
            });
        }
    }

    /// What a newcomer is told: hints, and whether the start page is wanted.
    pub fn welcome(&self) -> (Hints, bool) {
        (self.liked.hints.clone(), !self.liked.no_start_page)
    }

    /// Takes down what need not be told again.
    pub fn follow_welcome(&mut self, hints: &Hints, start_page: bool) {
        let Liked { hints: known, no_start_page, .. } = &self.liked;
        if known.read != hints.read || *no_start_page == start_page {
            self.change(|liked| {
                liked.hints = Hints { told: false, ..hints.clone() };
                liked.no_start_page = !start_page;
            });
        }
    }

    /// Files that were opened lately, the last first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.liked.recent
    }

    /// Takes down that a file was opened or saved.
    pub fn opened(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if self.liked.recent.first() != Some(&path) {
            self.change(|liked| {
                liked.recent.retain(|other| *other != path);
                liked.recent.insert(0, path);
                liked.recent.truncate(RECENT);
            });
        }
    }

    /// Where files of a kind were last chosen, where that folder is still there.
    pub fn folder(&self, kind: &str) -> Option<&Path> {
        self.liked.folders.get(kind).map(PathBuf::as_path).filter(|folder| folder.is_dir())
    }

    /// Takes down where a file of a kind was chosen.
    pub fn chosen(&mut self, kind: &str, path: &Path) {
        let Some(folder) = path.parent().and_then(|folder| folder.canonicalize().ok()) else {
            return;
        };
        if self.liked.folders.get(kind) != Some(&folder) {
            self.change(|liked| drop(liked.folders.insert(kind.to_owned(), folder)));
        }
    }

    /// Changes what is on the disk, where another window may have changed it meanwhile. Likings are not worth a message
    /// where they cannot be kept.
    fn change(&mut self, change: impl FnOnce(&mut Liked)) {
        let mut liked = if self.file.exists() { read(&self.file) } else { self.liked.clone() };
        change(&mut liked);
        self.liked = liked;
        if let (Some(folder), Ok(mut text)) =
            (self.file.parent(), serde_json::to_vec_pretty(&self.liked))
        {
            text.push(b'\n');
            let _ = std::fs::create_dir_all(folder);
            let _ = crate::report::save(&self.file, &text);
        }
    }
}

fn read(file: &Path) -> Liked {
    let small =
        std::fs::metadata(file).is_ok_and(|there| there.is_file() && there.len() <= LARGEST);
    let text = small.then(|| std::fs::read_to_string(file).ok()).flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likings_come_back_and_two_windows_keep_both_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Settings::load(folder.path()), Settings::load(folder.path()));
        one.opened(Path::new("/a/1.csv"));
        other.opened(Path::new("/a/2.csv"));
        other.chosen("table", &folder.path().join("x.csv"));
        let ctx = Context::default();
        ctx.set_theme(ThemePreference::Dark);
        one.follow(&ctx);
        let again = Settings::load(folder.path());
        assert_eq!(again.recent(), [PathBuf::from("/a/2.csv"), PathBuf::from("/a/1.csv")]);
        assert!(again.folder("table").is_some() && again.folder("figure").is_none());
        let fresh = Context::default();
        again.apply(&fresh);
        assert_eq!(fresh.options(|options| options.theme_preference), ThemePreference::Dark);
        std::fs::write(folder.path().join("settings.json"), "{").unwrap();
        assert!(Settings::load(folder.path()).recent().is_empty(), "damaged: as new");
    }
}
