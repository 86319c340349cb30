//! The figures of a topic: the same ones in the window, in files, in the report.
//!
//! One function a figure, for whoever plays with its numbers; [`lesson_figures`] gives all of a topic. Points that are customers
//! carry their rows, so that a click on one finds whom it means.

mod columns;
mod components;
mod forces;
mod neighbors;
#[cfg(test)]
mod tests;
mod whole;

pub use columns::{
    correlations_figure, pair_figure, plane_figure, prepared_figures, turning_figure,
};
pub use components::{jacobian_figure, lost_figure, rebuilt_figure, score_figure};
pub use forces::{forces_figure, pace_curves_figure, pace_maps, valley_figure};
pub use neighbors::{neighbors_figure, neighbors_map_figure, search_figure, weights_figure};
pub use whole::{distances_figure, ranks_figure, silhouettes_of_three_figure, system_figure};

use crate::data::RowId;
use crate::narrative::mathematics::{
    ExplainError, Explanation, Lesson, Numbers, covariance_of, distances_beside, paces,
    perplexity_of, score_of, turning_in, valley,
};
use crate::plots::Figure;
use crate::progress::Progress;
use crate::words::{count_of, format_count};
use std::sync::Arc;

/// Customers that are drawn one by one; of more, so many evenly chosen ones.
const SHOWN: usize = 4_000;

/// A figure, and who its points are.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonFigure {
    /// The figure.
    pub figure: Figure,
    /// The row of each point; empty where points are no customers.
    pub rows: Arc<[RowId]>,
}

impl From<Figure> for LessonFigure {
    fn from(figure: Figure) -> Self {
        Self { figure, rows: Arc::from([]) }
    }
}

/// What is played with; where nothing is chosen it is what the explanation tells of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Play {
    /// Two prepared columns, by position.
    pub pair: Option<[usize; 2]>,
    /// A direction in their plane, in degrees.
    pub degrees: Option<f64>,
    /// Components that are kept.
    pub rank: Option<usize>,
    /// The component of a score, counted from 0.
    pub component: Option<usize>,
    /// The effective number of neighbours.
    pub perplexity: Option<f64>,
    /// Columns without relation.
    pub unrelated: Option<usize>,
}

/// The figures of a topic that was explained.
///
/// # Errors
/// [`ExplainError`]: cancelled, a t-SNE map that is no longer there.
pub fn lesson_figures(
    found: &Explanation,
    lesson: &Lesson<'_>,
    play: &Play,
    progress: &Progress,
) -> Result<Vec<LessonFigure>, ExplainError> {
    let at = lesson.place(found.row)?;
    Ok(match &found.numbers {
        Numbers::Preparing(_) => prepared_figures(lesson, at, play.pair),
        Numbers::Covariance(told) => {
            let other = play.pair.map(|pair| covariance_of(lesson, pair));
            let told = other.as_ref().unwrap_or(told);
            vec![correlations_figure(lesson, told.at).into(), pair_figure(lesson, told)]
        }
        Numbers::Eigenvectors(told) => {
            let other = play.pair.map(|pair| turning_in(lesson, told, pair));
            let told = other.as_ref().unwrap_or(told);
            let degrees = play.degrees.unwrap_or(told.best[0]);
            vec![plane_figure(lesson, told, degrees), turning_figure(lesson, told, degrees).into()]
        }
        Numbers::Svd(told) => {
            let kept = play.rank.unwrap_or(2);
            vec![
                rebuilt_figure(lesson, told, at, kept).into(),
                lost_figure(lesson, told, at, kept).into(),
            ]
        }
        Numbers::Score(told) => {
            let other = play.component.and_then(|component| score_of(lesson, at, component));
            vec![score_figure(lesson, other.as_ref().unwrap_or(told), at).into()]
        }
        Numbers::Perplexity(told) => {
            let other =
                play.perplexity.map(|asked| perplexity_of(lesson, at, asked)).transpose()?;
            let told = other.as_ref().unwrap_or(told);
            vec![weights_figure(lesson, told, at).into(), search_figure(lesson, told, at).into()]
        }
        Numbers::Neighbors(told) => {
            vec![neighbors_figure(lesson, told, at).into(), neighbors_map_figure(lesson, told, at)?]
        }
        Numbers::Gradient(told) => {
            let tsne = lesson.tsne()?;
            let along = valley(&tsne.p, &tsne.map, at, told);
            let small = paces(lesson, progress)?;
            let mut list =
                vec![forces_figure(lesson, told, at)?, valley_figure(lesson, &along, at).into()];
            list.push(pace_curves_figure(lesson, &small).into());
            list.extend(pace_maps(lesson, &small));
            list
        }
        Numbers::Jacobian(told) => vec![jacobian_figure(lesson, told).into()],
        Numbers::HighDimension(told) => {
            let other = play.unrelated.map(|columns| distances_beside(lesson, columns, progress));
            let other = other.transpose()?;
            vec![distances_figure(lesson, other.as_ref().unwrap_or(told)).into()]
        }
        Numbers::Metrics(told) => {
            let silhouettes = silhouettes_of_three_figure(lesson, told).map(Into::into);
            [Some(ranks_figure(lesson, told).into()), silhouettes].into_iter().flatten().collect()
        }
        Numbers::System(told) => {
            let caption = if lesson.tsne.is_some() { of_map(lesson) } else { of_table(lesson) };
            vec![system_figure(caption.trim_end_matches('.'), told).into()]
        }
    })
}

