//! Very many points become one picture inside the figure: a file that opens at once, whatever the rows.
//!
//! Each shape is drawn once for sixteen places within a dot; the points are stamped in their order. Numbers
//! are whole ones, so that the same points give the same bytes on every machine.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use resvg::tiny_skia::{
    ColorU8, FillRule, IntSize, Mask, Path, PathBuilder, Pixmap, PremultipliedColorU8, Transform,
};

use super::layout::Layout;
use super::pen::Reader;
use crate::plots::{Points, Shape, drawable};

/// With more points than these, a figure holds their picture.
pub(super) const MOST_SHAPES: usize = 20_000;
/// Most dots a side of that picture; beyond, it is coarser than asked for.
const MOST_DOTS: f64 = 8_192.0;
/// Most dots of a picture within a file of shapes.
const MOST_WITHIN: f64 = 12e6;
/// Most bytes that it may take there: a file of a million points is to open at once.
const HEAVIEST: usize = 3_600_000;
/// Places within a dot, along each side.
const PHASES: usize = 4;
/// Full strength.
const FULL: u32 = 0xffff;

/// A picture of points and where it lies on the page.
pub(super) struct Layer {
    /// A PNG without ground.
    pub png: Vec<u8>,
    /// Top left, in logical pixels.
    pub at: [f64; 2],
    /// Width and height in logical pixels.
    pub size: [f64; 2],
    /// Its dots an inch, where they are fewer than asked for.
    pub coarse: Option<f64>,
}

/// The picture of a layer of points; `None` where it has no dots. Within a file of shapes it is made coarser until it is
/// small enough; in a picture of dots it has them all.
pub(super) fn layer(mark: &Points, layout: &Layout, dpi: f64, reader: Reader) -> Option<Layer> {
    let [[left, top], [right, bottom]] = layout.plot;
    let (width, height) = (right - left, bottom - top);
    let asked = if dpi.is_finite() { dpi.clamp(24.0, 2_400.0) / 96.0 } else { 2.0 };
    let mut scale = asked.min(MOST_DOTS / width.max(height));
    if reader != Reader::Png {
        scale = scale.min((MOST_WITHIN / width / height).sqrt());
    }
    loop {
        let (ground, at, size) = stamped(mark, layout, scale);
        let pixmap = ground.pixmap()?;
        let png = pixmap.encode_png().ok()?;
        let bytes = match reader {
            Reader::Png => 0,
            Reader::Browser => png.len() / 3 * 4,
            Reader::Pdf => packed(&pixmap),
        };
        // No coarser than a screen.
        if bytes <= HEAVIEST || scale <= 1.0 {
            let coarse = (scale < asked * 0.999).then_some(scale * 96.0);
            return Some(Layer { png, at, size, coarse });
        }
        scale *= (HEAVIEST as f64 / bytes as f64).sqrt() * 0.97;
    }
}

/// What PDF makes of a picture: colours and opacity apart, each packed on its own.
fn packed(pixmap: &Pixmap) -> usize {
    let pack = |bytes: Vec<u8>| {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(&bytes).and_then(|()| packer.finish()).map_or(bytes.len(), |out| out.len())
    };
    let dots = pixmap.pixels().iter().map(PremultipliedColorU8::demultiply);
    let colors = dots.clone().flat_map(|dot| [dot.red(), dot.green(), dot.blue()]).collect();
    pack(colors) + pack(dots.map(ColorU8::alpha).collect())
}

/// The points on their ground, and where that lies on the page.
fn stamped(mark: &Points, layout: &Layout, scale: f64) -> (Ground, [f64; 2], [f64; 2]) {
    let [[left, top], [right, bottom]] = layout.plot;
    // On whole dots of the page, so that a PNG of the same resolution takes them over as they are.
    let [x0, y0] = [left, top].map(|v| (v * scale).floor());
    let [x1, y1] = [right, bottom].map(|v| (v * scale).ceil());
    let [width, height] = [x1 - x0, y1 - y0].map(|v| v as usize);
    let mut ground = Ground { width, height, dots: vec![[0; 4]; width * height] };
    let stamps = Stamps::new(f64::from(mark.radius) * scale);
    for i in mark.order.iter().map(|i| *i as usize) {
        let (Some(place), Some(color), Some(shape)) =
            (mark.xy.get(i), mark.colors.get(i), mark.shapes.get(i))
        else {
            continue;
        };
        if drawable(place) && layout.x.holds(place[0]) && layout.y.holds(place[1]) {
            let at = [layout.x.place(place[0]) * scale - x0, layout.y.place(place[1]) * scale - y0];
            let alpha = (f64::from(mark.opacity_of(i)).clamp(0.0, 1.0) * f64::from(FULL)).round();
            ground.stamp(&stamps, *shape, at, [color.r, color.g, color.b], alpha as u32);
        }
    }
    (ground, [x0 / scale, y0 / scale], [(x1 - x0) / scale, (y1 - y0) / scale])
}

