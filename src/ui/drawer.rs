//! Why is this picture so? A topic at the right side: the answer in a sentence, something to play with, and on demand the
//! formula and the formula filled in with this table's numbers.
//!
//! What was explained last stays, dimmed, until the next explanation is there; the maps beside it stay at work: a click on
//! a customer asks about her.

mod columns;
mod covariance;
mod eigenvectors;
mod formula;
mod gradient;
mod high_dimension;
mod neighbors;
mod perplexity;
mod picture;
mod playing;
mod preparing;
mod related;
mod score;
mod steps;
mod svd;

pub(super) use related::{row_topics, topics, why, why_of_map, why_of_tab};

use super::{Panel, Tab, theme};
use crate::data::RowId;
use crate::narrative::mathematics::{Topic, formulas_of};
use crate::project::{Action, Explained, Question, Trouble};
use crate::words::{capitalised, format_count};
use eframe::egui::{
    self, Align, Button, CollapsingHeader, ComboBox, Frame, Label, Layout, Margin, Role,
    ScrollArea, Ui, WidgetInfo,
};
use formula::Pictures;
use playing::Playing;

/// Its width at first, and between which it can be drawn, in points.
const WIDTH: f32 = 400.0;
const WIDTHS: std::ops::RangeInclusive<f32> = 320.0..=820.0;
/// The share of the window that it takes at first, at most: the maps stay in sight.
const SHARE: f32 = 0.34;
/// With less room than this the columns make place for it, so that the maps need not.
const NARROW: f32 = 1_200.0;
/// Topics that Back leads to.
const KEPT: usize = 30;
/// While an answer is looked for.
const FILLING: &str = "Filling in the numbers\u{2026}";
/// What is of something else is held back.
const DIMMED: f32 = 0.45;

/// What is explained, and what is played with there.
#[derive(Default)]
pub struct DrawerView {
    topic: Option<Topic>,
    back: Vec<Topic>,
    pictures: Pictures,
    playing: Playing,
}

impl DrawerView {
    /// What is explained.
    pub fn topic(&self) -> Option<Topic> {
        self.topic
    }

    /// Explains a topic.
    pub fn open(&mut self, topic: Topic) {
        if let Some(before) = self.topic.filter(|before| *before != topic) {
            if self.back.len() == KEPT {
                self.back.remove(0);
            }
            self.back.push(before);
        }
        self.topic = Some(topic);
    }

    /// Explains no longer.
    pub fn close(&mut self) {
        *self = Self { pictures: std::mem::take(&mut self.pictures), ..Self::default() };
    }

    /// Explains the panel that is open; where that is explained already, closes.
    pub fn explain_tab(&mut self, tab: Tab) {
        let topic = related::topic_of(tab);
        if self.topic == Some(topic) {
            self.close();
        } else {
            self.open(topic);
        }
    }

    fn go_back(&mut self) {
        if let Some(before) = self.back.pop() {
            self.topic = Some(before);
        }
    }
}

/// Whether it needs the room of the panel at the left.
pub(super) fn needs_the_side(ui: &Ui, panel: &Panel) -> bool {
    panel.view.drawer.topic.is_some() && ui.ctx().content_rect().width() < NARROW
}

/// The drawer, where it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(topic) = panel.view.drawer.topic else {
        if panel.project.question().is_some() {
            panel.ask(Action::Explain(None));
        }
        return;
    };
    let question = question(panel, topic);
    if panel.project.question() != Some(question) {
        panel.ask(Action::Explain(Some(question)));
    }
    let wide = ui.ctx().content_rect().width();
    let bare = Frame::side_top_panel(ui.style()).inner_margin(Margin::symmetric(10, 6));
    egui::Panel::right("mathematics")
        .frame(bare)
        .default_size(WIDTH.min(SHARE * wide).max(*WIDTHS.start()))
        .size_range(WIDTHS)
        .resizable(true)
        .show(ui, |ui| {
            head(ui, panel, topic);
            ui.separator();
            ScrollArea::vertical().id_salt("mathematics").auto_shrink([false, false]).show(
                ui,
                |ui| {
                    // The bar at the right covers nothing.
                    ui.set_max_width(ui.available_width() - 2.0 * theme::STEP);
                    body(ui, panel, question);
                },
            );
        });
}

/// What is asked: of the customer who was clicked, where the topic is of one.
fn question(panel: &Panel, topic: Topic) -> Question {
    (topic, panel.view.selection.picked().filter(|_| topic.is_of_a_row()))
}

