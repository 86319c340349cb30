//! What a panel may ask of the document.

use super::{Analysis, Choices};
use crate::data::{ReadOptions, sample::Sample};
use crate::methods::Method;
use std::path::PathBuf;

/// What a panel may ask for.
#[derive(Debug, Clone, PartialEq)]
// An action lives for a frame, one at a time: a box would save nothing.
#[allow(clippy::large_enum_variant)]
pub enum Action {
    /// Open a file; the table at hand stays until the new one is read.
    Open(PathBuf),
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
    /// Stop waiting for this map; where `None`, for the file, or give up one that was refused.
    Cancel(Option<Method>),
    /// Compute this of the PCA for the present choices, or try it again.
    Analyse(Analysis),
    /// Stop waiting for it.
    GiveUp(Analysis),
    /// Stop everything under way.
    CancelAll,
}
