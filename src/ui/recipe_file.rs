//! The recipe as a file, for the next table of the same kind and for `--recipe` in the terminal.

use super::writer::{Written, written};
use crate::data::Table;
use crate::features::Recipe;
use crate::progress::Progress;
use crate::words::shortened;
use std::path::Path;

/// Reads a recipe.
///
/// # Errors
/// A sentence with the path.
pub(super) fn load(path: &Path) -> Result<Recipe, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{}: the recipe cannot be read: {error}.", path.display()))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{}: this is no recipe: {error}.", path.display()))
}

/// What writes a recipe beside the window, readable, with the ending `.json` where there is none.
pub(super) fn work(
    path: &Path,
    recipe: Recipe,
) -> impl FnOnce(&Progress) -> Result<Written, String> + Send + 'static {
    let path = match path.extension() {
        Some(_) => path.to_owned(),
        None => path.with_extension("json"),
    };
    move |progress| {
        let mut text = serde_json::to_vec_pretty(&recipe)
            .map_err(|error| format!("The recipe cannot be written: {error}."))?;
        text.push(b'\n');
        let saved = crate::report::save_unless_stopped(&path, &text, progress);
        written(saved.map(|()| Written::File(path)))
    }
}

/// What is said after a recipe was taken over for a table.
pub(super) fn taken_over(path: &Path, recipe: &Recipe, table: &Table) -> String {
    let mut unknown: Vec<&String> =
        recipe.names().filter(|name| table.column(name).is_none()).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let text = format!("The recipe {} holds now; undo takes it back.", path.display());
    if unknown.is_empty() {
        return text;
    }
    format!(
        "{text} What it says of columns that this table does not have is left aside: {}.",
        shortened(&unknown, 6)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Role, Scale};

    #[test]
    fn a_saved_recipe_is_read_back_equal_and_other_files_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut recipe = Recipe { scale: Scale::Robust, ..Recipe::default() };
        recipe.roles.insert("a".into(), Role::Label);
        let written = work(&folder.path().join("mine"), recipe.clone())(&Progress::new());
        assert!(matches!(written, Ok(Written::File(path)) if path.ends_with("mine.json")));
        assert_eq!(load(&folder.path().join("mine.json")), Ok(recipe));
        let other = folder.path().join("other.csv");
        std::fs::write(&other, "a,b\n").unwrap();
        assert!(load(&other).unwrap_err().contains("other.csv: this is no recipe"));
        assert!(load(&folder.path().join("none")).unwrap_err().contains("cannot be read"));
    }
}
