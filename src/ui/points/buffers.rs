//! The points of one picture on the graphics card.
//!
//! Places and styles lie there in drawing order and are sent again only when they changed; pan, zoom, size and
//! opacity are twenty numbers a frame. Places are `f32` from an origin in `f64`: when the view has moved so far
//! from it that a pixel could be missed, they are sent again from the middle of the view.

use super::gpu::Gpu;
use super::{Scene, View};
use crate::plots::{Points, Rgb, Shape, drawable};
use eframe::egui::{PaintCallback, PaintCallbackInfo};
use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, ScreenDescriptor};
use eframe::wgpu;
use rayon::prelude::*;
use std::sync::Arc;

/// Numbers of the shader's `View`.
const NUMBERS: usize = 20;
/// How many widths of the view the origin may be away: a pixel is then told from the next to a thirtieth.
const FAR: f64 = 256.0;
/// Points that one thread prepares at a time.
const BLOCK: usize = 1 << 14;
/// Where nothing is drawn.
const NOWHERE: f32 = 3e38;

/// What of a picture is on the card.
pub(super) struct Buffers {
    gpu: Arc<Gpu>,
    room: usize,
    places: wgpu::Buffer,
    styles: wgpu::Buffer,
    numbers: wgpu::Buffer,
    group: wgpu::BindGroup,
    sent: Option<Sent>,
}

/// What was sent last; holding it keeps its address from being used again.
struct Sent {
    points: Points,
    selected: Option<Arc<[bool]>>,
    origin: [f64; 2],
    unit: f64,
}

impl Buffers {
    fn new(gpu: &Arc<Gpu>, room: usize) -> Option<Self> {
        let numbers = gpu.buffer(NUMBERS * 4, wgpu::BufferUsages::UNIFORM)?;
        let vertices = |bytes: usize| gpu.buffer(room * bytes, wgpu::BufferUsages::VERTEX);
        Some(Self {
            gpu: Arc::clone(gpu),
            room,
            places: vertices(8)?,
            styles: vertices(4)?,
            group: gpu.group(&numbers)?,
            numbers,
            sent: None,
        })
    }

    /// What draws the scene, or nothing where the card cannot.
    pub fn draw(
        slot: &mut Option<Self>,
        gpu: &Arc<Gpu>,
        scene: &Scene<'_>,
        pixels: f32,
    ) -> Option<PaintCallback> {
        let count = scene.points.order.len();
        if slot.as_ref().is_none_or(|it| it.room < count || !Arc::ptr_eq(&it.gpu, gpu)) {
            *slot = Self::new(gpu, count.max(1));
        }
        let it = slot.as_mut()?;
        let (origin, unit) = it.send(scene);
        let draw = Draw {
            gpu: Arc::clone(gpu),
            group: it.group.clone(),
            places: it.places.clone(),
            styles: it.styles.clone(),
            uniform: it.numbers.clone(),
            numbers: numbers(scene, origin, unit, pixels),
            count: u32::try_from(count).ok()?,
            selecting: scene.selected.is_some(),
        };
        Some(Callback::new_paint_callback(scene.view.frame, draw))
    }

    /// Sends what changed; returns the origin and unit of the places.
    fn send(&mut self, scene: &Scene<'_>) -> ([f64; 2], f64) {
        let now = scene.points;
        let same = self.sent.take().filter(|sent| Arc::ptr_eq(&sent.points.order, &now.order));
        let near = same.as_ref().filter(|sent| is_near(&scene.view, sent.origin));
        let (origin, unit) = near.map_or_else(
            || (scene.view.middle(), scene.view.size()),
            |sent| (sent.origin, sent.unit),
        );
        if near.is_none_or(|sent| !Arc::ptr_eq(&sent.points.xy, &now.xy)) {
            let bytes = places(now, origin, unit);
            self.gpu.queue.write_buffer(&self.places, 0, &bytes);
        }
        let as_before = |sent: &Sent| {
            Arc::ptr_eq(&sent.points.colors, &now.colors)
                && Arc::ptr_eq(&sent.points.shapes, &now.shapes)
                && Arc::ptr_eq(&sent.points.faint, &now.faint)
                && sent.selected.as_ref().map(Arc::as_ptr) == scene.selected.map(Arc::as_ptr)
        };
        if !same.as_ref().is_some_and(as_before) {
            let bytes = styles(now, scene.selected.map(AsRef::as_ref));
            self.gpu.queue.write_buffer(&self.styles, 0, &bytes);
        }
        let selected = scene.selected.cloned();
        self.sent = Some(Sent { points: now.clone(), selected, origin, unit });
        (origin, unit)
    }
}

/// Whether places from this origin are exact enough in this view.
fn is_near(view: &View, origin: [f64; 2]) -> bool {
    let middle = view.middle();
    (0..2).all(|d| (middle[d] - origin[d]).abs() <= FAR * (view.high[d] - view.low[d]).abs())
}

