//! The explained variances of a PCA become bars and a cumulative line.

use super::palette::{CATEGORIES, OTHER};
use super::{Align, Axis, Bars, Figure, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace};
use super::{Line, Mark, TextMark, Ticks};

/// More components than this are a line, not bars.
const MOST_BARS: usize = 40;
/// Of more bars than this only the tall ones have numbers over them: the others say nothing new.
const FEW_BARS: usize = 20;
/// A tall bar, in percent.
const TALL: f64 = 2.0;
/// The upper end of the axis: room above 100 %.
const TOP: f64 = 104.0;
/// How many percent the cumulative line must be above a bar for a number to stand between them.
const CLEARANCE: f64 = 7.0;

/// Half the width of a whisker's ends, in components.
const CAP: f64 = 0.12;

/// Inks of lines to compare with.
const RULES: [Ink; 3] = [Ink::Muted, Ink::Data(CATEGORIES[2]), Ink::Data(CATEGORIES[3])];

/// A height to compare each eigenvalue with.
#[derive(Debug, Clone, Copy)]
pub struct ScreeLine<'a> {
    /// What it says.
    pub name: &'a str,
    /// In the unit of the eigenvalues, one a component.
    pub heights: &'a [f64],
}

/// Beside a cumulative line above this the words of the cut do not stand at the top but so much below the
/// line, in percent.
const CROWDED: f64 = 72.0;
const BELOW: f64 = 30.0;

/// Bars of the variance that each component explains, and the cumulative line, both in percent of the
/// total. The cut stands behind the `kept` first components; the bars beyond it are grey.
///
/// `lines` are dashed, where `eigenvalues` tell what they are in percent. Ratios that are not finite count as 0.
/// The cumulative line ends at the sum of the ratios: 100 % if all components are given.
pub fn scree(
    explained_variance_ratio: &[f64],
    eigenvalues: &[f64],
    lines: &[ScreeLine],
    kept: Option<usize>,
) -> Figure {
    let percents: Vec<f64> = explained_variance_ratio
        .iter()
        .map(|r| if r.is_finite() { r.max(0.0) * 100.0 } else { 0.0 })
        .collect();
    let n = percents.len();
    let each = Ink::Data(CATEGORIES[0]);
    let mut marks = Vec::new();
    let mut keys = Vec::new();
    let mut key = |label: &str, ink, key| {
        keys.push(LegendEntry { label: label.to_owned(), ink, key, count: None });
    };

    if n <= MOST_BARS {
        let bars: Vec<[f64; 2]> =
            percents.iter().enumerate().map(|(i, p)| [number(i), *p]).collect();
        let (kept, others) = bars.split_at(kept.unwrap_or(n).min(n));
        for (bars, ink) in [(kept, each), (others, Ink::Data(OTHER))] {
            marks.push(Mark::Bars(Bars { bars: bars.to_vec(), width: 0.72, lying: false, ink }));
        }
        key("each component", each, Key::Bar);
    } else {
        marks.push(line(&percents, each, false));
        key("each component", each, Key::Line);
    }
    let mut sum = 0.0;
    // Sums of rounded ratios end a hair beside 100; a line above the frame would look like an error.
    let cumulative: Vec<f64> = percents
        .iter()
        .map(|p| {
            sum += p;
            if (sum - 100.0).abs() < 1e-6 { 100.0 } else { sum }
        })
        .collect();
    marks.push(line(&cumulative, Ink::Accent, n <= MOST_BARS));
    key("cumulative", Ink::Accent, Key::Line);
    let unit = percent_of_one(&percents, eigenvalues);
    for (rule, ink) in lines.iter().zip(RULES.iter().cycle()) {
        let Some(unit) = unit else { break };
        let heights = rule.heights.iter().take(n).enumerate();
        let mut xy: Vec<[f64; 2]> = heights.map(|(i, at)| [number(i), at * unit]).collect();
        // A level line spans the plot, whatever the number of bars.
        if let (Some(&[_, first]), Some(&[_, last])) = (xy.first(), xy.last())
            && first.to_bits() == last.to_bits()
        {
            xy = vec![[0.5, first], [number(n.max(1) - 1) + 0.5, last]];
        }
        marks.push(Mark::Line(Line { xy, ink: *ink, width: 1.4, dashed: true, markers: false }));
        key(rule.name, *ink, Key::Dashes);
    }
    if let Some(kept) = kept.filter(|kept| (1..=n).contains(kept)) {
        marks.extend(cut(kept, n, cumulative[kept - 1]));
    }
    if n <= MOST_BARS {
        let clear = |i: &usize| {
            let worth = n <= FEW_BARS || percents[*i] >= TALL;
            worth && (*i == 0 || cumulative[*i] - percents[*i] >= CLEARANCE)
        };
        marks.extend((0..n).filter(clear).map(|i| label(i, percents[i])));
    }

    Figure {
        title: "Explained variance".to_owned(),
        caption: String::new(),
        x: Axis {
            label: "Component".to_owned(),
            range: (0.4, number(n.max(1) - 1) + 0.6),
            ticks: Ticks::At((0..n).map(|i| (number(i), format!("PC{}", i + 1))).collect()),
        },
        y: Axis {
            label: "Variance explained (%)".to_owned(),
            range: (0.0, TOP),
            ticks: Ticks::Auto,
        },
        marks,
        legend: Some(Legend {
            title: String::new(),
            entries: LegendEntries::Classes(keys),
            place: LegendPlace::Top,
        }),
        equal_aspect: false,
    }
}

