//! What a frame of the window costs the CPU while the user pans, zooms and points: layout, tessellation, and all that
//! is prepared for the graphics card, but not the card's own work.
//!
//! `cargo bench --bench frames`: two pictures of all rows at once, the map of the PCA and the biplot, at 10,000,
//! 100,000 and 1,000,000 rows; with a card (software Vulkan serves) and without. `-- 10000 100000` takes other sizes.

use dimlens::data::RowId;
use dimlens::methods::Method;
use dimlens::project::Action;
use dimlens::ui::{App, Tab};
use eframe::App as _;
use eframe::egui::epaint::{ClippedPrimitive, Primitive};
use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput,
    Rect, TouchPhase, pos2, vec2,
};
use eframe::egui_wgpu::{RenderState, RendererOptions, ScreenDescriptor};
use eframe::wgpu::{CommandEncoderDescriptor, PollType};
use egui_kittest::wgpu::{create_render_state, default_wgpu_setup};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const SIZE: [u32; 2] = [1600, 1000];
/// In the middle of the left map.
const MIDDLE: Pos2 = pos2(620.0, 330.0);
const FRAMES: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    println!("milliseconds a frame, median (slowest): both pictures and all panels");
    for rows in sizes {
        let path = folder.path().join(format!("{rows}.csv"));
        std::fs::write(&path, groups(rows))?;
        for card in [true, false] {
            let state = card
                .then(|| create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE));
            measure(&mut Window::new(&path, rows, state), rows, card);
        }
    }
    Ok(())
}

fn measure(window: &mut Window, rows: usize, card: bool) {
    let with = if card { "with a card" } else { "without" };
    let mut line = format!("{rows:>9} rows, {with:<11}");
    let mut part = |window: &mut Window, name: &str, input: &dyn Fn(usize) -> Vec<Event>| {
        for at in 0..4 {
            window.frame(input(at));
        }
        let mut took: Vec<Duration> = (0..FRAMES).map(|at| window.frame(input(at))).collect();
        took.sort_unstable();
        let [median, most] = [took[FRAMES / 2], took[FRAMES - 1]].map(|t| t.as_secs_f64() * 1e3);
        let _ = write!(line, "  {name} {median:.1} ({most:.1})");
    };
    let away = |_| vec![Event::PointerGone];
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let circle = |at: usize| {
        let angle = at as f32 * 0.3;
        MIDDLE + vec2(angle.cos(), angle.sin()) * 60.0
    };
    let wheel = |at: usize| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Wheel,
        delta: vec2(0.0, if at % FRAMES < FRAMES / 2 { 20.0 } else { -20.0 }),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    part(window, "at rest", &away);
    part(window, "pointing", &|at| vec![Event::PointerMoved(circle(at))]);
    part(window, "zooming", &|at| vec![Event::PointerMoved(MIDDLE), wheel(at)]);
    window.frame(vec![Event::PointerMoved(MIDDLE), button(MIDDLE, true)]);
    part(window, "panning", &|at| vec![Event::PointerMoved(circle(at))]);
    window.app.view_mut().selection.select((0..rows as u32 / 3).map(|row| RowId(row * 2)));
    part(window, "with a third selected", &|at| vec![Event::PointerMoved(circle(at))]);
    window.frame(vec![button(MIDDLE, false)]);
    println!("{line}");
}

/// The program's window without a screen.
struct Window {
    ctx: Context,
    app: App,
    frame: eframe::Frame,
    state: Option<RenderState>,
    started: Instant,
    /// Pictures that the card drew in the last frame.
    on_card: usize,
}

impl Window {
    /// A window on a file: its PCA and biplot on show, nothing under way.
    fn new(path: &Path, rows: usize, state: Option<RenderState>) -> Self {
        let ctx = Context::default();
        let mut frame = eframe::Frame::_new_kittest();
        frame.wgpu_render_state.clone_from(&state);
        let app = App::new(&ctx, Action::Open(path.to_owned()));
        let mut window = Self { ctx, app, frame, state, started: Instant::now(), on_card: 0 };
        while window.app.project().map(Method::Pca).is_none() {
            window.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        window.app.view_mut().tab = Tab::Biplot;
        while !window.app.project().jobs().is_empty() {
            window.app.apply(Action::CancelAll);
            window.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        // The index of the points is made beside the window.
        for _ in 0..20 + rows / 10_000 {
            window.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(window.on_card, if window.state.is_some() { 2 } else { 0 }, "two pictures");
        window
    }

    /// One frame, and what it took.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
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
        if let Some(RenderState { device, queue, renderer, .. }) = &self.state {
            let mut encoder = device.create_command_encoder(&CommandEncoderDescriptor::default());
            let screen = ScreenDescriptor { size_in_pixels: SIZE, pixels_per_point: 1.0 };
            let mut renderer = renderer.write();
            output.textures_delta.set.iter().for_each(|(id, deltas)| {
                deltas.iter().for_each(|d| renderer.update_texture(device, queue, *id, d));
            });
            let buffers = renderer.update_buffers(device, queue, &mut encoder, &shapes, &screen);
            let took = started.elapsed();
            // What was prepared would pile up.
            queue.submit(buffers.into_iter().chain([encoder.finish()]));
            let _ = device.poll(PollType::wait_indefinitely());
            return took;
        }
        started.elapsed()
    }
}

/// Overlapping groups, by a fixed formula: six numbers and a word.
fn groups(rows: usize) -> String {
    let mut text = String::from("a,b,c,d,e,f,kind\n");
    let mut state: u64 = 7;
    for row in 0..rows {
        for column in 0..6 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let noise = (state >> 40) as f64 / f64::from(1_u32 << 24);
            let centre = ((row % 7 * 31 + column * 17) % 11) as f64 / 10.0;
            let _ = write!(text, "{:.5},", centre + noise);
        }
        let _ = writeln!(text, "kind {}", row % 7);
    }
    text
}