/// Dots, each red, green, blue and opacity, the colours weakened by it.
struct Ground {
    width: usize,
    height: usize,
    dots: Vec<[u16; 4]>,
}

impl Ground {
    fn stamp(&mut self, stamps: &Stamps, shape: Shape, at: [f64; 2], color: [u8; 3], alpha: u32) {
        let (mask, corner) = stamps.of(shape, at);
        for (down, row) in mask.chunks_exact(stamps.side).enumerate() {
            let Some(y) = within(corner[1], down, self.height) else { continue };
            for (across, &cover) in row.iter().enumerate() {
                let Some(x) = within(corner[0], across, self.width).filter(|_| cover > 0) else {
                    continue;
                };
                let over = times(u32::from(cover) * 257, alpha);
                let dot = &mut self.dots[y * self.width + x];
                let below = FULL - over;
                for (channel, value) in dot.iter_mut().zip(color.map(|c| u32::from(c) * 257)) {
                    *channel = (times(value, over) + times(u32::from(*channel), below)) as u16;
                }
                dot[3] = (over + times(u32::from(dot[3]), below)).min(FULL) as u16;
            }
        }
    }

    fn pixmap(self) -> Option<Pixmap> {
        let size = IntSize::from_wh(self.width as u32, self.height as u32)?;
        let byte = |v: u16| ((u32::from(v) + 128) / 257) as u8;
        let bytes = self
            .dots
            .iter()
            .flat_map(|dot| {
                let opacity = byte(dot[3]);
                // No colour is stronger than its opacity.
                [
                    byte(dot[0]).min(opacity),
                    byte(dot[1]).min(opacity),
                    byte(dot[2]).min(opacity),
                    opacity,
                ]
            })
            .collect();
        Pixmap::from_vec(bytes, size)
    }
}

/// The product of two shares of [`FULL`].
fn times(a: u32, b: u32) -> u32 {
    ((u64::from(a) * u64::from(b) + u64::from(FULL / 2)) / u64::from(FULL)) as u32
}

fn within(corner: i64, step: usize, side: usize) -> Option<usize> {
    usize::try_from(corner + i64::try_from(step).ok()?).ok().filter(|at| *at < side)
}

/// Every shape at every place within a dot: how far it covers the dots around.
struct Stamps {
    side: usize,
    masks: Vec<Vec<u8>>,
}

const SHAPES: [Shape; 5] =
    [Shape::Circle, Shape::Square, Shape::Triangle, Shape::Diamond, Shape::Ring];

impl Stamps {
    fn new(radius: f64) -> Self {
        // The farthest corner is that of the triangle, at 1.56 radii; and room for the place within a dot.
        let half = (radius * 1.6).ceil() + 1.0;
        let side = half as usize * 2 + 1;
        let mut masks = Vec::new();
        for shape in SHAPES {
            for phase in 0..PHASES * PHASES {
                let within = |v: usize| half + (v as f64 + 0.5) / PHASES as f64;
                let at = [within(phase % PHASES), within(phase / PHASES)];
                masks.push(mask(shape, at, radius, side));
            }
        }
        Self { side, masks }
    }

    /// The cover around a place, and the dot that its first value belongs to.
    fn of(&self, shape: Shape, at: [f64; 2]) -> (&[u8], [i64; 2]) {
        let shape = SHAPES.iter().position(|one| *one == shape).unwrap_or(0);
        let phase = at.map(|v| (((v - v.floor()) * PHASES as f64) as usize).min(PHASES - 1));
        let mask = &self.masks[(shape * PHASES + phase[1]) * PHASES + phase[0]];
        let half = (self.side / 2) as f64;
        (mask, at.map(|v| (v.floor() - half) as i64))
    }
}

