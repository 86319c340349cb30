//! The blocks of a story on a page.

use super::flow::{Flow, heading};
use super::{BODY, EDGE, GUTTER, LEADING, ROOM, SHEET, SMALL, grid};
use crate::plots::{Figure, Mark};
use crate::report::layout::high_enough;
use crate::report::pen::{Reader, num};
use crate::report::story::{Block, Card, Drawn, Grid, Typeset};
use crate::report::svg::drawing;
use crate::report::text::{Weight, wrap};
use crate::report::{Page, Theme};
use krilla::tagging::{ListNumbering, Tag};

/// Width of a figure: two a line.
const WIDE: f64 = (ROOM - GUTTER) / 2.0;
/// A figure's words are a little smaller here than in a file of its own: numbers at an axis of 7 points.
const SCALE: f64 = 0.86;
/// As it is drawn; one with many names is higher.
const FIGURE: Page =
    Page { width: WIDE / SCALE, height: 350.0, dpi: 200.0, theme: Theme::Print, caption: false };
/// Points have a size for a larger figure.
const FINE: f32 = 0.7;

/// How much of blocks is to stand on the page of their heading: a sentence or two, and what they speak of.
pub(super) fn start(blocks: &[Block]) -> f64 {
    let Some((first, rest)) = blocks.split_first() else { return 0.0 };
    let own = of(first);
    match first {
        Block::Text { .. } | Block::Note { .. } => {
            let both = own + rest.first().map_or(0.0, of);
            if both < SHEET[1] * 0.6 { both } else { own }
        }
        Block::Heading { .. } => own + start(rest).min(SHEET[1] * 0.5),
        _ => own,
    }
}

fn of(block: &Block) -> f64 {
    match block {
        Block::Figures { list } => list.first().map_or(0.0, |_| pair(&list[..list.len().min(2)])),
        Block::Grid(found) => grid::start(found),
        Block::Cards { list } => list.first().map_or(0.0, card_height),
        Block::Heading { .. } => 6.0 + 13.5 * (LEADING + 0.5),
        _ => BODY * LEADING * 3.0,
    }
}

/// How high a line of figures is.
fn pair(pair: &[Drawn]) -> f64 {
    let (words, high) = (lines_below(pair), high(pair));
    14.0 + if pair.len() > 1 { high + words } else { high.max(words + 14.0) }
}

/// How high the figures of a line are on the page.
fn high(pair: &[Drawn]) -> f64 {
    let wanted = pair.iter().map(|drawn| high_enough(&drawn.figure, FIGURE.height));
    wanted.fold(FIGURE.height, f64::max) * SCALE
}

fn finer(figure: &Figure) -> Figure {
    let mut figure = figure.clone();
    for mark in &mut figure.marks {
        if let Mark::Points(points) = mark {
            points.radius *= FINE;
        }
    }
    figure
}

fn lines_below(pair: &[Drawn]) -> f64 {
    let lines = pair.iter().map(|drawn| said(drawn).len());
    lines.max().unwrap_or(0) as f64 * SMALL * LEADING
}

fn said(drawn: &Drawn) -> Vec<String> {
    wrap(&drawn.words, WIDE, SMALL, Weight::Regular, 14)
}

