//! What the user chose and what followed from it.
//!
//! [`Choices`] is one plain value: undo keeps old ones, saving writes it. Results are held in [`Slot`]s,
//! keyed by the choices they were computed from; [`Job`]s compute them beside the window. [`Project`] ties
//! the three together and is changed in one place only: [`Project::apply`].

mod action;
mod choices;
mod figures;
mod history;
mod job;
mod maps;
mod slot;

pub use action::Project;
pub use action::{Action, Key, Opened, Wake};
pub use choices::{Choices, ColorChoice};
pub use figures::{color_column, coloring, map_figure, scree_figure};
pub use history::History;
pub use job::{Job, Poll};
pub use maps::{MapResult, compute};
pub use slot::{Slot, Trouble};
