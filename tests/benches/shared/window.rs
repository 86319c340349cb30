//! The program's window without a screen, drawn as often as a benchmark asks.

use dimlens::methods::Method;
use dimlens::project::Action;
use dimlens::ui::App;
use eframe::App as _;
use eframe::egui::epaint::{ClippedPrimitive, Primitive};
use eframe::egui::{Context, Event, Pos2, RawInput, Rect};
use eframe::egui_wgpu::{RenderState, RendererOptions, ScreenDescriptor};
use eframe::wgpu::{CommandEncoderDescriptor, PollType};
use egui_kittest::wgpu::{create_render_state, default_wgpu_setup};
use std::path::Path;
use std::time::{Duration, Instant};

/// Frames of which a median is taken.
pub const FRAMES: usize = 60;
const SIZE: [u32; 2] = [1600, 1000];

/// A card to draw with; software Vulkan serves.
pub fn card() -> RenderState {
    create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE)
}

/// The window, and what draws it.
pub struct Window {
    pub app: App,
    /// Pictures that the card drew in the last frame.
    pub on_card: usize,
    ctx: Context,
    frame: eframe::Frame,
    state: Option<RenderState>,
    started: Instant,
}

impl Window {
    /// A window on a file: its PCA on show, nothing under way.
    pub fn new(path: &Path, state: Option<RenderState>) -> Self {
        let ctx = Context::default();
        let mut frame = eframe::Frame::_new_kittest();
        frame.wgpu_render_state.clone_from(&state);
        let app = App::new(&ctx, Action::Open(path.to_owned()));
        let mut window = Self { app, on_card: 0, ctx, frame, state, started: Instant::now() };
        while window.app.project().map(Method::Pca).is_none() {
            window.rest();
        }
        while !window.app.project().jobs().is_empty() {
            window.app.apply(Action::CancelAll);
            window.rest();
        }
        window
    }

    /// A frame, and time for what is made beside the window.
    pub fn rest(&mut self) {
        self.frame(Vec::new());
        std::thread::sleep(Duration::from_millis(5));
    }

    /// One frame, in milliseconds: layout, tessellation, and what is prepared for the card.
    pub fn frame(&mut self, events: Vec<Event>) -> f64 {
        let size = SIZE.map(|length| length as f32);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size.into())),
            time: Some(self.started.elapsed().as_secs_f64()),
            focused: true,
            events,
            ..RawInput::default()
        };
        let started = Instant::now();
        let output = self.ctx.run_ui(input, |ui| {
            self.app.logic(ui.ctx(), &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let drawn = |shape: &&ClippedPrimitive| matches!(shape.primitive, Primitive::Callback(_));
        self.on_card = shapes.iter().filter(drawn).count();
        let mut took = started.elapsed();
        if let Some(RenderState { device, queue, renderer, .. }) = &self.state {
            let mut encoder = device.create_command_encoder(&CommandEncoderDescriptor::default());
            let screen = ScreenDescriptor { size_in_pixels: SIZE, pixels_per_point: 1.0 };
            let mut renderer = renderer.write();
            output.textures_delta.set.iter().for_each(|(id, deltas)| {
                deltas.iter().for_each(|d| renderer.update_texture(device, queue, *id, d));
            });
            let buffers = renderer.update_buffers(device, queue, &mut encoder, &shapes, &screen);
            took = started.elapsed();
            // What was prepared would pile up.
            queue.submit(buffers.into_iter().chain([encoder.finish()]));
            let _ = device.poll(PollType::wait_indefinitely());
        }
        took.as_secs_f64() * 1e3
    }

    /// Median and slowest of many frames, after a few that are not counted.
    pub fn frames(&mut self, events: impl Fn(usize) -> Vec<Event>) -> [f64; 2] {
        for at in 0..4 {
            self.frame(events(at));
        }
        let mut took: Vec<f64> = (0..FRAMES).map(|at| self.frame(events(at))).collect();
        took.sort_unstable_by(f64::total_cmp);
        [took[FRAMES / 2], took[FRAMES - 1]]
    }
}
