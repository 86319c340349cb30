//! A project becomes text that people can read and compare: one line for each short value, keys in one order.

use super::{Autosaved, DataAt, KeptView, LARGEST, Output, ProjectFile, VERSION, paths};
use crate::data::{Fingerprint, Table};
use crate::project::{Choices, Source};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Values that fit into so many letters stand on one line.
const LINE: usize = 100;

/// What is to be saved; taken at one moment, written beside the window.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Where the data lie.
    pub source: Source,
    /// The table.
    pub table: Arc<Table>,
    /// Its fingerprint, where it is known already.
    pub fingerprint: Option<Fingerprint>,
    /// Every decision.
    pub choices: Choices,
    /// What of the window is kept.
    pub view: KeptView,
    /// What `dimlens run` writes.
    pub outputs: Vec<Output>,
    /// The project's own file, where it has one.
    pub project: Option<PathBuf>,
}

impl Snapshot {
    /// The text of the project for a file in this folder.
    ///
    /// # Errors
    /// A sentence: data that cannot be found again, a path that is no text, choices that would not come back equal or
    /// take more than [`LARGEST`] bytes.
    pub fn text(&self, folder: &Path, autosave: bool) -> Result<String, String> {
        let file = self.file(folder, autosave)?;
        let text = file.text()?;
        if text.len() as u64 > LARGEST {
            return Err(format!(
                "The project cannot be saved: it would have {} MB, and none with more than {} MB is opened again. Segments of many scattered rows take most of it: delete those that you do not need, or export them as a table first.",
                (text.len() as u64).div_ceil(1 << 20),
                LARGEST >> 20
            ));
        }
        // What would not come back must not be called saved.
        match ProjectFile::parse(&text) {
            Ok(again) if again == file => Ok(text),
            Ok(_) => {
                Err("The project cannot be saved: some of its settings are no numbers.".to_owned())
            }
            Err(why) => Err(format!("The project cannot be saved: {why}")),
        }
    }

    fn file(&self, folder: &Path, autosave: bool) -> Result<ProjectFile, String> {
        let fingerprint = match &self.fingerprint {
            Some(found) => found.clone(),
            None => self.source.fingerprint().map_err(|error| format!("{error}"))?,
        };
        let mut data = DataAt {
            fingerprint: Some(fingerprint),
            rows: Some(self.table.rows().len()),
            columns: self.table.columns().iter().map(|column| column.name.clone()).collect(),
            ..DataAt::default()
        };
        match &self.source {
            Source::Sample(sample) => data.sample = Some(sample.name.to_owned()),
            Source::File(path) => {
                data.path = paths::relative(folder, path);
                data.absolute = paths::real(path).to_str().map(str::to_owned);
                if data.path.is_none() && data.absolute.is_none() {
                    return Err(format!(
                        "{}: this path is no Unicode text, so no project can name it. Rename the file.",
                        path.display()
                    ));
                }
            }
        }
        let project =
            self.project.as_ref().and_then(|path| paths::real(path).to_str().map(str::to_owned));
        Ok(ProjectFile {
            dimlens: VERSION,
            program: Some(format!("dimlens {}", env!("CARGO_PKG_VERSION"))),
            data,
            choices: self.choices.clone(),
            view: self.view.clone(),
            outputs: self.outputs.clone(),
            autosave: autosave.then_some(Autosaved { project }),
        })
    }
}

impl ProjectFile {
    /// Its text.
    ///
    /// # Errors
    /// A sentence, where a value cannot be JSON.
    pub fn text(&self) -> Result<String, String> {
        let value = serde_json::to_value(self)
            .map_err(|error| format!("The project cannot be written as JSON: {error}."))?;
        let mut text = String::new();
        // The version first, whatever the order of keys is.
        let order = ["dimlens", "program", "autosave", "data", "view", "outputs", "choices"];
        let lines = order.iter().filter_map(|key| Some((*key, value.get(key)?)));
        object(&mut text, lines, 0);
        text.push('\n');
        Ok(text)
    }
}

fn object<'a>(
    text: &mut String,
    entries: impl Iterator<Item = (&'a str, &'a Value)>,
    depth: usize,
) {
    text.push('{');
    let mut first = true;
    for (key, value) in entries {
        text.push_str(if first { "\n" } else { ",\n" });
        first = false;
        text.push_str(&"  ".repeat(depth + 1));
        text.push_str(&Value::from(key).to_string());
        text.push_str(": ");
        write(text, value, depth + 1);
    }
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push('}');
}

fn write(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let line = value.to_string();
            if line.len() <= LINE && !map.values().any(Value::is_object) && depth > 1 {
                text.push_str(&line);
            } else {
                object(text, map.iter().map(|(key, value)| (key.as_str(), value)), depth);
            }
        }
        Value::Array(list) if list.iter().any(Value::is_object) => {
            text.push('[');
            for (at, value) in list.iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&"  ".repeat(depth + 1));
                write(text, value, depth + 1);
            }
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
            text.push(']');
        }
        // Runs of rows are many and short.
        other => text.push_str(&other.to_string()),
    }
}
