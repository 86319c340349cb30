//! Figures and tables become files.
//!
//! A [`Figure`] becomes SVG text, SVG becomes PNG: what is exported depends on the figure, the page and the
//! theme only, not on a window, a graphics card, the clock or the fonts of the system. The same input gives
//! the same bytes. Files appear whole or not at all: see [`save`].
//!
//! Limit: PNG knows the letters of the embedded Inter (Latin, Greek, Cyrillic); others show as boxes there.
//! SVG carries all text as text.

mod axes;
mod error;
mod layout;
mod legend;
mod marks;
mod page;
mod pen;
mod png;
mod save;
mod svg;
mod table;
mod text;

use std::path::Path;

use crate::plots::Figure;

pub use error::ReportError;
pub use page::{Page, Theme};
pub use png::png;
pub use save::save;
pub use svg::svg;
pub use table::csv;

/// What a file name's ending asks for.
enum Format {
    Svg,
    Png,
}

fn format(path: &Path) -> Result<Format, ReportError> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "svg" => Ok(Format::Svg),
        "png" => Ok(Format::Png),
        _ => Err(ReportError::UnknownFormat { path: path.to_owned() }),
    }
}

/// Whether [`figure`] knows the file name's ending; to be asked before long work, not after it.
///
/// # Errors
/// [`ReportError::UnknownFormat`], which names the endings that are known.
pub fn check_name(path: &Path) -> Result<(), ReportError> {
    format(path).map(drop)
}

/// Draws a figure and writes it in the format that the file name ends in: `.svg` or `.png`, case aside.
///
/// # Errors
/// [`ReportError::UnknownFormat`] for another ending, and what [`png`] and [`save`] say.
pub fn figure(path: &Path, figure: &Figure, page: &Page) -> Result<(), ReportError> {
    let svg = || svg(figure, page);
    let bytes = match format(path)? {
        Format::Svg => svg().into_bytes(),
        Format::Png => png(&svg(), page)?,
    };
    save(path, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::scree;

    #[test]
    fn the_ending_decides_and_an_unknown_one_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let drawn = scree(&[0.7, 0.3], &[], &[], &[], None);
        let page = Page { width: 400.0, height: 300.0, ..Page::default() };
        for (name, start) in [("a.SVG", &b"<svg"[..]), ("a.png", &b"\x89PNG"[..])] {
            let path = folder.path().join(name);
            figure(&path, &drawn, &page).unwrap();
            assert!(std::fs::read(path).unwrap().starts_with(start), "{name}");
        }
        for name in ["a.pdf", "a", ".svg"] {
            let path = folder.path().join(name);
            let error = figure(&path, &drawn, &page).unwrap_err().to_string();
            assert!(error.contains(".svg") && error.contains(".png"), "{error}");
            assert!(!path.exists());
        }
    }
}
