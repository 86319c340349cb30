//! SVG becomes PDF: text as text in an embedded subset of the font, no dates, no random names.
//!
//! The pages say what they are made of, in the order of reading (tags, ISO 32000-1, 14.8): a reader aloud tells headings
//! from tables, and a figure in its words. What is decoration is marked so.

use krilla::configure::Configuration;
use krilla::error::KrillaError;
use krilla::geom::{Point, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, Tag, TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::ReportError;
use super::png::parse;
use crate::plots::Figure;

/// Points of PDF, 72 an inch, in a logical pixel.
const POINTS: f32 = 0.75;

/// Pages, and what they are made of.
#[derive(Debug, Default)]
pub(super) struct Paper {
    pub title: String,
    pub sheets: Vec<Sheet>,
    /// In the order of reading.
    pub parts: Vec<Part>,
    pub headings: Vec<Heading>,
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In the order of drawing.
    pub pieces: Vec<Piece>,
}

/// What is drawn at once: an SVG of the page's size.
#[derive(Debug)]
pub(super) struct Piece {
    pub svg: String,
    /// Which of all pieces; none for decoration.
    pub number: Option<usize>,
}

/// A piece, or several under one tag.
#[derive(Debug)]
pub(super) enum Part {
    Piece(usize),
    Group(TagKind, Vec<Part>),
}

/// A line of the table of contents.
#[derive(Debug)]
pub(super) struct Heading {
    pub words: String,
    pub page: usize,
    /// In logical pixels from the top of the page.
    pub down: f64,
}

/// A page for each figure, which is an SVG, titled by the first.
///
/// # Errors
/// [`ReportError::Draw`] for text that is no SVG.
pub(super) fn pdf(pages: Vec<(&Figure, String)>) -> Result<Vec<u8>, ReportError> {
    let title = pages.first().map_or_else(String::new, |(figure, _)| figure.title.clone());
    let mut paper = Paper { title, ..Paper::default() };
    for (number, (figure, svg)) in pages.into_iter().enumerate() {
        let words = super::text::short_words(&format!("{}. {}", figure.title, figure.caption));
        let tag = Tag::Figure(Some(words)).into();
        paper.parts.push(Part::Group(tag, vec![Part::Piece(number)]));
        paper.sheets.push(Sheet { pieces: vec![Piece { svg, number: Some(number) }] });
    }
    written(&paper)
}

/// The pages as one file.
///
/// # Errors
/// [`ReportError::Draw`] for text that is no SVG.
pub(super) fn written(paper: &Paper) -> Result<Vec<u8>, ReportError> {
    let failed = |error: KrillaError| ReportError::Draw { reason: format!("{error:?}") };
    document(paper, Configuration::default())?.finish().map_err(failed)
}

fn document(paper: &Paper, configuration: Configuration) -> Result<Document, ReportError> {
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    // A name of the data may hold what XML forbids.
    let title = super::text::clean(&paper.title, 160);
    document.set_metadata(Metadata::new().title(title).language("en".to_owned()));
    let mut drawn: Vec<Option<Identifier>> = Vec::new();
    for sheet in &paper.sheets {
        draw(&mut document, sheet, &mut drawn)?;
    }
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    for part in &paper.parts {
        if let Some(node) = node(part, &mut drawn) {
            tree.push(node);
        }
    }
    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    for heading in &paper.headings {
        let at = Point::from_xy(0.0, heading.down as f32 * POINTS);
        let there = krilla::destination::XyzDestination::new(heading.page, at);
        outline.push_child(OutlineNode::new(heading.words.clone(), there));
    }
    if !paper.headings.is_empty() {
        document.set_outline(outline);
    }
    Ok(document)
}

/// One page; what it holds of the contents is noted by its number.
fn draw(
    document: &mut Document,
    sheet: &Sheet,
    drawn: &mut Vec<Option<Identifier>>,
) -> Result<(), ReportError> {
    let trees: Vec<_> =
        sheet.pieces.iter().map(|piece| parse(&piece.svg)).collect::<Result<_, _>>()?;
    let Some(first) = trees.first() else { return Ok(()) };
    let [width, height] = [first.size().width(), first.size().height()].map(|v| v * POINTS);
    let no_size = || ReportError::Draw { reason: "no size".to_owned() };
    let size = Size::from_wh(width, height).ok_or_else(no_size)?;
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    for (piece, tree) in sheet.pieces.iter().zip(&trees) {
        let Some(number) = piece.number else {
            let decoration = Artifact::with_kind(ArtifactType::Layout);
            surface.start_tagged(ContentTag::Artifact(decoration));
            surface.draw_svg(tree, size, SvgSettings::default());
            surface.end_tagged();
            continue;
        };
        let there = surface.start_tagged(ContentTag::Other);
        surface.draw_svg(tree, size, SvgSettings::default());
        surface.end_tagged();
        if drawn.len() <= number {
            drawn.resize_with(number + 1, || None);
        }
        drawn[number] = Some(there);
    }
    surface.finish();
    page.finish();
    Ok(())
}

/// The tags of a part; none where nothing was drawn of it.
fn node(part: &Part, drawn: &mut [Option<Identifier>]) -> Option<Node> {
    match part {
        Part::Piece(number) => Some(drawn.get_mut(*number)?.take()?.into()),
        Part::Group(kind, parts) => {
            let nodes: Vec<Node> = parts.iter().filter_map(|part| node(part, drawn)).collect();
            let group = TagGroup::with_children(kind.clone(), nodes);
            (!group.children.is_empty()).then(|| group.into())
        }
    }
}

/// What the checks of PDF/UA-1 (ISO 14289-1) that a program can make say to these pages.
#[cfg(test)]
pub(super) fn complaints(paper: &Paper) -> String {
    use krilla::configure::{Accessibility, ConfigurationBuilder};
    let strict = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let found = document(paper, strict.finish().unwrap()).unwrap().finish();
    found.err().map_or_else(String::new, |error| format!("{error:?}"))
}
