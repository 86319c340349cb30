//! The gradient checked by trying, and what a learning rate that is too large does: small maps, safely aside.

use super::{Panel, picture, theme};
use crate::narrative::mathematics::{ExplainError, GradientCheck, Lesson, Paces, paces, valley};
use crate::project::{
    Explained, Job, LessonFigure, Poll, forces_figure, pace_curves_figure, pace_maps, valley_figure,
};
use crate::words::{capitalised, format_number, format_value};
use eframe::egui::{Align, Button, Grid, Label, Layout, ProgressBar, Ui};
use std::sync::Arc;
use std::time::Duration;

/// Pictures of the topic before those of the learning rates.
const AFTER: usize = 10;
/// How often a bar moves.
const BEAT: Duration = Duration::from_millis(250);

/// Arrows on the map, and the valley in which the customer lies.
pub(super) fn figures(
    found: &Explained,
    lesson: &Lesson<'_>,
    told: &GradientCheck,
) -> Result<Vec<LessonFigure>, ExplainError> {
    let (tsne, at) = (lesson.tsne()?, lesson.place(found.found.row)?);
    let along = valley(&tsne.p, &tsne.map, at, told);
    Ok(vec![forces_figure(lesson, told, at)?, valley_figure(lesson, &along, at).into()])
}

/// The formula against finite differences.
pub(super) fn check(ui: &mut Ui, told: &GradientCheck) {
    ui.add_space(theme::STEP);
    ui.label(theme::strong("Is the formula right?"));
    Grid::new("gradient check").num_columns(3).min_row_height(18.0).show(ui, |ui| {
        let mut line = |name: &str, values: [String; 2]| {
            ui.label(name);
            for value in values {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(value));
            }
            ui.end_row();
        };
        line("", ["along t-SNE 1".to_owned(), "along t-SNE 2".to_owned()]);
        line("by the formula", told.analytic.map(format_number));
        line("by moving the customer", told.finite_difference.map(format_number));
    });
    let said = format!(
        "The two differ by {} of all pulls and pushes; below a millionth they are the same.",
        format_value(told.relative_error)
    );
    ui.add(Label::new(said).wrap());
}

/// Small maps with other learning rates: asked for, under way, or there.
#[derive(Default)]
pub(super) struct Rates {
    job: Option<Job<Result<Paces, String>>>,
    drawn: Option<Result<Vec<LessonFigure>, String>>,
}

impl Rates {
    pub(super) fn show(&mut self, ui: &mut Ui, panel: &mut Panel, found: &Arc<Explained>) {
        self.poll(found);
        ui.add_space(theme::STEP);
        ui.label(theme::strong("A learning rate too large"));
        match (&self.job, &self.drawn) {
            (Some(job), _) => {
                let share = job.progress().fraction().unwrap_or(0.0);
                let cancelled = ui.horizontal(|ui| {
                    ui.label(theme::note(ui, "Three small maps"));
                    ui.add(ProgressBar::new(share).desired_width(120.0).desired_height(8.0));
                    ui.add(Button::new("Cancel").small()).clicked()
                });
                ui.ctx().request_repaint_after(BEAT);
                if cancelled.inner {
                    // Dropping it stops it.
                    self.job = None;
                }
            }
            (None, None) => {
                let said = "How long a step down the gradient may be: three small maps of at most 300 customers with \
                            larger and larger steps. Your own map stays as it is.";
                ui.add(Label::new(theme::note(ui, said)).wrap());
                if ui.button("Try three learning rates").clicked() {
                    self.start(ui, found);
                }
            }
            (None, Some(Err(message))) => {
                ui.add(Label::new(theme::alarm(ui, capitalised(message))).wrap());
            }
            (None, Some(Ok(figures))) => {
                for (nth, figure) in figures.iter().enumerate() {
                    picture::show(ui, panel, (found.found.topic, AFTER + nth), figure, false);
                }
            }
        }
    }

    fn start(&mut self, ui: &Ui, found: &Arc<Explained>) {
        let (found, waker) = (Arc::clone(found), ui.ctx().clone());
        let wake = move || waker.request_repaint();
        self.job = Some(Job::spawn("learning rates", wake, move |progress| {
            let lesson = found.lesson().map_err(|error| error.to_string())?;
            paces(&lesson, progress).map_err(|error| error.to_string())
        }));
    }

    fn poll(&mut self, found: &Explained) {
        let done = match self.job.as_ref().map(Job::poll) {
            Some(Poll::Done(done)) => done,
            Some(Poll::Panicked(message)) => Err(message),
            Some(Poll::Running) | None => return,
        };
        self.job = None;
        let lesson = found.lesson().map_err(|error| error.to_string());
        self.drawn = Some(done.and_then(|small| {
            let lesson = lesson?;
            let curves = LessonFigure::from(pace_curves_figure(&lesson, &small));
            Ok(std::iter::once(curves).chain(pace_maps(&lesson, &small)).collect())
        }));
    }
}
