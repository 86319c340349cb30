//! The perplexity strip: small maps at several perplexities, one of which can be taken over.

use super::figure_view::{self, Look};
use super::{Panel, maps, side, theme};
use crate::methods::Method;
use crate::project::{Action, SmallMap, Strip, Trouble, perplexities_reading};
use crate::words::{capitalised, format_count};
use eframe::egui::{
    Align, Button, Layout, Response, Role, ScrollArea, Spinner, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// Width of what stands beside the maps, in points.
const SIDE: f32 = 250.0;
/// Widths of a small map, at least and at most.
const LEAST: f32 = 104.0;
const MOST: f32 = 260.0;
/// Points that are drawn of a small map, at most.
pub(super) const DRAWN: usize = 4_000;

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let strip = panel.project.strip().cloned();
    let beside = |ui: &mut Ui, panel: &mut Panel| words(ui, panel, strip.as_ref());
    side::beside(ui, panel, "perplexities side", SIDE, beside, |ui, panel| {
        match strip.as_ref().filter(|strip| !strip.perplexities().is_empty()) {
            Some(strip) => small_maps(ui, panel, strip),
            None => nothing_yet(ui, panel, strip.is_some()),
        }
    });
}

fn nothing_yet(ui: &mut Ui, panel: &mut Panel, too_few: bool) {
    let words = if too_few {
        "This table has too few rows for more than one perplexity."
    } else if panel.project.strip_is_coming() {
        "The small maps are computed when t-SNE has come to its end."
    } else {
        "Six small maps of the same customers, each at another perplexity, side by side: what all of them show \
         is in the data, what only one shows is its perplexity."
    };
    ui.label(theme::note(ui, words));
}

/// What is to be read of the strip, and what can be done.
fn words(ui: &mut Ui, panel: &mut Panel, strip: Option<&Strip>) {
    let project = panel.project;
    let current = project.strip_is_current();
    let maps = strip.map(Strip::maps).unwrap_or_default();
    let missing = strip.is_none_or(|strip| maps.len() < strip.perplexities().len());
    if project.strip_is_coming() {
        let tooltip = "The maps that are there stay.";
        if ui.button("Stop").on_hover_text(tooltip).clicked() {
            panel.ask(Action::StopStrip);
        }
    } else if !current || missing {
        let text = if current && !maps.is_empty() { "Go on" } else { "Compute six maps" };
        let ready = project.prepared().is_some();
        let button = ui.add_enabled(ready, Button::new(text));
        let tooltip = "One t-SNE map after the other, in the background.";
        if button.on_hover_text(tooltip).clicked() {
            panel.ask(Action::ComputeStrip);
        }
    }
    match project.strip_trouble() {
        Some(Trouble::Failed(message)) if current => {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
        _ if !current && !maps.is_empty() => {
            ui.label(theme::alarm(ui, "of earlier settings"));
        }
        _ => {}
    }
    if !maps.is_empty() {
        ui.label(theme::note(ui, perplexities_reading(&maps)));
        ui.label(theme::note(
            ui,
            "All lie as the first one does: turned and mirrored, which changes nothing in a map of t-SNE.",
        ));
    }
}

fn small_maps(ui: &mut Ui, panel: &mut Panel, strip: &Strip) {
    let count = strip.perplexities().len();
    let gap = ui.spacing().item_spacing.x;
    let width = (ui.available_width() / count as f32 - gap).clamp(LEAST, MOST);
    ScrollArea::horizontal().id_salt("perplexities").show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let maps = strip.maps();
            for &perplexity in strip.perplexities() {
                let map = maps.iter().find(|map| map.perplexity == perplexity);
                ui.allocate_ui_with_layout(
                    vec2(width, ui.available_height()),
                    Layout::top_down(Align::Min),
                    |ui| {
                        ui.set_width(width);
                        one(ui, panel, strip, perplexity, map);
                    },
                );
            }
        });
    });
}

fn one(
    ui: &mut Ui,
    panel: &mut Panel,
    strip: &Strip,
    perplexity: f64,
    map: Option<&Arc<SmallMap>>,
) {
    let shown = panel.project.map(Method::Tsne).and_then(|result| result.tsne.as_ref());
    let on_show = shown.is_some_and(|used| used.perplexity == perplexity);
    let name = format!("Perplexity {perplexity}");
    let current = panel.project.strip_is_current();
    ui.label(if on_show { theme::strong(&name) } else { (&name).into() });
    let Some(map) = map else {
        ui.label(theme::note(ui, "to come"));
        if panel.project.strip_is_coming() && is_next(strip, perplexity) {
            ui.add(Spinner::new().size(14.0));
        }
        return;
    };
    let mut adopt = false;
    ui.horizontal(|ui| {
        let short = map.trust.map_or_else(String::new, |trust| format!("trust {:.3}", trust.mean));
        ui.label(theme::note(ui, short)).on_hover_text(
            "Trustworthiness: how far neighbours on the map are neighbours in the data, 1 at best.",
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if on_show {
                ui.label(theme::note(ui, "on show"));
                return;
            }
            let tooltip = "This map takes the place of the t-SNE map; Undo brings the other back.";
            let button = ui.add_enabled(current, Button::new("Use").small());
            let named = format!("Use perplexity {perplexity}");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &named));
            adopt = button.on_hover_text(tooltip).clicked();
        });
    });
    // A square, and room for the bar that scrolls.
    let side = ui.available_width().min(ui.available_height() - 12.0).max(60.0);
    let picture = picture(ui, panel, strip, map, side);
    adopt |= picture.clicked() && current && !on_show;
    picture.on_hover_text(about(map, on_show));
    if adopt {
        panel.ask(Action::AdoptPerplexity(perplexity));
    }
}

fn picture(
    ui: &mut Ui,
    panel: &mut Panel,
    strip: &Strip,
    map: &Arc<SmallMap>,
    side: f32,
) -> Response {
    let figure = panel.view.drawn.small_map(panel.project, strip, map);
    let rows = strip.prepared().matrix.rows();
    let selected = panel.view.selection.among(rows);
    let look = Look {
        rings: maps::rings(panel.view, rows),
        selected: selected.as_ref(),
        dimmed: !panel.project.strip_is_current(),
        fit: true,
        movable: false,
        ..Look::default()
    };
    let id = ("perplexity", map.perplexity.to_bits());
    let square = Layout::top_down(Align::Min);
    let shown = ui.allocate_ui_with_layout(vec2(side, side), square, |ui| {
        ui.set_max_size(vec2(side, side));
        figure_view::show(ui, id, &figure, look)
    });
    let response = shown.inner.response;
    let label = format!("Map at perplexity {}, {}", map.perplexity, trust(map));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    response
}

fn is_next(strip: &Strip, perplexity: f64) -> bool {
    let there = strip.maps();
    let missing = |p: &&f64| there.iter().all(|map| map.perplexity != **p);
    strip.perplexities().iter().find(missing) == Some(&perplexity)
}

fn trust(map: &SmallMap) -> String {
    map.trust.map_or_else(String::new, |trust| format!("trustworthiness {:.3}", trust.mean))
}

fn about(map: &SmallMap, on_show: bool) -> String {
    let rows = map.aligned.len();
    let drawn = if rows > DRAWN {
        format!(" {} of {} customers are drawn.", format_count(DRAWN), format_count(rows))
    } else {
        String::new()
    };
    let take = if on_show { "It is on show." } else { "Click to take it over." };
    format!("{}.{drawn} {take}", map.result.caption)
}
