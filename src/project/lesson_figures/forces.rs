//! Figures of the gradient: who pulls and pushes, the valley where the customer lies, what a learning rate does.

use super::{LessonFigure, in_sight, of_map, row_name, rows_of};
use crate::narrative::mathematics::{ExplainError, GradientCheck, Lesson, Pace, Paces, Valley};
use crate::plots::mathematics::{Curve, CurvesInput, Force, ForcesInput, Spot, curves, forces};
use crate::plots::palette::CATEGORIES;
use crate::plots::{ColorBy, Coloring, Figure, Ink, MapInput, map};
use crate::words::{count_of, format_count, format_value};
use std::sync::Arc;

/// The longest arrow, as a share of the picture from its middle.
const LONGEST: f64 = 0.72;
/// The picture reaches so many times as far as three quarters of the strongest links.
const AROUND: f64 = 1.8;
/// How far others are drawn, in reaches.
const WIDER: f64 = 2.5;
/// Links whose customers are named.
const NAMED: usize = 3;

/// Attraction and repulsion as arrows from the customer, who lies in the middle; the strongest links one by one.
///
/// # Errors
/// [`ExplainError::NoTsne`].
pub fn forces_figure(
    lesson: &Lesson<'_>,
    found: &GradientCheck,
    at: usize,
) -> Result<LessonFigure, ExplainError> {
    let rows = lesson.matrix().rows();
    let places = lesson.tsne()?.map.points();
    let partners: Vec<usize> =
        found.links.iter().filter_map(|link| rows.binary_search(&link.row).ok()).collect();
    let size = |[x, y]: [f64; 2]| x.hypot(y);
    let away = |one: usize| [0, 1].map(|d| places[one][d] - found.place[d]);
    let mut far: Vec<f64> = partners.iter().map(|one| size(away(*one))).collect();
    far.sort_by(f64::total_cmp);
    // One that was torn far away is not to make all others small.
    let far = far.get(far.len() * 3 / 4).copied().unwrap_or(0.0);
    let reach = if far > 0.0 { far * AROUND } else { 1.0 };
    // An equal aspect shows more than the reach along one axis.
    let corner = |sign: f64| found.place.map(|v| v + sign * WIDER * reach);
    let (around, said) = in_sight(places, [corner(-1.0), corner(1.0)], &partners);
    let around: Vec<usize> = around.into_iter().filter(|one| *one != at).collect();
    let near: Vec<bool> = around.iter().map(|one| partners.contains(one)).collect();
    let longest = size(found.attraction).max(size(found.repulsion));
    let scale = if longest > 0.0 { LONGEST * reach / longest } else { 0.0 };
    let arrow = |name: String, force: [f64; 2], ink, width| Force {
        name,
        tip: force.map(|v| v * scale),
        ink,
        width,
    };
    let (pull, push) = (Ink::Data(CATEGORIES[0]), Ink::Data(CATEGORIES[4]));
    let mut arrows: Vec<Force> = found
        .links
        .iter()
        .enumerate()
        .map(|(nth, link)| {
            let name = if nth < NAMED { row_name(link.row) } else { String::new() };
            arrow(name, link.pull, pull, 0.9)
        })
        .collect();
    let left = found.analytic.map(|v| -v);
    arrows.push(arrow("attraction".to_owned(), found.attraction, pull, 2.6));
    arrows.push(arrow("repulsion".to_owned(), found.repulsion, push, 2.6));
    arrows.push(arrow(String::new(), left, Ink::Primary, 2.6));
    let row = row_name(rows[at]);
    let figure = forces(&ForcesInput {
        title: &format!("What pulls and pushes {row}"),
        caption: &format!(
            "{} The customer lies in the middle. Attraction {}, repulsion {}, both together {}; all arrows are {} times as \
             long as the forces. The thin ones are the {} strongest pulls; the blue customers are those.{said}",
            of_map(lesson),
            format_value(size(found.attraction)),
            format_value(size(found.repulsion)),
            format_value(size(left)),
            format_value(scale),
            found.links.len()
        ),
        axis_labels: ["t-SNE 1, from this customer", "t-SNE 2, from this customer"],
        numbered: false,
        around: &around.iter().map(|one| away(*one)).collect::<Vec<_>>(),
        near: &near,
        reach,
        forces: &arrows,
        kinds: &[("attraction", pull), ("repulsion", push), ("what is left", Ink::Primary)],
    });
    Ok(LessonFigure { figure, rows: rows_of(lesson, &around) })
}

