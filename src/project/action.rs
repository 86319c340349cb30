//! What a panel may ask of the document.

use super::{Analysis, Choices, Question};
use crate::data::{ReadOptions, sample::Sample};
use crate::methods::Method;
use std::path::PathBuf;

/// What a panel may ask for.
#[derive(Debug, Clone, PartialEq)]
// An action lives for a frame, one at a time: a box would save nothing.
#[allow(clippy::large_enum_variant)]
pub enum Action {
    /// Open a table or a project; the table at hand stays until the new one is read.
    Open(PathBuf),
    /// Go on with the project that asked for its data: with these, or where `None` with those that were found.
    UseData(Option<PathBuf>),
    /// Take in what arrived after more was decided about the table at hand, or leave it.
    Arrived(bool),
    /// Do not; the table at hand stays.
    LeaveProject,
    /// Open what the program had kept by itself.
    Restore(PathBuf),
    /// These choices are in this project file now.
    Saved(PathBuf, Box<Choices>),
    /// Open an embedded sample.
    OpenSample(Sample),
    /// Try the file that was refused again, with other options.
    Retry(ReadOptions),
    /// Decide otherwise; one step of undo.
    Choose(Choices),
    /// Take the last decision back.
    Undo,
    /// Make it again.
    Redo,
    /// Compute this map for the present choices.
    Run(Method),
    /// Compute t-SNE again for the present choices, whatever was computed before; from the present map, or
    /// from the start that is set.
    RestartTsne {
        /// From the present map.
        from_map: bool,
    },
    /// Let the run of t-SNE stand still, or go on.
    PauseTsne(bool),
    /// Let a run that ended go on for so many iterations; 0: to the end that it was stopped before.
    ContinueTsne(usize),
    /// Show the map as it was after so many iterations, and go on from there.
    UseIteration(usize),
    /// Stop waiting for this map; of t-SNE the map reached so far stays; where `None`, for the file, or give up one that was refused.
    Cancel(Option<Method>),
    /// Compute this of the PCA for the present choices, or try it again.
    Analyse(Analysis),
    /// Stop waiting for it.
    GiveUp(Analysis),
    /// Judge the maps on show, each by the data and one by the other, when both are there.
    Judge,
    /// Stop that.
    StopJudging,
    /// Group the customers on the maps and in the data, when both maps are there.
    Cluster,
    /// Do not.
    StopClustering,
    /// Say which map to use, when both are there.
    Weigh,
    /// Do not.
    StopWeighing,
    /// Explain a topic, of this customer; where `None` nobody looks any more.
    Explain(Option<Question>),
    /// Stop that.
    StopExplaining,
    /// Map the table at several perplexities, when t-SNE itself has come to its end; those that are there stay.
    ComputeStrip,
    /// Stop that; the maps that are there stay.
    StopStrip,
    /// Let the map of this perplexity be the map of t-SNE.
    AdoptPerplexity(f64),
    /// Stop everything under way.
    CancelAll,
}
