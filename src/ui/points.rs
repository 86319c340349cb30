//! Scatters on the screen, from ten points to millions, one picture by three ways.
//!
//! - Few points are egui's own shapes.
//! - From [`ON_GPU`] points on the graphics card draws them: a frame costs a few numbers, however many there are.
//! - Where no card can, and more than [`SHAPES`] are in sight, they are counted into pixels.
//!
//! All follow the drawing order, size, opacity and selection that a [`Scene`] says.

mod buffers;
mod density;
mod gpu;
mod shapes;

pub(super) use gpu::find as find_gpu;
pub(super) use shapes::shape;

use super::theme;
use crate::plots::{Points, drawable, point_style};
use buffers::Buffers;
use density::Density;
use eframe::egui::{Color32, Context, Id, Painter, Pos2, Rect, Shape, Ui, pos2};
use egui_plot::PlotTransform;
use gpu::Gpu;
use std::sync::{Arc, Mutex, PoisonError};

/// From here on the graphics card draws, where there is one: shapes cost some 0.1 ms a thousand in each frame.
const ON_GPU: usize = 2_000;
/// Shapes that are drawn at most where there is none.
const SHAPES: usize = 20_000;
/// How much of their opacity points keep that are not selected while others are.
const CONTEXT: f32 = 0.7;

/// What the user wants different from what the number of points and the zoom ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointWish {
    /// How many times larger.
    pub size: f32,
    /// How many times more solid.
    pub opacity: f32,
}

impl Default for PointWish {
    fn default() -> Self {
        Self { size: 1.0, opacity: 1.0 }
    }
}

/// How all points of a picture look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// In points of the screen.
    pub radius: f32,
    /// 0 to 1; of selected points and those beside them see [`Scene`].
    opacity: f32,
    /// What is left of all of it: less than one for a picture of earlier choices.
    dim: f32,
    /// The colour of points that are not selected while others are.
    grey: Color32,
    /// The ground is dark.
    dark: bool,
}

impl Style {
    /// Points grow gently and become solid as the view comes closer: as many as are then in sight would look.
    pub fn new(ui: &Ui, points: &Points, zoom: f64, wish: PointWish, dim: f32) -> Self {
        let n = points.xy.len();
        let in_sight = n as f64 / zoom.max(1.0).powi(2);
        let ((radius, opacity), near) = (point_style(n), point_style(in_sight as usize));
        Self {
            radius: points.radius * near.0 / radius * wish.size,
            opacity: (points.opacity * near.1 / opacity * wish.opacity).clamp(0.0, 1.0),
            dim,
            grey: theme::color(theme::inks(ui).axis),
            dark: ui.visuals().dark_mode,
        }
    }
}

/// The part of the figure's plane that is in sight, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    frame: Rect,
    low: [f64; 2],
    high: [f64; 2],
}

impl View {
    /// What a plot shows.
    pub fn new(transform: &PlotTransform) -> Self {
        let bounds = transform.bounds();
        Self { frame: *transform.frame(), low: bounds.min(), high: bounds.max() }
    }

    /// Points of the screen for each unit, right and down.
    fn scale(&self) -> [f64; 2] {
        let size = [self.frame.width(), -self.frame.height()];
        [0, 1].map(|d| f64::from(size[d]) / (self.high[d] - self.low[d]))
    }

    fn middle(&self) -> [f64; 2] {
        [0, 1].map(|d| f64::midpoint(self.low[d], self.high[d]))
    }

    /// The larger of width and height, in units; never zero.
    fn size(&self) -> f64 {
        let size = (self.high[0] - self.low[0]).max(self.high[1] - self.low[1]);
        if size > 0.0 && size.is_finite() { size } else { 1.0 }
    }

    fn place_exactly(&self, at: [f64; 2]) -> [f64; 2] {
        let (zero, scale) = ([self.frame.left(), self.frame.bottom()], self.scale());
        [0, 1].map(|d| (at[d] - self.low[d]) * scale[d] + f64::from(zero[d]))
    }

    /// Where a place is on the screen.
    fn place(&self, at: [f64; 2]) -> Pos2 {
        let [x, y] = self.place_exactly(at);
        pos2(x as f32, y as f32)
    }
}