/// "customers.csv: 7,043 rows, 45 prepared columns."
fn of_table(lesson: &Lesson<'_>) -> String {
    let (rows, columns) = lesson.matrix().dim();
    format!(
        "{}: {}, {}.",
        lesson.table.short_name(),
        count_of(rows, "row", "rows"),
        count_of(columns, "prepared column", "prepared columns")
    )
}

/// The same of a t-SNE map, with its settings.
fn of_map(lesson: &Lesson<'_>) -> String {
    let settings = lesson.tsne.map_or("", |tsne| &tsne.caption);
    format!("{}: {settings}.", lesson.table.short_name())
}

/// How many customers are drawn, where that is not all.
fn drawn(shown: usize, lesson: &Lesson<'_>) -> String {
    let all = lesson.matrix().dim().0;
    if shown == all {
        return String::new();
    }
    format!(" {} of {} customers are drawn, evenly chosen.", format_count(shown), format_count(all))
}

/// The positions of the customers within a part of the map, these in any case; of very many, evenly chosen ones, and what
/// is to be said of that.
fn in_sight(
    places: &[[f64; 2]],
    [low, high]: [[f64; 2]; 2],
    with: &[usize],
) -> (Vec<usize>, String) {
    let inside = |at: &usize| (0..2).all(|d| (low[d]..=high[d]).contains(&places[*at][d]));
    let all: Vec<usize> = (0..places.len()).filter(inside).collect();
    let step = all.len().div_ceil(SHOWN).max(1);
    let mut chosen: Vec<usize> = all.iter().copied().step_by(step).collect();
    chosen.extend(with.iter().filter(|at| inside(at)));
    chosen.sort_unstable();
    chosen.dedup();
    let said = if chosen.len() == all.len() {
        String::new()
    } else {
        format!(
            " {} of the {} customers there are drawn, evenly chosen.",
            format_count(chosen.len()),
            format_count(all.len())
        )
    };
    (chosen, said)
}

/// The rows at these positions.
fn rows_of(lesson: &Lesson<'_>, at: &[usize]) -> Arc<[RowId]> {
    at.iter().map(|at| lesson.matrix().rows()[*at]).collect()
}

/// "row 1,234".
fn row_name(row: RowId) -> String {
    format!("row {}", format_count(row.0 as usize))
}
