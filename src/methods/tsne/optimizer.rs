//! One step of gradient descent with momentum and gains of each coordinate's own.
//!
//! Gains grow by 0.2 while the gradient turns against the last step, shrink to 0.8 while it goes along, and
//! never fall below 0.01 (Jacobs 1988, as in van der Maaten's programs); a step is no longer than 5.

const GAIN_UP: f32 = 0.2;
const GAIN_DOWN: f32 = 0.8;
const GAIN_FLOOR: f32 = 0.01;
/// Longest step, in units of the map.
const LONGEST: f32 = 5.0;

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
        let states = self.step.iter_mut().zip(&mut self.gain);
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
                *step = step.map(|s| s * (LONGEST / length));
            }
            point[0] += step[0];
            point[1] += step[1];
        }
        let n = points.len() as f64;
        let centre: [f64; 2] =
            std::array::from_fn(|a| points.iter().map(|p| f64::from(p[a])).sum::<f64>() / n);
        for point in points {
            point[0] -= centre[0] as f32;
            point[1] -= centre[1] as f32;
        }
    }
}