fn mask(shape: Shape, at: [f64; 2], radius: f64, side: usize) -> Vec<u8> {
    let mask = Mask::new(side as u32, side as u32).zip(outline(shape, at, radius));
    mask.map_or_else(
        || vec![0; side * side],
        |(mut mask, path)| {
            // The hole of a ring is a hole.
            mask.fill_path(&path, FillRule::EvenOdd, true, Transform::identity());
            mask.data().to_vec()
        },
    )
}

/// The outline that SVG draws for the shape.
fn outline(shape: Shape, [x, y]: [f64; 2], radius: f64) -> Option<Path> {
    use std::f64::consts::PI;
    let mut path = PathBuilder::new();
    let mut corners = |corners: &[[f64; 2]]| {
        for (i, [dx, dy]) in corners.iter().enumerate() {
            let [x, y] = [x + dx, y + dy].map(|v| v as f32);
            if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        path.close();
    };
    match shape {
        Shape::Circle => path.push_circle(x as f32, y as f32, radius as f32),
        Shape::Ring => {
            path.push_circle(x as f32, y as f32, radius as f32);
            path.push_circle(x as f32, y as f32, (radius * 0.6) as f32);
        }
        Shape::Square => {
            let h = radius * (PI / 4.0).sqrt();
            corners(&[[-h, -h], [h, -h], [h, h], [-h, h]]);
        }
        Shape::Diamond => {
            let h = radius * (PI / 2.0).sqrt();
            corners(&[[0.0, -h], [h, 0.0], [0.0, h], [-h, 0.0]]);
        }
        Shape::Triangle => {
            let side = radius * (4.0 * PI / 3_f64.sqrt()).sqrt();
            let height = side * 3_f64.sqrt() / 2.0;
            let (up, down) = (-height * 2.0 / 3.0, height / 3.0);
            corners(&[[0.0, up], [side / 2.0, down], [-side / 2.0, down]]);
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_covers_the_area_of_its_circle_at_every_place() {
        let radius = 6.0;
        let stamps = Stamps::new(radius);
        for shape in SHAPES {
            let full = std::f64::consts::PI * radius * radius;
            let area = if shape == Shape::Ring { full * (1.0 - 0.36) } else { full };
            for place in [[50.0, 50.0], [50.3, 50.9], [49.99, 50.5]] {
                let (mask, corner) = stamps.of(shape, place);
                let cover: f64 = mask.iter().map(|c| f64::from(*c) / 255.0).sum();
                assert!((cover - area).abs() < area * 0.03, "{shape:?}: {cover} of {area}");
                // Its middle is the place.
                let middle = |axis: usize| {
                    let weigh = |(i, c): (usize, &u8)| {
                        let at = if axis == 0 { i % stamps.side } else { i / stamps.side };
                        (corner[axis] as f64 + at as f64 + 0.5) * f64::from(*c) / 255.0
                    };
                    mask.iter().enumerate().map(weigh).sum::<f64>() / cover
                };
                assert!((middle(0) - place[0]).abs() < 0.2 && (middle(1) - place[1]).abs() < 0.2);
            }
        }
    }

    #[test]
    fn ink_adds_up_and_never_beyond_full() {
        let mut ground = Ground { width: 20, height: 20, dots: vec![[0; 4]; 400] };
        let stamps = Stamps::new(3.0);
        let opacity = |ground: &Ground| ground.dots[10 * 20 + 10][3];
        let mut before = 0;
        for _ in 0..200 {
            ground.stamp(&stamps, Shape::Circle, [10.4, 10.4], [255, 0, 7], FULL / 10);
            assert!(opacity(&ground) >= before);
            before = opacity(&ground);
        }
        assert!(before > 0xff00, "{before}");
        // Half of it outside the ground, or all: no dot there.
        ground.stamp(&stamps, Shape::Ring, [0.0, 19.9], [0, 0, 0], FULL);
        ground.stamp(&stamps, Shape::Ring, [-50.0, 1e6], [0, 0, 0], FULL);
        assert!(ground.pixmap().is_some());
    }
}
