//! The potential of a density on the mesh, by fast Fourier transforms.
//!
//! The mesh is doubled with empty nodes, so that the periodic convolution is the plain one. Empty rows are
//! neither transformed nor transformed back. The kernel is transformed once for each mesh.

use super::Frame;
use rayon::prelude::*;
use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};
use rustfft::{Fft, FftPlanner};
use std::sync::Arc;

/// Rows or columns that one task takes.
const LINES: usize = 8;

/// A mesh, its kernel and its transforms.
#[derive(Default)]
pub(super) struct Convolution {
    plan: Option<Plan>,
    /// Nodes in use, row by row, each row padded to the doubled length; first density, then potential.
    nodes: Vec<f32>,
    rows: usize,
    /// Spectra of the rows.
    spectra: Vec<Complex32>,
    /// The same, column by column, padded.
    columns: Vec<Complex32>,
}

/// What holds as long as the mesh keeps its size and step.
struct Plan {
    size: [usize; 2],
    step: f32,
    radius: f32,
    forward: Arc<dyn RealToComplex<f32>>,
    backward: Arc<dyn ComplexToReal<f32>>,
    along: Arc<dyn Fft<f32>>,
    along_back: Arc<dyn Fft<f32>>,
    /// The kernel's transform over the splines', column by column, half of each column (it is even).
    kernel: Vec<f32>,
    /// What was taken off the kernel everywhere.
    floor: f32,
}

/// Lengths that transform well: products of 2, 3 and 5, even, about 6 % apart.
fn good_length(least: usize) -> usize {
    let mut best = usize::MAX;
    for five in [1, 5, 25] {
        for three in [1, 3, 9] {
            let odd = five * three;
            let two = least.div_ceil(odd).next_power_of_two().max(2);
            best = best.min(odd * two);
        }
    }
    best
}

impl Convolution {
    /// What a transform there and back costs, in arbitrary units that grow like its time.
    pub(super) fn cost(frame: &Frame) -> f64 {
        let [x, y] = frame.nodes.map(|nodes| good_length(2 * nodes) as f64);
        x * y * (x * y).log2() / 16.0
    }

    /// Gets ready for a frame: plans, kernel, an empty density. Answers what was taken off the kernel.
    pub(super) fn prepare(&mut self, frame: &Frame) -> f64 {
        let size = frame.nodes.map(|nodes| good_length(2 * nodes));
        let radius = if frame.near { frame.edge() } else { 0.0 };
        let fits = self.plan.as_ref().is_some_and(|plan| {
            plan.size == size && plan.step == frame.step && plan.radius == radius
        });
        if !fits {
            self.plan = Some(Plan::new(size, frame.step, radius, frame.reach()));
        }
        self.rows = frame.nodes[1];
        self.nodes.clear();
        self.nodes.resize(self.rows * size[0], 0.0);
        self.plan.as_ref().map_or(0.0, |plan| f64::from(plan.floor))
    }

    /// Length of a row in memory, and the nodes to fill.
    pub(super) fn density(&mut self) -> (usize, &mut [f32]) {
        (self.width(), &mut self.nodes)
    }

    /// Length of a row in memory, and the nodes' potential.
    #[inline(always)]
    pub(super) fn potential(&self) -> (usize, &[f32]) {
        (self.width(), &self.nodes)
    }

    #[inline(always)]
    fn width(&self) -> usize {
        self.plan.as_ref().map_or(1, |plan| plan.size[0])
    }

    /// Density becomes potential. Answers the sum of density times potential.
    pub(super) fn apply(&mut self) -> f64 {
        let Some(plan) = &self.plan else { return 0.0 };
        let [wide, high] = plan.size;
        let (half, rows) = (wide / 2 + 1, self.rows);
        self.spectra.resize(rows * half, Complex32::ZERO);
        rows_to_spectra(&*plan.forward, &mut self.nodes, &mut self.spectra, wide, half);
        self.columns.resize(half * high, Complex32::ZERO);
        let spectra = &self.spectra;
        let sums: Vec<f64> = self
            .columns
            .par_chunks_mut(LINES * high)
            .enumerate()
            .map(|(part, columns)| plan.column(part * LINES, columns, spectra, half, rows))
            .collect();
        let columns = &self.columns;
        self.nodes.par_chunks_mut(LINES * wide).enumerate().for_each(|(part, nodes)| {
            let lines = nodes.len() / wide;
            let mut line = vec![Complex32::ZERO; LINES * half];
            for c in 0..half {
                let column = &columns[c * high + part * LINES..][..lines];
                for (r, value) in column.iter().enumerate() {
                    line[r * half + c] = *value;
                }
            }
            let mut scratch = plan.backward.make_scratch_vec();
            for (nodes, line) in nodes.chunks_mut(wide).zip(line.chunks_mut(half)) {
                // What is imaginary there by rounding only must be zero for the transform.
                line[0].im = 0.0;
                line[half - 1].im = 0.0;
                let done = plan.backward.process_with_scratch(line, nodes, &mut scratch);
                debug_assert!(done.is_ok());
            }
        });
        sums.iter().sum()
    }
}

