//! From a project file to its table: found where the project says, and compared with what it was.

use super::{DataAt, LARGEST, ProjectError, ProjectFile, change, paths};
use crate::data::{DataError, Fingerprint, Notice, Table, length, sample};
use crate::progress::Progress;
use crate::project::{Choices, Source};
use crate::words::{count_of, one_line, shortened};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A project that was read, and what was found of its data.
#[derive(Debug)]
pub struct LoadedProject {
    /// The project file.
    pub path: PathBuf,
    /// What it holds.
    pub file: ProjectFile,
    /// The table, where one was found and could be read.
    pub data: Option<LoadedData>,
    /// A file outside the project's folder that nobody looked into: the user is asked first.
    pub unread: Option<PathBuf>,
    /// What speaks against just using it, in sentences: it was not found, or is not what it was.
    pub doubts: Vec<String>,
}

/// A table for a project.
#[derive(Debug)]
pub struct LoadedData {
    /// Where it was found.
    pub source: Source,
    /// The table, read as the project says.
    pub table: Table,
    /// What it is told by.
    pub fingerprint: Fingerprint,
    /// The project's choices, fitted to the table.
    fitted: Choices,
    /// What is to be said of that.
    said: Vec<Notice>,
}

impl LoadedProject {
    /// Reads a project and its data; `instead` is looked at in the place of where the project says they lie.
    ///
    /// # Errors
    /// [`ProjectError`] where the project file itself cannot be used; data that are missing or changed are doubts.
    pub fn open(
        path: &Path,
        instead: Option<&Path>,
        progress: &Progress,
    ) -> Result<Self, ProjectError> {
        let file = read(path)?;
        Self::with(path, file, instead, progress)
    }

    /// The same for a project that was read before.
    ///
    /// # Errors
    /// [`ProjectError::Cancelled`].
    pub fn with(
        path: &Path,
        file: ProjectFile,
        instead: Option<&Path>,
        progress: &Progress,
    ) -> Result<Self, ProjectError> {
        let mut doubts = Vec::new();
        let mut unread = None;
        let found = find(path, &file.data, instead, &mut doubts, progress)?;
        let data = match found {
            Found::Nothing => None,
            Found::Outside(place) => {
                doubts = vec![outside(&file.data, &place)];
                unread = Some(place);
                None
            }
            Found::There(source, fingerprint) => match source.read(&file.choices.read, progress) {
                Ok(table) => {
                    let out = instead.is_none() && lies_out(path, &source);
                    doubts = doubt(&file.data, &source, &fingerprint, &table, out);
                    let mut fitted = file.choices.clone();
                    let said = fitted.fit(&table);
                    Some(LoadedData { source, table, fingerprint, fitted, said })
                }
                Err(DataError::Cancelled(stopped)) => return Err(stopped.into()),
                Err(error) => {
                    doubts = vec![format!("{error}")];
                    None
                }
            },
        };
        Ok(Self { path: path.to_owned(), file, data, unread, doubts })
    }
}

impl LoadedProject {
    /// The project and its table, the choices fitted to it, and what is to be said of that; `None` without a table.
    pub fn settle(self) -> Option<(ProjectFile, LoadedData, Vec<Notice>)> {
        let Self { mut file, data, doubts, .. } = self;
        let mut data = data?;
        let mut notices = Vec::new();
        if !doubts.is_empty() {
            notices.extend(other_data(&file, &data.source));
        }
        notices.append(&mut data.said);
        file.choices = std::mem::take(&mut data.fitted);
        Some((file, data, notices))
    }
}

/// What is to be known where a project goes on with other data.
fn other_data(file: &ProjectFile, source: &Source) -> Vec<Notice> {
    let name = source.name();
    let mut said = vec![Notice::warning(format!(
        "The project goes on with data that are not what it was saved with: {name}. Its decisions were taken for other content."
    ))];
    let segments = file.choices.segments.iter().chain(&file.choices.scope);
    let names: Vec<String> = segments.map(|segment| one_line(&segment.name, 60)).collect();
    if !names.is_empty() {
        said.push(Notice::warning(format!(
            "Segments hold customers by the number of their row. Where rows moved, {} may hold other customers now: look at them before you use them. ({})",
            count_of(names.len(), "segment", "segments"),
            shortened(&names, 6)
        )));
    }
    said
}

