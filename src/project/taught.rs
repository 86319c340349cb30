//! Several topics of one table with their figures: for files, and for the report's appendix.

use super::{Clusterings, ExplainInputs, Explained, LessonFigure, Play, lesson_figures};
use crate::data::RowId;
use crate::narrative::mathematics::{ExplainError, Explanation, Topic};
use crate::progress::Progress;

/// A topic, filled in, with its figures.
#[derive(Debug, Clone)]
pub struct Taught {
    /// What is to be said.
    pub found: Explanation,
    /// Its figures; empty where none were asked for.
    pub figures: Vec<LessonFigure>,
}

/// A topic, told, or why it cannot be.
pub type TopicTold = (Topic, Result<Taught, ExplainError>);

/// Explains topics of one table, each or why it cannot be; `drawn` with figures.
///
/// # Errors
/// [`ExplainError::NoSuchRow`] and [`ExplainError::Cancelled`], which are about all of them.
pub fn taught(
    topics: &[Topic],
    row: Option<RowId>,
    inputs: &ExplainInputs,
    grouped: Option<&Clusterings>,
    drawn: bool,
    progress: &Progress,
) -> Result<Vec<TopicTold>, ExplainError> {
    let mut known = None;
    let mut list = Vec::new();
    for (nth, &topic) in topics.iter().enumerate() {
        let share = |nth: usize| nth as f64 / topics.len() as f64;
        let part = progress.part(share(nth), share(nth + 1));
        let explained = Explained::new(
            topic,
            row,
            inputs.clone(),
            known.clone(),
            grouped,
            &part.part(0.0, 0.7),
        );
        if let Ok(explained) = &explained {
            known = explained.known();
        }
        let told = explained.and_then(|explained| {
            let figures = if drawn {
                let play = Play::default();
                lesson_figures(&explained.found, &explained.lesson()?, &play, &part.part(0.7, 1.0))?
            } else {
                Vec::new()
            };
            Ok(Taught { found: explained.found, figures })
        });
        match told {
            Err(error @ (ExplainError::NoSuchRow { .. } | ExplainError::Cancelled(_))) => {
                return Err(error);
            }
            told => list.push((topic, told)),
        }
    }
    Ok(list)
}
