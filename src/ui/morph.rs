//! The way from the left map to the right one: the points go from their places on the one to those on the other,
//! turned to lie alike, so that one sees who goes where.

use super::{Command, Panel, maps, theme, tsne_map};
use eframe::egui::{Align, Context, Layout, Slider, Ui, WidgetInfo, vec2};

/// Seconds that the whole way takes.
const WHOLE: f32 = 1.4;
/// Width of the slider, in points.
const SLIDER: f32 = 120.0;

/// How far the points are, and whether they go on by themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Morph {
    share: f32,
    toward: Option<f32>,
    /// The slider is being dragged.
    held: bool,
}

impl Morph {
    /// How far the points are: 0 at their places on the left map, 1 at those on the right one.
    pub fn share(&self) -> f32 {
        self.share
    }

    /// Whether the next frame will probably show them elsewhere.
    pub fn moves(&self) -> bool {
        self.held || self.toward.is_some()
    }

    /// Sends the points to the other end, at once where nothing is to be `animated`.
    pub fn play(&mut self, animated: bool) {
        let to = if self.toward.unwrap_or(self.share.round()) < 0.5 { 1.0 } else { 0.0 };
        self.toward = animated.then_some(to);
        if !animated {
            self.share = to;
        }
    }

    /// Puts the points at a share of the way.
    pub fn put(&mut self, share: f32) {
        (self.share, self.toward) = (share.clamp(0.0, 1.0), None);
    }

    /// Goes on after so many seconds.
    fn advance(&mut self, seconds: f32) {
        let Some(to) = self.toward else { return };
        let step = seconds.max(0.0) / WHOLE;
        if (to - self.share).abs() <= step {
            self.put(to);
        } else {
            self.share += step * (to - self.share).signum();
        }
    }
}

/// Whether both maps are there, of the same rows.
pub(super) fn can(panel: &Panel) -> bool {
    let [left, right] = panel.project.shown_methods().map(|method| panel.project.map(method));
    left.zip(right).is_some_and(|(left, right)| left.embedding.rows() == right.embedding.rows())
}

/// Goes on by the time of a frame, before anything is drawn.
pub(super) fn advance(panel: &mut Panel, ctx: &Context) {
    if panel.view.morph == Morph::default() {
        return;
    }
    if !can(panel) {
        panel.view.morph = Morph::default();
    }
    // A frame that took long, such as the first after a pause, is no reason to jump.
    panel.view.morph.advance(ctx.input(|input| input.stable_dt).min(0.1));
    if panel.view.morph.toward.is_some() {
        ctx.request_repaint();
    }
}

/// "37 % of the way to t-SNE"; nothing where the points are at home.
pub(super) fn words(panel: &Panel) -> Option<String> {
    let [_, right] = panel.project.shown_methods();
    let share = panel.view.morph.share();
    (share > 0.0).then(|| format!("{:.0} % of the way to {}", share * 100.0, maps::short(right)))
}

/// The slider under the left map.
pub(super) fn strip(ui: &mut Ui, panel: &mut Panel) {
    let size = vec2(ui.available_width(), tsne_map::STRIP);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        let [left, right] = panel.project.shown_methods().map(maps::short);
        let can = can(panel);
        let (name, about) = Command::Morph.words();
        ui.label(theme::note(ui, left));
        let mut share = panel.view.morph.share();
        let before = share;
        ui.spacing_mut().slider_width = SLIDER;
        let slider = ui.add_enabled(can, Slider::new(&mut share, 0.0..=1.0).show_value(false));
        let spoken = format!("{name} from {left} to {right}");
        slider.widget_info(|| WidgetInfo::slider(can, f64::from(share), &spoken));
        ui.label(theme::note(ui, right));
        panel.view.morph.held = slider.dragged();
        let keys = Command::Morph.shortcut();
        let keys = keys.map_or_else(String::new, |keys| ui.ctx().format_shortcut(&keys));
        slider
            .on_hover_text(format!("{about} ({keys})"))
            .on_disabled_hover_text("It takes both maps, of the same rows.");
        if share.to_bits() != before.to_bits() {
            panel.view.morph.put(share);
            ui.ctx().request_repaint();
        }
        if let Some(words) = words(panel) {
            ui.label(theme::note(ui, words));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_plays_there_and_back_and_turns_round_on_the_way() {
        let mut morph = Morph::default();
        morph.play(true);
        morph.advance(WHOLE / 4.0);
        assert!((morph.share() - 0.25).abs() < 1e-6 && morph.moves());
        morph.advance(WHOLE);
        assert_eq!((morph.share(), morph.moves()), (1.0, false));
        morph.play(true);
        morph.advance(WHOLE / 4.0);
        morph.play(true);
        morph.advance(WHOLE);
        assert_eq!(morph.share(), 1.0, "back to where it came from");
        morph.play(false);
        assert_eq!((morph.share(), morph.moves()), (0.0, false), "at once");
        morph.put(7.0);
        assert_eq!(morph.share(), 1.0);
    }
}
