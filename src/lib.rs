//! dimlens: see the shape of customer data on two linked maps, PCA beside t-SNE, and learn how far to
//! believe them.
//!
//! The folders in alphabetical order are the data's way, and the direction of dependency: a folder uses
//! those above it, never those below.
//!
//! - [`data`]: a file becomes a [`data::Table`]; polars stays behind that wall.
//! - [`features`]: a table becomes a finite [`features::FeatureMatrix`], with a ledger of what was done.
//! - [`methods`]: a matrix becomes a [`methods::Embedding`], by PCA or t-SNE, or a [`methods::Clustering`].
//! - [`metrics`]: how far a map or a clustering may be believed: plain numbers, each with its oracle.
//! - [`narrative`]: what the numbers mean, in words: the verdict.
//! - [`plots`]: results become a [`plots::Figure`]: plain shapes, no window, no file format.
//! - [`project`]: what the user chose and what followed from it; jobs.
//! - [`report`]: figures and tables become files.
//! - `ui`: the window; the only folder that says egui.
//!
//! Beneath all of them lie [`progress`] and [`words`]; [`cli`] runs the same pipeline without the window.

pub mod cli;
pub mod data;
pub mod features;
pub mod methods;
pub mod metrics;
pub mod narrative;
pub mod plots;
pub mod progress;
pub mod project;
pub mod report;
#[cfg(feature = "gui")]
pub mod ui;
pub mod words;
