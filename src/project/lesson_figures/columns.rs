//! Figures of columns: before and after they were prepared, how they go together, directions among them.

use super::{LessonFigure, SHOWN, drawn, of_table, row_name, rows_of};
use crate::narrative::mathematics::{
    Covariance, Lesson, Turning, before_after, correlations, shown_amounts, turned,
};
use crate::plots::mathematics::{
    Curve, CurvesInput, Group, HistogramInput, Rule, ScatteredInput, Spot, TurnedInput, curves,
    histogram, scattered, turned_plane,
};
use crate::plots::palette::{CATEGORIES, OTHER};
use crate::plots::{Figure, HeatInput, Ink, Shape, heat};
use crate::words::{count_of, format_count, format_value};

/// Columns of a heat map; of more, those that go together with another the most.
const CELLS: usize = 30;
/// Customers whose way to a direction is drawn.
const WAYS: usize = 36;
/// Bars of a histogram.
const BARS: usize = 30;

/// A customer, those whose cell was filled, all others.
const KINDS: [Group<'static>; 3] = [
    Group { name: "customers", color: CATEGORIES[0], shape: Shape::Circle, faint: false },
    Group { name: "a cell was filled", color: CATEGORIES[1], shape: Shape::Diamond, faint: false },
    Group { name: "this customer", color: CATEGORIES[4], shape: Shape::Square, faint: false },
];

/// Columns as the file has them, and as the methods see them: two as scatter plots, a single one as histograms. Columns that
/// are no numbers in the file have none.
pub fn prepared_figures(
    lesson: &Lesson<'_>,
    at: usize,
    pair: Option<[usize; 2]>,
) -> Vec<LessonFigure> {
    let columns = pair.map_or_else(|| shown_amounts(lesson), |pair| pair.to_vec());
    let Some(found) = before_after(lesson, &columns, at).filter(|f| !f.columns.is_empty()) else {
        return Vec::new();
    };
    let rows = rows_of(lesson, &found.at);
    let names: Vec<&str> = columns.iter().map(|j| lesson.name(*j)).collect();
    let units = |bent: bool, j: usize| {
        let bent = if bent { "bent, then " } else { "" };
        let feature = &lesson.matrix().features()[j];
        match (feature.center == 0.0, feature.scale == 1.0) {
            (true, true) => "as it is".to_owned(),
            _ => format!(
                "prepared: {bent}less {}, over {}",
                format_value(feature.center),
                format_value(feature.scale)
            ),
        }
    };
    let after: Vec<String> = columns
        .iter()
        .map(|j| {
            let bent = lesson.matrix().features()[*j].bend.is_some();
            format!("{} ({})", lesson.name(*j), units(bent, *j))
        })
        .collect();
    let before: Vec<String> = names.iter().map(|name| format!("{name} (as in the file)")).collect();
    let absent = found.filled.iter().filter(|filled| **filled).count();
    let said = |is_after: bool| {
        let lost = match (absent, is_after) {
            (0, _) => " No cell of these was missing.".to_owned(),
            (_, false) => format!(
                " {} had no value in one of them and cannot be drawn here.",
                count_of(absent, "customer", "customers")
            ),
            (_, true) => format!(
                " {} had a cell that was filled: the diamonds.",
                count_of(absent, "customer", "customers")
            ),
        };
        format!("{}{lost}{}", of_table(lesson), drawn(found.at.len(), lesson))
    };
    let kinds: Vec<usize> = found
        .at
        .iter()
        .zip(&found.filled)
        .map(|(place, filled)| if *place == at { 2 } else { usize::from(*filled) })
        .collect();
    let own = found.at.binary_search(&at).ok();
    let named: Vec<(usize, String)> =
        own.map(|place| (place, row_name(lesson.matrix().rows()[at]))).into_iter().collect();
    let stages = [("Before", &found.before, &before, false), ("After", &found.after, &after, true)];
    stages
        .into_iter()
        .map(|(when, values, labels, is_after)| {
            let title = format!("{when} preparing: {}", names.join(" and "));
            let caption = said(is_after);
            if let [values] = &values[..] {
                return counted(&title, &caption, &labels[0], values).into();
            }
            let points: Vec<[f64; 2]> =
                values[0].iter().zip(&values[1]).map(|(a, b)| [*a, *b]).collect();
            let figure = scattered(&ScatteredInput {
                title: &title,
                caption: &caption,
                axis_labels: [&labels[0], &labels[1]],
                numbered: true,
                equal_aspect: is_after,
                points: &points,
                groups: &KINDS,
                kinds: &kinds,
                named: &named,
                means: Some([0, 1].map(|d| mean(&values[d]))),
            });
            LessonFigure { figure, rows: rows.clone() }
        })
        .collect()
}