/// Reads the project file alone.
fn read(path: &Path) -> Result<ProjectFile, ProjectError> {
    let refused = |what: String| ProjectError::refused(path, what);
    let told = |error: std::io::Error| refused(format!("the project cannot be read: {error}."));
    let there = std::fs::metadata(path).map_err(told)?;
    if !there.is_file() {
        return Err(refused("this is no file, so it is no project.".to_owned()));
    }
    if there.len() > LARGEST {
        return Err(refused(format!(
            "it has {} MB; a project holds decisions and has at most {} MB, so this is none.",
            there.len() >> 20,
            LARGEST >> 20
        )));
    }
    let mut bytes = Vec::new();
    // Also where it grows meanwhile.
    std::fs::File::open(path)
        .and_then(|f| f.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(told)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| refused("this is no project: it is no text in UTF-8.".to_owned()))?;
    ProjectFile::parse(&text).map_err(refused)
}

/// What was found of the data.
enum Found {
    /// No file.
    Nothing,
    /// One, whose content was looked at.
    There(Source, Fingerprint),
    /// One outside the project's folder that cannot be what the project remembers, by its length.
    Outside(PathBuf),
}

/// The place that has what the project remembers, or else the first that has anything. A file outside the project's
/// folder is looked into only where it can be what the project remembers: whoever knows its length and hash learns
/// nothing from that.
fn find(
    project: &Path,
    data: &DataAt,
    instead: Option<&Path>,
    doubts: &mut Vec<String>,
    progress: &Progress,
) -> Result<Found, ProjectError> {
    if let (Some(name), None) = (&data.sample, instead) {
        let Some(sample) = sample::find(name) else {
            doubts.push(format!("This program brings along no sample of the name {name}."));
            return Ok(Found::Nothing);
        };
        let fingerprint = Fingerprint::of_bytes(sample.csv.as_bytes());
        return Ok(Found::There(Source::Sample(sample), fingerprint));
    }
    let folder = project.parent().unwrap_or(Path::new(""));
    let mut near = |path: &&String| {
        let remote = instead.is_none() && paths::is_remote(path);
        if remote {
            doubts.push(format!(
                "{} lies on another machine; a project alone does not lead there.",
                one_line(path, 200)
            ));
        }
        !remote
    };
    let absolute = data.absolute.as_ref().filter(&mut near);
    let from_folder = data.path.as_ref().filter(&mut near).map(|path| {
        let place = folder.join(path);
        if paths::leads_out(path) { paths::real(&place) } else { place }
    });
    let mut places: Vec<PathBuf> = match instead {
        Some(path) => vec![path.to_owned()],
        None => from_folder.into_iter().chain(absolute.map(PathBuf::from)).collect(),
    };
    places.dedup_by_key(|place| paths::real(place));
    let (mut first, mut unread) = (None, None);
    for place in places {
        if instead.is_none() && !paths::lies_beside(project, &place) {
            match length(&place) {
                Ok(bytes) if data.fingerprint.as_ref().is_some_and(|f| f.bytes == bytes) => {}
                Ok(_) => {
                    unread = unread.or(Some(place));
                    continue;
                }
                Err(error) => {
                    doubts.push(error.to_string());
                    continue;
                }
            }
        }
        match Fingerprint::of_file(&place, progress) {
            Ok(found) => {
                let same = data.fingerprint.as_ref() == Some(&found);
                let found = Found::There(Source::File(place), found);
                if same {
                    return Ok(found);
                }
                first = first.or(Some(found));
            }
            Err(DataError::Cancelled(stopped)) => return Err(stopped.into()),
            Err(error) => doubts.push(error.to_string()),
        }
    }
    Ok(first.or(unread.map(Found::Outside)).unwrap_or(Found::Nothing))
}

/// What is asked before a file outside the project's folder is looked into.
fn outside(data: &DataAt, place: &Path) -> String {
    let why = if data.fingerprint.is_some() {
        "cannot be what it was when the project was saved, by its length"
    } else {
        "the project does not say what it held"
    };
    format!(
        "{} lies outside the project\u{2019}s folder, and {why}; it was not read.",
        place.display()
    )
}

/// Whether a file was found elsewhere than in the project's folder.
fn lies_out(project: &Path, source: &Source) -> bool {
    match source {
        Source::File(place) => !paths::lies_beside(project, place),
        Source::Sample(_) => false,
    }
}

/// What speaks against just using what was found, `out` of the project's folder or in it.
fn doubt(
    data: &DataAt,
    source: &Source,
    found: &Fingerprint,
    table: &Table,
    out: bool,
) -> Vec<String> {
    // Somebody wrote the project by hand, and says where to look.
    let Some(before) = &data.fingerprint else { return Vec::new() };
    // Who knows the content learns nothing from it.
    if before == found {
        return Vec::new();
    }
    let mut said =
        vec![format!("{} is not what it was when the project was saved.", source.name())];
    if out {
        said.push("It lies outside the project\u{2019}s folder.".to_owned());
    }
    said.extend(change::said(data, table));
    said
}
