//! A story as a PDF of A4 pages, laid out here: headings, paragraphs, tables, figures. No browser is asked.
//!
//! Each page is an SVG picture, so that words and figures go the same way as those of a single figure. What the
//! HTML page has and this has not: links, and figures' descriptions for readers who do not see them.

use super::pdf::pdf;
use super::pen::{Pen, Style, num};
use super::story::{Block, Card, Drawn, Grid, Story, Typeset};
use super::svg::drawing;
use super::text::{Weight, wrap};
use super::{Page, ReportError, Theme};
use crate::plots::Align;
use crate::plots::palette::{Inks, Rgb};

/// A4 in logical pixels, 96 an inch.
const SHEET: [f64; 2] = [793.7, 1_122.5];
/// Free border.
const EDGE: f64 = 64.0;
/// Between two columns.
const GUTTER: f64 = 20.0;
/// Font size of paragraphs.
const BODY: f64 = 12.0;
/// Font size of tables, notes and what stands below figures.
const SMALL: f64 = 10.5;
/// From one baseline to the next, in font sizes.
const LEADING: f64 = 1.45;
/// Lines of one paragraph, at most.
const LINES: usize = 60;
/// A figure as it is drawn, and made smaller to half of the page's width.
const FIGURE: Page =
    Page { width: 500.0, height: 400.0, dpi: 200.0, theme: Theme::Print, caption: false };

/// The pages as one PDF.
///
/// # Errors
/// [`ReportError::Draw`]; not possible for pages that are written here.
pub fn book(story: &Story) -> Result<Vec<u8>, ReportError> {
    let mut flow = Flow::new();
    flow.paragraph(&story.title, 24.0, Weight::SemiBold, flow.inks.primary);
    flow.paragraph(&story.subtitle, BODY, Weight::Regular, flow.inks.muted);
    for section in &story.sections {
        flow.heading(section.title);
        for block in &section.blocks {
            flow.block(block);
        }
    }
    let title = format!("{} \u{2013} dimlens report", story.title);
    pdf(&title, &flow.finish())
}

/// Pages in the making.
struct Flow {
    inks: Inks,
    done: Vec<Pen>,
    pen: Pen,
    /// How far down the page is full.
    down: f64,
}

impl Flow {
    fn new() -> Self {
        let inks = Theme::Print.inks();
        Self { inks, done: Vec::new(), pen: Pen::default(), down: EDGE }
    }

    fn room() -> f64 {
        SHEET[0] - 2.0 * EDGE
    }

    /// Begins a new page where so much does not fit on this one.
    fn need(&mut self, height: f64) {
        if self.down + height > SHEET[1] - EDGE && self.down > EDGE {
            self.done.push(std::mem::take(&mut self.pen));
            self.down = EDGE;
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.done.push(self.pen);
        let (inks, count) = (self.inks, self.done.len());
        let sheet = |(number, words): (usize, Pen)| {
            let mut pen = Pen::default();
            let [width, height] = SHEET.map(num);
            pen.put(format_args!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="Inter">"#
            ));
            pen.rect([0.0, 0.0], SHEET, inks.background);
            pen.raw(&words.finish().0);
            let style = Style {
                size: SMALL,
                weight: Weight::Regular,
                color: inks.muted,
                align: Align::End,
            };
            let place = [SHEET[0] - EDGE, SHEET[1] - EDGE * 0.5];
            pen.text(place, &format!("{} of {count}", number + 1), style);
            pen.raw("</svg>");
            pen.finish().0
        };
        self.done.into_iter().enumerate().map(sheet).collect()
    }

    fn heading(&mut self, words: &str) {
        // Never alone at the end of a page.
        self.need(120.0);
        self.down += 18.0;
        let rule = self.inks.axis;
        self.pen.line([EDGE, self.down], [SHEET[0] - EDGE, self.down], rule, 0.8);
        self.down += 8.0;
        self.paragraph(words, 17.0, Weight::SemiBold, self.inks.primary);
    }