/// Adds where each eigenvalue lies in other samples: whiskers on bars, beyond 40 components two lines. Numbers
/// over bars move above them.
pub fn scree_intervals(
    figure: &mut Figure,
    explained_variance_ratio: &[f64],
    eigenvalues: &[f64],
    intervals: &[[f64; 2]],
) {
    let percents: Vec<f64> = explained_variance_ratio.iter().map(|ratio| ratio * 100.0).collect();
    let Some(unit) = percent_of_one(&percents, eigenvalues) else { return };
    let ends: Vec<[f64; 2]> =
        intervals.iter().take(percents.len()).map(|ends| ends.map(|at| at * unit)).collect();
    let line =
        |xy| Mark::Line(Line { xy, ink: Ink::Primary, width: 1.4, dashed: false, markers: false });
    if percents.len() > MOST_BARS {
        for end in 0..2 {
            figure.marks.push(line((0..ends.len()).map(|i| [number(i), ends[i][end]]).collect()));
        }
    } else {
        for (i, [low, high]) in ends.iter().enumerate() {
            let (left, right) = (number(i) - CAP, number(i) + CAP);
            figure.marks.push(line(vec![[number(i), *low], [number(i), *high]]));
            figure.marks.push(line(vec![[left, *low], [right, *low]]));
            figure.marks.push(line(vec![[left, *high], [right, *high]]));
        }
        for mark in &mut figure.marks {
            if let Mark::Text(text) = mark
                && let Some(high) = ends.get((text.at[0].round() as usize).saturating_sub(1))
            {
                text.at[1] = text.at[1].max(high[1]);
            }
        }
    }
    if let Some(Legend { entries: LegendEntries::Classes(keys), .. }) = &mut figure.legend {
        keys.push(LegendEntry {
            label: "95 % of resamples".to_owned(),
            ink: Ink::Primary,
            key: Key::Line,
            count: None,
        });
    }
}

/// Component `i`, counted from one, as a place on x.
fn number(i: usize) -> f64 {
    i as f64 + 1.0
}

/// The place of the cut behind so many components.
pub fn cut_place(kept: usize) -> f64 {
    kept as f64 + 0.5
}

/// A line behind the components that are kept, and what they keep together.
fn cut(kept: usize, n: usize, percent: f64) -> [Mark; 2] {
    let x = cut_place(kept);
    let xy = vec![[x, 0.0], [x, TOP]];
    let (offset, align) = if kept * 2 > n { (-9.0, Align::End) } else { (9.0, Align::Start) };
    let (y, down) = if percent < CROWDED { (TOP, 16.0) } else { (percent - BELOW, 0.0) };
    [
        Mark::Line(Line { xy, ink: Ink::Primary, width: 1.4, dashed: false, markers: false }),
        Mark::Text(TextMark {
            at: [x, y],
            offset: [offset, down],
            text: format!("{} kept: {percent:.1} %", super::format_count(kept)),
            ink: Ink::Primary,
            align,
            optional: true,
        }),
    ]
}

fn line(percents: &[f64], ink: Ink, markers: bool) -> Mark {
    let xy = percents.iter().enumerate().map(|(i, p)| [number(i), *p]).collect();
    Mark::Line(Line { xy, ink, width: 1.8, dashed: false, markers })
}

fn label(i: usize, percent: f64) -> Mark {
    Mark::Text(TextMark {
        at: [number(i), percent],
        // The cumulative line starts at the top of the first bar and leaves it to the right.
        offset: if i == 0 { [-14.0, -7.0] } else { [0.0, -7.0] },
        text: format!("{percent:.1}"),
        ink: Ink::Primary,
        align: Align::Middle,
        optional: true,
    })
}

