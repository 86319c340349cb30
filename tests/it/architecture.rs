//! The house rules, read off the sources.

use std::path::{Path, PathBuf};

/// The folders in the order of dependency; a folder uses those above it, never those below.
const ORDER: [&str; 9] =
    ["data", "features", "methods", "metrics", "narrative", "plots", "project", "report", "ui"];

fn sources(under: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The folder of `src/` that a file belongs to; files beside the folders have their own name.
fn folder(path: &Path) -> String {
    let inside = path.strip_prefix(src()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Code lines: comments and docs may speak of any folder.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn offences(names_it: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources(&src()) {
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in code(&text) {
            if let Some(why) = names_it(&folder(&path), line) {
                found.push(format!("{}:{}: {why}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn no_folder_names_a_later_one() {
    let found = offences(|here, line| {
        let rank = ORDER.iter().position(|name| *name == here);
        // progress.rs and words.rs lie beneath everything.
        let later = match (rank, here) {
            (Some(rank), _) => &ORDER[rank + 1..],
            (None, "progress" | "words") => &ORDER[..],
            _ => return None,
        };
        let named = |name: &str| {
            line.contains(&format!("crate::{name}::"))
                || line.contains(&format!("crate::{name};"))
                || line.contains(&format!("crate::{name} "))
                || (line.contains("use crate::{") && line.contains(&format!("{name}::")))
        };
        let worst = later.iter().copied().chain(["cli"]).find(|name| named(name))?;
        Some(format!("{here} names {worst}"))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_one_folder_says_egui_and_only_one_says_polars() {
    let found = offences(|here, line| {
        let says = |word: &str| line.contains(&format!("{word}::"));
        if here != "ui" && (says("egui") || says("eframe") || says("egui_plot") || says("rfd")) {
            return Some("egui outside ui/".to_owned());
        }
        if here != "data" && says("polars") {
            return Some("polars outside data/".to_owned());
        }
        None
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn colours_are_made_in_two_files_only() {
    let mut found = Vec::new();
    for path in sources(&src()) {
        let name = path.strip_prefix(src()).unwrap().to_string_lossy().into_owned();
        // The palette, its table, and the one place where palettes meet egui.
        if ["plots/palette.rs", "plots/viridis.rs", "ui/theme.rs"].contains(&name.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code(before_tests) {
            if line.contains("Color32::from_rgb") || line.contains("Rgb::hex(") {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_are_short() {
    let mut lengths: Vec<(usize, PathBuf)> = sources(&src())
        .into_iter()
        .map(|path| (std::fs::read_to_string(&path).unwrap().lines().count(), path))
        .collect();
    lengths.sort();
    let median = lengths[lengths.len() / 2].0;
    assert!(median < 200, "the median file has {median} lines");
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > 400).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn the_program_starts_in_few_lines() {
    let main = std::fs::read_to_string(src().join("main.rs")).unwrap();
    assert!(main.lines().count() <= 40);
}

/// The check can fail: a line that breaks the rule is found.
#[test]
fn the_rule_sees_what_it_forbids() {
    assert_eq!(folder(&src().join("data/table.rs")), "data");
    assert!(ORDER.iter().position(|f| *f == "data") < ORDER.iter().position(|f| *f == "ui"));
    assert_eq!(code("// crate::ui::App\nuse crate::ui::App;").count(), 1);
}
