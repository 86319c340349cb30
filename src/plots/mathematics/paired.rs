//! Two bars a name: the same thing by two measures.

use super::span;
use crate::plots::palette::CATEGORIES;
use crate::plots::{
    Align, Axis, Bars, Figure, Ink, Key, Legend, LegendEntry, Line, Mark, TextMark,
};

/// Height of a bar, in lines.
const THICK: f64 = 0.34;

/// A name with its two numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// Both numbers.
    pub values: [f64; 2],
    /// What is to be said of them; may be empty.
    pub words: String,
}

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct PairedInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// The name of the numbers, with their unit.
    pub label: &'a str,
    /// What the first and the second bar are.
    pub measures: [&'a str; 2],
    /// The names, the first on top.
    pub pairs: &'a [Pair],
}

/// Two lying bars a name, the first above the second, and the words behind the longer one. What is not finite has no bar.
pub fn paired(input: &PairedInput) -> Figure {
    let inks = [CATEGORIES[0], CATEGORIES[1]].map(Ink::Data);
    let line = |at: usize| -(at as f64);
    let (low, high) = span(input.pairs.iter().flat_map(|pair| pair.values), true);
    let bottom = -(input.pairs.len().max(1) as f64) + 0.4;
    let mut marks = vec![Mark::Line(Line::plain(vec![[0.0, bottom], [0.0, 0.6]], Ink::Muted, 1.0))];
    for (side, ink) in inks.into_iter().enumerate() {
        let shift = THICK * (0.5 - side as f64);
        let bar = |(at, pair): (usize, &Pair)| {
            pair.values[side].is_finite().then(|| [pair.values[side], line(at) + shift])
        };
        let bars = input.pairs.iter().enumerate().filter_map(bar).collect();
        marks.push(Mark::Bars(Bars { bars, width: THICK, lying: true, ink }));
    }
    for (at, pair) in input.pairs.iter().enumerate().filter(|(_, pair)| !pair.words.is_empty()) {
        let longest = pair.values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        let (words, ink) = (pair.words.clone(), Ink::Accent);
        let note = TextMark::note([longest, line(at)], [6.0, 4.0], words, ink, Align::Start);
        marks.push(Mark::Text(note));
    }
    let names = input.pairs.iter().enumerate().map(|(at, pair)| (line(at), pair.name.clone()));
    let worded = input.pairs.iter().any(|pair| !pair.words.is_empty());
    let room = if worded { 0.16 * (high - low) } else { 0.0 };
    let entries = input.measures.into_iter().zip(inks);
    let entries = entries.map(|(name, ink)| LegendEntry::new(name, ink, Key::Bar)).collect();
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis::numbers(input.label, (low, high + room)),
        y: Axis::words("", (bottom, 0.6), names.collect()),
        marks,
        legend: Legend::row(entries),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bars_of_a_name_stand_on_its_line_and_words_behind_the_longer() {
        let pair = |name: &str, values, words: &str| Pair {
            name: name.to_owned(),
            values,
            words: words.to_owned(),
        };
        let pairs = [pair("row 3", [0.2, 0.5], ""), pair("row 9", [0.4, f64::NAN], "torn away")];
        let input = PairedInput {
            title: "t",
            caption: "",
            label: "share",
            measures: ["p", "q"],
            pairs: &pairs,
        };
        let figure = paired(&input);
        let bars: Vec<&Bars> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Bars(bars) = mark { Some(bars) } else { None })
            .collect();
        assert_eq!((bars[0].bars.len(), bars[1].bars.len()), (2, 1));
        assert!(bars[0].bars[0][1] > 0.0 && bars[1].bars[0][1] < 0.0);
        assert_eq!((bars[0].bars[0][0], bars[1].bars[0][0]), (0.2, 0.5));
        let Some(Mark::Text(words)) = figure.marks.last() else { panic!("expected words") };
        assert_eq!((words.at, words.text.as_str()), ([0.4, -1.0], "torn away"));
    }
}
