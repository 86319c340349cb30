//! A table becomes a finite [`FeatureMatrix`], with a ledger of what was done to get there.
//!
//! The way: `view` is the table less what the user says is not known, [`roles`] decides which columns take part
//! and why, `make` has `encode` fill missing cells and turn words into numbers, `transform` bend long tails and
//! `scale` make columns comparable, `names` tells features apart; [`prepare`] runs them in that order.
//!
//! What was done is written twice: [`LedgerLine`]s, one for each column, and notices in short (`summary`). What
//! might be done is [`Advice`]. Both carry [`Offer`]s: a [`RecipeChange`] makes of one [`Recipe`] another.

mod advice;
mod cells;
mod change;
mod encode;
mod error;
mod ledger;
mod make;
mod matrix;
mod missing_code;
mod names;
mod prepare;
mod recipe;
mod reshape;
mod roles;
mod sample;
mod scale;
mod summary;
mod transform;
mod view;

pub use advice::{Advice, AdviceKind};
pub use change::{Offer, RecipeChange};
pub use error::FeatureError;
pub use ledger::{LedgerLine, LedgerStep, StepKind, ledger_text};
pub use matrix::{Feature, FeatureMatrix};
pub use missing_code::{MissingCode, known};
pub use prepare::{Prepared, prepare, prepare_only};
pub use recipe::{Categories, ColumnRecipe, Impute, Recipe, Scale, Transform};
pub use reshape::{Histogram, Reshaped, reshaped};
pub use roles::{ColumnRole, Role, roles};
pub use transform::Bend;