    fn block(&mut self, block: &Block) {
        let (primary, muted) = (self.inks.primary, self.inks.muted);
        match block {
            Block::Lead { text } => self.paragraph(text, 21.0, Weight::SemiBold, primary),
            Block::Text { text } => self.paragraph(text, BODY, Weight::Regular, primary),
            Block::Note { text } => self.paragraph(text, SMALL, Weight::Regular, muted),
            Block::Heading { text } => {
                self.need(60.0);
                self.down += 6.0;
                self.paragraph(text, 13.5, Weight::SemiBold, primary);
            }
            Block::List { numbered, items } => {
                for (at, item) in items.iter().enumerate() {
                    let sign =
                        if *numbered { format!("{}.", at + 1) } else { "\u{2013}".to_owned() };
                    self.lines(item, [EDGE + 20.0, Self::room() - 20.0], BODY, Some(&sign));
                }
                self.down += 4.0;
            }
            Block::Grid(grid) => self.grid(grid),
            Block::Figures { list } => self.figures(list),
            Block::Formulas { list } => {
                for formula in list {
                    self.formula(formula);
                }
            }
            Block::Cards { list } => {
                for card in list {
                    self.card(card);
                }
            }
        }
    }

    fn paragraph(&mut self, words: &str, size: f64, weight: Weight, color: Rgb) {
        for line in wrap(words, Self::room(), size, weight, LINES) {
            self.need(size * LEADING);
            self.down += size * LEADING;
            let style = Style { size, weight, color, align: Align::Start };
            self.pen.text([EDGE, self.down - size * 0.3], &line, style);
        }
        self.down += size * 0.5;
    }

    /// Words at a place of the page's width, with a sign before the first line.
    fn lines(&mut self, words: &str, [left, room]: [f64; 2], size: f64, sign: Option<&str>) {
        let style =
            Style { size, weight: Weight::Regular, color: self.inks.primary, align: Align::Start };
        for (at, line) in wrap(words, room, size, Weight::Regular, LINES).iter().enumerate() {
            self.need(size * LEADING);
            self.down += size * LEADING;
            let base = self.down - size * 0.3;
            if let Some(sign) = sign.filter(|_| at == 0) {
                self.pen.text([EDGE, base], sign, style);
            }
            self.pen.text([left, base], line, style);
        }
        self.down += size * 0.25;
    }

    /// A formula at its own size, or as large as fits; its symbols below.
    fn formula(&mut self, formula: &Typeset) {
        let Some([width, height]) = typeset_size(&formula.svg) else { return };
        let scale = (Self::room() / width).min(1.0);
        self.need(height * scale + SMALL * LEADING + 16.0);
        self.down += 8.0;
        let (x, y, scaled) = (num(EDGE), num(self.down), format!("{scale:.5}"));
        let ink = self.inks.primary;
        self.pen.put(format_args!(
            r#"<g color="{ink}" transform="translate({x} {y}) scale({scaled})">"#
        ));
        self.pen.raw(&formula.svg);
        self.pen.raw("</g>");
        self.down += height * scale + 2.0;
        let symbols = formula.symbols.iter().map(|(symbol, what)| format!("{symbol}: {what}"));
        let symbols = symbols.collect::<Vec<_>>().join("; ");
        self.paragraph(&symbols, SMALL, Weight::Regular, self.inks.muted);
    }

