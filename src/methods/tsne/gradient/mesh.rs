//! The repulsion through a mesh: particle-particle, particle-mesh (Hockney and Eastwood 1988), for t-SNE.
//!
//! FIt-SNE (Linderman et al. 2019) interpolates the kernel w = 1 / (1 + s), `s = |y_i - y_j|^2`, between mesh
//! nodes and sums by FFT. Two observations make that several times cheaper:
//!
//! - The force is a gradient: `sum_j w^2 (y_i - y_j) = -1/2 grad phi(y_i)` with the potential `phi = sum_j w`. One
//!   density goes onto the mesh and one potential comes back; its gradient is that of the cubic B-spline
//!   that interpolates it (the smooth particle mesh of Essmann et al. 1995), and its sum is Z.
//! - What a coarse mesh gets wrong is the kernel's tip. Within a radius `r_c` the kernel is split into a
//!   smooth part for the mesh and the rest, which only near pairs feel and which is summed exactly. With
//!   `a = 1 / (1 + r_c^2)`, `q = 1 / (1 + s)` and `u = (r_c^2 - s) a`, the kernel is the geometric series
//!   a (1 + u + u^2 + ...); its first three terms are smooth, the rest is `q u^3`.
//!
//! Which mesh is the cheapest depends on how densely the points lie; [`Mesh::plan`] counts and chooses. At
//! every mesh on offer the error of the forces is below 1 % (see the tests), a fifth of FIt-SNE's.

mod cells;
mod convolution;
mod near;
mod spline;

use super::Repulsion;
use cells::Cells;
use convolution::Convolution;
use rayon::prelude::*;

/// Nodes between the borders of neighbouring cells. Points are sorted by cells of this edge; where near pairs
/// count, it is the radius within which they do.
const CELL: usize = 3;
/// Points that one task takes.
const POINTS: usize = 512;
/// Nodes a side at least: a small map is as smooth as a large one.
const LEAST: f32 = 32.0;
/// Distances between nodes that are on offer, and whether near pairs are summed at that distance.
const OFFERS: [(f32, bool); 6] =
    [(1.0, true), (0.75, true), (0.55, true), (0.42, true), (0.33, true), (0.25, false)];
/// Cost of a near pair, in units of one mesh node in one pass of the transform. Measured.
const PAIR_COST: f64 = 0.12;

/// The mesh and what it keeps from one iteration to the next.
pub(in crate::methods::tsne) struct Mesh {
    offer: usize,
    cells: Cells,
    convolution: Convolution,
    forces: Vec<[f32; 2]>,
}

/// Where the mesh lies.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    /// Position of the first node that a point may touch, plus one step.
    low: [f32; 2],
    /// Distance between nodes.
    step: f32,
    /// Nodes along x and y that points touch.
    nodes: [usize; 2],
    /// Whether near pairs are summed.
    near: bool,
}

impl Frame {
    fn new(points: &[[f32; 2]], (step, near): (f32, bool)) -> Self {
        let mut low = [f32::INFINITY; 2];
        let mut high = [f32::NEG_INFINITY; 2];
        for point in points {
            for a in 0..2 {
                low[a] = low[a].min(point[a]);
                high[a] = high[a].max(point[a]);
            }
        }
        let span = [high[0] - low[0], high[1] - low[1]];
        let widest = span[0].max(span[1]).max(f32::MIN_POSITIVE * 1e6);
        let step = if near { step } else { step.min(widest / LEAST) };
        // A cubic spline touches one node before and two after.
        let inverse = 1.0 / step;
        let nodes = span.map(|span| ((span * inverse) as usize + 4).next_multiple_of(CELL));
        Self { low, step, nodes, near }
    }

    /// Whether a wide map lies on it: on a few large cells every pair would be a near one.
    fn is_fine(&self) -> bool {
        !self.near || self.nodes.iter().any(|&nodes| nodes as f32 >= LEAST)
    }

    /// Cells along x and y.
    fn cells(&self) -> [usize; 2] {
        self.nodes.map(|nodes| nodes.div_ceil(CELL))
    }

    /// The edge of a cell: the radius of near pairs.
    fn edge(&self) -> f32 {
        self.step * CELL as f32
    }

    /// The largest distance along an axis.
    fn reach(&self) -> f32 {
        self.step * (self.nodes[0].max(self.nodes[1])) as f32
    }
}

impl Mesh {
    pub(in crate::methods::tsne) fn new() -> Self {
        Self {
            offer: OFFERS.len() - 1,
            cells: Cells::default(),
            convolution: Convolution::default(),
            forces: Vec::new(),
        }
    }

    /// How many meshes there are to choose from.
    #[cfg(test)]
    pub(super) fn offers() -> usize {
        OFFERS.len()
    }

    /// A mesh of a given kind, if it may be used for these points.
    #[cfg(test)]
    pub(super) fn of(offer: usize, points: &[[f32; 2]]) -> Option<Self> {
        Frame::new(points, OFFERS[offer]).is_fine().then(|| Self { offer, ..Self::new() })
    }

    /// Chooses the cheapest mesh for how the points lie now. It is a matter of speed, done now and then.
    pub(in crate::methods::tsne) fn plan(&mut self, points: &[[f32; 2]]) {
        let cost = |&(at, _): &(usize, f64)| at;
        self.offer = OFFERS
            .iter()
            .enumerate()
            .map(|(at, &offer)| (at, Frame::new(points, offer)))
            .filter(|(_, frame)| frame.is_fine())
            .map(|(at, frame)| {
                let pairs = if frame.near { cells::near_pairs(points, &frame) } else { 0.0 };
                (at, Convolution::cost(&frame) + pairs * PAIR_COST)
            })
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .as_ref()
            .map_or(self.offer, cost);
    }

    /// The points' numbers, cell by cell.
    pub(in crate::methods::tsne) fn order(&mut self, points: &[[f32; 2]]) -> Vec<u32> {
        self.cells.sort(points, &Frame::new(points, OFFERS[self.offer]));
        let mut order = vec![0; self.cells.places().len()];
        for (i, &place) in self.cells.places().iter().enumerate() {
            order[place as usize] = i as u32;
        }
        order
    }

    /// The repulsion (before division by Z) on every point.
    pub(in crate::methods::tsne) fn repulsion(&mut self, points: &[[f32; 2]], out: &mut Repulsion) {
        let frame = Frame::new(points, OFFERS[self.offer]);
        self.cells.sort(points, &frame);
        let floor = self.convolution.prepare(&frame);
        spline::spread(&self.cells, &mut self.convolution);
        let mesh_sum = self.convolution.apply();
        let n = points.len();
        self.forces.resize(n, [0.0; 2]);
        let (cells, potential) = (&self.cells, &self.convolution);
        let near: Vec<f64> = self
            .forces
            .par_chunks_mut(POINTS)
            .enumerate()
            .map(|(part, forces)| {
                spline::gradients(cells, part * POINTS, &frame, potential, forces);
                if frame.near { near::add(cells, part * POINTS, &frame, forces) } else { 0.0 }
            })
            .collect();
        let (places, forces) = (self.cells.places().par_chunks(POINTS), &self.forces);
        places.zip(out.forces.par_chunks_mut(POINTS)).for_each(|(places, out)| {
            for (out, &place) in out.iter_mut().zip(places) {
                *out = forces[place as usize];
            }
        });
        // Every point met itself once, with a weight of 1.
        let n = n as f64;
        out.z = mesh_sum + floor * n * n + near.iter().sum::<f64>() - n;
    }
}