/// The places in drawing order.
fn places(points: &Points, origin: [f64; 2], unit: f64) -> Vec<u8> {
    in_order(points, |at| {
        let place = points.xy.get(at).filter(|place| drawable(place));
        let [x, y] = place
            .map_or([NOWHERE; 2], |place| [0, 1].map(|d| ((place[d] - origin[d]) / unit) as f32));
        let [a, b] = [x, y].map(f32::to_ne_bytes);
        [a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]]
    })
}

/// Colour, shape, held back, selected, in drawing order.
fn styles(points: &Points, selected: Option<&[bool]>) -> Vec<u8> {
    let is = |flags: Option<&[bool]>, at: usize| {
        u32::from(flags.and_then(|flags| flags.get(at)).copied().unwrap_or(false))
    };
    in_order(points, |at| {
        let (Some(&Rgb { r, g, b }), Some(&shape)) = (points.colors.get(at), points.shapes.get(at))
        else {
            return [0; 4];
        };
        let form: u32 = match shape {
            Shape::Circle => 0,
            Shape::Square => 1,
            Shape::Triangle => 2,
            Shape::Diamond => 3,
            Shape::Ring => 4,
        };
        let rest = form | is(Some(&points.faint), at) << 3 | is(selected, at) << 4;
        u32::from_le_bytes([r, g, b, rest as u8]).to_ne_bytes()
    })
}

fn in_order<const N: usize>(points: &Points, one: impl Fn(usize) -> [u8; N] + Sync) -> Vec<u8> {
    let mut bytes = vec![0; points.order.len() * N];
    bytes.par_chunks_mut(BLOCK * N).zip(points.order.par_chunks(BLOCK)).for_each(|(out, order)| {
        for (out, at) in out.chunks_exact_mut(N).zip(order) {
            out.copy_from_slice(&one(*at as usize));
        }
    });
    bytes
}

/// The shader's `View`, but for the size of the window.
fn numbers(scene: &Scene<'_>, origin: [f64; 2], unit: f64, pixels: f32) -> [f32; NUMBERS] {
    let (view, style) = (&scene.view, &scene.style);
    let scale = view.scale().map(|each| each * f64::from(pixels));
    let zero = view.place_exactly(origin).map(|at| (at * f64::from(pixels)) as f32);
    let radius = style.radius * pixels;
    let [red, green, blue, _] = style.grey.to_normalized_gamma_f32();
    let flag = |on: bool| f32::from(u8::from(on));
    [
        (scale[0] * unit) as f32,
        (scale[1] * unit) as f32,
        zero[0],
        zero[1],
        // The window, when it is known.
        1.0,
        1.0,
        radius,
        pictured(radius).unwrap_or(0.0),
        red,
        green,
        blue,
        super::CONTEXT,
        style.opacity * style.dim,
        style.dim,
        Points::FAINT,
        flag(scene.selected.is_some()),
        flag(style.dark),
        0.0,
        0.0,
        0.0,
    ]
}

/// egui draws small discs as pictures of a few sizes, made smaller: the radius in the one it takes.
fn pictured(radius: f32) -> Option<f32> {
    let mut sizes = (0..9).map(|i: u8| 2_f32.powf(f32::from(i) * 0.5 - 1.0));
    sizes.find(|size| radius * 2_f32.powf(0.25) <= *size)
}

/// One scene, to be drawn between egui's own shapes.
struct Draw {
    gpu: Arc<Gpu>,
    group: wgpu::BindGroup,
    places: wgpu::Buffer,
    styles: wgpu::Buffer,
    uniform: wgpu::Buffer,
    numbers: [f32; NUMBERS],
    count: u32,
    selecting: bool,
}

impl CallbackTrait for Draw {
    fn prepare(
        &self,
        _device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        _resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let mut numbers = self.numbers;
        numbers[4] = screen.size_in_pixels[0] as f32;
        numbers[5] = screen.size_in_pixels[1] as f32;
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_ne_bytes()).collect();
        queue.write_buffer(&self.uniform, 0, &bytes);
        Vec::new()
    }

    fn paint(
        &self,
        info: PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        _resources: &CallbackResources,
    ) {
        let [width, height] = info.screen_size_px.map(|size| size as f32);
        // Places count from the window's corner.
        pass.set_viewport(0.0, 0.0, width, height, 0.0, 1.0);
        pass.set_pipeline(&self.gpu.pipeline);
        pass.set_bind_group(0, &self.group, &[]);
        pass.set_vertex_buffer(0, self.places.slice(..));
        pass.set_vertex_buffer(1, self.styles.slice(..));
        pass.draw(0..4, 0..self.count);
        if self.selecting {
            pass.draw(4..8, 0..self.count);
        }
    }
}
