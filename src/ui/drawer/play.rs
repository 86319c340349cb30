//! What can be played with in each topic: the numbers are computed again by the code that explains it.

use super::Panel;
use crate::project::Explained;
use eframe::egui::Ui;
use std::sync::Arc;

/// What is set in the experiments.
#[derive(Default)]
pub(super) struct Play {}

/// The experiment of a topic.
pub(super) fn show(_: &mut Ui, _: &mut Panel, _: &Arc<Explained>) {}
