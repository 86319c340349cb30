//! A story as a PDF of A4 pages, laid out here: headings, paragraphs, tables, figures. No browser is asked.
//!
//! Each piece is an SVG picture, so that words and figures go the same way as those of a single figure, and has a tag that
//! says what it is.

mod blocks;
mod flow;
mod grid;

use super::ReportError;
use super::pdf::written;
use super::remarks::Remarks;
use super::story::Story;
use super::text::Weight;
use flow::Flow;
use krilla::tagging::Tag;

/// A4 in logical pixels, 96 an inch.
const SHEET: [f64; 2] = [793.7, 1_122.5];
/// Free border.
const EDGE: f64 = 64.0;
/// Between the edges.
const ROOM: f64 = SHEET[0] - 2.0 * EDGE;
/// Between two columns.
const GUTTER: f64 = 20.0;
/// Font size of paragraphs.
const BODY: f64 = 12.0;
/// Font size of tables, notes and what stands below figures.
const SMALL: f64 = 10.5;
/// From one baseline to the next, in font sizes.
const LEADING: f64 = 1.45;

/// The pages as one PDF.
///
/// # Errors
/// [`ReportError::Draw`]; not possible for pages that are written here.
pub fn book(story: &Story) -> Result<Vec<u8>, ReportError> {
    told(story).map(|(bytes, _)| bytes)
}

/// The same, and what is to be told of it.
pub(super) fn told(story: &Story) -> Result<(Vec<u8>, Remarks), ReportError> {
    let (paper, remarks) = laid_out(story).finish();
    Ok((written(&paper)?, remarks))
}

fn laid_out(story: &Story) -> Flow {
    let title = format!("{} \u{2013} dimlens report", story.title);
    let mut flow = Flow::new(title);
    let inks = flow.inks;
    flow.tagged(flow::heading(1, &story.title), |flow| {
        flow.paragraph(&story.title, 24.0, Weight::SemiBold, inks.primary);
    });
    flow.tagged(Tag::P.into(), |flow| {
        flow.paragraph(&story.subtitle, BODY, Weight::Regular, inks.muted);
    });
    for section in &story.sections {
        flow.heading(section.title, blocks::start(&section.blocks));
        for (at, block) in section.blocks.iter().enumerate() {
            flow.block(block, blocks::start(&section.blocks[at + 1..]));
        }
    }
    flow
}

#[cfg(test)]
mod tests {
    use super::super::pdf::complaints;
    use super::super::story::{Block, Card, Drawn, Grid, Section};
    use super::*;
    use crate::plots::scree;

    /// Every kind of block, so often that pages break between all of them.
    fn story() -> Story {
        let text = "Words of a sentence that goes on for a while. ".repeat(7);
        let drawn = || Drawn {
            figure: scree(&[0.7, 0.3], &[], &[], &[], None),
            svg: String::new(),
            alt: "Explained variance.".to_owned(),
            words: text.clone(),
        };
        let cells = |n: usize| (0..n).map(|i| format!("cell {i} <\"&>")).collect::<Vec<_>>();
        let grid = |numbers| Block::Grid(Grid { head: cells(3), rows: vec![cells(3); 9], numbers });
        let card = || Card {
            name: "Cluster".to_owned(),
            size: "12 customers".to_owned(),
            sentence: text.clone(),
            lines: vec![["a".to_owned(), "b".to_owned()]; 3],
            reliance: "solid".to_owned(),
        };
        let blocks = || {
            vec![
                Block::Lead { text: "Use both.".to_owned() },
                Block::Text { text: text.clone() },
                Block::Heading { text: "A heading within".to_owned() },
                Block::List { numbered: true, items: vec![text.clone(); 3] },
                grid(true),
                Block::Note { text: text.clone() },
                Block::Figures { list: vec![drawn(), drawn(), drawn()] },
                grid(false),
                Block::Heading { text: "Cards".to_owned() },
                Block::Cards { list: vec![card(), card()] },
            ]
        };
        let section = |title| Section { id: "id", title, blocks: blocks() };
        let titles = ["One", "Two", "Three", "Four"];
        Story {
            title: "<b> & \u{639}\u{645}\u{64a}\u{644} \u{1f600}".to_owned(),
            subtitle: "12 rows".to_owned(),
            sections: titles.map(section).into(),
        }
    }

    #[test]
    fn the_pages_pass_the_checks_of_readable_pdf() {
        let mut story = story();
        // A sign that no font has is a box, which those checks refuse.
        story.title = "<b> & \"x\"".to_owned();
        let (paper, remarks) = laid_out(&story).finish();
        assert!(remarks.notices().is_empty());
        assert!(paper.sheets.len() > 3, "{} pages", paper.sheets.len());
        assert_eq!(paper.headings.len(), 4);
        assert_eq!(complaints(&paper), "");
    }

    #[test]
    fn what_no_font_has_is_told_and_the_rest_is_written_the_same_each_time() {
        let mut story = story();
        story.title.push('\u{10fffd}');
        let (bytes, remarks) = told(&story).unwrap();
        assert!(bytes == book(&story).unwrap() && bytes.starts_with(b"%PDF-"));
        assert!(remarks.notices()[0].text.contains("U+10FFFD"));
    }

    #[test]
    fn no_heading_ends_a_page() {
        let (paper, _) = laid_out(&story()).finish();
        for heading in &paper.headings {
            assert!(heading.down < SHEET[1] - EDGE - 100.0, "{heading:?}");
        }
        // Of all words, those of a heading are the heaviest: none is the last of its page.
        for sheet in &paper.sheets {
            let words = sheet.pieces.iter().rfind(|piece| piece.number.is_some()).unwrap();
            assert!(!words.svg.contains("font-weight"), "{}", words.svg);
        }
    }
}
