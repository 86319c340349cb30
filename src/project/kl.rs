//! The curve of the divergence, with a verdict in words.

use super::live::{Live, Snapshot};
use super::maps::MapResult;
use super::readings;
use crate::data::Table;
use crate::methods::tsne::KlPoint;
use crate::plots::{Figure, KlInput, kl};

/// The curve of a map of t-SNE; `None` where its method tells none.
pub fn kl_figure(table: &Table, result: &MapResult) -> Option<Figure> {
    let used = result.tsne.as_ref().filter(|used| !used.curve.is_empty())?;
    let done = used.curve.last().map_or(0, |point| point.iteration);
    let reading = readings::kl(used.curve_so_far(), used.early, used.asked);
    let caption = format!("{reading} {}: {}.", table.short_name(), result.caption);
    Some(kl(&KlInput {
        caption: &caption,
        curve: &pairs(&used.curve),
        early: used.early,
        goal: done,
        shown: (used.iterations < done).then_some(used.iterations),
    }))
}

/// The curve of a run under way.
pub fn kl_moving(live: &Live, at: &Snapshot) -> Figure {
    let words = readings::kl_moving(at.frame.iteration, live.early(), live.goal(), &at.curve);
    kl(&KlInput {
        caption: &words,
        curve: &pairs(&at.curve),
        early: live.early(),
        goal: live.goal(),
        shown: None,
    })
}

fn pairs(curve: &[KlPoint]) -> Vec<[f64; 2]> {
    curve.iter().map(|point| [point.iteration as f64, point.kl]).collect()
}
