//! A figure becomes SVG text.

use super::fonts::Letters;
use super::layout::{LEADING, Layout, MARGIN, NOTE, TITLE};
use super::pen::{Pen, Reader, Style, num};
use super::remarks::Remarks;
use super::text::{Weight, escape, short_words};
use super::{Page, axes, legend, marks};
use crate::plots::{Align, Figure};

/// A drawn figure, to be put into a file that has the fonts, or that brings them along.
pub(super) struct Drawing {
    /// The whole SVG element, without fonts.
    pub svg: String,
    /// What its words are written with.
    pub letters: Letters,
    /// What is to be told of it.
    pub remarks: Remarks,
}

/// Draws a figure as SVG 1.1: text as text in an embedded font of just its letters, no scripts, the same bytes for
/// the same input. Points that are not drawable, or outside the ranges, are left out; more than 20,000 become a picture within.
pub fn svg(figure: &Figure, page: &Page) -> String {
    told(figure, page).0
}

/// The same, and what is to be told of it.
pub(super) fn told(figure: &Figure, page: &Page) -> (String, Remarks) {
    let Drawing { mut svg, letters, remarks } = drawing(figure, page, Reader::Browser);
    let style = format!("<style>{}</style>\n", letters.css());
    let after_title = svg.find("</title>\n").map_or(0, |at| at + "</title>\n".len());
    svg.insert_str(after_title, &style);
    (svg, remarks)
}

