//! Names that are proposed for files, made of names that users and tables gave.

use std::path::PathBuf;

/// Letters at most: systems take 255 bytes.
const LETTERS: usize = 60;

/// A name that every system takes: no strokes, no colons, no dots at its ends, nothing that cannot be seen.
pub(in crate::ui) fn file_name(text: &str, ending: &str) -> String {
    let fits = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c) && !is_hidden(c);
    let clean: String = text.chars().map(|c| if fits(c) { c } else { '_' }).take(LETTERS).collect();
    let clean = clean.trim_matches(['.', ' ', '_']);
    let clean = if clean.is_empty() { "dimlens" } else { clean };
    format!("{clean}.{ending}")
}

/// The path with this ending added, whatever it ends in.
pub(in crate::ui) fn and_ending(path: PathBuf, ending: &str) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Marks that turn the direction of writing or take no room: a name would look like another.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_added_to_the_whole_name() {
        assert_eq!(and_ending("a/map.v2".into(), "png"), PathBuf::from("a/map.v2.png"));
    }

    #[test]
    fn names_of_tables_and_segments_become_names_of_files() {
        for (text, name) in [
            ("customers", "customers.csv"),
            ("../../etc", "etc.csv"),
            ("a/b\\c:d", "a_b_c_d.csv"),
            ("<script>", "script.csv"),
            ("..", "dimlens.csv"),
            ("\u{202e}vsc", "vsc.csv"),
            ("Gr\u{fc}ne K\u{e4}ufer", "Gr\u{fc}ne K\u{e4}ufer.csv"),
        ] {
            assert_eq!(file_name(text, "csv"), name);
        }
        assert_eq!(file_name(&"x".repeat(10_000), "csv").len(), LETTERS + 4);
    }
}