fn card_height(card: &Card) -> f64 {
    let lines = |words: &str, size: f64| {
        wrap(words, ROOM, size, Weight::Regular, 60).len() as f64 * size * LEADING
    };
    let words = lines(&card.sentence, BODY) + lines(&card.reliance, SMALL);
    4.0 + BODY * (LEADING + 0.5) + words + SMALL * 0.5 + grid::height(&columns(card))
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

fn columns(card: &Card) -> Grid {
    let rows = card.lines.iter().map(|line| line.to_vec()).collect();
    Grid { head: vec![String::new(); 2], rows, numbers: false }
}

impl Flow {
    /// `next`: how much of the next block is to stand beside a heading.
    pub(super) fn block(&mut self, block: &Block, next: f64) {
        let (primary, muted) = (self.inks.primary, self.inks.muted);
        match block {
            Block::Lead { text } => self.tagged(Tag::P.into(), |flow| {
                flow.paragraph(text, 21.0, Weight::SemiBold, primary);
            }),
            Block::Text { text } => self.tagged(Tag::P.into(), |flow| {
                flow.paragraph(text, BODY, Weight::Regular, primary);
            }),
            Block::Note { text } => self.tagged(Tag::P.into(), |flow| {
                flow.paragraph(text, SMALL, Weight::Regular, muted);
            }),
            Block::Heading { text } => {
                self.need(6.0 + 13.5 * (LEADING + 0.5) + next);
                self.down += 6.0;
                self.tagged(heading(3, text), |flow| {
                    flow.paragraph(text, 13.5, Weight::SemiBold, primary);
                });
            }
            Block::List { numbered, items } => {
                let kind = if *numbered { ListNumbering::Decimal } else { ListNumbering::Circle };
                self.tagged(Tag::L(kind).into(), |flow| {
                    for (at, item) in items.iter().enumerate() {
                        let number = format!("{}.", at + 1);
                        flow.item(if *numbered { &number } else { "\u{2013}" }, item);
                    }
                });
                self.down += 4.0;
            }
            Block::Grid(grid) => self.grid(grid),
            Block::Figures { list } => {
                for line in list.chunks(2) {
                    self.figures(line);
                }
            }
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

    /// A formula at its own size, or as large as fits; its symbols below.
    fn formula(&mut self, formula: &Typeset) {
        let Some([width, height]) = typeset_size(&formula.svg) else { return };
        let scale = (ROOM / width).min(1.0);
        self.need(height * scale + SMALL * LEADING + 16.0);
        self.down += 8.0;
        let ink = self.inks.primary;
        self.tagged(Tag::Formula(Some(formula.spoken.to_owned())).into(), |flow| {
            let (x, y, scaled) = (num(EDGE), num(flow.down), format!("{scale:.5}"));
            flow.pen.put(format_args!(
                r#"<g color="{ink}" transform="translate({x} {y}) scale({scaled})">"#
            ));
            flow.pen.raw(&formula.svg);
            flow.pen.raw("</g>");
        });
        self.down += height * scale + 2.0;
        let symbols = formula.symbols.iter().map(|(symbol, what)| format!("{symbol}: {what}"));
        let symbols = symbols.collect::<Vec<_>>().join("; ");
        let muted = self.inks.muted;
        self.tagged(Tag::P.into(), |flow| flow.paragraph(&symbols, SMALL, Weight::Regular, muted));
    }

    /// Two with their words below, or one with its words beside it.
    fn figures(&mut self, line: &[Drawn]) {
        let (height, high) = (pair(line), high(line));
        self.need(height);
        let top = self.down + 6.0;
        for (at, drawn) in line.iter().enumerate() {
            let left = EDGE + at as f64 * (WIDE + GUTTER);
            self.tagged(Tag::Figure(Some(drawn.alt.clone())).into(), |flow| {
                let (x, y) = (num(left), num(top));
                flow.pen.put(format_args!(r#"<g transform="translate({x} {y}) scale({SCALE})">"#));
                let page = Page { height: high / SCALE, ..FIGURE };
                let figure = drawing(&finer(&drawn.figure), &page, Reader::Pdf);
                flow.pen.raw(&figure.svg);
                flow.pen.raw("</g>");
                flow.pen.remarks.join(figure.remarks);
            });
            let words = if line.len() > 1 {
                [left, top + high]
            } else {
                [left + WIDE + GUTTER, top + 14.0]
            };
            self.tagged(Tag::P.into(), |flow| {
                let style = Flow::style(SMALL, flow.inks.muted);
                for (at, text) in said(drawn).iter().enumerate() {
                    let base = words[1] + SMALL * (1.1 + at as f64 * LEADING);
                    flow.pen.text([words[0], base], text, style);
                }
            });
        }
        self.down += height;
    }

    fn card(&mut self, card: &Card) {
        // Whole on its page, if there is a page for it.
        self.need(card_height(card).min(SHEET[1] - 2.0 * EDGE));
        self.down += 4.0;
        let name = format!("{} \u{00b7} {}", card.name, card.size);
        let (primary, muted) = (self.inks.primary, self.inks.muted);
        self.tagged(heading(4, &name), |flow| {
            flow.paragraph(&name, BODY, Weight::SemiBold, primary);
        });
        self.tagged(Tag::P.into(), |flow| {
            flow.lines(&card.sentence, [EDGE, ROOM], Flow::style(BODY, primary));
        });
        self.down += BODY * 0.25;
        self.grid(&columns(card));
        self.tagged(Tag::P.into(), |flow| {
            flow.paragraph(&card.reliance, SMALL, Weight::Regular, muted);
        });
    }
}
