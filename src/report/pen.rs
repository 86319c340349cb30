//! Writes SVG elements, compactly and the same way each time.

use std::fmt::Write;

use super::fonts::Letters;
use super::png::advance;
use super::remarks::Remarks;
use super::scripts::{self, Run};
use super::text::{Weight, escape};
use crate::plots::{Align, Rgb};

/// Who reads the SVG.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A browser: it has fonts of its own for letters that ours lacks.
    #[default]
    Browser,
    /// Our own renderer of PDF.
    Pdf,
    /// Our own renderer of dots.
    Png,
}

/// SVG text in the making.
#[derive(Debug, Default)]
pub(super) struct Pen {
    out: String,
    letters: Letters,
    /// Who reads it.
    pub(super) reader: Reader,
    /// What is to be told of it.
    pub(super) remarks: Remarks,
}

/// How words are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub size: f64,
    pub weight: Weight,
    pub color: Rgb,
    pub align: Align,
}

/// A number with at most two decimals and no idle zeros: a fiftieth of a dot even at 300 dots an inch.
pub(super) fn num(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

impl Pen {
    /// For a reader.
    pub(super) fn new(reader: Reader) -> Self {
        Self { reader, ..Self::default() }
    }

    /// The markup, the letters of its words, and what is to be told.
    pub(super) fn finish(self) -> (String, Letters, Remarks) {
        (self.out, self.letters, self.remarks)
    }

    /// Markup as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Markup as it is, formatted.
    pub(super) fn put(&mut self, markup: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(markup);
    }

    pub(super) fn rect(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], fill: Rgb) {
        let [x, y, width, height] = [x, y, width, height].map(num);
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
        ));
    }

    pub(super) fn line(&mut self, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2], stroke: Rgb, width: f64) {
        let [x1, y1, x2, y2, width] = [x1, y1, x2, y2, width].map(num);
        self.put(format_args!(
            r#"<path d="M{x1} {y1}L{x2} {y2}" fill="none" stroke="{stroke}" stroke-width="{width}"/>"#
        ));
    }

    pub(super) fn text(&mut self, at: [f64; 2], words: &str, style: Style) {
        self.words(at, words, style, "");
    }

    /// Upwards, around its place.
    pub(super) fn text_upwards(&mut self, at: [f64; 2], words: &str, style: Style) {
        let [x, y] = at.map(num);
        self.words(at, words, style, &format!(r#" transform="rotate(-90 {x} {y})""#));
    }

    /// With an edge in the colour of the ground, readable over lines.
    pub(super) fn text_over(&mut self, at: [f64; 2], words: &str, style: Style, ground: Rgb) {
        let edge = format!(
            r#" paint-order="stroke" stroke="{ground}" stroke-width="3" stroke-linejoin="round""#
        );
        self.words(at, words, style, &edge);
    }

    fn words(&mut self, at: [f64; 2], words: &str, style: Style, more: &str) {
        if words.is_empty() {
            return;
        }
        self.letters.add(words, style.weight);
        if self.reader == Reader::Browser {
            return self.run(at, words, style, more);
        }
        self.remarks.look(words, style.weight);
        let runs = scripts::runs(&drawn(words), style.weight);
        if let [Run { font: None, .. }] = &runs[..] {
            return self.run(at, words, style, more);
        }
        let name = |run: &Run| run.font.map_or("Inter".to_owned(), scripts::SystemFont::name);
        let bold = style.weight == Weight::SemiBold;
        let wide = |run: &Run| advance(&run.text, &name(run), style.size, bold);
        let widths: Vec<f64> = runs.iter().map(wide).collect();
        let all: f64 = widths.iter().sum();
        let mut left = match style.align {
            Align::Start => at[0],
            Align::Middle => at[0] - all / 2.0,
            Align::End => at[0] - all,
        };
        for (run, width) in runs.iter().zip(widths) {
            let font = format!(r#" font-family="{}" xml:space="preserve"{more}"#, name(run));
            self.run([left, at[1]], &run.text, Style { align: Align::Start, ..style }, &font);
            left += width;
        }
    }

    fn run(&mut self, at: [f64; 2], words: &str, style: Style, more: &str) {
        let [x, y] = at.map(num);
        let anchor = match style.align {
            Align::Start => "",
            Align::Middle => r#" text-anchor="middle""#,
            Align::End => r#" text-anchor="end""#,
        };
        let weight = if style.weight == Weight::SemiBold { r#" font-weight="600""# } else { "" };
        let (size, color, words) = (num(style.size), style.color, escape(words));
        self.put(format_args!(
            r#"<text x="{x}" y="{y}" font-size="{size}" fill="{color}"{weight}{anchor}{more}>{words}</text>"#
        ));
    }
}

/// Words without what is not drawn anyway.
fn drawn(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::num;

    #[test]
    fn numbers_are_short() {
        let written = [1.0, -0.001, 12.375, 100.0, 0.1 + 0.2, 1234.5].map(num);
        assert_eq!(written, ["1", "0", "12.38", "100", "0.3", "1234.5"]);
    }
}
