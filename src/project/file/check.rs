//! What is refused of a project file before anything is made of it.

use super::{ProjectFile, VERSION};
use serde_json::{Map, Value};

/// Rows that all segments of a file may have together, 80 MB of them: a run of a few bytes must not ask for all the
/// memory there is.
const ROWS: u64 = 20_000_000;
/// More columns or components than any table here has.
const COMPONENTS: usize = 1_000_000;
/// More iterations than any map needs: 750 are usual.
const ITERATIONS: usize = 1_000_000;
/// Styles beyond this would be no numbers of colours.
const STYLES: usize = 1_000_000;

impl ProjectFile {
    /// Makes a project of its text.
    ///
    /// # Errors
    /// A sentence that says what is wrong, and where in the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| damaged(&error))?;
        let version = value
            .get("dimlens")
            .ok_or("this is no project of dimlens: it has no key \u{201c}dimlens\u{201d}.")?;
        match version.as_u64() {
            Some(found) if found > u64::from(VERSION) => {
                return Err(format!(
                    "a newer version of dimlens wrote this project (its shape is {found}, this program knows {VERSION}). Open it with that version."
                ));
            }
            Some(1..) => {}
            _ => return Err(format!("its version is {version}, which is none.")),
        }
        check_rows(&value)?;
        let file: Self = serde_json::from_str(text).map_err(|error| damaged(&error))?;
        let again = serde_json::to_value(&file).map_err(|error| damaged(&error))?;
        if let Some(key) = unknown(&value, &again, "") {
            return Err(format!(
                "the key \u{201c}{key}\u{201d} means nothing to this version of dimlens. Remove it, or open the project with the version that wrote it."
            ));
        }
        file.check()?;
        Ok(file)
    }

    /// Refuses numbers that no user could have chosen.
    fn check(&self) -> Result<(), String> {
        let choices = &self.choices;
        let [x, y] = choices.plane.axes;
        let aside =
            choices.set_aside.iter().flat_map(|aside| aside.segments.iter().chain(&aside.scope));
        let segments = choices.segments.iter().chain(&choices.scope).chain(aside);
        let styles = segments.map(|segment| segment.style);
        let looks = choices.cluster_looks.iter().filter_map(|look| look.style);
        for (key, value, most) in [
            ("choices.plane.axes", x.max(y), COMPONENTS),
            ("choices.kept", choices.kept, COMPONENTS),
            ("choices.pca.components", choices.pca.components, COMPONENTS),
            ("choices.tsne.iterations", choices.tsne.iterations, ITERATIONS),
            ("choices.segments.style", styles.max().unwrap_or(0), STYLES),
            ("choices.cluster_looks.style", looks.max().unwrap_or(0), STYLES),
        ] {
            if value > most {
                return Err(format!("{key} is {value}; at most {most} makes sense."));
            }
        }
        if self.data.sample.is_none() && self.data.path.is_none() && self.data.absolute.is_none() {
            return Err(
                "it does not say where the data lie: \u{201c}data\u{201d} needs a \u{201c}path\u{201d}."
                    .to_owned(),
            );
        }
        self.outputs.iter().try_for_each(super::Output::check)
    }
}

fn damaged(error: &serde_json::Error) -> String {
    if error.line() == 0 {
        return format!("this is no project, or a damaged one: {error}.");
    }
    format!("this is no project, or a damaged one: {error}. An older copy may be sound.")
}

/// Refuses segments of more rows than there can be, before room is made for them.
fn check_rows(value: &Value) -> Result<(), String> {
    let mut total = 0_u64;
    let choices = value.get("choices");
    let aside = choices.and_then(|choices| choices.get("set_aside")).and_then(Value::as_array);
    let places = choices.into_iter().chain(aside.into_iter().flatten());
    for list in places.flat_map(|at| [at.get("segments"), at.get("scope")]) {
        for segment in list.and_then(Value::as_array).into_iter().flatten() {
            for run in segment.get("rows").and_then(Value::as_array).into_iter().flatten() {
                let ends = [0, 1].map(|at| run.get(at).and_then(Value::as_u64).unwrap_or(0));
                total = total.saturating_add(ends[1].saturating_sub(ends[0]).saturating_add(1));
            }
        }
    }
    if total > ROWS {
        return Err(format!(
            "its segments hold {total} rows together; a project holds at most {ROWS}. Delete segments that are not needed."
        ));
    }
    Ok(())
}

/// A key of the file that is not in what was made of it.
fn unknown(given: &Value, taken: &Value, at: &str) -> Option<String> {
    match (given, taken) {
        (Value::Object(given), Value::Object(taken)) => {
            given.iter().find_map(|(key, value)| unknown_key(key, value, taken, at))
        }
        (Value::Array(given), Value::Array(taken)) => {
            given.iter().zip(taken).find_map(|(given, taken)| unknown(given, taken, at))
        }
        _ => None,
    }
}

fn unknown_key(key: &str, value: &Value, taken: &Map<String, Value>, at: &str) -> Option<String> {
    let path = if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
    match taken.get(key) {
        Some(taken) => unknown(value, taken, &path),
        // What says nothing is not written again.
        None if value.is_null() || value.as_array().is_some_and(Vec::is_empty) => None,
        None => Some(path),
    }
}
