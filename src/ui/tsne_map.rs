//! What stands around the map of t-SNE: the run under way, the way back through its iterations, and what the
//! map does not say.

use super::{Ask, Command, Panel, menu_bar, theme};
use crate::data::RowId;
use crate::methods::Method;
use crate::plots::Figure;
use crate::project::{Action, Frame as Kept, Live, TsneUsed};
use crate::words::format_count;
use eframe::egui::{Align, Button, DragValue, Label, Layout, Role, Slider, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Height of the line under the maps, in points.
pub(super) const STRIP: f32 = 28.0;
/// Width of the slider, and of what stands beside it, in points.
const SLIDER: f32 = 130.0;
const BESIDE: f32 = 330.0;

/// A map that is not the last result: on its way, or looked back at.
pub(super) struct Moving {
    pub figure: Arc<Figure>,
    pub rows: Arc<[RowId]>,
    /// Keeps the view: the same for the whole run.
    pub run: u64,
}

/// The map of the run under way, or the iteration that is looked back at.
pub(super) fn moving(panel: &mut Panel) -> Option<Moving> {
    let (live, frame, smooth) = if let Some(live) = panel.project.running() {
        panel.view.tsne.scrub = None;
        (live, live.latest()?.frame, true)
    } else {
        let live = panel.project.shown_run()?;
        (live, looked_at(panel, live)?, false)
    };
    let figure = panel.view.drawn.moving(panel.project, live, &frame, smooth)?;
    let rows = Arc::clone(live.prepared().matrix.rows());
    Some(Moving { figure, rows, run: live.number() })
}

/// The iteration that is looked back at.
fn looked_at(panel: &Panel, live: &Live) -> Option<Kept> {
    let (run, iteration) = panel.view.tsne.scrub?;
    let frames = (run == live.number()).then(|| live.frames())?;
    frames.into_iter().find(|frame| frame.iteration == iteration)
}

/// The line under the map.
pub(super) fn strip(ui: &mut Ui, panel: &mut Panel) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), STRIP),
        Layout::left_to_right(Align::Center),
        |ui| {
            if let Some(live) = panel.project.running().cloned() {
                under_way(ui, panel, &live);
            } else if let Some(live) = panel.project.shown_run().cloned() {
                look_back(ui, panel, &live);
            }
        },
    );
}

fn under_way(ui: &mut Ui, panel: &mut Panel, live: &Live) {
    if live.is_paused() {
        menu_bar::button(ui, panel, Command::ContinueTsne);
        ui.label("paused");
    } else {
        menu_bar::button(ui, panel, Command::PauseTsne);
    }
    let tooltip = "Stop here. The map reached so far stays, and can go on later.";
    if ui.button("Stop t-SNE").on_hover_text(tooltip).clicked() {
        panel.ask(Action::Cancel(Some(Method::Tsne)));
    }
}

fn look_back(ui: &mut Ui, panel: &mut Panel, live: &Live) {
    let Some(used) = panel.project.map(Method::Tsne).and_then(|r| r.tsne.clone()) else {
        return;
    };
    let frames = live.frames();
    let last = frames.len().saturating_sub(1);
    let shown = panel.view.tsne.scrub.filter(|(run, _)| *run == live.number()).map(|(_, at)| at);
    let iteration = shown.unwrap_or(used.iterations);
    let now = frames.partition_point(|frame| frame.iteration < iteration).min(last);
    if last > 0 {
        let mut at = now;
        // The buttons behind it must fit, too.
        ui.spacing_mut().slider_width = (ui.available_width() - BESIDE).clamp(40.0, SLIDER);
        let slider = ui.add(Slider::new(&mut at, 0..=last).show_value(false));
        slider.widget_info(|| {
            let place = frames[at].iteration as f64;
            eframe::egui::WidgetInfo::slider(true, place, "Look back through iterations")
        });
        slider.on_hover_text(
            "Look back: the map after earlier iterations. The left and right keys go one at a time.",
        );
        if at != now {
            let chosen = frames[at].iteration;
            panel.view.tsne.scrub = (chosen != used.iterations).then_some((live.number(), chosen));
            ui.ctx().request_repaint();
        }
    }
    let kl = used.curve.iter().rev().find(|point| point.iteration <= iteration);
    let kl = kl.map_or_else(String::new, |point| format!(", KL {:.2}", point.kl));
    ui.label(theme::note(ui, format!("iteration {}{kl}", format_count(iteration))));
    if shown.is_some_and(|at| at != used.iterations) {
        let tooltip = "Take this map over: other pictures follow it, and Continue goes on from it.";
        if ui.button("Use this one").on_hover_text(tooltip).clicked() {
            panel.ask(Action::UseIteration(iteration));
            panel.view.tsne.scrub = None;
        }
    }
    go_on(ui, panel);
}

/// The button that lets a run that ended go on.
pub(super) fn go_on(ui: &mut Ui, panel: &mut Panel) {
    if !panel.project.can_continue() {
        return;
    }
    let early = panel.project.map(Method::Tsne).and_then(|result| result.tsne.as_ref());
    if early.is_some_and(TsneUsed::stopped_early) {
        menu_bar::button(ui, panel, Command::ContinueTsne);
        return;
    }
    let button = ui.button("Go on for");
    let tooltip = format!("{} (Ctrl+G)", Command::ContinueTsne.words().1);
    if button.on_hover_text(tooltip).clicked() {
        panel.asks.push(Ask::Command(Command::ContinueTsne));
    }
    let more = &mut panel.view.tsne.go_on_for;
    let number = DragValue::new(more).range(10..=10_000).speed(10).suffix(" iterations");
    let response = ui.add(number).on_hover_text("How many more iterations.");
    response.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, "Iterations to go on for"));
}

/// How far the run is, for the heading.
pub(super) fn detail(panel: &Panel) -> Option<String> {
    let live = panel.project.running()?;
    Some(live.progress().unwrap_or_else(|| "looking for neighbours".to_owned()))
}

/// What the map does not say, until the user has read it.
pub(super) fn caution(ui: &mut Ui, panel: &mut Panel) {
    if panel.view.tsne.caution_read {
        return;
    }
    let words = "How large a group is, and how wide the gap to the next, says nothing here: only who is whose \
                 neighbour does. Look at several perplexities.";
    ui.horizontal(|ui| {
        let room = ui.available_width() - 64.0;
        ui.allocate_ui(vec2(room, 0.0), |ui| {
            ui.set_width(room);
            ui.add(Label::new(theme::note(ui, words)).wrap());
        });
        let tooltip = "Hide this note until the program is started again.";
        if ui.add(Button::new("Got it").small()).on_hover_text(tooltip).clicked() {
            panel.view.tsne.caution_read = true;
        }
    });
}
