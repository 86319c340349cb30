//! What speaks for each number of clusters: several criteria in one picture.

use super::Ticks;
use super::palette::CATEGORIES;
use super::{Axis, Figure, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace, Line, Mark};

/// A criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// What it is called, and which number it takes.
    pub name: String,
    /// Its value by the number of clusters, ascending; more is better.
    pub values: Vec<(usize, f64)>,
}

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct HowManyInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// The criteria.
    pub criteria: &'a [Criterion],
    /// The number that was taken.
    pub chosen: usize,
}

/// A line a criterion, each from its worst number of clusters (0) to its best (1): they have no unit in common.
pub fn how_many(input: &HowManyInput) -> Figure {
    let (mut marks, mut entries, mut most) = (Vec::new(), Vec::new(), 2_usize);
    let line =
        |xy, ink, width, dashed, markers| Mark::Line(Line { xy, ink, width, dashed, markers });
    let at = input.chosen as f64;
    marks.push(line(vec![[at, 0.0], [at, 1.05]], Ink::Muted, 1.2, true, false));
    for (nth, criterion) in input.criteria.iter().enumerate() {
        let finite: Vec<(usize, f64)> =
            criterion.values.iter().copied().filter(|(_, value)| value.is_finite()).collect();
        let low = finite.iter().map(|one| one.1).fold(f64::INFINITY, f64::min);
        let high = finite.iter().map(|one| one.1).fold(f64::NEG_INFINITY, f64::max);
        let share = |value: f64| if high > low { (value - low) / (high - low) } else { 1.0 };
        let xy: Vec<[f64; 2]> = finite.iter().map(|&(k, value)| [k as f64, share(value)]).collect();
        most = finite.iter().map(|one| one.0).fold(most, usize::max);
        let ink = Ink::Data(CATEGORIES[nth % CATEGORIES.len()]);
        marks.push(line(xy, ink, 2.0, false, true));
        let label = criterion.name.clone();
        entries.push(LegendEntry::new(label, ink, Key::Line));
    }
    let label = format!("taken: {}", input.chosen);
    entries.push(LegendEntry::new(label, Ink::Muted, Key::Dashes));
    let numbers = (1..=most).map(|k| (k as f64, k.to_string())).collect();
    let shares = [0.0, 0.5, 1.0].map(|share| {
        let word = match share {
            0.0 => "worst".to_owned(),
            1.0 => "best".to_owned(),
            _ => "half way".to_owned(),
        };
        (share, word)
    });
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis {
            label: "Number of clusters".to_owned(),
            range: (0.8, most as f64 + 0.2),
            ticks: Ticks::At(numbers),
        },
        y: Axis { label: String::new(), range: (-0.05, 1.1), ticks: Ticks::At(shares.to_vec()) },
        marks,
        legend: Some(Legend {
            title: String::new(),
            entries: LegendEntries::Classes(entries),
            place: LegendPlace::Top,
        }),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_criterion_runs_from_its_worst_to_its_best() {
        let criteria = [
            Criterion { name: "a".to_owned(), values: vec![(1, -20.0), (2, 0.0), (3, -5.0)] },
            Criterion { name: "b".to_owned(), values: vec![(2, 0.3), (3, f64::NAN)] },
        ];
        let input = HowManyInput { title: "t", caption: "", criteria: &criteria, chosen: 2 };
        let figure = how_many(&input);
        let lines: Vec<&Vec<[f64; 2]>> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Line(line) = mark { Some(&line.xy) } else { None })
            .collect();
        assert_eq!(*lines[1], [[1.0, 0.0], [2.0, 1.0], [3.0, 0.75]]);
        assert_eq!(*lines[2], [[2.0, 1.0]]);
        assert_eq!(figure.x.range, (0.8, 3.2));
    }
}
