//! The explained variances of a PCA become bars and, in a strip of its own above them, a cumulative line.
//!
//! On one scale the bars and the rules would share the lowest tenth with nothing above them: a hundred percent
//! belong to the sum alone. So both parts have their own scale, and neither crosses the other.

use super::palette::{CATEGORIES, OTHER};
use super::{Align, Axis, Bars, Figure, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace};
use super::{Line, Mark, TextMark, Ticks, format_tick, nice_ticks};

/// More components than this are a line, not bars.
const MOST_BARS: usize = 40;
/// Of more bars than this only the tall ones have numbers over them: the others say nothing new.
const FEW_BARS: usize = 20;
/// A tall bar, in percent.
const TALL: f64 = 2.0;
/// About how many numbers stand beside the bars.
const NUMBERS: usize = 3;
/// Height of the lower part in heights of what is tallest there: room for a number above it.
const LOWER: f64 = 1.2;
/// Height of the strip, in heights of the lower part.
const STRIP: f64 = 0.6;
/// The upper end of the strip, in percent: room above 100 %.
const TOP: f64 = 108.0;

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

/// Under a cumulative line above this, in percent, there is room for the words of the cut.
const ROOM_BELOW: f64 = 48.0;

/// The strip of the cumulative line, in percent of the bars' scale.
#[derive(Debug, Clone, Copy)]
struct Strip {
    base: f64,
    height: f64,
}

impl Strip {
    /// Above what is tallest among the bars and what they are compared with.
    fn above(tallest: f64) -> Self {
        let base = if tallest > 0.0 && tallest.is_finite() { tallest * LOWER } else { 1.0 };
        Self { base, height: base * STRIP }
    }

    /// Where a cumulative percentage lies.
    fn place(self, percent: f64) -> f64 {
        self.base + self.height * percent / TOP
    }

    /// The numbers of both parts.
    fn ticks(self) -> Ticks {
        let lower = nice_ticks((0.0, self.base / LOWER), NUMBERS);
        let step = lower.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
        let lower = lower.into_iter().map(|at| (at, format_tick(at, step)));
        let upper = [50.0, 100.0].map(|at| (self.place(at), format_tick(at, 50.0)));
        Ticks::At(lower.chain(upper).collect())
    }
}

