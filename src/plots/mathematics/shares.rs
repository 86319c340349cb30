//! How far each of a few things came, in percent of the whole way.

use crate::plots::palette::CATEGORIES;
use crate::plots::{Align, Axis, Bars, Figure, Ink, Line, Mark, TextMark};

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// What it is.
    pub name: String,
    /// From 0 to 1; what is not finite has no bar.
    pub share: f64,
    /// What the share is of, in words.
    pub words: String,
}

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct SharesInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// What is reached.
    pub label: &'a str,
    /// The things, the first on top.
    pub shares: &'a [Share],
}

/// A lying bar each, its words above it.
pub fn shares(input: &SharesInput) -> Figure {
    let line = |at: usize| -(at as f64);
    let bottom = -(input.shares.len().max(1) as f64) + 0.4;
    let edge = vec![[100.0, bottom], [100.0, 0.6]];
    let mut marks = vec![Mark::Line(Line::dashed(edge, Ink::Muted, 1.0))];
    for (at, one) in input.shares.iter().enumerate() {
        let percent = one.share.clamp(0.0, 1.0) * 100.0;
        if percent.is_finite() {
            let ink = Ink::Data(CATEGORIES[at % CATEGORIES.len()]);
            let bars = vec![[percent, line(at)]];
            marks.push(Mark::Bars(Bars { bars, width: 0.36, lying: true, ink }));
        }
        let place = [0.0, line(at) + 0.18];
        let words = one.words.clone();
        let text = TextMark::note(place, [2.0, -6.0], words, Ink::Primary, Align::Start);
        marks.push(Mark::Text(TextMark { optional: false, ..text }));
    }
    let names = input.shares.iter().enumerate().map(|(at, one)| (line(at), one.name.clone()));
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis::numbers(input.label, (0.0, 104.0)),
        y: Axis::words("", (bottom, 0.6), names.collect()),
        marks,
        legend: None,
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let one =
            |share| Share { name: "PCA".to_owned(), share, words: "of the variance".to_owned() };
        let list = [one(0.43), one(f64::NAN)];
        let figure = shares(&SharesInput { title: "t", caption: "", label: "%", shares: &list });
        let bars: Vec<&Bars> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Bars(bars) = mark { Some(bars) } else { None })
            .collect();
        assert_eq!((bars.len(), bars[0].bars[0]), (1, [43.0, 0.0]));
    }
}