/// The mean of what is known.
fn mean(values: &[f64]) -> f64 {
    let known = values.iter().filter(|v| v.is_finite());
    let (sum, count) = known.fold((0.0, 0.0), |(sum, count), v| (sum + v, count + 1.0));
    sum / count
}

fn counted(title: &str, caption: &str, label: &str, values: &[f64]) -> Figure {
    let known = || values.iter().copied().filter(|v| v.is_finite());
    let (low, high) =
        known().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let (low, high) = if low < high { (low, high) } else { (low - 0.5, low + 0.5) };
    let (low, high) = if low.is_finite() { (low, high) } else { (0.0, 1.0) };
    let edges: Vec<f64> =
        (0..=BARS).map(|bar| low + (high - low) * bar as f64 / BARS as f64).collect();
    let mut counts = vec![0.0; BARS];
    for value in known() {
        counts[(((value - low) / (high - low) * BARS as f64) as usize).min(BARS - 1)] += 1.0;
    }
    histogram(&HistogramInput {
        title,
        caption,
        axis_labels: [label, "Customers"],
        edges: &edges,
        bars: ("customers", &counts),
        outline: None,
    })
}

/// The correlations of all prepared columns; of many, those that go together with another the most, and the two at `pair`.
pub fn correlations_figure(lesson: &Lesson<'_>, pair: [usize; 2]) -> Figure {
    let found = correlations(lesson.matrix().values().view());
    let all = found.nrows();
    let strongest =
        |j: usize| (0..all).filter(|i| *i != j).map(|i| found[[i, j]].abs()).fold(0.0, f64::max);
    let mut chosen: Vec<usize> = (0..all).collect();
    chosen.sort_by(|a, b| {
        let asked = |j: usize| !pair.contains(&j);
        asked(*a).cmp(&asked(*b)).then(strongest(*b).total_cmp(&strongest(*a))).then(a.cmp(b))
    });
    chosen.truncate(CELLS);
    chosen.sort_unstable();
    let name = |j: &usize| lesson.name(*j).to_owned();
    let columns: Vec<String> = chosen.iter().map(name).collect();
    let rows: Vec<(String, Vec<f64>)> = chosen
        .iter()
        .map(|i| (name(i), chosen.iter().map(|j| found[[*i, *j]]).collect()))
        .collect();
    let [a, b] = pair.map(|j| lesson.name(j));
    let mut caption = format!("{} {a} and {b}: {}.", of_table(lesson), format_value(found[pair]));
    if chosen.len() < all {
        let more = format!(
            " Shown are the {} of {} columns that go together with another the most.",
            chosen.len(),
            format_count(all)
        );
        caption.push_str(&more);
    }
    heat(&HeatInput {
        title: "Correlations of the prepared columns",
        caption: &caption,
        label: "Correlation",
        rows: &rows,
        columns: &columns,
        largest: 1.0,
        cut: None,
    })
}

/// Two prepared columns against each other, the customers who add the most to their covariance marked.
pub fn pair_figure(lesson: &Lesson<'_>, found: &Covariance) -> LessonFigure {
    const KINDS: [Group<'static>; 2] = [
        Group { name: "customers", color: CATEGORIES[0], shape: Shape::Circle, faint: false },
        Group { name: "add the most", color: CATEGORIES[4], shape: Shape::Diamond, faint: false },
    ];
    let rows = lesson.matrix().rows();
    let top: Vec<usize> =
        found.largest.iter().filter_map(|term| rows.binary_search(&term.row).ok()).collect();
    let chosen = lesson.some(SHOWN, &top);
    let kinds: Vec<usize> = chosen.iter().map(|at| usize::from(top.contains(at))).collect();
    let place = |at: &usize| chosen.binary_search(at).ok();
    let named: Vec<(usize, String)> =
        top.iter().filter_map(|at| Some((place(at)?, row_name(rows[*at])))).collect();
    let points = places(lesson, &chosen, found.at);
    let [a, b] = &found.features;
    let correlation = found
        .correlation
        .map_or_else(String::new, |r| format!(", correlation {}", format_value(r)));
    let caption = format!(
        "{} Covariance {}{correlation}. Right of and above both dashed means, or left of and below both, a customer adds to it; \
         in the other two corners a customer takes away.{}",
        of_table(lesson),
        format_value(found.covariance),
        drawn(chosen.len(), lesson)
    );
    let figure = scattered(&ScatteredInput {
        title: &format!("{a} and {b}"),
        caption: &caption,
        axis_labels: [&format!("{a} (prepared)"), &format!("{b} (prepared)")],
        numbered: true,
        equal_aspect: false,
        points: &points,
        groups: &KINDS,
        kinds: &kinds,
        named: &named,
        means: Some(found.means),
    });
    LessonFigure { figure, rows: rows_of(lesson, &chosen) }
}

