//! Pages in the making: what is full begins the next one.

use std::num::NonZeroU16;

use super::{BODY, EDGE, LEADING, ROOM, SHEET, SMALL};
use crate::plots::Align;
use crate::plots::palette::{Inks, Rgb};
use crate::report::Theme;
use crate::report::pdf::{Heading, Paper, Part, Piece, Sheet};
use crate::report::pen::{Pen, Reader, Style, num};
use crate::report::remarks::Remarks;
use crate::report::text::{Weight, wrap};
use krilla::tagging::{Tag, TagKind};

/// Lines of one paragraph, at most.
const LINES: usize = 60;
/// Paragraphs of so many lines do not break.
const TOGETHER: usize = 5;

/// What has been laid out.
pub(super) struct Flow {
    pub inks: Inks,
    paper: Paper,
    /// What is being drawn.
    pub pen: Pen,
    /// Rules, and what is repeated: no part of the contents.
    pub idle: Pen,
    /// How many pieces there are.
    pieces: usize,
    /// The parts of the tags that are open, the outermost first.
    open: Vec<Vec<Part>>,
    /// How far down the page is full.
    pub down: f64,
    remarks: Remarks,
}

/// The tag of a heading.
pub(super) fn heading(level: u16, words: &str) -> TagKind {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(words.to_owned())).into()
}

impl Flow {
    pub(super) fn new(title: String) -> Self {
        let paper = Paper { title, sheets: vec![Sheet::default()], ..Paper::default() };
        let inks = Theme::Print.inks();
        let [pen, idle] = [Pen::new(Reader::Pdf), Pen::new(Reader::Pdf)];
        let (open, remarks) = (vec![Vec::new()], Remarks::default());
        Self { inks, paper, pen, idle, pieces: 0, open, down: EDGE, remarks }
    }

    /// Draws under a tag.
    pub(super) fn tagged(&mut self, kind: TagKind, draw: impl FnOnce(&mut Self)) {
        self.flush();
        self.open.push(Vec::new());
        draw(self);
        self.flush();
        let parts = self.open.pop().unwrap_or_default();
        if let Some(around) = self.open.last_mut() {
            around.push(Part::Group(kind, parts));
        }
    }

    /// What the pen has drawn becomes a piece.
    fn flush(&mut self) {
        let pen = std::mem::replace(&mut self.pen, Pen::new(Reader::Pdf));
        let number = self.pieces;
        if self.piece(pen, Some(number)) {
            self.pieces += 1;
            if let Some(open) = self.open.last_mut() {
                open.push(Part::Piece(number));
            }
        }
    }

    /// Whether there is anything.
    fn piece(&mut self, pen: Pen, number: Option<usize>) -> bool {
        let (markup, _, remarks) = pen.finish();
        self.remarks.join(remarks);
        if markup.is_empty() {
            return false;
        }
        let [width, height] = SHEET.map(num);
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="Inter">{markup}</svg>"#
        );
        if let Some(sheet) = self.paper.sheets.last_mut() {
            sheet.pieces.push(Piece { svg, number });
        }
        true
    }

    fn turn(&mut self) {
        self.flush();
        let idle = std::mem::replace(&mut self.idle, Pen::new(Reader::Pdf));
        self.piece(idle, None);
        self.paper.sheets.push(Sheet::default());
        self.down = EDGE;
    }

    /// Begins a new page where so much does not fit on this one. Tells whether it did.
    pub(super) fn need(&mut self, height: f64) -> bool {
        let full = self.down + height > SHEET[1] - EDGE && self.down > EDGE;
        if full {
            self.turn();
        }
        full
    }

    /// The pages with their numbers, and what is to be told.
    pub(super) fn finish(mut self) -> (Paper, Remarks) {
        self.turn();
        self.paper.sheets.pop();
        let count = self.paper.sheets.len();
        for (at, mut sheet) in std::mem::take(&mut self.paper.sheets).into_iter().enumerate() {
            let mut pen = Pen::new(Reader::Pdf);
            let style = Style { align: Align::End, ..Flow::style(SMALL, self.inks.muted) };
            let place = [SHEET[0] - EDGE, SHEET[1] - EDGE * 0.5];
            pen.text(place, &format!("{} of {count}", at + 1), style);
            self.paper.sheets.push(Sheet::default());
            self.piece(pen, None);
            if let Some(last) = self.paper.sheets.last_mut() {
                sheet.pieces.append(&mut last.pieces);
                *last = sheet;
            }
        }
        self.paper.parts = self.open.pop().unwrap_or_default();
        (self.paper, self.remarks)
    }

    pub(super) fn style(size: f64, color: Rgb) -> Style {
        Style { size, weight: Weight::Regular, color, align: Align::Start }
    }

    /// A line across the page.
    pub(super) fn rule(&mut self, y: f64, right: f64, color: Rgb, width: f64) {
        self.idle.line([EDGE, y], [right, y], color, width);
    }

    /// The heading of a section, on the page of what follows: that begins with so much.
    pub(super) fn heading(&mut self, words: &str, next: f64) {
        self.need(26.0 + 17.0 * (LEADING + 0.5) + next);
        self.down += 18.0;
        self.rule(self.down, SHEET[0] - EDGE, self.inks.axis, 0.8);
        let (page, down) = (self.paper.sheets.len() - 1, self.down);
        self.paper.headings.push(Heading { words: words.to_owned(), page, down });
        self.down += 8.0;
        let ink = self.inks.primary;
        self.tagged(heading(2, words), |flow| flow.paragraph(words, 17.0, Weight::SemiBold, ink));
    }

    /// Words over the width of the page.
    pub(super) fn paragraph(&mut self, words: &str, size: f64, weight: Weight, color: Rgb) {
        let style = Style { weight, ..Flow::style(size, color) };
        self.lines(words, [EDGE, ROOM], style);
        self.down += size * 0.5;
    }

    /// Words at a place of the page's width.
    pub(super) fn lines(&mut self, words: &str, [left, room]: [f64; 2], style: Style) {
        let step = style.size * LEADING;
        let lines = wrap(words, room, style.size, style.weight, LINES);
        if lines.len() <= TOGETHER {
            self.need(lines.len() as f64 * step);
        }
        for line in lines {
            self.need(step);
            self.down += step;
            self.pen.text([left, self.down - style.size * 0.3], &line, style);
        }
    }

    /// A line of a list, with its sign before.
    pub(super) fn item(&mut self, sign: &str, words: &str) {
        const INDENT: f64 = 20.0;
        let style = Flow::style(BODY, self.inks.primary);
        let count = wrap(words, ROOM - INDENT, BODY, Weight::Regular, LINES).len();
        self.need(count.min(TOGETHER) as f64 * BODY * LEADING);
        self.tagged(Tag::LI.into(), |flow| {
            let base = flow.down + BODY * (LEADING - 0.3);
            flow.tagged(Tag::Lbl.into(), |flow| flow.pen.text([EDGE, base], sign, style));
            flow.tagged(Tag::LBody.into(), |flow| {
                flow.lines(words, [EDGE + INDENT, ROOM - INDENT], style);
            });
        });
        self.down += BODY * 0.25;
    }
}