/// What the divergence does as the customer is moved along its gradient, and the gradient as the slope.
pub fn valley_figure(lesson: &Lesson<'_>, found: &Valley, at: usize) -> Figure {
    let row = row_name(lesson.matrix().rows()[at]);
    let end = found.along.last().map_or(1.0, |at| at[0]);
    let slope = [-end / 2.0, end / 2.0].map(|by| [by, by * found.slope]).to_vec();
    let here = Spot { at: [0.0, 0.0], words: "here it lies".to_owned(), ink: Ink::Accent };
    curves(&CurvesInput {
        title: &format!("The divergence as {row} is moved"),
        caption: &format!(
            "{} Only this customer is moved, along its gradient; the slope by the formula is {} nats a unit of the map.",
            of_map(lesson),
            format_value(found.slope)
        ),
        axis_labels: ["How far it is moved (units of the map)", "Change of the divergence (nats)"],
        curves: &[
            Curve { name: "divergence", xy: found.along.clone(), dashed: false, markers: false },
            Curve { name: "slope by the formula", xy: slope, dashed: true, markers: false },
        ],
        spots: &[here],
        rules: &[],
        numbers: &[],
        from_zero: false,
    })
}

/// "7,043 rows, of which a seeded sample of 300; perplexity 30, 300 iterations, seed 42".
fn of_paces(lesson: &Lesson<'_>, found: &Paces) -> String {
    let rows = if found.rows.len() < found.of {
        format!(
            "a seeded sample of {} of {}",
            format_count(found.rows.len()),
            count_of(found.of, "row", "rows")
        )
    } else {
        count_of(found.of, "row", "rows")
    };
    format!(
        "{}: {rows}, perplexity {}, {} iterations, seed {}; small maps beside your own, which stays as it is. A step \
         is never longer than a bound, so points do not fly apart; with too large a rate they do not settle either.",
        lesson.table.short_name(),
        format_value(found.perplexity),
        found.iterations,
        found.seed
    )
}

/// "30 times the default rate".
fn pace_name(pace: &Pace) -> String {
    if pace.times == 1.0 {
        format!("the default rate, {}", format_value(pace.rate))
    } else {
        format!("{} times that", format_count(pace.times as usize))
    }
}

/// The divergence by iteration at each learning rate.
pub fn pace_curves_figure(lesson: &Lesson<'_>, found: &Paces) -> Figure {
    let names: Vec<String> = found.runs.iter().map(pace_name).collect();
    let lines: Vec<Curve> = found
        .runs
        .iter()
        .zip(&names)
        .map(|(run, name)| Curve { name, xy: run.curve.clone(), dashed: false, markers: false })
        .collect();
    curves(&CurvesInput {
        title: "A learning rate too large: the divergence",
        caption: &of_paces(lesson, found),
        axis_labels: ["Iteration", "KL divergence (nats)"],
        curves: &lines,
        spots: &[],
        rules: &[],
        numbers: &[],
        from_zero: true,
    })
}

/// The small maps, each with its learning rate; the colour is the place on PC1, so that order is seen where there is any.
pub fn pace_maps(lesson: &Lesson<'_>, found: &Paces) -> Vec<LessonFigure> {
    let rows: Arc<[_]> = found.rows.clone().into();
    let first = |row| {
        let at = lesson.place(Some(row)).ok()?;
        let centred = lesson.centred(at);
        let component = lesson.pca.components();
        let component = (component.nrows() > 0).then(|| component.row(0))?;
        Some(centred.iter().zip(component).map(|(x, v)| x * v).sum::<f64>())
    };
    let scores: Vec<f64> = rows.iter().map(|row| first(*row).unwrap_or(f64::NAN)).collect();
    let by = ColorBy::Numbers { title: "PC1 of the data", values: &scores };
    let coloring = Coloring::new(&by, rows.len());
    let picture = |run: &Pace| {
        let kl = match run.kl {
            Some(kl) => format!("KL divergence {} nats", format_value(kl)),
            None => "the points flew apart".to_owned(),
        };
        let figure = map(&MapInput {
            title: &format!("Learning rate {}: {kl}", format_value(run.rate)),
            caption: &of_paces(lesson, found),
            points: &run.points,
            axis_labels: ["t-SNE 1", "t-SNE 2"],
            numbered_axes: false,
            coloring: &coloring,
            faint: &[],
        });
        LessonFigure { figure, rows: Arc::clone(&rows) }
    };
    found.runs.iter().map(picture).collect()
}