/// The same without fonts, and without names that could clash with another figure's on the same HTML page.
pub(super) fn drawing(figure: &Figure, page: &Page, reader: Reader) -> Drawing {
    let inks = page.theme.inks();
    let layout = Layout::of(figure, page);
    let [width, height] = layout.page;
    let mut pen = Pen::new(reader);
    let (w, h) = (num(width), num(height));
    pen.put(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" "#
    ));
    // Inter's contextual forms would show a file name such as 3x4.csv with a multiplication sign.
    pen.raw("font-family=\"Inter, Helvetica, Arial, sans-serif\" style=\"font-feature-settings:'calt' 0\">\n");
    pen.put(format_args!("<title>{}</title>\n", escape(&short_words(&figure.title))));
    if !figure.caption.is_empty() {
        pen.put(format_args!("<desc>{}</desc>\n", escape(&short_words(&figure.caption))));
    }
    pen.rect([0.0, 0.0], [width, height], inks.background);
    pen.raw("\n");
    axes::grid(&mut pen, figure, &layout, &inks);
    pen.raw("\n");
    axes::frame(&mut pen, figure, &layout, &inks);
    pen.raw("\n");
    marks::draw(&mut pen, figure, &layout, &inks, page.dpi);
    pen.raw("\n");
    axes::labels(&mut pen, figure, &layout, &inks);
    pen.raw("\n");
    if let Some(key) = &figure.legend {
        legend::draw(&mut pen, key, &layout, &inks);
        pen.raw("\n");
    }

    let style =
        Style { size: TITLE, weight: Weight::SemiBold, color: inks.primary, align: Align::Start };
    for (i, line) in layout.title.iter().enumerate() {
        pen.text([MARGIN, MARGIN + TITLE * (0.9 + i as f64 * LEADING)], line, style);
    }
    let style =
        Style { size: NOTE, weight: Weight::Regular, color: inks.muted, align: Align::Start };
    for (i, line) in layout.caption.iter().rev().enumerate() {
        pen.text([MARGIN, height - MARGIN - NOTE * (0.2 + i as f64 * LEADING)], line, style);
    }
    pen.raw("</svg>\n");
    let (svg, letters, remarks) = pen.finish();
    Drawing { svg, letters, remarks }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Group, Node, TextChunk};

    use super::*;
    use crate::plots::{ColorBy, Coloring, MapInput, ScreeLine, map, scree};
    use crate::report::{Theme, png::parse};

    const HOSTILE: &str = "R&D &lt; \"x\" 'y' </b> ]]>";

    /// A spiral of `n` points in three classes with hostile names, some of them missing.
    fn spiral(n: usize, numbered_axes: bool) -> Figure {
        let at = |i: usize| (i as f64 / 40.0, i as f64);
        let points: Vec<[f64; 2]> =
            (0..n).map(at).map(|(a, r)| [r * a.cos(), r * a.sin()]).collect();
        let levels = [
            HOSTILE.to_owned(),
            "a name so long that it cannot possibly fit here".to_owned(),
            String::new(),
        ];
        let codes: Vec<Option<u32>> = (0..n as u32).map(|i| (i % 4 < 3).then_some(i % 4)).collect();
        let by = ColorBy::Categories { title: HOSTILE, codes: &codes, levels: &levels };
        map(&MapInput {
            title: HOSTILE,
            caption: "t-SNE, perplexity 30, seed 42, 7,043 rows of customers.csv",
            points: &points,
            axis_labels: ["PC1 (36.0 %)", HOSTILE],
            numbered_axes,
            coloring: &Coloring::new(&by, n),
            faint: &[],
        })
    }

    fn texts(group: &Group, into: &mut Vec<String>) {
        for node in group.children() {
            match node {
                Node::Group(group) => texts(group, into),
                Node::Text(text) => {
                    into.push(text.chunks().iter().map(TextChunk::text).collect());
                }
                _ => {}
            }
        }
    }

    #[test]
    fn special_characters_survive_the_round_trip() {
        let text = svg(&spiral(20, true), &Page::default());
        let mut found = Vec::new();
        texts(parse(&text).unwrap().root(), &mut found);
        // Title, y axis, legend title, class.
        assert_eq!(found.iter().filter(|words| *words == HOSTILE).count(), 4, "{found:?}");
    }

    #[test]
    fn same_input_same_bytes_and_7000_points_stay_below_a_megabyte() {
        let figure = spiral(7_000, false);
        let text = svg(&figure, &Page::default());
        assert!(text.len() < 1_000_000, "{}", text.len());
        assert_eq!(text, svg(&figure, &Page::default()));
    }

    #[test]
    fn very_many_points_are_one_picture_where_the_shapes_would_be() {
        // The points lie in order: what the first 20,000 cover, one more hardly changes.
        let shapes = drawing(&spiral(20_000, false), &Page::default(), Reader::Browser);
        let picture = drawing(&spiral(20_001, false), &Page::default(), Reader::Browser);
        assert!(!shapes.svg.contains("<image") && picture.svg.matches("<image").count() == 1);
        assert!(picture.svg.len() < 2_000_000, "{}", picture.svg.len());
        let page = Page { dpi: 96.0, ..Page::default() };
        let dots = |svg: &str| crate::report::png::picture(svg, &page).unwrap().dots;
        let far = dots(&drawing(&spiral(20_000, false), &page, Reader::Browser).svg)
            .iter()
            .zip(dots(&drawing(&spiral(20_001, false), &page, Reader::Browser).svg))
            .map(|(a, b)| f64::from(a.abs_diff(b)))
            .sum::<f64>();
        let all = f64::from(720 * 576 * 4);
        assert!(far / all < 1.5, "{} of 255 on average", far / all);
        let finer = Page { dpi: 300.0, ..Page::default() };
        assert!(
            drawing(&spiral(20_001, false), &finer, Reader::Browser).svg.len() > picture.svg.len()
        );
    }

    #[test]
    fn the_caption_is_a_switch_and_the_description_is_not() {
        let words = |caption| svg(&spiral(5, true), &Page { caption, ..Page::default() });
        let caption = "seed 42, 7,043 rows";
        assert_eq!(words(true).matches(caption).count(), 2);
        assert_eq!(words(false).matches(caption).count(), 1);
        assert_eq!(words(false).matches("@font-face").count(), 2);
    }

    #[test]
    fn nothing_leaves_the_page_however_small() {
        for (width, height) in
            [(200.0, 150.0), (320.0, 240.0), (720.0, 576.0), (1_600.0, 400.0), (300.0, 900.0)]
        {
            let page = Page { width, height, dpi: 96.0, theme: Theme::Dark, caption: true };
            let kaiser = ScreeLine { name: "Kaiser", heights: &[1.0; 4] };
            let scree =
                scree(&[0.4, 0.3, 0.2, 0.1], &[1.6, 1.2, 0.8, 0.4], &[kaiser], &[], Some(2));
            for figure in [spiral(60, true), spiral(60, false), spiral(0, true), scree] {
                let tree = parse(&svg(&figure, &page)).unwrap();
                let drawn = tree.root().stroke_bounding_box();
                assert!(
                    drawn.left() >= -0.5 && drawn.top() >= -0.5,
                    "{drawn:?} on {width} x {height}"
                );
                let [right, bottom] = [f64::from(drawn.right()), f64::from(drawn.bottom())];
                assert!(
                    right <= width + 0.5 && bottom <= height + 0.5,
                    "{drawn:?} on {width} x {height}"
                );
            }
        }
    }

    #[test]
    fn odd_points_ranges_and_pages_are_drawn_without_them() {
        let mut figure = spiral(10, true);
        figure.x.range = (f64::NAN, f64::INFINITY);
        if let crate::plots::Mark::Points(points) = &mut figure.marks[0] {
            std::sync::Arc::make_mut(&mut points.xy)[3] = [f64::NAN, 1.0];
            points.colors = points.colors[..5].into();
        }
        let page = Page { width: f64::NAN, height: -3.0, ..Page::default() };
        let text = svg(&figure, &page);
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        parse(&text).unwrap();
    }
}