/// Bars of the variance that each component explains, and above them the cumulative line, both in percent of
/// the total. The cut stands behind the `kept` first components; the bars beyond it are grey.
///
/// `lines` are dashed, and `intervals` tell where each eigenvalue lies in other samples, where `eigenvalues`
/// tell what they are in percent. Ratios that are not finite count as 0.
/// The cumulative line ends at the sum of the ratios: 100 % if all components are given.
pub fn scree(
    explained_variance_ratio: &[f64],
    eigenvalues: &[f64],
    lines: &[ScreeLine],
    intervals: &[[f64; 2]],
    kept: Option<usize>,
) -> Figure {
    let percents: Vec<f64> = explained_variance_ratio
        .iter()
        .map(|r| if r.is_finite() { r.max(0.0) * 100.0 } else { 0.0 })
        .collect();
    let n = percents.len();
    let unit = percent_of_one(&percents, eigenvalues);
    let others =
        lines.iter().flat_map(|rule| rule.heights.iter().take(n)).chain(intervals.as_flattened());
    let others = others.map(|at| at * unit.unwrap_or(0.0)).filter(|at| at.is_finite());
    let strip = Strip::above(percents.iter().copied().chain(others).fold(0.0, f64::max));
    let each = Ink::Data(CATEGORIES[0]);
    let mut marks = Vec::new();
    let mut keys = Vec::new();
    let mut key = |label: &str, ink, key| {
        keys.push(LegendEntry::new(label, ink, key));
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
    // Many bars are narrow: the number over the first needs room at its left.
    let ends = [(1.0 - 0.025 * n as f64).min(0.4), number(n.max(1) - 1) + 0.6];
    let ground = ends.map(|x| [x, strip.base]).to_vec();
    marks.push(Mark::Line(Line {
        xy: ground,
        ink: Ink::Muted,
        width: 0.8,
        dashed: false,
        markers: false,
    }));
    let places: Vec<f64> = cumulative.iter().map(|percent| strip.place(*percent)).collect();
    marks.push(line(&places, Ink::Accent, n <= MOST_BARS));
    key("cumulative, above the bars", Ink::Accent, Key::Line);
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
        marks.extend(cut(kept, n, cumulative[kept - 1], strip));
    }
    if n <= MOST_BARS {
        let worth = |i: &usize| n <= FEW_BARS || percents[*i] >= TALL;
        marks.extend((0..n).filter(worth).map(|i| label(i, percents[i])));
    }
    if let Some(unit) = unit.filter(|_| !intervals.is_empty()) {
        let ends = intervals.iter().take(n).map(|ends| ends.map(|at| at * unit)).collect();
        whiskers(&mut marks, n, ends);
        key("95 % of resamples", Ink::Primary, Key::Line);
    }

    Figure {
        title: "Explained variance".to_owned(),
        caption: String::new(),
        x: Axis {
            label: "Component".to_owned(),
            range: (ends[0], ends[1]),
            ticks: Ticks::At((0..n).map(|i| (number(i), format!("PC{}", i + 1))).collect()),
        },
        y: Axis {
            label: "Variance explained (%)".to_owned(),
            range: (0.0, strip.base + strip.height),
            ticks: strip.ticks(),
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

/// Adds where each eigenvalue lies in other samples, in percent: whiskers on bars, beyond 40 components two
/// lines. Numbers over bars move above them.
fn whiskers(marks: &mut Vec<Mark>, n: usize, ends: Vec<[f64; 2]>) {
    let line =
        |xy| Mark::Line(Line { xy, ink: Ink::Primary, width: 1.4, dashed: false, markers: false });
    if n > MOST_BARS {
        for end in 0..2 {
            marks.push(line((0..ends.len()).map(|i| [number(i), ends[i][end]]).collect()));
        }
        return;
    }
    for mark in &mut *marks {
        if let Mark::Text(text) = mark
            // The words of the cut stand between two components.
            && text.at[0].fract() == 0.0
            && let Some(high) = ends.get((text.at[0] as usize).saturating_sub(1))
        {
            text.at[1] = text.at[1].max(high[1]);
        }
    }
    for (i, [low, high]) in ends.into_iter().enumerate() {
        let (left, right) = (number(i) - CAP, number(i) + CAP);
        marks.push(line(vec![[number(i), low], [number(i), high]]));
        marks.push(line(vec![[left, low], [right, low]]));
        marks.push(line(vec![[left, high], [right, high]]));
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
fn cut(kept: usize, n: usize, percent: f64, strip: Strip) -> [Mark; 2] {
    let x = cut_place(kept);
    let xy = vec![[x, 0.0], [x, strip.place(TOP)]];
    let (offset, align) = if kept * 2 > n { (-9.0, Align::End) } else { (9.0, Align::Start) };
    let (y, down) =
        if percent < ROOM_BELOW { (strip.place(TOP), 15.0) } else { (strip.base, -5.0) };
    [
        Mark::Line(Line { xy, ink: Ink::Primary, width: 1.4, dashed: false, markers: false }),
        Mark::Text(TextMark {
            at: [x, y],
            offset: [offset, down],
            text: format!("{} kept: {percent:.1} %", super::format_count(kept)),
            ink: Ink::Primary,
            align,
            optional: true,
            on: None,
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
        offset: [0.0, -4.0],
        text: format!("{percent:.1}"),
        ink: Ink::Primary,
        align: Align::Middle,
        optional: true,
        on: None,
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

    /// Where a number stands beside the strip.
    fn tick(figure: &Figure, words: &str) -> f64 {
        let Ticks::At(ticks) = &figure.y.ticks else { panic!("no numbers") };
        ticks.iter().rfind(|(_, said)| said == words).unwrap().0
    }

    #[test]
    fn bars_rules_and_whiskers_stay_below_the_strip() {
        let (ratios, values) = ([0.3, 0.28, 0.22, 0.2], [1.2, 1.12, 0.88, 0.8]);
        let rule = [ScreeLine { name: "a high rule", heights: &[2.1; 4] }];
        let figure = scree(&ratios, &values, &rule, &[[1.1, 2.4]], None);
        // The ground of the strip, the sum on it; the rest lies below.
        let (ground, lines) = (lines(&figure)[0].xy[0][1], lines(&figure));
        assert!(ground > 60.0 && lines[1].xy.iter().all(|at| at[1] > ground));
        assert!(lines[2..].iter().flat_map(|line| &line.xy).all(|at| at[1] < ground));
        let half = f64::midpoint(ground, tick(&figure, "100"));
        assert!((tick(&figure, "50") - half).abs() < 1e-9);
    }

    #[test]
    fn cumulative_line_ends_at_exactly_100() {
        let ratios = [0.1; 10];
        let figure = scree(&ratios, &[1.0; 10], &[], &[], None);
        let [x, y] = lines(&figure)[1].xy[9];
        assert!(
            (x - 10.0).abs() < 1e-12 && y.to_bits() == tick(&figure, "100").to_bits(),
            "{x} {y}"
        );
    }

    #[test]
    fn kaiser_line_stands_at_its_percentage() {
        // Four standardised features: total variance 4, so an eigenvalue of 1 is 25 %.
        let figure = scree(&[0.5, 0.3, 0.15, 0.05], &[2.0, 1.2, 0.6, 0.2], &KAISER, &[], None);
        let kaiser = lines(&figure)[2];
        assert!(kaiser.dashed && (kaiser.xy[0][1] - 25.0).abs() < 1e-9);
        assert_eq!(lines(&scree(&[0.5, 0.5], &[], &KAISER, &[], None)).len(), 2);
    }

    #[test]
    fn whiskers_stand_where_the_intervals_are_and_numbers_above_them() {
        let (ratios, values) = ([0.5, 0.3, 0.15, 0.05], [2.0, 1.2, 0.6, 0.2]);
        let before = scree(&ratios, &values, &[], &[], None).legend;
        let figure = scree(&ratios, &values, &[], &[[1.8, 2.4], [1.0, 1.3]], Some(1));
        let whisker = lines(&figure)[3];
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
            let figure = scree(&vec![1.0 / n as f64; n], &[], &[], &[], Some(3));
            figure.marks.iter().any(|mark| matches!(mark, Mark::Bars(_)))
        };
        assert!(bars(40) && !bars(41));
    }

    #[test]
    fn the_cut_stands_behind_what_is_kept_and_says_how_much() {
        for n in [4, 60] {
            let ratios = vec![1.0 / n as f64; n];
            let figure = scree(&ratios, &[], &[], &[], Some(3));
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
        let figure = scree(&[], &[], &KAISER, &[], Some(1));
        assert!(figure.x.range.0 < figure.x.range.1);
        let figure = scree(&[0.6, f64::NAN, -0.1], &[f64::NAN, 0.0], &KAISER, &[], Some(9));
        let first = lines(&figure)[1].xy[0][1];
        assert!(first.is_finite() && lines(&figure)[1].xy.iter().all(|p| p[1] == first));
    }
}
