//! A sum, term by term, from zero to what it comes to.

use super::{signed, span};
use crate::plots::palette::CATEGORIES;
use crate::plots::{
    Align, Axis, Figure, Ink, Key, Legend, LegendEntry, Line, Mark, Ribbon, Ribbons, TextMark,
};
use crate::words::{count_of, format_value};

/// Terms that are drawn one by one; the rest are one step.
const MOST: usize = 16;
/// Half the height of a step, in lines.
const HALF: f64 = 0.34;

/// What a waterfall is made of.
#[derive(Debug, Clone, Copy)]
pub struct WaterfallInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// The name of the sum, with its unit.
    pub label: &'a str,
    /// The terms with their names, in the order in which they are added.
    pub terms: &'a [(String, f64)],
    /// What the sum is called.
    pub total: &'a str,
}

/// Each term begins where the one above it ended; the last bar is the sum. Terms that are not finite count as zero.
pub fn waterfall(input: &WaterfallInput) -> Figure {
    let sound = |value: f64| if value.is_finite() { value } else { 0.0 };
    let mut steps: Vec<(String, f64)> =
        input.terms.iter().map(|(name, value)| (name.clone(), sound(*value))).collect();
    if steps.len() > MOST + 1 {
        let rest = steps.split_off(MOST);
        let name = count_of(rest.len(), "other column", "other columns");
        steps.push((format!("{name} together"), rest.iter().map(|(_, value)| value).sum()));
    }
    let mut sums = vec![0.0];
    for (_, value) in &steps {
        sums.push(sums[sums.len() - 1] + value);
    }
    let total = sums[sums.len() - 1];
    let (mut ribbons, mut names) = (Vec::new(), Vec::new());
    let (mut joints, mut words) = (Vec::new(), Vec::new());
    let (up, down) = (Ink::Data(CATEGORIES[0]), Ink::Data(CATEGORIES[4]));
    let mut bar = |line: f64, [from, to]: [f64; 2], ink, text: String| {
        let edges = [line - HALF, line + HALF];
        ribbons.push(Ribbon { x: [from.min(to), from.max(to)], left: edges, right: edges, ink });
        // Beside the end that it leads to.
        let (offset, align) = if to < from { (-5.0, Align::End) } else { (5.0, Align::Start) };
        words.push(Mark::Text(TextMark::note([to, line], [offset, 4.0], text, Ink::Muted, align)));
    };
    for (at, (name, value)) in steps.iter().enumerate() {
        let line = -(at as f64);
        bar(line, [sums[at], sums[at + 1]], if *value < 0.0 { down } else { up }, signed(*value));
        names.push((line, name.clone()));
        let xy = vec![[sums[at + 1], line - HALF], [sums[at + 1], line - 1.0 + HALF]];
        joints.push(Mark::Line(Line::plain(xy, Ink::Muted, 0.9)));
    }
    let last = -(steps.len() as f64);
    bar(last, [0.0, total], Ink::Primary, format_value(total));
    names.push((last, input.total.to_owned()));
    let zero = vec![[0.0, last - 0.6], [0.0, 0.6]];
    let mut marks = vec![
        Mark::Line(Line::dashed(zero, Ink::Muted, 1.0)),
        Mark::Ribbons(Ribbons { ribbons, opacity: 1.0 }),
    ];
    marks.append(&mut joints);
    marks.append(&mut words);
    let (low, high) = span(sums.iter().copied(), true);
    // Room for the numbers.
    let room = 0.08 * (high - low);
    let entries = [("adds", up), ("takes away", down), ("the sum", Ink::Primary)];
    let entries = entries.map(|(name, ink)| LegendEntry::new(name, ink, Key::Bar)).to_vec();
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis::numbers(input.label, (low - room, high + room)),
        y: Axis::words("", (last - 0.6, 0.6), names),
        marks,
        legend: Legend::row(entries),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ribbons(figure: &Figure) -> &[Ribbon] {
        let found = figure.marks.iter().find_map(|mark| match mark {
            Mark::Ribbons(ribbons) => Some(&ribbons.ribbons[..]),
            _ => None,
        });
        found.unwrap()
    }

    fn of(terms: &[(String, f64)]) -> Figure {
        waterfall(&WaterfallInput { title: "t", caption: "", label: "PC1", terms, total: "score" })
    }

    #[test]
    fn each_step_begins_where_the_last_ended_and_the_last_bar_is_the_sum() {
        let values = [1.5, -2.25, 0.5, -0.125];
        let terms: Vec<_> = values.iter().map(|v| (v.to_string(), *v)).collect();
        let figure = of(&terms);
        let steps = ribbons(&figure);
        assert_eq!(steps[0].x, [0.0, 1.5]);
        assert_eq!(steps[1].x, [-0.75, 1.5]);
        assert_eq!(steps[2].x, [-0.75, -0.25]);
        assert_eq!(steps[4].x, [-0.375, 0.0], "the sum, from zero");
        assert_eq!(values.iter().sum::<f64>(), -0.375);
    }

    #[test]
    fn many_terms_end_in_one_step_and_the_sum_stays() {
        let terms: Vec<_> = (0..60).map(|i| (i.to_string(), f64::from(i % 7) - 2.0)).collect();
        let sum: f64 = terms.iter().map(|term| term.1).sum();
        let figure = of(&terms);
        let steps = ribbons(&figure);
        assert_eq!(steps.len(), MOST + 2);
        let [low, high] = steps[MOST + 1].x;
        assert!((low + high - sum).abs() < 1e-12, "one end is zero");
        assert!(ribbons(&of(&[])).len() == 1);
    }
}
