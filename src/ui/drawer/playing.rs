//! What can be played with in a topic: every number is computed again by the code that explains it.

use super::{Panel, covariance, eigenvectors, gradient, high_dimension, neighbors, perplexity};
use super::{picture, preparing, score, svd, theme};
use crate::narrative::mathematics::{Covariance, Lesson, Numbers};
use crate::progress::Progress;
use crate::project::{Explained, LessonFigure, Play, lesson_figures};
use eframe::egui::{Label, Ui};
use gradient::Rates;
use std::sync::Arc;

/// Numbers of a table up to which figures follow a drag; beyond, they follow when it ends.
const AT_ONCE: usize = 1_000_000;

/// Figures, or why there are none.
type Drawn = Result<Arc<[LessonFigure]>, String>;

/// What is set, and the figures of it.
#[derive(Default)]
pub(super) struct Playing {
    of: Option<Arc<Explained>>,
    play: Play,
    drawn: Option<(Play, Drawn)>,
    /// Of two columns that were chosen.
    covariance: Option<Covariance>,
    rates: Rates,
}

impl Playing {
    /// Another customer keeps what is set; another topic or other columns begin anew.
    fn follow(&mut self, found: &Arc<Explained>) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, found)) {
            return;
        }
        (self.drawn, self.covariance) = (None, None);
        let same = |of: &Arc<Explained>| {
            of.found.topic == found.found.topic && of.is_of_the_columns_of(found)
        };
        if !self.of.as_ref().is_some_and(same) {
            self.play = Play::default();
            self.rates = Rates::default();
        }
        self.of = Some(Arc::clone(found));
    }

    /// The figures of what is set; of a large table those before, while something is dragged.
    fn figures(&mut self, found: &Explained, lesson: &Lesson<'_>, dragging: bool) -> Drawn {
        let (rows, columns) = lesson.matrix().dim();
        let wait = dragging && rows.saturating_mul(columns) > AT_ONCE;
        if let Some((_, drawn)) = self.drawn.as_ref().filter(|(of, _)| *of == self.play || wait) {
            return drawn.clone();
        }
        let figures = match found.numbers() {
            // Three runs of t-SNE take a while: they are asked for.
            Numbers::Gradient(told) => gradient::figures(found, lesson, told),
            _ => lesson_figures(&found.found, lesson, &self.play, &Progress::new()),
        };
        let figures = figures.map(Arc::from).map_err(|error| error.to_string());
        self.drawn = Some((self.play, figures.clone()));
        figures
    }
}

/// The experiment of a topic.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, found: &Arc<Explained>, dimmed: bool) {
    let Ok(lesson) = found.lesson() else { return };
    let mut playing = std::mem::take(&mut panel.view.drawer.playing);
    playing.follow(found);
    let before = playing.play;
    let play = &mut playing.play;
    match found.numbers() {
        Numbers::Preparing(_) => preparing::choose(ui, &lesson, play),
        Numbers::Covariance(told) => covariance::choose(ui, &lesson, told.at, play),
        Numbers::Eigenvectors(told) => eigenvectors::choose(ui, &lesson, told, play),
        Numbers::Svd(told) => svd::choose(ui, told, play),
        Numbers::Score(told) => score::choose(ui, panel, told, play),
        Numbers::Perplexity(told) => perplexity::choose(ui, &lesson, told, play),
        Numbers::HighDimension(told) => high_dimension::choose(ui, told, play),
        Numbers::Neighbors(_)
        | Numbers::Gradient(_)
        | Numbers::Jacobian(_)
        | Numbers::Metrics(_)
        | Numbers::System(_) => {}
    }
    let dragging = ui.ctx().dragged_id().is_some();
    match playing.figures(found, &lesson, dragging) {
        Ok(figures) => {
            for (nth, figure) in figures.iter().enumerate() {
                let shown = picture::show(ui, panel, (found.found.topic, nth), figure, dimmed);
                match found.numbers() {
                    Numbers::Covariance(_) if nth == 0 => {
                        covariance::pick(ui, &lesson, figure, &shown, &mut playing.play);
                    }
                    Numbers::Eigenvectors(told) => {
                        eigenvectors::turn(ui, &lesson, told, nth, &shown, &mut playing.play);
                    }
                    _ => {}
                }
            }
        }
        Err(message) => {
            ui.add(Label::new(theme::alarm(ui, crate::words::capitalised(&message))).wrap());
        }
    }
    match found.numbers() {
        Numbers::Covariance(told) => {
            let Playing { play, covariance: known, .. } = &mut playing;
            covariance::largest(ui, panel, &lesson, told, play, known);
        }
        Numbers::Neighbors(told) => neighbors::on_the_maps(ui, panel, found, told),
        Numbers::Gradient(told) => {
            gradient::check(ui, told);
            playing.rates.show(ui, panel, found);
        }
        _ => {}
    }
    if playing.play != before {
        ui.ctx().request_repaint();
    }
    panel.view.drawer.playing = playing;
}
