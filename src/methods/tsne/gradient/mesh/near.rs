//! What the mesh leaves to near pairs: the potential q u^3 and its force (see the parent's page for q and u).

use super::Frame;
use super::cells::Cells;
use crate::methods::tsne::lanes::{LANES, Lane, sum, wide};

/// Farther than any radius, and its square is a number.
const FAR: f32 = 1e15;

/// Adds the near pairs' forces to those of the sorted points from `from` on; answers their potential.
pub(super) fn add(cells: &Cells, from: usize, frame: &Frame, forces: &mut [[f32; 2]]) -> f64 {
    wide(|| {
        let (xs, ys) = cells.positions();
        let kernel = Kernel::new(frame);
        let mut total = 0.0;
        for (at, force) in forces.iter_mut().enumerate() {
            let i = from + at;
            let mut sums = Sums::default();
            for range in cells.around(i) {
                let (xs, ys) = (&xs[range.clone()], &ys[range]);
                for (xs, ys) in xs.chunks(LANES).zip(ys.chunks(LANES)) {
                    kernel.add(cells.at(i), xs, ys, &mut sums);
                }
            }
            force[0] += sum(&sums.x) * frame.step;
            force[1] += sum(&sums.y) * frame.step;
            total += f64::from(sum(&sums.potential));
        }
        total
    })
}

#[derive(Default)]
struct Sums {
    x: Lane,
    y: Lane,
    potential: Lane,
}

/// The numbers that the kernel needs, for distances in units of the step.
struct Kernel {
    square: f32,
    radius: f32,
    a: f32,
}

impl Kernel {
    fn new(frame: &Frame) -> Self {
        let radius = frame.edge() * frame.edge();
        Self { square: frame.step * frame.step, radius, a: 1.0 / (1.0 + radius) }
    }

    /// One point against up to a lane of others.
    #[inline(always)]
    fn add(&self, [x, y]: [f32; 2], xs: &[f32], ys: &[f32], sums: &mut Sums) {
        let (mut other_x, mut other_y) = ([FAR; LANES], [FAR; LANES]);
        if let (Some(xs), Some(ys)) = (xs.first_chunk::<LANES>(), ys.first_chunk::<LANES>()) {
            (other_x, other_y) = (*xs, *ys);
        } else {
            for (l, (&x, &y)) in xs.iter().zip(ys).enumerate().take(LANES) {
                (other_x[l], other_y[l]) = (x, y);
            }
        }
        for l in 0..LANES {
            let (dx, dy) = (x - other_x[l], y - other_y[l]);
            let s = (dx * dx + dy * dy) * self.square;
            let q = 1.0 / (1.0 + s);
            let u = ((self.radius - s) * self.a).max(0.0);
            let uq = u * q;
            // -d/ds of q u^3, with dq/ds = -q^2 and du/ds = -a.
            let force = u * uq * (3.0 * self.a + uq);
            sums.potential[l] += u * u * uq;
            sums.x[l] += force * dx;
            sums.y[l] += force * dy;
        }
    }
}