    /// Two a line, with their words below.
    fn figures(&mut self, list: &[Drawn]) {
        let width = (Self::room() - GUTTER) / 2.0;
        let scale = width / FIGURE.width;
        for pair in list.chunks(2) {
            let words: Vec<Vec<String>> = pair
                .iter()
                .map(|drawn| wrap(&drawn.words, width, SMALL, Weight::Regular, 9))
                .collect();
            let below = words.iter().map(Vec::len).max().unwrap_or(0) as f64 * SMALL * LEADING;
            let high = FIGURE.height * scale;
            self.need(high + below + 14.0);
            self.down += 6.0;
            for (at, (drawn, words)) in pair.iter().zip(&words).enumerate() {
                let left = EDGE + at as f64 * (width + GUTTER);
                let (x, y, scale) = (num(left), num(self.down), format!("{scale:.5}"));
                self.pen.put(format_args!(r#"<g transform="translate({x} {y}) scale({scale})">"#));
                self.pen.raw(&drawing(&drawn.figure, &FIGURE).svg);
                self.pen.raw("</g>");
                let style = Style {
                    size: SMALL,
                    weight: Weight::Regular,
                    color: self.inks.muted,
                    align: Align::Start,
                };
                for (line, text) in words.iter().enumerate() {
                    let base = self.down + high + SMALL * (1.1 + line as f64 * LEADING);
                    self.pen.text([left, base], text, style);
                }
            }
            self.down += high + below + 8.0;
        }
    }

    /// Columns as wide as their words want, within the page; long cells have several lines.
    fn grid(&mut self, grid: &Grid) {
        let count = grid.head.len().max(grid.rows.iter().map(Vec::len).max().unwrap_or(0));
        let widths = widths(grid, count);
        let head = grid.head.iter().any(|name| !name.is_empty());
        if head {
            self.row(&grid.head, &widths, grid.numbers, Weight::SemiBold);
        }
        for row in &grid.rows {
            self.row(row, &widths, grid.numbers, Weight::Regular);
        }
        self.down += 8.0;
    }

    fn row(&mut self, cells: &[String], widths: &[f64], numbers: bool, weight: Weight) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(cell, width - GUTTER * 0.5, SMALL, weight, 12))
            .collect();
        let lines = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
        let height = lines * SMALL * LEADING + 5.0;
        self.need(height);
        let mut left = EDGE;
        for (at, (cell, width)) in wrapped.iter().zip(widths).enumerate() {
            let right = numbers && at > 0;
            let align = if right { Align::End } else { Align::Start };
            let style = Style { size: SMALL, weight, color: self.inks.primary, align };
            let x = if right { left + width - GUTTER * 0.5 } else { left };
            for (line, words) in cell.iter().enumerate() {
                let base = self.down + SMALL * (1.15 + line as f64 * LEADING);
                self.pen.text([x, base], words, style);
            }
            left += width;
        }
        self.down += height;
        let (y, rule) = (self.down - 1.0, self.inks.grid);
        self.pen.line([EDGE, y], [left, y], rule, 0.6);
    }

    fn card(&mut self, card: &Card) {
        self.need(90.0);
        self.down += 4.0;
        let name = format!("{} \u{00b7} {}", card.name, card.size);
        self.paragraph(&name, BODY, Weight::SemiBold, self.inks.primary);
        self.lines(&card.sentence, [EDGE, Self::room()], BODY, None);
        let rows = card.lines.iter().map(|line| line.to_vec()).collect();
        self.grid(&Grid { head: vec![String::new(); 2], rows, numbers: false });
        self.paragraph(&card.reliance, SMALL, Weight::Regular, self.inks.muted);
    }
}

/// Width and height of a formula's picture, which are in points, in logical pixels.
fn typeset_size(svg: &str) -> Option<[f64; 2]> {
    let of = |name: &str| {
        let (_, rest) = svg.split_once(&format!("{name}='"))?;
        let points: f64 = rest.split_once("pt'")?.0.parse().ok()?;
        Some(points * 96.0 / 72.0)
    };
    Some([of("width")?, of("height")?])
}

/// How wide each column is: what it wants where all of that fits; else the long ones share what the short ones leave.
fn widths(grid: &Grid, count: usize) -> Vec<f64> {
    let room = Flow::room();
    let wanted = |at: usize| {
        let cells = std::iter::once(&grid.head).chain(&grid.rows).filter_map(|row| row.get(at));
        cells
            .map(|cell| super::text::width(cell, SMALL, Weight::SemiBold) + GUTTER)
            .fold(GUTTER * 2.0, f64::max)
    };
    let wanted: Vec<f64> = (0..count).map(wanted).collect();
    let all: f64 = wanted.iter().sum();
    if all <= room {
        return wanted;
    }
    let fair = room / count as f64;
    let short: f64 = wanted.iter().filter(|w| **w <= fair).sum();
    let long: f64 = wanted.iter().filter(|w| **w > fair).sum();
    // Roots, lest one endless cell leaves nothing to the others.
    let roots: f64 = wanted.iter().filter(|w| **w > fair).map(|w| w.sqrt()).sum();
    let share = |w: f64| {
        if long <= 0.0 || w <= fair { w } else { (room - short) * w.sqrt() / roots }
    };
    wanted.into_iter().map(share).collect()
}
