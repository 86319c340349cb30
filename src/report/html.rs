//! A story as one HTML page that holds all it shows: no network, no script. Every value is escaped by the template engine.

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

use super::fonts::Letters;
use super::layout::high_enough;
use super::pen::Reader;
use super::story::{Block, Story};
use super::svg::drawing;
use super::text::Weight;
use super::{Page, ReportError, Theme};

/// What the page looks like.
const TEMPLATE: &str = include_str!("report.html");
/// A figure of the page: narrow enough for a phone to show its words, two side by side on a desk.
const FIGURE: Page =
    Page { width: 500.0, height: 400.0, dpi: 192.0, theme: Theme::Light, caption: false };

/// The page.
///
/// # Errors
/// [`ReportError::Template`]; not possible for the template that is built in.
pub fn html(story: &Story) -> Result<String, ReportError> {
    let mut letters = Letters::default();
    let mut story = story.clone();
    for block in story.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Figures { list } = block else { continue };
        for drawn in list {
            let page = Page { height: high_enough(&drawn.figure, FIGURE.height), ..FIGURE };
            let drawing = drawing(&drawn.figure, &page, Reader::Browser);
            letters.join(&drawing.letters);
            drawn.svg = drawing.svg;
        }
    }
    let failed = |error: minijinja::Error| ReportError::Template { reason: error.to_string() };
    let mut engine = Environment::new();
    engine.add_template("report.html", TEMPLATE).map_err(failed)?;
    let template = engine.get_template("report.html").map_err(failed)?;
    let version = env!("CARGO_PKG_VERSION");
    let story = Value::from(Serde(&story));
    let render = |fonts: &str| {
        template.render(context! { story => story.clone(), fonts, version }).map_err(failed)
    };
    // The page's own words need letters too: all that stand between its tags, and some that do not.
    let bare = render("")?;
    for weight in [Weight::Regular, Weight::SemiBold] {
        // Escaped in the page, signs when read.
        letters.add("<>&\"'", weight);
    }
    for part in bare.split('<') {
        let words = part.split_once('>').map_or("", |(_, words)| words);
        letters.add(words, Weight::Regular);
        letters.add(words, Weight::SemiBold);
    }
    render(&letters.css())
}