/// How many percent an eigenvalue of 1 is: the ratio is the same for every component above zero.
fn percent_of_one(percents: &[f64], eigenvalues: &[f64]) -> Option<f64> {
    let unit = |(percent, eigenvalue): (&f64, &f64)| percent / eigenvalue;
    percents
        .iter()
        .zip(eigenvalues)
        .find(|(p, e)| **p > 0.0 && **e > 0.0 && e.is_finite())
        .map(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KAISER: [ScreeLine; 1] = [ScreeLine { name: "Kaiser", heights: &[1.0; 4] }];

    fn lines(figure: &Figure) -> Vec<&Line> {
        figure
            .marks
            .iter()
            .filter_map(|m| if let Mark::Line(line) = m { Some(line) } else { None })
            .collect()
    }

    #[test]
    fn cumulative_line_ends_at_exactly_100() {
        let ratios = [0.1; 10];
        let figure = scree(&ratios, &[1.0; 10], &[], None);
        let [x, y] = lines(&figure)[0].xy[9];
        assert!((x - 10.0).abs() < 1e-12 && y.to_bits() == 100.0_f64.to_bits(), "{x} {y}");
    }

    #[test]
    fn kaiser_line_stands_at_its_percentage() {
        // Four standardised features: total variance 4, so an eigenvalue of 1 is 25 %.
        let figure = scree(&[0.5, 0.3, 0.15, 0.05], &[2.0, 1.2, 0.6, 0.2], &KAISER, None);
        let kaiser = lines(&figure)[1];
        assert!(kaiser.dashed && (kaiser.xy[0][1] - 25.0).abs() < 1e-9);
        assert_eq!(lines(&scree(&[0.5, 0.5], &[], &KAISER, None)).len(), 1);
    }

    #[test]
    fn whiskers_stand_where_the_intervals_are_and_numbers_above_them() {
        let (ratios, values) = ([0.5, 0.3, 0.15, 0.05], [2.0, 1.2, 0.6, 0.2]);
        let mut figure = scree(&ratios, &values, &[], None);
        let before = figure.legend.clone();
        scree_intervals(&mut figure, &ratios, &values, &[[1.8, 2.4], [1.0, 1.3]]);
        let whisker = lines(&figure)[1];
        assert!((whisker.xy[0][1] - 45.0).abs() < 1e-9 && (whisker.xy[1][1] - 60.0).abs() < 1e-9);
        let over = figure.marks.iter().find_map(|mark| match mark {
            Mark::Text(text) if text.text == "50.0" => Some(text.at[1]),
            _ => None,
        });
        assert!((over.unwrap() - 60.0).abs() < 1e-9);
        assert_ne!(figure.legend, before);
    }

    #[test]
    fn forty_are_bars_more_are_a_line() {
        let bars = |n: usize| {
            let figure = scree(&vec![1.0 / n as f64; n], &[], &[], Some(3));
            figure.marks.iter().any(|mark| matches!(mark, Mark::Bars(_)))
        };
        assert!(bars(40) && !bars(41));
    }

    #[test]
    fn the_cut_stands_behind_what_is_kept_and_says_how_much() {
        for n in [4, 60] {
            let ratios = vec![1.0 / n as f64; n];
            let figure = scree(&ratios, &[], &[], Some(3));
            let words = figure.marks.iter().find_map(|mark| match mark {
                Mark::Text(text) if text.text.contains("kept") => Some((text.at[0], &text.text)),
                _ => None,
            });
            let percent = 300.0 / n as f64;
            assert_eq!(words, Some((3.5, &format!("3 kept: {percent:.1} %"))));
            assert_eq!(lines(&figure).last().unwrap().xy[0], [3.5, 0.0]);
            let grey: usize = figure
                .marks
                .iter()
                .map(|mark| match mark {
                    Mark::Bars(bars) if bars.ink == Ink::Data(OTHER) => bars.bars.len(),
                    _ => 0,
                })
                .sum();
            assert_eq!(grey, usize::from(n == 4));
        }
    }

    #[test]
    fn odd_ratios_do_not_break_the_picture() {
        let figure = scree(&[], &[], &KAISER, Some(1));
        assert!(figure.x.range.0 < figure.x.range.1);
        let figure = scree(&[0.6, f64::NAN, -0.1], &[f64::NAN, 0.0], &KAISER, Some(9));
        assert!(lines(&figure)[0].xy.iter().all(|p| (p[1] - 60.0).abs() < 1e-9));
    }
}
