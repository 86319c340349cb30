//! Figures of neighbours: what they weigh, how that was found, what the map made of them.

use super::{LessonFigure, in_sight, of_map, row_name, rows_of};
use crate::data::RowId;
use crate::narrative::mathematics::{ExplainError, Lesson, Neighbors, Perplexity};
use crate::plots::mathematics::{
    BellInput, Curve, CurvesInput, Group, Pair, PairedInput, Rule, ScatteredInput, bell, curves,
    paired, scattered,
};
use crate::plots::palette::{CATEGORIES, OTHER};
use crate::plots::{Figure, Shape};
use crate::words::{count_of, format_value};

/// Room around neighbours on the map, as a share of how far they lie apart, which counts as so many units at least.
const AROUND: f64 = 0.6;
const LEAST: f64 = 2.0;

/// What each neighbour of the customer weighs, by its distance.
pub fn weights_figure(lesson: &Lesson<'_>, found: &Perplexity, at: usize) -> Figure {
    let row = row_name(lesson.matrix().rows()[at]);
    let width = match found.sigma {
        Some(sigma) => format!("\u{3c3} = {}", format_value(sigma)),
        None => "its neighbours are equally near, so they weigh alike".to_owned(),
    };
    bell(&BellInput {
        title: &format!("What the neighbours of {row} weigh"),
        caption: &format!(
            "{} At perplexity {}: {width}; {} looked at, which weigh as much as {:.1} equal ones.",
            of_map(lesson),
            format_value(found.perplexity),
            count_of(found.p.len(), "neighbour", "neighbours"),
            found.effective
        ),
        distances: &found.distances,
        weights: &found.p,
        sigma: found.sigma,
    })
}

/// The widths that were tried, and the effective neighbours that each gave.
pub fn search_figure(lesson: &Lesson<'_>, found: &Perplexity, at: usize) -> Figure {
    let row = row_name(lesson.matrix().rows()[at]);
    let steps = found.tried.iter().enumerate();
    let xy: Vec<[f64; 2]> = steps.map(|(nth, tried)| [nth as f64 + 1.0, tried.1]).collect();
    let words = match found.tried.last() {
        Some((sigma, effective)) => format!(
            "{}: the last, \u{3c3} = {}, gives {} effective neighbours.",
            count_of(found.tried.len(), "width was tried", "widths were tried"),
            format_value(*sigma),
            format_value(*effective)
        ),
        None => "No width had to be tried: all neighbours are equally near.".to_owned(),
    };
    let numbers: Vec<f64> = xy.iter().map(|at| at[0]).collect();
    curves(&CurvesInput {
        title: &format!("How the width for {row} was found"),
        caption: &format!("{} {words}", of_map(lesson)),
        axis_labels: ["Try", "Effective neighbours"],
        curves: &[Curve { name: "", xy, dashed: false, markers: true }],
        spots: &[],
        rules: &[Rule::Level(
            found.perplexity,
            format!("perplexity {}", format_value(found.perplexity)),
        )],
        numbers: if numbers.len() <= 24 { &numbers } else { &[] },
        from_zero: true,
    })
}

/// The customer's neighbours by p and by q: those of the data first, then those that only the map calls so.
pub fn neighbors_figure(lesson: &Lesson<'_>, found: &Neighbors, at: usize) -> Figure {
    let row = row_name(lesson.matrix().rows()[at]);
    let in_data = |row: RowId| found.in_data.iter().any(|term| term.row == row);
    let besides = found.on_map.iter().filter(|term| !in_data(term.row));
    let pairs: Vec<Pair> = found
        .in_data
        .iter()
        .chain(besides)
        .map(|term| Pair {
            name: row_name(term.row),
            values: [term.p, term.q],
            words: what(found, term.row).to_owned(),
        })
        .collect();
    paired(&PairedInput {
        title: &format!("Neighbours of {row}: the data against the map"),
        caption: &format!(
            "{} The share of this customer in the divergence: {} nats.",
            of_map(lesson),
            format_value(found.divergence)
        ),
        label: "Share of the pair among all pairs",
        measures: ["p, in the data", "q, on the map"],
        pairs: &pairs,
    })
}

/// What became of a neighbour.
fn what(found: &Neighbors, row: RowId) -> &'static str {
    if found.torn.contains(&row) {
        "torn away"
    } else if found.strangers.contains(&row) {
        "put beside"
    } else {
        ""
    }
}

/// The t-SNE map with the customer, its neighbours that were kept or torn away, and the strangers beside it.
///
/// # Errors
/// [`ExplainError::NoTsne`].
pub fn neighbors_map_figure(
    lesson: &Lesson<'_>,
    found: &Neighbors,
    at: usize,
) -> Result<LessonFigure, ExplainError> {
    const KINDS: [Group<'static>; 5] = [
        Group { name: "others", color: OTHER, shape: Shape::Circle, faint: true },
        Group { name: "kept", color: CATEGORIES[0], shape: Shape::Circle, faint: false },
        Group { name: "torn away", color: CATEGORIES[1], shape: Shape::Diamond, faint: false },
        Group { name: "put beside", color: CATEGORIES[3], shape: Shape::Triangle, faint: false },
        Group { name: "this customer", color: CATEGORIES[4], shape: Shape::Square, faint: false },
    ];
    let rows = lesson.matrix().rows();
    let place = |row: &RowId| rows.binary_search(row).ok();
    let told: Vec<usize> = found
        .in_data
        .iter()
        .chain(&found.on_map)
        .filter_map(|term| place(&term.row))
        .chain([at])
        .collect();
    let places = lesson.tsne()?.map.points();
    let end = |d: usize, sign: f64| {
        sign * told.iter().map(|one| sign * places[*one][d]).fold(f64::NEG_INFINITY, f64::max)
    };
    // They, and room around them.
    let apart = (0..2).map(|d| end(d, 1.0) - end(d, -1.0)).fold(LEAST, f64::max);
    let part = [-1.0, 1.0].map(|sign| [0, 1].map(|d| end(d, sign) + sign * AROUND * apart));
    let (chosen, said) = in_sight(places, part, &told);
    let kind = |one: &usize| {
        let row = rows[*one];
        if *one == at {
            return 4;
        }
        let in_data = found.in_data.iter().any(|term| term.row == row);
        match what(found, row) {
            "torn away" => 2,
            "put beside" => 3,
            _ => usize::from(in_data),
        }
    };
    let kinds: Vec<usize> = chosen.iter().map(kind).collect();
    let moved = found.torn.iter().chain(&found.strangers);
    let named: Vec<(usize, String)> = moved
        .filter_map(|row| Some((chosen.binary_search(&place(row)?).ok()?, row_name(*row))))
        .collect();
    let points: Vec<[f64; 2]> = chosen.iter().map(|at| places[*at]).collect();
    let (row, all) = (row_name(rows[at]), found.in_data.len());
    let figure = scattered(&ScatteredInput {
        title: &format!("Where the neighbours of {row} went"),
        caption: &format!(
            "{} The part of the map where they lie. Of the {all} strongest neighbours of {row} in the data, {} are also among its {} \
             nearest here.{said}",
            of_map(lesson),
            all - found.torn.len(),
            found.on_map.len()
        ),
        axis_labels: ["t-SNE 1", "t-SNE 2"],
        numbered: false,
        equal_aspect: true,
        points: &points,
        groups: &KINDS,
        kinds: &kinds,
        named: &named,
        means: None,
    });
    Ok(LessonFigure { figure, rows: rows_of(lesson, &chosen) })
}
