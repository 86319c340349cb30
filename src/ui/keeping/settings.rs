//! What a user likes: theme, scale, recent files, last folders. A JSON file in the state folder: the storage of eframe
//! would need features that the whole program is built anew for, and keeps it in a format of its own.

use crate::project::{Job, Poll};
use crate::ui::Hints;
use eframe::egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

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

/// How long the end of the program waits for the file.
const END: Duration = Duration::from_secs(3);

/// What is liked otherwise than before.
#[derive(Debug, Clone)]
enum Change {
    /// Theme and scale.
    Looks(Option<String>, Option<f32>),
    /// A file was opened.
    Opened(PathBuf),
    /// A file of a kind was chosen in a folder.
    Chosen(String, PathBuf),
    /// Hints were read, or the start page is not wanted.
    Welcome(Hints, bool),
}

impl Change {
    fn make(&self, liked: &mut Liked) {
        match self {
            Self::Looks(theme, scale) => (liked.theme, liked.scale) = (theme.clone(), *scale),
            Self::Opened(path) => {
                liked.recent.retain(|other| other != path);
                liked.recent.insert(0, path.clone());
                liked.recent.truncate(RECENT);
            }
            Self::Chosen(kind, folder) => {
                liked.folders.insert(kind.clone(), folder.clone());
            }
            Self::Welcome(hints, no_start_page) => {
                (liked.hints, liked.no_start_page) = (hints.clone(), *no_start_page);
            }
        }
    }
}

/// The settings, and where they are kept. What changes is written beside the window, one writing after the other.
#[derive(Debug)]
pub(in crate::ui) struct Settings {
    file: PathBuf,
    liked: Liked,
    /// What is not on the disk yet.
    changes: Vec<Change>,
    job: Option<Job<Liked>>,
}

impl Settings {
    /// The settings of this folder; the usual ones where there are none or they are damaged.
    pub fn load(folder: &Path) -> Self {
        let file = folder.join("settings.json");
        Self { liked: read(&file), file, changes: Vec::new(), job: None }
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
            self.change(Change::Looks(theme.map(str::to_owned), scale));
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
            let hints = Hints { told: false, ..hints.clone() };
            self.change(Change::Welcome(hints, !start_page));
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
            self.change(Change::Opened(path));
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
            self.change(Change::Chosen(kind.to_owned(), folder));
        }
    }

    fn change(&mut self, change: Change) {
        change.make(&mut self.liked);
        self.changes.push(change);
    }

    /// Writes what changed, where nothing is being written; once a frame.
    pub fn tend(&mut self) {
        if let Some(job) = &self.job {
            match job.poll() {
                Poll::Running => return,
                // Another window may have changed the file meanwhile: both keep theirs.
                Poll::Done(mut liked) => {
                    for change in &self.changes {
                        change.make(&mut liked);
                    }
                    self.liked = liked;
                }
                Poll::Panicked(_) => {}
            }
            self.job = None;
        }
        if self.changes.is_empty() {
            return;
        }
        let (file, changes) = (self.file.clone(), std::mem::take(&mut self.changes));
        let own = self.liked.clone();
        self.job = Some(Job::spawn("settings", || {}, move |_| write(&file, &changes, own)));
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        if let Some(job) = self.job.take() {
            let _ = job.wait(END);
        }
        if !self.changes.is_empty() {
            write(&self.file, &self.changes, self.liked.clone());
        }
    }
}

/// Changes what is on the disk, where another window may have changed it meanwhile. Likings are not worth a message
/// where they cannot be kept.
fn write(file: &Path, changes: &[Change], own: Liked) -> Liked {
    let mut liked = if file.exists() { read(file) } else { own };
    for change in changes {
        change.make(&mut liked);
    }
    if let (Some(folder), Ok(mut text)) = (file.parent(), serde_json::to_vec_pretty(&liked)) {
        text.push(b'\n');
        let _ = std::fs::create_dir_all(folder);
        let _ = crate::report::save(file, &text);
    }
    liked
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
        one.tend();
        let start = std::time::Instant::now();
        while one.job.is_some() {
            one.tend();
            assert!(start.elapsed() < END);
            std::thread::sleep(Duration::from_millis(1));
        }
        other.opened(Path::new("/a/2.csv"));
        other.chosen("table", &folder.path().join("x.csv"));
        drop(other);
        let ctx = Context::default();
        ctx.set_theme(ThemePreference::Dark);
        one.follow(&ctx);
        drop(one);
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
