//! One step of gradient descent with momentum and gains of each coordinate's own.
//!
//! Gains grow by 0.2 while the gradient turns against the last step, shrink to 0.8 while it goes along, and
//! never fall below 0.01 (Jacobs 1988, as in van der Maaten's programs); a step is no longer than 5.

use super::lanes::wide;
use rayon::prelude::*;

/// Rows that one task takes.
const ROWS: usize = 4096;
const GAIN_UP: f32 = 0.2;
const GAIN_DOWN: f32 = 0.8;
const GAIN_FLOOR: f32 = 0.01;
/// Longest step, in units of the map.
const LONGEST: f32 = 5.0;

/// Puts whoever `order` names to each place.
pub(super) fn arrange(values: &mut Vec<[f32; 2]>, order: &[u32]) {
    *values = order.iter().map(|&from| values[from as usize]).collect();
}

/// What the next step builds on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Optimizer {
    step: Vec<[f32; 2]>,
    gain: Vec<[f32; 2]>,
}

impl Optimizer {
    pub(super) fn new(rows: usize) -> Self {
        Self { step: vec![[0.0; 2]; rows], gain: vec![[1.0; 2]; rows] }
    }

    /// Follows the points to their new places: `order[place]` says who comes there.
    pub(super) fn arrange(&mut self, order: &[u32]) {
        arrange(&mut self.step, order);
        arrange(&mut self.gain, order);
    }

    /// Forgets the momentum, keeps the gains: for a phase with another exaggeration.
    pub(super) fn rest(&mut self) {
        self.step.fill([0.0; 2]);
    }

    /// Moves the points, then puts their centre back to the origin.
    pub(super) fn descend(
        &mut self,
        points: &mut [[f32; 2]],
        gradient: &[[f32; 2]],
        rate: f32,
        momentum: f32,
    ) {
        let states = (self.step.par_chunks_mut(ROWS), self.gain.par_chunks_mut(ROWS));
        let parts = (points.par_chunks_mut(ROWS), gradient.par_chunks(ROWS), states.0, states.1);
        let sums: Vec<[f64; 2]> = parts
            .into_par_iter()
            .map(|(points, gradient, step, gain)| {
                wide(|| descend(points, gradient, step, gain, rate, momentum))
            })
            .collect();
        let n = points.len() as f64;
        let mut centre = [0.0; 2];
        for sum in sums {
            centre = [centre[0] + sum[0] / n, centre[1] + sum[1] / n];
        }
        points.par_chunks_mut(ROWS).for_each(|points| {
            for point in points {
                point[0] -= centre[0] as f32;
                point[1] -= centre[1] as f32;
            }
        });
    }
}

/// Moves some points; answers the sum of where they are now.
#[inline(always)]
fn descend(
    points: &mut [[f32; 2]],
    gradient: &[[f32; 2]],
    steps: &mut [[f32; 2]],
    gains: &mut [[f32; 2]],
    rate: f32,
    momentum: f32,
) -> [f64; 2] {
    let mut sum = [0.0; 2];
    let states = steps.iter_mut().zip(gains);
    for ((point, slope), (step, gain)) in points.iter_mut().zip(gradient).zip(states) {
        for a in 0..2 {
            gain[a] = if (step[a] > 0.0) == (slope[a] > 0.0) {
                // The last step went up this slope: it overshot.
                (gain[a] * GAIN_DOWN).max(GAIN_FLOOR)
            } else {
                gain[a] + GAIN_UP
            };
            step[a] = momentum * step[a] - rate * gain[a] * slope[a];
        }
        let length = (step[0] * step[0] + step[1] * step[1]).sqrt();
        if length > LONGEST {
            let shorter = LONGEST / length;
            *step = [step[0] * shorter, step[1] * shorter];
        }
        for a in 0..2 {
            point[a] += step[a];
            sum[a] += f64::from(point[a]);
        }
    }
    sum
}
