//! Very many points where no graphics card draws them: counted into the pixels of the plot.
//!
//! A pixel that k points cover is as solid as k points drawn over each other, 1 - (1 - opacity)^k, and has the mean
//! of their colours: what any shuffled drawing order comes to on average. Counting takes a moment, so while the
//! view moves the last picture moves with it, and is made anew when the view rests, or at once where it was quick.

use super::{CONTEXT, Scene, Style, View};
use crate::plots::{Points, drawable};
use eframe::egui::{
    Color32, ColorImage, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2, vec2,
};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A picture that took longer is not made anew while the view moves.
const QUICK: Duration = Duration::from_millis(5);

/// The last picture.
pub(super) struct Density {
    points: Points,
    selected: Option<Arc<[bool]>>,
    style: Style,
    /// What it shows, and the pixels it was made for.
    view: View,
    pixels: f32,
    /// What was to be seen in the last frame.
    wanted: View,
    texture: TextureHandle,
    took: Duration,
}

/// Draws the scene from the last picture, or makes a new one.
pub(super) fn paint(painter: &Painter, slot: &mut Option<Density>, scene: &Scene<'_>) {
    let pixels = painter.ctx().pixels_per_point();
    let last = slot.take().filter(|last| last.is_of(scene, pixels));
    let kept = last.filter(|last| {
        let rests = last.wanted == scene.view;
        last.view == scene.view && last.style == scene.style || !rests && last.took > QUICK
    });
    let now = match kept {
        Some(kept) => Density { wanted: scene.view, ..kept },
        None => Density::new(painter, scene, pixels),
    };
    if now.view != scene.view {
        painter.ctx().request_repaint();
    }
    let corners = [now.view.low, now.view.high].map(|corner| scene.view.place(corner));
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    let rect = Rect::from_two_pos(corners[0], corners[1]);
    painter.add(Shape::image(now.texture.id(), rect, whole, Color32::WHITE));
    *slot = Some(now);
}

impl Density {
    fn new(painter: &Painter, scene: &Scene<'_>, pixels: f32) -> Self {
        let started = Instant::now();
        let image = picture(scene, pixels);
        let texture = painter.ctx().load_texture("points", image, TextureOptions::LINEAR);
        Self {
            points: scene.points.clone(),
            selected: scene.selected.cloned(),
            style: scene.style,
            view: scene.view,
            pixels,
            wanted: scene.view,
            texture,
            took: started.elapsed(),
        }
    }

    /// Whether it shows these points, from wherever.
    fn is_of(&self, scene: &Scene<'_>, pixels: f32) -> bool {
        let (then, now) = (&self.points, scene.points);
        Arc::ptr_eq(&then.xy, &now.xy)
            && Arc::ptr_eq(&then.colors, &now.colors)
            && Arc::ptr_eq(&then.faint, &now.faint)
            && self.selected.as_ref().map(Arc::as_ptr) == scene.selected.map(Arc::as_ptr)
            && self.pixels.to_bits() == pixels.to_bits()
    }
}

/// Red, green, blue and their weight, of all points of a pixel.
type Sums = [f32; 4];

/// Pixels right and down from a point's own, and what it takes of the ground there: -ln(1 - opacity x coverage), so
/// that points over each other add up.
type Tap = (isize, isize, f32);

fn picture(scene: &Scene<'_>, pixels: f32) -> ColorImage {
    let size = scene.view.frame.size() * pixels;
    let size = [size.x, size.y].map(|length| (length.round() as usize).clamp(1, 8_192));
    let mut image = vec![Color32::TRANSPARENT; size[0] * size[1]];
    let Style { opacity, dim, .. } = scene.style;
    let layers: &[(bool, f32)] = match scene.selected {
        Some(_) => &[(false, opacity * CONTEXT * dim), (true, dim)],
        None => &[(true, opacity * dim)],
    };
    for &(on_top, opacity) in layers {
        let taps = taps(scene.style.radius * pixels, opacity);
        let sums = covered(&counted(scene, on_top, size), size, &taps);
        for (pixel, sum) in image.iter_mut().zip(sums) {
            if sum[3] > 0.0 {
                let [r, g, b] = [sum[0], sum[1], sum[2]].map(|each| (each / sum[3]).round() as u8);
                let share = 1.0 - (-sum[3]).exp();
                let color = crate::plots::Rgb { r, g, b };
                *pixel = pixel.blend(super::theme::color(color).gamma_multiply(share));
            }
        }
    }
    ColorImage::new(size, image)
}

/// The points by the pixel of their middle.
fn counted(scene: &Scene<'_>, on_top: bool, [width, height]: [usize; 2]) -> Vec<Sums> {
    let mut sums = vec![[0.0; 4]; width * height];
    let frame = scene.view.frame;
    let per_point = vec2(width as f32 / frame.width(), height as f32 / frame.height());
    for (at, place) in scene.points.xy.iter().enumerate() {
        if !drawable(place) || scene.is_on_top(at) != on_top {
            continue;
        }
        let pixel = (scene.view.place(*place) - frame.min) * per_point;
        let (x, y) = (pixel.x as usize, pixel.y as usize);
        if pixel.x < 0.0 || pixel.y < 0.0 || x >= width || y >= height {
            continue;
        }
        let chosen = on_top && scene.selected.is_some();
        let weight = if chosen { 1.0 } else { scene.points.share_of(at) };
        let [r, g, b, _] = scene.color(at).to_array();
        let sum = &mut sums[y * width + x];
        for (sum, value) in sum.iter_mut().zip([f32::from(r), f32::from(g), f32::from(b), 1.0]) {
            *sum += value * weight;
        }
    }
    sums
}

/// The pixels that a disc covers; its whole area counts, however the pixels cut it.
fn taps(radius: f32, opacity: f32) -> Vec<Tap> {
    let reach = (radius + 0.5).floor() as isize;
    let steps = || -reach..=reach;
    let taps = || {
        steps()
            .flat_map(|dy| steps().map(move |dx| (dx, dy)))
            .map(|(dx, dy)| (dx, dy, (radius + 0.5 - (dx as f32).hypot(dy as f32)).clamp(0.0, 1.0)))
            .filter(|(.., share)| *share > 0.0)
    };
    let area: f32 = taps().map(|(.., share)| share).sum();
    let scale = std::f32::consts::PI * radius * radius / area;
    let ink = |share: f32| -(-(opacity * (share * scale).min(1.0)).min(0.999)).ln_1p();
    taps().map(|(dx, dy, share)| (dx, dy, ink(share))).collect()
}

/// The same, each point on all the pixels that it covers.
fn covered(counted: &[Sums], [width, height]: [usize; 2], taps: &[Tap]) -> Vec<Sums> {
    let mut sums = vec![[0.0; 4]; counted.len()];
    for (at, sum) in counted.iter().enumerate().filter(|(_, sum)| sum[3] > 0.0) {
        let (x, y) = (at % width, at / width);
        for &(dx, dy, share) in taps {
            let (x, y) = (x.checked_add_signed(dx), y.checked_add_signed(dy));
            let at = x.filter(|x| *x < width).zip(y.filter(|y| *y < height));
            if let Some((x, y)) = at {
                let out = &mut sums[y * width + x];
                for (out, value) in out.iter_mut().zip(sum) {
                    *out += value * share;
                }
            }
        }
    }
    sums
}
