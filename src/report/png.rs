//! SVG becomes PNG, in the embedded fonts, and in those of the system that it names.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontFamily, FontResolver, Node, Options, Tree};

use super::{Page, ReportError, fonts, scripts};

/// Most dots a side: 2 GiB of memory at the square, and what most programs still open.
const MOST_DOTS: u32 = 20_000;

/// Draws SVG text at the page's dots an inch. The file says its resolution (`pHYs`), so that it prints at
/// its size.
///
/// # Errors
/// [`ReportError::Size`] where a side would have no dots or too many; [`ReportError::Draw`] for text that
/// is no SVG.
pub fn png(svg: &str, page: &Page) -> Result<Vec<u8>, ReportError> {
    let bytes = pixels(svg, page.dpi)?
        .encode_png()
        .map_err(|error| ReportError::Draw { reason: error.to_string() })?;
    Ok(with_resolution(bytes, page.dpi))
}

/// A picture as dots: red, green, blue, opacity, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Dots across and down.
    pub size: [usize; 2],
    /// Four bytes a dot, all of them opaque.
    pub dots: Vec<u8>,
}

/// Draws SVG text as dots.
pub(super) fn picture(svg: &str, page: &Page) -> Result<Picture, ReportError> {
    let pixmap = pixels(svg, page.dpi)?;
    let size = [pixmap.width(), pixmap.height()].map(|side| side as usize);
    Ok(Picture { size, dots: pixmap.take() })
}

fn pixels(svg: &str, dpi: f64) -> Result<Pixmap, ReportError> {
    let tree = parse(svg)?;
    let scale = dpi / 96.0;
    let [width, height] =
        [tree.size().width(), tree.size().height()].map(|side| (f64::from(side) * scale).round());
    let fits = |side: f64| (1.0..=f64::from(MOST_DOTS)).contains(&side);
    let pixmap =
        if fits(width) && fits(height) { Pixmap::new(width as u32, height as u32) } else { None };
    let Some(mut pixmap) = pixmap else {
        return Err(ReportError::Size { width, height, limit: MOST_DOTS });
    };
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
    Ok(pixmap)
}

pub(super) fn parse(svg: &str) -> Result<Tree, ReportError> {
    let usual = FontResolver::default_font_selector();
    let font_resolver = FontResolver {
        select_font: Box::new(move |font, database| {
            let mut own = font.families().iter().filter_map(|family| match family {
                FontFamily::Named(name) => scripts::load(name, database),
                _ => None,
            });
            own.next().or_else(|| usual(font, database))
        }),
        // Each text comes in runs of one font: see `scripts`.
        select_fallback: Box::new(|_, _, _| None),
    };
    let options = Options {
        fontdb: fonts::database(),
        font_family: "Inter".to_owned(),
        font_resolver,
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| ReportError::Draw { reason: error.to_string() })
}

/// How far a text reaches, as it is drawn.
pub(super) fn advance(text: &str, family: &str, size: f64, semi_bold: bool) -> f64 {
    let weight = if semi_bold { 600 } else { 400 };
    let words = super::text::escape(text);
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text xml:space="preserve" font-family="{family}" font-size="{size}" font-weight="{weight}">{words}</text></svg>"#
    );
    parse(&svg).map_or(0.0, |tree| match tree.root().children().first() {
        Some(Node::Text(text)) => f64::from(text.bounding_box().width()),
        _ => 0.0,
    })
}

/// Length of the PNG signature and the IHDR chunk, after which `pHYs` may stand (PNG 1.2, 5.6).
const HEAD: usize = 8 + 25;

fn with_resolution(mut bytes: Vec<u8>, dpi: f64) -> Vec<u8> {
    // Dots a metre.
    let density = (dpi / 0.0254).round() as u32;
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(density.to_be_bytes());
    chunk.extend(density.to_be_bytes());
    // Unit: the metre.
    chunk.push(1);
    let check = crc(&chunk).to_be_bytes();
    let whole = 9_u32.to_be_bytes().into_iter().chain(chunk).chain(check);
    bytes.splice(HEAD..HEAD, whole);
    bytes
}

/// The checksum of a PNG chunk: CRC-32 of ISO 3309 (PNG 1.2, appendix D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::palette::{CATEGORIES, DARK};
    use crate::plots::{ColorBy, Coloring, MapInput, map};
    use crate::report::{Theme, svg};

    fn two_classes() -> crate::plots::Figure {
        let points = [[0.0, 0.0], [1.0, 1.0]];
        let levels = ["a".to_owned(), "b".to_owned()];
        let by = ColorBy::Categories { title: "t", codes: &[Some(0), Some(1)], levels: &levels };
        let coloring = Coloring::new(&by, 2);
        map(&MapInput {
            title: "t",
            caption: "",
            points: &points,
            axis_labels: ["x", "y"],
            numbered_axes: true,
            coloring: &coloring,
            faint: &[],
        })
    }

    #[test]
    fn size_follows_dpi_and_the_class_colours_are_there() {
        let (theme, caption) = (Theme::Dark, true);
        let page = Page { width: 400.0, height: 300.0, dpi: 144.0, theme, caption };
        let bytes = png(&svg(&two_classes(), &page), &page).unwrap();
        let pixmap = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((pixmap.width(), pixmap.height()), (600, 450));
        for color in [DARK.background, CATEGORIES[0], CATEGORIES[1]] {
            let near = |a: u8, b: u8| a.abs_diff(b) <= 2;
            // The legend's signs are solid.
            let found = pixmap.pixels().iter().filter(|p| {
                near(p.red(), color.r) && near(p.green(), color.g) && near(p.blue(), color.b)
            });
            assert!(found.count() > 20, "{color}");
        }
        assert_eq!(&bytes[37..41], b"pHYs");
        assert_eq!(bytes[41..45], 5_669_u32.to_be_bytes());
    }

    #[test]
    fn the_checksum_is_that_of_every_png() {
        // The empty IEND chunk ends every PNG with these four bytes.
        assert_eq!(crc(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn odd_sizes_and_odd_text_are_errors() {
        let page = Page::default();
        let text = svg(&two_classes(), &page);
        for dpi in [0.0, -1.0, f64::NAN, 1e9] {
            let error = png(&text, &Page { dpi, ..page }).unwrap_err();
            assert!(matches!(error, ReportError::Size { .. }), "{dpi}");
        }
        assert!(matches!(png("<svg", &page), Err(ReportError::Draw { .. })));
    }

    #[test]
    fn letters_between_digits_stay_letters() {
        let drawn = |words: &str| {
            let text = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='99' height='40'>\
                 <text y='30' font-family='Inter' font-size='20'>{words}</text></svg>"
            );
            let resvg::usvg::Node::Text(text) = parse(&text).unwrap().root().children()[0].clone()
            else {
                panic!("expected text")
            };
            text.layouted()[0]
                .positioned_glyphs
                .iter()
                .map(|glyph| glyph.id.0)
                .collect::<Vec<u16>>()
        };
        assert_eq!(drawn("3x4")[1], drawn("x")[0]);
        assert_eq!(drawn("->").len(), 2);
    }
}
