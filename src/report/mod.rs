//! Figures and tables become files.
//!
//! A [`Figure`] becomes SVG text, SVG becomes PNG or PDF: what is exported depends on the figure, the page and the
//! theme only, not on a window, a graphics card or the clock. The same input gives
//! the same bytes. Files appear whole or not at all: see [`save`].
//!
//! Letters that the embedded Inter lacks (it has Latin, Greek, Cyrillic) are drawn in fonts of the system in PNG and PDF;
//! those that it lacks, too, are boxes there, which is told. SVG and HTML carry all text as text, which a browser shows in
//! its own fonts.

mod axes;
mod book;
mod error;
mod fonts;
mod html;
mod layout;
mod legend;
mod length;
mod marks;
mod page;
mod pdf;
mod pen;
mod png;
mod raster;
mod remarks;
mod save;
mod scripts;
mod story;
mod svg;
mod tables;
mod text;

use std::path::Path;

use crate::data::Notice;
use crate::plots::Figure;
use crate::progress::Progress;

pub use book::book;
pub use error::ReportError;
pub use html::html;
pub use length::{Length, Unit};
pub use page::{Page, PageSize, Theme};
use pdf::pdf;
use pen::Reader;
use png::picture;
pub use png::{Picture, png};
use remarks::Remarks;
pub use save::{save, save_unless_stopped};
pub use scripts::{SystemFace, faces_for};
pub use story::{Block, Card, Drawn, Few, Grid, Section, Story, Told};
pub use svg::svg;
pub use tables::{
    Contents, CustomerTable, Identifiers, TableFormat, csv, harmless, has_formulas, is_formula,
    loadings_table, pseudonyms, segments_table, table, written,
};

/// What a file name's ending asks for.
enum Format {
    Svg,
    Png,
    Pdf,
}

fn format(path: &Path) -> Result<Format, ReportError> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "svg" => Ok(Format::Svg),
        "png" => Ok(Format::Png),
        "pdf" => Ok(Format::Pdf),
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

/// Draws a figure and writes it in the format that the file name ends in: `.svg`, `.png` or `.pdf`, case aside. Tells
/// what is not drawn as it was asked for. Stopped on the way, it writes nothing.
///
/// # Errors
/// [`ReportError::UnknownFormat`] for another ending, [`ReportError::Draw`], and what [`png`] and [`save_unless_stopped`]
/// say.
pub fn figure(
    path: &Path,
    figure: &Figure,
    page: &Page,
    progress: &Progress,
) -> Result<Vec<Notice>, ReportError> {
    /// Where drawing and encoding end.
    const STEPS: [u64; 2] = [40, 80];
    let drawing = |reader| -> Result<svg::Drawing, ReportError> {
        let drawing = svg::drawing(figure, page, reader);
        progress.step(STEPS[0], 100)?;
        Ok(drawing)
    };
    let (bytes, remarks) = match format(path)? {
        Format::Svg => {
            let (svg, remarks) = svg::told(figure, page);
            (svg.into_bytes(), remarks)
        }
        Format::Png => {
            let drawing = drawing(Reader::Png)?;
            (png(&drawing.svg, page)?, drawing.remarks)
        }
        Format::Pdf => {
            let drawing = drawing(Reader::Pdf)?;
            (pdf(vec![(figure, drawing.svg)])?, drawing.remarks)
        }
    };
    progress.step(STEPS[1], 100)?;
    save_unless_stopped(path, &bytes, &progress.part(STEPS[1] as f64 / 100.0, 1.0))?;
    Ok(remarks.notices())
}

/// Whether a file name asks for pages.
pub fn is_pdf(path: &Path) -> bool {
    matches!(format(path), Ok(Format::Pdf))
}

/// Writes figures as the pages of one PDF, titled by the first.
///
/// # Errors
/// [`ReportError::Draw`], and what [`save`] says.
pub fn figures(path: &Path, figures: &[Figure], page: &Page) -> Result<Vec<Notice>, ReportError> {
    let mut remarks = Remarks::default();
    let mut pages = Vec::new();
    for figure in figures {
        let drawing = svg::drawing(figure, page, Reader::Pdf);
        remarks.join(drawing.remarks);
        pages.push((figure, drawing.svg));
    }
    save(path, &pdf(pages)?)?;
    Ok(remarks.notices())
}

/// Draws a figure as dots: for the clipboard and for previews.
///
/// # Errors
/// As [`png`].
pub fn drawn(figure: &Figure, page: &Page) -> Result<Picture, ReportError> {
    picture(&svg::drawing(figure, page, Reader::Png).svg, page)
}

/// What a report's file name ends in.
enum Kind {
    Html,
    Pdf,
}

fn kind(path: &Path) -> Result<Kind, ReportError> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "html" | "htm" => Ok(Kind::Html),
        "pdf" => Ok(Kind::Pdf),
        _ => Err(ReportError::UnknownReport { path: path.to_owned() }),
    }
}

/// Whether [`report`] knows the file name's ending; to be asked before long work, not after it.
///
/// # Errors
/// [`ReportError::UnknownReport`], which names the endings that are known.
pub fn check_report_name(path: &Path) -> Result<(), ReportError> {
    kind(path).map(drop)
}

/// Writes a report in the format that the file name ends in: `.html` or `.pdf`, case aside. Tells what is not drawn as it
/// should be. Stopped on the way, it writes nothing.
///
/// # Errors
/// [`ReportError::UnknownReport`] for another ending, and what [`html`], [`book`] and [`save_unless_stopped`] say.
pub fn report(path: &Path, story: &Story, progress: &Progress) -> Result<Vec<Notice>, ReportError> {
    let (bytes, remarks) = match kind(path)? {
        Kind::Html => (html(story)?.into_bytes(), Remarks::default()),
        Kind::Pdf => book::told(story)?,
    };
    save_unless_stopped(path, &bytes, progress)?;
    Ok(remarks.notices())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::scree;

    #[test]
    fn every_format_repeats_to_the_byte() {
        let drawn = scree(&[0.7, 0.3], &[], &[], &[], None);
        let page = Page { width: 400.0, height: 300.0, ..Page::default() };
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.svg", "a.png", "a.pdf"] {
            let written = |name: &str| {
                let path = folder.path().join(name);
                figure(&path, &drawn, &page, &Progress::new()).unwrap();
                std::fs::read(path).unwrap()
            };
            assert!(written(name) == written(&format!("b-{name}")), "{name}");
        }
    }

    #[test]
    fn the_ending_decides_and_an_unknown_one_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let drawn = scree(&[0.7, 0.3], &[], &[], &[], None);
        let page = Page { width: 400.0, height: 300.0, ..Page::default() };
        for (name, start) in
            [("a.SVG", &b"<svg"[..]), ("a.png", &b"\x89PNG"[..]), ("a.pdf", &b"%PDF-"[..])]
        {
            let path = folder.path().join(name);
            figure(&path, &drawn, &page, &Progress::new()).unwrap();
            assert!(std::fs::read(path).unwrap().starts_with(start), "{name}");
        }
        for name in ["a.pdfx", "a", ".svg"] {
            let path = folder.path().join(name);
            let error = figure(&path, &drawn, &page, &Progress::new()).unwrap_err().to_string();
            assert!([".svg", ".png", ".pdf"].iter().all(|known| error.contains(known)), "{error}");
            assert!(!path.exists());
        }
    }
}
