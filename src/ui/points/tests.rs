//! The three ways to draw points, as pictures beside each other, drawn by software Vulkan.

use super::buffers::Buffers;
use super::gpu::Gpu;
use super::{Scene, Style, View, density, find_gpu, shapes};
use crate::plots::palette::CATEGORIES;
use crate::plots::{Points, Shape, draw_order, point_style};
use eframe::egui::{self, Color32, Rect, pos2};
use eframe::egui_wgpu::RendererOptions;
use egui_kittest::Harness;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use std::sync::Arc;

const SIZE: f32 = 300.0;

#[derive(Clone, Copy, Debug)]
enum Way {
    Shapes,
    Gpu,
    Density,
}

/// A cloud in a square around `middle`, dense in its middle, of all colours and shapes.
fn cloud(n: u32, middle: [f64; 2], half: f64) -> Points {
    let mut state = 1_u64;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1_u32 << 24) - 0.5
    };
    let forms = [Shape::Circle, Shape::Square, Shape::Triangle, Shape::Diamond, Shape::Ring];
    let (radius, opacity) = point_style(n as usize);
    Points {
        xy: (0..n).map(|_| middle.map(|m| m + (random() + random() * random()) * half)).collect(),
        colors: (0..n as usize).map(|i| CATEGORIES[i % 5]).collect(),
        shapes: (0..n as usize).map(|i| forms[if i % 3 == 0 { i / 3 % 5 } else { 0 }]).collect(),
        order: draw_order(n as usize).into(),
        faint: (0..n).map(|i| i % 7 == 0).collect(),
        radius,
        opacity,
    }
}

struct Case {
    points: Points,
    selected: Option<Arc<[bool]>>,
    low: [f64; 2],
    high: [f64; 2],
    dark: bool,
}

impl Case {
    fn new(points: Points, middle: [f64; 2], half: f64) -> Self {
        let [low, high] = [-1.0, 1.0].map(|sign| middle.map(|m| m + sign * half));
        Self { points, selected: None, low, high, dark: false }
    }

    /// The pictures of some points after each other in one window.
    fn pictures(cases: &[Self], way: Way) -> Vec<Vec<[u8; 4]>> {
        let state = create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE);
        let renderer = WgpuTestRenderer::from_render_state(state.clone());
        let (mut buffers, mut counted, mut at) = (None, None, 0);
        let mut draw = |ui: &mut egui::Ui, case: &Self| {
            let frame = Rect::from_min_max(pos2(10.25, 10.5), pos2(SIZE - 10.0, SIZE - 10.25));
            let view = View { frame, low: case.low, high: case.high };
            let dark = case.dark;
            let ground = if dark { Color32::BLACK } else { Color32::WHITE };
            let visuals = if dark { egui::Visuals::dark() } else { egui::Visuals::light() };
            ui.ctx().set_visuals(visuals);
            let Points { radius, opacity, .. } = case.points;
            let style = Style { radius, opacity, dim: 1.0, grey: Color32::GRAY, dark };
            let selected = case.selected.as_ref();
            let scene = Scene { points: &case.points, selected, view, style };
            let painter = ui.painter_at(frame);
            painter.rect_filled(frame, 0.0, ground);
            match way {
                Way::Shapes => painter.extend(shapes::all(&scene, None)),
                Way::Density => density::paint(&painter, &mut counted, &scene),
                Way::Gpu => {
                    find_gpu(ui.ctx(), Some(&state));
                    let gpu = Gpu::of(ui.ctx()).expect("a device");
                    let callback = Buffers::draw(&mut buffers, &gpu, &scene, 1.0);
                    painter.add(egui::Shape::Callback(callback.expect("buffers")));
                }
            }
        };
        let cases: Arc<Vec<&Self>> = Arc::new(cases.iter().collect());
        let mut harness = Harness::builder()
            .with_size([SIZE, SIZE])
            .with_pixels_per_point(1.0)
            .renderer(renderer)
            .build_ui_state(|ui, at: &mut usize| draw(ui, cases[*at]), 0);
        let mut found = Vec::new();
        while at < cases.len() {
            *harness.state_mut() = at;
            harness.run_steps(3);
            let image = harness.render().expect("a picture");
            found.push(image.pixels().map(|pixel| pixel.0).collect());
            at += 1;
        }
        found
    }

    fn picture(&self, way: Way) -> Vec<[u8; 4]> {
        let case = Self { points: self.points.clone(), selected: self.selected.clone(), ..*self };
        Self::pictures(&[case], way).remove(0)
    }
}