/// The rows' spectra. Rows of nodes are used up.
fn rows_to_spectra(
    forward: &dyn RealToComplex<f32>,
    nodes: &mut [f32],
    spectra: &mut [Complex32],
    wide: usize,
    half: usize,
) {
    (nodes.par_chunks_mut(LINES * wide), spectra.par_chunks_mut(LINES * half))
        .into_par_iter()
        .for_each(|(nodes, spectra)| {
            let mut scratch = forward.make_scratch_vec();
            for (nodes, spectrum) in nodes.chunks_mut(wide).zip(spectra.chunks_mut(half)) {
                let done = forward.process_with_scratch(nodes, spectrum, &mut scratch);
                debug_assert!(done.is_ok());
            }
        });
}

impl Plan {
    fn new(size: [usize; 2], step: f32, radius: f32, reach: f32) -> Self {
        let [wide, high] = size;
        let mut real = RealFftPlanner::new();
        let mut complex = FftPlanner::new();
        let forward = real.plan_fft_forward(wide);
        let along = complex.plan_fft_forward(high);
        // Over a small map the kernel hardly differs from 1: what differs is all that f32 shall hold.
        let floor = 1.0 / (1.0 + f64::from(reach) * f64::from(reach));
        let half = wide / 2 + 1;
        let mut nodes = vec![0.0; wide * high];
        let squared =
            |at: usize, length: usize| (at.min(length - at) as f64 * f64::from(step)).powi(2);
        nodes.par_chunks_mut(wide).enumerate().for_each(|(row, nodes)| {
            for (column, node) in nodes.iter_mut().enumerate() {
                let s = squared(row, high) + squared(column, wide);
                *node = smooth(s, f64::from(radius), floor) as f32;
            }
        });
        let mut spectra = vec![Complex32::ZERO; half * high];
        rows_to_spectra(&*forward, &mut nodes, &mut spectra, wide, half);
        let keep = high / 2 + 1;
        let mut kernel = vec![0.0; half * keep];
        let scale = 1.0 / (wide as f64 * high as f64);
        kernel.par_chunks_mut(keep).enumerate().for_each(|(c, kernel)| {
            let mut column: Vec<Complex32> = (0..high).map(|r| spectra[r * half + c]).collect();
            along.process(&mut column);
            let across = sampled_spline(c, wide);
            for (r, (kernel, value)) in kernel.iter_mut().zip(&column).enumerate() {
                let splines = across * sampled_spline(r, high);
                *kernel = (f64::from(value.re) * scale / (splines * splines)) as f32;
            }
        });
        let (backward, along_back) = (real.plan_fft_inverse(wide), complex.plan_fft_inverse(high));
        let floor = floor as f32;
        Self { size, step, radius, forward, backward, along, along_back, kernel, floor }
    }

    /// Some columns: gathered from the rows' spectra, transformed, multiplied, transformed back.
    fn column(
        &self,
        from: usize,
        columns: &mut [Complex32],
        spectra: &[Complex32],
        half: usize,
        rows: usize,
    ) -> f64 {
        let [wide, high] = self.size;
        let count = columns.len() / high;
        for r in 0..rows {
            for (c, value) in spectra[r * half + from..][..count].iter().enumerate() {
                columns[c * high + r] = *value;
            }
        }
        let length =
            self.along.get_inplace_scratch_len().max(self.along_back.get_inplace_scratch_len());
        let mut scratch = vec![Complex32::ZERO; length];
        let keep = high / 2 + 1;
        let mut total = 0.0;
        for (c, column) in columns.chunks_mut(high).enumerate() {
            column[rows..].fill(Complex32::ZERO);
            self.along.process_with_scratch(column, &mut scratch);
            let kernel = &self.kernel[(from + c) * keep..(from + c + 1) * keep];
            let mut sum = 0.0;
            for (r, value) in column.iter_mut().enumerate() {
                let factor = kernel[r.min(high - r)];
                sum += value.norm_sqr() * factor;
                *value *= factor;
            }
            // Columns between the first and the last stand for two (Parseval).
            let alone = from + c == 0 || 2 * (from + c) == wide;
            total += f64::from(sum) * if alone { 1.0 } else { 2.0 };
            self.along_back.process_with_scratch(column, &mut scratch);
        }
        total
    }
}

/// The part of the kernel that the mesh carries: all of it beyond the radius, three terms of its series within.
fn smooth(s: f64, radius: f64, floor: f64) -> f64 {
    let square = radius * radius;
    if s >= square {
        return 1.0 / (1.0 + s) - floor;
    }
    let a = 1.0 / (1.0 + square);
    let u = (square - s) * a;
    a * (1.0 + u + u * u) - floor
}

/// The transform of the cubic B-spline's samples 1/6, 4/6, 1/6.
fn sampled_spline(k: usize, length: usize) -> f64 {
    (2.0 + (std::f64::consts::TAU * k as f64 / length as f64).cos()) / 3.0
}
