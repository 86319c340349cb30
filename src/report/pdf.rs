//! SVG becomes PDF: text as text in an embedded subset of the font, no dates, no random names.

use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::ReportError;
use super::png::parse;

/// Points of PDF, 72 an inch, in a logical pixel.
const POINTS: f32 = 0.75;

/// One page a picture, each of its own size.
///
/// # Errors
/// [`ReportError::Draw`] for text that is no SVG.
pub fn pdf(title: &str, pages: &[String]) -> Result<Vec<u8>, ReportError> {
    let failed = |reason: String| ReportError::Draw { reason };
    let mut document = Document::new_with(SerializeSettings::default());
    // A name of the data may hold what XML forbids.
    let title = super::text::clean(title, 160);
    document.set_metadata(Metadata::new().title(title).language("en".to_owned()));
    for svg in pages {
        let tree = parse(svg)?;
        let [width, height] = [tree.size().width(), tree.size().height()].map(|v| v * POINTS);
        let size = Size::from_wh(width, height).ok_or_else(|| failed("no size".to_owned()))?;
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        surface.draw_svg(&tree, size, SvgSettings::default());
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| failed(format!("{error:?}")))
}