/// The mean difference of two pictures over the pixels that points cover, of 255.
fn difference(a: &[[u8; 4]], b: &[[u8; 4]]) -> f64 {
    let ground = a[a.len() / 2].map(|_| 0_u8);
    let inked =
        a.iter().zip(b).filter(|(a, b)| **a != ground && (**a != [255; 4] || **b != [255; 4]));
    let (mut sum, mut count) = (0.0, 0.0);
    for (a, b) in inked {
        sum += a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / 3.0;
        count += 1.0;
    }
    assert!(count > 500.0, "an empty picture");
    sum / count
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_card_draws_what_shapes_draw() {
    for n in [300, 3_000, 20_000] {
        for dark in [false, true] {
            for select in [false, true] {
                let mut case =
                    Case { dark, ..Case::new(cloud(n, [5.0, -3.0], 2.0), [5.0, -3.0], 1.1) };
                case.selected = select.then(|| (0..n).map(|i| i % 4 == 1).collect());
                let [shapes, card] = [Way::Shapes, Way::Gpu].map(|way| case.picture(way));
                let apart = difference(&shapes, &card);
                println!("{n} points, dark {dark}, select {select}: {apart:.2} of 255");
                assert!(apart < 1.5, "{n} points, dark {dark}, select {select}: {apart:.2}");
            }
        }
    }
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_closest_view_is_as_exact_and_a_moved_one_too() {
    // A view ten million times closer than the cloud, far from its middle: beyond an f32's own digits.
    let far = [1_234_567.125, -7_654_321.5];
    let mut points = cloud(3_000, far, 1.0);
    let wide = cloud(3_000, [0.0, 0.0], 1e7);
    points.xy = points.xy.iter().step_by(2).chain(wide.xy.iter().step_by(2)).copied().collect();
    let whole = Case::new(points.clone(), [0.0, 0.0], 1e7);
    let close = Case::new(points.clone(), far, 0.5);
    let beside = Case::new(points, [far[0] + 0.2, far[1]], 0.4);
    let cases = [whole, close, beside];
    let [shapes, card] = [Way::Shapes, Way::Gpu].map(|way| Case::pictures(&cases, way));
    for (shapes, card) in shapes.iter().zip(&card) {
        let apart = difference(shapes, card);
        println!("{apart:.2} of 255");
        assert!(apart < 1.5, "{apart}");
    }
    assert!(difference(&card[1], &card[2]) > 8.0, "the views differ");
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn what_changed_is_sent_again() {
    let middle = [0.0, 0.0];
    let first = cloud(3_000, middle, 2.0);
    let moved = Points { xy: first.xy.iter().map(|[x, y]| [-y, *x]).collect(), ..first.clone() };
    let repainted =
        Points { colors: first.colors.iter().map(|_| CATEGORIES[5]).collect(), ..moved.clone() };
    let selected = (0..3_000).map(|i| i < 1_500).collect();
    let case = |points: &Points| Case::new(points.clone(), middle, 1.1);
    let cases = [
        case(&first),
        case(&moved),
        case(&repainted),
        Case { selected: Some(selected), ..case(&repainted) },
        case(&first),
    ];
    let [shapes, card] = [Way::Shapes, Way::Gpu].map(|way| Case::pictures(&cases, way));
    for at in 0..cases.len() {
        assert!(difference(&shapes[at], &card[at]) < 1.5, "{at}");
        assert!(at == 0 || difference(&card[at - 1], &card[at]) > 8.0, "{at}");
    }
    assert_eq!(card[0], card[4]);
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn counted_points_look_like_drawn_ones_from_afar() {
    for select in [false, true] {
        let mut points = cloud(20_001, [0.0, 0.0], 2.0);
        points.shapes = points.shapes.iter().map(|_| Shape::Circle).collect();
        let mut case = Case::new(points, [0.0, 0.0], 1.1);
        case.selected = select.then(|| (0..20_001).map(|i| i % 4 == 1).collect());
        let [shapes, counted] = [Way::Shapes, Way::Density].map(|way| case.picture(way));
        // The whole, not each pixel: the mean ink.
        let mean = |picture: &[[u8; 4]]| {
            [0, 1, 2].map(|c| {
                picture.iter().map(|p| f64::from(p[c])).sum::<f64>() / picture.len() as f64
            })
        };
        let (a, b) = (mean(&shapes), mean(&counted));
        println!("{a:.1?} {b:.1?}, apart {:.2}", difference(&shapes, &counted));
        assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 6.0), "{a:?} {b:?}");
    }
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn a_card_that_is_gone_is_left_alone() {
    let state = create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE);
    let ctx = egui::Context::default();
    find_gpu(&ctx, Some(&state));
    let gpu = Gpu::of(&ctx).expect("a device");
    let points = cloud(3_000, [0.0, 0.0], 2.0);
    let style = Style { radius: 2.0, opacity: 0.5, dim: 1.0, grey: Color32::GRAY, dark: false };
    let frame = Rect::from_min_max(pos2(0.0, 0.0), pos2(SIZE, SIZE));
    let view = View { frame, low: [-1.0; 2], high: [1.0; 2] };
    let scene = Scene { points: &points, selected: None, view, style };
    let mut kept = None;
    assert!(Buffers::draw(&mut kept, &gpu, &scene, 1.0).is_some());
    state.device.destroy();
    let _ = state.device.poll(eframe::wgpu::PollType::Poll);
    // Whoever holds it in this frame must not fail, with buffers of before or without.
    let moved = Points { xy: points.xy.iter().map(|[x, y]| [*y, *x]).collect(), ..points.clone() };
    let _ = Buffers::draw(&mut kept, &gpu, &Scene { points: &moved, ..scene }, 1.0);
    assert!(Gpu::of(&ctx).is_none(), "the next frame knows");
}

#[test]
fn without_a_card_none_is_found() {
    let ctx = egui::Context::default();
    assert!(Gpu::of(&ctx).is_none());
    find_gpu(&ctx, None);
    assert!(Gpu::of(&ctx).is_none());
}
