//! A table becomes a finite [`FeatureMatrix`], with a ledger of what was done to get there.
//!
//! The way: [`roles`] decides which columns take part and why, `encode` fills missing cells and turns
//! words into numbers, `scale` makes columns comparable, [`prepare`] runs them in that order.

mod encode;
mod error;
mod ledger;
mod make;
mod matrix;
mod prepare;
mod recipe;
mod roles;
mod scale;

pub use error::FeatureError;
pub use matrix::{Feature, FeatureMatrix};
pub use prepare::{Prepared, prepare};
pub use recipe::{Categories, Impute, Recipe, Scale};
pub use roles::{ColumnRole, Role, roles};