/// Two prepared columns of some customers.
fn places(lesson: &Lesson<'_>, chosen: &[usize], [a, b]: [usize; 2]) -> Vec<[f64; 2]> {
    let place = |at: &usize| {
        let row = lesson.matrix().row(*at);
        [row[a], row[b]]
    };
    chosen.iter().map(place).collect()
}

/// The plane of two prepared columns with a direction in it.
pub fn plane_figure(lesson: &Lesson<'_>, found: &Turning, degrees: f64) -> LessonFigure {
    const ALL: [Group<'static>; 1] =
        [Group { name: "customers", color: OTHER, shape: Shape::Circle, faint: true }];
    let chosen = lesson.some(SHOWN, &[]);
    let points = places(lesson, &chosen, found.at);
    let step = chosen.len().div_ceil(WAYS).max(1);
    let projected: Vec<usize> = (0..chosen.len()).step_by(step).collect();
    let [a, b] = &found.features;
    let along = turned(found.covariance, degrees);
    let share = along / (found.covariance[0] + found.covariance[2]) * 100.0;
    let caption = format!(
        "{} Variance along this direction {}, {share:.0} % of that of both columns; where {} meet it, straight across, is \
         marked.{}",
        of_table(lesson),
        format_value(along),
        count_of(projected.len(), "customer", "customers"),
        drawn(chosen.len(), lesson)
    );
    let means = found.at.map(|j| lesson.pca.mean()[j]);
    let figure = turned_plane(&TurnedInput {
        plane: ScatteredInput {
            title: &format!("A direction in the plane of {a} and {b}"),
            caption: &caption,
            axis_labels: [&format!("{a} (prepared)"), &format!("{b} (prepared)")],
            numbered: true,
            equal_aspect: true,
            points: &points,
            groups: &ALL,
            kinds: &[],
            named: &[],
            means: Some(means),
        },
        degrees,
        best: found.best[0],
        projected: &projected,
    });
    LessonFigure { figure, rows: rows_of(lesson, &chosen) }
}

/// The variance along a direction as it turns, its maximum and the direction at hand.
pub fn turning_figure(lesson: &Lesson<'_>, found: &Turning, degrees: f64) -> Figure {
    let [a, b] = &found.features;
    let xy = (0..=180).map(|angle| {
        let angle = f64::from(angle);
        [angle, turned(found.covariance, angle)]
    });
    let here = degrees.rem_euclid(180.0);
    let now = turned(found.covariance, here);
    let mut spots = vec![Spot {
        at: found.best,
        words: format!("largest: {} at {:.0}\u{b0}", format_value(found.best[1]), found.best[0]),
        ink: Ink::Primary,
    }];
    // At the maximum the two would cover each other.
    if (here - found.best[0]).abs() > 0.5 {
        let words = format!("here: {} at {here:.0}\u{b0}", format_value(now));
        spots.push(Spot { at: [here, now], words, ink: Ink::Accent });
    }
    curves(&CurvesInput {
        title: "The variance along a direction that turns",
        caption: &format!(
            "{} 0\u{b0} is {a}, 90\u{b0} is {b}; straight across the largest variance lies the smallest, {}.",
            of_table(lesson),
            format_value(found.least.max(0.0))
        ),
        axis_labels: ["Direction (degrees from the first column)", "Variance along it"],
        curves: &[Curve { name: "", xy: xy.collect(), dashed: false, markers: false }],
        spots: &spots,
        rules: &[Rule::Upright(here, String::new())],
        numbers: &[0.0, 45.0, 90.0, 135.0, 180.0],
        from_zero: true,
    })
}
