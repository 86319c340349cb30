//! A [`Figure`] on the screen: `egui_plot` draws axes and grid, pans and zooms; the marks are painted over it.
//!
//! Limits: text marks that would touch are left out, as in files.

mod outline;
mod pen;
mod points;
mod seen;

use pen::Pen;
pub(super) use seen::Seen;

pub use outline::Tool;

use super::pinned::Links;
use super::points::PointWish;
use super::theme;
use crate::plots::{Axis, Figure, Ink, Mark, PointIndex, Ticks, format_tick, nice_ticks};
use eframe::egui::{Color32, Response, Ui, vec2};
use egui_plot::{AxisHints, GridMark, Plot, PlotMemory, PlotTransform};
use std::sync::Arc;

/// Distance of the closest lines that are asked for, in points.
const CLOSEST: f32 = 8.0;
/// Room that a word on an axis needs along it, in points: on x, on y.
const WORD: f32 = 36.0;
const LINE: f32 = 11.0;
/// How far from a point the pointer still means it, in points.
const REACH: f32 = 10.0;
/// About as many numbers stand on an axis.
const TICKS: usize = 7;

/// How a figure is to be shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look<'a> {
    /// The points to ring, indices into the points: under the pointer, and picked.
    pub rings: [Option<usize>; 2],
    /// Which points are selected; `None` where no row is.
    pub selected: Option<&'a Arc<[bool]>>,
    /// Points larger or more solid than usual.
    pub wish: PointWish,
    /// It is of earlier choices.
    pub dimmed: bool,
    /// It is to be shown whole.
    pub fit: bool,
    /// It can be panned and zoomed.
    pub movable: bool,
    /// Which points lie where, once that is known.
    pub index: Option<&'a PointIndex>,
    /// What dragging does.
    pub tool: Tool,
    /// Points to mark with a thin ring: what a search found.
    pub hits: &'a [usize],
    /// Points to join.
    pub links: Option<&'a Links>,
    /// The part of it that is to be in sight.
    pub seen: Option<Seen>,
}

/// What came of it.
pub(super) struct Shown {
    /// The plot's own response.
    pub response: Response,
    /// The point under the pointer, an index into the points.
    pub hovered: Option<usize>,
    /// From the figure's units to the screen.
    pub transform: PlotTransform,
    /// The part of it that is in sight.
    pub seen: Seen,
    /// The point that was clicked.
    pub clicked: Option<usize>,
    /// The points inside the outline that was drawn, ascending.
    pub enclosed: Option<Vec<u32>>,
}

/// Draws a figure into the space that is left. `id` keeps its view; another id starts anew.
pub(super) fn show(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    figure: &Figure,
    look: Look<'_>,
) -> Shown {
    let response = frame(ui, id, figure, look);
    let transform = response.transform;
    let painter = ui.painter_at(*transform.frame());
    let mut pen = Pen {
        id: response.response.id,
        painter: &painter,
        transform: &transform,
        ui,
        opacity: if look.dimmed { 0.35 } else { 1.0 },
        taken: Vec::new(),
    };
    let pointer = response.response.hover_pos();
    let outline = if look.movable {
        outline::follow(ui, &response.response, &transform, look.tool)
    } else {
        None
    };
    let (mut hovered, mut enclosed) = (None, None);
    for mark in &figure.marks {
        match mark {
            Mark::Points(points) => {
                let radius = pen.points(points, figure, &look);
                hovered =
                    pointer.and_then(|at| outline::nearest(points, &look, &transform, at, REACH));
                enclosed = outline.as_ref().map(|of| outline::inside(points, &look, of));
                pen.hits(points, radius, look.hits);
                pen.links(points, look.links);
                let [pointed, picked] = look.rings;
                for at in [picked, pointed.or(hovered)].into_iter().flatten() {
                    pen.ring(points, radius, at);
                }
            }
            Mark::Line(line) => pen.line(line),
            Mark::Bars(bars) => pen.bars(bars),
            Mark::Cells(cells) => pen.cells(cells),
            Mark::Band(band) => pen.band(band),
            Mark::Ribbons(ribbons) => pen.ribbons(ribbons),
            Mark::Arrows(arrows) => pen.arrows(arrows),
            Mark::Text(text) => pen.text(text),
            Mark::Labels(labels) => pen.labels(labels),
            Mark::Names(names) => pen.names(names),
        }
    }
    outline::paint(ui, &painter, &response.response, &transform);
    let clicked = hovered.filter(|_| response.response.clicked());
    let seen = Seen::new(figure, &transform);
    Shown { response: response.response, hovered, clicked, enclosed, transform, seen }
}