/// Points and how they are to be seen. Where some are selected they lie on top, as strong as can be, and the
/// others are grey.
pub(super) struct Scene<'a> {
    pub points: &'a Points,
    pub selected: Option<&'a Arc<[bool]>>,
    pub view: View,
    pub style: Style,
}

impl Scene<'_> {
    /// Whether a point keeps its colour.
    fn is_on_top(&self, at: usize) -> bool {
        self.selected.is_none_or(|s| s.get(at).copied().unwrap_or(false))
    }

    fn opacity(&self, at: usize) -> f32 {
        let Style { opacity, dim, .. } = self.style;
        match self.selected {
            Some(_) if self.is_on_top(at) => dim,
            Some(_) => opacity * self.points.share_of(at) * dim * CONTEXT,
            None => opacity * self.points.share_of(at) * dim,
        }
    }

    fn color(&self, at: usize) -> Color32 {
        if self.is_on_top(at) {
            self.points.colors.get(at).map_or(self.style.grey, |color| theme::color(*color))
        } else {
            self.style.grey
        }
    }

    /// Where a point is on the screen, if it can be seen.
    fn seen_at(&self, at: usize) -> Option<Pos2> {
        let place = self.points.xy.get(at).filter(|place| drawable(place))?;
        let center = self.view.place(*place);
        let seen = self.view.frame.expand(self.style.radius * 2.0);
        seen.contains(center).then_some(center)
    }

    /// Which points can be seen, where they are few enough to be drawn as shapes.
    fn few_in_sight(&self) -> Option<Vec<bool>> {
        let mut seen = vec![false; self.points.xy.len()];
        let mut count = 0;
        for (at, seen) in seen.iter_mut().enumerate() {
            *seen = self.seen_at(at).is_some();
            count += usize::from(*seen);
            if count > SHAPES {
                return None;
            }
        }
        Some(seen)
    }
}

/// What is kept of one picture from frame to frame.
#[derive(Default)]
struct Layer {
    buffers: Option<Buffers>,
    density: Option<Density>,
}

/// The pictures on show, and the frame in which each was drawn last.
#[derive(Default)]
struct Layers(Vec<(Id, u64, Layer)>);

impl Layers {
    /// The layer of a picture; those of pictures that went out of sight are given up.
    fn of(&mut self, id: Id, frame: u64) -> &mut Layer {
        self.0.retain(|(one, drawn, _)| *one == id || drawn + 2 >= frame);
        let at = self.0.iter().position(|(one, ..)| *one == id).unwrap_or_else(|| {
            self.0.push((id, frame, Layer::default()));
            self.0.len() - 1
        });
        self.0[at].1 = frame;
        &mut self.0[at].2
    }
}

/// Draws the scene. `id` tells the picture from others in the same frame.
pub(super) fn paint(painter: &Painter, id: Id, scene: &Scene<'_>) {
    let ctx = painter.ctx();
    let count = scene.points.order.len();
    if count < ON_GPU {
        painter.extend(shapes::all(scene, None));
        return;
    }
    let layers: Arc<Mutex<Layers>> =
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(Id::unique("points"))));
    let mut layers = layers.lock().unwrap_or_else(PoisonError::into_inner);
    let layer = layers.of(id, ctx.cumulative_frame_nr());
    if let Some(callback) = on_gpu(ctx, layer, scene) {
        painter.add(Shape::Callback(callback));
    } else if count <= SHAPES {
        painter.extend(shapes::all(scene, None));
    } else if let Some(seen) = scene.few_in_sight() {
        painter.extend(shapes::all(scene, Some(&seen)));
    } else {
        density::paint(painter, &mut layer.density, scene);
    }
}

fn on_gpu(
    ctx: &Context,
    layer: &mut Layer,
    scene: &Scene<'_>,
) -> Option<eframe::egui::PaintCallback> {
    let gpu = Gpu::of(ctx)?;
    Buffers::draw(&mut layer.buffers, &gpu, scene, ctx.pixels_per_point())
}

#[cfg(test)]
mod tests;