fn head(ui: &mut Ui, panel: &mut Panel, topic: Topic) {
    ui.horizontal(|ui| {
        let drawer = &mut panel.view.drawer;
        let back = ui.add_enabled(!drawer.back.is_empty(), Button::new("Back"));
        if back.on_hover_text("The topic before this one.").clicked() {
            drawer.go_back();
        }
        let at = Topic::ALL.iter().position(|one| *one == topic).unwrap_or(0);
        let mut chosen = topic;
        let name = |at: usize, topic: Topic| format!("{}. {}", at + 1, topic.title());
        let combo = ComboBox::from_id_salt("topic")
            .selected_text(theme::heading(name(at, topic)))
            .width(150.0)
            .height(400.0)
            .show_ui(ui, |ui| {
                for (at, one) in Topic::ALL.into_iter().enumerate() {
                    ui.selectable_value(&mut chosen, one, name(at, one))
                        .on_hover_text(one.question());
                }
            });
        combo.response.widget_info(|| WidgetInfo {
            current_text_value: Some(topic.title().to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, true, "Topic")
        });
        for (sign, step, words) in
            [("\u{2039}", -1_isize, "Topic before"), ("\u{203a}", 1, "Next topic")]
        {
            let next = at.checked_add_signed(step).and_then(|at| Topic::ALL.get(at).copied());
            let button = ui.add_enabled(next.is_some(), Button::new(sign));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, next.is_some(), words));
            let about = next.map_or("", Topic::title);
            if button.on_hover_text(format!("{words}: {about}")).clicked() {
                chosen = next.unwrap_or(topic);
            }
        }
        if chosen != topic {
            drawer.open(chosen);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = ui.button("\u{d7}");
            close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the mathematics"));
            if close.on_hover_text("Close (Esc)").clicked() {
                panel.view.drawer.close();
            }
        });
    });
}

fn body(ui: &mut Ui, panel: &mut Panel, question: Question) {
    let (topic, _) = question;
    let current = panel.project.explanation_is_current();
    ui.add(Label::new(theme::heading(topic.question())).wrap());
    related::needs(ui, panel, topic);
    ui.add_space(theme::STEP);
    let found = panel.project.explanation().cloned();
    // Words about another topic would only confuse; those about another customer wait for hers.
    let found = found.filter(|found| found.found.topic == topic);
    if !current {
        trouble(ui, panel, question, found.is_some());
    }
    if let Some(found) = &found {
        ui.scope(|ui| {
            if !current {
                ui.multiply_opacity(DIMMED);
            }
            sentence(ui, panel, found);
        });
        ui.add_space(theme::STEP);
    }
    CollapsingHeader::new(theme::strong("The formula"))
        .id_salt("formula")
        .show_unindented(ui, |ui| formulas(ui, panel, topic));
    let Some(found) = &found else { return };
    ui.scope(|ui| {
        if !current {
            ui.multiply_opacity(DIMMED);
        }
        if topic == Topic::System {
            // Its steps are the answer.
            steps::show(ui, &found.found.steps);
        } else {
            CollapsingHeader::new(theme::strong("With these numbers"))
                .id_salt("numbers")
                .show_unindented(ui, |ui| steps::show(ui, &found.found.steps));
        }
        ui.add_space(theme::STEP);
        playing::show(ui, panel, found, !current);
        ui.add_space(theme::STEP);
        ui.add(Label::new(theme::note(ui, format!("Source: {}.", found.found.source))).wrap());
    });
}

/// Why there is no answer yet, or none at all.
fn trouble(ui: &mut Ui, panel: &mut Panel, question: Question, earlier: bool) {
    let wait = |ui: &mut Ui, said: &str| {
        ui.add(Label::new(theme::note(ui, said)).wrap());
    };
    match panel.project.explaining_trouble() {
        Some(Trouble::Failed(message)) => {
            ui.add(Label::new(theme::alarm(ui, capitalised(message))).wrap());
        }
        Some(Trouble::Cancelled) => {
            if ui.button("Cancelled. Fill it in again").clicked() {
                panel.ask(Action::Explain(Some(question)));
            }
        }
        None if panel.project.is_explaining() => {
            if !earlier {
                wait(ui, FILLING);
            }
        }
        None => related::waiting(ui, panel, question.0, earlier),
    }
}

/// The answer, and of whom.
fn sentence(ui: &mut Ui, panel: &Panel, found: &Explained) {
    ui.add(Label::new(&found.found.sentence).wrap().selectable(true));
    if let Some(row) = found.found.row {
        let said = match panel.view.selection.picked() {
            Some(_) => format!("Row {}: the customer who was clicked.", number(row)),
            None => format!(
                "Row {}: the first on the maps. Click a customer to ask about her.",
                number(row)
            ),
        };
        ui.add(Label::new(theme::note(ui, said)).wrap());
    }
}

fn number(row: RowId) -> String {
    format_count(row.0 as usize)
}

fn formulas(ui: &mut Ui, panel: &mut Panel, topic: Topic) {
    for formula in formulas_of(topic) {
        panel.view.drawer.pictures.show(ui, formula);
    }
}
