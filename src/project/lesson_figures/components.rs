//! Figures of components: a customer rebuilt, a score as a sum, where columns lead.

use super::{of_table, row_name};
use crate::narrative::mathematics::{Jacobian, Lesson, Rebuilt, Score};
use crate::plots::Figure;
use crate::plots::Ink;
use crate::plots::mathematics::{
    Curve, CurvesInput, DumbbellsInput, Force, ForcesInput, Rule, Spot, WaterfallInput, curves,
    dumbbells, forces, waterfall,
};
use crate::words::{count_of, format_value};

/// Columns whose arrows are drawn, and so many of them with names.
const ARROWS: usize = 30;
const NAMED: usize = 10;
/// Arrows whose tips are nearer than this share of the longest are one.
const ALIKE: f64 = 0.03;

/// The customer rebuilt from so many components, beside the original; the columns that make it unlike the mean first.
pub fn rebuilt_figure(lesson: &Lesson<'_>, found: &Rebuilt, at: usize, kept: usize) -> Figure {
    let kept = kept.min(found.rebuilt.len() - 1);
    let mut order: Vec<usize> = (0..found.original.len()).collect();
    order.sort_by(|a, b| found.original[*b].abs().total_cmp(&found.original[*a].abs()));
    let pair =
        |j: &usize| (found.features[*j].clone(), [found.original[*j], found.rebuilt[kept][*j]]);
    let rows: Vec<(String, [f64; 2])> = order.iter().map(pair).collect();
    let (all, left) = (found.errors[0], found.errors[kept]);
    let share = if all > 0.0 { 100.0 * (1.0 - left / all) } else { 100.0 };
    let row = row_name(lesson.matrix().rows()[at]);
    dumbbells(&DumbbellsInput {
        title: &format!("R{} rebuilt from {}", &row[1..], components(kept, found)),
        caption: &format!(
            "{} Squared distance to the original {}, to the mean {}: {share:.0} % of what makes it unlike the mean is kept.",
            of_table(lesson),
            format_value(left),
            format_value(all)
        ),
        label: "Prepared value, less the column's mean",
        ends: ["original", "rebuilt"],
        rows: &rows,
    })
}

/// "2 components".
fn components(kept: usize, found: &Rebuilt) -> String {
    // The last entry holds all components, whatever their number.
    let number = if kept + 1 == found.rebuilt.len() { found.rank.max(kept) } else { kept };
    count_of(number, "component", "components")
}

/// What is not yet kept of the customer, and of all customers, by the number of components.
pub fn lost_figure(lesson: &Lesson<'_>, found: &Rebuilt, at: usize, kept: usize) -> Figure {
    let kept = kept.min(found.errors.len() - 1);
    let all = found.errors[0];
    let share = |error: f64| if all > 0.0 { error / all * 100.0 } else { 0.0 };
    let own = found.errors.iter().enumerate().map(|(k, error)| [k as f64, share(*error)]);
    let own: Vec<[f64; 2]> = own.collect();
    let everybody =
        found.kept.iter().enumerate().map(|(k, kept)| [k as f64, 100.0 * (1.0 - kept)]).collect();
    let row = row_name(lesson.matrix().rows()[at]);
    let spot =
        Spot { at: own[kept], words: format!("{:.0} % left", own[kept][1]), ink: Ink::Accent };
    let markers = own.len() <= 40;
    let numbers: Vec<f64> =
        if own.len() <= 21 { own.iter().map(|at| at[0]).collect() } else { Vec::new() };
    curves(&CurvesInput {
        title: "What is lost with so many components",
        caption: &format!(
            "{} Singular values of all customers: {} in all, the first {}.",
            of_table(lesson),
            found.rank,
            found.singular_values.first().map_or("none".to_owned(), |v| format_value(*v))
        ),
        axis_labels: ["Components", "Squared distance left (%)"],
        curves: &[
            Curve { name: &row, xy: own, dashed: false, markers },
            Curve { name: "all customers together", xy: everybody, dashed: true, markers: false },
        ],
        spots: &[spot],
        rules: &[Rule::Upright(kept as f64, String::new())],
        numbers: &numbers,
        from_zero: true,
    })
}

/// A score as a sum, one step a column.
pub fn score_figure(lesson: &Lesson<'_>, found: &Score, at: usize) -> Figure {
    let terms: Vec<(String, f64)> =
        found.terms.iter().map(|term| (term.feature.clone(), term.product)).collect();
    let name = format!("PC{}", found.component);
    let row = row_name(lesson.matrix().rows()[at]);
    let ratio = lesson.pca.explained_variance_ratio();
    let share = ratio.get(found.component - 1).copied().unwrap_or(0.0) * 100.0;
    waterfall(&WaterfallInput {
        title: &format!("Why {row} stands at {} on {name}", format_value(found.score)),
        caption: &format!(
            "{} {name} has {share:.1} % of the variance. Each step: prepared value, less the mean, times the coefficient.",
            of_table(lesson)
        ),
        label: &format!("{name}: the sum so far"),
        terms: &terms,
        total: &format!("{name} of {row}"),
    })
}

/// Where one unit more of each column moves any customer on the PCA map.
pub fn jacobian_figure(lesson: &Lesson<'_>, found: &Jacobian) -> Figure {
    let size = |[x, y]: [f64; 2]| x.hypot(y);
    let longest = found.entries.first().map_or(0.0, |tip| size(*tip));
    // Columns that move a customer alike share an arrow.
    let mut shown: Vec<(&str, [f64; 2], usize)> = Vec::new();
    for (name, tip) in found.features.iter().zip(&found.entries).take(ARROWS) {
        let near = |other: &[f64; 2]| size([other[0] - tip[0], other[1] - tip[1]]);
        match shown.iter_mut().find(|(_, other, _)| near(other) < ALIKE * longest) {
            Some((_, _, more)) => *more += 1,
            None => shown.push((name, *tip, 0)),
        }
    }
    let name = |name: &str, more: usize| match more {
        0 => name.to_owned(),
        more => format!("{name} and {more} alike"),
    };
    // The strongest last: on top.
    let arrows = shown.into_iter().enumerate().map(|(nth, (column, tip, more))| Force {
        name: if nth < NAMED { name(column, more) } else { String::new() },
        tip,
        ink: if nth < NAMED { Ink::Primary } else { Ink::Muted },
        width: if nth < NAMED { 1.6 } else { 0.7 },
    });
    let mut arrows: Vec<Force> = arrows.collect();
    let reach = longest;
    arrows.reverse();
    let axes = lesson.plane.axes.map(|axis| format!("Along PC{}", axis + 1));
    let all = found.features.len();
    let hidden = if all > ARROWS {
        format!(" Shown are the {ARROWS} of {all} columns that move a customer the most.")
    } else {
        String::new()
    };
    forces(&ForcesInput {
        title: "One prepared unit more: where it moves any customer",
        caption: &format!(
            "{} The arrows are the columns of the Jacobian V', the same for every customer on the PCA map. t-SNE has no such \
             picture: it gives places, no function of the columns.{hidden}",
            of_table(lesson)
        ),
        axis_labels: [&axes[0], &axes[1]],
        numbered: true,
        around: &[],
        near: &[],
        reach: reach * 1.25,
        forces: &arrows,
        kinds: &[],
    })
}