fn frame(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    figure: &Figure,
    look: Look<'_>,
) -> egui_plot::PlotResponse<()> {
    let (x, y) = (figure.x.range, figure.y.range);
    let id = ui.make_persistent_id(("figure", &id));
    // A double click in the last frame asks for the whole picture.
    let reset = ui.data_mut(|data| data.remove_temp::<bool>(id)).unwrap_or(false);
    if PlotMemory::load(ui.ctx(), id).is_none() {
        // How much room axes need is known after the first frame only.
        ui.ctx().request_repaint();
    }
    let muted = theme::ink(ui, Ink::Muted);
    let mut plot = Plot::new(id)
        .id(id)
        // Whole at first, and widened to the aspect, never narrowed.
        .include_x(x.0)
        .include_x(x.1)
        .include_y(y.0)
        .include_y(y.1)
        .set_margin_fraction(vec2(0.0, 0.0))
        .custom_x_axes(vec![hints(AxisHints::new_x(), &figure.x, muted, 20.0..=28.0)])
        .custom_y_axes(vec![hints(AxisHints::new_y(), &figure.y, muted, 6.0..=10.0)])
        .x_grid_spacer(spacer(&figure.x, WORD))
        .y_grid_spacer(spacer(&figure.y, LINE))
        .grid_color(theme::color(theme::inks(ui).axis))
        .show_grid([figure.x.ticks == Ticks::Auto, figure.y.ticks == Ticks::Auto])
        .grid_spacing(CLOSEST..=300.0)
        .show_crosshair(false)
        .show_background(true)
        .label_formatter(|_| None)
        .allow_drag(look.movable && look.tool == Tool::Pan)
        .allow_zoom(look.movable)
        // The wheel zooms; see below.
        .allow_scroll(false)
        .allow_axis_zoom_drag(false)
        .allow_boxed_zoom(look.movable)
        .allow_double_click_reset(false);
    // An axis without name and numbers takes no room.
    plot = plot.show_axes(
        [&figure.x, &figure.y].map(|axis| !axis.label.is_empty() || axis.ticks != Ticks::None),
    );
    if figure.equal_aspect {
        plot = plot.data_aspect(1.0);
    }
    if reset || look.fit {
        plot = plot.reset();
    }
    let wheel = look.movable;
    let seen = look.seen.filter(|_| !reset && !look.fit);
    let before = PlotMemory::load(ui.ctx(), id).map(|memory| memory.transform());
    let bounds = seen.zip(before).and_then(|(seen, before)| seen.bounds(figure, &before));
    let shown = plot.show(ui, |plot| {
        if let Some([x, y]) = bounds {
            plot.set_plot_bounds_x(x);
            plot.set_plot_bounds_y(y);
        }
        // The wheel zooms at the pointer, as on any map.
        let turned = plot.ctx().input(|input| input.smooth_scroll_delta().y);
        if wheel && turned != 0.0 && plot.response().hovered() {
            plot.zoom_bounds_around_hovered(eframe::egui::Vec2::splat((turned / 300.0).exp()));
        }
    });
    if look.movable && shown.response.double_clicked() {
        ui.data_mut(|data| data.insert_temp(id, true));
        ui.ctx().request_repaint();
    }
    shown
}

fn hints<'a>(
    hints: AxisHints<'a>,
    axis: &'a Axis,
    ink: Color32,
    between_names: std::ops::RangeInclusive<f32>,
) -> AxisHints<'a> {
    let hints = hints
        .label(eframe::egui::RichText::new(&axis.label).small().color(ink))
        .tick_label_color(ink)
        .min_thickness(14.0);
    match &axis.ticks {
        Ticks::Auto => hints
            .label_spacing(24.0..=36.0)
            .formatter(|mark, _| format_tick(mark.value, mark.step_size)),
        Ticks::None => hints.formatter(|_, _| String::new()),
        Ticks::At(places) => hints.label_spacing(between_names).formatter(move |mark, _| {
            places
                .iter()
                .find(|(at, _)| (at - mark.value).abs() < 1e-9)
                .map_or_else(String::new, |(_, words)| words.clone())
        }),
    }
}

fn spacer(axis: &Axis, room: f32) -> Box<dyn Fn(egui_plot::GridInput) -> Vec<GridMark> + '_> {
    match &axis.ticks {
        Ticks::Auto => Box::new(|input| {
            let ticks = nice_ticks(input.bounds, TICKS);
            let step_size = ticks.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
            ticks.into_iter().map(|value| GridMark { value, step_size }).collect()
        }),
        Ticks::None => Box::new(|_| Vec::new()),
        Ticks::At(places) => {
            let gap = places.windows(2).map(|pair| pair[1].0 - pair[0].0).fold(f64::MAX, f64::min);
            let step_size = if gap < f64::MAX { gap } else { 1.0 };
            Box::new(move |input| {
                // egui_plot's base step is as long as its closest lines lie apart.
                let points = step_size / input.base_step_size * f64::from(CLOSEST);
                let every = ((f64::from(room) / points).ceil() as usize).max(1);
                let kept = places.iter().step_by(every);
                kept.map(|&(value, _)| GridMark { value, step_size: step_size * every as f64 })
                    .collect()
            })
        }
    }
}
